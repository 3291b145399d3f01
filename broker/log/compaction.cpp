#include "broker/log/compaction.h"

#include "broker/log/batch_filter.h"
#include "broker/log/segment_swap.h"
#include "broker/record/for_each_record.h"

#include <algorithm>

namespace partitura::log {
namespace {

/// Enough for every offset of the dirty part to be a key of its own, but no more than `limits` allow.
std::size_t mapBytes(const CompactionPlan& plan, const CompactionLimits& limits) {
    const auto keysMax = static_cast<double>(plan.upperBound - plan.firstDirty) + 2;
    const auto bytes = (keysMax / std::max(limits.offsetMapLoadFactor, 0.01) + 2) * OffsetMap::entryBytes;
    return bytes < static_cast<double>(limits.offsetMapBytes) ? static_cast<std::size_t>(bytes)
                                                              : limits.offsetMapBytes;
}

/// Of the aborted transactions, those that end at `from` or later.
std::vector<AbortedTransaction> endingFrom(const std::vector<AbortedTransaction>& aborted, Offset from) {
    std::vector<AbortedTransaction> some;
    std::copy_if(aborted.begin(), aborted.end(), std::back_inserter(some),
                 [&](const auto& transaction) { return transaction.lastOffset >= from; });
    return some;
}

Result<std::optional<record::ControlType>> controlTypeIn(ByteView batch) {
    auto reader = record::RecordReader::open(batch);
    if (!reader)
        return reader.error();
    record::Record record;
    auto more = reader->next(record);
    if (!more)
        return more.error();
    if (!*more)
        return std::optional<record::ControlType>();
    auto type = record.key ? record::controlTypeOf(*record.key) : std::nullopt;
    if (!type)
        return Error{ErrorCode::INVALID_RECORD, "the key of a control record is of no known type"};
    return type;
}

/// Calls visit(header, batch) for each of the whole batches; its first error ends the walk.
template <typename Visit>
Result<void> forEachBatch(ByteView batches, Visit visit) {
    while (!batches.empty()) {
        const auto header = record::BatchHeader::parse(batches);
        if (!header)
            return header.error();
        if (Result<void> visited = visit(*header, batches.first(header->sizeInBytes())); !visited)
            return visited;
        batches = batches.subspan(header->sizeInBytes());
    }
    return {};
}

} // namespace

Compaction::Compaction(Storage& storage, CompactionPlan plan, const CompactionLimits& limits)
    : m_storage(storage)
    , m_plan(std::move(plan))
    , m_limits(limits)
    , m_map(mapBytes(m_plan, limits), limits.offsetMapLoadFactor, limits.hashSeed)
    , m_transactions(endingFrom(m_plan.aborted, m_plan.firstDirty))
    , m_source(m_plan.firstDirtySource)
    , m_position(m_plan.firstDirtyPosition) {
    for (std::size_t i = 0; i < m_plan.sources.size(); ++i)
        m_progress.bytesTotal += m_plan.sources[i].sizeBytes * (i > m_source ? 2 : 1);
    if (m_source < m_plan.sources.size())
        m_progress.bytesTotal += m_plan.sources[m_source].sizeBytes - m_position;
}

std::vector<std::shared_ptr<File>> Compaction::group() const {
    std::vector<std::shared_ptr<File>> files;
    const auto& group = m_groups[m_group];
    for (auto i = group.first; i < group.first + group.count; ++i)
        files.push_back(m_plan.sources[i].file);
    return files;
}

Result<Compaction::Step> Compaction::step(std::uint64_t bytesMax) {
    const auto until = bytesMoved() + bytesMax;
    do {
        Result<void> worked;
        switch (m_state) {
        case State::indexing:
            worked = indexMore();
            break;
        case State::syncing:
            worked = syncMore();
            return worked ? Result<Step>(Step::more) : worked.error();
        case State::cleaning:
            worked = m_cleaned ? cleanMore() : beginGroup();
            break;
        case State::finishing:
            worked = finishGroup();
            return worked ? Result<Step>(Step::groupReady) : worked.error();
        case State::ready:
            m_state = ++m_group == m_groups.size() ? State::done : State::cleaning;
            break;
        case State::done:
            return Step::done;
        }
        if (!worked)
            return worked.error();
    } while (bytesMoved() < until);
    return Step::more;
}

Result<ByteView> Compaction::readBatches(const CompactionPlan::Source& source, std::uint64_t position) {
    const auto damaged = [&](const char* why) {
        return Error{ErrorCode::CORRUPT_MESSAGE,
                     source.file->path() + " at " + std::to_string(position) + ": " + why};
    };
    const auto left = source.sizeBytes - position;
    const auto read = [&](std::uint64_t size) -> Result<void> {
        m_buffer.resize(size);
        m_buffer.shrink_to_fit(); // to the usual size after a large batch
        auto count = source.file->readAt(position, m_buffer);
        if (!count)
            return count.error();
        return *count == size ? Result<void>() : damaged("the file has become shorter");
    };
    if (auto got = read(std::min<std::uint64_t>(left, m_limits.bufferBytes)); !got)
        return got.error();
    auto first = record::BatchHeader::parse(m_buffer);
    if (!first)
        return damaged(first.error().context.c_str());
    if (first->sizeInBytes() > left)
        return damaged("a batch is cut");
    if (first->sizeInBytes() > m_buffer.size())
        if (auto got = read(first->sizeInBytes()); !got)
            return got.error();

    std::size_t whole = 0;
    while (whole < m_buffer.size()) {
        const auto rest = ByteView(m_buffer).subspan(whole);
        if (rest.size() < record::batchHeaderBytes)
            break;
        const auto header = record::BatchHeader::parse(rest);
        if (!header)
            return damaged(header.error().context.c_str());
        if (header->sizeInBytes() > rest.size())
            break;
        if (!record::hasValidCrc(rest.first(header->sizeInBytes())))
            return damaged("the CRC of a batch is wrong");
        whole += header->sizeInBytes();
    }
    return ByteView(m_buffer).first(whole);
}

// Indexing --------------------------------------------------------------------------------------------

Result<void> Compaction::indexMore() {
    if (m_source == m_plan.sources.size()) {
        endIndexing();
        return {};
    }
    const auto& source = m_plan.sources[m_source];
    if (m_position >= source.sizeBytes) {
        // Offsets missing at a segment's end are known to have no key.
        m_latest = (m_source + 1 < m_plan.sources.size() ? m_plan.sources[m_source + 1].baseOffset
                                                         : m_plan.upperBound) -
                   1;
        ++m_source;
        m_position = 0;
        return {};
    }
    auto batches = readBatches(source, m_position);
    if (!batches)
        return batches.error();
    bool isFull = false;
    auto walked = forEachBatch(*batches, [&](const auto& header, ByteView batch) -> Result<void> {
        if (isFull)
            return {};
        auto fits = indexBatch(header, batch);
        if (!fits)
            return fits.error();
        isFull = !*fits;
        if (*fits && header.lastOffset() >= m_plan.firstDirty)
            m_latest = header.lastOffset();
        return {};
    });
    if (!walked)
        return walked;
    m_position += batches->size();
    m_progress.bytesRead += batches->size();
    if (isFull)
        endIndexing();
    return {};
}

Result<bool> Compaction::indexBatch(const record::BatchHeader& header, ByteView batch) {
    if (header.isControl()) {
        auto type = controlTypeIn(batch);
        if (!type)
            return type.error();
        (void)m_transactions.onControlBatch(header, *type);
        return true;
    }
    if (m_transactions.onDataBatch(header))
        return true;
    auto reader = record::RecordReader::open(batch);
    if (!reader)
        return reader.error();
    if (auto told = record::lookAhead(*reader, [&](const auto& each) { prefetchKey(each); }); !told)
        return told.error();
    record::Record record;
    while (true) {
        auto more = reader->next(record);
        if (!more)
            return more.error();
        if (!*more)
            return true;
        if (!record.key || record.offset < m_plan.firstDirty)
            continue;
        if (!m_map.put(*record.key, record.offset))
            return false;
        m_latest = record.offset;
    }
}

void Compaction::endIndexing() {
    m_groups = groupSources(m_plan, endOffset());
    m_progress.mapUtilization = static_cast<double>(m_map.size()) / static_cast<double>(m_map.capacity());
    m_progress.bytesTotal = m_progress.bytesRead;
    for (const auto& group : m_groups)
        for (auto i = group.first; i < group.first + group.count; ++i)
            m_progress.bytesTotal += m_plan.sources[i].sizeBytes;
    m_transactions = CleanedTransactions(m_plan.aborted);
    m_source = 0;
    m_state = State::syncing;
}

Result<void> Compaction::syncMore() {
    // A record goes only for one that will not be lost.
    const auto& sources = m_plan.sources;
    while (m_source < sources.size() && sources[m_source].isDurable)
        ++m_source;
    if (m_source < sources.size())
        return sources[m_source++].file->sync();
    m_progress.phase = CompactionPhase::cleaning;
    m_state = m_groups.empty() ? State::done : State::cleaning;
    return {};
}

// Cleaning --------------------------------------------------------------------------------------------

Result<void> Compaction::beginGroup() {
    m_source = m_groups[m_group].first;
    m_position = 0;
    m_progress.phase = CompactionPhase::cleaning;
    // What a run could not clear away, or no longer replaces anything, would make a later swap look
    // unfinished.
    if (auto removed = removeCleanedFiles(m_storage, m_plan.directory); !removed)
        return removed;
    auto segment = Segment::open(m_storage, m_plan.directory, m_plan.sources[m_source].baseOffset,
                                 m_plan.config, cleanedSuffix);
    if (!segment)
        return segment.error();
    m_cleaned = std::move(*segment);
    return {};
}

Result<void> Compaction::cleanMore() {
    const auto& group = m_groups[m_group];
    if (m_source == group.first + group.count) {
        m_state = State::finishing;
        return {};
    }
    const auto& source = m_plan.sources[m_source];
    if (m_position >= source.sizeBytes) {
        ++m_source;
        m_position = 0;
        return {};
    }
    auto batches = readBatches(source, m_position);
    if (!batches)
        return batches.error();
    m_output.clear();
    std::vector<record::BatchInfo> written;
    auto walked = forEachBatch(
        *batches, [&](const auto& header, ByteView batch) { return cleanBatch(header, batch, written); });
    if (!walked)
        return walked;
    m_position += batches->size();
    m_progress.bytesRead += batches->size();
    m_progress.bytesCleaned += batches->size();
    if (written.empty())
        return {};
    m_progress.bytesWritten += m_output.size();
    return m_cleaned->append(m_output, written);
}

Result<void> Compaction::cleanBatch(const record::BatchHeader& header, ByteView batch,
                                    std::vector<record::BatchInfo>& written) {
    BatchRules rules;
    bool isDiscardable = false;
    if (header.isControl()) {
        auto type = controlTypeIn(batch);
        if (!type)
            return type.error();
        const auto marker = m_transactions.onControlBatch(header, *type);
        if (marker.aborted)
            if (auto indexed = m_cleaned->transactionIndex().append(*marker.aborted); !indexed)
                return indexed;
        isDiscardable = marker.isDiscardable;
        rules.isEmptyTransactionsMarker = isDiscardable;
        rules.dropsAllRecords =
            isDiscardable && header.hasDeleteHorizon() && header.baseTimestamp <= m_plan.nowMs;
    } else {
        isDiscardable = m_transactions.onDataBatch(header);
        rules.dropsAllRecords = isDiscardable;
    }
    // The batch at the end of what is cleaned stays, so that the log's end is known from what is left.
    rules.staysWhenEmpty =
        (header.hasProducerId() && isLastOfProducer(header)) || header.lastOffset() + 1 == m_plan.upperBound;
    rules.newDeleteHorizonMs = m_plan.nowMs + m_plan.config.deleteRetentionMs;
    rules.keepsRecord = [&](const record::Record& record) { return keepsRecord(header, record); };
    rules.willAskFor = [&](const record::Record& record) { prefetchKey(record); };
    const auto position = m_output.size();
    auto filtered = filterBatch(batch, rules, m_output);
    if (!filtered)
        return filtered.error();
    m_progress.recordsRead += static_cast<std::uint64_t>(filtered->recordsRead);
    if (!filtered->isKept)
        return {};
    m_progress.recordsKept += static_cast<std::uint64_t>(filtered->header.recordCount);
    written.push_back({position, filtered->header, filtered->header.maxTimestamp});
    return {};
}

void Compaction::prefetchKey(const record::Record& record) const {
    if (record.key)
        m_map.prefetch(*record.key);
}

bool Compaction::keepsRecord(const record::BatchHeader& header, const record::Record& record) const {
    if (header.isControl() || record.offset > m_latest)
        return true;
    if (!record.key)
        return false;
    const auto latest = m_map.find(*record.key);
    if (latest && record.offset < *latest)
        return false;
    return record.value || !header.hasDeleteHorizon() || m_plan.nowMs < header.baseTimestamp;
}

bool Compaction::isLastOfProducer(const record::BatchHeader& header) const {
    const auto at = m_plan.producers.find(header.producerId);
    if (at == m_plan.producers.end())
        return false;
    if (at->second.lastDataOffset)
        return header.lastOffset() == *at->second.lastDataOffset;
    return header.isControl() && header.producerEpoch == at->second.epoch;
}

Result<void> Compaction::finishGroup() {
    if (auto finished = m_cleaned->finish(); !finished)
        return finished;
    // All is durable before the first rename, also the log of a segment without a byte.
    std::vector<std::shared_ptr<File>> files{m_cleaned->file()};
    m_cleaned->takeDirty(files);
    for (const auto& file : files)
        if (auto synced = file->sync(); !synced)
            return synced;
    m_cleaned.reset();
    m_progress.phase = CompactionPhase::swapping;
    m_state = State::ready;
    return {};
}

Result<void> Compaction::discard() {
    m_cleaned.reset();
    return m_storage.exists(m_plan.directory) ? removeCleanedFiles(m_storage, m_plan.directory)
                                              : Result<void>();
}

} // namespace partitura::log
