#include "broker/log/partition_log.h"

#include "broker/log/recent_batches.h"
#include "broker/record/recompression.h"
#include "broker/record/record_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace partitura::log {

PartitionLog::PartitionLog(Storage& storage, const Clock& clock, std::string directory, LogConfig config)
    : m_storage(storage)
    , m_clock(clock)
    , m_directory(std::move(directory))
    , m_config(config)
    , m_lastFlush(clock.now()) {}

PartitionLog::~PartitionLog() = default;

Result<std::unique_ptr<PartitionLog>> PartitionLog::open(Storage& storage, const Clock& clock,
                                                         std::string directory, LogConfig config,
                                                         OpenHint hint) {
    std::unique_ptr<PartitionLog> log(new PartitionLog(storage, clock, std::move(directory), config));
    if (auto loaded = log->load(hint); !loaded)
        return loaded.error();
    return log;
}

// Inspection ------------------------------------------------------------------------------------------

Offset PartitionLog::lastStableOffset(Offset highWatermark) {
    const auto unstable = m_producers.firstUnstableOffset(highWatermark);
    // A transaction may have begun below a log start that was moved since (UnifiedLog).
    return unstable ? std::min(std::max(*unstable, m_start), highWatermark) : highWatermark;
}

LogPosition PartitionLog::endPosition() const {
    return {active().baseOffset(), active().sizeBytes()};
}

std::uint64_t PartitionLog::sizeBytes() const {
    std::uint64_t size = 0;
    for (const auto& segment : m_segments)
        size += segment->sizeBytes();
    return size;
}

std::size_t PartitionLog::segmentIndexOf(Offset offset) const {
    const auto next =
        std::upper_bound(m_segments.begin(), m_segments.end(), offset,
                         [](Offset o, const auto& segment) { return o < segment->baseOffset(); });
    return next == m_segments.begin() ? 0 : static_cast<std::size_t>(next - m_segments.begin()) - 1;
}

// Appending -------------------------------------------------------------------------------------------

Result<AppendInfo> PartitionLog::appendAsLeader(MutableByteView records, LeaderEpoch epoch,
                                                AppendOrigin origin,
                                                std::vector<record::RecordError>* recordErrors) {
    const auto now = m_clock.wallTimeMs();
    record::ValidationRules rules;
    rules.isFromClient = origin == AppendOrigin::client;
    rules.batchBytesMax = m_config.maxMessageBytes;
    rules.needsKeys = m_config.isCompacted;
    rules.timestampType = m_config.messageTimestampType;
    rules.nowMs = now;
    rules.timestampBeforeMaxMs = m_config.timestampBeforeMaxMs;
    rules.timestampAfterMaxMs = m_config.timestampAfterMaxMs;
    std::vector<Bytes> decompressed;
    auto batches =
        record::validateBatches(records, rules, recordErrors, m_config.compression ? &decompressed : nullptr);
    if (!batches)
        return batches.error();

    if (origin == AppendOrigin::client)
        for (const auto& batch : *batches)
            if (batch.header.hasProducerId())
                if (const auto original = m_producers.findDuplicate(batch.header))
                    return AppendInfo{.firstOffset = original->firstOffset(),
                                      .lastOffset = original->lastOffset,
                                      .maxTimestamp = original->timestamp,
                                      .isDuplicate = true};

    std::optional<Bytes> recompressed;
    if (m_config.compression) {
        auto rebuilt = record::recompress(records, *batches, decompressed, *m_config.compression,
                                          m_config.compressionLevel, m_config.maxMessageBytes);
        if (!rebuilt)
            return rebuilt.error();
        recompressed = std::move(*rebuilt);
        if (recompressed)
            records = *recompressed;
    }

    const auto size = batches->back().position + batches->back().header.sizeInBytes();
    if (size > m_config.segmentBytes)
        return Error{ErrorCode::RECORD_LIST_TOO_LARGE,
                     fmt::format("{}: {} bytes of batches do not fit into a segment of {}", m_directory, size,
                                 m_config.segmentBytes)};

    const bool isStamped = m_config.messageTimestampType == record::TimestampType::logAppendTime;
    auto nextOffset = m_end;
    for (auto& batch : *batches) {
        const auto bytes = records.subspan(batch.position, batch.header.sizeInBytes());
        if (isStamped)
            batch.maxTimestamp = now;
        batch.header.baseOffset = nextOffset;
        batch.header.partitionLeaderEpoch = epoch;
        batch.header.maxTimestamp = batch.maxTimestamp;
        record::setBaseOffset(bytes, nextOffset);
        record::setPartitionLeaderEpoch(bytes, epoch);
        record::setMaxTimestamp(bytes, m_config.messageTimestampType, batch.maxTimestamp);
        nextOffset = batch.header.lastOffset() + 1;
    }

    ProducerStateCache::Update update;
    if (auto staged = stageProducers(update, records, *batches, origin); !staged)
        return staged.error();
    auto info = commitAppend(records, *batches, update);
    if (info && isStamped)
        info->logAppendTime = now;
    return info;
}

