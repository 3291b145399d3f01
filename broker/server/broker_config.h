// How one broker is set up.
#pragma once

#include "broker/base/config_definition.h"
#include "broker/controller/controller.h"
#include "broker/groups/group_config.h"
#include "broker/log/log_cleaner.h"
#include "broker/net/transport.h"
#include "broker/raft/raft_node.h"
#include "broker/replication/partition.h"
#include "broker/server/metadata_log.h"

#include <map>
#include <string>
#include <vector>

namespace partitura::server {

/// Settings of one broker; Kafka's names in the comments. A value type.
struct BrokerConfig {
    BrokerId id;                          ///< node.id
    net::Endpoint advertised;             ///< advertised.listeners: where clients and brokers reach it
    std::vector<std::string> listenHosts; ///< listeners: the first must work, the others may be missing
    std::string directory;                ///< log.dirs
    /// broker.rack: where the broker stands; empty: not said. With racks, replicas are spread over them, and
    /// consumers that name theirs are sent to a replica in it (RackAwareReplicaSelector, KIP-392).
    std::string rack;
    std::string clusterId;
    raft::RaftConfig quorum; ///< controller.quorum.*; who it is and the log are filled in
    SnapshotInterval metadataSnapshots;
    /// Created, if missing, before any client is served and may name one.
    std::vector<protocol::CreateTopicsRequest::CreatableTopic> topics;
    bool autoCreateTopics = true;                   ///< auto.create.topics.enable
    std::int32_t offsetsTopicPartitions = 50;       ///< offsets.topic.num.partitions
    std::int16_t offsetsTopicReplicationFactor = 3; ///< offsets.topic.replication.factor, if so many live
    std::size_t maxConnections = 2000;              ///< max.connections
    Duration heartbeatInterval = std::chrono::seconds(2);   ///< broker.heartbeat.interval.ms
    Duration requestTimeout = std::chrono::seconds(30);     ///< request.timeout.ms
    Duration connectionsMaxIdle = std::chrono::minutes(10); ///< connections.max.idle.ms
    std::int32_t fetchMaxBytes = 55 << 20;                  ///< fetch.max.bytes
    replication::ReplicationConfig replication;
    log::LogCleanerConfig cleaner;
    controller::ControllerConfig controller;
    groups::GroupConfig groups;
};

/// Which of the nodes 1 to `brokers` vote in the quorum: the first three, or one where there are fewer, since
/// a quorum of two stops with either.
std::vector<BrokerId> votersOf(int brokers);
/// Every broker key served by DescribeConfigs, sorted by name.
std::span<const ConfigDefinition> brokerConfigDefinitions();
/// What `config` sets otherwise than the defaults, as text by key (STATIC_BROKER_CONFIG).
std::map<std::string, std::string> staticBrokerConfigs(const BrokerConfig& config);

} // namespace partitura::server
