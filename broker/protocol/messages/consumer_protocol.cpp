#include "broker/protocol/messages/consumer_protocol.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Subscription = ConsumerProtocolSubscription;
using Assignment = ConsumerProtocolAssignment;

constexpr std::string_view aboutUserData = "Bytes of the assignor's own; null if it has none.";
constexpr std::string_view aboutIndexes = "Indexes of the partitions.";

constexpr Field subscriptionFields[] = {
    field<&Subscription::topics>("Topics", since(0), "Topics the consumer wants to read."),
    field<&Subscription::userData>("UserData", since(0), aboutUserData, {.nullable = since(0)}),
    field<&Subscription::ownedPartitions>("OwnedPartitions", since(1),
                                          "What it reads so far, for it to keep if it can."),
    field<&Subscription::generationId>("GenerationId", since(2),
                                       "Generation in which it got those; -1 if unknown."),
    field<&Subscription::rackId>("RackId", since(3), "Rack of the consumer; null if it was given none.",
                                 {.nullable = since(3)}),
};
constexpr Field ownedFields[] = {
    field<&Subscription::TopicPartition::topic>("Topic", since(1), about::topicName,
                                                {.entity = Entity::TopicName}),
    field<&Subscription::TopicPartition::partitions>("Partitions", since(1), aboutIndexes,
                                                     {.entity = Entity::PartitionIndex}),
};

constexpr Field assignmentFields[] = {
    field<&Assignment::assignedPartitions>("AssignedPartitions", since(0), "What the consumer is to read."),
    field<&Assignment::userData>("UserData", since(0), aboutUserData, {.nullable = since(0)}),
};
constexpr Field assignedFields[] = {
    field<&Assignment::TopicPartition::topic>("Topic", since(0), about::topicName,
                                              {.entity = Entity::TopicName}),
    field<&Assignment::TopicPartition::partitions>("Partitions", since(0), aboutIndexes,
                                                   {.entity = Entity::PartitionIndex}),
};

} // namespace

constinit const Table Subscription::table = messageTable<Subscription>(
    "ConsumerProtocolSubscription", between(0, 3), neverFlexible, subscriptionFields);
constinit const Table Subscription::TopicPartition::table =
    structTable<Subscription::TopicPartition>("TopicPartition", ownedFields);

constinit const Table Assignment::table =
    messageTable<Assignment>("ConsumerProtocolAssignment", between(0, 3), neverFlexible, assignmentFields);
constinit const Table Assignment::TopicPartition::table =
    structTable<Assignment::TopicPartition>("TopicPartition", assignedFields);

} // namespace partitura::protocol
