// Opening a log: finding its segments, recovering after a crash, rebuilding what producers left.
#include "broker/log/partition_log.h"
#include "broker/log/recent_batches.h"
#include "broker/log/segment_swap.h"

#include <algorithm>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace partitura::log {
namespace {

/// Between two tidings of how recovery comes on.
constexpr std::uint64_t progressBytes = 8u << 20;

/// Whether it is the index of a segment that was removed; `entries` are sorted.
bool isOrphan(const std::string& name, const std::vector<Storage::Entry>& entries) {
    const auto isIndex = [&](std::string_view suffix) { return segmentOffsetOf(name, suffix).has_value(); };
    if (!isIndex(".index") && !isIndex(".timeindex") && !isIndex(".txnindex"))
        return false;
    const auto log = name.substr(0, name.find('.')) + ".log";
    return !std::binary_search(entries.begin(), entries.end(), Storage::Entry{log},
                               [](const auto& a, const auto& b) { return a.name < b.name; });
}

} // namespace

Result<void> PartitionLog::load(const OpenHint& hint) {
    if (!m_storage.exists(m_directory))
        if (auto made = m_storage.createDirectories(m_directory); !made)
            return made;
    if (auto completed = completeSwap(m_storage, m_directory); !completed)
        return completed;
    auto entries = m_storage.list(m_directory);
    if (!entries)
        return entries.error();
    auto epochs = LeaderEpochCache::load(m_storage, m_directory);
    const bool epochsAreLost = !epochs;
    if (epochsAreLost) {
        spdlog::warn("{}; it is built anew from the batches", epochs.error().context);
        if (auto removed = m_storage.remove(m_directory + "/leader-epoch-checkpoint"); !removed)
            return removed;
        epochs = LeaderEpochCache::load(m_storage, m_directory);
        if (!epochs)
            return epochs.error();
    }
    m_epochs = std::move(*epochs);
    if (auto loaded = loadSegments(*entries, hint.logStart); !loaded)
        return loaded;
    m_start = std::max(hint.logStart, m_segments.front()->baseOffset());
    if (epochsAreLost)
        if (auto rebuilt = rebuildEpochs(); !rebuilt)
            return rebuilt;
    Offset recoveredFrom(INT64_MAX);
    if (!hint.cleanShutdown) {
        m_directoryIsDirty = true; // by whoever was here before
        recoveredFrom = m_segments[segmentIndexOf(hint.recoveryPoint)]->baseOffset();
        if (auto recovered = recoverSegments(hint.recoveryPoint, !hint.recoveryPointIsKnown, hint);
            !recovered)
            return recovered;
    }
    auto end = active().endOffset();
    if (!end) {
        spdlog::warn("{}; segment {} is recovered though the shutdown was clean", end.error().context,
                     active().baseOffset().value());
        recoveredFrom = std::min(recoveredFrom, active().baseOffset());
        if (auto recovered = recoverSegments(recoveredFrom, true, hint); !recovered)
            return recovered;
        end = active().endOffset();
        if (!end)
            return end.error();
    }
    m_end = *end;
    m_recoveryPoint = hint.cleanShutdown ? m_end : std::min(hint.recoveryPoint, m_end);
    if (m_end < m_start) {
        // What was below the log start is gone as well (UnifiedLog): begin anew there.
        spdlog::warn("{}: the log ends at {}, before its start {}; it is emptied", m_directory, m_end.value(),
                     m_start.value());
        return truncateFullyAndStartAt(m_start);
    }
    if (!hint.cleanShutdown)
        if (auto checked = checkFirstEpoch(); !checked)
            return checked;
    if (auto truncated = m_epochs.truncateFromEnd(m_end); !truncated)
        return truncated;
    if (auto truncated = m_epochs.truncateFromStart(m_start); !truncated)
        return truncated;
    // What was recovered is walked over again for its producers and aborted transactions.
    if (auto removed = removeSnapshots(std::min(recoveredFrom, m_end) + 1, Offset(INT64_MAX)); !removed)
        return removed;
    if (!hint.cleanShutdown) // written by a process that was killed before its next flush
        if (auto synced = syncSnapshot(recoveredFrom); !synced)
            return synced;
    if (auto loaded = loadProducers(recoveredFrom); !loaded)
        return loaded;
    // What the recovery point covers is not recovered again once the next segment has begun.
    if (m_recoveryPoint != m_end)
        return {};
    if (auto synced = active().sync(); !synced)
        return synced;
    return active().transactionIndex().file().exists() ? m_storage.syncDirectory(m_directory)
                                                       : Result<void>();
}

