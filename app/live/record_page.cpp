#include "app/live/record_page.h"

#include "broker/record/compression.h"
#include "broker/record/control_record.h"
#include "broker/record/record_reader.h"

#include <algorithm>

namespace partitura::app {
namespace {

TransactionEnd transactionEndOf(const record::BatchHeader& header, ByteView batch) {
    if (!header.isControl() || !header.isTransactional())
        return TransactionEnd::none;
    const auto marker = record::endTransactionMarkerOf(batch);
    if (!marker || !*marker)
        return TransactionEnd::none;
    return (*marker)->isCommit ? TransactionEnd::commit : TransactionEnd::abort;
}

std::shared_ptr<const BatchInfo> describe(const record::BatchHeader& header, ByteView batch) {
    auto info = std::make_shared<BatchInfo>();
    info->baseOffset = header.baseOffset;
    info->lastOffset = header.lastOffset();
    info->leaderEpoch = header.partitionLeaderEpoch;
    info->magic = header.magic;
    info->crc = header.crc;
    info->attributes = static_cast<std::int16_t>(header.attributes);
    info->compression = std::string(record::compressionName(header.compression()));
    info->logAppendTime = header.timestampType() == record::TimestampType::logAppendTime;
    info->isTransactional = header.isTransactional();
    info->isControl = header.isControl();
    info->producerId = header.producerId;
    info->producerEpoch = header.producerEpoch;
    info->baseSequence = header.baseSequence;
    info->recordCount = header.recordCount;
    info->sizeBytes = static_cast<std::int32_t>(header.sizeInBytes());
    if (!header.isLegacy() && !header.hasDeleteHorizon())
        info->firstTimestampMs = header.baseTimestamp;
    info->maxTimestampMs = header.maxTimestamp;
    info->transactionEnd = transactionEndOf(header, batch);
    return info;
}

/// What the records of one batch point into: the fetched bytes, and the reader that may have decompressed
/// them.
struct Held {
    SharedBytes fetched;
    record::RecordReader reader;
};

Result<void> takeBatch(ByteView batch, const SharedBytes& fetched, const RecordQuery& query,
                       RecordPage& page) {
    auto opened = record::RecordReader::open(batch);
    if (!opened)
        return opened.error();
    const auto held = std::make_shared<Held>(Held{fetched, std::move(*opened)});
    const auto info = describe(held->reader.header(), batch);
    record::Record one;
    for (;;) {
        auto more = held->reader.next(one);
        if (!more)
            return more.error();
        if (!*more || page.records.size() == query.maxRecords)
            return {};
        if (one.offset < query.from)
            continue;
        auto& record = page.records.emplace_back();
        record.partition = query.topicPartition.partition;
        record.offset = one.offset;
        record.timestampMs = one.timestamp;
        record.key = one.key;
        record.value = one.value;
        for (const auto& header : one.headers)
            record.headers.emplace_back(header.key, header.value);
        if (!held->reader.header()
                 .isLegacy()) // the bytes of a record, as they are shown, are those of magic 2
            record.bytes = held->reader.bytes().subspan(one.position, one.length);
        record.batch = info;
        record.storage = SharedBytes(held, held->fetched.get());
    }
}

} // namespace

Result<std::shared_ptr<const RecordPage>> makeRecordPage(const RecordQuery& query, SharedBytes storage,
                                                         Offset logStart, Offset highWatermark) {
    auto page = std::make_shared<RecordPage>();
    page->topicPartition = query.topicPartition;
    page->logStart = logStart;
    page->highWatermark = highWatermark;
    page->nextOffset = query.from;
    ByteView batches(*storage);
    while (batches.size() >= record::batchBytesMin && page->records.size() < query.maxRecords) {
        auto header = record::BatchHeader::parse(batches);
        if (!header || header->sizeInBytes() > batches.size())
            break;
        if (auto taken = takeBatch(batches.first(header->sizeInBytes()), storage, query, *page); !taken) {
            if (page->records.empty())
                return taken.error();
            break;
        }
        page->nextOffset = header->lastOffset() + 1;
        batches = batches.subspan(header->sizeInBytes());
    }
    // A page that is full may end in the middle of a batch.
    if (page->records.size() == query.maxRecords)
        page->nextOffset = page->records.back().offset + 1;
    return std::shared_ptr<const RecordPage>(std::move(page));
}

Result<std::shared_ptr<const BatchPage>> makeBatchPage(const BatchQuery& query, ByteView batches,
                                                       Offset logStart, Offset highWatermark) {
    auto page = std::make_shared<BatchPage>();
    page->topicPartition = query.topicPartition;
    page->logStart = logStart;
    page->highWatermark = highWatermark;
    page->nextOffset = query.from;
    while (batches.size() >= record::batchBytesMin && page->batches.size() < query.maxBatches) {
        const auto header = record::BatchHeader::parse(batches);
        if (!header && page->batches.empty())
            return header.error();
        if (!header || header->sizeInBytes() > batches.size())
            break;
        if (header->baseOffset >= query.to) {
            page->nextOffset = std::max(page->nextOffset, query.to);
            break;
        }
        const auto batch = batches.first(header->sizeInBytes());
        if (header->lastOffset() >= query.from)
            page->batches.push_back(describe(*header, batch));
        page->nextOffset = header->lastOffset() + 1;
        batches = batches.subspan(header->sizeInBytes());
    }
    return std::shared_ptr<const BatchPage>(std::move(page));
}

} // namespace partitura::app
