#include "ui/score/visible_offsets.h"

#include "ui/score/score_picture.h"

#include <algorithm>

namespace partitura::ui {
namespace {

constexpr std::int64_t countedOffsetsMax = 32 * ScoreCache::batchBlock;
constexpr double countedBytesMax = 16e6;

} // namespace

LogBounds boundsOf(const observe::PartitionSnapshot& partition) {
    if (partition.leader != BrokerId() || partition.replicaStates.empty())
        return {partition.logStart, partition.lastStable, partition.highWatermark, partition.logEnd};
    const auto& replicas = partition.replicaStates;
    LogBounds bounds{replicas.front().logStart, {}, {}, {}};
    for (const auto& replica : replicas) {
        bounds.logStart = std::min(bounds.logStart, replica.logStart);
        bounds.highWatermark = std::max(bounds.highWatermark, replica.highWatermark);
        bounds.logEnd = std::max(bounds.logEnd, replica.logEnd);
    }
    bounds.lastStable = bounds.highWatermark;
    return bounds;
}

std::optional<OffsetRange> visibleOffsets(const observe::PartitionSnapshot& partition, const ScoreAxis& axis,
                                          const ScoreCache& cache, TimestampMs nowMs) {
    const auto all = boundsOf(partition).readable();
    if (axis.kind() == AxisKind::offset) {
        const auto right = axis.right();
        const Offset to(right == INT64_MAX ? right : right + 1);
        return OffsetRange{std::clamp(Offset(axis.left()), all.from, std::max(all.from, all.to)),
                           std::clamp(to, all.from, std::max(all.from, all.to))};
    }
    if (all.isEmpty())
        return OffsetRange{all.from, all.from};
    const auto grid = cellGrid(axis);
    const auto from = cache.edgeBefore(partition.index, grid.first);
    auto to = cache.edgeAfter(partition.index, grid.last);
    if (grid.last > nowMs || (to && !to->isFinal))
        to = {all.to, false};
    if (!from || !to)
        return std::nullopt;
    const auto begin = std::clamp(from->offset, all.from, all.to);
    return OffsetRange{begin, std::clamp(to->offset, begin, all.to)};
}

bool showsNotes(OffsetRange visible, const ScoreAxis& axis) {
    if (axis.kind() == AxisKind::offset)
        return axis.pixelsPerUnit() >= score_layout::notePixels;
    return static_cast<double>(visible.size()) * score_layout::notePixels <= axis.width();
}

CellGrid cellGrid(const ScoreAxis& axis) {
    const auto cell = axis.cell(score_layout::cellPixels);
    return {cell, floorTo(axis.left(), cell), ceilTo(axis.right(), cell)};
}

bool countsRecords(const observe::PartitionSnapshot& partition, OffsetRange visible) {
    const auto leader =
        std::ranges::find_if(partition.replicaStates, [](const auto& r) { return r.isLeader; });
    const auto bounds = boundsOf(partition);
    if (leader == partition.replicaStates.end() || visible.size() > countedOffsetsMax)
        return false;
    const auto offsets = static_cast<double>(std::max<std::int64_t>(1, bounds.logEnd - bounds.logStart));
    return static_cast<double>(leader->sizeBytes) / offsets * static_cast<double>(visible.size()) <=
           countedBytesMax;
}

} // namespace partitura::ui