Result<void> PartitionLog::reopen() {
    m_segments.clear();
    m_recent.reset();
    m_snapshots.clear();
    m_unsyncedSnapshots.clear();
    m_unended = {};
    m_identity = std::make_shared<char>();
    m_generation = std::make_shared<const char>();
    return load({.recoveryPoint = m_recoveryPoint, .recoveryPointIsKnown = true, .logStart = m_start});
}

Result<void> PartitionLog::loadSegments(const std::vector<Storage::Entry>& entries, Offset logStart) {
    for (const auto& entry : entries) { // sorted by name, so by offset
        if (entry.isDirectory)
            continue;
        if (entry.name.ends_with(".deleted") || entry.name.ends_with(".tmp")) {
            if (auto removed = m_storage.remove(m_directory + "/" + entry.name); !removed)
                return removed;
        } else if (const auto base = segmentOffsetOf(entry.name, ".log")) {
            if (auto added = addSegment(*base); !added)
                return added;
        } else if (const auto snapshot = segmentOffsetOf(entry.name, ".snapshot")) {
            m_snapshots.push_back(*snapshot);
        } else if (isOrphan(entry.name, entries)) {
            if (auto removed = m_storage.remove(m_directory + "/" + entry.name); !removed)
                return removed;
        }
    }
    if (!m_segments.empty())
        return {};
    // All were being removed when a crash came; nothing is left that the producers wrote.
    if (auto removed = removeSnapshots(Offset(0), Offset(INT64_MAX)); !removed)
        return removed;
    return addSegment(logStart);
}

Result<void> PartitionLog::checkFirstEpoch() {
    for (auto i = segmentIndexOf(m_start); i < m_segments.size(); ++i) {
        auto first = m_segments[i]->find(m_start);
        if (!first)
            return first.error();
        if (!*first)
            continue;
        const auto& header = (*first)->header;
        if (header.partitionLeaderEpoch < LeaderEpoch(0) ||
            m_epochs.epochAt(std::max(m_start, header.baseOffset)) != LeaderEpoch())
            return {};
        // The log start had moved on, and with it the epochs, but not its checkpoint.
        if (auto cleared = m_epochs.clear(); !cleared)
            return cleared;
        return rebuildEpochs();
    }
    return {};
}

// What appending an old format made forgotten stays so, though Kafka's recovery would bring it back.
Result<void> PartitionLog::recoverEpoch(const record::BatchHeader& header) {
    if (header.isLegacy())
        return m_epochs.clear();
    if (header.partitionLeaderEpoch > m_epochs.latestEpoch())
        m_epochs.assign(header.partitionLeaderEpoch, header.baseOffset);
    return {};
}

Result<void> PartitionLog::rebuildEpochs() {
    for (const auto& segment : m_segments) {
        BatchScan scan(*segment->file(), 0, segment->sizeBytes());
        while (true) {
            const auto batch = scan.next();
            if (!batch && batch.code() == ErrorCode::KAFKA_STORAGE_ERROR)
                return batch.error();
            if (!batch || !*batch) // damage is for recovery to find
                break;
            if (auto noted = recoverEpoch((*batch)->header); !noted)
                return noted;
        }
    }
    return m_epochs.flush();
}

Result<void> PartitionLog::recoverSegments(Offset recoveryPoint, bool allowsGaps, const OpenHint& hint) {
    for (auto i = segmentIndexOf(recoveryPoint); i < m_segments.size(); ++i) {
        auto& segment = *m_segments[i];
        auto end = segment.baseOffset();
        auto untold = segment.sizeBytes();
        std::uint64_t walked = 0;
        const auto tell = [&](std::size_t segments, std::uint64_t bytes) {
            untold -= bytes;
            walked = 0;
            if (hint.recovered)
                hint.recovered(segments, bytes);
        };
        auto cut = segment.recover([&](const record::BatchHeader& header, ByteView) -> Result<void> {
            walked += header.sizeInBytes();
            if (walked >= progressBytes)
                tell(0, walked);
            end = header.lastOffset() + 1;
            return recoverEpoch(header);
        });
        if (!cut)
            return cut.error();
        tell(1, untold);
        if (*cut == 0) {
            if (i + 1 == m_segments.size())
                break;
            const auto next = m_segments[i + 1]->baseOffset();
            if (next == end || (allowsGaps && next > end))
                continue;
        }
        spdlog::warn("{}: segment {} was damaged or ends early, at offset {}; {} bytes at its end and {} "
                     "segments after it are removed",
                     m_directory, segment.baseOffset().value(), end.value(), *cut, m_segments.size() - i - 1);
        for (; m_segments.size() > i + 1; m_segments.pop_back())
            if (auto removed = active().retire(m_doomed); !removed)
                return removed;
    }
    return {};
}

