#include "broker/record/batch_builder.h"

#include "broker/record/varint.h"

#include <algorithm>
#include <cassert>

namespace partitura::record {
namespace {

std::size_t sizedSize(const std::optional<ByteView>& bytes) {
    return bytes ? varintSize(static_cast<std::int64_t>(bytes->size())) + bytes->size() : 1;
}

void appendSized(Bytes& to, const std::optional<ByteView>& bytes) {
    appendVarint(to, bytes ? static_cast<std::int64_t>(bytes->size()) : -1);
    if (bytes)
        to.insert(to.end(), bytes->begin(), bytes->end());
}

/// Completes `batch`, records after room for the header.
void storeCompleted(Bytes& batch, BatchHeader header, Compression codec) {
    header.batchLength = static_cast<std::int32_t>(batch.size() - batchLengthOverhead);
    header.attributes = static_cast<std::uint16_t>((header.attributes & ~BatchHeader::compressionMask) |
                                                   static_cast<unsigned>(codec));
    storeHeader(batch, header);
    updateCrc(batch);
}

} // namespace

Result<Bytes> packBatch(BatchHeader header, ByteView records, Compression codec,
                        std::optional<int> compressionLevel) {
    auto packed = compress(codec, records, compressionLevel);
    if (!packed)
        return packed;
    Bytes batch;
    batch.reserve(batchHeaderBytes + packed->size());
    batch.resize(batchHeaderBytes);
    batch.insert(batch.end(), packed->begin(), packed->end());
    storeCompleted(batch, header, codec);
    return batch;
}

BatchBuilder::BatchBuilder(BatchOptions options)
    : m_options(options) {
    clear();
}

void BatchBuilder::clear() {
    m_bytes.assign(batchHeaderBytes, 0);
    m_recordCount = 0;
    m_nextOffset = m_options.baseOffset;
    m_baseTimestamp = m_maxTimestamp = noTimestamp;
}

void BatchBuilder::add(TimestampMs timestamp, std::optional<ByteView> key, std::optional<ByteView> value,
                       std::span<const RecordHeader> headers) {
    addAt(m_nextOffset, timestamp, key, value, headers);
}

void BatchBuilder::addAt(Offset offset, TimestampMs timestamp, std::optional<ByteView> key,
                         std::optional<ByteView> value, std::span<const RecordHeader> headers) {
    assert(offset >= m_nextOffset && "offsets of a batch rise");
    if (m_recordCount == 0)
        m_baseTimestamp = timestamp;
    m_maxTimestamp = std::max(m_maxTimestamp, timestamp);
    const auto timestampDelta = timestamp - m_baseTimestamp;
    const auto offsetDelta = offset - m_options.baseOffset;
    auto size = 1 + varintSize(timestampDelta) + varintSize(offsetDelta) + sizedSize(key) + sizedSize(value) +
                varintSize(static_cast<std::int64_t>(headers.size()));
    for (const auto& header : headers)
        size += sizedSize(asBytes(header.key)) + sizedSize(header.value);

    appendVarint(m_bytes, static_cast<std::int64_t>(size));
    m_bytes.push_back(0);
    appendVarint(m_bytes, timestampDelta);
    appendVarint(m_bytes, offsetDelta);
    appendSized(m_bytes, key);
    appendSized(m_bytes, value);
    appendVarint(m_bytes, static_cast<std::int64_t>(headers.size()));
    for (const auto& header : headers) {
        appendSized(m_bytes, asBytes(header.key));
        appendSized(m_bytes, header.value);
    }
    ++m_recordCount;
    m_nextOffset = offset + 1;
}

Result<Bytes> BatchBuilder::build() {
    BatchHeader header;
    header.baseOffset = m_options.baseOffset;
    header.partitionLeaderEpoch = m_options.leaderEpoch;
    header.attributes =
        static_cast<std::uint16_t>((m_options.logAppendTime ? BatchHeader::timestampTypeBit : 0) |
                                   (m_options.isTransactional ? BatchHeader::transactionalBit : 0) |
                                   (m_options.isControl ? BatchHeader::controlBit : 0));
    header.lastOffsetDelta =
        static_cast<std::int32_t>(std::max<std::int64_t>(m_nextOffset - m_options.baseOffset - 1, 0));
    header.baseTimestamp = m_baseTimestamp;
    header.maxTimestamp = m_options.logAppendTime.value_or(m_maxTimestamp);
    header.producerId = m_options.producerId;
    header.producerEpoch = m_options.producerEpoch;
    header.baseSequence = m_options.baseSequence;
    header.recordCount = m_recordCount;
    if (m_options.compression == Compression::none) {
        auto batch = std::move(m_bytes);
        storeCompleted(batch, header, Compression::none);
        clear();
        return batch;
    }
    auto batch = packBatch(header, ByteView(m_bytes).subspan(batchHeaderBytes), m_options.compression,
                           m_options.compressionLevel);
    if (batch)
        clear();
    return batch;
}

} // namespace partitura::record
