// What the cluster looks like at one moment: immutable values that cross from engine threads to views.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/strong.h"
#include "broker/base/uuid.h"
#include "broker/observe/fault.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace partitura::observe {

// Every struct here is a plain value. Thread: any; once published as shared_ptr<const …> none changes.
// Counters are cumulative since their broker started and never fall while it runs; rates are differences
// of two snapshots over the difference of their `takenAt`.

/// One copy of a partition on one broker.
struct ReplicaSnapshot {
    BrokerId broker;
    bool isLeader = false;
    bool inSync = false; ///< member of the ISR
    bool online = false; ///< its broker is up and its log is readable
    Offset logStart;
    Offset logEnd;
    Offset highWatermark;              ///< as this replica knows it
    std::uint64_t sizeBytes = 0;       ///< bytes its log holds
    std::uint64_t appendedBytes = 0;   ///< counter: what its log took in, from producers or its leader
    std::uint64_t appendedRecords = 0; ///< counter
    TimestampMs caughtUpMs =
        noTimestamp;         ///< when a follower last held all its leader had; leader: noTimestamp
    LeaderEpoch leaderEpoch; ///< as this replica knows it; it may not have heard of the newest
    bool inElr = false;      ///< eligible leader replica (KIP-966)
    bool isAdding = false;   ///< a reassignment brings it
    bool isRemoving = false; ///< a reassignment takes it away
    /// Its replication is held to its broker's rate: as follower what it copies, as leader what it gives to
    /// followers out of sync (KIP-73).
    bool isThrottled = false;
    /// Records up to its leader's high watermark that a follower lacks; nullopt before its first fetch.
    std::optional<std::int64_t> fetchLag;

    bool operator==(const ReplicaSnapshot&) const = default;
};

/// One partition of a topic.
struct PartitionSnapshot {
    PartitionIndex index;
    BrokerId leader; ///< BrokerId() while there is none
    LeaderEpoch leaderEpoch;
    std::vector<BrokerId> replicas; ///< the assignment, preferred leader first
    std::vector<BrokerId> isr;
    Offset logStart;
    Offset lastStable;
    Offset highWatermark;
    Offset logEnd;
    std::uint64_t producedBytes = 0;            ///< counter: bytes producers appended at the leader
    std::uint64_t producedRecords = 0;          ///< counter
    std::uint64_t consumedBytes = 0;            ///< counter: bytes consumers fetched
    std::vector<ReplicaSnapshot> replicaStates; ///< one for each of `replicas`, in that order
    std::int32_t partitionEpoch = 0;            ///< rises with every change of leader, ISR or replicas
    std::vector<BrokerId> elr;                  ///< eligible leader replicas (KIP-966)
    std::vector<BrokerId> lastKnownElr;         ///< who led last, where nobody leads
    std::vector<BrokerId> addingReplicas;       ///< of `replicas`, those a reassignment brings
    std::vector<BrokerId> removingReplicas;     ///< of `replicas`, those a reassignment takes away
    /// Base offsets of the leader's segments, rising; the same object while they are the same. nullptr while
    /// nobody leads.
    std::shared_ptr<const std::vector<Offset>> segments;

    [[nodiscard]] bool isReassigning() const { return !addingReplicas.empty() || !removingReplicas.empty(); }
    bool operator==(const PartitionSnapshot&) const = default;
};

struct TopicSnapshot {
    std::string name;
    Uuid id;
    bool isInternal = false;
    std::map<std::string, std::string> configs; ///< set on the topic; defaults are not listed
    std::vector<PartitionSnapshot> partitions;  ///< by index

    bool operator==(const TopicSnapshot&) const = default;
};

/// A client connection, as its broker sees it.
struct ConnectionSnapshot {
    std::uint64_t id = 0;
    std::string peer; ///< address:port
    std::string clientId;
    std::string clientSoftware;      ///< name and version as ApiVersions v3+ told; empty if it did not
    std::uint64_t requests = 0;      ///< counter
    std::uint64_t producedBytes = 0; ///< counter
    std::uint64_t consumedBytes = 0; ///< counter
    bool isBroker = false;           ///< another broker of the cluster

    bool operator==(const ConnectionSnapshot&) const = default;
};

enum class CleanerPhase {
    indexing, ///< notes the last offset of each key
    cleaning, ///< writes segments without what is superseded
    swapping  ///< puts them into the place of the old ones
};

