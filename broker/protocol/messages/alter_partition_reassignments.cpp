#include "broker/protocol/messages/alter_partition_reassignments.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = AlterPartitionReassignmentsRequest;
using Response = AlterPartitionReassignmentsResponse;

constexpr Field requestFields[] = {
    field<&Request::timeoutMs>("TimeoutMs", since(0), about::timeoutMs),
    field<&Request::allowReplicationFactorChange>("AllowReplicationFactorChange", since(1),
                                                  "Whether the count of replicas may change."),
    field<&Request::topics>("Topics", since(0), about::topics),
};
constexpr Field requestReassignableTopicFields[] = {
    field<&Request::ReassignableTopic::name>("Name", since(0), about::topicName,
                                             {.entity = Entity::TopicName}),
    field<&Request::ReassignableTopic::partitions>("Partitions", since(0), about::partitions),
};
constexpr Field requestReassignablePartitionFields[] = {
    field<&Request::ReassignablePartition::partitionIndex>("PartitionIndex", since(0), about::partitionIndex,
                                                           {.entity = Entity::PartitionIndex}),
    field<&Request::ReassignablePartition::replicas>(
        "Replicas", since(0),
        "Brokers to hold a replica, the preferred leader first; null calls the reassignment off.",
        {.nullable = since(0), .entity = Entity::BrokerId}),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(0), about::throttleTimeMs),
    field<&Response::allowReplicationFactorChange>("AllowReplicationFactorChange", since(1),
                                                   "Whether the count of replicas was allowed to change."),
    field<&Response::errorCode>("ErrorCode", since(0), about::errorCode),
    field<&Response::errorMessage>("ErrorMessage", since(0), about::errorMessage, {.nullable = since(0)}),
    field<&Response::responses>("Responses", since(0), about::topics),
};
constexpr Field responseReassignableTopicResponseFields[] = {
    field<&Response::ReassignableTopicResponse::name>("Name", since(0), about::topicName,
                                                      {.entity = Entity::TopicName}),
    field<&Response::ReassignableTopicResponse::partitions>("Partitions", since(0), about::partitions),
};
constexpr Field responseReassignablePartitionResponseFields[] = {
    field<&Response::ReassignablePartitionResponse::partitionIndex>(
        "PartitionIndex", since(0), about::partitionIndex, {.entity = Entity::PartitionIndex}),
    field<&Response::ReassignablePartitionResponse::errorCode>("ErrorCode", since(0), about::itemErrorCode),
    field<&Response::ReassignablePartitionResponse::errorMessage>(
        "ErrorMessage", since(0), about::errorMessage, {.nullable = since(0)}),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("AlterPartitionReassignmentsRequest", between(0, 1), 0, requestFields);
constinit const Table Request::ReassignableTopic::table =
    structTable<Request::ReassignableTopic>("ReassignableTopic", requestReassignableTopicFields);
constinit const Table Request::ReassignablePartition::table =
    structTable<Request::ReassignablePartition>("ReassignablePartition", requestReassignablePartitionFields);

constinit const Table Response::table =
    messageTable<Response>("AlterPartitionReassignmentsResponse", between(0, 1), 0, responseFields);
constinit const Table Response::ReassignableTopicResponse::table =
    structTable<Response::ReassignableTopicResponse>("ReassignableTopicResponse",
                                                     responseReassignableTopicResponseFields);
constinit const Table Response::ReassignablePartitionResponse::table =
    structTable<Response::ReassignablePartitionResponse>("ReassignablePartitionResponse",
                                                         responseReassignablePartitionResponseFields);

} // namespace partitura::protocol
