#include "broker/log/batch_scan.h"

#include <algorithm>

namespace partitura::log {

Result<std::optional<FoundBatch>> BatchScan::next() {
    if (m_position + record::batchHeaderBytes > m_end)
        return std::optional<FoundBatch>();
    if (m_position < m_windowAt || m_position + record::batchHeaderBytes > m_windowAt + m_windowSize) {
        const auto size = std::min<std::uint64_t>(m_window.size(), m_end - m_position);
        auto count = m_file.readAt(m_position, MutableByteView(m_window).first(size));
        if (!count)
            return count.error();
        m_windowAt = m_position;
        m_windowSize = *count;
        if (*count < record::batchHeaderBytes)
            return std::optional<FoundBatch>();
    }
    auto header = record::BatchHeader::parse(
        ByteView(m_window).subspan(m_position - m_windowAt, record::batchHeaderBytes));
    if (!header)
        return Error{header.code(),
                     m_file.path() + " at " + std::to_string(m_position) + ": " + header.error().context};
    if (header->sizeInBytes() > m_end - m_position)
        return std::optional<FoundBatch>();
    FoundBatch found{m_position, *header};
    m_position = found.end();
    return std::optional(found);
}

} // namespace partitura::log
