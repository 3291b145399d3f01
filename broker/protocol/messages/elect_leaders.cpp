#include "broker/protocol/messages/elect_leaders.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = ElectLeadersRequest;
using Response = ElectLeadersResponse;

constexpr Field requestFields[] = {
    field<&Request::electionType>(
        "ElectionType", since(1),
        "0 elects the preferred replica, 1 any live one where none is in sync (KIP-460)."),
    field<&Request::topicPartitions>("TopicPartitions", since(0),
                                     "One entry per topic; null is all partitions.", {.nullable = since(0)}),
    field<&Request::timeoutMs>("TimeoutMs", since(0), about::timeoutMs),
};
constexpr Field requestTopicPartitionsFields[] = {
    field<&Request::TopicPartitions::topic>("Topic", since(0), about::topicName,
                                            {.entity = Entity::TopicName}),
    field<&Request::TopicPartitions::partitions>("Partitions", since(0), "Partitions to elect leaders of.",
                                                 {.entity = Entity::PartitionIndex}),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(0), about::throttleTimeMs),
    field<&Response::errorCode>("ErrorCode", since(1), about::errorCode),
    field<&Response::replicaElectionResults>("ReplicaElectionResults", since(0), about::topics),
};
constexpr Field responseReplicaElectionResultFields[] = {
    field<&Response::ReplicaElectionResult::topic>("Topic", since(0), about::topicName,
                                                   {.entity = Entity::TopicName}),
    field<&Response::ReplicaElectionResult::partitionResult>("PartitionResult", since(0), about::partitions),
};
constexpr Field responsePartitionResultFields[] = {
    field<&Response::PartitionResult::partitionId>("PartitionId", since(0), about::partitionIndex,
                                                   {.entity = Entity::PartitionIndex}),
    field<&Response::PartitionResult::errorCode>("ErrorCode", since(0), about::itemErrorCode),
    field<&Response::PartitionResult::errorMessage>("ErrorMessage", since(0), about::errorMessage,
                                                    {.nullable = since(0)}),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("ElectLeadersRequest", between(0, 2), 2, requestFields);
constinit const Table Request::TopicPartitions::table =
    structTable<Request::TopicPartitions>("TopicPartitions", requestTopicPartitionsFields);

constinit const Table Response::table =
    messageTable<Response>("ElectLeadersResponse", between(0, 2), 2, responseFields);
constinit const Table Response::ReplicaElectionResult::table = structTable<Response::ReplicaElectionResult>(
    "ReplicaElectionResult", responseReplicaElectionResultFields);
constinit const Table Response::PartitionResult::table =
    structTable<Response::PartitionResult>("PartitionResult", responsePartitionResultFields);

} // namespace partitura::protocol
