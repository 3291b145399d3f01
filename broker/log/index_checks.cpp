#include "broker/log/index_checks.h"

#include "broker/record/control_record.h"

#include <fmt/format.h>

namespace partitura::log {

IndexAlongside::IndexAlongside(Storage& storage, std::string path, bool exists, bool isDue,
                               std::size_t entryBytes, LogProblems& problems)
    : m_path(std::move(path))
    , m_entryBytes(entryBytes)
    , m_problems(problems) {
    if (!exists) {
        if (isDue)
            m_problems.add({m_path, {}, {}, "the index is missing"});
        return;
    }
    auto file = storage.open(m_path, Storage::OpenMode::readOnly);
    if (!file) {
        m_problems.add({m_path, {}, {}, withoutPath(file.error().context, m_path)});
        return;
    }
    m_walk.emplace(*file, entryBytes);
    if (m_walk->oddBytes() != 0)
        m_problems.add({m_path,
                        (*file)->size() - m_walk->oddBytes(),
                        {},
                        fmt::format("{} bytes at the end are no entry", m_walk->oddBytes())});
    advance();
}

void IndexAlongside::advance() {
    auto next = m_walk->next();
    if (!next)
        addProblem({}, withoutPath(next.error().context, m_path));
    m_entry = next ? *next : nullptr;
}

void IndexAlongside::addProblem(std::optional<Offset> offset, std::string what) {
    const auto at = m_walk->count() == 0 ? 0 : (m_walk->count() - 1) * m_entryBytes;
    m_problems.add({m_path, at, offset, std::move(what)});
}

void IndexAlongside::stop(std::optional<Offset> offset, std::string what) {
    addProblem(offset, std::move(what));
    m_entry = nullptr;
}

// Offset index ------------------------------------------------------------------------------------------

SegmentCheck::OffsetIndexCheck::OffsetIndexCheck(Storage& storage, const SegmentContents& segment,
                                                 LogProblems& problems)
    : index(storage, segment.path(".index"), segment.hasOffsetIndex, !segment.isLast, OffsetIndex::entryBytes,
            problems)
    , baseOffset(segment.baseOffset) {}

void SegmentCheck::OffsetIndexCheck::add(const WalkedBatch& batch) {
    while (index.entry()) {
        const auto entry = offsetIndexEntry(index.entry(), baseOffset);
        if (entry.position > batch.position)
            return;
        if (last && (entry.offset <= last->offset || entry.position <= last->position))
            return index.stop(entry.offset,
                              fmt::format("offset {} at {} does not follow {} at {}", entry.offset.value(),
                                          entry.position, last->offset.value(), last->position));
        if (entry.position < batch.position)
            index.addProblem(entry.offset, fmt::format("no batch begins at {}", entry.position));
        else if (entry.offset < batch.header.baseOffset)
            index.addProblem(entry.offset, fmt::format("the batch at {} begins at offset {}", entry.position,
                                                       batch.header.baseOffset.value()));
        else if (last && last->offset >= batch.header.baseOffset)
            index.addProblem(
                entry.offset,
                fmt::format("the entry before it names offset {}, which lies behind", last->offset.value()));
        last = entry;
        index.advance();
    }
}

void SegmentCheck::OffsetIndexCheck::finish(const SegmentFacts& facts) {
    if (index.entry()) {
        const auto entry = offsetIndexEntry(index.entry(), baseOffset);
        return index.stop(entry.offset, fmt::format("position {} is behind the last batch", entry.position));
    }
    if (last && facts.lastOffset && last->offset > *facts.lastOffset)
        index.addProblem(last->offset, fmt::format("the log ends with offset {}", facts.lastOffset->value()));
}

// Time index --------------------------------------------------------------------------------------------

SegmentCheck::TimeIndexCheck::TimeIndexCheck(Storage& storage, const SegmentContents& segment,
                                             LogProblems& problems)
    : index(storage, segment.path(".timeindex"), segment.hasTimeIndex, !segment.isLast, TimeIndex::entryBytes,
            problems)
    , baseOffset(segment.baseOffset)
    , isLastSegment(segment.isLast) {}

void SegmentCheck::TimeIndexCheck::add(const WalkedBatch& batch, TimestampMs maxTimestamp) {
    while (index.entry()) {
        const auto entry = timeIndexEntry(index.entry(), baseOffset);
        if (entry.offset > batch.header.lastOffset())
            return;
        if (entry.timestamp <= last.timestamp || entry.offset < last.offset) {
            isWhole = false;
            return index.stop(entry.offset, fmt::format("timestamp {} at offset {} does not follow {} at {}",
                                                        entry.timestamp, entry.offset.value(), last.timestamp,
                                                        last.offset.value()));
        }
        if (entry.offset < batch.header.baseOffset)
            index.addProblem(entry.offset, fmt::format("no batch holds offset {}", entry.offset.value()));
        else if (entry.timestamp != maxTimestamp)
            index.addProblem(entry.offset, fmt::format("the greatest timestamp up to offset {} is {}, not {}",
                                                       entry.offset.value(), maxTimestamp, entry.timestamp));
        last = entry;
        index.advance();
    }
}

void SegmentCheck::TimeIndexCheck::finish(const SegmentFacts& facts) {
    if (index.entry()) {
        const auto entry = timeIndexEntry(index.entry(), baseOffset);
        return index.stop(entry.offset, "the offset is behind the last batch");
    }
    // Searches by time skip a finished segment whose last entry is before the time they look for.
    if (index.isOpen() && isWhole && !isLastSegment && last.timestamp < facts.maxTimestamp)
        index.addProblem({}, fmt::format("the last entry has timestamp {}, the segment {}", last.timestamp,
                                         facts.maxTimestamp));
}

// Transaction index -------------------------------------------------------------------------------------

SegmentCheck::TransactionIndexCheck::TransactionIndexCheck(Storage& storage, const SegmentContents& segment,
                                                           LogProblems& problems)
    : index(storage, segment.path(".txnindex"), segment.hasTransactionIndex, false,
            TransactionIndex::entryBytes, problems) {}

void SegmentCheck::TransactionIndexCheck::add(const WalkedBatch& batch) {
    while (index.entry()) {
        const auto entry = transactionIndexEntry(index.entry());
        if (entry.lastOffset > batch.header.lastOffset())
            return;
        if (const auto version = transactionIndexVersion(index.entry()); version != 0)
            return index.stop({}, fmt::format("version {} is unknown", version));
        if (last && entry.lastOffset <= *last)
            return index.stop(entry.lastOffset, fmt::format("the marker at {} does not follow {}",
                                                            entry.lastOffset.value(), last->value()));
        if (entry.firstOffset > entry.lastOffset)
            index.addProblem(entry.lastOffset, fmt::format("the transaction begins at {}, behind its marker",
                                                           entry.firstOffset.value()));
        // Compaction may remove a marker and keep its entry.
        const bool isMarker = entry.lastOffset == batch.header.baseOffset && batch.header.isControl();
        if (entry.lastOffset >= batch.header.baseOffset && !isMarker)
            index.addProblem(entry.lastOffset,
                             fmt::format("offset {} is no marker", entry.lastOffset.value()));
        else if (isMarker && batch.hasValidCrc) {
            const auto marker = record::endTransactionMarkerOf(batch.bytes);
            if (marker && *marker && ((*marker)->isCommit || batch.header.producerId != entry.producerId))
                index.addProblem(entry.lastOffset,
                                 fmt::format("the marker does not abort a transaction of producer {}",
                                             entry.producerId.value()));
        }
        last = entry.lastOffset;
        index.advance();
    }
}

void SegmentCheck::TransactionIndexCheck::finish() {
    if (index.entry())
        index.stop(transactionIndexEntry(index.entry()).lastOffset, "the marker is behind the last batch");
}

} // namespace partitura::log
