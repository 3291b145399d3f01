#include "broker/protocol/messages/create_topics.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = CreateTopicsRequest;
using Response = CreateTopicsResponse;

constexpr Field requestFields[] = {
    field<&Request::topics>("Topics", since(0), about::topics),
    field<&Request::timeoutMs>("timeoutMs", since(0), about::timeoutMs),
    field<&Request::validateOnly>("validateOnly", since(1),
                                  "Whether to check the request and create nothing."),
};
using Topic = Request::CreatableTopic;
constexpr Field topicFields[] = {
    field<&Topic::name>("Name", since(0), about::topicName, {.entity = Entity::TopicName}),
    field<&Topic::numPartitions>("NumPartitions", since(0),
                                 "Partitions to create; -1 for the broker's default or with assignments."),
    field<&Topic::replicationFactor>(
        "ReplicationFactor", since(0),
        "Replicas per partition; -1 for the broker's default or with assignments."),
    field<&Topic::assignments>("Assignments", since(0),
                               "Brokers per partition; empty to let the controller choose."),
    field<&Topic::configs>("Configs", since(0), "Configurations that differ from the defaults."),
};
using Assignment = Request::CreatableReplicaAssignment;
constexpr Field assignmentFields[] = {
    field<&Assignment::partitionIndex>("PartitionIndex", since(0), about::partitionIndex,
                                       {.entity = Entity::PartitionIndex}),
    field<&Assignment::brokerIds>("BrokerIds", since(0),
                                  "Brokers to hold a replica, the preferred leader first.",
                                  {.entity = Entity::BrokerId}),
};
using Config = Request::CreatableTopicConfig;
constexpr Field configFields[] = {
    field<&Config::name>("Name", since(0), about::configName),
    field<&Config::value>("Value", since(0), about::configValue, {.nullable = since(0)}),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(2), about::throttleTimeMs),
    field<&Response::topics>("Topics", since(0), about::topics),
};
using TopicResult = Response::CreatableTopicResult;
constexpr Field resultFields[] = {
    field<&TopicResult::name>("Name", since(0), about::topicName, {.entity = Entity::TopicName}),
    field<&TopicResult::topicId>("TopicId", since(7), "Id the topic was given.", {.entity = Entity::TopicId}),
    field<&TopicResult::errorCode>("ErrorCode", since(0), about::itemErrorCode),
    field<&TopicResult::errorMessage>("ErrorMessage", since(1), about::errorMessage, {.nullable = since(0)}),
    field<&TopicResult::numPartitions>("NumPartitions", since(5),
                                       "Partitions the topic has; -1 if not shown."),
    field<&TopicResult::replicationFactor>("ReplicationFactor", since(5),
                                           "Replicas per partition; -1 if not shown."),
    field<&TopicResult::configs>("Configs", since(5), "The topic's configurations; null if not shown.",
                                 {.nullable = since(5)}),
    field<&TopicResult::topicConfigErrorCode>("TopicConfigErrorCode", since(5),
                                              "Why the configurations are not shown.", {.tag = 0}),
};
using ResultConfig = Response::CreatableTopicConfigs;
constexpr Field resultConfigFields[] = {
    field<&ResultConfig::name>("Name", since(5), about::configName),
    field<&ResultConfig::value>("Value", since(5), about::configValue, {.nullable = since(5)}),
    field<&ResultConfig::readOnly>("ReadOnly", since(5), "Whether it cannot be changed."),
    field<&ResultConfig::configSource>("ConfigSource", since(5),
                                       "Where the value comes from; see DescribeConfigs."),
    field<&ResultConfig::isSensitive>("IsSensitive", since(5), "Whether the value is a secret."),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("CreateTopicsRequest", between(2, 7), 5, requestFields);
constinit const Table Topic::table = structTable<Topic>("CreatableTopic", topicFields);
constinit const Table Assignment::table =
    structTable<Assignment>("CreatableReplicaAssignment", assignmentFields);
constinit const Table Config::table = structTable<Config>("CreatableTopicConfig", configFields);

constinit const Table Response::table =
    messageTable<Response>("CreateTopicsResponse", between(2, 7), 5, responseFields);
constinit const Table TopicResult::table = structTable<TopicResult>("CreatableTopicResult", resultFields);
constinit const Table ResultConfig::table =
    structTable<ResultConfig>("CreatableTopicConfigs", resultConfigFields);

} // namespace partitura::protocol
