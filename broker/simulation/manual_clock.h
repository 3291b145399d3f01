// A clock that stands still until it is told to move.
#pragma once

#include "broker/base/clock.h"

namespace partitura::simulation {

/// Virtual time. Thread: one at a time.
class ManualClock final : public Clock {
public:
    /// `wallMs`: milliseconds since the Unix epoch.
    explicit ManualClock(TimestampMs wallMs = 1'600'000'000'000)
        : m_wallAtStart(wallMs) {}

    [[nodiscard]] Instant now() const override { return Instant(m_elapsed); }
    [[nodiscard]] TimestampMs wallTimeMs() const override {
        return m_wallAtStart + std::chrono::duration_cast<std::chrono::milliseconds>(m_elapsed).count();
    }

    void advance(Duration by) { m_elapsed += by; }

private:
    TimestampMs m_wallAtStart;
    Duration m_elapsed{0};
};

} // namespace partitura::simulation
