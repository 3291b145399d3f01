#include "app/live/throttled_reassignment.h"

#include "broker/protocol/messages/incremental_alter_configs.h"

#include <algorithm>
#include <array>
#include <set>

namespace partitura::app {
namespace {

using cluster::LiveCluster;
using protocol::IncrementalAlterConfigsRequest;
using protocol::IncrementalAlterConfigsResponse;
using Snapshot = std::shared_ptr<const observe::ClusterSnapshot>;

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

void alter(LiveCluster& cluster, const IncrementalAlterConfigsRequest& request, Done next) {
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
const observe::PartitionSnapshot* find(const observe::ClusterSnapshot& snapshot, const TopicPartition& name) {
    const auto* topic = snapshot.topic(name.topic);
    const auto index = name.partition.value();
    const bool isThere = topic && index >= 0 && static_cast<std::size_t>(index) < topic->partitions.size();
    return isThere ? &topic->partitions[static_cast<std::size_t>(index)] : nullptr;
}

Error nowhere(const TopicPartition& name) {
    return {ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "There is no partition " + toString(name) + "."};
}

/// `0:1,0:2` for partition 0 on brokers 1 and 2.
std::string replicaList(PartitionIndex partition, const std::set<BrokerId>& brokers) {
    std::string list;
    for (const auto id : brokers)
        list += (list.empty() ? "" : ",") + toString(partition) + ":" + toString(id);
    return list;
}

std::string configOf(const observe::TopicSnapshot& topic, const std::string& key) {
    const auto found = topic.configs.find(key);
    return found == topic.configs.end() ? "" : found->second;
}

/// The items of a list that are about one partition.
std::string itemsOf(const std::string& list, PartitionIndex partition) {
    const auto begin = toString(partition) + ":";
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
IncrementalAlterConfigsRequest unthrottled(const observe::ClusterSnapshot& snapshot,
                                           const TopicPartition& name) {
    IncrementalAlterConfigsRequest request;
    bool isLast = true;
    for (const auto& one : snapshot.topics)
        for (const auto& key : {leaderReplicas, followerReplicas}) {
            const auto list = configOf(*one, key);
            const auto own = one->name == name.topic ? itemsOf(list, name.partition) : std::string();
            if (!own.empty() && own == list)
                change(request, topicResource, name.topic, key, remove, {});
            else if (!own.empty())
                change(request, topicResource, name.topic, key, subtract, own);
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

void reassignThrottled(LiveCluster& cluster, const TopicPartition& name, std::vector<BrokerId> replicas,
                       std::int64_t bytesPerSecond, Done done) {
    cluster.look([&cluster, name, replicas = std::move(replicas), bytesPerSecond,
                  done = std::move(done)](const Snapshot& snapshot) {
        const auto* found = find(*snapshot, name);
        if (!found)
            return done(nowhere(name));
        const std::set<BrokerId> sources(found->replicas.begin(), found->replicas.end());
        std::set<BrokerId> destinations(replicas.begin(), replicas.end());
        for (const auto id : sources)
            destinations.erase(id);
        IncrementalAlterConfigsRequest request;
        change(request, topicResource, name.topic, leaderReplicas, append,
               replicaList(name.partition, sources));
        change(request, topicResource, name.topic, followerReplicas, append,
               replicaList(name.partition, destinations));
        for (const auto* brokers : std::initializer_list<const std::set<BrokerId>*>{&sources, &destinations})
            for (const auto id : *brokers)
                for (const auto* rate : rates)
                    change(request, brokerResource, toString(id), rate, set, std::to_string(bytesPerSecond));
        alter(cluster, request, [&cluster, name, replicas, done](const Result<void>& throttled) {
            if (!throttled)
                return done(throttled);
            reassign(cluster, {{name, replicas}}, done);
        });
    });
}

void verifyReassignment(LiveCluster& cluster, const TopicPartition& name,
                        std::function<void(Result<bool>)> next) {
    cluster.look([&cluster, name, next = std::move(next)](const Snapshot& snapshot) {
        const auto* found = find(*snapshot, name);
        if (!found)
            return next(nowhere(name));
        if (found->isReassigning())
            return next(true);
        alter(cluster, unthrottled(*snapshot, name), [next](const Result<void>& done) {
            next(done ? Result<bool>(false) : Result<bool>(done.error()));
        });
    });
}

} // namespace partitura::app
