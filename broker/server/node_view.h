// What one broker shows of itself, for the cluster's snapshot.
#pragma once

#include "broker/log/log_cleaner.h"
#include "broker/net/transport.h"
#include "broker/observe/snapshot.h"
#include "broker/replication/partition.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace partitura::server {

/// A topic as the metadata says. Thread: a value type; published immutable.
struct TopicView {
    std::string name;
    Uuid id;
    bool isInternal = false;
    std::map<std::string, std::string> configs;
    std::vector<replication::PartitionState> partitions;
};

/// One replica as its own broker knows it.
struct ReplicaView {
    Uuid topicId;
    PartitionIndex partition;
    bool isLeader = false;
    bool isReadable = true; ///< its log directory is online
    Offset logStart, logEnd, highWatermark, lastStable;
    std::uint64_t sizeBytes = 0;
    std::uint64_t appendedBytes = 0, appendedRecords = 0;
    std::uint64_t producedBytes = 0, producedRecords = 0, consumedBytes = 0;
    std::vector<std::pair<BrokerId, TimestampMs>> followersCaughtUpMs; ///< leader only
};

struct NodeView {
    observe::BrokerSnapshot broker;
    bool isStale = false; ///< as it was last seen: the broker does not answer now
    BrokerId controller;
    std::map<BrokerId, bool> fenced;             ///< every registered broker
    std::map<BrokerId, net::Endpoint> endpoints; ///< likewise
    std::uint64_t metadataVersion = 0;
    Offset metadataOffset;                                             ///< of the metadata log, replayed to
    std::shared_ptr<const std::vector<TopicView>> topics;              ///< by name
    std::vector<ReplicaView> replicas;                                 ///< by topic name, then partition
    std::vector<std::shared_ptr<const observe::GroupSnapshot>> groups; ///< those coordinated here
};

/// What views see of a cleaner and of a recovery.
[[nodiscard]] observe::LogCleanerSnapshot snapshotOf(const log::LogCleanerStatus& status);
[[nodiscard]] observe::LogRecoverySnapshot snapshotOf(const log::RecoveryProgress& progress);

} // namespace partitura::server
