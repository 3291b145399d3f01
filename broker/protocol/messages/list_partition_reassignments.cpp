#include "broker/protocol/messages/list_partition_reassignments.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = ListPartitionReassignmentsRequest;
using Response = ListPartitionReassignmentsResponse;

constexpr Field requestFields[] = {
    field<&Request::timeoutMs>("TimeoutMs", since(0), about::timeoutMs),
    field<&Request::topics>("Topics", since(0), "One entry per topic; null is all topics.",
                            {.nullable = since(0)}),
};
constexpr Field requestListPartitionReassignmentsTopicsFields[] = {
    field<&Request::ListPartitionReassignmentsTopics::name>("Name", since(0), about::topicName,
                                                            {.entity = Entity::TopicName}),
    field<&Request::ListPartitionReassignmentsTopics::partitionIndexes>(
        "PartitionIndexes", since(0), "Partitions to tell of.", {.entity = Entity::PartitionIndex}),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(0), about::throttleTimeMs),
    field<&Response::errorCode>("ErrorCode", since(0), about::errorCode),
    field<&Response::errorMessage>("ErrorMessage", since(0), about::errorMessage, {.nullable = since(0)}),
    field<&Response::topics>("Topics", since(0), about::topics),
};
constexpr Field responseOngoingTopicReassignmentFields[] = {
    field<&Response::OngoingTopicReassignment::name>("Name", since(0), about::topicName,
                                                     {.entity = Entity::TopicName}),
    field<&Response::OngoingTopicReassignment::partitions>("Partitions", since(0), about::partitions),
};
constexpr Field responseOngoingPartitionReassignmentFields[] = {
    field<&Response::OngoingPartitionReassignment::partitionIndex>(
        "PartitionIndex", since(0), about::partitionIndex, {.entity = Entity::PartitionIndex}),
    field<&Response::OngoingPartitionReassignment::replicas>(
        "Replicas", since(0), "Brokers that hold a replica, the preferred leader first.",
        {.entity = Entity::BrokerId}),
    field<&Response::OngoingPartitionReassignment::addingReplicas>(
        "AddingReplicas", since(0), "Replicas the reassignment adds.", {.entity = Entity::BrokerId}),
    field<&Response::OngoingPartitionReassignment::removingReplicas>(
        "RemovingReplicas", since(0), "Replicas the reassignment takes away.", {.entity = Entity::BrokerId}),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("ListPartitionReassignmentsRequest", only(0), 0, requestFields);
constinit const Table Request::ListPartitionReassignmentsTopics::table =
    structTable<Request::ListPartitionReassignmentsTopics>("ListPartitionReassignmentsTopics",
                                                           requestListPartitionReassignmentsTopicsFields);

constinit const Table Response::table =
    messageTable<Response>("ListPartitionReassignmentsResponse", only(0), 0, responseFields);
constinit const Table Response::OngoingTopicReassignment::table =
    structTable<Response::OngoingTopicReassignment>("OngoingTopicReassignment",
                                                    responseOngoingTopicReassignmentFields);
constinit const Table Response::OngoingPartitionReassignment::table =
    structTable<Response::OngoingPartitionReassignment>("OngoingPartitionReassignment",
                                                        responseOngoingPartitionReassignmentFields);

} // namespace partitura::protocol
