// One replica of a partition on this broker: its role, its in-sync replicas, its high watermark.
#pragma once

#include "broker/base/event_loop.h"
#include "broker/base/topic_partition.h"
#include "broker/base/uuid.h"
#include "broker/log/partition_log.h"
#include "broker/replication/follower_state.h"
#include "broker/replication/isr_proposal.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace partitura::replication {

/// What the metadata log says of a partition (PartitionRegistration).
struct PartitionState {
    BrokerId leader; ///< BrokerId() while there is none
    LeaderEpoch leaderEpoch;
    std::int32_t partitionEpoch = 0; ///< rises with every change of this state
    std::vector<BrokerId> replicas;  ///< while it is reassigned: those of before and those to come
    std::vector<BrokerId> isr;
    std::vector<BrokerId> addingReplicas{};   ///< of replicas, those a reassignment brings
    std::vector<BrokerId> removingReplicas{}; ///< of replicas, those a reassignment takes away
    /// Not in the ISR, but with all that was acknowledged: it left when fewer than min.insync.replicas
    /// remained, and since then nothing more counted as replicated (eligible leader replicas, KIP-966).
    std::vector<BrokerId> elr{};
    /// Who led last, where nobody leads (KIP-966).
    std::vector<BrokerId> lastKnownElr{};
    LeaderRecoveryState leaderRecoveryState = LeaderRecoveryState::recovered;

    bool operator==(const PartitionState&) const = default;
};

struct ReplicationConfig {
    BrokerId self;
    Duration replicaLagTimeMax = std::chrono::seconds(30);     ///< replica.lag.time.max.ms
    int fetchers = 1;                                          ///< num.replica.fetchers, to each leader
    Duration fetchBackoff = std::chrono::milliseconds(100);    ///< replica.fetch.backoff.ms
    Duration fetchWaitMax = std::chrono::milliseconds(500);    ///< replica.fetch.wait.max.ms
    std::int32_t fetchMaxBytes = 1 << 20;                      ///< replica.fetch.max.bytes, of one partition
    std::int32_t fetchResponseMaxBytes = 10 << 20;             ///< replica.fetch.response.max.bytes
    Duration retentionCheckInterval = std::chrono::minutes(5); ///< log.retention.check.interval.ms
    /// replica.high.watermark.checkpoint.interval.ms
    Duration checkpointInterval = std::chrono::seconds(5);
};

/// Up to where a read may go.
enum class ReadLimit {
    logEnd,        ///< a follower's fetch
    highWatermark, ///< a consumer's, read_uncommitted
    lastStable,    ///< a consumer's, read_committed
};

class Partition;

/// Something that waits for a partition to change: a delayed fetch, a delayed acknowledgement.
class PartitionWatcher {
public:
    virtual ~PartitionWatcher() = default;
    /// The log end, the high watermark, the leadership or the log itself changed. Returns false when there
    /// is nothing more to wait for; the partition then forgets this watcher.
    virtual bool partitionChanged(Partition& partition) = 0;
};

/// One replica. Owned by the ReplicaSet of its broker. Thread: the broker's loop.
///
/// As leader it appends, answers followers and keeps the high watermark: the smallest log end among the
/// in-sync replicas, which never falls (KIP-101's rules for epochs apply to truncation only).
class Partition {
public:
    /// What a partition asks of the broker around it.
    struct Surroundings {
        /// Asks the controller for another ISR (AlterPartition, KIP-497), until there is an answer for
        /// isrAnswered() that is no reason to ask again. Never answers inside the call.
        std::function<void(Partition&, const IsrProposal&)> proposeIsr;
        /// What the metadata say of a broker now; nullopt when it is not registered.
        std::function<std::optional<BrokerStanding>(BrokerId)> standingOf;
        /// A follower's log lost what came at `to` and after, up to `from`, since the leader does not have
        /// it.
        std::function<void(Partition&, Offset from, Offset to)> truncated;
        /// Makes the log durable, soon; logFlushed() tells when.
        std::function<void(Partition&)> requestFlush;
        /// The disk failed under the log.
        std::function<void(const Error&)> storageFailed;
    };

    /// `surroundings` outlive the partition.
    Partition(TopicPartition name, Uuid topicId, log::PartitionLog& log, Offset highWatermark,
              const ReplicationConfig& config, const Clock& clock, const Surroundings& surroundings);

    [[nodiscard]] const TopicPartition& name() const { return m_name; }
    [[nodiscard]] const Uuid& topicId() const { return m_topicId; }
    [[nodiscard]] const PartitionState& state() const { return m_state; }
    [[nodiscard]] bool isLeader() const { return m_state.leader == m_config.self; }
    [[nodiscard]] log::PartitionLog& log() { return m_log; }
    [[nodiscard]] const log::PartitionLog& log() const { return m_log; }

