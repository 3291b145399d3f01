#include "app/live/control_reassign.h"

#include "broker/protocol/messages/alter_partition_reassignments.h"
#include "broker/protocol/messages/incremental_alter_configs.h"

#include <algorithm>
#include <array>
#include <set>

namespace partitura::app {
namespace {

using cluster::LiveCluster;
using protocol::AlterPartitionReassignmentsRequest;
using protocol::AlterPartitionReassignmentsResponse;
using protocol::IncrementalAlterConfigsRequest;
using protocol::IncrementalAlterConfigsResponse;
using Snapshot = std::shared_ptr<const observe::ClusterSnapshot>;

constexpr std::int32_t adminTimeoutMs = 30'000;
// ConfigResource.Type
constexpr std::int8_t topicResource = 2;
constexpr std::int8_t brokerResource = 4;
// AlterConfigOp.OpType
constexpr std::int8_t set = 0;
constexpr std::int8_t remove = 1;
constexpr std::int8_t append = 2;
constexpr std::int8_t subtract = 3;

const std::string leaderReplicas = "leader.replication.throttled.replicas";
const std::string followerReplicas = "follower.replication.throttled.replicas";
constexpr std::array rates = {"leader.replication.throttled.rate", "follower.replication.throttled.rate"};

void change(IncrementalAlterConfigsRequest& request, std::int8_t type, const std::string& resource,
            const std::string& key, std::int8_t operation, const std::string& value) {
    auto& resources = request.resources;
    auto at = std::ranges::find_if(
        resources, [&](const auto& one) { return one.resourceType == type && one.resourceName == resource; });
    if (at == resources.end()) {
        at = resources.emplace(at);
        at->resourceType = type;
        at->resourceName = resource;
    }
    at->configs.push_back({.name = key, .configOperation = operation, .value = value});
}

void alter(LiveCluster& cluster, const IncrementalAlterConfigsRequest& request, ReassignNext next) {
    if (request.resources.empty())
        return next({});
    cluster.send<IncrementalAlterConfigsRequest>(
        cluster.anyBroker(), request, IncrementalAlterConfigsRequest::table.valid.last,
        [next = std::move(next)](const Result<IncrementalAlterConfigsResponse>& answer) {
            if (!answer)
                return next(answer.error());
            for (const auto& one : answer->responses)
                if (one.errorCode != ErrorCode::NONE)
                    return next(Error{one.errorCode, one.errorMessage.value_or("")});
            next({});
        });
}

/// nullptr where there is none.
const observe::PartitionSnapshot* find(const observe::ClusterSnapshot& snapshot, const std::string& topic,
                                       std::int32_t partition) {
    const auto* found = snapshot.topic(topic);
    const bool isThere =
        found && partition >= 0 && static_cast<std::size_t>(partition) < found->partitions.size();
    return isThere ? &found->partitions[static_cast<std::size_t>(partition)] : nullptr;
}

Error nowhere(const std::string& topic, std::int32_t partition) {
    return {ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
            "There is no partition " + topic + "-" + std::to_string(partition) + "."};
}

/// `0:1,0:2` for partition 0 on brokers 1 and 2.
std::string replicaList(std::int32_t partition, const std::set<std::int32_t>& brokers) {
    std::string list;
    for (const auto id : brokers)
        list += (list.empty() ? "" : ",") + std::to_string(partition) + ":" + std::to_string(id);
    return list;
}

std::string configOf(const observe::TopicSnapshot& topic, const std::string& key) {
    const auto found = topic.configs.find(key);
    return found == topic.configs.end() ? "" : found->second;
}

/// The items of a list that are about one partition.
std::string itemsOf(const std::string& list, std::int32_t partition) {
    const auto begin = std::to_string(partition) + ":";
    std::string items;
    for (std::size_t at = 0; at < list.size();) {
        const auto end = std::min(list.find(',', at), list.size());
        const auto item = list.substr(at, end - at);
        if (item.starts_with(begin))
            items += (items.empty() ? "" : ",") + item;
        at = end + 1;
    }
    return items;
}

/// What takes back the throttle of one partition, and of the brokers if it is the last.
IncrementalAlterConfigsRequest unthrottled(const observe::ClusterSnapshot& snapshot, const std::string& topic,
                                           std::int32_t partition) {
    IncrementalAlterConfigsRequest request;
    bool isLast = true;
    for (const auto& one : snapshot.topics)
        for (const auto& key : {leaderReplicas, followerReplicas}) {
            const auto list = configOf(*one, key);
            const auto own = one->name == topic ? itemsOf(list, partition) : std::string();
            if (!own.empty() && own == list)
                change(request, topicResource, topic, key, remove, {});
            else if (!own.empty())
                change(request, topicResource, topic, key, subtract, own);
            isLast = isLast && own == list;
        }
    if (isLast)
        for (const auto& broker : snapshot.brokers)
            for (const auto* rate : rates)
                if (broker.leaderThrottle || broker.followerThrottle)
                    change(request, brokerResource, toString(broker.id), rate, remove, {});
    return request;
}

} // namespace

void reassign(LiveCluster& cluster, const std::string& topic, std::int32_t partition,
              std::optional<std::vector<std::int32_t>> replicas, ReassignNext next) {
    AlterPartitionReassignmentsRequest request;
    request.timeoutMs = adminTimeoutMs;
    auto& wanted = request.topics.emplace_back();
    wanted.name = topic;
    auto& one = wanted.partitions.emplace_back();
    one.partitionIndex = partition;
    one.replicas = std::move(replicas);
    cluster.send<AlterPartitionReassignmentsRequest>(
        cluster.anyBroker(), request, AlterPartitionReassignmentsRequest::table.valid.last,
        [next = std::move(next)](const Result<AlterPartitionReassignmentsResponse>& answer) {
            if (!answer)
                return next(answer.error());
            if (answer->errorCode != ErrorCode::NONE)
                return next(Error{answer->errorCode, answer->errorMessage.value_or("")});
            for (const auto& topic : answer->responses)
                for (const auto& partition : topic.partitions)
                    if (partition.errorCode != ErrorCode::NONE)
                        return next(Error{partition.errorCode, partition.errorMessage.value_or("")});
            next({});
        });
}

void reassignThrottled(LiveCluster& cluster, const std::string& topic, std::int32_t partition,
                       std::vector<std::int32_t> replicas, std::int64_t bytesPerSecond, ReassignNext next) {
    cluster.look([&cluster, topic, partition, replicas = std::move(replicas), bytesPerSecond,
                  next = std::move(next)](const Snapshot& snapshot) {
        const auto* found = find(*snapshot, topic, partition);
        if (!found)
            return next(nowhere(topic, partition));
        std::set<std::int32_t> sources;
        for (const auto id : found->replicas)
            sources.insert(id.value());
        std::set<std::int32_t> destinations(replicas.begin(), replicas.end());
        for (const auto id : sources)
            destinations.erase(id);
        IncrementalAlterConfigsRequest request;
        change(request, topicResource, topic, leaderReplicas, append, replicaList(partition, sources));
        change(request, topicResource, topic, followerReplicas, append, replicaList(partition, destinations));
        for (const auto* brokers : {&sources, &destinations})
            for (const auto id : *brokers)
                for (const auto* rate : rates)
                    change(request, brokerResource, std::to_string(id), rate, set,
                           std::to_string(bytesPerSecond));
        alter(cluster, request, [&cluster, topic, partition, replicas, next](const Result<void>& throttled) {
            if (!throttled)
                return next(throttled);
            reassign(cluster, topic, partition, replicas, next);
        });
    });
}

void verifyReassignment(LiveCluster& cluster, const std::string& topic, std::int32_t partition,
                        std::function<void(Result<bool>)> next) {
    cluster.look([&cluster, topic, partition, next = std::move(next)](const Snapshot& snapshot) {
        const auto* found = find(*snapshot, topic, partition);
        if (!found)
            return next(nowhere(topic, partition));
        if (found->isReassigning())
            return next(true);
        alter(cluster, unthrottled(*snapshot, topic, partition), [next](const Result<void>& done) {
            next(done ? Result<bool>(false) : Result<bool>(done.error()));
        });
    });
}

} // namespace partitura::app