Result<AppendInfo> PartitionLog::appendAsFollower(ByteView records) {
    auto batches = record::splitBatches(records);
    if (!batches)
        return batches.error();
    if (batches->empty())
        return AppendInfo{.firstOffset = m_end, .lastOffset = m_end - 1};
    auto least = m_end;
    for (const auto& batch : *batches) {
        if (batch.header.baseOffset < least)
            return Error{ErrorCode::UNKNOWN_SERVER_ERROR,
                         fmt::format("{}: a replicated batch begins at offset {}, before {}", m_directory,
                                     batch.header.baseOffset.value(), least.value())};
        least = batch.header.lastOffset() + 1;
    }
    ProducerStateCache::Update update;
    if (auto staged = stageProducers(update, records, *batches, AppendOrigin::replication); !staged)
        return staged.error();
    return commitAppend(records, *batches, update);
}

Result<void> PartitionLog::stageProducers(ProducerStateCache::Update& update, ByteView bytes,
                                          const std::vector<record::BatchInfo>& batches,
                                          AppendOrigin origin) {
    for (const auto& batch : batches) {
        if (!batch.header.hasProducerId())
            continue;
        std::optional<record::EndTransactionMarker> marker;
        if (batch.header.isControl()) {
            auto found =
                record::endTransactionMarkerOf(bytes.subspan(batch.position, batch.header.sizeInBytes()));
            if (!found)
                return found.error();
            marker = *found;
        }
        if (auto staged = m_producers.stage(update, batch.header, origin, marker); !staged)
            return staged;
    }
    return {};
}

Result<AppendInfo> PartitionLog::commitAppend(ByteView bytes, const std::vector<record::BatchInfo>& batches,
                                              const ProducerStateCache::Update& update) {
    const auto endBefore = m_end;
    if (auto written = write(bytes, batches); !written) {
        if (m_end != endBefore)
            (void)truncateTo(endBefore);
        return written.error();
    }
    m_producers.commit(update);
    if (auto indexed = indexAborted(update, Offset(0)); !indexed)
        return indexed.error();
    AppendInfo info{.firstOffset = batches.front().header.baseOffset,
                    .lastOffset = batches.back().header.lastOffset()};
    for (const auto& batch : batches) {
        // An old format after a new one comes of upgrades that went back: without epochs, replicas fall back
        // to truncating by high watermark, which is safe (UnifiedLog.append).
        if (!batch.header.isLegacy())
            m_epochs.assign(batch.header.partitionLeaderEpoch, batch.header.baseOffset);
        else if (auto cleared = m_epochs.clear(); !cleared)
            return cleared.error();
        info.maxTimestamp = std::max(info.maxTimestamp, batch.maxTimestamp);
        info.sizeInBytes += batch.header.sizeInBytes();
        info.recordCount += batch.header.recordCount;
    }
    m_bytesAppended += info.sizeInBytes;
    m_recordsAppended += static_cast<std::uint64_t>(info.recordCount);
    return info;
}

