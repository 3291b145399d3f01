// All replicas on one broker.
#pragma once

#include "broker/log/log_directory.h"
#include "broker/net/rpc_channel.h"
#include "broker/replication/partition.h"
#include "broker/replication/replica_fetcher.h"

#include <map>
#include <unordered_map>

namespace partitura::replication {

/// What the metadata log says of one topic, as far as this broker holds replicas of it.
struct TopicAssignment {
    std::string name;
    Uuid id;
    log::LogConfig config;
    std::vector<PartitionState> partitions; ///< by index
};

/// The broker's replicas and their fetchers. Owned by the broker. Thread: its loop.
class ReplicaSet {
public:
    /// The channel to another broker; nullptr while its address is not known. Stable for a broker's life.
    using ChannelTo = std::function<net::RpcChannel*(BrokerId)>;
    /// A partition of this broker began or ceased to be led here (after its state was applied).
    using LeadershipChanged = std::function<void(Partition&, bool leads)>;

    ReplicaSet(ReplicationConfig config, EventLoop& loop, log::LogDirectory& logs, ChannelTo channelTo,
               Partition::ProposeIsr proposeIsr, LeadershipChanged leadershipChanged);
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

    [[nodiscard]] Partition* find(const TopicPartition& name);
    [[nodiscard]] Partition* find(const Uuid& topicId, PartitionIndex index);
    [[nodiscard]] const std::map<TopicPartition, std::unique_ptr<Partition>>& partitions() const {
        return m_partitions;
    }

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
    void scheduleWork();
    void scheduleRetention();

    const ReplicationConfig m_config;
    EventLoop& m_loop;
    log::LogDirectory& m_logs;
    ChannelTo m_channelTo;
    Partition::ProposeIsr m_proposeIsr;
    LeadershipChanged m_leadershipChanged;
    std::map<TopicPartition, std::unique_ptr<Partition>> m_partitions;
    std::unordered_map<Index, Partition*, IndexHash> m_byId;
    std::map<BrokerId, std::unique_ptr<ReplicaFetcher>> m_fetchers;
    EventLoop::TimerId m_timer = 0;
    EventLoop::TimerId m_retentionTimer = 0;
};

} // namespace partitura::replication
