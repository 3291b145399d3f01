#include "broker/log/batch_walk.h"

#include "broker/base/endian.h"

#include <algorithm>
#include <fmt/format.h>
#include <zlib.h>

namespace partitura::log {
namespace {

namespace layout = record::layout;

constexpr std::size_t bufferBytes = 1u << 20;
// The formats before record batches (LegacyRecord): after offset and size come CRC-32, magic, attributes,
// in magic 1 a timestamp, then key and value.
constexpr std::size_t legacyCrcAt = 12;
constexpr std::size_t legacyAttributesAt = 17;
constexpr std::size_t legacyTimestampAt = 18;
constexpr std::size_t legacyBytesMin = 26; // magic 0 with neither key nor value
constexpr std::size_t legacyV1BytesMin = 34;

bool isZero(ByteView bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](auto byte) { return byte == 0; });
}

/// The header of a message of magic 0 or 1; `bytes` begin with at least its fixed fields.
record::BatchHeader legacyHeader(ByteView bytes) {
    const auto* at = bytes.data();
    record::BatchHeader header;
    header.baseOffset = Offset(loadBigEndian<std::int64_t>(at));
    header.batchLength = loadBigEndian<std::int32_t>(at + layout::batchLength);
    header.magic = static_cast<std::int8_t>(at[layout::magic]);
    header.crc = loadBigEndian<std::uint32_t>(at + legacyCrcAt);
    header.attributes = at[legacyAttributesAt];
    if (header.magic == 1)
        header.baseTimestamp = header.maxTimestamp = loadBigEndian<std::int64_t>(at + legacyTimestampAt);
    header.recordCount = 1;
    return header;
}

bool hasValidLegacyCrc(ByteView message, std::uint32_t stored) {
    const auto covered = message.subspan(layout::magic);
    return crc32(0, covered.data(), static_cast<uInt>(covered.size())) == stored;
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
    if (head->size() < legacyBytesMin)
        return stop(fmt::format("{} bytes are left, too few for a batch", head->size()));
    into.position = m_position;
    const auto magic = static_cast<std::int8_t>((*head)[layout::magic]);
    const auto length = loadBigEndian<std::int32_t>(head->data() + layout::batchLength);
    if (magic == 0 || magic == 1) {
        const auto least = magic == 0 ? legacyBytesMin : legacyV1BytesMin;
        if (length < static_cast<std::int32_t>(least - record::batchLengthOverhead) || head->size() < least)
            return stopAtNoBatch(fmt::format("a message of format {} has length {}", magic, length));
        into.header = legacyHeader(*head);
    } else {
        auto header = record::BatchHeader::parse(*head);
        if (!header)
            return stopAtNoBatch(header.error().context);
        into.header = *header;
    }
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
        into.hasValidCrc =
            into.isLegacy() ? hasValidLegacyCrc(*bytes, into.header.crc) : record::hasValidCrc(*bytes);
    }
    m_position += size;
    return true;
}

} // namespace partitura::log