Result<void> PartitionLog::loadProducers(Offset indexAbortedFrom) {
    m_producers.clear();
    auto from = m_segments.front()->baseOffset();
    while (!m_snapshots.empty()) {
        const auto path = m_directory + "/" + segmentFileName(m_snapshots.back(), ".snapshot");
        const auto bytes = readFile(m_storage, path);
        if (bytes && m_producers.loadSnapshot(*bytes)) {
            from = std::max(from, m_snapshots.back());
            break;
        }
        spdlog::warn("{}: the producer snapshot is damaged and removed", path);
        if (auto removed = m_storage.remove(path); !removed)
            return removed;
        m_snapshots.pop_back();
    }
    expireProducers(m_clock.wallTimeMs());
    for (auto i = segmentIndexOf(from); i < m_segments.size() && from < m_end; ++i) {
        auto& segment = *m_segments[i];
        // One where each segment begins, as after rolling: the segments before may go.
        if (segment.baseOffset() > from)
            if (auto written = writeProducerSnapshot(segment.baseOffset()); !written)
                return written;
        auto first = segment.find(from);
        if (!first)
            return first.error();
        if (!*first)
            continue;
        BatchScan scan(*segment.file(), (*first)->position, segment.sizeBytes());
        while (true) {
            auto batch = scan.next();
            if (!batch)
                return batch.error();
            if (!*batch)
                break;
            const auto& header = (*batch)->header;
            if (!header.hasProducerId() || header.baseOffset < from)
                continue;
            Bytes bytes;
            if (header.isControl()) {
                auto read = segment.readBatch(**batch);
                if (!read)
                    return read.error();
                bytes = std::move(*read);
            }
            ProducerStateCache::Update update;
            if (auto staged = stageProducers(update, bytes, {{0, header, header.maxTimestamp}},
                                             AppendOrigin::replication);
                !staged)
                spdlog::warn("{}: at offset {}: {}", m_directory, header.baseOffset.value(),
                             staged.error().context);
            m_producers.commit(update);
            if (auto indexed = indexAborted(update, indexAbortedFrom); !indexed)
                return indexed;
        }
    }
    return {};
}

Result<void> PartitionLog::writeProducerSnapshot(Offset offset) {
    if (!m_snapshots.empty() && m_snapshots.back() >= offset)
        return {};
    // The next flush makes it durable. Until then a crash may leave a part of it, which its CRC tells.
    auto file =
        m_storage.open(m_directory + "/" + segmentFileName(offset, ".snapshot"), Storage::OpenMode::replace);
    if (!file)
        return file.error();
    if (auto written = (*file)->writeAt(0, m_producers.toSnapshot()); !written)
        return written;
    m_unsyncedSnapshots.push_back(std::move(*file));
    m_snapshots.push_back(offset);
    m_directoryIsDirty = true;
    return {};
}

Result<void> PartitionLog::removeSnapshots(Offset from, Offset to) {
    for (auto at = m_snapshots.begin(); at != m_snapshots.end();) {
        if (*at < from || *at >= to) {
            ++at;
            continue;
        }
        if (auto removed = m_storage.remove(m_directory + "/" + segmentFileName(*at, ".snapshot")); !removed)
            return removed;
        at = m_snapshots.erase(at);
        m_directoryIsDirty = true;
    }
    return {};
}

Result<void> PartitionLog::syncSnapshot(Offset offset) {
    if (!std::binary_search(m_snapshots.begin(), m_snapshots.end(), offset))
        return {};
    auto file = m_storage.open(m_directory + "/" + segmentFileName(offset, ".snapshot"),
                               Storage::OpenMode::readWrite);
    return file ? (*file)->sync() : file.error();
}

} // namespace partitura::log
