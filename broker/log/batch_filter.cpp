#include "broker/log/batch_filter.h"

#include "broker/record/for_each_record.h"
#include "broker/record/varint.h"

#include <algorithm>
#include <cassert>
#include <vector>

namespace partitura::log {
namespace {

struct KeptRecord {
    ByteView bytes;
    TimestampMs timestamp = noTimestamp;
};

/// Appends the record with its timestamp counted from `baseTimestamp`; all else stays.
void appendRecord(Bytes& to, const KeptRecord& record, TimestampMs baseTimestamp) {
    const auto* at = record.bytes.data();
    const auto* end = at + record.bytes.size();
    std::int32_t size = 0;
    at = record::readVarint(at, end, size);
    const auto attributes = *at++;
    std::int64_t oldDelta = 0;
    at = record::readVarlong(at, end, oldDelta);
    assert(at && "read before");
    const auto delta = static_cast<std::int64_t>(static_cast<std::uint64_t>(record.timestamp) -
                                                 static_cast<std::uint64_t>(baseTimestamp));
    const auto newSize = 1 + static_cast<std::int64_t>(record::varintSize(delta)) + (end - at);
    record::appendVarint(to, newSize);
    to.push_back(attributes);
    record::appendVarint(to, delta);
    to.insert(to.end(), at, end);
}

/// Writes the header over the room left for it at `begin` of `out`; the batch reaches to its end.
void finishBatch(Bytes& out, std::size_t begin, record::BatchHeader& header) {
    const auto batch = MutableByteView(out).subspan(begin);
    header.batchLength = static_cast<std::int32_t>(batch.size() - record::batchLengthOverhead);
    record::storeHeader(batch, header);
    record::updateCrc(batch);
}

void appendEmptyBatch(Bytes& out, record::BatchHeader& header) {
    header.attributes &= static_cast<std::uint16_t>(
        ~(record::BatchHeader::compressionMask | record::BatchHeader::deleteHorizonBit));
    header.baseTimestamp = noTimestamp;
    header.recordCount = 0;
    const auto begin = out.size();
    out.resize(begin + record::batchHeaderBytes);
    finishBatch(out, begin, header);
}

Result<void> appendBatch(Bytes& out, record::BatchHeader& header, const std::vector<KeptRecord>& records) {
    if (header.timestampType() == record::TimestampType::createTime)
        header.maxTimestamp =
            std::max_element(records.begin(), records.end(), [](const auto& a, const auto& b) {
                return a.timestamp < b.timestamp;
            })->timestamp;
    if (!header.hasDeleteHorizon())
        header.baseTimestamp = records.front().timestamp;
    header.recordCount = static_cast<std::int32_t>(records.size());
    const auto begin = out.size();
    out.resize(begin + record::batchHeaderBytes);
    if (header.compression() == record::Compression::none) {
        for (const auto& record : records)
            appendRecord(out, record, header.baseTimestamp);
    } else {
        Bytes plain;
        for (const auto& record : records)
            appendRecord(plain, record, header.baseTimestamp);
        auto compressed = record::compress(header.compression(), plain);
        if (!compressed)
            return compressed.error();
        out.insert(out.end(), compressed->begin(), compressed->end());
    }
    finishBatch(out, begin, header);
    return {};
}

} // namespace

Result<FilteredBatch> filterBatch(ByteView batch, const BatchRules& rules, Bytes& out) {
    auto parsed = record::BatchHeader::parse(batch);
    if (!parsed)
        return parsed.error();
    FilteredBatch result{.header = *parsed, .recordsRead = parsed->recordCount};
    auto& header = result.header;
    if (rules.dropsAllRecords) {
        if (rules.staysWhenEmpty)
            appendEmptyBatch(out, header);
        result.isKept = rules.staysWhenEmpty;
        return result;
    }

    auto reader = record::RecordReader::open(batch);
    if (!reader)
        return reader.error();
    std::vector<KeptRecord> kept;
    bool hasTombstone = false;
    record::Record record;
    if (rules.willAskFor)
        if (auto told = record::lookAhead(*reader, rules.willAskFor); !told)
            return told.error();
    while (true) {
        auto more = reader->next(record);
        if (!more)
            return more.error();
        if (!*more)
            break;
        if (!rules.keepsRecord(record))
            continue;
        kept.push_back({reader->bytes().subspan(record.position, record.length), record.timestamp});
        hasTombstone = hasTombstone || !record.value;
    }
    if (kept.empty()) {
        if (rules.staysWhenEmpty)
            appendEmptyBatch(out, header);
        result.isKept = rules.staysWhenEmpty;
        return result;
    }
    result.isKept = true;
    const bool needsHorizon = (hasTombstone || rules.isEmptyTransactionsMarker) && !header.hasDeleteHorizon();
    if (needsHorizon) {
        header.attributes |= record::BatchHeader::deleteHorizonBit;
        header.baseTimestamp = rules.newDeleteHorizonMs;
    } else if (kept.size() == static_cast<std::size_t>(header.recordCount)) {
        out.insert(out.end(), batch.begin(),
                   batch.begin() + static_cast<std::ptrdiff_t>(header.sizeInBytes()));
        return result;
    }
    if (auto written = appendBatch(out, header, kept); !written)
        return written.error();
    return result;
}

} // namespace partitura::log
