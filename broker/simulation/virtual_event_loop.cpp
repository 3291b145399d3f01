#include "broker/simulation/virtual_event_loop.h"

#include <algorithm>
#include <cassert>
#include <utility>
#include <vector>

namespace partitura::simulation {

VirtualScheduler::VirtualScheduler(TimestampMs wallTimeMs) : m_startWallTimeMs(wallTimeMs) {}

TimestampMs VirtualScheduler::wallTimeMs() const {
    return m_startWallTimeMs
           + std::chrono::duration_cast<std::chrono::milliseconds>(m_now.time_since_epoch()).count();
}

EventLoop::TimerId VirtualScheduler::add(const VirtualEventLoop* loop, Duration delay, EventLoop::Task task) {
    const Due due{m_now + std::max(delay, Duration::zero()), ++m_lastSequence};
    m_tasks.emplace(due, Entry{loop, std::move(task)});
    m_dueTimes.emplace(due.sequence, due.time);
    return due.sequence;
}

void VirtualScheduler::cancel(const VirtualEventLoop* loop, EventLoop::TimerId timer) {
    const auto time = m_dueTimes.find(timer);
    if (time == m_dueTimes.end())
        return;
    const auto entry = m_tasks.find(Due{time->second, timer});
    assert(entry != m_tasks.end() && entry->second.loop == loop && "a timer of another loop");
    if (entry->second.loop != loop)
        return;
    m_tasks.erase(entry);
    m_dueTimes.erase(time);
}

void VirtualScheduler::dropAllOf(const VirtualEventLoop* loop) {
    // Destroying a task may destroy what cancels timers in turn, so tasks go only after the queue is tidy.
    std::vector<EventLoop::Task> dropped;
    for (auto it = m_tasks.begin(); it != m_tasks.end();) {
        if (it->second.loop == loop) {
            m_dueTimes.erase(it->first.sequence);
            dropped.push_back(std::move(it->second.task));
            it = m_tasks.erase(it);
        } else {
            ++it;
        }
    }
}

bool VirtualScheduler::runOne(Instant end) {
    assert(m_running == nullptr && "a task must not run the scheduler");
    const auto first = m_tasks.begin();
    if (first == m_tasks.end() || first->first.time > end)
        return false;
    m_now = first->first.time;
    Entry entry = std::move(first->second);
    m_dueTimes.erase(first->first.sequence);
    m_tasks.erase(first);
    m_running = entry.loop;
    entry.task();
    entry.task = nullptr;
    m_running = nullptr;
    return true;
}

void VirtualScheduler::runPending() {
    while (runOne(m_now)) {
    }
}

void VirtualScheduler::runFor(Duration span) {
    const Instant end = m_now + span;
    while (runOne(end)) {
    }
    m_now = end;
}

bool VirtualScheduler::runUntil(const std::function<bool()>& done, Duration limit) {
    const Instant end = m_now + limit;
    while (!done()) {
        if (runOne(end))
            continue;
        if (!m_tasks.empty())
            m_now = end;
        return false;
    }
    return true;
}

} // namespace partitura::simulation
