#include "broker/record/legacy_message.h"

#include "broker/record/crc32c.h"

#include <string>

namespace partitura::record {
namespace {

Error invalid(std::string why) {
    return {ErrorCode::INVALID_RECORD, std::move(why)};
}

constexpr std::size_t headerBytes(std::int8_t magic) {
    return magic == 0 ? legacy_layout::timestamp : legacy_layout::timestamp + sizeof(TimestampMs);
}

constexpr std::size_t messageBytesMin(std::int8_t magic) {
    return headerBytes(magic) + 2 * sizeof(std::int32_t); // the lengths of key and value
}
static_assert(messageBytesMin(0) == batchBytesMin);

/// Reads a length and as many bytes at `at`, which moves on; false when they are not there.
bool readSized(ByteView message, std::size_t& at, std::optional<ByteView>& into) {
    if (message.size() - at < sizeof(std::int32_t))
        return false;
    const auto size = loadBigEndian<std::int32_t>(message.data() + at);
    at += sizeof(std::int32_t);
    into = std::nullopt;
    if (size < 0)
        return true;
    if (static_cast<std::size_t>(size) > message.size() - at)
        return false;
    into = message.subspan(at, static_cast<std::size_t>(size));
    at += static_cast<std::size_t>(size);
    return true;
}

std::int64_t difference(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

} // namespace

std::size_t readLegacyMessage(ByteView bytes, LegacyMessage& into) {
    if (bytes.size() < batchBytesMin || isCut(bytes, bytes.size()))
        return 0;
    const auto length = loadBigEndian<std::int32_t>(bytes.data() + legacy_layout::size);
    const auto size = static_cast<std::size_t>(length) + batchLengthOverhead;
    into.magic = static_cast<std::int8_t>(bytes[legacy_layout::magic]);
    if (length <= 0 || into.magic < 0 || into.magic >= magicV2 || size < messageBytesMin(into.magic))
        return 0;
    const auto message = bytes.first(size);
    into.offset = loadBigEndian<std::int64_t>(message.data() + legacy_layout::offset);
    into.compression =
        static_cast<Compression>(message[legacy_layout::attributes] & BatchHeader::compressionMask);
    into.timestamp = into.magic == 0 ? noTimestamp
                                     : loadBigEndian<std::int64_t>(message.data() + legacy_layout::timestamp);
    auto at = headerBytes(into.magic);
    return readSized(message, at, into.key) && readSized(message, at, into.value) ? size : 0;
}

Result<LegacyMessageSet> openWrapper(const LegacyMessage& wrapper, std::size_t decompressedLimit) {
    if (!wrapper.value)
        return invalid("a compressed message has no value");
    if (wrapper.compression == Compression::zstd)
        return invalid("a message of magic " + std::to_string(wrapper.magic) + " is compressed with zstd");
    auto bytes = wrapper.compression == Compression::lz4 && wrapper.magic == 0
                     ? decompressUncheckedLz4(*wrapper.value, decompressedLimit)
                     : decompress(wrapper.compression, *wrapper.value, decompressedLimit);
    if (!bytes)
        return bytes.error();

    LegacyMessageSet set;
    LegacyMessage message;
    std::int64_t firstOffset = 0;
    std::size_t end = 0;
    while (bytes->size() - end >= batchLengthOverhead) {
        const auto rest = ByteView(*bytes).subspan(end);
        if (isCut(rest, rest.size()))
            break;
        const auto size = readLegacyMessage(rest, message);
        if (size == 0)
            return invalid("message " + std::to_string(set.count) + " in a compressed one is malformed");
        if (message.compression != Compression::none)
            return invalid("message " + std::to_string(set.count) +
                           " in a compressed one is compressed itself");
        if (set.count++ == 0)
            firstOffset = message.offset;
        end += size;
    }
    if (set.count == 0)
        return invalid("a compressed message has no messages in it");
    if (wrapper.magic != 0 && wrapper.offset != 0) {
        if (wrapper.offset < message.offset)
            return invalid("a compressed message has offset " + std::to_string(wrapper.offset) +
                           ", before that of the last message in it, " + std::to_string(message.offset));
        set.offsetBase = difference(wrapper.offset, message.offset);
    }
    bytes->resize(end);
    set.bytes = std::move(*bytes);
    set.firstOffset = Offset(difference(firstOffset, difference(0, set.offsetBase)));
    return set;
}

Result<BatchHeader> parseLegacyHeader(ByteView bytes) {
    const auto* at = bytes.data();
    BatchHeader h;
    h.magic = static_cast<std::int8_t>(at[legacy_layout::magic]);
    if (bytes.size() < headerBytes(h.magic))
        return Error{ErrorCode::CORRUPT_MESSAGE, "a message is cut in its header"};
    h.batchLength = loadBigEndian<std::int32_t>(at + legacy_layout::size);
    if (h.batchLength < static_cast<std::int32_t>(messageBytesMin(h.magic) - batchLengthOverhead) ||
        h.batchLength > INT32_MAX - static_cast<std::int32_t>(batchLengthOverhead))
        return Error{ErrorCode::CORRUPT_MESSAGE, "a message of magic " + std::to_string(h.magic) +
                                                     " has length " + std::to_string(h.batchLength)};
    h.baseOffset = Offset(loadBigEndian<std::int64_t>(at + legacy_layout::offset));
    h.crc = loadBigEndian<std::uint32_t>(at + legacy_layout::crc);
    h.attributes = at[legacy_layout::attributes] & BatchHeader::compressionMask;
    if (h.magic != 0) {
        h.attributes |= at[legacy_layout::attributes] & BatchHeader::timestampTypeBit;
        h.maxTimestamp = loadBigEndian<std::int64_t>(at + legacy_layout::timestamp);
    }
    h.recordCount = 1;
    return h;
}

bool hasValidLegacyCrc(ByteView message) {
    return loadBigEndian<std::uint32_t>(message.data() + legacy_layout::crc) ==
           crc32(message.subspan(legacy_layout::magic));
}

} // namespace partitura::record
