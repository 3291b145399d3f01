// Copies partitions from one leader.
#pragma once

#include "broker/net/rpc_channel.h"
#include "broker/protocol/messages/fetch.h"
#include "broker/replication/partition.h"

#include <map>

namespace partitura::replication {

/// Follows the partitions that one other broker leads, by Fetch as any replica does: one request at a time
/// for all of them, which the leader holds until there is something. A divergence the leader reports
/// (KIP-595's divergingEpoch) truncates; errors wait a moment for the metadata to explain them.
/// Owned by the ReplicaSet. Thread: the broker's loop.
class ReplicaFetcher {
public:
    ReplicaFetcher(const ReplicationConfig& config, EventLoop& loop, net::RpcChannel& channel,
                   BrokerId leader);
    ~ReplicaFetcher();

    void add(Partition& partition);
    void remove(Partition& partition);
    [[nodiscard]] bool empty() const { return m_partitions.empty(); }
    /// More of a log is durable: the next request may say that this replica holds it.
    void logFlushed();

private:
    void fetchSoon(Duration delay);
    void fetch();
    [[nodiscard]] bool awaitsFlush() const;
    void received(const Result<protocol::FetchResponse>& answer);
    /// Returns false when the partition needs a pause before it is asked for again.
    bool take(Partition& partition, const protocol::FetchResponse::PartitionData& data);

    const ReplicationConfig& m_config;
    EventLoop& m_loop;
    net::RpcChannel& m_channel;
    const BrokerId m_leader;
    std::map<std::pair<Uuid, PartitionIndex>, Partition*> m_partitions;
    EventLoop::TimerId m_timer = 0;
    bool m_inFlight = false;
    /// Counts what was asked; an answer to anything but the last is not for us.
    std::uint64_t m_asked = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace partitura::replication