/// The compaction of one log, as it goes on.
struct LogCleaningSnapshot {
    std::string topic;
    PartitionIndex partition;
    CleanerPhase phase = CleanerPhase::indexing;
    std::uint64_t bytesRead =
        0; ///< of bytesTotal, both passes together; bytesTotal gets exact with `cleaning`
    std::uint64_t bytesTotal = 0;
    double dirtyRatio = 0; ///< when the log was chosen; 0 to 1
    TimestampMs startedMs = noTimestamp;

    bool operator==(const LogCleaningSnapshot&) const = default;
};

/// A compaction that went to its end.
struct LogCompactionSnapshot {
    std::string topic;
    PartitionIndex partition;
    std::uint64_t bytesBefore = 0; ///< of the segments that were written anew
    std::uint64_t bytesAfter = 0;
    std::uint64_t recordsBefore = 0;
    std::uint64_t recordsAfter = 0;
    TimestampMs startedMs = noTimestamp;
    TimestampMs endedMs = noTimestamp;

    bool operator==(const LogCompactionSnapshot&) const = default;
};

/// A log that is no longer compacted.
struct UncleanableLogSnapshot {
    std::string topic;
    PartitionIndex partition;
    std::string reason; ///< for a person

    bool operator==(const UncleanableLogSnapshot&) const = default;
};

/// One of a broker's log cleaners.
struct LogCleanerSnapshot {
    bool isRunning = false; ///< not while the log directory is offline
    std::optional<LogCleaningSnapshot> current;
    std::optional<LogCompactionSnapshot> last;
    double dirtiestRatio = 0;       ///< of all compacted logs when it last looked; 0 to 1
    std::uint64_t runs = 0;         ///< counter: compactions that went to their end
    std::uint64_t failed = 0;       ///< counter
    std::uint64_t bytesRead = 0;    ///< counter
    std::uint64_t bytesWritten = 0; ///< counter
    std::vector<UncleanableLogSnapshot> uncleanable;

    bool operator==(const LogCleanerSnapshot&) const = default;
};

/// What is left to do of the recovery after a crash (KIP-831).
struct LogRecoverySnapshot {
    std::uint64_t logsTotal = 0;
    std::uint64_t logsRemaining = 0;
    std::uint64_t segmentsTotal = 0; ///< those from the recovery points on
    std::uint64_t segmentsRemaining = 0;
    std::uint64_t bytesTotal = 0; ///< of those segments
    std::uint64_t bytesRemaining = 0;

    bool operator==(const LogRecoverySnapshot&) const = default;
};

/// The rate that replication of throttled partitions is held to, in one direction (KIP-73).
struct ReplicationThrottleSnapshot {
    std::int64_t limit = 0;          ///< bytes a second
    std::int64_t bytesPerSecond = 0; ///< over the last seconds

    bool operator==(const ReplicationThrottleSnapshot&) const = default;
};

/// One of a broker's fetchers, which copy partitions from one leader.
struct FetcherSnapshot {
    BrokerId leader;
    int index = 0;                ///< among the fetchers from this leader
    std::uint64_t partitions = 0; ///< it follows
    std::uint64_t delayed = 0;    ///< of those, that wait after an error
    std::int64_t lagMax = 0;      ///< greatest ReplicaSnapshot::fetchLag among them, records

    bool operator==(const FetcherSnapshot&) const = default;
};

enum class BrokerState {
    starting,
    running,
    fenced, ///< it runs, but the controller does not count on it
    paused, ///< as a process that got SIGSTOP: nothing is handled
    stopping,
    stopped, ///< in order
    crashed, ///< ended without its doing
    offline, ///< registered, and not of this process
};

/// `running` and so on; stable.
std::string_view brokerStateName(BrokerState state);

struct BrokerSnapshot {
    BrokerId id;
    std::string host;
    std::uint16_t port = 0;
    std::string rack;
    BrokerState state = BrokerState::offline;
    bool isController = false;
    std::uint64_t requests = 0;                  ///< counter
    std::uint64_t receivedBytes = 0;             ///< counter: all that came in over its connections
    std::uint64_t sentBytes = 0;                 ///< counter
    std::uint64_t logBytes = 0;                  ///< bytes all its logs hold
    std::string logDirectoryError;               ///< why its log directory is offline; empty while it is not
    std::optional<LogRecoverySnapshot> recovery; ///< while it is `starting` and recovers its logs
    std::vector<LogCleanerSnapshot> cleaners;    ///< empty until it takes part in the cluster
    std::vector<ConnectionSnapshot> connections;
    bool isFenced = false;                 ///< by the controller: it may not lead or be in sync
    bool isShuttingDown = false;           ///< hands over what it leads
    std::vector<FetcherSnapshot> fetchers; ///< by leader, then index
    std::optional<ReplicationThrottleSnapshot> leaderThrottle;   ///< nullopt while no limit is set
    std::optional<ReplicationThrottleSnapshot> followerThrottle; ///< likewise

