#include "broker/protocol/decoder.h"

#include "broker/protocol/dissection_builder.h"

#include <fmt/format.h>

namespace partitura::protocol {

void Decoder::fail(std::string_view what, ErrorCode code) {
    if (m_error)
        return;
    m_errorOffset = m_position;
    m_error = Error{code, fmt::format("{} v{}{}{}, byte {}: {}", m_name, m_version,
                                      m_field.empty() ? "" : ", ", m_field, m_position, what)};
    m_end = m_position;
}

void Decoder::failShort(std::size_t needed) {
    fail(fmt::format("{} bytes needed, {} left", needed, remaining()));
}

void Decoder::expectEnd() {
    if (ok() && remaining() > 0) {
        m_field = {};
        fail(fmt::format("{} bytes too many", remaining()));
    }
}

std::uint32_t Decoder::readUnsignedVarint(std::string_view part) {
    const auto begin = m_position;
    std::uint32_t value = 0;
    for (int shift = 0; shift <= 28; shift += 7) {
        if (remaining() == 0) {
            m_position = begin;
            fail("a varint is cut short");
            return 0;
        }
        const std::uint8_t byte = m_bytes[m_position++];
        if (shift == 28 && byte > 0x0f)
            break;
        value |= static_cast<std::uint32_t>(byte & 0x7f) << shift;
        if (byte < 0x80) {
            if (m_builder && !part.empty())
                notePart(part, m_position - begin, value);
            return value;
        }
    }
    m_position = begin;
    fail("a varint of more than 32 bits");
    return 0;
}

ByteView Decoder::readRaw(std::size_t length, std::string_view part) {
    if (remaining() < length) {
        failShort(length);
        return {};
    }
    const auto bytes = m_bytes.subspan(m_position, length);
    m_position += length;
    if (m_builder && !part.empty() && length > 0)
        m_builder->leaf(part, m_position - length, m_position, {});
    return bytes;
}

std::optional<std::size_t> Decoder::readStringLength(bool nullable) {
    const auto begin = m_position;
    const std::int64_t length =
        m_flexible ? std::int64_t{readUnsignedVarint("length")} - 1 : readInt<std::int16_t>("length");
    if (length > 0x7fff && ok()) {
        m_position = begin;
        fail(fmt::format("a string of {} bytes", length));
    }
    return checkedLength(length, begin, nullable);
}

std::optional<std::size_t> Decoder::readLength(bool nullable, std::string_view part) {
    const auto begin = m_position;
    const std::int64_t length =
        m_flexible ? std::int64_t{readUnsignedVarint(part)} - 1 : readInt<std::int32_t>(part);
    return checkedLength(length, begin, nullable);
}

std::optional<std::size_t> Decoder::checkedLength(std::int64_t length, std::size_t begin, bool nullable) {
    if (!ok())
        return std::nullopt;
    if (length >= 0 && length <= static_cast<std::int64_t>(remaining()))
        return static_cast<std::size_t>(length);
    if (length == -1 && nullable)
        return std::nullopt;
    const auto left = remaining();
    m_position = begin;
    if (length == -1)
        fail("null is not allowed");
    else if (length < 0)
        fail(fmt::format("negative length {}", length));
    else
        fail(fmt::format("length {}, with {} bytes left", length, left));
    return std::nullopt;
}

bool Decoder::charge(std::size_t bytes) {
    if (bytes > arrayBytesMax - m_arrayBytes) {
        fail("arrays larger than a message may have");
        return false;
    }
    m_arrayBytes += bytes;
    return true;
}

std::size_t Decoder::narrow(std::size_t length) {
    const auto end = m_end;
    if (length > remaining())
        failShort(length);
    else
        m_end = m_position + length;
    return end;
}

void Decoder::restore(std::size_t end) {
    if (ok() && remaining() > 0)
        fail(fmt::format("{} bytes of the tagged field not read", remaining()));
    if (ok())
        m_end = end;
}

void Decoder::notePart(std::string_view part, std::size_t length, std::int64_t value) {
    m_builder->leaf(part, m_position - length, m_position, std::to_string(value));
}

} // namespace partitura::protocol
