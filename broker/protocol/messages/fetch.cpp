#include "broker/protocol/messages/fetch.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = FetchRequest;
using Response = FetchResponse;

constexpr Field requestFields[] = {
    field<&Request::replicaId>("ReplicaId", between(0, 14), "The follower that fetches; -1 is a consumer.",
                               {.entity = Entity::BrokerId}),
    field<&Request::maxWaitMs>("MaxWaitMs", since(0), "How long to wait for MinBytes to gather, in ms."),
    field<&Request::minBytes>("MinBytes", since(0), "Answer as soon as there is this much."),
    field<&Request::maxBytes>("MaxBytes", since(3),
                              "Bound on the whole answer; the first batch may pass it (KIP-74)."),
    field<&Request::isolationLevel>("IsolationLevel", since(4), about::isolationLevel),
    field<&Request::sessionId>("SessionId", since(7),
                               "Fetch session to continue; 0 asks for none or a new one."),
    field<&Request::sessionEpoch>(
        "SessionEpoch", since(7),
        "Count of requests in the session; 0 opens one, -1 closes it or wants none."),
    field<&Request::topics>("Topics", since(0), about::topics),
    field<&Request::forgottenTopicsData>("ForgottenTopicsData", since(7),
                                         "Partitions to drop from the session."),
    field<&Request::rackId>("RackId", since(11), "Rack of the consumer, to be sent to a replica near it."),
    field<&Request::clusterId>("ClusterId", since(12),
                               "Cluster the follower believes it is in; null if unknown.",
                               {.nullable = since(12), .tag = 0}),
    field<&Request::replicaState>("ReplicaState", since(15),
                                  "The follower that fetches; left out by consumers.", {.tag = 1}),
};
constexpr Field replicaStateFields[] = {
    field<&Request::ReplicaState::replicaId>("ReplicaId", since(15), "The follower; -1 is a consumer.",
                                             {.entity = Entity::BrokerId}),
    field<&Request::ReplicaState::replicaEpoch>("ReplicaEpoch", since(15),
                                                "Its broker epoch; -1 if it has none."),
};
constexpr Field fetchTopicFields[] = {
    field<&Request::FetchTopic::topic>("Topic", between(0, 12), about::topicName,
                                       {.entity = Entity::TopicName}),
    field<&Request::FetchTopic::topicId>("TopicId", since(13), about::topicId, {.entity = Entity::TopicId}),
    field<&Request::FetchTopic::partitions>("Partitions", since(0), about::partitions),
};
constexpr Field fetchPartitionFields[] = {
    field<&Request::FetchPartition::partition>("Partition", since(0), about::partitionIndex,
                                               {.entity = Entity::PartitionIndex}),
    field<&Request::FetchPartition::currentLeaderEpoch>("CurrentLeaderEpoch", since(9),
                                                        about::currentLeaderEpoch),
    field<&Request::FetchPartition::fetchOffset>("FetchOffset", since(0), "Offset to read from."),
    field<&Request::FetchPartition::lastFetchedEpoch>(
        "LastFetchedEpoch", since(12), "Leader epoch of the record before FetchOffset; -1 if there is none."),
    field<&Request::FetchPartition::logStartOffset>("LogStartOffset", since(5),
                                                    "First offset the follower has; -1 from a consumer."),
    field<&Request::FetchPartition::partitionMaxBytes>("PartitionMaxBytes", since(0),
                                                       "Bound on what this partition may answer (KIP-74)."),
    field<&Request::FetchPartition::replicaDirectoryId>(
        "ReplicaDirectoryId", since(17), "Log directory in which the follower keeps the partition.",
        {.tag = 0}),
    field<&Request::FetchPartition::highWatermark>(
        "HighWatermark", since(18),
        "What the follower holds it to be; -1 unknown, the largest int64 if not said.", {.tag = 1}),
};
constexpr Field forgottenTopicFields[] = {
    field<&Request::ForgottenTopic::topic>("Topic", between(7, 12), about::topicName,
                                           {.entity = Entity::TopicName}),
    field<&Request::ForgottenTopic::topicId>("TopicId", since(13), about::topicId,
                                             {.entity = Entity::TopicId}),
    field<&Request::ForgottenTopic::partitions>(
        "Partitions", since(7), "Indexes of the partitions to forget.", {.entity = Entity::PartitionIndex}),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(1), about::throttleTimeMs),
    field<&Response::errorCode>("ErrorCode", since(7), about::errorCode),
    field<&Response::sessionId>("SessionId", since(7), "The fetch session; 0 is none."),
    field<&Response::responses>("Responses", since(0), about::topics),
    field<&Response::nodeEndpoints>("NodeEndpoints", since(16), about::nodeEndpoints, {.tag = 0}),
};
constexpr Field fetchableTopicResponseFields[] = {
    field<&Response::FetchableTopicResponse::topic>("Topic", between(0, 12), about::topicName,
                                                    {.entity = Entity::TopicName}),
    field<&Response::FetchableTopicResponse::topicId>("TopicId", since(13), about::topicId,
                                                      {.entity = Entity::TopicId}),
    field<&Response::FetchableTopicResponse::partitions>("Partitions", since(0), about::partitions),
};
using Partition = Response::PartitionData;
constexpr Field partitionDataFields[] = {
    field<&Partition::partitionIndex>("PartitionIndex", since(0), about::partitionIndex,
                                      {.entity = Entity::PartitionIndex}),
    field<&Partition::errorCode>("ErrorCode", since(0), about::itemErrorCode),
    field<&Partition::highWatermark>("HighWatermark", since(0),
                                     "Offset up to which all in-sync replicas have the log."),
    field<&Partition::lastStableOffset>("LastStableOffset", since(4),
                                        "Offset of the first open transaction, else the high watermark."),
    field<&Partition::logStartOffset>("LogStartOffset", since(5), "First offset the log still has."),
    field<&Partition::abortedTransactions>(
        "AbortedTransactions", since(4),
        "Transactions to skip in these records; null under read_uncommitted.", {.nullable = since(4)}),
    field<&Partition::preferredReadReplica>("PreferredReadReplica", since(11),
                                            "Broker the consumer should fetch from instead; -1 is this one.",
                                            {.entity = Entity::BrokerId}),
    field<&Partition::records>("Records", since(0), "Record batches, as they stand in the log.",
                               {.nullable = since(0)}),
    field<&Partition::divergingEpoch>("DivergingEpoch", since(12),
                                      "Last epoch the two logs share and where it ends, to truncate to.",
                                      {.tag = 0}),
    field<&Partition::currentLeader>("CurrentLeader", since(12), "Who leads now, where this broker does not.",
                                     {.tag = 1}),
    field<&Partition::snapshotId>("SnapshotId", since(12),
                                  "Snapshot to fetch, where the log no longer has the offset.", {.tag = 2}),
};
constexpr Field epochEndOffsetFields[] = {
    field<&Response::EpochEndOffset::epoch>("Epoch", since(12), "The leader epoch."),
    field<&Response::EpochEndOffset::endOffset>("EndOffset", since(12),
                                                "Offset after the epoch's last record."),
};
constexpr Field leaderIdAndEpochFields[] = {
    field<&Response::LeaderIdAndEpoch::leaderId>("LeaderId", since(12), about::leaderId,
                                                 {.entity = Entity::BrokerId}),
    field<&Response::LeaderIdAndEpoch::leaderEpoch>("LeaderEpoch", since(12), about::leaderEpoch),
};
constexpr Field snapshotIdFields[] = {
    field<&Response::SnapshotId::endOffset>("EndOffset", since(0), "Offset at which the snapshot ends."),
    field<&Response::SnapshotId::epoch>("Epoch", since(0), "Leader epoch of its last record."),
};
constexpr Field abortedTransactionFields[] = {
    field<&Response::AbortedTransaction::producerId>("ProducerId", since(4), about::producerId,
                                                     {.entity = Entity::ProducerId}),
    field<&Response::AbortedTransaction::firstOffset>("FirstOffset", since(4),
                                                      "Offset of the transaction's first record here."),
};
constexpr Field nodeEndpointFields[] = {
    field<&Response::NodeEndpoint::nodeId>("NodeId", since(16), about::nodeId, {.entity = Entity::BrokerId}),
    field<&Response::NodeEndpoint::host>("Host", since(16), about::host),
    field<&Response::NodeEndpoint::port>("Port", since(16), about::port),
    field<&Response::NodeEndpoint::rack>("Rack", since(16), about::rack, {.nullable = since(16)}),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("FetchRequest", between(4, 18), 12, requestFields);
constinit const Table Request::ReplicaState::table =
    structTable<Request::ReplicaState>("ReplicaState", replicaStateFields);
constinit const Table Request::FetchTopic::table =
    structTable<Request::FetchTopic>("FetchTopic", fetchTopicFields);
constinit const Table Request::FetchPartition::table =
    structTable<Request::FetchPartition>("FetchPartition", fetchPartitionFields);
constinit const Table Request::ForgottenTopic::table =
    structTable<Request::ForgottenTopic>("ForgottenTopic", forgottenTopicFields);

constinit const Table Response::table =
    messageTable<Response>("FetchResponse", between(4, 18), 12, responseFields);
constinit const Table Response::FetchableTopicResponse::table =
    structTable<Response::FetchableTopicResponse>("FetchableTopicResponse", fetchableTopicResponseFields);
constinit const Table Response::PartitionData::table =
    structTable<Response::PartitionData>("PartitionData", partitionDataFields);
constinit const Table Response::EpochEndOffset::table =
    structTable<Response::EpochEndOffset>("EpochEndOffset", epochEndOffsetFields);
constinit const Table Response::LeaderIdAndEpoch::table =
    structTable<Response::LeaderIdAndEpoch>("LeaderIdAndEpoch", leaderIdAndEpochFields);
constinit const Table Response::SnapshotId::table =
    structTable<Response::SnapshotId>("SnapshotId", snapshotIdFields);
constinit const Table Response::AbortedTransaction::table =
    structTable<Response::AbortedTransaction>("AbortedTransaction", abortedTransactionFields);
constinit const Table Response::NodeEndpoint::table =
    structTable<Response::NodeEndpoint>("NodeEndpoint", nodeEndpointFields);

} // namespace partitura::protocol
