#include "broker/protocol/messages/create_partitions.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = CreatePartitionsRequest;
using Topic = Request::CreatePartitionsTopic;
using Assignment = Request::CreatePartitionsAssignment;
using Response = CreatePartitionsResponse;
using TopicResult = Response::CreatePartitionsTopicResult;

constexpr Field requestFields[] = {
    field<&Request::topics>("Topics", since(0), about::topics),
    field<&Request::timeoutMs>("TimeoutMs", since(0), about::timeoutMs),
    field<&Request::validateOnly>("ValidateOnly", since(0),
                                  "Whether to check the request and create nothing."),
};
constexpr Field topicFields[] = {
    field<&Topic::name>("Name", since(0), about::topicName, {.entity = Entity::TopicName}),
    field<&Topic::count>("Count", since(0), "Partitions the topic shall have, old and new together."),
    field<&Topic::assignments>("Assignments", since(0),
                               "Brokers per new partition; null lets the controller choose.",
                               {.nullable = since(0)}),
};
constexpr Field assignmentFields[] = {
    field<&Assignment::brokerIds>("BrokerIds", since(0),
                                  "Brokers to hold a replica, the preferred leader first.",
                                  {.entity = Entity::BrokerId}),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(0), about::throttleTimeMs),
    field<&Response::results>("Results", since(0), about::topics),
};
constexpr Field topicResultFields[] = {
    field<&TopicResult::name>("Name", since(0), about::topicName, {.entity = Entity::TopicName}),
    field<&TopicResult::errorCode>("ErrorCode", since(0), about::itemErrorCode),
    field<&TopicResult::errorMessage>("ErrorMessage", since(0), about::errorMessage, {.nullable = since(0)}),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("CreatePartitionsRequest", between(0, 3), 2, requestFields);
constinit const Table Topic::table = structTable<Topic>("CreatePartitionsTopic", topicFields);
constinit const Table Assignment::table =
    structTable<Assignment>("CreatePartitionsAssignment", assignmentFields);

constinit const Table Response::table =
    messageTable<Response>("CreatePartitionsResponse", between(0, 3), 2, responseFields);
constinit const Table TopicResult::table =
    structTable<TopicResult>("CreatePartitionsTopicResult", topicResultFields);

} // namespace partitura::protocol
