// Which partition a record goes to when nobody says.
#pragma once

#include "broker/base/bytes.h"

#include <cstdint>

namespace partitura::app {

/// MurmurHash2 with Kafka's seed, 0x9747b28c (Utils.murmur2).
std::uint32_t murmur2(ByteView data);

/// Kafka's default for keyed records: murmur2 of the key, without its sign bit, modulo the partition count.
std::int32_t partitionForKey(ByteView key, std::int32_t partitions);

} // namespace partitura::app
