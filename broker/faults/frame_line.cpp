#include "broker/faults/frame_line.h"

#include <algorithm>

namespace partitura::faults {

void FrameLine::push(Duration delay, std::size_t bytes, EventLoop::Task deliver) {
    auto due = m_loop.clock().now() + delay;
    if (!m_parcels.empty())
        due = std::max(due, m_parcels.back().due);
    m_parcels.push_back({due, bytes, std::move(deliver)});
    m_bytes += bytes;
    if (m_parcels.size() == 1 && !m_isClogged)
        runLater(delay);
}

void FrameLine::setClogged(bool isClogged) {
    if (std::exchange(m_isClogged, isClogged) && !isClogged)
        runLater(Duration::zero());
}

void FrameLine::hurry() {
    for (auto& parcel : m_parcels)
        parcel.due = m_loop.clock().now();
    if (!m_parcels.empty())
        runLater(Duration::zero());
}

void FrameLine::clear() {
    m_parcels.clear();
    m_bytes = 0;
}

void FrameLine::run() {
    const auto alive = m_alive;
    while (*alive && !m_isClogged && !m_parcels.empty()) {
        const auto left = m_parcels.front().due - m_loop.clock().now();
        if (left > Duration::zero())
            return runLater(left);
        const auto deliver = std::move(m_parcels.front().deliver);
        m_bytes -= m_parcels.front().bytes;
        m_parcels.pop_front();
        deliver();
    }
}

void FrameLine::runLater(Duration delay) {
    m_loop.schedule(delay, [this, alive = m_alive, number = ++m_awaited] {
        if (*alive && number == m_awaited)
            run();
    });
}

} // namespace partitura::faults