Result<void> PartitionLog::indexAborted(const ProducerStateCache::Update& update, Offset from) {
    for (const auto& ended : update.completed) {
        if (!ended.isAborted || ended.lastOffset < from)
            continue;
        auto& index = m_segments[segmentIndexOf(ended.lastOffset)]->transactionIndex();
        m_directoryIsDirty |= !index.file().exists();
        if (auto added = index.append({ended.producerId, ended.firstOffset, ended.lastOffset,
                                       m_producers.lastStableOffsetAt(ended, update)});
            !added)
            return added;
    }
    return {};
}

Result<void> PartitionLog::write(ByteView bytes, const std::vector<record::BatchInfo>& batches) {
    if (!m_recent)
        m_recent = std::make_unique<RecentBatches>();
    for (std::size_t begin = 0; begin < batches.size();) {
        auto rolls = active().shouldRoll(batches[begin]);
        if (!rolls)
            return rolls.error();
        if (*rolls)
            if (auto rolled = rollAt(rollOffset(batches[begin].header)); !rolled)
                return rolled;
        // As many as fit into the segment go with one write.
        const auto room = m_config.segmentBytes - std::min(m_config.segmentBytes, active().sizeBytes());
        auto size = batches[begin].header.sizeInBytes();
        auto end = begin + 1;
        while (end < batches.size() && size + batches[end].header.sizeInBytes() <= room &&
               batches[end].header.lastOffset() - active().baseOffset() <= INT32_MAX)
            size += batches[end++].header.sizeInBytes();

        const auto run = std::span(batches).subspan(begin, end - begin);
        const auto filePosition = active().sizeBytes();
        if (filePosition == 0)
            m_directoryIsDirty = true;
        if (auto appended = active().append(bytes.subspan(run.front().position, size), run); !appended)
            return appended;
        for (const auto& batch : run) {
            const auto position = filePosition + (batch.position - run.front().position);
            m_recent->add({batch.header.baseOffset, batch.header.lastOffset(), position,
                           position + batch.header.sizeInBytes()});
        }
        m_end = run.back().header.lastOffset() + 1;
        begin = end;
    }
    return {};
}

Result<void> PartitionLog::addSegment(Offset baseOffset) {
    auto segment = Segment::open(m_storage, m_directory, baseOffset, m_config);
    if (!segment)
        return segment.error();
    m_segments.push_back(std::move(*segment)); // its name is made durable once there is something in it
    if (m_recent)
        m_recent->clear();
    return {};
}

Result<void> PartitionLog::roll() {
    return active().sizeBytes() == 0 ? Result<void>() : rollAt(m_end);
}

// At the end, so that recovery can tell a lost piece of log from a gap that a follower was given; unless the
// batch is too far from it for a segment's relative offsets.
Offset PartitionLog::rollOffset(const record::BatchHeader& next) const {
    return next.lastOffset() - m_end > INT32_MAX ? next.baseOffset : m_end;
}

Result<void> PartitionLog::rollAt(Offset baseOffset) {
    // An empty segment whose base offset lies too far back is replaced, not kept.
    if (active().sizeBytes() == 0) {
        if (auto removed = active().retire(m_doomed); !removed)
            return removed;
        m_directoryIsDirty = true;
        if (auto added = addSegment(baseOffset); !added)
            return added;
        m_segments.erase(m_segments.end() - 2); // not before: a log is never without a segment
        return {};
    }
    if (auto finished = active().finish(); !finished)
        return finished;
    if (auto written = writeProducerSnapshot(m_end); !written)
        return written;
    // Were the first segment lost, a log that begins with the second would look whole.
    if (m_segments.size() == 1 && m_recoveryPoint <= active().baseOffset())
        if (auto synced = m_storage.syncDirectory(m_directory); !synced)
            return synced;
    m_hasRolled = true;
    return addSegment(baseOffset);
}

// Reading ---------------------------------------------------------------------------------------------

