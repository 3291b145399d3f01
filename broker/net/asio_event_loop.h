// The live event loop: one thread that runs an asio io_context.
#pragma once

#include "broker/base/event_loop.h"

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>

#include <atomic>
#include <memory>
#include <thread>
#include <unordered_map>

namespace partitura::net {

/// An event loop on a thread of its own, from construction until `stop`.
/// Owned by the composition of a live cluster; what runs on it must be gone before it is destroyed.
class AsioEventLoop final : public EventLoop {
public:
    /// `name`: of the thread, as debuggers show it (15 characters are kept).
    AsioEventLoop(const Clock& clock, std::string name);
    ~AsioEventLoop() override;

    void post(Task task) override;
    TimerId schedule(Duration delay, Task task) override;
    void cancel(TimerId timer) override;
    [[nodiscard]] bool isCurrent() const override;
    [[nodiscard]] const Clock& clock() const override { return m_clock; }

    /// Runs `task` on the loop and waits until it has. Thread: any but the loop's.
    void runAndWait(Task task);
    /// Ends the thread; tasks not yet run are dropped. Thread: any but the loop's.
    void stop();
    /// For the live transport alone.
    [[nodiscard]] asio::io_context& context() { return m_context; }

private:
    const Clock& m_clock;
    asio::io_context m_context{1};
    asio::executor_work_guard<asio::io_context::executor_type> m_work{m_context.get_executor()};
    std::unordered_map<TimerId, std::unique_ptr<asio::steady_timer>> m_timers;
    TimerId m_lastTimer = 0;
    std::atomic<std::thread::id> m_threadId;
    std::thread m_thread;
};

} // namespace partitura::net
