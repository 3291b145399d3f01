// Copies partitions from one leader.
#pragma once

#include "broker/net/rpc_channel.h"
#include "broker/protocol/messages/fetch.h"
#include "broker/replication/partition.h"
#include "broker/replication/replication_quota.h"

#include <list>
#include <map>

namespace partitura::replication {

/// Follows partitions that one other broker leads, by Fetch as any replica does: one request at a time for
/// all of them, which the leader holds until there is something. One that got records comes last in the next
/// request, so that none takes all the room; one with an error waits a moment for the metadata to explain
/// it, alone (AbstractFetcherThread). One that is throttled and behind is left out while the quota is
/// exceeded. A divergence the leader reports (KIP-595's divergingEpoch) truncates. Owned by the ReplicaSet.
/// Thread: the broker's loop.
class ReplicaFetcher {
public:
    /// `channel` is this fetcher's own; `brokerEpoch` gives that of this broker (KIP-903).
    ReplicaFetcher(const ReplicationConfig& config, EventLoop& loop, net::RpcChannel& channel,
                   BrokerId leader, ReplicationQuota& quota,
                   const std::function<std::int64_t()>& brokerEpoch);
    ~ReplicaFetcher();

    /// Follows it from now on; what made it wait is over.
    void add(Partition& partition);
    void remove(Partition& partition);
    [[nodiscard]] bool empty() const { return m_partitions.empty(); }
    /// More of a log is durable: the next request may say that this replica holds it.
    void logFlushed();

    /// In the order of the next request.
    [[nodiscard]] std::vector<const Partition*> partitions() const;
    /// How many wait after an error.
    [[nodiscard]] std::size_t delayedCount() const;

private:
    struct Followed {
        Partition* partition = nullptr;
        std::optional<Instant> delayedUntil;
    };
    using Key = std::pair<Uuid, PartitionIndex>;

    void fetchSoon(Duration delay);
    void fetch();
    [[nodiscard]] protocol::FetchRequest makeRequest();
    [[nodiscard]] bool awaitsFlush() const;
    [[nodiscard]] bool mustWait(const Partition& partition) const;
    void received(const Result<protocol::FetchResponse>& answer);
    /// The leader says that it has nothing where this replica ends: asks it where its log begins and ends.
    void askForRange(const Partition& partition);
    void listOffset(const Partition& partition, std::int64_t which, std::function<void(Offset)> found);
    void leaderHas(const Key& key, LeaderEpoch epoch, Offset start, Offset end);
    /// Returns false when the partition needs a pause before it is asked for again.
    bool take(Partition& partition, const protocol::FetchResponse::PartitionData& data);

    const ReplicationConfig& m_config;
    EventLoop& m_loop;
    net::RpcChannel& m_channel;
    const BrokerId m_leader;
    ReplicationQuota& m_quota;
    const std::function<std::int64_t()>& m_brokerEpoch;
    std::list<Followed> m_order;
    std::map<Key, std::list<Followed>::iterator> m_partitions;
    EventLoop::TimerId m_timer = 0;
    bool m_inFlight = false;
    /// Counts what was asked; an answer to anything but the last is not for us.
    std::uint64_t m_asked = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace partitura::replication