Result<std::optional<PartitionLog::BatchSpan>> PartitionLog::findBatch(Segment& segment, Offset offset) {
    if (&segment == &active() && m_recent && m_recent->covers(offset)) {
        for (std::size_t i = 0; i < m_recent->size(); ++i)
            if ((*m_recent)[i].lastOffset >= offset)
                return std::optional((*m_recent)[i]);
        return std::optional<BatchSpan>();
    }
    auto found = segment.find(offset);
    if (!found)
        return found.error();
    if (!*found)
        return std::optional<BatchSpan>();
    const auto& header = (*found)->header;
    return std::optional(
        BatchSpan{header.baseOffset, header.lastOffset(), (*found)->position, (*found)->end()});
}

Result<std::uint64_t> PartitionLog::readEnd(std::size_t index, const BatchSpan& first, std::size_t maxBytes,
                                            Offset limit) {
    auto& segment = *m_segments[index];
    const bool isActive = index + 1 == m_segments.size();
    const auto size = segment.sizeBytes();
    const auto endMax = maxBytes < size - first.position ? first.position + maxBytes : size;
    if (endMax <= first.end)
        return first.end;
    const auto segmentEnd = isActive ? m_end : m_segments[index + 1]->baseOffset();
    if (endMax == size && segmentEnd <= limit)
        return size;
    if (isActive && m_recent && m_recent->covers(first.baseOffset)) {
        auto end = first.end;
        for (std::size_t i = 0; i < m_recent->size(); ++i) {
            const auto& batch = (*m_recent)[i];
            if (batch.end > endMax || batch.lastOffset >= limit)
                break;
            end = std::max(end, batch.end);
        }
        return end;
    }
    return segment.boundary(first.end, endMax, limit);
}

Result<ReadResult> PartitionLog::read(Offset from, std::size_t maxBytes, Offset limit, bool minOneBatch) {
    if (from < m_start || from > m_end)
        return Error{ErrorCode::OFFSET_OUT_OF_RANGE,
                     fmt::format("{}: offset {} is outside of [{}, {}]", m_directory, from.value(),
                                 m_start.value(), m_end.value())};
    limit = std::min(limit, m_end);
    ReadResult result{.firstBatchOffset = from, .startPosition = endPosition()};
    if (from >= limit)
        return result;
    for (auto i = segmentIndexOf(from); i < m_segments.size() && m_segments[i]->baseOffset() < limit; ++i) {
        auto& segment = *m_segments[i];
        auto first = findBatch(segment, from);
        if (!first)
            return first.error();
        if (!*first)
            continue; // a gap at the end of this segment
        if ((*first)->lastOffset >= limit)
            return result;
        result.firstBatchOffset = (*first)->baseOffset;
        result.startPosition = {segment.baseOffset(), (*first)->position};
        if ((*first)->end - (*first)->position > maxBytes && !minOneBatch)
            return result;
        auto end = readEnd(i, **first, maxBytes, limit);
        if (!end)
            return end.error();
        result.records.append(
            FileRegion{pinned(segment.file()), (*first)->position, *end - (*first)->position});
        return result;
    }
    return result;
}

Result<std::optional<TimestampOffset>> PartitionLog::offsetForTimestamp(TimestampMs timestamp) {
    for (auto i = segmentIndexOf(m_start); i < m_segments.size(); ++i) {
        auto greatest = m_segments[i]->maxTimestamp();
        if (!greatest)
            return greatest.error();
        if (greatest->timestamp < timestamp)
            continue;
        auto found = m_segments[i]->findTimestamp(timestamp, m_start);
        if (!found || *found)
            return found;
    }
    return std::optional<TimestampOffset>();
}

Result<std::optional<TimestampOffset>> PartitionLog::maxTimestamp() {
    TimestampOffset best;
    for (auto i = segmentIndexOf(m_start); i < m_segments.size(); ++i) {
        auto greatest = m_segments[i]->maxTimestamp();
        if (!greatest)
            return greatest.error();
        if (greatest->timestamp > best.timestamp)
            best = *greatest;
    }
    if (best.timestamp == noTimestamp)
        return std::optional<TimestampOffset>();
    return offsetForTimestamp(best.timestamp);
}

Result<std::vector<AbortedTransaction>> PartitionLog::abortedTransactions(Offset from, Offset upTo) {
    std::vector<AbortedTransaction> aborted;
    for (auto i = segmentIndexOf(from); i < m_segments.size(); ++i) {
        auto complete = m_segments[i]->transactionIndex().collect(from, upTo, aborted);
        if (!complete)
            return complete.error();
        if (*complete)
            break;
    }
    return aborted;
}

