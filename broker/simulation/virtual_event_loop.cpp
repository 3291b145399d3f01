#include "broker/simulation/virtual_event_loop.h"

#include <algorithm>
#include <cassert>
#include <utility>
#include <vector>

namespace partitura::simulation {

VirtualScheduler::VirtualScheduler(TimestampMs wallTimeMs)
    : m_startWallTimeMs(wallTimeMs) {}

TimestampMs VirtualScheduler::wallTimeMs() const {
    return m_startWallTimeMs +
           std::chrono::duration_cast<std::chrono::milliseconds>(m_now.time_since_epoch()).count();
}

EventLoop::TimerId VirtualScheduler::add(const VirtualEventLoop* loop, Duration delay, EventLoop::Task task) {
    const Due due{m_now + std::max(delay, Duration::zero()), ++m_lastSequence};
    (loop->m_isPaused ? m_held : m_tasks).emplace(due, Entry{loop, std::move(task)});
    m_dueTimes.emplace(due.sequence, due.time);
    return due.sequence;
}

void VirtualScheduler::cancel(const VirtualEventLoop* loop, EventLoop::TimerId timer) {
    const auto time = m_dueTimes.find(timer);
    if (time == m_dueTimes.end())
        return;
    auto& tasks = loop->m_isPaused ? m_held : m_tasks;
    const auto entry = tasks.find(Due{time->second, timer});
    assert(entry != tasks.end() && entry->second.loop == loop && "a timer of another loop");
    if (entry == tasks.end() || entry->second.loop != loop)
        return;
    // Destroying a task may destroy what cancels timers in turn, so it goes only after the queue is tidy.
    const auto dropped = std::move(entry->second.task);
    tasks.erase(entry);
    m_dueTimes.erase(time);
}

void VirtualScheduler::dropAllOf(const VirtualEventLoop* loop) {
    std::vector<EventLoop::Task> dropped; // as in cancel
    for (auto* tasks : {&m_tasks, &m_held})
        for (auto it = tasks->begin(); it != tasks->end();) {
            if (it->second.loop == loop) {
                m_dueTimes.erase(it->first.sequence);
                dropped.push_back(std::move(it->second.task));
                it = tasks->erase(it);
            } else {
                ++it;
            }
        }
}

void VirtualScheduler::hold(const VirtualEventLoop* loop) {
    for (auto it = m_tasks.begin(); it != m_tasks.end();)
        if (const auto next = std::next(it); it->second.loop == loop) {
            m_held.insert(m_tasks.extract(it));
            it = next;
        } else {
            it = next;
        }
}

// They keep their times, though past, and with them their order.
void VirtualScheduler::release(const VirtualEventLoop* loop) {
    for (auto it = m_held.begin(); it != m_held.end();)
        if (const auto next = std::next(it); it->second.loop == loop) {
            m_tasks.insert(m_held.extract(it));
            it = next;
        } else {
            it = next;
        }
}

bool VirtualScheduler::runNext(Instant end) {
    assert(m_running == nullptr && "a task must not run the scheduler");
    const auto first = m_tasks.begin();
    if (first == m_tasks.end() || first->first.time > end)
        return false;
    m_now = std::max(m_now, first->first.time);
    Entry entry = std::move(first->second);
    m_dueTimes.erase(first->first.sequence);
    m_tasks.erase(first);
    m_running = entry.loop;
    entry.task();
    entry.task = nullptr;
    m_running = nullptr;
    if (m_afterTask)
        m_afterTask(entry.loop);
    return true;
}

std::optional<Instant> VirtualScheduler::nextDue() const {
    return m_tasks.empty() ? std::nullopt : std::optional(m_tasks.begin()->first.time);
}

void VirtualScheduler::advanceTo(Instant time) {
    assert((m_tasks.empty() || m_tasks.begin()->first.time >= time) && "tasks are due");
    m_now = std::max(m_now, time);
}

void VirtualScheduler::runPending() {
    while (runNext(m_now)) {
    }
}

void VirtualScheduler::runFor(Duration span) {
    const Instant end = m_now + span;
    while (runNext(end)) {
    }
    m_now = end;
}

bool VirtualScheduler::runUntil(const std::function<bool()>& done, Duration limit) {
    const Instant end = m_now + limit;
    while (!done()) {
        if (runNext(end))
            continue;
        if (!m_tasks.empty())
            m_now = end;
        return false;
    }
    return true;
}

void VirtualEventLoop::pause() {
    m_isPaused = true;
    m_scheduler.hold(this);
}

void VirtualEventLoop::resume() {
    m_isPaused = false;
    m_scheduler.release(this);
}

} // namespace partitura::simulation
