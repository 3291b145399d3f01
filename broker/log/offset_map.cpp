#include "broker/log/offset_map.h"

#include <algorithm>
#include <xxhash.h>

namespace partitura::log {

OffsetMap::OffsetMap(std::size_t sizeBytes, double loadFactor, std::uint64_t seed)
    : m_entries(std::max<std::size_t>(sizeBytes / entryBytes, 2))
    , m_seed(seed) {
    const auto wanted = static_cast<std::size_t>(static_cast<double>(m_entries.size()) * loadFactor);
    // One entry stays free, so that every search ends.
    m_capacity = std::clamp<std::size_t>(wanted, 1, m_entries.size() - 1);
}

const OffsetMap::Entry& OffsetMap::slotOf(ByteView key, Entry& hashed) const {
    const auto hash = XXH3_128bits_withSeed(key.data(), key.size(), m_seed);
    hashed.low = hash.low64;
    hashed.high = hash.high64;
    auto at = firstSlot(hash.low64);
    while (m_entries[at].nextOffset != 0 &&
           (m_entries[at].low != hash.low64 || m_entries[at].high != hash.high64))
        at = at + 1 == m_entries.size() ? 0 : at + 1;
    return m_entries[at];
}

void OffsetMap::prefetch(ByteView key) const {
    const auto hash = XXH3_128bits_withSeed(key.data(), key.size(), m_seed);
    __builtin_prefetch(&m_entries[firstSlot(hash.low64)]);
}

bool OffsetMap::put(ByteView key, Offset offset) {
    if (m_size == m_capacity)
        return false;
    Entry hashed;
    const auto& slot = slotOf(key, hashed);
    if (slot.nextOffset == 0)
        ++m_size;
    hashed.nextOffset = offset.value() + 1;
    m_entries[static_cast<std::size_t>(&slot - m_entries.data())] = hashed;
    return true;
}

std::optional<Offset> OffsetMap::find(ByteView key) const {
    Entry hashed;
    const auto& slot = slotOf(key, hashed);
    return slot.nextOffset == 0 ? std::nullopt : std::optional(Offset(slot.nextOffset - 1));
}

} // namespace partitura::log