// Cutting ---------------------------------------------------------------------------------------------

Result<void> PartitionLog::truncateTo(Offset offset) {
    if (offset >= m_end)
        return m_epochs.truncateFromEnd(offset); // one that began and got no records, as leader
    if (offset < m_segments.front()->baseOffset())
        return truncateFullyAndStartAt(offset);
    beforeTruncation(offset);
    if (m_recent)
        m_recent->clear();
    while (m_segments.size() > 1 && active().baseOffset() > offset) {
        if (auto removed = active().retire(m_doomed); !removed)
            return removed;
        m_segments.pop_back();
        m_directoryIsDirty = true;
    }
    afterTruncation();
    if (auto cut = active().truncateTo(offset); !cut)
        return cut.error();
    // Not `offset` itself, which may lie in a gap: segments follow each other, and a restart knows no better.
    auto end = active().endOffset();
    if (!end)
        return end.error();
    if (*end < m_start && m_start <= offset)
        return truncateFullyAndStartAt(offset);
    m_end = *end;
    m_start = std::min(m_start, m_end);
    m_recoveryPoint = std::min(m_recoveryPoint, m_end);
    m_identity = std::make_shared<char>();
    // Durably, as the segments: they would be taken for the producers of what is appended next.
    if (auto removed = removeSnapshots(m_end + 1, Offset(INT64_MAX)); !removed)
        return removed;
    if (auto synced = m_storage.syncDirectory(m_directory); !synced)
        return synced;
    if (auto truncated = m_epochs.truncateFromEnd(m_end); !truncated)
        return truncated;
    return loadProducers();
}

Result<void> PartitionLog::truncateFullyAndStartAt(Offset offset) {
    m_generation = std::make_shared<const char>();
    if (m_recent)
        m_recent->clear();
    for (; m_segments.size() > 1; m_segments.pop_back())
        if (auto removed = active().retire(m_doomed); !removed)
            return removed;
    if (auto removed = active().retire(m_doomed); !removed)
        return removed;
    m_start = m_end = offset;
    m_recoveryPoint = std::min(m_recoveryPoint, offset);
    m_identity = std::make_shared<char>();
    m_producers.clear();
    if (auto removed = removeSnapshots(Offset(0), Offset(INT64_MAX)); !removed)
        return removed;
    if (auto cleared = m_epochs.clear(); !cleared)
        return cleared;
    if (auto added = addSegment(offset); !added)
        return added;
    m_segments.erase(m_segments.begin()); // not before: a log is never without a segment
    afterTruncation();
    // Or the log would begin at 0 after a crash.
    if (auto synced = m_storage.syncDirectory(m_directory); !synced)
        return synced;
    return m_storage.syncDirectory(parentOf(m_directory));
}

Result<void> PartitionLog::incrementLogStart(Offset offset) {
    if (offset > m_end)
        return Error{ErrorCode::OFFSET_OUT_OF_RANGE,
                     fmt::format("{}: the log start cannot move to {}, above the end {}", m_directory,
                                 offset.value(), m_end.value())};
    if (offset <= m_start)
        return {};
    m_start = offset;
    return m_epochs.truncateFromStart(offset);
}

