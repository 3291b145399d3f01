// Which offset a key was last seen at, in a fixed amount of memory.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/strong.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace partitura::log {

/// Keys by their 128-bit hash and the last offset of each, 24 bytes a key (Kafka's SkimpyOffsetMap; it hashes
/// with MD5). Two keys of one hash are taken to be one; the seed keeps anybody from choosing such keys.
/// Thread: one at a time.
class OffsetMap {
public:
    static constexpr std::size_t entryBytes = 24;

    /// Takes `sizeBytes` of memory, at least one entry, and keys until `loadFactor` (0 to 1) of it is full,
    /// at least one.
    OffsetMap(std::size_t sizeBytes, double loadFactor, std::uint64_t seed);

    /// Notes that `key` is at `offset` (>= 0), later than any before; false, and nothing done, when the map
    /// is full, be the key known or not (as Cleaner.buildOffsetMapForSegment).
    [[nodiscard]] bool put(ByteView key, Offset offset);
    /// Begins to load what put() and find() of this key touch. The map is much larger than the processor's
    /// caches: telling it the keys of a whole batch first lets their loads overlap, which makes both many
    /// times as fast.
    void prefetch(ByteView key) const;
    /// nullopt when the key is not here.
    [[nodiscard]] std::optional<Offset> find(ByteView key) const;

    [[nodiscard]] std::size_t size() const { return m_size; }
    /// Keys it takes.
    [[nodiscard]] std::size_t capacity() const { return m_capacity; }

private:
    struct Entry {
        std::uint64_t low = 0;
        std::uint64_t high = 0;
        std::int64_t nextOffset = 0; ///< the offset and 1; 0 is a free entry
    };
    static_assert(sizeof(Entry) == entryBytes);

    /// Where the search for a key of this hash begins.
    [[nodiscard]] std::size_t firstSlot(std::uint64_t low) const {
        return static_cast<std::size_t>((static_cast<unsigned __int128>(low) * m_entries.size()) >> 64);
    }
    /// The key's entry, or the free one where it belongs.
    [[nodiscard]] const Entry& slotOf(ByteView key, Entry& hashed) const;

    std::vector<Entry> m_entries;
    std::size_t m_capacity;
    std::size_t m_size = 0;
    std::uint64_t m_seed;
};

} // namespace partitura::log
