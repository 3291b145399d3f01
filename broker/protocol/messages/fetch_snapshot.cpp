#include "broker/protocol/messages/fetch_snapshot.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = FetchSnapshotRequest;
using Response = FetchSnapshotResponse;

constexpr Field requestFields[] = {
    field<&Request::replicaId>("ReplicaId", since(0), "Replica that fetches; -1 has no id.",
                               {.entity = Entity::BrokerId}),
    field<&Request::maxBytes>("MaxBytes", since(0), "Bound on the bytes answered."),
    field<&Request::topics>("Topics", since(0), about::topics),
    field<&Request::clusterId>("ClusterId", since(0), about::clusterId, {.nullable = since(0), .tag = 0}),
};
constexpr Field requestTopicSnapshotFields[] = {
    field<&Request::TopicSnapshot::name>("Name", since(0), about::topicName, {.entity = Entity::TopicName}),
    field<&Request::TopicSnapshot::partitions>("Partitions", since(0), about::partitions),
};
constexpr Field requestPartitionSnapshotFields[] = {
    field<&Request::PartitionSnapshot::partition>("Partition", since(0), about::partitionIndex,
                                                  {.entity = Entity::PartitionIndex}),
    field<&Request::PartitionSnapshot::currentLeaderEpoch>("CurrentLeaderEpoch", since(0),
                                                           about::currentLeaderEpoch),
    field<&Request::PartitionSnapshot::snapshotId>("SnapshotId", since(0), "Which snapshot."),
    field<&Request::PartitionSnapshot::position>("Position", since(0), "Byte of the snapshot to read from."),
    field<&Request::PartitionSnapshot::replicaDirectoryId>("ReplicaDirectoryId", since(1),
                                                           about::replicaDirectoryId, {.tag = 0}),
};
constexpr Field requestSnapshotIdFields[] = {
    field<&Request::SnapshotId::endOffset>("EndOffset", since(0), "Offset at which the snapshot ends."),
    field<&Request::SnapshotId::epoch>("Epoch", since(0), "Leader epoch of its last record."),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(0), about::throttleTimeMs),
    field<&Response::errorCode>("ErrorCode", since(0), about::errorCode),
    field<&Response::topics>("Topics", since(0), about::topics),
    field<&Response::nodeEndpoints>("NodeEndpoints", since(1), about::nodeEndpoints, {.tag = 0}),
};
constexpr Field responseTopicSnapshotFields[] = {
    field<&Response::TopicSnapshot::name>("Name", since(0), about::topicName, {.entity = Entity::TopicName}),
    field<&Response::TopicSnapshot::partitions>("Partitions", since(0), about::partitions),
};
constexpr Field responsePartitionSnapshotFields[] = {
    field<&Response::PartitionSnapshot::index>("Index", since(0), about::partitionIndex,
                                               {.entity = Entity::PartitionIndex}),
    field<&Response::PartitionSnapshot::errorCode>("ErrorCode", since(0), about::itemErrorCode),
    field<&Response::PartitionSnapshot::snapshotId>("SnapshotId", since(0), "Which snapshot."),
    field<&Response::PartitionSnapshot::size>("Size", since(0), "Bytes in the whole snapshot."),
    field<&Response::PartitionSnapshot::position>("Position", since(0),
                                                  "Byte of the snapshot at which these begin."),
    field<&Response::PartitionSnapshot::unalignedRecords>(
        "UnalignedRecords", since(0), "Bytes of the snapshot, which may begin and end within a batch."),
    field<&Response::PartitionSnapshot::currentLeader>("CurrentLeader", since(0), "Who leads now.",
                                                       {.tag = 0}),
};
constexpr Field responseSnapshotIdFields[] = {
    field<&Response::SnapshotId::endOffset>("EndOffset", since(0), "Offset at which the snapshot ends."),
    field<&Response::SnapshotId::epoch>("Epoch", since(0), "Leader epoch of its last record."),
};
constexpr Field responseLeaderIdAndEpochFields[] = {
    field<&Response::LeaderIdAndEpoch::leaderId>("LeaderId", since(0), about::leaderId,
                                                 {.entity = Entity::BrokerId}),
    field<&Response::LeaderIdAndEpoch::leaderEpoch>("LeaderEpoch", since(0), about::leaderEpoch),
};
constexpr Field responseNodeEndpointFields[] = {
    field<&Response::NodeEndpoint::nodeId>("NodeId", since(1), about::nodeId, {.entity = Entity::BrokerId}),
    field<&Response::NodeEndpoint::host>("Host", since(1), about::host),
    field<&Response::NodeEndpoint::port>("Port", since(1), about::port),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("FetchSnapshotRequest", between(0, 1), 0, requestFields);
constinit const Table Request::TopicSnapshot::table =
    structTable<Request::TopicSnapshot>("TopicSnapshot", requestTopicSnapshotFields);
constinit const Table Request::PartitionSnapshot::table =
    structTable<Request::PartitionSnapshot>("PartitionSnapshot", requestPartitionSnapshotFields);
constinit const Table Request::SnapshotId::table =
    structTable<Request::SnapshotId>("SnapshotId", requestSnapshotIdFields);

constinit const Table Response::table =
    messageTable<Response>("FetchSnapshotResponse", between(0, 1), 0, responseFields);
constinit const Table Response::TopicSnapshot::table =
    structTable<Response::TopicSnapshot>("TopicSnapshot", responseTopicSnapshotFields);
constinit const Table Response::PartitionSnapshot::table =
    structTable<Response::PartitionSnapshot>("PartitionSnapshot", responsePartitionSnapshotFields);
constinit const Table Response::SnapshotId::table =
    structTable<Response::SnapshotId>("SnapshotId", responseSnapshotIdFields);
constinit const Table Response::LeaderIdAndEpoch::table =
    structTable<Response::LeaderIdAndEpoch>("LeaderIdAndEpoch", responseLeaderIdAndEpochFields);
constinit const Table Response::NodeEndpoint::table =
    structTable<Response::NodeEndpoint>("NodeEndpoint", responseNodeEndpointFields);

} // namespace partitura::protocol
