// The compression codecs of record batches.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/result.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace partitura::record {

/// Codec in bits 0-2 of a batch's attributes (Kafka's CompressionType).
enum class Compression : std::uint8_t {
    none = 0,
    gzip = 1,
    snappy = 2, ///< written in xerial's framing as the Java client does; read framed or raw
    lz4 = 3,    ///< LZ4 frame with independent blocks: Kafka's reader takes no others
    zstd = 4,
};

/// Most bytes one batch may decompress to, unless the caller says otherwise: guards against bombs.
inline constexpr std::size_t decompressedBytesMax = 256u << 20;

/// Kafka's name of the codec ("none", "gzip" ...).
[[nodiscard]] std::string_view compressionName(Compression codec);
/// The codec of that name.
[[nodiscard]] std::optional<Compression> compressionNamed(std::string_view name);

/// `bytes` compressed. `level` is one of Kafka's `compression.CODEC.level`: gzip 1 to 9 or -1, lz4 1 to 17,
/// zstd -131072 to 22; other codecs have none. Without it the codec's default holds (-1, 9, 3); as in Kafka
/// lz4's default is its fast compressor and any other level its thorough one (Lz4BlockOutputStream). Errors:
/// UNSUPPORTED_COMPRESSION_TYPE for a number that is no codec, UNKNOWN_SERVER_ERROR when the codec fails.
/// Thread: any.
[[nodiscard]] Result<Bytes> compress(Compression codec, ByteView bytes,
                                     std::optional<int> level = std::nullopt);
/// `bytes` decompressed. Errors: CORRUPT_MESSAGE when they are not that codec's, are cut, or are longer than
/// `limit` when decompressed; UNSUPPORTED_COMPRESSION_TYPE. Thread: any.
[[nodiscard]] Result<Bytes> decompress(Compression codec, ByteView bytes,
                                       std::size_t limit = decompressedBytesMax);
/// decompress() for the LZ4 frames of message format 0, whose writers computed the checksum of the frame's
/// header wrongly, so that it is not looked at (KIP-57). Thread: any.
[[nodiscard]] Result<Bytes> decompressUncheckedLz4(ByteView bytes, std::size_t limit = decompressedBytesMax);

} // namespace partitura::record
