#include "broker/protocol/messages/list_offsets.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = ListOffsetsRequest;
using RequestTopic = Request::ListOffsetsTopic;
using RequestPartition = Request::ListOffsetsPartition;
using Response = ListOffsetsResponse;
using ResponseTopic = Response::ListOffsetsTopicResponse;
using ResponsePartition = Response::ListOffsetsPartitionResponse;

constexpr Field requestFields[] = {
    field<&Request::replicaId>("ReplicaId", since(0), "The follower that asks; -1 is a consumer.",
                               {.entity = Entity::BrokerId}),
    field<&Request::isolationLevel>("IsolationLevel", since(2), about::isolationLevel),
    field<&Request::topics>("Topics", since(0), about::topics),
    field<&Request::timeoutMs>("TimeoutMs", since(10), "How long to wait for tiered storage, in ms."),
};
constexpr Field requestTopicFields[] = {
    field<&RequestTopic::name>("Name", since(0), about::topicName, {.entity = Entity::TopicName}),
    field<&RequestTopic::partitions>("Partitions", since(0), about::partitions),
};
constexpr Field requestPartitionFields[] = {
    field<&RequestPartition::partitionIndex>("PartitionIndex", since(0), about::partitionIndex,
                                             {.entity = Entity::PartitionIndex}),
    field<&RequestPartition::currentLeaderEpoch>("CurrentLeaderEpoch", since(4), about::currentLeaderEpoch),
    field<&RequestPartition::timestamp>("Timestamp", since(0),
                                        "First offset at or after this time in ms; -1 latest, -2 earliest, "
                                        "-3 largest timestamp, -4 local, -5 tiered."),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(2), about::throttleTimeMs),
    field<&Response::topics>("Topics", since(0), about::topics),
};
constexpr Field responseTopicFields[] = {
    field<&ResponseTopic::name>("Name", since(0), about::topicName, {.entity = Entity::TopicName}),
    field<&ResponseTopic::partitions>("Partitions", since(0), about::partitions),
};
constexpr Field responsePartitionFields[] = {
    field<&ResponsePartition::partitionIndex>("PartitionIndex", since(0), about::partitionIndex,
                                              {.entity = Entity::PartitionIndex}),
    field<&ResponsePartition::errorCode>("ErrorCode", since(0), about::itemErrorCode),
    field<&ResponsePartition::timestamp>("Timestamp", since(1),
                                         "Timestamp of the record found, in ms; -1 if none."),
    field<&ResponsePartition::offset>("Offset", since(1), "Offset found; -1 if none."),
    field<&ResponsePartition::leaderEpoch>("LeaderEpoch", since(4),
                                           "Leader epoch of the record found; -1 if unknown."),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("ListOffsetsRequest", between(1, 11), 6, requestFields);
constinit const Table RequestTopic::table = structTable<RequestTopic>("ListOffsetsTopic", requestTopicFields);
constinit const Table RequestPartition::table =
    structTable<RequestPartition>("ListOffsetsPartition", requestPartitionFields);

constinit const Table Response::table =
    messageTable<Response>("ListOffsetsResponse", between(1, 11), 6, responseFields);
constinit const Table ResponseTopic::table =
    structTable<ResponseTopic>("ListOffsetsTopicResponse", responseTopicFields);
constinit const Table ResponsePartition::table =
    structTable<ResponsePartition>("ListOffsetsPartitionResponse", responsePartitionFields);

} // namespace partitura::protocol
