// The seam for execution: where an actor's code runs, and when.
#pragma once

#include "broker/base/clock.h"

#include <cassert>
#include <cstdint>
#include <functional>

namespace partitura {

/// One sequence of tasks that never run at the same time. A broker lives on one; live, it is a thread of
/// its own, simulated, a share of the one scheduler. Owned by whoever builds the cluster; outlives all
/// that runs on it.
class EventLoop {
public:
    using Task = std::function<void()>;
    /// Names a scheduled task; 0 is none.
    using TimerId = std::uint64_t;

    virtual ~EventLoop() = default;

    /// Runs `task` on the loop, after those posted before it, never inside this call. Thread: any.
    virtual void post(Task task) = 0;
    /// Runs `task` once, `delay` from now or a little later. Thread: the loop's.
    virtual TimerId schedule(Duration delay, Task task) = 0;
    /// Forgets a scheduled task; one that ran, or 0, is ignored. Thread: the loop's.
    virtual void cancel(TimerId timer) = 0;
    /// Whether the caller runs on this loop. Thread: any.
    [[nodiscard]] virtual bool isCurrent() const = 0;
    /// The clock this loop's timers follow. Thread: any.
    [[nodiscard]] virtual const Clock& clock() const = 0;
};

} // namespace partitura

/// Asserts the thread rule stated in a header.
#define PARTITURA_ON_LOOP(loop) assert((loop).isCurrent() && "called off its event loop")
