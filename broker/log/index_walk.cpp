#include "broker/log/index_walk.h"

#include "broker/base/endian.h"

#include <algorithm>

namespace partitura::log {
namespace {

constexpr std::size_t entriesAtOnce = 4096;

} // namespace

IndexWalk::IndexWalk(std::shared_ptr<const File> file, std::size_t entryBytes)
    : m_file(std::move(file))
    , m_entryBytes(entryBytes)
    , m_end(m_file->size() / entryBytes * entryBytes) {}

Result<const std::uint8_t*> IndexWalk::next() {
    if (m_bufferAt == m_buffer.size()) {
        if (m_position == m_end)
            return nullptr;
        m_buffer.resize(std::min<std::uint64_t>(entriesAtOnce * m_entryBytes, m_end - m_position));
        m_bufferAt = 0;
        auto read = m_file->readAt(m_position, m_buffer);
        if (!read)
            return read.error();
        if (*read < m_buffer.size()) { // cut meanwhile
            m_buffer.resize(*read / m_entryBytes * m_entryBytes);
            m_end = m_position + m_buffer.size();
            if (m_buffer.empty())
                return nullptr;
        }
        m_position += m_buffer.size();
    }
    const auto* entry = m_buffer.data() + m_bufferAt;
    const bool isZero = std::all_of(entry, entry + m_entryBytes, [](auto byte) { return byte == 0; });
    if (isZero && m_end != m_entryBytes) {
        m_unused = m_end - m_count * m_entryBytes;
        m_position = m_end;
        m_bufferAt = m_buffer.size();
        return nullptr;
    }
    m_bufferAt += m_entryBytes;
    ++m_count;
    return entry;
}

OffsetPosition offsetIndexEntry(const std::uint8_t* entry, Offset baseOffset) {
    return {baseOffset + loadBigEndian<std::int32_t>(entry), loadBigEndian<std::uint32_t>(entry + 4)};
}

TimestampOffset timeIndexEntry(const std::uint8_t* entry, Offset baseOffset) {
    return {loadBigEndian<std::int64_t>(entry), baseOffset + loadBigEndian<std::int32_t>(entry + 8)};
}

AbortedTransaction transactionIndexEntry(const std::uint8_t* entry) {
    return {ProducerId(loadBigEndian<std::int64_t>(entry + 2)),
            Offset(loadBigEndian<std::int64_t>(entry + 10)), Offset(loadBigEndian<std::int64_t>(entry + 18)),
            Offset(loadBigEndian<std::int64_t>(entry + 26))};
}

std::int16_t transactionIndexVersion(const std::uint8_t* entry) {
    return loadBigEndian<std::int16_t>(entry);
}

} // namespace partitura::log
