#include "broker/record/record_reader.h"

#include "broker/record/legacy_message.h"
#include "broker/record/varint.h"

#include <string>

namespace partitura::record {
namespace {

/// Reads a length and as many bytes; a negative length is null. nullptr when cut.
const std::uint8_t* readSized(const std::uint8_t* at, const std::uint8_t* end,
                              std::optional<ByteView>& into) {
    std::int32_t size = 0;
    at = readVarint(at, end, size);
    if (!at)
        return nullptr;
    if (size < 0) {
        into = std::nullopt;
        return at;
    }
    if (size > end - at)
        return nullptr;
    into = ByteView(at, static_cast<std::size_t>(size));
    return at + size;
}

const std::uint8_t* readHeader(const std::uint8_t* at, const std::uint8_t* end, RecordHeader& into) {
    std::optional<ByteView> key;
    at = readSized(at, end, key);
    if (!at || !key)
        return nullptr;
    into.key = asText(*key);
    return readSized(at, end, into.value);
}

} // namespace

std::size_t readRawRecord(ByteView bytes, RawRecord& into) {
    const auto* begin = bytes.data();
    std::int32_t size = 0;
    const auto* at = readVarint(begin, begin + bytes.size(), size);
    if (!at || size < 1 || size > begin + bytes.size() - at)
        return 0;
    const auto* end = at + size;
    ++at; // attributes: none are defined
    if (!(at = readVarlong(at, end, into.timestampDelta)) || !(at = readVarint(at, end, into.offsetDelta)) ||
        !(at = readSized(at, end, into.key)) || !(at = readSized(at, end, into.value)) ||
        !(at = readVarint(at, end, into.headerCount)) || into.headerCount < 0)
        return 0;
    const auto* headers = at;
    RecordHeader header;
    for (std::int32_t i = 0; i < into.headerCount; ++i)
        if (!(at = readHeader(at, end, header)))
            return 0;
    if (at != end)
        return 0;
    into.headers = ByteView(headers, static_cast<std::size_t>(end - headers));
    return static_cast<std::size_t>(end - begin);
}

Result<RecordReader> RecordReader::open(ByteView batch, std::size_t decompressedLimit) {
    auto header = BatchHeader::parse(batch);
    if (!header)
        return header.error();
    if (batch.size() < header->sizeInBytes())
        return Error{ErrorCode::CORRUPT_MESSAGE, "a record batch is cut"};
    RecordReader reader;
    reader.m_header = *header;
    if (header->isLegacy()) {
        auto opened = reader.openLegacy(batch.first(header->sizeInBytes()), decompressedLimit);
        return opened ? Result<RecordReader>(std::move(reader)) : opened.error();
    }
    reader.m_borrowed = batch.subspan(batchHeaderBytes, header->sizeInBytes() - batchHeaderBytes);
    if (header->compression() != Compression::none) {
        auto bytes = decompress(header->compression(), reader.m_borrowed, decompressedLimit);
        if (!bytes)
            return bytes.error();
        reader.m_owned = std::move(*bytes);
        reader.m_isOwned = true;
    }
    return reader;
}

Result<void> RecordReader::openLegacy(ByteView message, std::size_t decompressedLimit) {
    m_borrowed = message;
    LegacyMessage outer;
    if (readLegacyMessage(message, outer) == 0)
        return Error{ErrorCode::INVALID_RECORD,
                     "a message of magic " + std::to_string(m_header.magic) + " is malformed"};
    if (outer.compression == Compression::none)
        return {};
    auto set = openWrapper(outer, decompressedLimit);
    if (!set)
        return set.error();
    m_owned = std::move(set->bytes);
    m_isOwned = true;
    m_offsetBase = set->offsetBase;
    m_header.recordCount = set->count;
    // Some librdkafka left a wrapper at offset 0, and then it says nothing of the last record.
    const auto last = m_header.lastOffset();
    if (set->firstOffset >= Offset(0) && set->firstOffset <= last && last - set->firstOffset <= INT32_MAX) {
        m_header.baseOffset = set->firstOffset;
        m_header.lastOffsetDelta = static_cast<std::int32_t>(last - set->firstOffset);
    }
    return {};
}

Result<bool> RecordReader::nextLegacy(Record& into) {
    if (m_read >= m_header.recordCount)
        return false;
    LegacyMessage message;
    const auto length = readLegacyMessage(bytes().subspan(m_position), message); // openLegacy read it before
    into.offset = Offset(static_cast<std::int64_t>(static_cast<std::uint64_t>(message.offset) +
                                                   static_cast<std::uint64_t>(m_offsetBase)));
    const bool isStamped = m_header.timestampType() == TimestampType::logAppendTime;
    into.timestamp = isStamped && message.magic != 0 ? m_header.maxTimestamp : message.timestamp;
    into.sequence = noSequence;
    into.key = message.key;
    into.value = message.value;
    into.headers.clear();
    into.position = m_position;
    into.length = length;
    m_position += length;
    ++m_read;
    return true;
}

Result<bool> RecordReader::next(Record& into) {
    if (m_header.isLegacy())
        return nextLegacy(into);
    const auto all = bytes();
    if (m_read >= m_header.recordCount) {
        if (m_position != all.size())
            return Error{ErrorCode::INVALID_RECORD, "bytes remain after the last record of a batch"};
        return false;
    }
    RawRecord raw;
    const auto length = readRawRecord(all.subspan(m_position), raw);
    if (length == 0)
        return Error{ErrorCode::INVALID_RECORD,
                     "record " + std::to_string(m_read) + " of a batch is malformed"};
    into.offset = m_header.baseOffset + raw.offsetDelta;
    into.timestamp = m_header.timestampType() == TimestampType::logAppendTime
                         ? m_header.maxTimestamp
                         : static_cast<TimestampMs>(static_cast<std::uint64_t>(m_header.baseTimestamp) +
                                                    static_cast<std::uint64_t>(raw.timestampDelta));
    into.sequence = m_header.baseSequence == noSequence || raw.offsetDelta < 0
                        ? noSequence
                        : sequenceAfter(m_header.baseSequence, raw.offsetDelta);
    into.key = raw.key;
    into.value = raw.value;
    into.headers.clear();
    const auto* at = raw.headers.data();
    for (std::int32_t i = 0; i < raw.headerCount; ++i) {
        RecordHeader header;
        at = readHeader(at, raw.headers.data() + raw.headers.size(), header);
        into.headers.push_back(header);
    }
    into.position = m_position;
    into.length = length;
    m_position += length;
    ++m_read;
    return true;
}

} // namespace partitura::record
