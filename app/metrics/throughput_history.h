// The recent past of one throughput question, for a chart: bounded, evenly spaced.
#pragma once

#include "app/metrics/throughput_model.h"
#include "broker/base/clock.h"

#include <cstddef>
#include <deque>

namespace partitura::app {

struct ThroughputSample {
    Instant at{};
    TimestampMs atMs = noTimestamp;
    double model = 0;
    double measured = 0;
    double goodput = 0;
};

/// Samples no closer than `step`, at most `capacity` of them, the oldest dropped first. Thread: one at a
/// time.
class ThroughputHistory {
public:
    explicit ThroughputHistory(Duration step = std::chrono::milliseconds(250), std::size_t capacity = 1200)
        : m_step(step)
        , m_capacity(capacity) {}

    /// Whether a sample at this moment would be taken.
    [[nodiscard]] bool wants(Instant at) const;
    /// Takes it if wanted. A moment before the last one (another source, a rewind) starts the history anew.
    bool add(Instant at, TimestampMs atMs, const Throughput& throughput);
    void clear() { m_samples.clear(); }
    /// Oldest first.
    [[nodiscard]] const std::deque<ThroughputSample>& samples() const { return m_samples; }

private:
    Duration m_step;
    std::size_t m_capacity;
    std::deque<ThroughputSample> m_samples;
};

} // namespace partitura::app
