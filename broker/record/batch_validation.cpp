#include "broker/record/batch_validation.h"

#include "broker/record/record_reader.h"

#include <algorithm>

namespace partitura::record {
namespace {

Error invalid(std::string why) {
    return {ErrorCode::INVALID_RECORD, std::move(why)};
}

/// Rules on the header of a produced batch (LogValidator.validateBatch).
Result<void> checkClientHeader(const BatchHeader& h) {
    if (h.recordCount <= 0)
        return invalid("a produced batch says that it has " + std::to_string(h.recordCount) + " records");
    if (std::int64_t{h.lastOffsetDelta} + 1 != h.recordCount)
        return invalid("a produced batch has " + std::to_string(h.recordCount) +
                       " records, but its last offset delta is " + std::to_string(h.lastOffsetDelta));
    if (h.isControl())
        return invalid("producers may not write control records");
    if (h.hasProducerId() && h.baseSequence < 0)
        return invalid("a batch of producer " + toString(h.producerId) + " has sequence " +
                       std::to_string(h.baseSequence));
    return {};
}

/// Walks over the records of one batch and applies LogValidator's rules on each.
class RecordCheck {
public:
    RecordCheck(const BatchHeader& header, const ValidationRules& rules, std::vector<RecordError>* errors)
        : m_header(header)
        , m_rules(rules)
        , m_errors(errors) {}

    Result<TimestampMs> run(ByteView records) {
        RawRecord raw;
        std::int32_t lastDelta = -1;
        for (std::int32_t index = 0; index < m_header.recordCount; ++index) {
            const auto size = readRawRecord(records, raw);
            if (size == 0)
                return invalid("record " + std::to_string(index) + " of a batch is malformed");
            records = records.subspan(size);
            if (m_rules.isFromClient ? raw.offsetDelta != index : raw.offsetDelta <= lastDelta)
                return invalid("record " + std::to_string(index) + " of a batch has offset delta " +
                               std::to_string(raw.offsetDelta));
            lastDelta = raw.offsetDelta;
            checkRecord(index, raw);
        }
        if (!records.empty())
            return invalid("bytes remain after the last record of a batch");
        if (lastDelta > m_header.lastOffsetDelta)
            return invalid("a record lies behind the last offset of its batch");
        if (m_hasBadTimestamp)
            return Error{ErrorCode::INVALID_TIMESTAMP,
                         "records were refused for their timestamps; " + m_firstError};
        if (m_errorCount != 0)
            return invalid(std::to_string(m_errorCount) + " records were refused; " + m_firstError);
        return m_maxTimestamp;
    }

private:
    void checkRecord(std::int32_t index, const RawRecord& raw) {
        const auto timestamp =
            m_header.timestampType() == TimestampType::logAppendTime
                ? m_header.maxTimestamp
                : static_cast<TimestampMs>(static_cast<std::uint64_t>(m_header.baseTimestamp) +
                                           static_cast<std::uint64_t>(raw.timestampDelta));
        m_maxTimestamp = std::max(m_maxTimestamp, timestamp);
        if (m_rules.needsKeys && !raw.key && !m_header.isControl())
            return refuse(index, "a compacted topic takes no record without a key");
        if (m_rules.timestampType == TimestampType::createTime && timestamp != noTimestamp) {
            // 128 bits: a producer may send any 64-bit timestamp.
            const auto age = static_cast<__int128>(m_rules.nowMs) - timestamp;
            if (age > m_rules.timestampBeforeMaxMs || -age > m_rules.timestampAfterMaxMs) {
                m_hasBadTimestamp = true;
                refuse(index, "timestamp " + std::to_string(timestamp) + " is too far from the broker's " +
                                  std::to_string(m_rules.nowMs));
            }
        } else if (m_header.timestampType() == TimestampType::logAppendTime) {
            m_hasBadTimestamp = true;
            refuse(index, "a producer may not set timestamp type LogAppendTime");
        }
    }

    void refuse(std::int32_t index, std::string why) {
        if (m_errorCount++ == 0)
            m_firstError = "record " + std::to_string(index) + ": " + why;
        if (m_errors)
            m_errors->push_back({index, std::move(why)});
    }

