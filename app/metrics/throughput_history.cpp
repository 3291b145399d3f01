#include "app/metrics/throughput_history.h"

namespace partitura::app {

bool ThroughputHistory::wants(Instant at) const {
    return m_samples.empty() || at < m_samples.back().at || at - m_samples.back().at >= m_step;
}

bool ThroughputHistory::add(Instant at, TimestampMs atMs, const Throughput& throughput) {
    if (!wants(at))
        return false;
    if (!m_samples.empty() && at < m_samples.back().at)
        m_samples.clear();
    m_samples.push_back({at, atMs, throughput.model, throughput.measured, throughput.goodput});
    while (m_samples.size() > m_capacity)
        m_samples.pop_front();
    return true;
}

} // namespace partitura::app
