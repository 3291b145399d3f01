#include "broker/protocol/messages/vote.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = VoteRequest;
using Response = VoteResponse;

constexpr Field requestFields[] = {
    field<&Request::clusterId>("ClusterId", since(0), about::clusterId, {.nullable = since(0)}),
    field<&Request::voterId>("VoterId", since(1), about::voterId, {.entity = Entity::BrokerId}),
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
    field<&Request::PartitionData::replicaEpoch>("ReplicaEpoch", since(0), "Epoch the sender is in."),
    field<&Request::PartitionData::replicaId>("ReplicaId", since(0), "Replica that asks.",
                                              {.entity = Entity::BrokerId}),
    field<&Request::PartitionData::replicaDirectoryId>("ReplicaDirectoryId", since(1),
                                                       about::replicaDirectoryId),
    field<&Request::PartitionData::voterDirectoryId>("VoterDirectoryId", since(1), about::voterDirectoryId),
    field<&Request::PartitionData::lastOffsetEpoch>("LastOffsetEpoch", since(0),
                                                    "Epoch of the last record in its log."),
    field<&Request::PartitionData::lastOffset>("LastOffset", since(0),
                                               "Offset after the last record in its log."),
    field<&Request::PartitionData::preVote>(
        "PreVote", since(2), "Whether only to say if it would be granted, and bind nobody (KIP-996)."),
};

constexpr Field responseFields[] = {
    field<&Response::errorCode>("ErrorCode", since(0), about::errorCode),
    field<&Response::topics>("Topics", since(0), about::topics),
    field<&Response::nodeEndpoints>("NodeEndpoints", since(1), about::nodeEndpoints, {.tag = 0}),
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
    field<&Response::PartitionData::leaderId>("LeaderId", since(0), about::leaderId,
                                              {.entity = Entity::BrokerId}),
    field<&Response::PartitionData::leaderEpoch>("LeaderEpoch", since(0), about::leaderEpoch),
    field<&Response::PartitionData::voteGranted>("VoteGranted", since(0),
                                                 "Whether the voter gives its vote."),
};
constexpr Field responseNodeEndpointFields[] = {
    field<&Response::NodeEndpoint::nodeId>("NodeId", since(1), about::nodeId, {.entity = Entity::BrokerId}),
    field<&Response::NodeEndpoint::host>("Host", since(1), about::host),
    field<&Response::NodeEndpoint::port>("Port", since(1), about::port),
};

} // namespace

constinit const Table Request::table = messageTable<Request>("VoteRequest", between(0, 2), 0, requestFields);
constinit const Table Request::TopicData::table =
    structTable<Request::TopicData>("TopicData", requestTopicDataFields);
constinit const Table Request::PartitionData::table =
    structTable<Request::PartitionData>("PartitionData", requestPartitionDataFields);

constinit const Table Response::table =
    messageTable<Response>("VoteResponse", between(0, 2), 0, responseFields);
constinit const Table Response::TopicData::table =
    structTable<Response::TopicData>("TopicData", responseTopicDataFields);
constinit const Table Response::PartitionData::table =
    structTable<Response::PartitionData>("PartitionData", responsePartitionDataFields);
constinit const Table Response::NodeEndpoint::table =
    structTable<Response::NodeEndpoint>("NodeEndpoint", responseNodeEndpointFields);

} // namespace partitura::protocol
