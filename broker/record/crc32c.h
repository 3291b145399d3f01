// CRC-32C (Castagnoli), the checksum of record batches and producer snapshots, and the CRC-32 of old
// messages.
#pragma once

#include "broker/base/bytes.h"

#include <cstdint>

namespace partitura::record {

/// CRC-32C of `bytes` with the usual inversions: crc32c("123456789") is 0xE3069283. Thread: any.
[[nodiscard]] std::uint32_t crc32c(ByteView bytes);
/// CRC-32 of `bytes` as zlib and Java's CRC32 have it: crc32("123456789") is 0xCBF43926. The checksum of
/// messages of magic 0 and 1. Thread: any.
[[nodiscard]] std::uint32_t crc32(ByteView bytes);

} // namespace partitura::record
