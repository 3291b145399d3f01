// What one broker shows of itself, for the cluster's snapshot.
#pragma once

#include "broker/log/log_cleaner.h"
#include "broker/net/transport.h"
#include "broker/observe/snapshot.h"
#include "broker/raft/raft_node.h"
#include "broker/replication/replica_set.h"

#include <map>
#include <memory>
#include <optional>
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
    LeaderEpoch leaderEpoch;
    std::optional<std::int64_t> fetchLag; ///< Partition::fetchLag()
    bool isThrottled = false;
    std::shared_ptr<const std::vector<Offset>> segments; ///< PartitionLog::segmentBases()
};

struct NodeView {
    observe::BrokerSnapshot broker;
    bool isStale = false; ///< as it was last seen: the broker does not answer now
    BrokerId controller;
    /// As this node sees it; the others' log ends are there if it leads. nullopt until it takes part.
    std::optional<observe::QuorumSnapshot> quorum;
    std::map<BrokerId, bool> fenced;             ///< every registered broker
    std::map<BrokerId, bool> shuttingDown;       ///< likewise
    std::map<BrokerId, std::string> racks;       ///< likewise
    std::map<BrokerId, net::Endpoint> endpoints; ///< likewise
    std::uint64_t metadataVersion = 0;
    Offset metadataOffset;                                             ///< of the metadata log, replayed to
    std::shared_ptr<const std::vector<TopicView>> topics;              ///< by name
    std::vector<ReplicaView> replicas;                                 ///< by topic name, then partition
    std::vector<std::shared_ptr<const observe::GroupSnapshot>> groups; ///< those coordinated here
};

/// The quorum as one of its nodes sees it.
[[nodiscard]] observe::QuorumSnapshot snapshotOf(raft::RaftNode& quorum, Offset replayedTo);
/// What views see of a replica, and of the fetchers of a broker.
[[nodiscard]] ReplicaView viewOf(replication::Partition& partition);
[[nodiscard]] std::vector<observe::FetcherSnapshot> snapshotOf(const replication::ReplicaSet& replicas);
/// nullopt where there is no limit.
[[nodiscard]] std::optional<observe::ReplicationThrottleSnapshot>
snapshotOf(const replication::ReplicationQuota& quota);
/// What views see of a cleaner and of a recovery.
[[nodiscard]] observe::LogCleanerSnapshot snapshotOf(const log::LogCleanerStatus& status);
[[nodiscard]] observe::LogRecoverySnapshot snapshotOf(const log::RecoveryProgress& progress);

} // namespace partitura::server
