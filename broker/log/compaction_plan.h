// What of a log is to be compacted: measured and written down on the log's loop.
#pragma once

#include "broker/log/partition_log.h"

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace partitura::log {

/// The part of a log that compaction has not seen yet and may touch (LogCleanerManager.cleanableOffsets and
/// LogToClean).
struct CleanableRange {
    Offset firstDirty;
    /// Base offset of the first segment that must stay as it is; at least firstDirty, if not below the log's
    /// first segment.
    Offset upperBound;
    std::uint64_t cleanBytes = 0;
    std::uint64_t dirtyBytes = 0;
    /// Records wait for longer than max.compaction.lag.ms.
    bool isOverdue = false;

    /// 0 to 1; 0 for a log without bytes.
    [[nodiscard]] double dirtyRatio() const {
        const auto total = static_cast<double>(cleanBytes + dirtyBytes);
        return total == 0 ? 0 : static_cast<double>(dirtyBytes) / total;
    }
};

/// Measures `log` at `nowMs` (ms since the epoch). Nothing at or above `highWatermark`, the last stable
/// offset or in the active segment is cleanable, nor what min.compaction.lag.ms protects. A point of last
/// cleaning outside of the log is put to its start. Errors: KAFKA_STORAGE_ERROR, CORRUPT_MESSAGE. Thread: the
/// log's loop.
[[nodiscard]] Result<CleanableRange> cleanableRange(PartitionLog& log, Offset highWatermark,
                                                    TimestampMs nowMs);

/// What is known of a producer, to keep the batch that says it (Kafka's LastRecord).
struct LastRecord {
    std::optional<Offset> lastDataOffset; ///< nullopt: only a marker is known
    ProducerEpoch epoch;
};

/// All that the work on one log needs; nothing in it changes, so any thread may read it.
struct CompactionPlan {
    struct Source {
        Offset baseOffset;
        std::shared_ptr<File> file;
        std::shared_ptr<File> pin; ///< keeps it open: it may be renamed meanwhile
        std::uint64_t sizeBytes = 0;
        std::uint64_t offsetIndexBytes = 0;
        std::uint64_t timeIndexBytes = 0;
        bool isDurable = false; ///< below the recovery point
    };

    std::string directory;
    LogConfig config;
    PartitionLog::Generation generation; ///< of the log
    TimestampMs nowMs = 0;
    Offset firstDirty;
    Offset upperBound;
    std::vector<Source> sources; ///< all segments below upperBound, oldest first
    std::size_t firstDirtySource = 0;
    std::uint64_t firstDirtyPosition = 0; ///< bytes in that source
    std::vector<AbortedTransaction> aborted;
    std::unordered_map<ProducerId, LastRecord> producers;
};

/// Writes the plan for `range`, which must have dirty bytes. Errors and thread: as cleanableRange.
[[nodiscard]] Result<CompactionPlan> planCompaction(PartitionLog& log, const CleanableRange& range,
                                                    TimestampMs nowMs);

/// Consecutive sources [first, first + count) that become one segment.
struct SourceGroup {
    std::size_t first = 0;
    std::size_t count = 0;
};

/// Groups the sources that begin below `endOffset` so that each fits a segment by size, index size and
/// offsets (Cleaner.groupSegmentsBySize). Thread: any.
[[nodiscard]] std::vector<SourceGroup> groupSources(const CompactionPlan& plan, Offset endOffset);

} // namespace partitura::log
