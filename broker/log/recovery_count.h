// Counts what recovery has to do and has done.
#pragma once

#include "broker/base/storage.h"
#include "broker/base/strong.h"
#include "broker/log/recovery_progress.h"

#include <string>
#include <vector>

namespace partitura::log {

/// Kept by a LogDirectory while it opens its logs, in the order in which they are counted. Thread: that of
/// the opening.
class RecoveryCount {
public:
    /// Tells `observer`, if there is one.
    explicit RecoveryCount(RecoveryObserver observer)
        : m_observer(std::move(observer)) {}

    [[nodiscard]] bool isWanted() const { return m_observer != nullptr; }
    /// A log in `directory`, with the segments from `recoveryPoint` on. Errors: KAFKA_STORAGE_ERROR.
    [[nodiscard]] Result<void> add(Storage& storage, const std::string& directory, Offset recoveryPoint);
    /// All are counted.
    void begin() { tell(); }
    /// Of the log being opened, so much more is looked through.
    void recovered(std::size_t segments, std::uint64_t bytes);
    /// The log is open, whatever of it recovery looked through.
    void logOpened();

private:
    struct Work {
        std::size_t segments = 0;
        std::uint64_t bytes = 0;
    };

    void take(std::size_t segments, std::uint64_t bytes);
    void tell() const;

    RecoveryObserver m_observer;
    std::vector<Work> m_left; ///< of each log
    std::size_t m_at = 0;     ///< the log being opened
    RecoveryProgress m_progress;
};

} // namespace partitura::log
