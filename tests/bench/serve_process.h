// The program under measurement, from outside.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

namespace partitura::bench {

using Clock = std::chrono::steady_clock;

/// The first of three ports in a row that are free.
std::uint16_t freePorts();

/// A running program; it is told to stop, and waited for, at the end. Throws std::runtime_error if it cannot
/// be started or ends early.
class Process {
public:
    /// Starts `program` with these arguments; environment entries as NAME=VALUE.
    Process(const std::string& program, std::vector<std::string> arguments,
            std::vector<std::string> environment = {});
    ~Process() { stop(); }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    /// When it was started.
    [[nodiscard]] Clock::time_point startedAt() const { return m_startedAt; }
    /// Waits until a connection is accepted at this port; the time since the start.
    [[nodiscard]] Clock::duration waitForConnection(std::uint16_t port) const;
    /// Processor time used so far, of all its threads, in user and kernel mode, in seconds.
    [[nodiscard]] double cpuSeconds() const;
    /// The same of its threads of this name, of which the system keeps 15 letters.
    [[nodiscard]] double cpuSeconds(const std::string& thread) const;
    /// A line of /proc/PID/status such as "VmRSS", in megabytes (10⁶ bytes).
    [[nodiscard]] double memoryMegabytes(const std::string& line) const;
    /// Stops it and returns all it wrote to standard output and error.
    std::string stop();

private:
    pid_t m_pid = 0;
    int m_output = -1; ///< a file in memory, so that nobody has to read while it runs
    Clock::time_point m_startedAt;
};

} // namespace partitura::bench
