#include "broker/net/asio_event_loop.h"

#include <asio/post.hpp>

#include <pthread.h>

#include <latch>

namespace partitura::net {

AsioEventLoop::AsioEventLoop(const Clock& clock, std::string name)
    : m_clock(clock) {
    const auto started = std::make_shared<std::latch>(1);
    m_thread = std::thread([this, started, name = std::move(name)] {
        pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
        m_threadId = std::this_thread::get_id();
        started->count_down();
        m_context.run();
    });
    started->wait();
}

AsioEventLoop::~AsioEventLoop() {
    stop();
}

void AsioEventLoop::post(Task task) {
    asio::post(m_context, std::move(task));
}

EventLoop::TimerId AsioEventLoop::schedule(Duration delay, Task task) {
    PARTITURA_ON_LOOP(*this);
    const auto id = ++m_lastTimer;
    auto timer = std::make_unique<asio::steady_timer>(m_context, delay);
    timer->async_wait([this, id, task = std::move(task)](const asio::error_code& error) {
        if (error || m_timers.erase(id) == 0)
            return;
        task();
    });
    m_timers.emplace(id, std::move(timer));
    return id;
}

void AsioEventLoop::cancel(TimerId timer) {
    PARTITURA_ON_LOOP(*this);
    m_timers.erase(timer);
}

bool AsioEventLoop::isCurrent() const {
    return m_threadId.load(std::memory_order_relaxed) == std::this_thread::get_id();
}

void AsioEventLoop::runAndWait(Task task) {
    // Shared: the loop may still be about to return from its call when the waiter goes on.
    const auto done = std::make_shared<std::latch>(1);
    post([&task, done] {
        task();
        done->count_down();
    });
    done->wait();
}

void AsioEventLoop::stop() {
    m_context.stop();
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace partitura::net
