#include "broker/protocol/messages/alter_partition.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = AlterPartitionRequest;
using Response = AlterPartitionResponse;

constexpr std::string_view aboutRecovery = "1 while the leader recovers from an unclean election, else 0.";
constexpr std::string_view aboutPartitionEpoch =
    "Rises with each change of the partition's state at the controller.";

constexpr Field requestFields[] = {
    field<&Request::brokerId>("BrokerId", since(0), "The leader that asks.", {.entity = Entity::BrokerId}),
    field<&Request::brokerEpoch>("BrokerEpoch", since(0), about::brokerEpoch),
    field<&Request::topics>("Topics", since(0), about::topics),
};
constexpr Field requestTopicFields[] = {
    field<&Request::TopicData::topicId>("TopicId", since(2), about::topicId, {.entity = Entity::TopicId}),
    field<&Request::TopicData::partitions>("Partitions", since(0), about::partitions),
};
using RequestPartition = Request::PartitionData;
constexpr Field requestPartitionFields[] = {
    field<&RequestPartition::partitionIndex>("PartitionIndex", since(0), about::partitionIndex,
                                             {.entity = Entity::PartitionIndex}),
    field<&RequestPartition::leaderEpoch>("LeaderEpoch", since(0), about::leaderEpoch),
    field<&RequestPartition::newIsr>("NewIsr", between(0, 2), "The in-sync replicas asked for.",
                                     {.entity = Entity::BrokerId}),
    field<&RequestPartition::newIsrWithEpochs>("NewIsrWithEpochs", since(3),
                                               "The in-sync replicas asked for."),
    field<&RequestPartition::leaderRecoveryState>("LeaderRecoveryState", since(1), aboutRecovery),
    field<&RequestPartition::partitionEpoch>("PartitionEpoch", since(0), aboutPartitionEpoch),
};
constexpr Field brokerStateFields[] = {
    field<&Request::BrokerState::brokerId>("BrokerId", since(3), about::nodeId, {.entity = Entity::BrokerId}),
    field<&Request::BrokerState::brokerEpoch>("BrokerEpoch", since(3),
                                              "Its broker epoch; -1 if not to be checked."),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(0), about::throttleTimeMs),
    field<&Response::errorCode>("ErrorCode", since(0), about::errorCode),
    field<&Response::topics>("Topics", since(0), about::topics),
};
constexpr Field responseTopicFields[] = {
    field<&Response::TopicData::topicId>("TopicId", since(2), about::topicId, {.entity = Entity::TopicId}),
    field<&Response::TopicData::partitions>("Partitions", since(0), about::partitions),
};
using ResponsePartition = Response::PartitionData;
constexpr Field responsePartitionFields[] = {
    field<&ResponsePartition::partitionIndex>("PartitionIndex", since(0), about::partitionIndex,
                                              {.entity = Entity::PartitionIndex}),
    field<&ResponsePartition::errorCode>("ErrorCode", since(0), about::itemErrorCode),
    field<&ResponsePartition::leaderId>("LeaderId", since(0), about::leaderId, {.entity = Entity::BrokerId}),
    field<&ResponsePartition::leaderEpoch>("LeaderEpoch", since(0), about::leaderEpoch),
    field<&ResponsePartition::isr>("Isr", since(0), "The in-sync replicas, as the controller has them now.",
                                   {.entity = Entity::BrokerId}),
    field<&ResponsePartition::leaderRecoveryState>("LeaderRecoveryState", since(1), aboutRecovery),
    field<&ResponsePartition::partitionEpoch>("PartitionEpoch", since(0), aboutPartitionEpoch),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("AlterPartitionRequest", between(2, 3), 0, requestFields);
constinit const Table Request::TopicData::table =
    structTable<Request::TopicData>("TopicData", requestTopicFields);
constinit const Table RequestPartition::table =
    structTable<RequestPartition>("PartitionData", requestPartitionFields);
constinit const Table Request::BrokerState::table =
    structTable<Request::BrokerState>("BrokerState", brokerStateFields);

constinit const Table Response::table =
    messageTable<Response>("AlterPartitionResponse", between(2, 3), 0, responseFields);
constinit const Table Response::TopicData::table =
    structTable<Response::TopicData>("TopicData", responseTopicFields);
constinit const Table ResponsePartition::table =
    structTable<ResponsePartition>("PartitionData", responsePartitionFields);

} // namespace partitura::protocol
