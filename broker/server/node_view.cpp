#include "broker/server/node_view.h"

namespace partitura::server {
namespace {

observe::CleanerPhase phaseOf(log::CompactionPhase phase) {
    switch (phase) {
    case log::CompactionPhase::indexing:
        return observe::CleanerPhase::indexing;
    case log::CompactionPhase::cleaning:
        return observe::CleanerPhase::cleaning;
    case log::CompactionPhase::swapping:
        return observe::CleanerPhase::swapping;
    }
    return observe::CleanerPhase::indexing;
}

} // namespace

observe::LogCleanerSnapshot snapshotOf(const log::LogCleanerStatus& status) {
    observe::LogCleanerSnapshot snapshot;
    snapshot.isRunning = status.isRunning;
    if (const auto& current = status.current)
        snapshot.current = {.topic = current->log.topic,
                            .partition = current->log.partition,
                            .phase = phaseOf(current->progress.phase),
                            .bytesRead = current->progress.bytesRead,
                            .bytesTotal = current->progress.bytesTotal,
                            .dirtyRatio = current->dirtyRatio,
                            .startedMs = current->startedMs};
    if (const auto& last = status.last)
        snapshot.last = {.topic = last->log.topic,
                         .partition = last->log.partition,
                         .bytesBefore = last->bytesBefore,
                         .bytesAfter = last->bytesAfter,
                         .recordsBefore = last->recordsBefore,
                         .recordsAfter = last->recordsAfter,
                         .startedMs = last->startedMs,
                         .endedMs = last->endedMs};
    snapshot.dirtiestRatio = status.dirtiestRatio;
    snapshot.runs = status.totals.runs;
    snapshot.failed = status.totals.failed;
    snapshot.bytesRead = status.totals.bytesRead;
    snapshot.bytesWritten = status.totals.bytesWritten;
    for (const auto& one : status.uncleanable)
        snapshot.uncleanable.push_back({one.log.topic, one.log.partition, one.reason});
    return snapshot;
}

observe::LogRecoverySnapshot snapshotOf(const log::RecoveryProgress& progress) {
    return {.logsTotal = progress.logsTotal,
            .logsRemaining = progress.logsRemaining,
            .segmentsTotal = progress.segmentsTotal,
            .segmentsRemaining = progress.segmentsRemaining,
            .bytesTotal = progress.bytesTotal,
            .bytesRemaining = progress.bytesRemaining};
}

} // namespace partitura::server
