#include "app/live/partitioner.h"

#include <cstring>

namespace partitura::app {

std::uint32_t murmur2(ByteView data) {
    constexpr std::uint32_t m = 0x5bd1e995;
    constexpr std::uint32_t seed = 0x9747b28c;
    auto h = seed ^ static_cast<std::uint32_t>(data.size());
    std::size_t at = 0;
    for (; at + 4 <= data.size(); at += 4) {
        std::uint32_t k = 0;
        std::memcpy(&k, data.data() + at, 4);
        k *= m;
        k ^= k >> 24;
        h = h * m ^ k * m;
    }
    if (const auto rest = data.size() - at; rest > 0) {
        for (auto i = rest; i-- > 0;)
            h ^= static_cast<std::uint32_t>(data[at + i]) << (8 * i);
        h *= m;
    }
    h ^= h >> 13;
    h *= m;
    return h ^ h >> 15;
}

std::int32_t partitionForKey(ByteView key, std::int32_t partitions) {
    return static_cast<std::int32_t>((murmur2(key) & 0x7fffffff) % static_cast<std::uint32_t>(partitions));
}

} // namespace partitura::app
