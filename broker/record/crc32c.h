// CRC-32C (Castagnoli), the checksum of record batches and producer snapshots.
#pragma once

#include "broker/base/bytes.h"

#include <cstdint>

namespace partitura::record {

/// CRC-32C of `bytes` with the usual inversions: crc32c("123456789") is 0xE3069283. Thread: any.
[[nodiscard]] std::uint32_t crc32c(ByteView bytes);

} // namespace partitura::record
