#include "broker/protocol/messages/describe_quorum.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = DescribeQuorumRequest;
using Response = DescribeQuorumResponse;

constexpr Field requestFields[] = {
    field<&Request::topics>("Topics", since(0), about::topics),
};
constexpr Field requestTopicDataFields[] = {
    field<&Request::TopicData::topicName>("TopicName", since(0), about::topicName,
                                          {.entity = Entity::TopicName}),
    field<&Request::TopicData::partitions>("Partitions", since(0), about::partitions),
};
constexpr Field requestPartitionDataFields[] = {
    field<&Request::PartitionData::partitionIndex>("PartitionIndex", since(0), about::partitionIndex,
                                                   {.entity = Entity::PartitionIndex}),
};

constexpr Field responseFields[] = {
    field<&Response::errorCode>("ErrorCode", since(0), about::errorCode),
    field<&Response::errorMessage>("ErrorMessage", since(2), about::errorMessage, {.nullable = since(2)}),
    field<&Response::topics>("Topics", since(0), about::topics),
    field<&Response::nodes>("Nodes", since(2), "Where to reach the voters."),
};
constexpr Field responseTopicDataFields[] = {
    field<&Response::TopicData::topicName>("TopicName", since(0), about::topicName,
                                           {.entity = Entity::TopicName}),
    field<&Response::TopicData::partitions>("Partitions", since(0), about::partitions),
};
constexpr Field responsePartitionDataFields[] = {
    field<&Response::PartitionData::partitionIndex>("PartitionIndex", since(0), about::partitionIndex,
                                                    {.entity = Entity::PartitionIndex}),
    field<&Response::PartitionData::errorCode>("ErrorCode", since(0), about::itemErrorCode),
    field<&Response::PartitionData::errorMessage>("ErrorMessage", since(2), about::errorMessage,
                                                  {.nullable = since(2)}),
    field<&Response::PartitionData::leaderId>("LeaderId", since(0), about::leaderId,
                                              {.entity = Entity::BrokerId}),
    field<&Response::PartitionData::leaderEpoch>("LeaderEpoch", since(0), about::leaderEpoch),
    field<&Response::PartitionData::highWatermark>(
        "HighWatermark", since(0), "Offset up to which a majority of the voters have the log."),
    field<&Response::PartitionData::currentVoters>("CurrentVoters", since(0), "One entry per voter."),
    field<&Response::PartitionData::observers>("Observers", since(0),
                                               "One entry per replica that does not vote."),
};
constexpr Field responseReplicaStateFields[] = {
    field<&Response::ReplicaState::replicaId>("ReplicaId", since(0), about::nodeId,
                                              {.entity = Entity::BrokerId}),
    field<&Response::ReplicaState::replicaDirectoryId>("ReplicaDirectoryId", since(2),
                                                       about::replicaDirectoryId),
    field<&Response::ReplicaState::logEndOffset>(
        "LogEndOffset", since(0), "Offset after the last record the leader knows it to have; -1 if unknown."),
    field<&Response::ReplicaState::lastFetchTimestamp>("LastFetchTimestamp", since(1),
                                                       "When it last fetched, in ms; -1 if unknown."),
    field<&Response::ReplicaState::lastCaughtUpTimestamp>(
        "LastCaughtUpTimestamp", since(1), "When it last had all that the leader had, in ms; -1 if unknown."),
};
constexpr Field responseNodeFields[] = {
    field<&Response::Node::nodeId>("NodeId", since(2), about::nodeId, {.entity = Entity::BrokerId}),
    field<&Response::Node::listeners>("Listeners", since(2), "One entry per listener."),
};
constexpr Field responseListenerFields[] = {
    field<&Response::Listener::name>("Name", since(2), about::listenerName),
    field<&Response::Listener::host>("Host", since(2), about::host),
    field<&Response::Listener::port>("Port", since(2), about::port),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("DescribeQuorumRequest", between(0, 2), 0, requestFields);
constinit const Table Request::TopicData::table =
    structTable<Request::TopicData>("TopicData", requestTopicDataFields);
constinit const Table Request::PartitionData::table =
    structTable<Request::PartitionData>("PartitionData", requestPartitionDataFields);

constinit const Table Response::table =
    messageTable<Response>("DescribeQuorumResponse", between(0, 2), 0, responseFields);
constinit const Table Response::TopicData::table =
    structTable<Response::TopicData>("TopicData", responseTopicDataFields);
constinit const Table Response::PartitionData::table =
    structTable<Response::PartitionData>("PartitionData", responsePartitionDataFields);
constinit const Table Response::ReplicaState::table =
    structTable<Response::ReplicaState>("ReplicaState", responseReplicaStateFields);
constinit const Table Response::Node::table = structTable<Response::Node>("Node", responseNodeFields);
constinit const Table Response::Listener::table =
    structTable<Response::Listener>("Listener", responseListenerFields);

} // namespace partitura::protocol
