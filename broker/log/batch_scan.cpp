#include "broker/log/batch_scan.h"

#include <algorithm>

namespace partitura::log {

Result<std::optional<FoundBatch>> BatchScan::next() {
    if (m_position + record::batchBytesMin > m_end)
        return std::optional<FoundBatch>();
    auto headerBytes = std::min<std::uint64_t>(record::batchHeaderBytes, m_end - m_position);
    if (m_position < m_windowAt || m_position + headerBytes > m_windowAt + m_windowSize) {
        const auto size = std::min<std::uint64_t>(m_window.size(), m_end - m_position);
        auto count = m_file.readAt(m_position, MutableByteView(m_window).first(size));
        if (!count)
            return count.error();
        m_windowAt = m_position;
        m_windowSize = *count;
        if (*count < record::batchBytesMin)
            return std::optional<FoundBatch>();
        headerBytes = std::min<std::uint64_t>(headerBytes, *count);
    }
    const auto start = ByteView(m_window).subspan(m_position - m_windowAt, headerBytes);
    if (record::isCut(start, m_end - m_position))
        return std::optional<FoundBatch>();
    auto header = record::BatchHeader::parse(start);
    if (!header)
        return Error{header.code(),
                     m_file.path() + " at " + std::to_string(m_position) + ": " + header.error().context};
    FoundBatch found{m_position, *header};
    m_position = found.end();
    return std::optional(found);
}

} // namespace partitura::log