Result<std::size_t> PartitionLog::deleteOldSegments(TimestampMs nowMs, Offset highWatermark) {
    auto excess = static_cast<std::int64_t>(sizeBytes()) - m_config.retentionBytes;
    const bool limitsSize = m_config.isDeleted && m_config.retentionBytes >= 0;
    const bool limitsTime = m_config.isDeleted && m_config.retentionMs >= 0;
    std::size_t count = 0;
    for (; count < m_segments.size(); ++count) {
        auto& segment = *m_segments[count];
        const auto size = static_cast<std::int64_t>(segment.sizeBytes());
        const auto end = count + 1 < m_segments.size() ? m_segments[count + 1]->baseOffset() : m_end;
        const bool isEmptied = size == 0 && count + 1 < m_segments.size(); // by compaction
        if ((size == 0 && !isEmptied) || end > highWatermark)
            break;
        auto greatest = segment.maxTimestamp();
        if (!greatest)
            return greatest.error();
        const bool isTooOld =
            limitsTime && greatest->timestamp >= 0 && nowMs - greatest->timestamp > m_config.retentionMs;
        const bool isTooMuch = limitsSize && excess >= size;
        const bool isUseless = isEmptied && (limitsTime || limitsSize);
        if (!isTooOld && !isTooMuch && !isUseless && end > m_start)
            break;
        excess -= size;
    }
    if (count == 0)
        return count;
    if (count == m_segments.size())
        if (auto rolled = rollAt(m_end); !rolled)
            return rolled.error();
    if (auto removed = removeFirstSegments(count); !removed)
        return removed.error();
    return count;
}

Result<void> PartitionLog::removeFirstSegments(std::size_t count) {
    // What remains, after each of them, is durable before what it follows from goes.
    for (std::size_t i = 1; i <= count; ++i)
        if (auto synced = syncSnapshot(m_segments[i]->baseOffset()); !synced)
            return synced;
    if (auto synced = m_storage.syncDirectory(m_directory); !synced)
        return synced;
    for (std::size_t i = 0; i < count; ++i)
        if (auto removed = m_segments[i]->retire(m_doomed); !removed)
            return removed;
    m_segments.erase(m_segments.begin(), m_segments.begin() + static_cast<std::ptrdiff_t>(count));
    m_directoryIsDirty = true;
    const auto first = m_segments.front()->baseOffset();
    // The snapshot at the first remaining segment's base holds the producers of what was removed.
    if (auto removed = removeSnapshots(Offset(0), first); !removed)
        return removed;
    return incrementLogStart(std::max(m_start, first));
}

void PartitionLog::expireProducers(TimestampMs nowMs) {
    m_producers.expire(nowMs - m_config.producerIdExpirationMs);
}

// Durability ------------------------------------------------------------------------------------------

Result<void> FlushTask::run(Storage& storage) const {
    for (const auto& file : files)
        if (auto synced = file->sync(); !synced)
            return synced;
    for (const auto& directory : directories)
        if (auto synced = storage.syncDirectory(directory); !synced)
            return synced;
    return {};
}

Result<FlushTask> PartitionLog::beginFlush() {
    if (auto flushed = m_epochs.flush(); !flushed)
        return flushed.error();
    FlushTask task{.files = m_unended.files,
                   .directories = m_unended.directories,
                   .end = m_end,
                   .log = m_identity,
                   .number = ++m_flushes};
    for (auto& snapshot : std::exchange(m_unsyncedSnapshots, {}))
        task.files.push_back(std::move(snapshot));
    // The segment before may have got its last index entries when it was full and already durable.
    const auto first = segmentIndexOf(m_recoveryPoint);
    for (auto i = first == 0 ? 0 : first - 1; i < m_segments.size(); ++i)
        m_segments[i]->takeDirty(task.files);
    if (std::exchange(m_directoryIsDirty, false))
        task.directories.push_back(m_directory);
    m_hasRolled = false;
    m_lastFlush = m_clock.now();
    m_unended.files = task.files;
    m_unended.directories = task.directories;
    return task;
}

void PartitionLog::endFlush(const FlushTask& task) {
    if (task.log.expired()) // of an earlier log of the same name, perhaps, whose numbers are others
        return;
    if (task.number == m_flushes)
        m_unended = {};
    m_recoveryPoint = std::max(m_recoveryPoint, task.end);
}

Result<void> PartitionLog::flush() {
    auto task = beginFlush();
    if (!task)
        return task.error();
    if (auto done = task->run(m_storage); !done)
        return done;
    endFlush(*task);
    return {};
}

Result<void> PartitionLog::close() {
    if (active().sizeBytes() != 0)
        if (auto finished = active().finish(); !finished)
            return finished;
    if (m_end > m_start)
        if (auto written = writeProducerSnapshot(m_end); !written)
            return written;
    return flush();
}

} // namespace partitura::log
