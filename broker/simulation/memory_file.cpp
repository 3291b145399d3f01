#include "broker/simulation/memory_file.h"

#include <algorithm>

namespace partitura::simulation {

void MemoryFile::apply(Bytes& to, const Change& change) {
    if (change.isTruncation)
        return to.resize(change.at);
    if (to.size() < change.at + change.bytes.size())
        to.resize(change.at + change.bytes.size());
    std::copy(change.bytes.begin(), change.bytes.end(), to.begin() + static_cast<std::ptrdiff_t>(change.at));
}

void MemoryFile::write(std::uint64_t position, ByteView bytes) {
    m_changes.push_back({position, Bytes(bytes.begin(), bytes.end())});
    apply(m_bytes, m_changes.back());
}

void MemoryFile::truncate(std::uint64_t size) {
    m_changes.push_back({.at = size, .isTruncation = true});
    apply(m_bytes, m_changes.back());
}

void MemoryFile::sync() {
    for (const auto& change : m_changes)
        apply(m_durable, change);
    m_changes.clear();
    m_wasSynced = true;
}

void MemoryFile::failSync(Random* random) {
    if (random)
        keepSome(*random);
    m_changes.clear();
}

void MemoryFile::keepSome(Random& random) {
    for (const auto& change : m_changes)
        if (random.below(2))
            apply(m_durable, change);
}

void MemoryFile::keepFirst(Random& random) {
    const auto count = random.below(m_changes.size());
    for (std::size_t i = 0; i < count; ++i)
        apply(m_durable, m_changes[i]);
    auto torn = std::move(m_changes[count]);
    if (torn.isTruncation)
        return;
    torn.bytes.resize(random.below(torn.bytes.size() + 1));
    apply(m_durable, torn);
}

void MemoryFile::keepSectors(Random& random) {
    const std::uint64_t sector = random.below(2) ? 512 : 4096;
    const auto sizeAfter = random.below(m_changes.size() + 1); // as many changes
    auto now = m_durable;
    auto size = m_durable.size();
    for (std::size_t i = 0; i < m_changes.size(); ++i) {
        const auto& change = m_changes[i];
        const auto begin = change.isTruncation ? std::min<std::uint64_t>(change.at, now.size()) : change.at;
        const auto end = change.isTruncation ? std::max<std::uint64_t>(change.at, now.size())
                                             : change.at + change.bytes.size();
        apply(now, change);
        if (i + 1 == sizeAfter)
            size = now.size();
        for (auto at = begin / sector * sector; at < std::min<std::uint64_t>(end, now.size()); at += sector) {
            if (random.below(2))
                continue;
            const auto sectorEnd = std::min<std::uint64_t>(at + sector, now.size());
            if (m_durable.size() < sectorEnd)
                m_durable.resize(sectorEnd);
            std::copy(now.begin() + static_cast<std::ptrdiff_t>(at),
                      now.begin() + static_cast<std::ptrdiff_t>(sectorEnd),
                      m_durable.begin() + static_cast<std::ptrdiff_t>(at));
        }
    }
    m_durable.resize(size);
}

void MemoryFile::crash(Random* random) {
    if (random && !m_changes.empty()) {
        switch (random->below(5)) {
        case 0:
            break;
        case 1:
            sync();
            break;
        case 2:
            keepFirst(*random);
            break;
        case 3:
            keepSome(*random);
            break;
        default:
            keepSectors(*random);
        }
    }
    m_changes.clear();
    m_bytes = m_durable;
}

void MemoryFile::flipBit(std::uint64_t bit) {
    const auto mask = static_cast<std::uint8_t>(1u << bit % 8);
    for (auto* bytes : {&m_bytes, &m_durable})
        if (bit / 8 < bytes->size())
            (*bytes)[bit / 8] ^= mask;
    // A change that is still to become durable would undo it.
    for (auto& change : m_changes)
        if (bit / 8 >= change.at && bit / 8 - change.at < change.bytes.size())
            change.bytes[bit / 8 - change.at] ^= mask;
}

} // namespace partitura::simulation
