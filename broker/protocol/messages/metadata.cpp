#include "broker/protocol/messages/metadata.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = MetadataRequest;
using Response = MetadataResponse;

constexpr Field requestFields[] = {
    field<&Request::topics>("Topics", since(0),
                            "Topics to describe; null is all (in version 0, none named is all).",
                            {.nullable = since(1)}),
    field<&Request::allowAutoTopicCreation>("AllowAutoTopicCreation", since(4),
                                            "Whether the broker may create the topics that do not exist."),
    field<&Request::includeClusterAuthorizedOperations>(
        "IncludeClusterAuthorizedOperations", between(8, 10),
        "Whether to say what the client may do to the cluster."),
    field<&Request::includeTopicAuthorizedOperations>("IncludeTopicAuthorizedOperations", since(8),
                                                      "Whether to say what the client may do to each topic."),
};
constexpr Field requestTopicFields[] = {
    field<&Request::MetadataRequestTopic::topicId>(
        "TopicId", since(10), "Id of the topic; zero to go by name.", {.entity = Entity::TopicId}),
    field<&Request::MetadataRequestTopic::name>("Name", since(0), "Name of the topic; null to go by id.",
                                                {.nullable = since(10), .entity = Entity::TopicName}),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(3), about::throttleTimeMs),
    field<&Response::brokers>("Brokers", since(0), "The brokers alive, with where to reach them."),
    field<&Response::clusterId>("ClusterId", since(2), "Id of the cluster; null if it has none.",
                                {.nullable = since(2)}),
    field<&Response::controllerId>("ControllerId", since(1),
                                   "Broker to send administration to; -1 if unknown.",
                                   {.entity = Entity::BrokerId}),
    field<&Response::topics>("Topics", since(0), about::topics),
    field<&Response::clusterAuthorizedOperations>("ClusterAuthorizedOperations", between(8, 10),
                                                  about::authorizedOperations),
    field<&Response::errorCode>("ErrorCode", since(13), about::errorCode),
};
constexpr Field responseBrokerFields[] = {
    field<&Response::MetadataResponseBroker::nodeId>("NodeId", since(0), about::nodeId,
                                                     {.entity = Entity::BrokerId}),
    field<&Response::MetadataResponseBroker::host>("Host", since(0), about::host),
    field<&Response::MetadataResponseBroker::port>("Port", since(0), about::port),
    field<&Response::MetadataResponseBroker::rack>("Rack", since(1), about::rack, {.nullable = since(1)}),
};
using Topic = Response::MetadataResponseTopic;
constexpr Field responseTopicFields[] = {
    field<&Topic::errorCode>("ErrorCode", since(0), about::itemErrorCode),
    field<&Topic::name>("Name", since(0), "Name of the topic; null if asked by an id that no topic has.",
                        {.nullable = since(12), .entity = Entity::TopicName}),
    field<&Topic::topicId>("TopicId", since(10),
                           "Id of the topic; zero if asked by a name that no topic has.",
                           {.entity = Entity::TopicId}),
    field<&Topic::isInternal>("IsInternal", since(1), "Whether the topic is Kafka's own."),
    field<&Topic::partitions>("Partitions", since(0), about::partitions),
    field<&Topic::topicAuthorizedOperations>("TopicAuthorizedOperations", since(8),
                                             about::authorizedOperations),
};
using Partition = Response::MetadataResponsePartition;
constexpr Field responsePartitionFields[] = {
    field<&Partition::errorCode>("ErrorCode", since(0), about::itemErrorCode),
    field<&Partition::partitionIndex>("PartitionIndex", since(0), about::partitionIndex,
                                      {.entity = Entity::PartitionIndex}),
    field<&Partition::leaderId>("LeaderId", since(0), about::leaderId, {.entity = Entity::BrokerId}),
    field<&Partition::leaderEpoch>("LeaderEpoch", since(7), about::leaderEpoch),
    field<&Partition::replicaNodes>("ReplicaNodes", since(0),
                                    "Brokers that hold a replica, the preferred leader first.",
                                    {.entity = Entity::BrokerId}),
    field<&Partition::isrNodes>("IsrNodes", since(0), "Brokers whose replica is in sync.",
                                {.entity = Entity::BrokerId}),
    field<&Partition::offlineReplicas>("OfflineReplicas", since(5),
                                       "Brokers whose replica cannot be reached.",
                                       {.entity = Entity::BrokerId}),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("MetadataRequest", between(0, 13), 9, requestFields);
constinit const Table Request::MetadataRequestTopic::table =
    structTable<Request::MetadataRequestTopic>("MetadataRequestTopic", requestTopicFields);

constinit const Table Response::table =
    messageTable<Response>("MetadataResponse", between(0, 13), 9, responseFields);
constinit const Table Response::MetadataResponseBroker::table =
    structTable<Response::MetadataResponseBroker>("MetadataResponseBroker", responseBrokerFields);
constinit const Table Topic::table = structTable<Topic>("MetadataResponseTopic", responseTopicFields);
constinit const Table Partition::table =
    structTable<Partition>("MetadataResponsePartition", responsePartitionFields);

} // namespace partitura::protocol
