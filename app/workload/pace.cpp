#include "app/workload/pace.h"

#include <algorithm>
#include <cmath>

namespace partitura::app {

Pace::Pace(RateShape shape, Duration period, double duty)
    : m_shape(shape)
    , m_periodSeconds(std::max(0.001, std::chrono::duration<double>(period).count()))
    , m_duty(std::clamp(duty, 0.001, 1.0)) {}

double Pace::dueShare(double phase) const {
    switch (m_shape) {
    case RateShape::constant:
        break;
    case RateShape::bursty:
        return std::min(1.0, phase / m_duty);
    case RateShape::wave: // the integral of 1 + sin/2 over the part of the period
        return phase + (1 - std::cos(2 * M_PI * phase)) / (4 * M_PI);
    }
    return phase;
}

std::uint64_t Pace::advance(Duration elapsed, double perSecond) {
    const double seconds = std::clamp(std::chrono::duration<double>(elapsed).count(), 0.0, 1.0);
    const double end = m_phase + seconds / m_periodSeconds;
    const double whole = std::floor(end);
    const double periods = whole + dueShare(end - whole) - dueShare(m_phase);
    m_phase = end - whole;
    m_owed += periods * m_periodSeconds * perSecond;
    const double due = std::floor(m_owed);
    m_owed -= due;
    return std::uint64_t(std::max(0.0, due));
}

} // namespace partitura::app
