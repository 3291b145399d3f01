#include "app/live/control_service.h"

#include "app/live/control_reassign.h"
#include "app/live/control_request.h"
#include "app/live/snapshot_json.h"
#include "broker/protocol/messages/elect_leaders.h"

#include <algorithm>

namespace partitura::app {
namespace {

using namespace cluster;
using nlohmann::json;
using Answer = std::function<void(std::string)>;
using Snapshot = std::shared_ptr<const observe::ClusterSnapshot>;

constexpr std::int32_t adminTimeoutMs = 30'000;
const std::string okLine = "{\"ok\":true}\n";

std::string errorLine(const Error& error) {
    return controlError(error.context.empty() ? std::string(errorName(error.code)) : error.context,
                        error.code);
}

std::string resultLine(const Result<void>& result) {
    return result ? okLine : errorLine(result.error());
}

void execute(LiveCluster& cluster, std::vector<Command> commands, const Answer& answer) {
    auto first = std::move(commands.front());
    commands.erase(commands.begin());
    cluster.execute(std::move(first),
                    [&cluster, commands = std::move(commands), answer](Result<void> result) {
                        if (!result || commands.empty())
                            return answer(resultLine(result));
                        execute(cluster, commands, answer);
                    });
}

// ---- what the controller decides ----

/// A whole outcome from errors that stand beside partitions.
template <typename Partitions>
Error firstError(const Partitions& partitions) {
    for (const auto& partition : partitions)
        if (partition.errorCode != ErrorCode::NONE)
            return {partition.errorCode, partition.errorMessage.value_or("").empty()
                                             ? std::string(errorName(partition.errorCode))
                                             : *partition.errorMessage};
    return {ErrorCode::NONE, {}};
}

using Next = std::function<void(Result<void>)>;

void elect(LiveCluster& cluster, const protocol::ElectLeadersRequest& request, Next next) {
    cluster.send<protocol::ElectLeadersRequest>(
        cluster.anyBroker(), request, protocol::ElectLeadersRequest::table.valid.last,
        [next = std::move(next)](const Result<protocol::ElectLeadersResponse>& answer) {
            if (!answer)
                return next(answer.error());
            auto error = Error{answer->errorCode, {}};
            for (const auto& topic : answer->replicaElectionResults)
                if (error.code == ErrorCode::NONE)
                    error = firstError(topic.partitionResult);
            // It leads already: that is what was wanted.
            const bool isWell = error.code == ErrorCode::NONE || error.code == ErrorCode::ELECTION_NOT_NEEDED;
            next(isWell ? Result<void>() : Result<void>(error));
        });
}

protocol::ElectLeadersRequest electionOf(const std::string& topic, std::int32_t partition) {
    protocol::ElectLeadersRequest request;
    request.timeoutMs = adminTimeoutMs;
    auto& wanted = request.topicPartitions->emplace_back();
    wanted.topic = topic;
    wanted.partitions = {partition};
    return request;
}

// As Kafka's own tools do it: the replica is made the preferred one, then that is elected.
void moveLeader(LiveCluster& cluster, const json& request, const Answer& answer) {
    const auto topic = field<std::string>(request, "topic");
    const auto partition = field<std::int32_t>(request, "partition");
    const BrokerId broker(field<std::int32_t>(request, "broker"));
    cluster.look([&cluster, topic, partition, broker, answer](const Snapshot& snapshot) {
        const auto name = topic + "-" + std::to_string(partition);
        const auto* found = snapshot->topic(topic);
        if (!found || partition < 0 || static_cast<std::size_t>(partition) >= found->partitions.size())
            return answer(
                controlError("There is no partition " + name + ".", ErrorCode::UNKNOWN_TOPIC_OR_PARTITION));
        auto replicas = found->partitions[static_cast<std::size_t>(partition)].replicas;
        const auto at = std::ranges::find(replicas, broker);
        if (at == replicas.end())
            return answer(controlError("Broker " + toString(broker) + " holds no replica of " + name + "."));
        const auto electIt = [&cluster, topic, partition, answer](const Result<void>& moved) {
            if (!moved)
                return answer(errorLine(moved.error()));
            elect(cluster, electionOf(topic, partition),
                  [answer](const Result<void>& elected) { answer(resultLine(elected)); });
        };
        if (at == replicas.begin())
            return electIt({});
        std::rotate(replicas.begin(), at, at + 1);
        std::vector<std::int32_t> ids;
        for (const auto id : replicas)
            ids.push_back(id.value());
        reassign(cluster, topic, partition, std::move(ids), electIt);
    });
}

void electLeaders(LiveCluster& cluster, const json& request, const Answer& answer) {
    protocol::ElectLeadersRequest wanted;
    if (const auto topic = optionalField<std::string>(request, "topic"))
        wanted = electionOf(*topic, field<std::int32_t>(request, "partition"));
    else
        wanted.topicPartitions.reset();
    wanted.timeoutMs = adminTimeoutMs;
    wanted.electionType = optionalField<bool>(request, "unclean").value_or(false) ? 1 : 0;
    elect(cluster, wanted, [answer](const Result<void>& result) { answer(resultLine(result)); });
}

void verifyPartition(LiveCluster& cluster, const std::string& topic, std::int32_t partition,
                     const Answer& answer) {
    verifyReassignment(cluster, topic, partition, [topic, partition, answer](const Result<bool>& isMoving) {
        if (!isMoving)
            return answer(errorLine(isMoving.error()));
        answer(lineOf({{"type", "reassignment"},
                       {"topic", topic},
                       {"partition", partition},
                       {"state", *isMoving ? "moving" : "complete"}}) +
               okLine);
    });
}

void reassignPartition(LiveCluster& cluster, const json& request, const Answer& answer) {
    const auto topic = field<std::string>(request, "topic");
    const auto partition = field<std::int32_t>(request, "partition");
    const auto done = [answer](const Result<void>& result) { answer(resultLine(result)); };
    if (optionalField<bool>(request, "verify").value_or(false))
        return verifyPartition(cluster, topic, partition, answer);
    if (optionalField<bool>(request, "cancel").value_or(false))
        return reassign(cluster, topic, partition, std::nullopt, done);
    std::vector<std::int32_t> replicas;
    if (!request.contains("brokers") || !request["brokers"].is_array())
        throw BadRequest("\"brokers\" must be a list of ids");
    for (const auto& id : request["brokers"])
        replicas.push_back(field<std::int32_t>({{"brokers", id}}, "brokers"));
    if (const auto throttle = optionalField<std::int64_t>(request, "throttle"))
        return reassignThrottled(cluster, topic, partition, std::move(replicas), *throttle, done);
    reassign(cluster, topic, partition, std::move(replicas), done);
}

// ---- looks ----

json row(const char* type, json fields) {
    fields["type"] = type;
    return fields;
}

std::string brokerLines(const observe::ClusterSnapshot& snapshot) {
    std::string lines;
    for (const auto& broker : snapshot.brokers) {
        const auto clients =
            std::ranges::count(broker.connections, false, &observe::ConnectionSnapshot::isBroker);
        lines += lineOf(row("broker", {{"id", broker.id.value()},
                                       {"host", broker.host},
                                       {"port", broker.port},
                                       {"state", brokerStateName(broker.state)},
                                       {"isController", broker.isController},
                                       {"clients", clients},
                                       {"logBytes", broker.logBytes},
                                       {"logDirectoryError", broker.logDirectoryError}}));
    }
    return lines;
}

std::string topicLines(const observe::ClusterSnapshot& snapshot) {
    std::string lines;
    for (const auto& topic : snapshot.topics) {
        std::size_t replicas = 0, inSync = 0;
        std::int64_t withoutLeader = 0, records = 0;
        for (const auto& partition : topic->partitions) {
            replicas += partition.replicas.size();
            inSync += partition.isr.size();
            withoutLeader += partition.leader == BrokerId();
            records += partition.logEnd.value();
        }
        lines += lineOf(row("topic", {{"name", topic->name},
                                      {"partitions", topic->partitions.size()},
                                      {"replicas", replicas},
                                      {"inSync", inSync},
                                      {"withoutLeader", withoutLeader},
                                      {"logEnds", records},
                                      {"isInternal", topic->isInternal}}));
    }
    return lines;
}

std::string faultLines(const observe::ClusterSnapshot& snapshot) {
    std::string lines;
    for (const auto& fault : snapshot.faults)
        lines += lineOf(row("fault", toJson(fault)));
    return lines;
}

std::string partitionLines(const observe::TopicSnapshot& topic) {
    std::string lines;
    for (const auto& partition : topic.partitions) {
        auto fields = toJson(partition);
        fields["topic"] = topic.name;
        lines += lineOf(row("partition", std::move(fields)));
    }
    return lines;
}

std::string clusterLine(const observe::ClusterSnapshot& snapshot) {
    return lineOf(row("cluster", {{"clusterId", snapshot.clusterId},
                                  {"controller", snapshot.controller.value()},
                                  {"brokers", snapshot.brokers.size()},
                                  {"topics", snapshot.topics.size()},
                                  {"groups", snapshot.groups.size()},
                                  {"faults", snapshot.faults.size()}}));
}

void look(LiveCluster& cluster, const Answer& answer, std::function<std::string(const Snapshot&)> lines) {
    cluster.look(
        [answer, lines = std::move(lines)](const Snapshot& snapshot) { answer(lines(snapshot) + okLine); });
}

void dispatch(LiveCluster& cluster, const json& request, const Answer& answer) {
    const auto command = field<std::string>(request, "command");
    if (command == "status")
        return look(cluster, answer, [](const Snapshot& s) {
            return clusterLine(*s) + brokerLines(*s) + topicLines(*s) + faultLines(*s);
        });
    if (command == "brokers")
        return look(cluster, answer, [](const Snapshot& s) { return brokerLines(*s); });
    if (command == "topics") {
        const auto topic = optionalField<std::string>(request, "topic");
        if (!topic)
            return look(cluster, answer, [](const Snapshot& s) { return topicLines(*s); });
        return cluster.look([topic, answer](const Snapshot& s) {
            const auto* found = s->topic(*topic);
            answer(found ? partitionLines(*found) + okLine
                         : controlError("There is no topic " + *topic + ".",
                                        ErrorCode::UNKNOWN_TOPIC_OR_PARTITION));
        });
    }
    if (command == "snapshot")
        return look(cluster, answer, [](const Snapshot& s) { return lineOf(row("snapshot", toJson(*s))); });
    if (command == "events")
        return answer(
            eventLines(cluster.events().since(optionalField<std::uint64_t>(request, "after").value_or(0))) +
            okLine);
    if (command == "broker")
        return execute(cluster, {brokerCommandOf(request)}, answer);
    if (command == "link")
        return execute(cluster, linkCommandsOf(request), answer);
    if (command == "leader")
        return moveLeader(cluster, request, answer);
    if (command == "elect")
        return electLeaders(cluster, request, answer);
    if (command == "reassign")
        return reassignPartition(cluster, request, answer);
    if (command == "fault" && optionalField<std::string>(request, "action") == "list")
        return look(cluster, answer, [](const Snapshot& s) { return faultLines(*s); });
    if (command == "fault")
        return execute(cluster, {faultCommandOf(request)}, answer);
    throw BadRequest("there is no command \"" + command + "\"");
}

} // namespace

Result<json> parseControlRequest(std::string_view line) {
    auto request = json::parse(line, nullptr, false);
    if (request.is_discarded() || !request.is_object())
        return Error{ErrorCode::INVALID_REQUEST, "the request is not a JSON object"};
    return request;
}

void handleControlRequest(LiveCluster& cluster, const json& request, Answer answer) {
    try {
        dispatch(cluster, request, answer);
    } catch (const BadRequest& bad) {
        answer(controlError(bad.what()));
    }
}

std::optional<std::uint64_t> followedEvents(const json& request) {
    if (request.value("command", json()) != "events" || request.value("follow", json()) != true)
        return std::nullopt;
    const auto after = request.value("after", json());
    return after.is_number_unsigned() ? after.get<std::uint64_t>() : 0;
}

std::string eventLines(std::span<const observe::Event> events) {
    std::string lines;
    for (const auto& event : events)
        lines += lineOf(row("event", toJson(event)));
    return lines;
}

std::string controlError(std::string_view error, ErrorCode code) {
    return lineOf({{"ok", false}, {"code", errorName(code)}, {"error", error}});
}

} // namespace partitura::app
