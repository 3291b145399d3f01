#include "broker/groups/offset_requests.h"

#include "broker/base/java_string.h"

#include <algorithm>

namespace partitura::groups {

namespace {

using protocol::OffsetCommitRequest;
using protocol::OffsetFetchRequest;
using protocol::OffsetFetchResponse;

// Both APIs.
constexpr std::int16_t firstTopicIds = 10;
// OffsetFetch.
constexpr std::int16_t firstGroupError = 2;
constexpr std::int16_t firstManyGroups = 8;

constexpr std::int64_t noOffset = -1;

OffsetFetchResponse::OffsetFetchResponsePartitions
fetched(std::int32_t partition, const CommittedOffset* offset, ErrorCode error = ErrorCode::NONE) {
    OffsetFetchResponse::OffsetFetchResponsePartitions response;
    response.partitionIndex = partition;
    response.committedOffset = noOffset;
    response.errorCode = error;
    if (offset && error == ErrorCode::NONE) {
        response.committedOffset = offset->offset.value();
        response.committedLeaderEpoch = offset->leaderEpoch.value();
        response.metadata = offset->metadata;
    }
    return response;
}

OffsetFetchResponse::OffsetFetchResponseTopic flattened(OffsetFetchResponse::OffsetFetchResponseTopics from) {
    OffsetFetchResponse::OffsetFetchResponseTopic topic{std::move(from.name), {}};
    for (auto& partition : from.partitions)
        topic.partitions.push_back({partition.partitionIndex, partition.committedOffset,
                                    partition.committedLeaderEpoch, std::move(partition.metadata),
                                    partition.errorCode});
    return topic;
}

} // namespace

void CommitPlan::fail(ErrorCode error) {
    for (const Item& item : items)
        response.topics[item.topicAt].partitions[item.partitionAt].errorCode = error;
}

CommitPlan planCommit(const OffsetCommitRequest& request, std::int16_t version, const TopicDirectory& topics,
                      TimestampMs nowMs) {
    CommitPlan plan;
    for (const auto& topic : request.topics) {
        auto& topicResponse = plan.response.topics.emplace_back();
        topicResponse.name = topic.name;
        topicResponse.topicId = topic.topicId;
        std::optional<std::string> name = topic.name;
        if (version >= firstTopicIds)
            name = topics.nameOf(topic.topicId);
        for (const auto& partition : topic.partitions) {
            auto& partitionResponse = topicResponse.partitions.emplace_back();
            partitionResponse.partitionIndex = partition.partitionIndex;
            if (!name) {
                partitionResponse.errorCode = ErrorCode::UNKNOWN_TOPIC_ID;
            } else if (!topics.exists(*name, PartitionIndex(partition.partitionIndex))) {
                partitionResponse.errorCode = ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
            } else {
                CommitPlan::Item item;
                item.partition = {*name, PartitionIndex(partition.partitionIndex)};
                item.offset.offset = Offset(partition.committedOffset);
                item.offset.leaderEpoch = LeaderEpoch(partition.committedLeaderEpoch);
                item.offset.metadata = partition.committedMetadata.value_or("");
                item.offset.committedAtMs = nowMs;
                if (request.retentionTimeMs >= 0)
                    item.offset.expiresAtMs = nowMs + request.retentionTimeMs;
                item.topicAt = plan.response.topics.size() - 1;
                item.partitionAt = topicResponse.partitions.size() - 1;
                plan.items.push_back(std::move(item));
            }
        }
    }
    return plan;
}

void refuseLongMetadata(CommitPlan& plan, std::int32_t metadataMax) {
    std::erase_if(plan.items, [&](const CommitPlan::Item& item) {
        const auto& metadata = item.offset.metadata;
        // There are at least as many bytes as UTF-16 code units.
        const auto limit = static_cast<std::size_t>(std::max(metadataMax, 0));
        if (metadata.size() <= limit || javaLength(metadata) <= limit)
            return false;
        plan.response.topics[item.topicAt].partitions[item.partitionAt].errorCode =
            ErrorCode::OFFSET_METADATA_TOO_LARGE;
        return true;
    });
}

std::vector<OffsetFetchRequest::OffsetFetchRequestGroup> groupsOf(const OffsetFetchRequest& request,
                                                                  std::int16_t version) {
    if (version >= firstManyGroups)
        return request.groups;
    OffsetFetchRequest::OffsetFetchRequestGroup group;
    group.groupId = request.groupId;
    if (request.topics) {
        for (const auto& topic : *request.topics)
            group.topics->push_back({topic.name, {}, topic.partitionIndexes});
    } else {
        group.topics.reset();
    }
    return {std::move(group)};
}

OffsetFetchResponse::OffsetFetchResponseGroup
fetchOffsets(const OffsetFetchRequest::OffsetFetchRequestGroup& request, std::int16_t version,
             const OffsetsStore* offsets, const TopicDirectory& topics, bool requireStable) {
    OffsetFetchResponse::OffsetFetchResponseGroup response;
    response.groupId = request.groupId;
    const bool usesIds = version >= firstTopicIds;
    const auto look = [&](const TopicPartition& partition) {
        const std::int32_t index = partition.partition.value();
        if (requireStable && offsets && offsets->isPending(partition))
            return fetched(index, nullptr, ErrorCode::UNSTABLE_OFFSET_COMMIT);
        return fetched(index, offsets ? offsets->find(partition) : nullptr);
    };

    if (request.topics) {
        for (const auto& topic : *request.topics) {
            auto& topicResponse = response.topics.emplace_back();
            topicResponse.name = topic.name;
            topicResponse.topicId = topic.topicId;
            const std::optional<std::string> name = usesIds ? topics.nameOf(topic.topicId) : topic.name;
            for (const std::int32_t partition : topic.partitionIndexes)
                topicResponse.partitions.push_back(
                    name ? look({*name, PartitionIndex(partition)})
                         : fetched(partition, nullptr, ErrorCode::UNKNOWN_TOPIC_ID));
        }
        return response;
    }
    if (!offsets)
        return response;
    offsets->forEach([&](const TopicPartition& partition, const CommittedOffset&) {
        if (response.topics.empty() || response.topics.back().name != partition.topic)
            response.topics.push_back({partition.topic, usesIds ? topics.idOf(partition.topic) : Uuid(), {}});
        response.topics.back().partitions.push_back(look(partition));
    });
    if (usesIds) // a topic that is gone has no name the client could be told
        std::erase_if(response.topics, [](const auto& topic) { return topic.topicId.isZero(); });
    return response;
}

OffsetFetchResponse assembleFetch(const OffsetFetchRequest& request, std::int16_t version,
                                  std::vector<OffsetFetchResponse::OffsetFetchResponseGroup> groups) {
    OffsetFetchResponse response;
    if (version >= firstManyGroups) {
        response.groups = std::move(groups);
        return response;
    }
    auto& group = groups.front();
    response.errorCode = group.errorCode;
    if (group.errorCode != ErrorCode::NONE && version < firstGroupError && request.topics) {
        for (const auto& topic : *request.topics) {
            auto& topicResponse = group.topics.emplace_back();
            topicResponse.name = topic.name;
            for (const std::int32_t partition : topic.partitionIndexes)
                topicResponse.partitions.push_back(fetched(partition, nullptr, group.errorCode));
        }
    }
    for (auto& topic : group.topics)
        response.topics.push_back(flattened(std::move(topic)));
    return response;
}

} // namespace partitura::groups
