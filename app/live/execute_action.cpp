#include "app/live/execute_action.h"

#include "app/actions/action.h"
#include "app/actions/offset_changes.h"
#include "app/live/admin_requests.h"
#include "app/live/fault_commands.h"
#include "app/live/throttled_reassignment.h"
#include "app/workload/execute_on_workloads.h"
#include "broker/base/random.h"

#include <algorithm>
#include <map>

namespace partitura::app {
namespace {

using cluster::LiveCluster;
using observe::ClusterSnapshot;
using observe::PartitionSnapshot;
using Outcome = Result<std::vector<Step>>;

constexpr std::int64_t defaultPartitions = 1;
constexpr std::int64_t defaultReplicas = 1;

Error noTopic(const std::string& name) {
    return {ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "There is no topic " + name + "."};
}

Error noPartition(const TopicPartition& name) {
    return {ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "There is no partition " + toString(name) + "."};
}

TopicPartition partitionOf(const ActionCall& call) {
    return {call.text("topic"),
            PartitionIndex(static_cast<std::int32_t>(call.number("partition").value_or(0)))};
}

const PartitionSnapshot* find(const ClusterSnapshot& snapshot, const TopicPartition& name) {
    const auto* topic = snapshot.topic(name.topic);
    const auto index = name.partition.value();
    return topic && index >= 0 && static_cast<std::size_t>(index) < topic->partitions.size()
               ? &topic->partitions[static_cast<std::size_t>(index)]
               : nullptr;
}

/// `retention.ms=60000`.
Result<Configs> configsOf(const std::vector<std::string>& texts) {
    Configs configs;
    for (const auto& text : texts) {
        const auto equals = text.find('=');
        if (equals == std::string::npos || equals == 0)
            return Error{ErrorCode::INVALID_REQUEST, "\"" + text + "\" is not NAME=VALUE"};
        configs.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
    return configs;
}

/// Makes the replica the preferred one, as Kafka's own tools move a leader; electing comes after.
Result<Assignment> preferring(BrokerId leader, const TopicPartition& name, const ClusterSnapshot& snapshot) {
    const auto* partition = find(snapshot, name);
    if (!partition)
        return noPartition(name);
    auto replicas = partition->replicas;
    const auto at = std::ranges::find(replicas, leader);
    if (at == replicas.end())
        return Error{ErrorCode::INVALID_REQUEST,
                     "Broker " + toString(leader) + " holds no replica of " + toString(name) + "."};
    std::rotate(replicas.begin(), at, at + 1);
    return Assignment{name, std::move(replicas)};
}

/// One action on its way: what it asks of brokers follows from how things are.
struct Executing {
    LiveCluster& cluster;
    const ActionCall& call;
    const ClusterSnapshot& snapshot;

    [[nodiscard]] Outcome moveLeaders(const std::vector<std::pair<TopicPartition, BrokerId>>& leaders) const {
        std::vector<Assignment> assignments;
        std::vector<TopicPartition> names;
        for (const auto& [name, leader] : leaders) {
            auto assignment = preferring(leader, name, snapshot);
            if (!assignment)
                return assignment.error();
            names.push_back(name);
            if (find(snapshot, name)->replicas != *assignment->second)
                assignments.push_back(std::move(*assignment));
        }
        std::vector<Step> steps;
        if (!assignments.empty())
            steps.push_back([&cluster = cluster, assignments](Done done) {
                reassign(cluster, assignments, std::move(done));
            });
        if (!names.empty())
            steps.push_back([&cluster = cluster, names](Done done) {
                electLeaders(cluster, names, false, std::move(done));
            });
        return steps;
    }

    [[nodiscard]] Outcome shuffleLeaders() const {
        const auto topicName = call.text("topic");
        if (!topicName.empty() && !snapshot.topic(topicName))
            return noTopic(topicName);
        SeededRandom random(static_cast<std::uint64_t>(call.number("seed").value_or(1)));
        std::vector<std::pair<TopicPartition, BrokerId>> leaders;
        for (const auto& topic : snapshot.topics) {
            if (topicName.empty() ? topic->isInternal : topic->name != topicName)
                continue;
            for (const auto& partition : topic->partitions)
                if (!partition.isr.empty())
                    leaders.emplace_back(TopicPartition{topic->name, partition.index},
                                         partition.isr[random.below(partition.isr.size())]);
        }
        return moveLeaders(leaders);
    }

    [[nodiscard]] Outcome moveCoordinator() const {
        const auto name = coordinatorPartition(call.text("group"), snapshot);
        if (!name)
            return Error{ErrorCode::GROUP_ID_NOT_FOUND, "There are no groups yet."};
        return moveLeaders({{*name, call.broker()}});
    }

    [[nodiscard]] Outcome elect() const {
        std::vector<TopicPartition> names;
        if (call.has("topic") != call.has("partition"))
            return Error{ErrorCode::INVALID_REQUEST,
                         call.has("topic") ? "\"partition\" is missing" : "\"topic\" is missing"};
        if (call.has("topic"))
            names.push_back(partitionOf(call));
        return std::vector<Step>{[&cluster = cluster, names, isUnclean = call.flag("unclean")](Done done) {
            electLeaders(cluster, names, isUnclean, std::move(done));
        }};
    }

    [[nodiscard]] Outcome reassignPartition() const {
        Assignment assignment{partitionOf(call), std::nullopt};
        if (call.flag("verify"))
            return std::vector<Step>{[&cluster = cluster, name = assignment.first](Done done) {
                verifyReassignment(cluster, name, [name, done](const Result<bool>& isMoving) {
                    if (!isMoving)
                        return done(isMoving.error());
                    done(*isMoving ? Result<void>(Error{ErrorCode::REASSIGNMENT_IN_PROGRESS,
                                                        toString(name) + " is still being moved."})
                                   : Result<void>());
                });
            }};
        if (!call.flag("cancel")) {
            if (!call.has("brokers"))
                return Error{ErrorCode::INVALID_REQUEST, "\"brokers\" must be a list of ids"};
            assignment.second.emplace();
            for (const auto id : call.numbers("brokers"))
                assignment.second->emplace_back(static_cast<std::int32_t>(id));
        }
        return std::vector<Step>{
            [&cluster = cluster, assignment, throttle = call.number("throttle")](Done done) {
                if (throttle && assignment.second)
                    return reassignThrottled(cluster, assignment.first, *assignment.second, *throttle,
                                             std::move(done));
                reassign(cluster, {assignment}, std::move(done));
            }};
    }

    [[nodiscard]] Outcome create() const {
        const auto configs = configsOf(call.texts("configs"));
        if (!configs)
            return configs.error();
        return creation(call.text("topic"), call.number("partitions").value_or(defaultPartitions),
                        call.number("replicas").value_or(defaultReplicas), *configs);
    }

    [[nodiscard]] Outcome clone() const {
        const auto* topic = snapshot.topic(call.text("topic"));
        if (!topic)
            return noTopic(call.text("topic"));
        const auto replicas = topic->partitions.empty() ? 1 : topic->partitions.front().replicas.size();
        return creation(call.text("name"), static_cast<std::int64_t>(topic->partitions.size()),
                        static_cast<std::int64_t>(replicas),
                        Configs(topic->configs.begin(), topic->configs.end()));
    }

    [[nodiscard]] Outcome creation(const std::string& name, std::int64_t partitions, std::int64_t replicas,
                                   const Configs& configs) const {
        return std::vector<Step>{[&cluster = cluster, name, partitions, replicas, configs](Done done) {
            createTopic(cluster, name, static_cast<std::int32_t>(partitions),
                        static_cast<std::int16_t>(replicas), configs, std::move(done));
        }};
    }

    [[nodiscard]] Outcome alterConfigs() const {
        const auto set = configsOf(call.texts("set"));
        if (!set)
            return set.error();
        if (set->empty() && call.texts("unset").empty())
            return Error{ErrorCode::INVALID_REQUEST, "name a config to set or to take back"};
        return std::vector<Step>{[&cluster = cluster, name = call.text("topic"), set = *set,
                                  unset = call.texts("unset")](Done done) {
            alterTopicConfigs(cluster, name, set, unset, std::move(done));
        }};
    }

    [[nodiscard]] Result<BrokerId> coordinator() const {
        const auto name = coordinatorPartition(call.text("group"), snapshot);
        const auto* partition = name ? find(snapshot, *name) : nullptr;
        if (!partition || partition->leader == BrokerId())
            return Error{ErrorCode::COORDINATOR_NOT_AVAILABLE, "No broker coordinates this group now."};
        return partition->leader;
    }

    [[nodiscard]] Outcome deleteThatGroup() const {
        const auto asked = coordinator();
        if (!asked)
            return asked.error();
        return std::vector<Step>{[&cluster = cluster, asked = *asked, group = call.text("group")](Done done) {
            deleteGroup(cluster, asked, group, std::move(done));
        }};
    }

    [[nodiscard]] Outcome resetGroup(const std::vector<OffsetChange>& changes) const {
        const auto asked = coordinator();
        if (!asked)
            return asked.error();
        std::vector<OffsetOf> offsets;
        offsets.reserve(changes.size());
        for (const auto& change : changes)
            offsets.emplace_back(change.partition, change.after);
        return std::vector<Step>{
            [&cluster = cluster, asked = *asked, group = call.text("group"), offsets](Done done) {
                commitOffsets(cluster, asked, group, offsets, std::move(done));
            }};
    }

    [[nodiscard]] Outcome deleteBefore(const std::vector<OffsetChange>& changes) const {
        std::map<BrokerId, std::vector<OffsetOf>> byLeader;
        for (const auto& change : changes)
            byLeader[find(snapshot, change.partition)->leader].emplace_back(change.partition, change.after);
        if (byLeader.contains(BrokerId()))
            return Error{ErrorCode::LEADER_NOT_AVAILABLE, "A partition has no leader."};
        std::vector<Step> steps;
        steps.reserve(byLeader.size());
        for (const auto& [leader, offsets] : byLeader)
            steps.push_back([&cluster = cluster, leader = leader, offsets = offsets](Done done) {
                deleteRecords(cluster, leader, offsets, std::move(done));
            });
        return steps;
    }

    [[nodiscard]] Outcome steps(const OffsetsByTime& byTime) const {
        const std::string_view key = call.action;
        if (key == "create-topic")
            return create();
        if (key == "clone-topic")
            return clone();
        if (key == "delete-topic")
            return std::vector<Step>{[&cluster = cluster, name = call.text("topic")](Done done) {
                deleteTopic(cluster, name, std::move(done));
            }};
        if (key == "add-partitions")
            return std::vector<Step>{[&cluster = cluster, name = call.text("topic"),
                                      total = call.number("total").value_or(0)](Done done) {
                addPartitions(cluster, name, static_cast<std::int32_t>(total), std::move(done));
            }};
        if (key == "alter-topic-configs")
            return alterConfigs();
        if (key == "leader-move")
            return moveLeaders({{partitionOf(call), call.broker()}});
        if (key == "leader-shuffle")
            return shuffleLeaders();
        if (key == "coordinator-move")
            return moveCoordinator();
        if (key == "group-delete")
            return deleteThatGroup();
        if (key == "elect")
            return elect();
        if (key == "reassign")
            return reassignPartition();
        if (key == "group-reset" || key == "delete-records") {
            const auto changes = offsetChangesOf(call, snapshot, byTime);
            if (!changes)
                return changes.error();
            return key == "group-reset" ? resetGroup(*changes) : deleteBefore(*changes);
        }
        return Error{ErrorCode::INVALID_REQUEST, "\"" + call.action + "\" is nothing to do to a cluster"};
    }
};

using Snapshot = std::shared_ptr<const ClusterSnapshot>;

/// Asks leaders for the offsets the action needs, then goes on.
void withOffsets(LiveCluster& cluster, const ActionCall& call, const Snapshot& snapshot,
                 std::function<void(Result<OffsetsByTime>)> goOn) {
    const auto wanted = offsetsWanted(call, *snapshot);
    if (!wanted)
        return goOn(OffsetsByTime());
    auto found = std::make_shared<OffsetsByTime>();
    std::vector<Step> steps;
    for (const auto& name : wanted->partitions) {
        const auto* partition = find(*snapshot, name);
        if (!partition)
            return goOn(noPartition(name));
        steps.push_back([&cluster, name, leader = partition->leader, end = partition->highWatermark,
                         timeMs = wanted->timeMs, found](const Done& done) {
            findOffset(cluster, leader, name, timeMs,
                       [name, end, found, done](const Result<std::optional<Offset>>& offset) {
                           if (!offset)
                               return done(offset.error());
                           (*found)[name] = offset->value_or(end);
                           done({});
                       });
        });
    }
    doInOrder(std::move(steps), [found, goOn = std::move(goOn)](const Result<void>& result) {
        goOn(result ? Result<OffsetsByTime>(*found) : Result<OffsetsByTime>(result.error()));
    });
}

} // namespace

void executeAction(LiveCluster& cluster, Workloads* workloads, const ActionCall& call,
                   std::function<void(Result<void>)> done) {
    const auto resolved = resolve(call);
    if (!resolved)
        return done(resolved.error());
    if (isOnWorkloads(*resolved))
        return done(workloads ? executeOnWorkloads(*workloads, *resolved)
                              : Error{ErrorCode::INVALID_REQUEST, "This cluster has no workloads."});
    if (const auto commands = faultCommandsOf(*resolved, cluster.brokerIds())) {
        if (!*commands)
            return done(commands->error());
        std::vector<Step> steps;
        for (const auto& command : **commands)
            steps.push_back([&cluster, command](Done next) { cluster.execute(command, std::move(next)); });
        return doInOrder(std::move(steps), std::move(done));
    }
    cluster.look([&cluster, call = *resolved, done = std::move(done)](const Snapshot& snapshot) {
        withOffsets(cluster, call, snapshot,
                    [&cluster, call, snapshot, done](const Result<OffsetsByTime>& byTime) {
                        if (!byTime)
                            return done(byTime.error());
                        auto steps = Executing{cluster, call, *snapshot}.steps(*byTime);
                        if (!steps)
                            return done(steps.error());
                        doInOrder(std::move(*steps), done);
                    });
    });
}

} // namespace partitura::app
