#include "broker/log/batch_walk.h"

#include <algorithm>
#include <fmt/format.h>

namespace partitura::log {
namespace {

constexpr std::size_t bufferBytes = 1u << 20;

bool isZero(ByteView bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](auto byte) { return byte == 0; });
}

} // namespace

BatchWalk::BatchWalk(std::shared_ptr<const File> file)
    : m_file(std::move(file))
    , m_end(m_file->size())
    , m_buffer(std::min<std::uint64_t>(bufferBytes, m_end)) {}

Result<ByteView> BatchWalk::bytesAt(std::uint64_t position, std::size_t count) {
    if (position < m_bufferAt || position + count > m_bufferAt + m_bufferSize) {
        if (count > m_buffer.size())
            m_buffer.resize(count);
        const auto size = std::min<std::uint64_t>(m_buffer.size(), m_end - position);
        auto read = m_file->readAt(position, MutableByteView(m_buffer).first(size));
        if (!read)
            return read.error();
        m_bufferAt = position;
        m_bufferSize = *read;
    }
    const auto from = position - m_bufferAt;
    return ByteView(m_buffer).subspan(from, std::min<std::uint64_t>(count, m_bufferSize - from));
}

Result<bool> BatchWalk::stop(std::string what) {
    m_damage = LogProblem{m_file->path(), m_position, {}, std::move(what)};
    return false;
}

Result<bool> BatchWalk::stopAtNoBatch(const std::string& why) {
    const auto left = m_end - m_position;
    for (auto at = m_position; at < m_end;) {
        const auto count = std::min<std::uint64_t>(m_end - at, bufferBytes);
        auto bytes = bytesAt(at, count);
        if (!bytes)
            return bytes.error();
        if (bytes->empty() || !isZero(*bytes))
            return stop(fmt::format("{}; the last {} bytes cannot be read", why, left));
        at += bytes->size();
    }
    return stop(fmt::format("the last {} bytes are zeros", left));
}

Result<bool> BatchWalk::next(WalkedBatch& into) {
    if (m_position == m_end || m_damage)
        return false;
    const auto left = m_end - m_position;
    auto head = bytesAt(m_position, std::min<std::uint64_t>(record::batchHeaderBytes, left));
    if (!head)
        return head.error();
    if (head->size() < record::batchBytesMin)
        return stop(fmt::format("{} bytes are left, too few for a batch", head->size()));
    into.position = m_position;
    auto header = record::BatchHeader::parse(*head);
    if (!header)
        return stopAtNoBatch(header.error().context);
    into.header = *header;
    const auto size = into.header.sizeInBytes();
    if (size > left)
        return stop(fmt::format("a batch of {} bytes is cut after {}", size, left));
    into.bytes = {};
    into.hasValidCrc = false;
    if (size <= batchBytesMax) {
        auto bytes = bytesAt(m_position, size);
        if (!bytes)
            return bytes.error();
        if (bytes->size() < size)
            return stop("the file became shorter while it was read");
        into.bytes = *bytes;
        into.hasValidCrc = record::hasValidCrc(*bytes);
    }
    m_position += size;
    return true;
}

} // namespace partitura::log
