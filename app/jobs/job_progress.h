// How far a long job is: told by the thread that works, read by whoever shows it.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>

namespace partitura::app {

/// Shared by the worker and the list of jobs, so either may end first. Thread: any.
class JobProgress {
public:
    enum class End {
        none,       ///< it still works
        complete,   ///< all was done
        incomplete, ///< it was cancelled or failed: what was done until then is kept, and is not all
    };

    /// `total` of zero: not known.
    explicit JobProgress(std::int64_t total = 0)
        : m_total(total) {}

    void setTotal(std::int64_t total) { m_total = total; }
    void setDone(std::int64_t done) { m_done = done; }
    void addDone(std::int64_t more) { m_done += more; }
    /// Once, by the worker, as the last thing. `why`: of an incomplete one, for the user; may be empty when
    /// it was cancelled.
    void end(End end, std::string why = {}) {
        const std::lock_guard lock(m_mutex);
        m_why = std::move(why);
        m_end = end;
    }
    /// The worker asks often enough that nobody waits for it.
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }

    void cancel() { m_cancelled = true; }
    [[nodiscard]] std::int64_t total() const { return m_total; }
    [[nodiscard]] std::int64_t done() const { return m_done; }
    [[nodiscard]] End ended() const { return m_end; }
    [[nodiscard]] std::string why() const {
        const std::lock_guard lock(m_mutex);
        return m_why;
    }

private:
    std::atomic<std::int64_t> m_total;
    std::atomic<std::int64_t> m_done{0};
    std::atomic<bool> m_cancelled{false};
    std::atomic<End> m_end{End::none};
    mutable std::mutex m_mutex;
    std::string m_why;
};

} // namespace partitura::app
