// Holds replication of chosen partitions to a rate.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/strong.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <string_view>

namespace partitura::replication {

/// What a broker's replication of throttled partitions takes in one direction, against a limit (KIP-73,
/// Kafka's ReplicationQuotaManager and SimpleRate). It does not refuse anything itself: what is under way is
/// counted, and who asks isExceeded() before the next waits. Owned by the ReplicaSet. Thread: the broker's
/// loop.
class ReplicationQuota {
public:
    static constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max();

    explicit ReplicationQuota(const Clock& clock)
        : m_clock(clock) {}

    /// Bytes a second; `unlimited` for no limit.
    void setLimit(std::int64_t bytesPerSecond) { m_limit = bytesPerSecond; }
    [[nodiscard]] std::int64_t limit() const { return m_limit; }
    void record(std::size_t bytes);
    /// Bytes a second over the last 11 seconds, or since the first of them that saw any, but over one second
    /// at least.
    [[nodiscard]] double rate() const;
    [[nodiscard]] bool isExceeded() const { return m_limit != unlimited && rate() > double(m_limit); }

private:
    /// A second of traffic.
    struct Sample {
        Instant begin;
        std::uint64_t bytes = 0;
    };

    const Clock& m_clock;
    std::int64_t m_limit = unlimited;
    std::deque<Sample> m_samples; ///< oldest first
};

/// Whether leader. or follower.replication.throttled.replicas names a replica: `*`, or a list of
/// PARTITION:BROKER.
[[nodiscard]] bool namesReplica(std::string_view throttledReplicas, PartitionIndex partition,
                                BrokerId broker);

} // namespace partitura::replication
