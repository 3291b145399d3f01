// Frames under way.
#pragma once

#include "broker/base/event_loop.h"

#include <deque>
#include <functional>
#include <memory>
#include <utility>

namespace partitura::faults {

/// Holds the frames of one direction of a connection, in order, each until its time. Owned by its connection.
/// Thread: the loop.
class FrameLine {
public:
    explicit FrameLine(EventLoop& loop)
        : m_loop(loop) {}
    /// Timers that still run find it gone.
    ~FrameLine() { *m_alive = false; }
    FrameLine(const FrameLine&) = delete;
    FrameLine& operator=(const FrameLine&) = delete;

    /// `deliver` runs `delay` from now, after those before it, never inside this call; it may destroy the
    /// line.
    void push(Duration delay, std::size_t bytes, EventLoop::Task deliver);
    /// While clogged nothing is delivered.
    void setClogged(bool isClogged);
    /// All that is held is due now.
    void hurry();
    void clear();

    [[nodiscard]] bool empty() const { return m_parcels.empty(); }
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }

private:
    struct Parcel {
        Instant due;
        std::size_t bytes = 0;
        EventLoop::Task deliver;
    };

    void run();
    void runLater(Duration delay);

    EventLoop& m_loop;
    std::deque<Parcel> m_parcels; ///< dues rise
    std::size_t m_bytes = 0;
    bool m_isClogged = false;
    std::uint64_t m_awaited = 0; ///< the timer that counts; older ones do nothing
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace partitura::faults
