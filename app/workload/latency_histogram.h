// How long records took, counted in buckets that many threads may fill.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

namespace partitura::app {

/// Half of the records took at most p50, and so on; each is at most an eighth too large.
struct Latency {
    std::chrono::microseconds p50{0}, p95{0}, p99{0};
};

/// Eight buckets for each doubling of the time, from a microsecond to over an hour. Thread: any.
class LatencyHistogram {
public:
    static constexpr std::size_t perDoubling = 8, buckets = 30 * perDoubling;
    using Counts = std::array<std::uint64_t, buckets>;

    void add(std::chrono::microseconds time);
    /// Everything counted so far.
    [[nodiscard]] Counts counts() const;

    /// Of what was counted between two looks; nullopt if that is nothing.
    [[nodiscard]] static std::optional<Latency> between(const Counts& earlier, const Counts& later);

private:
    std::array<std::atomic<std::uint64_t>, buckets> m_counts{};
};

} // namespace partitura::app
