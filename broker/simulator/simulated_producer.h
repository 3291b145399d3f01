// A producer in virtual time.
#pragma once

#include "broker/base/random.h"
#include "broker/protocol/messages/produce.h"
#include "broker/simulator/client_connections.h"
#include "broker/simulator/history.h"

#include <optional>

namespace partitura::simulator {

struct ProducerConfig {
    int client = 0; ///< its number among the clients
    std::string topic;
    std::int16_t acks = -1; ///< 1 or -1
    bool isIdempotent = true;
    int recordsPerBatch = 10; ///< at most
    std::size_t valueBytes = 100;
    Duration interval = std::chrono::milliseconds(50);   ///< between batches, on average
    Duration deliveryTimeout = std::chrono::seconds(30); ///< delivery.timeout.ms
};

/// Sends numbered records, one batch at a time, to partitions drawn at random, and tries again with the same
/// sequence while an error is retriable and there is time (as Kafka's Sender with one request in flight). No
/// two records of a simulation have one value: client * 2^32 + count. Thread: its loop, and between tasks.
class SimulatedProducer {
public:
    SimulatedProducer(ProducerConfig config, std::unique_ptr<ClientConnections> connections, Random& random,
                      History& history);

    void start();
    /// Sends nothing new; what is pending goes on.
    void finish() { m_isFinishing = true; }
    [[nodiscard]] bool isIdle() const { return m_isFinishing && !m_batch; }
    [[nodiscard]] ClientConnections& connections() { return *m_connections; }
    /// Records acknowledged.
    [[nodiscard]] std::uint64_t acknowledged() const { return m_acknowledged; }

private:
    struct Batch {
        std::uint64_t operation = 0;
        TopicPartition partition;
        Bytes bytes;
        std::int32_t count = 0;
        Instant deadline{};
        bool mayBeAppended = false; ///< by an attempt whose answer did not say
    };

    void sendNext();
    void compose();
    void attempt();
    void answered(const Result<protocol::ProduceResponse>& answer);
    void tryAgain();
    void end(Operation::Outcome outcome, ErrorCode error);
    void beginIdentity();

    const ProducerConfig m_config;
    const std::unique_ptr<ClientConnections> m_connections;
    Random& m_random;
    History& m_history;
    std::optional<Batch> m_batch;
    bool m_isFinishing = false;
    bool m_needsIdentity;
    ProducerId m_id;
    ProducerEpoch m_epoch;
    std::map<PartitionIndex, std::int32_t> m_sequences; ///< the next, by partition
    std::int64_t m_nextValue;
    std::uint64_t m_acknowledged = 0;
};

/// The value a record's bytes begin with; -1 if they are too few.
[[nodiscard]] std::int64_t valueOf(ByteView bytes);

} // namespace partitura::simulator
