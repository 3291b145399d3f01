#include "app/live/admin_requests.h"

#include "broker/protocol/messages/alter_partition_reassignments.h"
#include "broker/protocol/messages/create_partitions.h"
#include "broker/protocol/messages/create_topics.h"
#include "broker/protocol/messages/delete_groups.h"
#include "broker/protocol/messages/delete_records.h"
#include "broker/protocol/messages/delete_topics.h"
#include "broker/protocol/messages/elect_leaders.h"
#include "broker/protocol/messages/incremental_alter_configs.h"
#include "broker/protocol/messages/list_offsets.h"
#include "broker/protocol/messages/offset_commit.h"

#include <algorithm>
#include <iterator>

namespace partitura::app {
namespace {

using cluster::LiveCluster;

constexpr std::int32_t timeoutMs = 30'000;
// The newest versions that name topics by name.
constexpr std::int16_t deleteTopicsVersion = 5;
constexpr std::int16_t offsetCommitVersion = 9;

Result<void> outcome(ErrorCode code, const std::optional<std::string>& message = std::nullopt) {
    if (code == ErrorCode::NONE)
        return {};
    return Error{code, message.value_or("").empty() ? std::string(errorName(code)) : *message};
}

/// Of several outcomes the first that failed.
Result<void> firstFailure(const Result<void>& one, const Result<void>& other) {
    return one ? other : one;
}

/// `take` makes one outcome of the response.
template <typename Request, typename Take>
void ask(LiveCluster& cluster, BrokerId broker, const Request& request, std::int16_t version, Done done,
         Take take) {
    cluster.send<Request>(
        broker, request, version,
        [done = std::move(done), take = std::move(take)](const Result<typename Request::Response>& response) {
            done(response ? take(*response) : Result<void>(response.error()));
        });
}

template <typename Request>
constexpr std::int16_t newest() {
    return Request::table.valid.last;
}

/// The entry of a topic, made when it is not there: requests list partitions by topic.
template <typename Topics, typename Name>
auto& entryOf(Topics& topics, const std::string& topic, Name name) {
    const auto at = std::ranges::find(topics, topic, name);
    if (at != topics.end())
        return *at;
    auto& entry = topics.emplace_back();
    std::invoke(name, entry) = topic;
    return entry;
}

} // namespace

void doInOrder(std::vector<Step> steps, Done done) {
    if (steps.empty())
        return done({});
    auto first = std::move(steps.front());
    steps.erase(steps.begin());
    first([steps = std::move(steps), done = std::move(done)](const Result<void>& result) {
        if (!result)
            return done(result);
        doInOrder(steps, done);
    });
}

void createTopic(LiveCluster& cluster, const std::string& name, std::int32_t partitions,
                 std::int16_t replicas, const Configs& configs, Done done) {
    protocol::CreateTopicsRequest request;
    request.timeoutMs = timeoutMs;
    auto& topic = request.topics.emplace_back();
    topic.name = name;
    topic.numPartitions = partitions;
    topic.replicationFactor = replicas;
    for (const auto& [key, value] : configs) {
        auto& config = topic.configs.emplace_back();
        config.name = key;
        config.value = value;
    }
    ask(cluster, cluster.anyBroker(), request, newest<protocol::CreateTopicsRequest>(), std::move(done),
        [](const protocol::CreateTopicsResponse& response) {
            const auto& result = response.topics.front();
            return outcome(result.errorCode, result.errorMessage);
        });
}

void deleteTopic(LiveCluster& cluster, const std::string& name, Done done) {
    protocol::DeleteTopicsRequest request;
    request.timeoutMs = timeoutMs;
    request.topicNames.push_back(name);
    ask(cluster, cluster.anyBroker(), request, deleteTopicsVersion, std::move(done),
        [](const protocol::DeleteTopicsResponse& response) {
            const auto& result = response.responses.front();
            return outcome(result.errorCode, result.errorMessage);
        });
}

void addPartitions(LiveCluster& cluster, const std::string& name, std::int32_t total, Done done) {
    protocol::CreatePartitionsRequest request;
    request.timeoutMs = timeoutMs;
    auto& topic = request.topics.emplace_back();
    topic.name = name;
    topic.count = total;
    topic.assignments.reset(); // the controller chooses
    ask(cluster, cluster.anyBroker(), request, newest<protocol::CreatePartitionsRequest>(), std::move(done),
        [](const protocol::CreatePartitionsResponse& response) {
            const auto& result = response.results.front();
            return outcome(result.errorCode, result.errorMessage);
        });
}

void alterTopicConfigs(LiveCluster& cluster, const std::string& name, const Configs& set,
                       const std::vector<std::string>& unset, Done done) {
    // ConfigResource.Type and AlterConfigOp.OpType
    constexpr std::int8_t topicResource = 2, opSet = 0, opDelete = 1;
    protocol::IncrementalAlterConfigsRequest request;
    auto& resource = request.resources.emplace_back();
    resource.resourceType = topicResource;
    resource.resourceName = name;
    for (const auto& [key, value] : set) {
        auto& config = resource.configs.emplace_back();
        config.name = key;
        config.configOperation = opSet;
        config.value = value;
    }
    for (const auto& key : unset) {
        auto& config = resource.configs.emplace_back();
        config.name = key;
        config.configOperation = opDelete;
        config.value.reset();
    }
    ask(cluster, cluster.anyBroker(), request, newest<protocol::IncrementalAlterConfigsRequest>(),
        std::move(done), [](const protocol::IncrementalAlterConfigsResponse& response) {
            const auto& result = response.responses.front();
            return outcome(result.errorCode, result.errorMessage);
        });
}

void deleteRecords(LiveCluster& cluster, BrokerId leader, const std::vector<OffsetOf>& before, Done done) {
    protocol::DeleteRecordsRequest request;
    request.timeoutMs = timeoutMs;
    for (const auto& [name, offset] : before) {
        auto& topic =
            entryOf(request.topics, name.topic, &protocol::DeleteRecordsRequest::DeleteRecordsTopic::name);
        auto& partition = topic.partitions.emplace_back();
        partition.partitionIndex = name.partition.value();
        partition.offset = offset.value();
    }
    ask(cluster, leader, request, newest<protocol::DeleteRecordsRequest>(), std::move(done),
        [](const protocol::DeleteRecordsResponse& response) {
            Result<void> whole;
            for (const auto& topic : response.topics)
                for (const auto& partition : topic.partitions)
                    whole = firstFailure(whole, outcome(partition.errorCode));
            return whole;
        });
}

void findOffset(LiveCluster& cluster, BrokerId leader, const TopicPartition& name, TimestampMs timeMs,
                std::function<void(Result<std::optional<Offset>>)> found) {
    protocol::ListOffsetsRequest request;
    request.replicaId = -1;
    auto& topic = request.topics.emplace_back();
    topic.name = name.topic;
    auto& partition = topic.partitions.emplace_back();
    partition.partitionIndex = name.partition.value();
    partition.timestamp = timeMs;
    cluster.send<protocol::ListOffsetsRequest>(
        leader, request, newest<protocol::ListOffsetsRequest>(),
        [found = std::move(found)](const Result<protocol::ListOffsetsResponse>& response) {
            if (!response)
                return found(response.error());
            const auto& result = response->topics.front().partitions.front();
            if (result.errorCode != ErrorCode::NONE)
                return found(Error{result.errorCode, std::string(errorName(result.errorCode))});
            found(result.offset < 0 ? std::optional<Offset>() : std::optional(Offset(result.offset)));
        });
}

void electLeaders(LiveCluster& cluster, const std::vector<TopicPartition>& partitions, bool isUnclean,
                  Done done) {
    protocol::ElectLeadersRequest request;
    request.timeoutMs = timeoutMs;
    request.electionType = isUnclean ? 1 : 0;
    if (partitions.empty())
        request.topicPartitions.reset();
    for (const auto& name : partitions)
        entryOf(*request.topicPartitions, name.topic, &protocol::ElectLeadersRequest::TopicPartitions::topic)
            .partitions.push_back(name.partition.value());
    ask(cluster, cluster.anyBroker(), request, newest<protocol::ElectLeadersRequest>(), std::move(done),
        [](const protocol::ElectLeadersResponse& response) {
            auto whole = outcome(response.errorCode);
            for (const auto& topic : response.replicaElectionResults)
                for (const auto& partition : topic.partitionResult)
                    // It leads already: that is what was wanted.
                    if (partition.errorCode != ErrorCode::ELECTION_NOT_NEEDED)
                        whole = firstFailure(whole, outcome(partition.errorCode, partition.errorMessage));
            return whole;
        });
}

void reassign(LiveCluster& cluster, const std::vector<Assignment>& assignments, Done done) {
    protocol::AlterPartitionReassignmentsRequest request;
    request.timeoutMs = timeoutMs;
    for (const auto& [name, replicas] : assignments) {
        auto& topic = entryOf(request.topics, name.topic,
                              &protocol::AlterPartitionReassignmentsRequest::ReassignableTopic::name);
        auto& partition = topic.partitions.emplace_back();
        partition.partitionIndex = name.partition.value();
        partition.replicas.reset();
        if (replicas) {
            partition.replicas.emplace();
            for (const auto id : *replicas)
                partition.replicas->push_back(id.value());
        }
    }
    ask(cluster, cluster.anyBroker(), request, newest<protocol::AlterPartitionReassignmentsRequest>(),
        std::move(done), [](const protocol::AlterPartitionReassignmentsResponse& response) {
            auto whole = outcome(response.errorCode, response.errorMessage);
            for (const auto& topic : response.responses)
                for (const auto& partition : topic.partitions)
                    whole = firstFailure(whole, outcome(partition.errorCode, partition.errorMessage));
            return whole;
        });
}

void commitOffsets(LiveCluster& cluster, BrokerId coordinator, const std::string& group,
                   const std::vector<OffsetOf>& offsets, Done done) {
    // Without member and generation: as KafkaAdminClient.alterConsumerGroupOffsets.
    protocol::OffsetCommitRequest request;
    request.groupId = group;
    for (const auto& [name, offset] : offsets) {
        auto& topic = entryOf(request.topics, name.topic,
                              &protocol::OffsetCommitRequest::OffsetCommitRequestTopic::name);
        auto& partition = topic.partitions.emplace_back();
        partition.partitionIndex = name.partition.value();
        partition.committedOffset = offset.value();
    }
    ask(cluster, coordinator, request, offsetCommitVersion, std::move(done),
        [](const protocol::OffsetCommitResponse& response) {
            Result<void> whole;
            for (const auto& topic : response.topics)
                for (const auto& partition : topic.partitions)
                    whole = firstFailure(whole, outcome(partition.errorCode));
            return whole;
        });
}

void deleteGroup(LiveCluster& cluster, BrokerId coordinator, const std::string& group, Done done) {
    protocol::DeleteGroupsRequest request;
    request.groupsNames = {group};
    ask(cluster, coordinator, request, newest<protocol::DeleteGroupsRequest>(), std::move(done),
        [](const protocol::DeleteGroupsResponse& response) {
            const auto& result = response.results.front();
            return outcome(result.errorCode, result.errorMessage);
        });
}

} // namespace partitura::app
