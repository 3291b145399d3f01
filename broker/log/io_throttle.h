// Keeping work below a rate.
#pragma once

#include "broker/base/clock.h"

#include <algorithm>

namespace partitura::log {

/// Says how long to wait after each piece of work so that, on average, no more than a number of bytes a
/// second is moved. Idle time is not saved up. Thread: one at a time.
class IoThrottle {
public:
    /// `bytesPerSecond`: positive; infinity never waits.
    explicit IoThrottle(double bytesPerSecond)
        : m_bytesPerSecond(bytesPerSecond) {}

    /// How long to wait from `now`, when `bytes` have just been moved.
    [[nodiscard]] Duration delayAfter(std::uint64_t bytes, Instant now) {
        const auto cost = std::chrono::duration<double>(static_cast<double>(bytes) / m_bytesPerSecond);
        m_free = std::max(m_free, now) + std::chrono::duration_cast<Duration>(cost);
        return m_free - now;
    }

    /// As much as is moved in a tenth of a second, at least 64 KiB, at most `bytesMax`: pieces small enough
    /// to be spread.
    [[nodiscard]] std::uint64_t pieceBytes(std::uint64_t bytesMax) const {
        return static_cast<std::uint64_t>(
            std::clamp(m_bytesPerSecond / 10, 65536.0, std::max(65536.0, static_cast<double>(bytesMax))));
    }

private:
    double m_bytesPerSecond;
    Instant m_free{}; ///< when what was moved so far is paid for
};

} // namespace partitura::log