    const BatchHeader& m_header;
    const ValidationRules& m_rules;
    std::vector<RecordError>* m_errors;
    TimestampMs m_maxTimestamp = noTimestamp;
    bool m_hasBadTimestamp = false;
    std::size_t m_errorCount = 0;
    std::string m_firstError;
};

/// Leaves the decompressed records in `decompressed`; nothing when the batch is not compressed.
Result<TimestampMs> checkRecords(ByteView batch, const BatchHeader& header, const ValidationRules& rules,
                                 std::vector<RecordError>* errors, Bytes& decompressed) {
    RecordCheck check(header, rules, errors);
    const auto records = batch.subspan(batchHeaderBytes);
    if (header.compression() == Compression::none)
        return check.run(records);
    auto bytes = decompress(header.compression(), records, rules.decompressedBytesMax);
    // The CRC was right, so this is how the producer made it: trying again is of no use.
    if (!bytes)
        return bytes.code() == ErrorCode::CORRUPT_MESSAGE ? invalid(bytes.error().context) : bytes.error();
    decompressed = std::move(*bytes);
    return check.run(decompressed);
}

/// The headers of the whole batches at the beginning of `bytes` (Kafka's ByteBufferLogInputStream).
Result<std::vector<BatchInfo>> findBatches(ByteView bytes) {
    std::vector<BatchInfo> batches;
    std::size_t position = 0;
    while (bytes.size() - position > layout::magic) {
        const auto rest = bytes.subspan(position);
        if (isCut(rest, rest.size()))
            break;
        auto header = BatchHeader::parse(rest);
        if (!header)
            return header.error();
        batches.push_back({position, *header, header->maxTimestamp});
        position += header->sizeInBytes();
    }
    return batches;
}

/// UnifiedLog.analyzeAndValidateRecords on one whole batch.
Result<void> checkBatch(ByteView bytes, const BatchInfo& batch, std::size_t batchBytesMax) {
    const auto size = batch.header.sizeInBytes();
    if (size > batchBytesMax)
        return batchTooLarge(size, batchBytesMax);
    if (!hasValidCrc(bytes.subspan(batch.position, size)))
        return Error{ErrorCode::CORRUPT_MESSAGE,
                     "the CRC of a batch of " + std::to_string(size) + " bytes is wrong"};
    if (batch.header.lastOffsetDelta < 0)
        return invalid("the last offset of a batch lies before its base offset");
    return {};
}

} // namespace

Error batchTooLarge(std::size_t size, std::size_t batchBytesMax) {
    return {ErrorCode::MESSAGE_TOO_LARGE, "a batch of " + std::to_string(size) + " bytes; at most " +
                                              std::to_string(batchBytesMax) + " are allowed"};
}

Result<std::vector<BatchInfo>> splitBatches(ByteView bytes, std::size_t batchBytesMax) {
    auto batches = findBatches(bytes);
    if (batches)
        for (const auto& batch : *batches)
            if (auto checked = checkBatch(bytes, batch, batchBytesMax); !checked)
                return checked.error();
    return batches;
}

Result<std::vector<BatchInfo>> validateBatches(ByteView bytes, const ValidationRules& rules,
                                               std::vector<RecordError>* recordErrors,
                                               std::vector<Bytes>* decompressed) {
    auto batches = findBatches(bytes);
    if (!batches)
        return batches;
    if (batches->empty())
        return invalid("there is no whole record batch");
    // ProduceRequest.validateRecords: a producer of today sends magic 2 only, and one batch.
    for (const auto& batch : *batches)
        if (batch.header.isLegacy())
            return invalid("message format " + std::to_string(batch.header.magic) +
                           " is older than record batches");
    if (rules.isFromClient && batches->size() != 1)
        return invalid("a produce request has exactly one batch for a partition");
    for (auto& batch : *batches) {
        if (rules.isFromClient && batch.header.baseOffset != Offset(0))
            return invalid("the base offset of a produced batch is " + toString(batch.header.baseOffset) +
                           ", not 0");
        if (auto checked = checkBatch(bytes, batch, rules.batchBytesMax); !checked)
            return checked.error();
        if (rules.isFromClient)
            if (auto checked = checkClientHeader(batch.header); !checked)
                return checked.error();
        Bytes records;
        auto maxTimestamp = checkRecords(bytes.subspan(batch.position, batch.header.sizeInBytes()),
                                         batch.header, rules, recordErrors, records);
        if (!maxTimestamp)
            return maxTimestamp.error();
        batch.maxTimestamp = *maxTimestamp;
        if (decompressed)
            decompressed->push_back(std::move(records));
    }
    return batches;
}

} // namespace partitura::record
