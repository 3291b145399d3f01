// Virtual time: one scheduler, many event loops, one thread. What took minutes takes no time, and always
// happens in the same order.
#pragma once

#include "broker/base/event_loop.h"

#include <compare>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>

namespace partitura::simulation {

class VirtualEventLoop;

/// The one queue behind all virtual loops, by (time, sequence): of two tasks due at one time, the one asked
/// for first runs first. Time stands still while a task runs and jumps to the next task's time between them.
/// Owned by the test or the simulated cluster; outlives its loops. Thread: one.
class VirtualScheduler {
public:
    /// `wallTimeMs`: what the wall clock says at the start.
    explicit VirtualScheduler(TimestampMs wallTimeMs = 1'700'000'000'000);
    VirtualScheduler(const VirtualScheduler&) = delete;
    VirtualScheduler& operator=(const VirtualScheduler&) = delete;

    [[nodiscard]] Instant now() const { return m_now; }
    [[nodiscard]] TimestampMs wallTimeMs() const;

    /// Runs what is due now, and what those tasks post, until nothing is due at this time. Must not be called
    /// by a task. A task that posts itself for ever keeps it from returning.
    void runPending();
    /// Runs all that is due within `span` and leaves the time at its end.
    void runFor(Duration span);
    /// Runs task by task until `done()`, asked before each; false if `limit` passed first (the time is then
    /// at its end) or if nothing is left that could change the answer (the time is then where it was).
    bool runUntil(const std::function<bool()>& done, Duration limit);
    /// Runs the next task if it is due by `end`; false if there is none, and the time is then where it was.
    bool runNext(Instant end);
    /// When the next task is due, in the past for one that was held; nullopt when there is none.
    [[nodiscard]] std::optional<Instant> nextDue() const;
    /// Lets time pass without a task. What is due by `time` must have run.
    void advanceTo(Instant time);

    /// `afterTask` hears of each task that has run, between it and the next, with its loop. It must not run
    /// tasks. That loop may be gone if the task ended it: only the address counts.
    void setObserver(std::function<void(const VirtualEventLoop*)> afterTask) {
        m_afterTask = std::move(afterTask);
    }

    /// Tasks that wait, on all loops.
    [[nodiscard]] std::size_t pending() const { return m_tasks.size(); }
    /// The loop whose task runs; null between tasks.
    [[nodiscard]] const VirtualEventLoop* running() const { return m_running; }

private:
    friend class VirtualEventLoop;

    struct Due {
        Instant time;
        EventLoop::TimerId sequence = 0;

        auto operator<=>(const Due&) const = default;
    };
    struct Entry {
        const VirtualEventLoop* loop = nullptr;
        EventLoop::Task task;
    };

    EventLoop::TimerId add(const VirtualEventLoop* loop, Duration delay, EventLoop::Task task);
    void cancel(const VirtualEventLoop* loop, EventLoop::TimerId timer);
    void dropAllOf(const VirtualEventLoop* loop);
    void hold(const VirtualEventLoop* loop);
    void release(const VirtualEventLoop* loop);

    using Tasks = std::map<Due, Entry>;
    Tasks m_tasks;
    Tasks m_held; ///< of paused loops
    std::unordered_map<EventLoop::TimerId, Instant> m_dueTimes;
    Instant m_now{};
    EventLoop::TimerId m_lastSequence = 0;
    const VirtualEventLoop* m_running = nullptr;
    TimestampMs m_startWallTimeMs;
    std::function<void(const VirtualEventLoop*)> m_afterTask;
};

/// The clock of a scheduler; one of its own for each broker, since wall clocks may be skewed. Thread: one.
class VirtualClock final : public Clock {
public:
    explicit VirtualClock(const VirtualScheduler& scheduler)
        : m_scheduler(scheduler) {}

    [[nodiscard]] Instant now() const override { return m_scheduler.now(); }
    [[nodiscard]] TimestampMs wallTimeMs() const override { return m_scheduler.wallTimeMs() + m_skewMs; }

    /// Lets the wall clock be wrong by `skewMs`; intervals stay right.
    void setSkewMs(std::int64_t skewMs) { m_skewMs = skewMs; }

private:
    const VirtualScheduler& m_scheduler;
    std::int64_t m_skewMs = 0;
};

/// An event loop in virtual time. Destroying it forgets its tasks, as a crash would. Thread: one.
class VirtualEventLoop final : public EventLoop {
public:
    explicit VirtualEventLoop(VirtualScheduler& scheduler)
        : m_scheduler(scheduler)
        , m_clock(scheduler) {}
    ~VirtualEventLoop() override { m_scheduler.dropAllOf(this); }
    VirtualEventLoop(const VirtualEventLoop&) = delete;
    VirtualEventLoop& operator=(const VirtualEventLoop&) = delete;

    void post(Task task) override { m_scheduler.add(this, Duration::zero(), std::move(task)); }
    TimerId schedule(Duration delay, Task task) override {
        return m_scheduler.add(this, delay, std::move(task));
    }
    void cancel(TimerId timer) override { m_scheduler.cancel(this, timer); }
    /// True while one of its tasks runs, and between tasks: the test's own code stands on every loop.
    [[nodiscard]] bool isCurrent() const override {
        return m_scheduler.running() == this || m_scheduler.running() == nullptr;
    }
    [[nodiscard]] const Clock& clock() const override { return m_clock; }

    [[nodiscard]] VirtualClock& virtualClock() { return m_clock; }
    [[nodiscard]] VirtualScheduler& scheduler() { return m_scheduler; }
    /// Forgets all its tasks: what a crash does to a broker.
    void dropAll() { m_scheduler.dropAllOf(this); }
    /// Lets its tasks wait, as a stopped process does (SIGSTOP); what is due meanwhile runs, late, after
    /// resume(). Not to be called by one of its tasks.
    void pause();
    void resume();
    [[nodiscard]] bool isPaused() const { return m_isPaused; }

private:
    friend class VirtualScheduler;

    VirtualScheduler& m_scheduler;
    VirtualClock m_clock;
    bool m_isPaused = false;
};

} // namespace partitura::simulation
