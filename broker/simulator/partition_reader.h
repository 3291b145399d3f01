// Reads partitions from their leaders, on behalf of a consumer.
#pragma once

#include "broker/protocol/messages/fetch.h"
#include "broker/simulator/client_connections.h"
#include "broker/simulator/history.h"

#include <set>

namespace partitura::simulator {

/// The fetching half of a consumer: positions, one fetch a leader in flight, new metadata after errors
/// (Kafka's Fetcher, auto.offset.reset=earliest). What it reads goes into the history. Owned by its consumer.
/// Thread: its loop, and between tasks.
class PartitionReader {
public:
    /// `connections` and `history` outlive it.
    PartitionReader(int client, ClientConnections& connections, History& history);

    /// Reads from these partitions on from these positions, and from no others.
    void assign(const std::map<TopicPartition, Offset>& positions);
    /// Offset of the next record to read, by partition.
    [[nodiscard]] const std::map<TopicPartition, Offset>& positions() const { return m_positions; }
    /// The high watermark that the last answer told of a partition; -1 before the first.
    [[nodiscard]] Offset highWatermark(const TopicPartition& partition) const;
    /// Records read.
    [[nodiscard]] std::uint64_t polled() const { return m_polled; }

private:
    void fetchAll();
    void fetch(BrokerId leader);
    void answered(BrokerId leader, std::uint64_t assignment, Instant asked,
                  const Result<protocol::FetchResponse>& answer);
    /// False if the metadata seems old.
    bool take(const TopicPartition& partition, const protocol::FetchResponse::PartitionData& data,
              Instant asked);
    /// Where the records end that could be read.
    Offset poll(const TopicPartition& partition, Offset position, ByteView batches, Instant asked);
    void refresh();

    const int m_client;
    ClientConnections& m_connections;
    History& m_history;
    std::map<TopicPartition, Offset> m_positions;
    std::map<TopicPartition, Offset> m_highWatermarks;
    std::set<BrokerId> m_inFlight;
    bool m_refreshing = false;
    std::uint64_t m_assignment = 0; ///< rises with each, so that late answers are known
    std::uint64_t m_session = 0;    ///< see Operation::session
    std::uint64_t m_polled = 0;
};

} // namespace partitura::simulator
