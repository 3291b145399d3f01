// The header of a record batch: a view of its fields, and the few the broker patches in place.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/clock.h"
#include "broker/base/endian.h"
#include "broker/base/result.h"
#include "broker/base/strong.h"
#include "broker/record/compression.h"

#include <cstdint>

namespace partitura::record {

/// Whose clock a batch's timestamps come from: bit 3 of its attributes.
enum class TimestampType : std::uint8_t { createTime = 0, logAppendTime = 1 };

/// Byte positions of the header's fields (Kafka's DefaultRecordBatch). Base offset, length and magic lie
/// there in every format.
namespace layout {
inline constexpr std::size_t baseOffset = 0;
inline constexpr std::size_t batchLength = 8;
inline constexpr std::size_t partitionLeaderEpoch = 12;
inline constexpr std::size_t magic = 16;
inline constexpr std::size_t crc = 17;
inline constexpr std::size_t attributes = 21; ///< the CRC covers all from here to the end
inline constexpr std::size_t lastOffsetDelta = 23;
inline constexpr std::size_t baseTimestamp = 27;
inline constexpr std::size_t maxTimestamp = 35;
inline constexpr std::size_t producerId = 43;
inline constexpr std::size_t producerEpoch = 51;
inline constexpr std::size_t baseSequence = 53;
inline constexpr std::size_t recordCount = 57;
inline constexpr std::size_t records = 61;
} // namespace layout

inline constexpr std::size_t batchHeaderBytes = layout::records;
/// Base offset and length, which `batchLength` does not count.
inline constexpr std::size_t batchLengthOverhead = 12;
/// Bytes of the smallest batch of any format: a message of magic 0 whose key and value are null or empty.
inline constexpr std::size_t batchBytesMin = 26;
inline constexpr std::int8_t magicV2 = 2;
inline constexpr std::int32_t noSequence = -1;

/// `sequence` moved on by `steps` (>= 0): after 2147483647 comes 0.
[[nodiscard]] constexpr std::int32_t sequenceAfter(std::int32_t sequence, std::int32_t steps) {
    return static_cast<std::int32_t>((std::int64_t{sequence} + steps) & INT32_MAX);
}

/// The fields of one batch's header. A message of magic 0 or 1 counts as a batch: alone, or as the wrapper
/// of the compressed messages in its value (Kafka's AbstractLegacyRecordBatch). It has neither leader epoch
/// nor producer, and a wrapper does not say before it is decompressed how many records it has and where they
/// begin: until then `baseOffset` is its last offset and `recordCount` 1. RecordReader::header() knows them.
/// Thread: a value type.
struct BatchHeader {
    Offset baseOffset;            ///< magic 0 and 1: the last offset, unless RecordReader found the first
    std::int32_t batchLength = 0; ///< bytes after this field
    LeaderEpoch partitionLeaderEpoch;
    std::int8_t magic = magicV2;
    std::uint32_t crc = 0;        ///< CRC-32C; magic 0 and 1: CRC-32
    std::uint16_t attributes = 0; ///< of magic 0 and 1 the bits that have a meaning there
    std::int32_t lastOffsetDelta = 0;
    TimestampMs baseTimestamp = noTimestamp; ///< the delete horizon, when hasDeleteHorizon()
    TimestampMs maxTimestamp = noTimestamp;  ///< magic 0 has none
    ProducerId producerId;
    ProducerEpoch producerEpoch;
    std::int32_t baseSequence = noSequence;
    std::int32_t recordCount = 0;

    static constexpr std::uint16_t compressionMask = 0x07;
    static constexpr std::uint16_t timestampTypeBit = 0x08;
    static constexpr std::uint16_t transactionalBit = 0x10;
    static constexpr std::uint16_t controlBit = 0x20;
    static constexpr std::uint16_t deleteHorizonBit = 0x40;

    /// Reads a header at the beginning of `bytes`, which may end before the batch does. Errors:
    /// CORRUPT_MESSAGE when there are fewer bytes than the format's header has (61; 26 of magic 1, 18 of
    /// magic 0), the length is smaller than the format allows, or the magic is none. The CRC is not looked
    /// at.
    [[nodiscard]] static Result<BatchHeader> parse(ByteView bytes);

    /// Whether this is a message of magic 0 or 1.
    [[nodiscard]] bool isLegacy() const { return magic < magicV2; }

    /// May be a number that is no codec (5 to 7).
    [[nodiscard]] Compression compression() const {
        return static_cast<Compression>(attributes & compressionMask);
    }
    [[nodiscard]] TimestampType timestampType() const {
        return attributes & timestampTypeBit ? TimestampType::logAppendTime : TimestampType::createTime;
    }
    [[nodiscard]] bool isTransactional() const { return attributes & transactionalBit; }
    [[nodiscard]] bool isControl() const { return attributes & controlBit; }
    [[nodiscard]] bool hasDeleteHorizon() const { return attributes & deleteHorizonBit; }
    [[nodiscard]] bool hasProducerId() const { return producerId.value() >= 0; }
    [[nodiscard]] Offset lastOffset() const { return baseOffset + lastOffsetDelta; }
    [[nodiscard]] std::int32_t lastSequence() const {
        return baseSequence == noSequence ? noSequence : sequenceAfter(baseSequence, lastOffsetDelta);
    }
    /// Bytes of the whole batch.
    [[nodiscard]] std::size_t sizeInBytes() const {
        return static_cast<std::size_t>(batchLength) + batchLengthOverhead;
    }

    bool operator==(const BatchHeader&) const = default;
};

/// Whether the batch that begins at `bytes` (12 or more) goes on after `available` bytes. A length that no
/// batch has is not called a cut: parse() says what it is.
[[nodiscard]] inline bool isCut(ByteView bytes, std::uint64_t available) {
    const auto length = loadBigEndian<std::int32_t>(bytes.data() + layout::batchLength);
    return length > 0 && static_cast<std::uint64_t>(length) + batchLengthOverhead > available;
}

/// Whether the stored CRC is that of the bytes; `batch` is one whole batch of any format.
[[nodiscard]] bool hasValidCrc(ByteView batch);

// What follows is for magic 2.

/// Stores the CRC of the bytes.
void updateCrc(MutableByteView batch);

/// Sets the base offset; it is outside the CRC.
void setBaseOffset(MutableByteView batch, Offset baseOffset);
/// Sets the leader epoch; it is outside the CRC.
void setPartitionLeaderEpoch(MutableByteView batch, LeaderEpoch epoch);
/// Sets the timestamp type and the maximum timestamp and recomputes the CRC; nothing if both stand already.
/// With logAppendTime `maxTimestamp` is the time of every record.
void setMaxTimestamp(MutableByteView batch, TimestampType type, TimestampMs maxTimestamp);
/// Writes all fields of `header`, the CRC among them, at the beginning of `batch` (>= 61 bytes).
void storeHeader(MutableByteView batch, const BatchHeader& header);

} // namespace partitura::record