    bool operator==(const BrokerSnapshot&) const = default;
};

struct GroupMemberSnapshot {
    std::string memberId;
    std::string groupInstanceId; ///< empty: a dynamic member
    std::string clientId;
    std::string clientHost;
    std::vector<std::pair<std::string, std::vector<PartitionIndex>>> assignment; ///< by topic

    bool operator==(const GroupMemberSnapshot&) const = default;
};

struct CommittedOffsetSnapshot {
    std::string topic;
    PartitionIndex partition;
    Offset offset;
    std::string metadata;
    TimestampMs committedAtMs = noTimestamp;
    std::optional<Offset> logEnd; ///< of the partition; nullopt if it no longer exists

    /// Records not yet consumed; nullopt when the partition is gone.
    [[nodiscard]] std::optional<std::int64_t> lag() const {
        if (!logEnd)
            return std::nullopt;
        return std::max<std::int64_t>(0, *logEnd - offset);
    }
    bool operator==(const CommittedOffsetSnapshot&) const = default;
};

enum class GroupState { empty, preparingRebalance, completingRebalance, stable, dead };

struct GroupSnapshot {
    std::string id;
    GroupState state = GroupState::empty;
    std::string protocolType; ///< "consumer" for consumers
    std::string protocol;     ///< the assignor the members agreed on
    std::int32_t generation = 0;
    BrokerId coordinator;
    std::string leaderMemberId;
    std::vector<GroupMemberSnapshot> members;
    std::vector<CommittedOffsetSnapshot> offsets; ///< by topic, then partition

    bool operator==(const GroupSnapshot&) const = default;
};

/// What a node is in the quorum that keeps the metadata log (KIP-595, KIP-996).
enum class QuorumRole { unknown, observer, unattached, prospective, candidate, leader, follower, resigned };

/// One node's copy of the metadata log.
struct QuorumReplicaSnapshot {
    BrokerId id;
    QuorumRole role = QuorumRole::unknown; ///< `unknown` while it does not run in this process
    bool isVoter = false;
    Offset logEnd{-1};                     ///< as the leader knows it, else as itself; -1: unknown
    std::optional<std::int64_t> lag;       ///< records behind the leader; nullopt while either end is unknown
    Offset replayedTo{-1};                 ///< first offset its broker has not applied; -1: unknown
    TimestampMs lastFetchMs = noTimestamp; ///< leader: noTimestamp
    TimestampMs caughtUpMs = noTimestamp;  ///< when it last had all; leader: noTimestamp

    bool operator==(const QuorumReplicaSnapshot&) const = default;
};

/// The quorum as its newest member sees it.
struct QuorumSnapshot {
    BrokerId leader; ///< BrokerId() while none is known
    LeaderEpoch epoch;
    Offset highWatermark{-1};
    std::vector<QuorumReplicaSnapshot> replicas; ///< by id; voters and the observers known

    bool operator==(const QuorumSnapshot&) const = default;
};

/// The whole cluster.
struct ClusterSnapshot {
    std::uint64_t version = 0; ///< rises with every snapshot
    Instant takenAt{};
    TimestampMs takenAtMs = noTimestamp;
    std::string clusterId;
    BrokerId controller;
    std::vector<BrokerSnapshot> brokers;                      ///< by id
    std::vector<std::shared_ptr<const TopicSnapshot>> topics; ///< by name; unchanged ones are shared
    std::vector<std::shared_ptr<const GroupSnapshot>> groups; ///< by id; unchanged ones are shared
    std::vector<FaultSnapshot> faults;                        ///< that somebody has set and that last
    std::uint64_t droppedEvents = 0;                          ///< counter: events the ring had no room for
    std::shared_ptr<const QuorumSnapshot> quorum; ///< shared while unchanged; nullptr before the first node

    [[nodiscard]] const TopicSnapshot* topic(std::string_view name) const;
    [[nodiscard]] const BrokerSnapshot* broker(BrokerId id) const;
    [[nodiscard]] const GroupSnapshot* group(std::string_view id) const;
};

} // namespace partitura::observe
