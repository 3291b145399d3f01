// SIGINT and SIGTERM, as something to wait for.
#pragma once

#include <chrono>

namespace partitura::app {

/// From construction on, both signals stop nothing by themselves, in this thread and all it starts: make it
/// first in main. Thread: one.
class StopSignal {
public:
    StopSignal();

    /// Waits for one of them; false if `timeout` passed first.
    bool waitFor(std::chrono::milliseconds timeout);
};

} // namespace partitura::app
