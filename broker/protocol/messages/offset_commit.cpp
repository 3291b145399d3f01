#include "broker/protocol/messages/offset_commit.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = OffsetCommitRequest;
using RequestTopic = Request::OffsetCommitRequestTopic;
using RequestPartition = Request::OffsetCommitRequestPartition;
using Response = OffsetCommitResponse;
using ResponseTopic = Response::OffsetCommitResponseTopic;
using ResponsePartition = Response::OffsetCommitResponsePartition;

constexpr Field requestFields[] = {
    field<&Request::groupId>("GroupId", since(0), about::groupId, {.entity = Entity::GroupId}),
    field<&Request::generationIdOrMemberEpoch>(
        "GenerationIdOrMemberEpoch", since(1),
        "Generation of a classic group or the member's epoch; -1 commits from outside the group."),
    field<&Request::memberId>("MemberId", since(1), about::memberId, {.entity = Entity::MemberId}),
    field<&Request::groupInstanceId>("GroupInstanceId", since(7), about::groupInstanceId,
                                     {.nullable = since(7)}),
    field<&Request::retentionTimeMs>("RetentionTimeMs", between(2, 4),
                                     "How long to keep the offsets, in ms; -1 as usual."),
    field<&Request::topics>("Topics", since(0), about::topics),
};
constexpr Field requestTopicFields[] = {
    field<&RequestTopic::name>("Name", between(0, 9), about::topicName, {.entity = Entity::TopicName}),
    field<&RequestTopic::topicId>("TopicId", since(10), about::topicId, {.entity = Entity::TopicId}),
    field<&RequestTopic::partitions>("Partitions", since(0), about::partitions),
};
constexpr Field requestPartitionFields[] = {
    field<&RequestPartition::partitionIndex>("PartitionIndex", since(0), about::partitionIndex,
                                             {.entity = Entity::PartitionIndex}),
    field<&RequestPartition::committedOffset>("CommittedOffset", since(0),
                                              "Offset of the next record to read."),
    field<&RequestPartition::committedLeaderEpoch>("CommittedLeaderEpoch", since(6),
                                                   "Leader epoch of the last record read; -1 if unknown."),
    field<&RequestPartition::committedMetadata>(
        "CommittedMetadata", since(0), "A note of the client's, kept with it.", {.nullable = since(0)}),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(3), about::throttleTimeMs),
    field<&Response::topics>("Topics", since(0), about::topics),
};
constexpr Field responseTopicFields[] = {
    field<&ResponseTopic::name>("Name", between(0, 9), about::topicName, {.entity = Entity::TopicName}),
    field<&ResponseTopic::topicId>("TopicId", since(10), about::topicId, {.entity = Entity::TopicId}),
    field<&ResponseTopic::partitions>("Partitions", since(0), about::partitions),
};
constexpr Field responsePartitionFields[] = {
    field<&ResponsePartition::partitionIndex>("PartitionIndex", since(0), about::partitionIndex,
                                              {.entity = Entity::PartitionIndex}),
    field<&ResponsePartition::errorCode>("ErrorCode", since(0), about::itemErrorCode),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("OffsetCommitRequest", between(2, 10), 8, requestFields);
constinit const Table RequestTopic::table =
    structTable<RequestTopic>("OffsetCommitRequestTopic", requestTopicFields);
constinit const Table RequestPartition::table =
    structTable<RequestPartition>("OffsetCommitRequestPartition", requestPartitionFields);

constinit const Table Response::table =
    messageTable<Response>("OffsetCommitResponse", between(2, 10), 8, responseFields);
constinit const Table ResponseTopic::table =
    structTable<ResponseTopic>("OffsetCommitResponseTopic", responseTopicFields);
constinit const Table ResponsePartition::table =
    structTable<ResponsePartition>("OffsetCommitResponsePartition", responsePartitionFields);

} // namespace partitura::protocol
