#include "tests/log/crash_model.h"

#include "broker/base/endian.h"
#include "broker/record/for_each_record.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <utility>

namespace partitura::test {

void CrashModel::append(ByteView batches) {
    const auto found = *record::splitBatches(batches);
    for (const auto& batch : found) {
        const auto bytes = batches.subspan(batch.position, batch.header.sizeInBytes());
        m_batches.push_back({batch.header, Bytes(bytes.begin(), bytes.end())});
    }
}

void CrashModel::truncate(Offset offset, bool isCertain) {
    if (isCertain)
        while (!m_batches.empty() && m_batches.back().header.lastOffset() >= offset)
            m_batches.pop_back();
    m_durable = std::min(m_durable, endBelow(offset));
}

void CrashModel::clear(Offset offset) {
    m_batches.clear();
    m_base = m_durable = m_startMax = offset;
    m_mayBeCleared = false;
}

Offset CrashModel::endBelow(Offset offset) const {
    auto end = m_base;
    for (const auto& batch : m_batches)
        if (batch.header.lastOffset() < offset)
            end = batch.header.lastOffset() + 1;
    return end;
}

std::string CrashModel::check(log::PartitionLog& log) {
    auto wrong = checkBatches(log);
    if (wrong.empty())
        wrong = checkEpochs(log);
    if (wrong.empty())
        wrong = checkProducers(log);
    if (wrong.empty())
        wrong = checkLookups(log);
    if (wrong.empty())
        wrong = checkIndexes(log);
    return wrong;
}

std::string CrashModel::checkBatches(log::PartitionLog& log) {
    const auto start = log.startOffset();
    const auto logEnd = log.endOffset();
    if (std::exchange(m_mayBeCleared, false) && log.sizeBytes() == 0 && log.producerState().size() == 0)
        clear(start);
    if (logEnd < m_durable)
        return fmt::format("the log ends at {}, {} was flushed", logEnd.value(), m_durable.value());
    if (start > m_startMax)
        return fmt::format("the log starts at {}, above {}", start.value(), m_startMax.value());
    while (!m_batches.empty() && m_batches.back().header.lastOffset() >= logEnd)
        m_batches.pop_back();
    if (end() != logEnd && start != logEnd)
        return fmt::format("the log ends at {}, not with a batch (the last could be {})", logEnd.value(),
                           end().value());
    Bytes expected;
    for (const auto& batch : m_batches)
        if (batch.header.lastOffset() >= start)
            expected.insert(expected.end(), batch.bytes.begin(), batch.bytes.end());
    Bytes found;
    for (auto from = start; from < logEnd;) {
        auto read = log.read(from, 1000, logEnd, true);
        if (!read)
            return "reading: " + read.error().context;
        if (read->records.empty())
            return fmt::format("nothing to read at {}", from.value());
        const auto bytes = *read->records.flatten();
        found.insert(found.end(), bytes.begin(), bytes.end());
        const auto next = record::offsetAfter(bytes, from);
        if (next <= from)
            return fmt::format("no whole batch at {}", from.value());
        from = next;
    }
    if (found != expected)
        return fmt::format("the batches in [{}, {}) are not those that were appended: {} bytes instead of {}",
                           start.value(), logEnd.value(), found.size(), expected.size());
    if (m_batches.empty())
        m_base = logEnd;
    m_durable = logEnd;
    return {};
}

std::string CrashModel::checkEpochs(const log::PartitionLog& log) const {
    std::vector<log::EpochEntry> expected;
    for (const auto& batch : m_batches) {
        const auto& header = batch.header;
        if (header.lastOffset() < log.startOffset())
            continue;
        if (log.epochs().epochAt(std::max(header.baseOffset, log.startOffset())) !=
            header.partitionLeaderEpoch)
            return fmt::format("offset {} has epoch {}, the cache says {}", header.baseOffset.value(),
                               header.partitionLeaderEpoch.value(),
                               log.epochs().epochAt(header.baseOffset).value());
        if (expected.empty() || expected.back().epoch != header.partitionLeaderEpoch)
            expected.push_back({header.partitionLeaderEpoch, std::max(header.baseOffset, log.startOffset())});
    }
    if (expected.empty())
        return {};
    // The first may have begun in what was deleted.
    auto entries = log.epochs().entries();
    std::erase_if(entries,
                  [&](const auto& entry) { return entry.startOffset <= expected.front().startOffset; });
    if (!std::equal(entries.begin(), entries.end(), expected.begin() + 1, expected.end()))
        return fmt::format("{} epochs begin after the first batch, {} are known", expected.size() - 1,
                           entries.size());
    return {};
}

std::string CrashModel::checkProducers(log::PartitionLog& log) const {
    log::ProducerStateCache expected;
    std::vector<log::AbortedTransaction> aborted;
    for (const auto& batch : m_batches) {
        const auto& header = batch.header;
        if (!header.hasProducerId())
            continue;
        std::optional<record::EndTransactionMarker> marker;
        if (header.isControl())
            marker = *record::endTransactionMarkerOf(batch.bytes);
        log::ProducerStateCache::Update update;
        if (auto staged = expected.stage(update, header, log::AppendOrigin::replication, marker); !staged)
            return staged.error().context;
        expected.commit(update);
        for (const auto& ended : update.completed)
            if (ended.isAborted && ended.lastOffset >= log.startOffset())
                aborted.push_back({ended.producerId, ended.firstOffset, ended.lastOffset,
                                   expected.lastStableOffsetAt(ended, update)});
    }
    if (expected.toSnapshot() != log.producerState().toSnapshot())
        return "the states of the producers are not those of the batches";
    const auto found = log.abortedTransactions(log.startOffset(), log.endOffset());
    if (!found || *found != aborted) {
        std::string places;
        for (const auto& entry : found ? *found : aborted)
            places += fmt::format(" [{}, {}]", entry.firstOffset.value(), entry.lastOffset.value());
        return fmt::format("of {} aborted transactions, these are indexed:{}", aborted.size(), places);
    }
    return {};
}

std::string CrashModel::checkLookups(log::PartitionLog& log) const {
    struct Place {
        TimestampMs timestamp;
        Offset offset;
    };
    std::vector<Place> records;
    for (const auto& batch : m_batches) {
        const auto& header = batch.header;
        if (header.lastOffset() < log.startOffset())
            continue;
        for (const auto offset : {header.baseOffset, header.lastOffset()})
            if (offset >= log.startOffset()) {
                const auto read = log.read(offset, 1, log.endOffset(), true);
                if (!read || read->firstBatchOffset != header.baseOffset)
                    return fmt::format("offset {} is not found in its batch", offset.value());
            }
        (void)record::forEachRecord(batch.bytes, [&](const auto&, const auto& record) -> Result<void> {
            if (record.offset >= log.startOffset())
                records.push_back({record.timestamp, record.offset});
            return {};
        });
    }
    const auto step = std::max<std::size_t>(1, records.size() / 12);
    for (std::size_t i = 0; i < records.size(); i += step) {
        const auto wanted = records[i].timestamp;
        const auto first = std::find_if(records.begin(), records.end(),
                                        [&](const auto& record) { return record.timestamp >= wanted; });
        const auto found = log.offsetForTimestamp(wanted);
        if (!found || !*found || (*found)->offset != first->offset)
            return fmt::format("timestamp {} is not found at {}", wanted, first->offset.value());
    }
    return {};
}

std::string CrashModel::checkIndexes(const log::PartitionLog& log) {
    for (const auto& segment : log.segments()) {
        const auto base = segment->baseOffset();
        std::map<std::uint64_t, Offset> lastOffsets;      // by position
        std::map<Offset, TimestampMs> greatestTimestamps; // so far, by last offset
        auto greatest = noTimestamp;
        log::BatchScan scan(*segment->file(), 0, segment->sizeBytes());
        while (true) {
            const auto batch = scan.next();
            if (!batch)
                return batch.error().context;
            if (!*batch)
                break;
            const auto& header = (*batch)->header;
            greatest = std::max(greatest, header.maxTimestamp);
            lastOffsets[(*batch)->position] = header.lastOffset();
            greatestTimestamps[header.lastOffset()] = greatest;
        }
        if (auto used = segment->find(base); !used) // indexes are looked at when they are first used
            return used.error().context;
        std::uint8_t entry[log::TimeIndex::entryBytes];
        auto& offsets = segment->offsetIndex().file();
        const auto offsetCount = *offsets.count();
        for (std::size_t i = 0; i < offsetCount; ++i) {
            const auto isRead = offsets.read(i, entry);
            const auto at = lastOffsets.find(loadBigEndian<std::uint32_t>(entry + 4));
            if (!isRead || at == lastOffsets.end() || at->second != base + loadBigEndian<std::int32_t>(entry))
                return fmt::format("{}: entry {} is of no batch", offsets.path(), i);
        }
        auto& times = segment->timeIndex().file();
        const auto timeCount = *times.count();
        for (std::size_t i = 0; i < timeCount; ++i) {
            const auto isRead = times.read(i, entry);
            const auto at = greatestTimestamps.find(base + loadBigEndian<std::int32_t>(entry + 8));
            if (!isRead || at == greatestTimestamps.end() || at->second != loadBigEndian<std::int64_t>(entry))
                return fmt::format("{}: entry {} is of no batch", times.path(), i);
        }
    }
    return {};
}

} // namespace partitura::test
