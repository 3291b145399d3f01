#include "broker/protocol/messages/delete_records.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = DeleteRecordsRequest;
using Topic = Request::DeleteRecordsTopic;
using Partition = Request::DeleteRecordsPartition;
using Response = DeleteRecordsResponse;
using TopicResult = Response::DeleteRecordsTopicResult;
using PartitionResult = Response::DeleteRecordsPartitionResult;

constexpr Field requestFields[] = {
    field<&Request::topics>("Topics", since(0), about::topics),
    field<&Request::timeoutMs>("TimeoutMs", since(0), about::timeoutMs),
};
constexpr Field topicFields[] = {
    field<&Topic::name>("Name", since(0), about::topicName, {.entity = Entity::TopicName}),
    field<&Topic::partitions>("Partitions", since(0), about::partitions),
};
constexpr Field partitionFields[] = {
    field<&Partition::partitionIndex>("PartitionIndex", since(0), about::partitionIndex),
    field<&Partition::offset>("Offset", since(0),
                              "All records before it are deleted; -1 for the high watermark."),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(0), about::throttleTimeMs),
    field<&Response::topics>("Topics", since(0), about::topics),
};
constexpr Field topicResultFields[] = {
    field<&TopicResult::name>("Name", since(0), about::topicName, {.entity = Entity::TopicName}),
    field<&TopicResult::partitions>("Partitions", since(0), about::partitions),
};
constexpr Field partitionResultFields[] = {
    field<&PartitionResult::partitionIndex>("PartitionIndex", since(0), about::partitionIndex),
    field<&PartitionResult::lowWatermark>("LowWatermark", since(0),
                                          "Smallest log start offset of all live replicas; -1 on error."),
    field<&PartitionResult::errorCode>("ErrorCode", since(0), about::itemErrorCode),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("DeleteRecordsRequest", between(0, 2), 2, requestFields);
constinit const Table Topic::table = structTable<Topic>("DeleteRecordsTopic", topicFields);
constinit const Table Partition::table = structTable<Partition>("DeleteRecordsPartition", partitionFields);

constinit const Table Response::table =
    messageTable<Response>("DeleteRecordsResponse", between(0, 2), 2, responseFields);
constinit const Table TopicResult::table =
    structTable<TopicResult>("DeleteRecordsTopicResult", topicResultFields);
constinit const Table PartitionResult::table =
    structTable<PartitionResult>("DeleteRecordsPartitionResult", partitionResultFields);

} // namespace partitura::protocol