    [[nodiscard]] Offset logStart() const { return m_log.startOffset(); }
    [[nodiscard]] Offset logEnd() const { return m_log.endOffset(); }
    [[nodiscard]] Offset highWatermark() const { return m_highWatermark; }
    /// As leader: whether the high watermark has not yet come to where this leader's epoch began, so that it
    /// may be below one that clients have seen (KIP-207).
    [[nodiscard]] bool highWatermarkLags() const { return m_highWatermark < m_leaderEpochStart; }
    /// Up to where records count as written here: the log end, or with flush.messages=1 what is durable of
    /// it.
    [[nodiscard]] Offset writtenEnd() const;
    /// The log's directory failed: nothing is read or written until it is back.
    [[nodiscard]] bool isOffline() const { return m_isOffline; }
    /// First offset that an open transaction holds back, or the high watermark (KIP-98).
    [[nodiscard]] Offset lastStable();
    [[nodiscard]] Offset limitOf(ReadLimit limit);

    /// The topic's min.insync.replicas: with fewer in sync nothing more counts as committed (KIP-966), so
    /// that who leaves the ISR then still has all that is. Takes effect with apply().
    void setMinInsyncReplicas(int count) { m_minInsyncReplicas = count; }
    /// Whether its replication is held to the broker's rate for leaders, and for followers (KIP-73).
    void setThrottled(bool asLeader, bool asFollower) {
        m_isThrottledAsLeader = asLeader;
        m_isThrottledAsFollower = asFollower;
    }
    [[nodiscard]] bool isThrottledAsLeader() const { return m_isThrottledAsLeader; }
    [[nodiscard]] bool isThrottledAsFollower() const { return m_isThrottledAsFollower; }
    /// Takes what the metadata log now says; an older partition epoch is ignored.
    void apply(const PartitionState& state);
    /// The replica is going away: wakes all watchers.
    void retire();
    /// The log's directory failed, or is back and the log was opened anew: wakes all watchers.
    void setOffline(bool isOffline);
    /// More of the log is durable.
    void logFlushed();
    /// Asks for a flush if flush.ms have passed since the last one and there is something to flush.
    void flushIfDue();

    /// NONE, or why a request that names this leader epoch (-1: any) cannot be served here: FENCED_ or
    /// UNKNOWN_LEADER_EPOCH (KIP-320), NOT_LEADER_OR_FOLLOWER, KAFKA_STORAGE_ERROR.
    [[nodiscard]] ErrorCode checkLeader(LeaderEpoch currentLeaderEpoch) const;
    /// The same for what followers may serve too, as consumers' fetches (KIP-392).
    [[nodiscard]] ErrorCode checkReplica(LeaderEpoch currentLeaderEpoch) const;

    // ---- as leader ----

    /// Appends and wakes who waits. Errors: NOT_ENOUGH_REPLICAS when `requiredIsr` is above the ISR's size
    /// (0 asks for none), and the log's own. `records` is patched in place.
    /// `recordErrors`, if given, gets the records refused one by one.
    Result<log::AppendInfo> appendAsLeader(MutableByteView records, log::AppendOrigin origin, int requiredIsr,
                                           std::vector<record::RecordError>* recordErrors = nullptr);
    /// NONE if a follower may fetch, as far as `brokerEpoch` (-1: not said, as before KIP-903) and the
    /// assignment go: NOT_LEADER_OR_FOLLOWER to an earlier life of a broker than the one registered; to who
    /// holds no replica UNKNOWN_LEADER_EPOCH if it named the present epoch, else NOT_LEADER_OR_FOLLOWER
    /// (Partition.followerReplicaOrThrow).
    [[nodiscard]] ErrorCode checkFollower(BrokerId follower, std::int64_t brokerEpoch, bool namedEpoch) const;
    /// A follower that may fetch asks for what comes at `logEnd`, which so far it holds from `logStart` on
    /// (KIP-392's replica state).
    void followerFetched(BrokerId follower, std::int64_t brokerEpoch, Offset logStart, Offset logEnd);
    /// Deletes the records before `offset`, -1 being the high watermark, as far as it goes here: followers
    /// hear of the new log start when they fetch. The offset meant; below the log start nothing happens.
    /// Errors: those of checkLeader; POLICY_VIOLATION where cleanup.policy has no `delete`;
    /// OFFSET_OUT_OF_RANGE for other negative offsets and above the high watermark
    /// (Partition.deleteRecordsOnLeader).
    Result<Offset> deleteRecordsBefore(Offset offset);
    /// The smallest log start among the replicas on brokers that live; -1 while one of them was not heard of
    /// (Partition.lowWatermarkIfLeader).
    [[nodiscard]] Offset lowWatermark(const std::function<bool(BrokerId)>& isAlive) const;
    /// Proposes to drop from the ISR who has not caught up for replica.lag.time.max.ms.
    void shrinkIsr();
    /// The controller answered a proposal (Partition.handleAlterPartitionUpdate and -Error). Whether to ask
    /// the same again: for errors that say nothing of the proposal.
    [[nodiscard]] bool isrAnswered(std::uint64_t number, const IsrAnswer& answer);
    /// Whether that proposal still waits for its answer, and not for metadata that overtook it.
    [[nodiscard]] bool awaitsIsrAnswer(std::uint64_t number) const {
        return m_proposal && m_proposal->number == number;
    }
    [[nodiscard]] bool awaitsIsrAnswer() const { return m_proposal.has_value(); }
    /// What is known of the followers, by id.
    [[nodiscard]] const std::map<BrokerId, FollowerState>& followers() const { return m_followers; }

