#include "broker/log/segment_check.h"

#include "broker/log/index_checks.h"
#include "broker/record/record_reader.h"

#include <algorithm>
#include <fmt/format.h>

namespace partitura::log {

SegmentCheck::SegmentCheck(Storage& storage, const SegmentContents& segment, CheckDepth depth)
    : m_path(segment.path(".log"))
    , m_baseOffset(segment.baseOffset)
    , m_depth(std::move(depth)) {
    if (!m_depth.indexes)
        return;
    auto& problems = m_facts.problems;
    m_offsetIndex = std::make_unique<OffsetIndexCheck>(storage, segment, problems);
    m_timeIndex = std::make_unique<TimeIndexCheck>(storage, segment, problems);
    m_transactionIndex = std::make_unique<TransactionIndexCheck>(storage, segment, problems);
}

SegmentCheck::~SegmentCheck() = default;

void SegmentCheck::addProblem(const WalkedBatch& batch, std::string what) {
    m_facts.problems.add({m_path, batch.position, batch.header.baseOffset, std::move(what)});
}

void SegmentCheck::checkHeader(const WalkedBatch& batch) {
    const auto& header = batch.header;
    if (batch.bytes.empty())
        addProblem(batch,
                   fmt::format("a batch of {} bytes is too long to be looked into", header.sizeInBytes()));
    else if (!batch.hasValidCrc)
        addProblem(batch, "the CRC is wrong");
    if (header.lastOffsetDelta < 0 || header.recordCount < 0 ||
        header.recordCount > std::int64_t{header.lastOffsetDelta} + 1)
        addProblem(batch, fmt::format("{} records do not fit a last offset delta of {}", header.recordCount,
                                      header.lastOffsetDelta));
    if (!batch.header.isLegacy() && header.compression() > record::Compression::zstd)
        addProblem(batch, fmt::format("codec {} is none", static_cast<int>(header.compression())));
    if (header.baseOffset < m_baseOffset)
        addProblem(batch, fmt::format("the segment begins at offset {}", m_baseOffset.value()));
    if (header.lastOffset() - m_baseOffset > INT32_MAX)
        addProblem(batch, "the offset is too far from the segment's for its indexes");
    if (m_facts.lastOffset && header.baseOffset <= *m_facts.lastOffset)
        addProblem(batch, fmt::format("the batch before it ends at offset {}", m_facts.lastOffset->value()));
}

void SegmentCheck::checkEpoch(const WalkedBatch& batch) {
    const auto epoch = batch.header.partitionLeaderEpoch;
    const auto offset = batch.header.baseOffset;
    if (epoch < LeaderEpoch(0))
        return;
    if (epoch < m_lastEpoch)
        addProblem(batch, fmt::format("leader epoch {} follows {}", epoch.value(), m_lastEpoch.value()));
    m_lastEpoch = std::max(m_lastEpoch, epoch);
    // The file may lack what was written since its last write, and says nothing of what lies before its first
    // entry.
    const auto& known = m_depth.leaderEpochs;
    const auto next = std::upper_bound(known.begin(), known.end(), offset,
                                       [](Offset o, const EpochEntry& e) { return o < e.startOffset; });
    if (next == known.begin())
        return;
    const auto inForce = std::prev(next)->epoch;
    if (inForce > epoch || (next != known.end() && inForce != epoch))
        addProblem(batch, fmt::format("leader epoch {}; leader-epoch-checkpoint says {}", epoch.value(),
                                      inForce.value()));
}

void SegmentCheck::checkRecords(const WalkedBatch& batch) {
    if (batch.header.isLegacy() || batch.bytes.empty() || !batch.hasValidCrc)
        return;
    auto reader = record::RecordReader::open(batch.bytes);
    if (!reader)
        return addProblem(batch, reader.error().context);
    record::Record record;
    auto last = batch.header.baseOffset - 1;
    for (;;) {
        auto more = reader->next(record);
        if (!more)
            return addProblem(batch, more.error().context);
        if (!*more)
            return;
        if (record.offset <= last || record.offset > batch.header.lastOffset())
            return addProblem(batch, fmt::format("a record has offset {}", record.offset.value()));
        last = record.offset;
    }
}

void SegmentCheck::add(const WalkedBatch& batch) {
    checkHeader(batch);
    checkEpoch(batch);
    if (m_depth.records)
        checkRecords(batch);
    const auto& header = batch.header;
    ++m_facts.batches;
    m_facts.records += std::max(header.recordCount, 0);
    if (!m_facts.firstOffset)
        m_facts.firstOffset = header.baseOffset;
    m_facts.lastOffset = header.lastOffset();
    m_facts.maxTimestamp = std::max(m_facts.maxTimestamp, header.maxTimestamp);
    if (!m_depth.indexes)
        return;
    m_offsetIndex->add(batch);
    m_timeIndex->add(batch, m_facts.maxTimestamp);
    m_transactionIndex->add(batch);
}

SegmentFacts SegmentCheck::finish(const BatchWalk& walk) {
    m_facts.fileBytes = walk.fileBytes();
    m_facts.validBytes = walk.position();
    if (walk.damage())
        m_facts.problems.add(*walk.damage());
    if (m_depth.indexes) {
        m_offsetIndex->finish(m_facts);
        m_timeIndex->finish(m_facts);
        m_transactionIndex->finish();
    }
    return std::move(m_facts);
}

SegmentFacts checkSegment(Storage& storage, const SegmentContents& segment, const CheckDepth& depth) {
    const auto path = segment.path(".log");
    SegmentFacts facts;
    auto file = storage.open(path, Storage::OpenMode::readOnly);
    if (!file) {
        facts.problems.add({path, {}, {}, withoutPath(file.error().context, path)});
        return facts;
    }
    BatchWalk walk(*file);
    SegmentCheck check(storage, segment, depth);
    WalkedBatch batch;
    for (;;) {
        auto more = walk.next(batch);
        if (more && *more) {
            check.add(batch);
            continue;
        }
        facts = check.finish(walk);
        if (!more)
            facts.problems.add({path, walk.position(), {}, withoutPath(more.error().context, path)});
        return facts;
    }
}

} // namespace partitura::log
