#include "broker/record/batch_header.h"

#include "broker/record/crc32c.h"
#include "broker/record/legacy_message.h"

#include <string>

namespace partitura::record {

Result<BatchHeader> BatchHeader::parse(ByteView bytes) {
    if (bytes.size() <= layout::magic)
        return Error{ErrorCode::CORRUPT_MESSAGE, "a record batch is cut before its magic"};
    const auto* at = bytes.data();
    const auto magic = static_cast<std::int8_t>(at[layout::magic]);
    if (magic == 0 || magic == 1)
        return parseLegacyHeader(bytes);
    if (magic != magicV2)
        return Error{ErrorCode::CORRUPT_MESSAGE, "a record batch has magic " + std::to_string(magic)};
    if (bytes.size() < batchHeaderBytes)
        return Error{ErrorCode::CORRUPT_MESSAGE, "a record batch is cut in its header"};
    BatchHeader h;
    h.batchLength = loadBigEndian<std::int32_t>(at + layout::batchLength);
    if (h.batchLength < static_cast<std::int32_t>(batchHeaderBytes - batchLengthOverhead) ||
        h.batchLength > INT32_MAX - static_cast<std::int32_t>(batchLengthOverhead))
        return Error{ErrorCode::CORRUPT_MESSAGE,
                     "a record batch has length " + std::to_string(h.batchLength)};
    h.baseOffset = Offset(loadBigEndian<std::int64_t>(at + layout::baseOffset));
    h.partitionLeaderEpoch = LeaderEpoch(loadBigEndian<std::int32_t>(at + layout::partitionLeaderEpoch));
    h.magic = magic;
    h.crc = loadBigEndian<std::uint32_t>(at + layout::crc);
    h.attributes = loadBigEndian<std::uint16_t>(at + layout::attributes);
    h.lastOffsetDelta = loadBigEndian<std::int32_t>(at + layout::lastOffsetDelta);
    h.baseTimestamp = loadBigEndian<std::int64_t>(at + layout::baseTimestamp);
    h.maxTimestamp = loadBigEndian<std::int64_t>(at + layout::maxTimestamp);
    h.producerId = ProducerId(loadBigEndian<std::int64_t>(at + layout::producerId));
    h.producerEpoch = ProducerEpoch(loadBigEndian<std::int16_t>(at + layout::producerEpoch));
    h.baseSequence = loadBigEndian<std::int32_t>(at + layout::baseSequence);
    h.recordCount = loadBigEndian<std::int32_t>(at + layout::recordCount);
    return h;
}

void storeHeader(MutableByteView batch, const BatchHeader& h) {
    auto* at = batch.data();
    storeBigEndian(at + layout::baseOffset, h.baseOffset.value());
    storeBigEndian(at + layout::batchLength, h.batchLength);
    storeBigEndian(at + layout::partitionLeaderEpoch, h.partitionLeaderEpoch.value());
    storeBigEndian(at + layout::magic, h.magic);
    storeBigEndian(at + layout::crc, h.crc);
    storeBigEndian(at + layout::attributes, h.attributes);
    storeBigEndian(at + layout::lastOffsetDelta, h.lastOffsetDelta);
    storeBigEndian(at + layout::baseTimestamp, h.baseTimestamp);
    storeBigEndian(at + layout::maxTimestamp, h.maxTimestamp);
    storeBigEndian(at + layout::producerId, h.producerId.value());
    storeBigEndian(at + layout::producerEpoch, h.producerEpoch.value());
    storeBigEndian(at + layout::baseSequence, h.baseSequence);
    storeBigEndian(at + layout::recordCount, h.recordCount);
}

bool hasValidCrc(ByteView batch) {
    if (batch.size() >= batchBytesMin && batch[layout::magic] < magicV2)
        return hasValidLegacyCrc(batch);
    return batch.size() >= batchHeaderBytes && loadBigEndian<std::uint32_t>(batch.data() + layout::crc) ==
                                                   crc32c(batch.subspan(layout::attributes));
}

void updateCrc(MutableByteView batch) {
    storeBigEndian(batch.data() + layout::crc, crc32c(batch.subspan(layout::attributes)));
}

void setBaseOffset(MutableByteView batch, Offset baseOffset) {
    storeBigEndian(batch.data() + layout::baseOffset, baseOffset.value());
}

void setPartitionLeaderEpoch(MutableByteView batch, LeaderEpoch epoch) {
    storeBigEndian(batch.data() + layout::partitionLeaderEpoch, epoch.value());
}

void setMaxTimestamp(MutableByteView batch, TimestampType type, TimestampMs maxTimestamp) {
    const auto before = loadBigEndian<std::uint16_t>(batch.data() + layout::attributes);
    const auto cleared = static_cast<std::uint16_t>(before & ~BatchHeader::timestampTypeBit);
    const auto after = type == TimestampType::logAppendTime
                           ? static_cast<std::uint16_t>(cleared | BatchHeader::timestampTypeBit)
                           : cleared;
    if (after == before && loadBigEndian<std::int64_t>(batch.data() + layout::maxTimestamp) == maxTimestamp)
        return;
    storeBigEndian(batch.data() + layout::attributes, after);
    storeBigEndian(batch.data() + layout::maxTimestamp, maxTimestamp);
    updateCrc(batch);
}

} // namespace partitura::record