    // ---- as follower ----

    Result<log::AppendInfo> appendAsFollower(ByteView records);
    /// The leader's high watermark and log start came with a fetch.
    void leaderReported(Offset highWatermark, Offset logStart);
    /// Records up to the leader's high watermark, as the last fetch told it, that are not here yet; nullopt
    /// for a leader and before the first fetch from this one (FetcherLagStats).
    [[nodiscard]] std::optional<std::int64_t> fetchLag() const;
    Result<void> truncateTo(Offset offset);
    Result<void> restartAt(Offset offset);

    /// Lets go of what retention no longer keeps, and of producers long silent.
    void applyRetention();

    /// Whole batches from the one that holds `from`, all below the limit.
    Result<log::ReadResult> read(Offset from, std::size_t maxBytes, ReadLimit limit, bool minOneBatch);

    void watch(std::weak_ptr<PartitionWatcher> watcher);

    /// Counts bytes that went to consumers.
    void consumed(std::size_t bytes) { m_consumedBytes += bytes; }
    /// Records and bytes producers appended here as leader.
    [[nodiscard]] std::uint64_t producedBytes() const { return m_producedBytes; }
    [[nodiscard]] std::uint64_t producedRecords() const { return m_producedRecords; }
    [[nodiscard]] std::uint64_t consumedBytes() const { return m_consumedBytes; }
    /// How many replicas must be in sync for a write with acks=all: min.insync.replicas, or all replicas
    /// where there are fewer (Partition.effectiveMinIsr).
    [[nodiscard]] int neededInSync() const {
        return std::min(m_minInsyncReplicas, static_cast<int>(m_state.replicas.size()));
    }
    [[nodiscard]] std::size_t inSyncCount() const { return m_state.isr.size(); }

private:
    void leaderEpochBegins(bool isNewLeader);
    void followAssignment();
    void advanceHighWatermark();
    [[nodiscard]] bool mayJoinIsr(BrokerId id, const FollowerState& follower) const;
    void maybeExpandIsr(BrokerId follower);
    void propose(const std::vector<BrokerId>& isr);
    void notifyWatchers();
    /// What the log answered; tells the surroundings when the disk failed.
    template <typename T>
    Result<T> checked(Result<T> answer) {
        if (!answer && answer.code() == ErrorCode::KAFKA_STORAGE_ERROR)
            m_surroundings.storageFailed(answer.error());
        return answer;
    }

    TopicPartition m_name;
    Uuid m_topicId;
    log::PartitionLog& m_log;
    const ReplicationConfig& m_config;
    const Clock& m_clock;
    const Surroundings& m_surroundings;

    PartitionState m_state;
    int m_minInsyncReplicas = 1;
    bool m_isThrottledAsLeader = false;
    bool m_isThrottledAsFollower = false;
    bool m_isOffline = false;
    bool m_isRetired = false;
    Offset m_highWatermark;
    Offset m_leaderEpochStart;
    std::optional<Offset> m_leadersHighWatermark; ///< as follower, once the leader told
    std::map<BrokerId, FollowerState> m_followers;
    /// Not yet answered, or answered that newer metadata are on their way; the high watermark waits for its
    /// members too (KIP-497's maximal ISR).
    std::optional<IsrProposal> m_proposal;
    std::uint64_t m_proposals = 0; ///< ever made
    std::vector<std::weak_ptr<PartitionWatcher>> m_watchers;
    int m_notifying = 0; ///< depth of notifyWatchers

    std::uint64_t m_producedBytes = 0;
    std::uint64_t m_producedRecords = 0;
    std::uint64_t m_consumedBytes = 0;
};

} // namespace partitura::replication
