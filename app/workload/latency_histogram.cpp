#include "app/workload/latency_histogram.h"

#include <algorithm>
#include <bit>

namespace partitura::app {
namespace {

// Values below eight have a bucket each; above, three bits after the leading one choose among eight.
std::size_t bucketOf(std::uint64_t value) {
    if (value < LatencyHistogram::perDoubling)
        return value;
    const auto doublings = std::size_t(std::bit_width(value)) - 4; // of 8
    const auto within = (value >> doublings) - LatencyHistogram::perDoubling;
    return std::min(LatencyHistogram::buckets - 1,
                    (doublings + 1) * LatencyHistogram::perDoubling + std::size_t(within));
}

/// The largest value that falls into it.
std::uint64_t upperEnd(std::size_t bucket) {
    if (bucket < LatencyHistogram::perDoubling)
        return bucket;
    const auto doublings = bucket / LatencyHistogram::perDoubling - 1;
    const auto within = bucket % LatencyHistogram::perDoubling;
    return ((LatencyHistogram::perDoubling + within + 1) << doublings) - 1;
}

} // namespace

void LatencyHistogram::add(std::chrono::microseconds time) {
    m_counts[bucketOf(std::uint64_t(std::max<std::int64_t>(0, time.count())))].fetch_add(
        1, std::memory_order_relaxed);
}

LatencyHistogram::Counts LatencyHistogram::counts() const {
    Counts counts;
    for (std::size_t i = 0; i < buckets; ++i)
        counts[i] = m_counts[i].load(std::memory_order_relaxed);
    return counts;
}

std::optional<Latency> LatencyHistogram::between(const Counts& earlier, const Counts& later) {
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < buckets; ++i)
        total += later[i] - earlier[i];
    if (total == 0)
        return std::nullopt;
    const auto at = [&](std::uint64_t percent) {
        const auto wanted = (total * percent + 99) / 100;
        std::uint64_t seen = 0;
        std::size_t bucket = 0;
        for (; bucket + 1 < buckets; ++bucket)
            if ((seen += later[bucket] - earlier[bucket]) >= wanted)
                break;
        return std::chrono::microseconds(upperEnd(bucket));
    };
    return Latency{at(50), at(95), at(99)};
}

} // namespace partitura::app
