#include "broker/protocol/messages/produce.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = ProduceRequest;
using Response = ProduceResponse;

constexpr Field requestFields[] = {
    field<&Request::transactionalId>("TransactionalId", since(3),
                                     "Whose transaction the records belong to; null outside transactions.",
                                     {.nullable = since(3), .entity = Entity::TransactionalId}),
    field<&Request::acks>("Acks", since(0),
                          "Replicas to wait for: -1 all in sync, 1 the leader, 0 none (no answer)."),
    field<&Request::timeoutMs>("TimeoutMs", since(0), about::timeoutMs),
    field<&Request::topicData>("TopicData", since(0), about::topics),
};
constexpr Field topicProduceDataFields[] = {
    field<&Request::TopicProduceData::name>("Name", between(0, 12), about::topicName,
                                            {.entity = Entity::TopicName}),
    field<&Request::TopicProduceData::topicId>("TopicId", since(13), about::topicId,
                                               {.entity = Entity::TopicId}),
    field<&Request::TopicProduceData::partitionData>("PartitionData", since(0), about::partitions),
};
constexpr Field partitionProduceDataFields[] = {
    field<&Request::PartitionProduceData::index>("Index", since(0), about::partitionIndex,
                                                 {.entity = Entity::PartitionIndex}),
    field<&Request::PartitionProduceData::records>("Records", since(0), "The record batch to append.",
                                                   {.nullable = since(0)}),
};

constexpr Field responseFields[] = {
    field<&Response::responses>("Responses", since(0), about::topics),
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(1), about::throttleTimeMs),
    field<&Response::nodeEndpoints>("NodeEndpoints", since(10), about::nodeEndpoints, {.tag = 0}),
};
constexpr Field topicProduceResponseFields[] = {
    field<&Response::TopicProduceResponse::name>("Name", between(0, 12), about::topicName,
                                                 {.entity = Entity::TopicName}),
    field<&Response::TopicProduceResponse::topicId>("TopicId", since(13), about::topicId,
                                                    {.entity = Entity::TopicId}),
    field<&Response::TopicProduceResponse::partitionResponses>("PartitionResponses", since(0),
                                                               about::partitions),
};
using Partition = Response::PartitionProduceResponse;
constexpr Field partitionProduceResponseFields[] = {
    field<&Partition::index>("Index", since(0), about::partitionIndex, {.entity = Entity::PartitionIndex}),
    field<&Partition::errorCode>("ErrorCode", since(0), about::itemErrorCode),
    field<&Partition::baseOffset>("BaseOffset", since(0), "Offset given to the first record of the batch."),
    field<&Partition::logAppendTimeMs>(
        "LogAppendTimeMs", since(2),
        "Time of the append where the topic stamps it; -1 if records keep their own."),
    field<&Partition::logStartOffset>("LogStartOffset", since(5), "First offset the log still has."),
    field<&Partition::recordErrors>("RecordErrors", since(8), "The records for which the batch was refused."),
    field<&Partition::errorMessage>("ErrorMessage", since(8), "Why the batch was refused, in words.",
                                    {.nullable = since(8)}),
    field<&Partition::currentLeader>("CurrentLeader", since(10), "Who leads now, where this broker does not.",
                                     {.tag = 0}),
};
constexpr Field batchIndexAndErrorMessageFields[] = {
    field<&Response::BatchIndexAndErrorMessage::batchIndex>(
        "BatchIndex", since(8), "Position of the record within its batch, from 0."),
    field<&Response::BatchIndexAndErrorMessage::batchIndexErrorMessage>(
        "BatchIndexErrorMessage", since(8), "What is wrong with the record, in words.",
        {.nullable = since(8)}),
};
constexpr Field leaderIdAndEpochFields[] = {
    field<&Response::LeaderIdAndEpoch::leaderId>("LeaderId", since(10), about::leaderId,
                                                 {.entity = Entity::BrokerId}),
    field<&Response::LeaderIdAndEpoch::leaderEpoch>("LeaderEpoch", since(10), about::leaderEpoch),
};
constexpr Field nodeEndpointFields[] = {
    field<&Response::NodeEndpoint::nodeId>("NodeId", since(10), about::nodeId, {.entity = Entity::BrokerId}),
    field<&Response::NodeEndpoint::host>("Host", since(10), about::host),
    field<&Response::NodeEndpoint::port>("Port", since(10), about::port),
    field<&Response::NodeEndpoint::rack>("Rack", since(10), about::rack, {.nullable = since(10)}),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("ProduceRequest", between(3, 13), 9, requestFields);
constinit const Table Request::TopicProduceData::table =
    structTable<Request::TopicProduceData>("TopicProduceData", topicProduceDataFields);
constinit const Table Request::PartitionProduceData::table =
    structTable<Request::PartitionProduceData>("PartitionProduceData", partitionProduceDataFields);

constinit const Table Response::table =
    messageTable<Response>("ProduceResponse", between(3, 13), 9, responseFields);
constinit const Table Response::TopicProduceResponse::table =
    structTable<Response::TopicProduceResponse>("TopicProduceResponse", topicProduceResponseFields);
constinit const Table Response::PartitionProduceResponse::table =
    structTable<Response::PartitionProduceResponse>("PartitionProduceResponse",
                                                    partitionProduceResponseFields);
constinit const Table Response::BatchIndexAndErrorMessage::table =
    structTable<Response::BatchIndexAndErrorMessage>("BatchIndexAndErrorMessage",
                                                     batchIndexAndErrorMessageFields);
constinit const Table Response::LeaderIdAndEpoch::table =
    structTable<Response::LeaderIdAndEpoch>("LeaderIdAndEpoch", leaderIdAndEpochFields);
constinit const Table Response::NodeEndpoint::table =
    structTable<Response::NodeEndpoint>("NodeEndpoint", nodeEndpointFields);

} // namespace partitura::protocol
