#include "broker/log/compaction_plan.h"

#include <algorithm>
#include <spdlog/spdlog.h>

namespace partitura::log {
namespace {

/// Index of the segment that `offset` lies in; the first for one below all.
std::size_t segmentWith(const PartitionLog& log, Offset offset) {
    const auto& segments = log.segments();
    const auto next = std::upper_bound(segments.begin(), segments.end(), offset,
                                       [](Offset o, const auto& s) { return o < s->baseOffset(); });
    return next == segments.begin() ? 0 : static_cast<std::size_t>(next - segments.begin()) - 1;
}

Offset firstDirtyOffset(PartitionLog& log) {
    const auto cleaned = log.cleanedUpTo();
    if (!cleaned)
        return log.startOffset();
    if (*cleaned >= log.startOffset() && *cleaned <= log.endOffset())
        return *cleaned;
    // Retention that overtakes compaction is nothing to speak of where the topic asks for both.
    if (*cleaned > log.endOffset() || !log.config().isDeleted)
        spdlog::warn("{}: it was compacted up to {}, outside of the log; that is put to its start {}",
                     log.directory(), cleaned->value(), log.startOffset().value());
    log.setCleanedUpTo(log.startOffset());
    return log.startOffset();
}

/// The greatest timestamp of the segment's first batch; -1 when it has none.
Result<TimestampMs> firstBatchTimestamp(const Segment& segment) {
    BatchScan scan(*segment.file(), 0, segment.sizeBytes());
    auto first = scan.next();
    if (!first)
        return first.error();
    return *first ? (*first)->header.maxTimestamp : noTimestamp;
}

} // namespace

Result<CleanableRange> cleanableRange(PartitionLog& log, Offset highWatermark, TimestampMs nowMs) {
    const auto& segments = log.segments();
    const auto& config = log.config();
    const auto active = segments.size() - 1;
    CleanableRange range;
    range.firstDirty = firstDirtyOffset(log);
    const auto firstDirtyAt = segmentWith(log, range.firstDirty);
    auto bound = std::min(log.lastStableOffset(std::min(highWatermark, log.endOffset())),
                          segments[active]->baseOffset());
    if (config.minCompactionLagMs > 0) {
        for (auto i = firstDirtyAt; i < active; ++i) {
            auto greatest = segments[i]->maxTimestamp();
            if (!greatest)
                return greatest.error();
            if (greatest->timestamp <= nowMs - config.minCompactionLagMs)
                continue;
            bound = std::min(bound, segments[i]->baseOffset());
            break;
        }
    }
    range.upperBound = segments[segmentWith(log, std::max(bound, range.firstDirty))]->baseOffset();

    for (std::size_t i = 0; i < active; ++i) {
        if (segments[i]->baseOffset() < range.firstDirty)
            range.cleanBytes += segments[i]->sizeBytes();
        if (i >= firstDirtyAt && segments[i]->baseOffset() < range.upperBound)
            range.dirtyBytes += segments[i]->sizeBytes();
    }

    if (config.maxCompactionLagMs == std::numeric_limits<std::int64_t>::max())
        return range;
    const auto cleanUntilMs = nowMs - config.maxCompactionLagMs;
    for (auto i = firstDirtyAt; i < active && !range.isOverdue; ++i) {
        auto timestamp = firstBatchTimestamp(*segments[i]);
        if (!timestamp)
            return timestamp.error();
        range.isOverdue = *timestamp > 0 && *timestamp < cleanUntilMs;
    }
    return range;
}

Result<CompactionPlan> planCompaction(PartitionLog& log, const CleanableRange& range, TimestampMs nowMs) {
    CompactionPlan plan{.directory = log.directory(),
                        .config = log.config(),
                        .generation = log.generation(),
                        .nowMs = nowMs,
                        .firstDirty = range.firstDirty,
                        .upperBound = range.upperBound};
    const auto& segments = log.segments();
    for (std::size_t i = 0; i + 1 < segments.size() && segments[i]->baseOffset() < range.upperBound; ++i) {
        auto& segment = *segments[i];
        auto offsets = segment.offsetIndex().file().count();
        auto times = segment.timeIndex().file().count();
        if (!offsets || !times)
            return (offsets ? times : offsets).error();
        plan.sources.push_back({.baseOffset = segment.baseOffset(),
                                .file = segment.file(),
                                .pin = pinned(segment.file()),
                                .sizeBytes = segment.sizeBytes(),
                                .offsetIndexBytes = *offsets * OffsetIndex::entryBytes,
                                .timeIndexBytes = *times * TimeIndex::entryBytes,
                                .isDurable = segments[i + 1]->baseOffset() <= log.recoveryPoint()});
    }

    plan.firstDirtySource = segmentWith(log, range.firstDirty);
    auto& dirty = *segments[plan.firstDirtySource];
    auto first = dirty.find(range.firstDirty);
    if (!first)
        return first.error();
    plan.firstDirtyPosition = *first ? (*first)->position : dirty.sizeBytes();

    auto aborted = log.abortedTransactions(segments.front()->baseOffset(), range.upperBound);
    if (!aborted)
        return aborted.error();
    plan.aborted = std::move(*aborted);
    for (const auto& state : log.producerState().all()) {
        LastRecord last{.epoch = state.epoch};
        if (!state.batches().empty())
            last.lastDataOffset = state.batches().back().lastOffset;
        plan.producers.emplace(state.id, last);
    }
    return plan;
}

std::vector<SourceGroup> groupSources(const CompactionPlan& plan, Offset endOffset) {
    const auto& sources = plan.sources;
    std::size_t end = 0;
    while (end < sources.size() && sources[end].baseOffset < endOffset)
        ++end;
    std::vector<SourceGroup> groups;
    for (std::size_t i = 0; i < end;) {
        SourceGroup group{i, 1};
        auto logBytes = sources[i].sizeBytes;
        auto offsetIndexBytes = sources[i].offsetIndexBytes;
        auto timeIndexBytes = sources[i].timeIndexBytes;
        for (++i; i < end; ++i, ++group.count) {
            const auto& next = sources[i];
            logBytes += next.sizeBytes;
            offsetIndexBytes += next.offsetIndexBytes;
            timeIndexBytes += next.timeIndexBytes;
            const auto nextEnd = i + 1 < end ? sources[i + 1].baseOffset : plan.upperBound;
            const bool offsetsFit =
                next.sizeBytes == 0 || nextEnd - 1 - sources[group.first].baseOffset <= INT32_MAX;
            if (logBytes > plan.config.segmentBytes || offsetIndexBytes > plan.config.segmentIndexBytes ||
                timeIndexBytes > plan.config.segmentIndexBytes || !offsetsFit)
                break;
        }
        groups.push_back(group);
    }
    return groups;
}

} // namespace partitura::log
