// Which offsets of a partition an axis shows, and how.
#pragma once

#include "ui/score/score_axis.h"
#include "ui/score/score_cache.h"

#include <optional>

namespace partitura::ui {

/// How far a partition reaches; without a leader, as far as its replicas were last known to.
struct LogBounds {
    Offset logStart, lastStable, highWatermark, logEnd;

    [[nodiscard]] OffsetRange readable() const { return {logStart, highWatermark}; }
};
[[nodiscard]] LogBounds boundsOf(const observe::PartitionSnapshot& partition);

/// Readable offsets between the axis's edges. With an axis of time as far as the cache knows, more rather
/// than less; nullopt while it knows nothing. Thread: the cache's.
[[nodiscard]] std::optional<OffsetRange> visibleOffsets(const observe::PartitionSnapshot& partition,
                                                        const ScoreAxis& axis, const ScoreCache& cache,
                                                        TimestampMs nowMs);

/// Whether so many offsets are drawn one by one; as a heat strip otherwise. Thread: any.
[[nodiscard]] bool showsNotes(OffsetRange visible, const ScoreAxis& axis);

/// Positions where the cells of heat strips meet, from at or before the left edge to at or after the right
/// one; rising. Thread: any.
struct CellGrid {
    std::int64_t cell = 1; ///< positions from one to the next
    std::int64_t first = 0, last = 0;
};
[[nodiscard]] CellGrid cellGrid(const ScoreAxis& axis);

/// Whether the headers of so many offsets' batches are all read, for exact counts. Thread: any.
[[nodiscard]] bool countsRecords(const observe::PartitionSnapshot& partition, OffsetRange visible);

} // namespace partitura::ui
