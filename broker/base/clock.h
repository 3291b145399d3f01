// The seam for time.
#pragma once

#include <chrono>
#include <cstdint>

namespace partitura {

using Duration = std::chrono::nanoseconds;
/// A point on the monotonic clock; its zero has no meaning.
using Instant = std::chrono::time_point<std::chrono::steady_clock, Duration>;
/// A record or commit timestamp: milliseconds since the Unix epoch, as Kafka writes it; -1 is none.
using TimestampMs = std::int64_t;

inline constexpr TimestampMs noTimestamp = -1;

/// Tells the time. Thread: any.
class Clock {
public:
    virtual ~Clock() = default;

    /// For intervals: never goes back.
    [[nodiscard]] virtual Instant now() const = 0;
    /// For timestamps people and records see: milliseconds since the Unix epoch; may jump.
    [[nodiscard]] virtual TimestampMs wallTimeMs() const = 0;
};

} // namespace partitura
