#include "broker/protocol/messages/offset_for_leader_epoch.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = OffsetForLeaderEpochRequest;
using RequestTopic = Request::OffsetForLeaderTopic;
using RequestPartition = Request::OffsetForLeaderPartition;
using Response = OffsetForLeaderEpochResponse;
using TopicResult = Response::OffsetForLeaderTopicResult;
using EpochEndOffset = Response::EpochEndOffset;

constexpr Field requestFields[] = {
    field<&Request::replicaId>("ReplicaId", since(3),
                               "The follower that asks; -1 is a consumer, -2 is not said.",
                               {.entity = Entity::BrokerId}),
    field<&Request::topics>("Topics", since(0), about::topics),
};
constexpr Field requestTopicFields[] = {
    field<&RequestTopic::topic>("Topic", since(0), about::topicName, {.entity = Entity::TopicName}),
    field<&RequestTopic::partitions>("Partitions", since(0), about::partitions),
};
constexpr Field requestPartitionFields[] = {
    field<&RequestPartition::partition>("Partition", since(0), about::partitionIndex,
                                        {.entity = Entity::PartitionIndex}),
    field<&RequestPartition::currentLeaderEpoch>("CurrentLeaderEpoch", since(2), about::currentLeaderEpoch),
    field<&RequestPartition::leaderEpoch>("LeaderEpoch", since(0), "The epoch whose end is asked for."),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(2), about::throttleTimeMs),
    field<&Response::topics>("Topics", since(0), about::topics),
};
constexpr Field topicResultFields[] = {
    field<&TopicResult::topic>("Topic", since(0), about::topicName, {.entity = Entity::TopicName}),
    field<&TopicResult::partitions>("Partitions", since(0), about::partitions),
};
constexpr Field epochEndOffsetFields[] = {
    field<&EpochEndOffset::errorCode>("ErrorCode", since(0), about::itemErrorCode),
    field<&EpochEndOffset::partition>("Partition", since(0), about::partitionIndex,
                                      {.entity = Entity::PartitionIndex}),
    field<&EpochEndOffset::leaderEpoch>("LeaderEpoch", since(1),
                                        "Largest epoch the log has up to the one asked for."),
    field<&EpochEndOffset::endOffset>("EndOffset", since(0),
                                      "Offset after that epoch's last record; -1 if unknown."),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("OffsetForLeaderEpochRequest", between(2, 4), 4, requestFields);
constinit const Table RequestTopic::table =
    structTable<RequestTopic>("OffsetForLeaderTopic", requestTopicFields);
constinit const Table RequestPartition::table =
    structTable<RequestPartition>("OffsetForLeaderPartition", requestPartitionFields);

constinit const Table Response::table =
    messageTable<Response>("OffsetForLeaderEpochResponse", between(2, 4), 4, responseFields);
constinit const Table TopicResult::table =
    structTable<TopicResult>("OffsetForLeaderTopicResult", topicResultFields);
constinit const Table EpochEndOffset::table =
    structTable<EpochEndOffset>("EpochEndOffset", epochEndOffsetFields);

} // namespace partitura::protocol
