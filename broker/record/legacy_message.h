// Messages of magic 0 and 1, which record batches replaced in Kafka 0.11: old logs hold them. They are read,
// never written.
#pragma once

#include "broker/record/batch_header.h"

#include <optional>

namespace partitura::record {

/// Byte positions of a message's fields (Kafka's Records and LegacyRecord). After the attributes follow, in
/// magic 1, the timestamp (8 bytes), then key and value, each after its length (4 bytes, negative is null).
namespace legacy_layout {
inline constexpr std::size_t offset = 0; ///< within a wrapper of magic 1 relative to the first
inline constexpr std::size_t size = 8;
inline constexpr std::size_t crc = 12;
inline constexpr std::size_t magic = 16; ///< the CRC covers all from here to the end
inline constexpr std::size_t attributes = 17;
inline constexpr std::size_t timestamp = 18;
} // namespace legacy_layout

/// One message. The views end with the bytes they were read from.
struct LegacyMessage {
    std::int64_t offset = 0; ///< as stored
    std::int8_t magic = 0;
    Compression compression = Compression::none; ///< not none: the value is a set of messages
    TimestampMs timestamp = noTimestamp;         ///< as stored; magic 0 has none
    std::optional<ByteView> key;                 ///< nullopt is null, not empty
    std::optional<ByteView> value;
};

/// Reads one message at the beginning of `bytes`; the bytes it takes, or 0 when it is cut, its magic is
/// neither 0 nor 1, or key or value go beyond its end. What follows the value is passed over, as in Kafka.
/// The CRC is not looked at. Thread: any.
[[nodiscard]] std::size_t readLegacyMessage(ByteView bytes, LegacyMessage& into);

/// The messages in the value of a compressed one.
struct LegacyMessageSet {
    Bytes bytes; ///< whole messages that readLegacyMessage() takes, none of them compressed
    std::int32_t count = 0;
    /// To be added to the stored offset of each message (modulo 2^64).
    std::int64_t offsetBase = 0;
    Offset firstOffset;
};

/// Decompresses `wrapper` (AbstractLegacyRecordBatch.DeepRecordsIterator): the inner offsets of magic 0 are
/// absolute; those of magic 1 are relative, the last one meaning the wrapper's offset, except that a wrapper
/// at offset 0 begins at 0 (KIP-31). Messages cut at the end are left out. LZ4 frames in magic 0 may have a
/// wrong header checksum (KIP-57). Errors: INVALID_RECORD for a null value, zstd, no inner message, an inner
/// message that is malformed or compressed, an inner offset beyond the wrapper's; those of decompress().
/// Thread: any.
[[nodiscard]] Result<LegacyMessageSet> openWrapper(const LegacyMessage& wrapper,
                                                   std::size_t decompressedLimit);

/// BatchHeader::parse for bytes (17 or more) whose magic is 0 or 1.
[[nodiscard]] Result<BatchHeader> parseLegacyHeader(ByteView bytes);
/// hasValidCrc for a whole message (26 bytes or more).
[[nodiscard]] bool hasValidLegacyCrc(ByteView message);

} // namespace partitura::record
