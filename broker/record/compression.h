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

/// `bytes` compressed. Errors: UNSUPPORTED_COMPRESSION_TYPE for a number that is no codec,
/// UNKNOWN_SERVER_ERROR when the codec fails. Thread: any.
[[nodiscard]] Result<Bytes> compress(Compression codec, ByteView bytes);
/// `bytes` decompressed. Errors: CORRUPT_MESSAGE when they are not that codec's, are cut, or are longer than
/// `limit` when decompressed; UNSUPPORTED_COMPRESSION_TYPE. Thread: any.
[[nodiscard]] Result<Bytes> decompress(Compression codec, ByteView bytes,
                                       std::size_t limit = decompressedBytesMax);

} // namespace partitura::record
