#include "app/live/control_service.h"

#include "app/actions/action_json.h"
#include "app/live/execute_action.h"
#include "app/live/snapshot_json.h"
#include "app/live/throttled_reassignment.h"
#include "app/live/workload_status_json.h"

#include <algorithm>

namespace partitura::app {
namespace {

using namespace cluster;
using nlohmann::json;
using Answer = std::function<void(std::string)>;
using Snapshot = std::shared_ptr<const observe::ClusterSnapshot>;

const std::string okLine = "{\"ok\":true}\n";

std::string errorLine(const Error& error) {
    return controlError(error.context.empty() ? std::string(errorName(error.code)) : error.context,
                        error.code);
}

std::string resultLine(const Result<void>& result) {
    return result ? okLine : errorLine(result.error());
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

std::string workloadLines(const WorkloadsSnapshot& snapshot) {
    std::string lines;
    for (const auto& workload : snapshot.workloads)
        lines += lineOf(row("workload", toJson(*workload)));
    return lines;
}

using Look = std::string (*)(const observe::ClusterSnapshot&);

/// What looks print, by the key of their action.
constexpr std::pair<std::string_view, Look> looks[] = {
    {"status",
     [](const observe::ClusterSnapshot& s) {
         return clusterLine(s) + brokerLines(s) + topicLines(s) + faultLines(s);
     }},
    {"brokers", brokerLines},
    {"topics", topicLines},
    {"fault-list", faultLines},
    {"snapshot", [](const observe::ClusterSnapshot& s) { return lineOf(row("snapshot", toJson(s))); }},
};

void verifyPartition(LiveCluster& cluster, const ActionCall& call, const Answer& answer) {
    const TopicPartition name{
        call.text("topic"), PartitionIndex(static_cast<std::int32_t>(call.number("partition").value_or(-1)))};
    verifyReassignment(cluster, name, [name, answer](const Result<bool>& isMoving) {
        if (!isMoving)
            return answer(errorLine(isMoving.error()));
        answer(lineOf(row("reassignment", {{"topic", name.topic},
                                           {"partition", name.partition.value()},
                                           {"state", *isMoving ? "moving" : "complete"}})) +
               okLine);
    });
}

void lookAtTopic(LiveCluster& cluster, const std::string& topic, const Answer& answer) {
    cluster.look([topic, answer](const Snapshot& s) {
        const auto* found = s->topic(topic);
        answer(found
                   ? partitionLines(*found) + okLine
                   : controlError("There is no topic " + topic + ".", ErrorCode::UNKNOWN_TOPIC_OR_PARTITION));
    });
}

} // namespace

Result<json> parseControlRequest(std::string_view line) {
    auto request = json::parse(line, nullptr, false);
    if (request.is_discarded() || !request.is_object())
        return Error{ErrorCode::INVALID_REQUEST, "the request is not a JSON object"};
    return request;
}

void handleControlRequest(LiveCluster& cluster, Workloads& workloads, const json& request, Answer answer) {
    const auto call = callOf(request);
    if (!call)
        return answer(errorLine(call.error()));
    if (call->action == "events")
        return answer(eventLines(cluster.events().since(
                          static_cast<std::uint64_t>(call->number("after").value_or(0)))) +
                      okLine);
    if (call->action == "topics" && call->has("topic"))
        return lookAtTopic(cluster, call->text("topic"), answer);
    if (call->action == "workload-list")
        return answer(workloadLines(*workloads.snapshot()) + okLine);
    if (call->action == "reassign" && call->flag("verify"))
        return verifyPartition(cluster, *call, answer);
    const auto* look = std::ranges::find(looks, call->action, &std::pair<std::string_view, Look>::first);
    if (look != std::end(looks))
        return cluster.look(
            [answer, lines = look->second](const Snapshot& s) { answer(lines(*s) + okLine); });
    executeAction(cluster, &workloads, *call,
                  [answer](const Result<void>& result) { answer(resultLine(result)); });
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
