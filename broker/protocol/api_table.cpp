#include "broker/protocol/api_table.h"

#include "broker/protocol/messages/allocate_producer_ids.h"
#include "broker/protocol/messages/alter_configs.h"
#include "broker/protocol/messages/alter_partition.h"
#include "broker/protocol/messages/alter_partition_reassignments.h"
#include "broker/protocol/messages/api_versions.h"
#include "broker/protocol/messages/begin_quorum_epoch.h"
#include "broker/protocol/messages/broker_heartbeat.h"
#include "broker/protocol/messages/broker_registration.h"
#include "broker/protocol/messages/create_partitions.h"
#include "broker/protocol/messages/create_topics.h"
#include "broker/protocol/messages/delete_groups.h"
#include "broker/protocol/messages/delete_records.h"
#include "broker/protocol/messages/delete_topics.h"
#include "broker/protocol/messages/describe_cluster.h"
#include "broker/protocol/messages/describe_configs.h"
#include "broker/protocol/messages/describe_quorum.h"
#include "broker/protocol/messages/elect_leaders.h"
#include "broker/protocol/messages/end_quorum_epoch.h"
#include "broker/protocol/messages/envelope.h"
#include "broker/protocol/messages/fetch.h"
#include "broker/protocol/messages/fetch_snapshot.h"
#include "broker/protocol/messages/find_coordinator.h"
#include "broker/protocol/messages/heartbeat.h"
#include "broker/protocol/messages/incremental_alter_configs.h"
#include "broker/protocol/messages/init_producer_id.h"
#include "broker/protocol/messages/join_group.h"
#include "broker/protocol/messages/leave_group.h"
#include "broker/protocol/messages/list_offsets.h"
#include "broker/protocol/messages/list_partition_reassignments.h"
#include "broker/protocol/messages/metadata.h"
#include "broker/protocol/messages/offset_commit.h"
#include "broker/protocol/messages/offset_fetch.h"
#include "broker/protocol/messages/offset_for_leader_epoch.h"
#include "broker/protocol/messages/produce.h"
#include "broker/protocol/messages/sync_group.h"
#include "broker/protocol/messages/unregister_broker.h"
#include "broker/protocol/messages/vote.h"

#include <algorithm>

namespace partitura::protocol {
namespace {

template <typename Request>
constexpr ApiDescription api(std::string_view name, Versions versions, std::int16_t advertisedMinVersion,
                             Audience audience = Audience::Client, bool responseHeaderAlwaysV0 = false) {
    return {Request::apiKey,      name,     &Request::table,       &Request::Response::table, versions,
            advertisedMinVersion, audience, responseHeaderAlwaysV0};
}

constexpr ApiDescription rows[] = {
    // Clients up to librdkafka 2.11 take a broker whose Produce does not begin at 0 for one without
    // compression.
    api<ProduceRequest>("Produce", between(3, 13), 0),
    api<FetchRequest>("Fetch", between(4, 18), 4),
    api<ListOffsetsRequest>("ListOffsets", between(1, 11), 1),
    api<MetadataRequest>("Metadata", between(0, 13), 0),
    api<OffsetCommitRequest>("OffsetCommit", between(2, 10), 2),
    api<OffsetFetchRequest>("OffsetFetch", between(1, 10), 1),
    api<FindCoordinatorRequest>("FindCoordinator", between(0, 6), 0),
    api<JoinGroupRequest>("JoinGroup", between(0, 9), 0),
    api<HeartbeatRequest>("Heartbeat", between(0, 4), 0),
    api<LeaveGroupRequest>("LeaveGroup", between(0, 5), 0),
    api<SyncGroupRequest>("SyncGroup", between(0, 5), 0),
    api<ApiVersionsRequest>("ApiVersions", between(0, 4), 0, Audience::Client, true),
    api<CreateTopicsRequest>("CreateTopics", between(2, 7), 2),
    api<DeleteTopicsRequest>("DeleteTopics", between(1, 6), 1),
    api<DeleteRecordsRequest>("DeleteRecords", between(0, 2), 0),
    api<InitProducerIdRequest>("InitProducerId", between(0, 5), 0),
    api<OffsetForLeaderEpochRequest>("OffsetForLeaderEpoch", between(2, 4), 2),
    api<DescribeConfigsRequest>("DescribeConfigs", between(1, 4), 1),
    api<AlterConfigsRequest>("AlterConfigs", between(0, 2), 0),
    api<CreatePartitionsRequest>("CreatePartitions", between(0, 3), 0),
    api<DeleteGroupsRequest>("DeleteGroups", between(0, 3), 0),
    api<ElectLeadersRequest>("ElectLeaders", between(0, 2), 0),
    api<IncrementalAlterConfigsRequest>("IncrementalAlterConfigs", between(0, 1), 0),
    api<AlterPartitionReassignmentsRequest>("AlterPartitionReassignments", between(0, 1), 0),
    api<ListPartitionReassignmentsRequest>("ListPartitionReassignments", only(0), 0),
    api<VoteRequest>("Vote", between(0, 2), 0, Audience::InterBroker),
    api<BeginQuorumEpochRequest>("BeginQuorumEpoch", between(0, 1), 0, Audience::InterBroker),
    api<EndQuorumEpochRequest>("EndQuorumEpoch", between(0, 1), 0, Audience::InterBroker),
    api<DescribeQuorumRequest>("DescribeQuorum", between(0, 2), 0),
    api<AlterPartitionRequest>("AlterPartition", between(2, 3), 2, Audience::InterBroker),
    api<EnvelopeRequest>("Envelope", only(0), 0, Audience::InterBroker),
    api<FetchSnapshotRequest>("FetchSnapshot", between(0, 1), 0, Audience::InterBroker),
    api<DescribeClusterRequest>("DescribeCluster", between(0, 2), 0),
    api<BrokerRegistrationRequest>("BrokerRegistration", between(0, 4), 0, Audience::InterBroker),
    api<BrokerHeartbeatRequest>("BrokerHeartbeat", between(0, 2), 0, Audience::InterBroker),
    api<UnregisterBrokerRequest>("UnregisterBroker", only(0), 0),
    api<AllocateProducerIdsRequest>("AllocateProducerIds", between(0, 0), 0, Audience::InterBroker),
};
static_assert(std::ranges::is_sorted(rows, {}, &ApiDescription::key));

} // namespace

std::span<const ApiDescription> apis() {
    return rows;
}

const ApiDescription* findApi(std::int16_t key) {
    const auto* row = std::ranges::lower_bound(rows, static_cast<ApiKey>(key), {}, &ApiDescription::key);
    return row != std::end(rows) && static_cast<std::int16_t>(row->key) == key ? row : nullptr;
}

} // namespace partitura::protocol
