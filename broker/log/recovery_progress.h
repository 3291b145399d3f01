// How far the recovery of a data directory has come.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

namespace partitura::log {

/// What opening a directory after a crash has to look through: all logs, and of their segments those from the
/// recovery points on (the metrics of KIP-831). A value type.
struct RecoveryProgress {
    std::size_t logsTotal = 0;
    std::size_t logsRemaining = 0;
    std::size_t segmentsTotal = 0;
    std::size_t segmentsRemaining = 0;
    std::uint64_t bytesTotal = 0; ///< of those segments' batches
    std::uint64_t bytesRemaining = 0;
};

/// Hears of progress: first of all there is to do, then after each log and segment and now and then within a
/// long one; last that nothing remains. Called on the thread that opens.
using RecoveryObserver = std::function<void(const RecoveryProgress&)>;

} // namespace partitura::log
