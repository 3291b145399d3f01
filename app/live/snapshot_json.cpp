#include "app/live/snapshot_json.h"

namespace partitura::app {
namespace {

using nlohmann::json;

json ids(const std::vector<BrokerId>& brokers) {
    auto list = json::array();
    for (const auto id : brokers)
        list.push_back(id.value());
    return list;
}

template <typename T>
json orNull(const std::optional<T>& value) {
    return value ? json(*value) : json();
}

json toJson(const observe::ReplicaSnapshot& replica) {
    return {{"broker", replica.broker.value()},
            {"isLeader", replica.isLeader},
            {"inSync", replica.inSync},
            {"online", replica.online},
            {"logStart", replica.logStart.value()},
            {"logEnd", replica.logEnd.value()},
            {"highWatermark", replica.highWatermark.value()},
            {"sizeBytes", replica.sizeBytes},
            {"appendedBytes", replica.appendedBytes},
            {"appendedRecords", replica.appendedRecords},
            {"caughtUpMs", replica.caughtUpMs},
            {"leaderEpoch", replica.leaderEpoch.value()},
            {"inElr", replica.inElr},
            {"isAdding", replica.isAdding},
            {"isRemoving", replica.isRemoving},
            {"isThrottled", replica.isThrottled},
            {"fetchLag", orNull(replica.fetchLag)}};
}

json toJson(const observe::FetcherSnapshot& fetcher) {
    return {{"leader", fetcher.leader.value()},
            {"index", fetcher.index},
            {"partitions", fetcher.partitions},
            {"delayed", fetcher.delayed},
            {"lagMax", fetcher.lagMax}};
}

json toJson(const std::optional<observe::ReplicationThrottleSnapshot>& throttle) {
    return throttle ? json{{"limit", throttle->limit}, {"bytesPerSecond", throttle->bytesPerSecond}} : json();
}

const char* roleName(observe::QuorumRole role) {
    switch (role) {
    case observe::QuorumRole::unknown:
        return "unknown";
    case observe::QuorumRole::observer:
        return "observer";
    case observe::QuorumRole::unattached:
        return "unattached";
    case observe::QuorumRole::prospective:
        return "prospective";
    case observe::QuorumRole::candidate:
        return "candidate";
    case observe::QuorumRole::leader:
        return "leader";
    case observe::QuorumRole::follower:
        return "follower";
    case observe::QuorumRole::resigned:
        return "resigned";
    }
    return "";
}

json toJson(const observe::QuorumSnapshot& quorum) {
    auto replicas = json::array();
    for (const auto& replica : quorum.replicas)
        replicas.push_back({{"id", replica.id.value()},
                            {"role", roleName(replica.role)},
                            {"isVoter", replica.isVoter},
                            {"logEnd", replica.logEnd.value()},
                            {"lag", orNull(replica.lag)},
                            {"replayedTo", replica.replayedTo.value()},
                            {"lastFetchMs", replica.lastFetchMs},
                            {"caughtUpMs", replica.caughtUpMs}});
    return {{"leader", quorum.leader.value()},
            {"epoch", quorum.epoch.value()},
            {"highWatermark", quorum.highWatermark.value()},
            {"replicas", std::move(replicas)}};
}

json toJson(const observe::TopicSnapshot& topic) {
    auto partitions = json::array();
    for (const auto& partition : topic.partitions)
        partitions.push_back(app::toJson(partition));
    return {{"name", topic.name},
            {"id", toString(topic.id)},
            {"isInternal", topic.isInternal},
            {"configs", topic.configs},
            {"partitions", std::move(partitions)}};
}

const char* stateName(observe::GroupState state) {
    switch (state) {
    case observe::GroupState::empty:
        return "Empty";
    case observe::GroupState::preparingRebalance:
        return "PreparingRebalance";
    case observe::GroupState::completingRebalance:
        return "CompletingRebalance";
    case observe::GroupState::stable:
        return "Stable";
    case observe::GroupState::dead:
        return "Dead";
    }
    return "";
}

json toJson(const observe::GroupSnapshot& group) {
    auto members = json::array();
    for (const auto& member : group.members) {
        auto assignment = json::object();
        for (const auto& [topic, partitions] : member.assignment)
            for (const auto partition : partitions)
                assignment[topic].push_back(partition.value());
        members.push_back({{"memberId", member.memberId},
                           {"groupInstanceId", member.groupInstanceId},
                           {"clientId", member.clientId},
                           {"clientHost", member.clientHost},
                           {"assignment", std::move(assignment)}});
    }
    auto offsets = json::array();
    for (const auto& offset : group.offsets)
        offsets.push_back({{"topic", offset.topic},
                           {"partition", offset.partition.value()},
                           {"offset", offset.offset.value()},
                           {"lag", orNull(offset.lag())}});
    return {{"id", group.id},
            {"state", stateName(group.state)},
            {"protocol", group.protocol},
            {"generation", group.generation},
            {"coordinator", group.coordinator.value()},
            {"members", std::move(members)},
            {"offsets", std::move(offsets)}};
}

} // namespace

json toJson(const observe::PartitionSnapshot& partition) {
    auto segments = json::array();
    if (partition.segments)
        for (const auto base : *partition.segments)
            segments.push_back(base.value());
    auto replicas = json::array();
    for (const auto& replica : partition.replicaStates)
        replicas.push_back(toJson(replica));
    return {{"partition", partition.index.value()},
            {"leader", partition.leader.value()},
            {"leaderEpoch", partition.leaderEpoch.value()},
            {"partitionEpoch", partition.partitionEpoch},
            {"replicas", ids(partition.replicas)},
            {"isr", ids(partition.isr)},
            {"elr", ids(partition.elr)},
            {"lastKnownElr", ids(partition.lastKnownElr)},
            {"addingReplicas", ids(partition.addingReplicas)},
            {"removingReplicas", ids(partition.removingReplicas)},
            {"logStart", partition.logStart.value()},
            {"lastStable", partition.lastStable.value()},
            {"highWatermark", partition.highWatermark.value()},
            {"logEnd", partition.logEnd.value()},
            {"producedBytes", partition.producedBytes},
            {"producedRecords", partition.producedRecords},
            {"consumedBytes", partition.consumedBytes},
            {"segments", std::move(segments)},
            {"replicaStates", std::move(replicas)}};
}

json toJson(const observe::BrokerSnapshot& broker) {
    auto connections = json::array();
    for (const auto& connection : broker.connections)
        connections.push_back({{"id", connection.id},
                               {"peer", connection.peer},
                               {"clientId", connection.clientId},
                               {"clientSoftware", connection.clientSoftware},
                               {"requests", connection.requests},
                               {"isBroker", connection.isBroker}});
    auto fetchers = json::array();
    for (const auto& fetcher : broker.fetchers)
        fetchers.push_back(toJson(fetcher));
    return {{"id", broker.id.value()},
            {"host", broker.host},
            {"port", broker.port},
            {"rack", broker.rack},
            {"state", brokerStateName(broker.state)},
            {"isController", broker.isController},
            {"isFenced", broker.isFenced},
            {"isShuttingDown", broker.isShuttingDown},
            {"fetchers", std::move(fetchers)},
            {"leaderThrottle", toJson(broker.leaderThrottle)},
            {"followerThrottle", toJson(broker.followerThrottle)},
            {"requests", broker.requests},
            {"receivedBytes", broker.receivedBytes},
            {"sentBytes", broker.sentBytes},
            {"logBytes", broker.logBytes},
            {"logDirectoryError", broker.logDirectoryError},
            {"connections", std::move(connections)}};
}

json toJson(const observe::FaultSnapshot& fault) {
    return {{"kind", faultKindName(fault.kind)},
            {"node", fault.node},
            {"other", fault.other},
            {"amount", fault.amount},
            {"detail", fault.detail}};
}

json toJson(const observe::ClusterSnapshot& snapshot) {
    json all = {{"version", snapshot.version},
                {"takenAtMs", snapshot.takenAtMs},
                {"clusterId", snapshot.clusterId},
                {"controller", snapshot.controller.value()},
                {"brokers", json::array()},
                {"topics", json::array()},
                {"groups", json::array()},
                {"faults", json::array()},
                {"quorum", snapshot.quorum ? toJson(*snapshot.quorum) : json()},
                {"droppedEvents", snapshot.droppedEvents}};
    for (const auto& broker : snapshot.brokers)
        all["brokers"].push_back(toJson(broker));
    for (const auto& topic : snapshot.topics)
        all["topics"].push_back(toJson(*topic));
    for (const auto& group : snapshot.groups)
        all["groups"].push_back(toJson(*group));
    for (const auto& fault : snapshot.faults)
        all["faults"].push_back(toJson(fault));
    return all;
}

json toJson(const observe::Event& event) {
    return {
        {"sequence", event.sequence},     {"timeMs", event.timeMs}, {"kind", eventKindName(event.kind)},
        {"broker", event.broker.value()}, {"topic", event.topic},   {"partition", event.partition.value()},
        {"group", event.group},           {"detail", event.detail}};
}

std::string lineOf(const json& json) {
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

} // namespace partitura::app
