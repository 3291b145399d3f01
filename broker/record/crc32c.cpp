#include "broker/record/crc32c.h"

#include <algorithm>
#include <isa-l/crc.h>

namespace partitura::record {

std::uint32_t crc32c(ByteView bytes) {
    // crc32_iscsi neither inverts its start nor its result, and counts in int.
    constexpr std::size_t stepMax = 1u << 30;
    std::uint32_t crc = 0xffffffffu;
    while (!bytes.empty()) {
        const auto step = bytes.first(std::min(bytes.size(), stepMax));
        crc = crc32_iscsi(const_cast<unsigned char*>(step.data()), static_cast<int>(step.size()), crc);
        bytes = bytes.subspan(step.size());
    }
    return ~crc;
}

std::uint32_t crc32(ByteView bytes) {
    return crc32_gzip_refl(0, bytes.data(), bytes.size());
}

} // namespace partitura::record
