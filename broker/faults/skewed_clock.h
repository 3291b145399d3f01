// A clock that can be wrong.
#pragma once

#include "broker/faults/node_faults.h"

namespace partitura::faults {

/// The clock of a node: its wall clock is wrong by what the node's faults say; intervals stay right. Thread:
/// any.
class SkewedClock final : public Clock {
public:
    /// `clock` outlives this.
    SkewedClock(const Clock& clock, std::shared_ptr<const NodeFaults> faults)
        : m_clock(clock)
        , m_faults(std::move(faults)) {}

    [[nodiscard]] Instant now() const override { return m_clock.now(); }
    [[nodiscard]] TimestampMs wallTimeMs() const override {
        return m_clock.wallTimeMs() + m_faults->clockSkewMs();
    }

private:
    const Clock& m_clock;
    const std::shared_ptr<const NodeFaults> m_faults;
};

} // namespace partitura::faults
