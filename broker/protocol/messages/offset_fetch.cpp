#include "broker/protocol/messages/offset_fetch.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = OffsetFetchRequest;
using Response = OffsetFetchResponse;

constexpr std::string_view aboutTopics = "Topics to answer for; null is all the group has committed.";
constexpr std::string_view aboutIndexes = "Indexes of the partitions to answer for.";
constexpr std::string_view aboutOffset = "Offset of the next record to read; -1 if none is committed.";
constexpr std::string_view aboutEpoch = "Leader epoch of the last record read; -1 if unknown.";
constexpr std::string_view aboutMetadata = "The note the client committed with it.";

constexpr Field requestFields[] = {
    field<&Request::groupId>("GroupId", between(0, 7), about::groupId, {.entity = Entity::GroupId}),
    field<&Request::topics>("Topics", between(0, 7), aboutTopics, {.nullable = between(2, 7)}),
    field<&Request::groups>("Groups", since(8), "One entry per group."),
    field<&Request::requireStable>("RequireStable", since(7),
                                   "Whether to refuse offsets that an open transaction is about to change."),
};
using RequestTopic = Request::OffsetFetchRequestTopic;
constexpr Field requestTopicFields[] = {
    field<&RequestTopic::name>("Name", between(0, 7), about::topicName, {.entity = Entity::TopicName}),
    field<&RequestTopic::partitionIndexes>("PartitionIndexes", between(0, 7), aboutIndexes,
                                           {.entity = Entity::PartitionIndex}),
};
using RequestGroup = Request::OffsetFetchRequestGroup;
constexpr Field requestGroupFields[] = {
    field<&RequestGroup::groupId>("GroupId", since(8), about::groupId, {.entity = Entity::GroupId}),
    field<&RequestGroup::memberId>("MemberId", since(9), "The member that asks; null from outside the group.",
                                   {.nullable = since(9), .entity = Entity::MemberId}),
    field<&RequestGroup::memberEpoch>("MemberEpoch", since(9), "Its epoch; -1 in a classic group."),
    field<&RequestGroup::topics>("Topics", since(8), aboutTopics, {.nullable = since(8)}),
};
using RequestTopics = Request::OffsetFetchRequestTopics;
constexpr Field requestTopicsFields[] = {
    field<&RequestTopics::name>("Name", between(8, 9), about::topicName, {.entity = Entity::TopicName}),
    field<&RequestTopics::topicId>("TopicId", since(10), about::topicId, {.entity = Entity::TopicId}),
    field<&RequestTopics::partitionIndexes>("PartitionIndexes", since(8), aboutIndexes,
                                            {.entity = Entity::PartitionIndex}),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(3), about::throttleTimeMs),
    field<&Response::topics>("Topics", between(0, 7), about::topics),
    field<&Response::errorCode>("ErrorCode", between(2, 7), about::errorCode),
    field<&Response::groups>("Groups", since(8), "One entry per group."),
};
using ResponseTopic = Response::OffsetFetchResponseTopic;
constexpr Field responseTopicFields[] = {
    field<&ResponseTopic::name>("Name", between(0, 7), about::topicName, {.entity = Entity::TopicName}),
    field<&ResponseTopic::partitions>("Partitions", between(0, 7), about::partitions),
};
using ResponsePartition = Response::OffsetFetchResponsePartition;
constexpr Field responsePartitionFields[] = {
    field<&ResponsePartition::partitionIndex>("PartitionIndex", between(0, 7), about::partitionIndex,
                                              {.entity = Entity::PartitionIndex}),
    field<&ResponsePartition::committedOffset>("CommittedOffset", between(0, 7), aboutOffset),
    field<&ResponsePartition::committedLeaderEpoch>("CommittedLeaderEpoch", between(5, 7), aboutEpoch),
    field<&ResponsePartition::metadata>("Metadata", between(0, 7), aboutMetadata,
                                        {.nullable = between(0, 7)}),
    field<&ResponsePartition::errorCode>("ErrorCode", between(0, 7), about::itemErrorCode),
};
using ResponseGroup = Response::OffsetFetchResponseGroup;
constexpr Field responseGroupFields[] = {
    field<&ResponseGroup::groupId>("GroupId", since(8), about::groupId, {.entity = Entity::GroupId}),
    field<&ResponseGroup::topics>("Topics", since(8), about::topics),
    field<&ResponseGroup::errorCode>("ErrorCode", since(8), about::itemErrorCode),
};
using ResponseTopics = Response::OffsetFetchResponseTopics;
constexpr Field responseTopicsFields[] = {
    field<&ResponseTopics::name>("Name", between(8, 9), about::topicName, {.entity = Entity::TopicName}),
    field<&ResponseTopics::topicId>("TopicId", since(10), about::topicId, {.entity = Entity::TopicId}),
    field<&ResponseTopics::partitions>("Partitions", since(8), about::partitions),
};
using ResponsePartitions = Response::OffsetFetchResponsePartitions;
constexpr Field responsePartitionsFields[] = {
    field<&ResponsePartitions::partitionIndex>("PartitionIndex", since(8), about::partitionIndex,
                                               {.entity = Entity::PartitionIndex}),
    field<&ResponsePartitions::committedOffset>("CommittedOffset", since(8), aboutOffset),
    field<&ResponsePartitions::committedLeaderEpoch>("CommittedLeaderEpoch", since(8), aboutEpoch),
    field<&ResponsePartitions::metadata>("Metadata", since(8), aboutMetadata, {.nullable = since(8)}),
    field<&ResponsePartitions::errorCode>("ErrorCode", since(8), about::itemErrorCode),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("OffsetFetchRequest", between(1, 10), 6, requestFields);
constinit const Table RequestTopic::table =
    structTable<RequestTopic>("OffsetFetchRequestTopic", requestTopicFields);
constinit const Table RequestGroup::table =
    structTable<RequestGroup>("OffsetFetchRequestGroup", requestGroupFields);
constinit const Table RequestTopics::table =
    structTable<RequestTopics>("OffsetFetchRequestTopics", requestTopicsFields);

constinit const Table Response::table =
    messageTable<Response>("OffsetFetchResponse", between(1, 10), 6, responseFields);
constinit const Table ResponseTopic::table =
    structTable<ResponseTopic>("OffsetFetchResponseTopic", responseTopicFields);
constinit const Table ResponsePartition::table =
    structTable<ResponsePartition>("OffsetFetchResponsePartition", responsePartitionFields);
constinit const Table ResponseGroup::table =
    structTable<ResponseGroup>("OffsetFetchResponseGroup", responseGroupFields);
constinit const Table ResponseTopics::table =
    structTable<ResponseTopics>("OffsetFetchResponseTopics", responseTopicsFields);
constinit const Table ResponsePartitions::table =
    structTable<ResponsePartitions>("OffsetFetchResponsePartitions", responsePartitionsFields);

} // namespace partitura::protocol
