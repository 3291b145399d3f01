#include "broker/protocol/messages/end_quorum_epoch.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = EndQuorumEpochRequest;
using Response = EndQuorumEpochResponse;

constexpr Field requestFields[] = {
    field<&Request::clusterId>("ClusterId", since(0), about::clusterId, {.nullable = since(0)}),
    field<&Request::topics>("Topics", since(0), about::topics),
    field<&Request::leaderEndpoints>("LeaderEndpoints", since(1), about::leaderEndpoints),
};
constexpr Field requestTopicDataFields[] = {
    field<&Request::TopicData::topicName>("TopicName", since(0), about::topicName,
                                          {.entity = Entity::TopicName}),
    field<&Request::TopicData::partitions>("Partitions", since(0), about::partitions),
};
constexpr Field requestPartitionDataFields[] = {
    field<&Request::PartitionData::partitionIndex>("PartitionIndex", since(0), about::partitionIndex,
                                                   {.entity = Entity::PartitionIndex}),
    field<&Request::PartitionData::leaderId>("LeaderId", since(0), "Leader that resigns.",
                                             {.entity = Entity::BrokerId}),
    field<&Request::PartitionData::leaderEpoch>("LeaderEpoch", since(0), "Epoch it led."),
    field<&Request::PartitionData::preferredSuccessors>(
        "PreferredSuccessors", only(0),
        "Voters, those whose logs reach furthest first; each waits for those before it.",
        {.entity = Entity::BrokerId}),
    field<&Request::PartitionData::preferredCandidates>(
        "PreferredCandidates", since(1),
        "Voters, those whose logs reach furthest first; each waits for those before it."),
};
constexpr Field requestReplicaInfoFields[] = {
    field<&Request::ReplicaInfo::candidateId>("CandidateId", since(1), "Id of the voter.",
                                              {.entity = Entity::BrokerId}),
    field<&Request::ReplicaInfo::candidateDirectoryId>("CandidateDirectoryId", since(1),
                                                       "Its log directory with the metadata log."),
};
constexpr Field requestLeaderEndpointFields[] = {
    field<&Request::LeaderEndpoint::name>("Name", since(1), about::listenerName),
    field<&Request::LeaderEndpoint::host>("Host", since(1), about::host),
    field<&Request::LeaderEndpoint::port>("Port", since(1), about::port),
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
};
constexpr Field responseNodeEndpointFields[] = {
    field<&Response::NodeEndpoint::nodeId>("NodeId", since(1), about::nodeId, {.entity = Entity::BrokerId}),
    field<&Response::NodeEndpoint::host>("Host", since(1), about::host),
    field<&Response::NodeEndpoint::port>("Port", since(1), about::port),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("EndQuorumEpochRequest", between(0, 1), 1, requestFields);
constinit const Table Request::TopicData::table =
    structTable<Request::TopicData>("TopicData", requestTopicDataFields);
constinit const Table Request::PartitionData::table =
    structTable<Request::PartitionData>("PartitionData", requestPartitionDataFields);
constinit const Table Request::ReplicaInfo::table =
    structTable<Request::ReplicaInfo>("ReplicaInfo", requestReplicaInfoFields);
constinit const Table Request::LeaderEndpoint::table =
    structTable<Request::LeaderEndpoint>("LeaderEndpoint", requestLeaderEndpointFields);

constinit const Table Response::table =
    messageTable<Response>("EndQuorumEpochResponse", between(0, 1), 1, responseFields);
constinit const Table Response::TopicData::table =
    structTable<Response::TopicData>("TopicData", responseTopicDataFields);
constinit const Table Response::PartitionData::table =
    structTable<Response::PartitionData>("PartitionData", responsePartitionDataFields);
constinit const Table Response::NodeEndpoint::table =
    structTable<Response::NodeEndpoint>("NodeEndpoint", responseNodeEndpointFields);

} // namespace partitura::protocol
