// The handlers, one function an API; each is defined in the file named after it.
#pragma once

#include "broker/protocol/messages/allocate_producer_ids.h"
#include "broker/protocol/messages/alter_partition.h"
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
#include "broker/protocol/messages/end_quorum_epoch.h"
#include "broker/protocol/messages/envelope.h"
#include "broker/protocol/messages/fetch.h"
#include "broker/protocol/messages/fetch_snapshot.h"
#include "broker/protocol/messages/find_coordinator.h"
#include "broker/protocol/messages/heartbeat.h"
#include "broker/protocol/messages/init_producer_id.h"
#include "broker/protocol/messages/join_group.h"
#include "broker/protocol/messages/leave_group.h"
#include "broker/protocol/messages/list_offsets.h"
#include "broker/protocol/messages/metadata.h"
#include "broker/protocol/messages/offset_commit.h"
#include "broker/protocol/messages/offset_fetch.h"
#include "broker/protocol/messages/offset_for_leader_epoch.h"
#include "broker/protocol/messages/produce.h"
#include "broker/protocol/messages/sync_group.h"
#include "broker/protocol/messages/unregister_broker.h"
#include "broker/protocol/messages/vote.h"
#include "broker/protocol/messages/list_partition_reassignments.h"
#include "broker/protocol/messages/incremental_alter_configs.h"
#include "broker/protocol/messages/elect_leaders.h"
#include "broker/protocol/messages/describe_quorum.h"
#include "broker/protocol/messages/alter_partition_reassignments.h"
#include "broker/protocol/messages/alter_configs.h"
#include "broker/server/request.h"

namespace partitura::server {

// `request` may be moved from. Views in it (records) are valid until the responder was called.
// Thread: the broker's loop.
#define PARTITURA_HANDLER(Api)                                                                               \
    void handle##Api(Broker& broker, const RequestContext& context, protocol::Api##Request& request,         \
                     Responder<protocol::Api##Request> respond)

PARTITURA_HANDLER(Produce);
PARTITURA_HANDLER(Fetch);
PARTITURA_HANDLER(ListOffsets);
PARTITURA_HANDLER(Metadata);
PARTITURA_HANDLER(OffsetCommit);
PARTITURA_HANDLER(OffsetFetch);
PARTITURA_HANDLER(FindCoordinator);
PARTITURA_HANDLER(JoinGroup);
PARTITURA_HANDLER(Heartbeat);
PARTITURA_HANDLER(LeaveGroup);
PARTITURA_HANDLER(SyncGroup);
PARTITURA_HANDLER(ApiVersions);
PARTITURA_HANDLER(CreateTopics);
PARTITURA_HANDLER(DeleteTopics);
PARTITURA_HANDLER(DeleteRecords);
PARTITURA_HANDLER(DeleteGroups);
PARTITURA_HANDLER(InitProducerId);
PARTITURA_HANDLER(OffsetForLeaderEpoch);
PARTITURA_HANDLER(DescribeConfigs);
PARTITURA_HANDLER(CreatePartitions);
PARTITURA_HANDLER(AlterConfigs);
PARTITURA_HANDLER(ElectLeaders);
PARTITURA_HANDLER(IncrementalAlterConfigs);
PARTITURA_HANDLER(AlterPartitionReassignments);
PARTITURA_HANDLER(ListPartitionReassignments);
PARTITURA_HANDLER(Vote);
PARTITURA_HANDLER(DescribeQuorum);
PARTITURA_HANDLER(BeginQuorumEpoch);
PARTITURA_HANDLER(EndQuorumEpoch);
PARTITURA_HANDLER(AlterPartition);
PARTITURA_HANDLER(Envelope);
PARTITURA_HANDLER(FetchSnapshot);
PARTITURA_HANDLER(DescribeCluster);
PARTITURA_HANDLER(BrokerRegistration);
PARTITURA_HANDLER(BrokerHeartbeat);
PARTITURA_HANDLER(UnregisterBroker);
PARTITURA_HANDLER(AllocateProducerIds);

} // namespace partitura::server
