// All replicas on one broker.
#pragma once

#include "broker/log/log_flusher.h"
#include "broker/net/rpc_channel.h"
#include "broker/replication/partition.h"
#include "broker/replication/replica_fetcher.h"
#include "broker/replication/replication_quota.h"

#include <map>
#include <optional>
#include <unordered_map>

namespace partitura::replication {

/// What the metadata log says of one topic, as far as this broker holds replicas of it.
struct TopicAssignment {
    std::string name;
    Uuid id;
    log::LogConfig config;
    int minInsyncReplicas = 1;              ///< min.insync.replicas
    std::string leaderThrottled;            ///< leader.replication.throttled.replicas
    std::string followerThrottled;          ///< follower.replication.throttled.replicas
    std::vector<PartitionState> partitions; ///< by index
};

/// The broker's replicas and their fetchers. Owned by the broker. Thread: its loop.
class ReplicaSet {
public:
    /// The channel of one fetcher, 0 to ReplicationConfig::fetchers - 1, to another broker; nullptr while its
    /// address is not known. Stable for a broker's life.
    using ChannelTo = std::function<net::RpcChannel*(BrokerId, int fetcher)>;
    struct Callbacks {
        /// See Partition::Surroundings.
        std::function<void(Partition&, const IsrProposal&)> proposeIsr;
        std::function<std::optional<BrokerStanding>(BrokerId)> standingOf;
        std::function<void(Partition&, Offset from, Offset to)> truncated;
        /// Of this broker, as registered.
        std::function<std::int64_t()> brokerEpoch;
        /// A partition of this broker began or ceased to be led here (after its state was applied).
        std::function<void(Partition&, bool leads)> leadershipChanged;
        /// The disk failed, and with it all replicas are offline; nullopt: it is back. The metadata should
        /// then be applied anew, for what could not be made meanwhile.
        std::function<void(const std::optional<Error>&)> storageChanged;
    };

    /// `background` runs what would hold the broker's loop: syncing files.
    ReplicaSet(ReplicationConfig config, EventLoop& loop, EventLoop& background, log::LogDirectory& logs,
               ChannelTo channelTo, Callbacks callbacks);
    ~ReplicaSet();

    /// Begins the periodic work: ISR checks, high-watermark checkpoints, retention.
    void start();
    /// Ends fetching and periodic work, wakes all watchers, writes the checkpoint.
    void stop();

    /// Makes replicas and roles match the metadata. Errors of single logs are logged, the rest goes on.
    void applyTopic(const TopicAssignment& topic);
    void removeTopic(const std::string& name);
    /// Deletes logs of topics the metadata no longer has, left from before a restart.
    void removeStray(const std::function<bool(const TopicPartition&, const Uuid&)>& known);

    /// What replication of throttled partitions takes: as leader what followers out of sync get, as follower
    /// what comes from leaders.
    [[nodiscard]] ReplicationQuota& leaderQuota() { return m_leaderQuota; }
    [[nodiscard]] ReplicationQuota& followerQuota() { return m_followerQuota; }

    /// Makes the log starts outlive a crash before it returns. Errors: KAFKA_STORAGE_ERROR; the log directory
    /// is then offline.
    Result<void> checkpointLogStarts();
    /// The disk failed: soon, not inside this call, the log directory goes offline until it works again.
    void storageFailed(const Error& error);
    /// Why the log directory is offline; nullopt when it is not.
    [[nodiscard]] const std::optional<Error>& storageFailure() const { return m_storageFailure; }

    [[nodiscard]] Partition* find(const TopicPartition& name);
    [[nodiscard]] Partition* find(const Uuid& topicId, PartitionIndex index);
    [[nodiscard]] const std::map<TopicPartition, std::unique_ptr<Partition>>& partitions() const {
        return m_partitions;
    }
    /// By the broker they copy from, and which of its fetchers each is.
    using Fetchers = std::map<std::pair<BrokerId, int>, std::unique_ptr<ReplicaFetcher>>;
    [[nodiscard]] const Fetchers& fetchers() const { return m_fetchers; }
    /// Which fetcher of its leader's copies a partition (AbstractFetcherManager.getFetcherId).
    [[nodiscard]] int fetcherOf(const TopicPartition& name) const;

private:
    struct Index {
        Uuid topicId;
        PartitionIndex partition;
        bool operator==(const Index&) const = default;
    };
    struct IndexHash {
        std::size_t operator()(const Index& i) const noexcept {
            return std::hash<Uuid>{}(i.topicId) * 31 + static_cast<std::size_t>(i.partition.value());
        }
    };

    Partition* ensure(const TopicPartition& name, const Uuid& topicId, const log::LogConfig& config);
    void remove(const TopicPartition& name);
    void follow(Partition& partition);
    void unfollow(Partition& partition);
    void checkpoint();
    void removeDoomed();
    void scheduleIsrChecks();
    void scheduleCheckpoints();
    void scheduleRetention();
    void scheduleFlushes();
    void cancelTimers();
    void flushed(const TopicPartition& name);
    void goOffline(const Error& error);
    void tryStorageAgain();
    void comeBack();

    const ReplicationConfig m_config;
    EventLoop& m_loop;
    EventLoop& m_background;
    log::LogDirectory& m_logs;
    ChannelTo m_channelTo;
    ReplicationQuota m_leaderQuota;
    ReplicationQuota m_followerQuota;
    Callbacks m_callbacks;
    Partition::Surroundings m_surroundings;
    std::unique_ptr<log::LogFlusher> m_flusher;
    std::optional<Error> m_storageFailure;
    std::map<TopicPartition, std::unique_ptr<Partition>> m_partitions;
    std::unordered_map<Index, Partition*, IndexHash> m_byId;
    Fetchers m_fetchers;
    EventLoop::TimerId m_isrTimer = 0;
    EventLoop::TimerId m_checkpointTimer = 0;
    EventLoop::TimerId m_retentionTimer = 0;
    EventLoop::TimerId m_flushTimer = 0;
    EventLoop::TimerId m_storageTimer = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace partitura::replication
