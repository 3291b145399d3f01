// How many records are due.
#pragma once

#include "app/workload/workload_spec.h"
#include "broker/base/clock.h"

#include <cstdint>

namespace partitura::app {

/// Turns time that passes into records that are due: evenly, in bursts (all of a period's records in its
/// first part) or in waves (half as many again at the crest, half at the trough). The average is the rate
/// asked for. Thread: one.
class Pace {
public:
    Pace(RateShape shape, Duration period, double duty);

    /// Records due after `elapsed` more time at `perSecond` on average. What a stall held up is made good,
    /// but for at most a second of it.
    std::uint64_t advance(Duration elapsed, double perSecond);

private:
    /// The share of one period's records that is due at `phase`, 0 … 1, of it.
    [[nodiscard]] double dueShare(double phase) const;

    RateShape m_shape;
    double m_periodSeconds;
    double m_duty;
    double m_phase = 0; ///< 0 … 1
    double m_owed = 0;
};

} // namespace partitura::app
