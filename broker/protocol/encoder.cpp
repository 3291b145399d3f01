#include "broker/protocol/encoder.h"

#include <cassert>
#include <utility>

namespace partitura::protocol {

void Encoder::writeUnsignedVarint(std::uint32_t value) {
    for (; value >= 0x80; value >>= 7)
        m_bytes.push_back(static_cast<std::uint8_t>(value | 0x80));
    m_bytes.push_back(static_cast<std::uint8_t>(value));
}

void Encoder::writeString(std::string_view text) {
    text = text.substr(0, 0x7fff);
    if (m_flexible)
        writeUnsignedVarint(static_cast<std::uint32_t>(text.size()) + 1);
    else
        writeInt(static_cast<std::int16_t>(text.size()));
    writeRaw(asBytes(text));
}

void Encoder::writeBytes(ByteView bytes) {
    writeLength(bytes.size());
    writeRaw(bytes);
}

void Encoder::writeLength(std::size_t length) {
    assert(length <= 0x7fffffff);
    if (m_flexible)
        writeUnsignedVarint(static_cast<std::uint32_t>(length) + 1);
    else
        writeInt(static_cast<std::int32_t>(length));
}

void Encoder::writeNullString() {
    if (m_flexible)
        writeUnsignedVarint(0);
    else
        writeInt(std::int16_t{-1});
}

void Encoder::writeNull() {
    if (m_flexible)
        writeUnsignedVarint(0);
    else
        writeInt(std::int32_t{-1});
}

void Encoder::splice(Payload payload) {
    if (payload.empty())
        return;
    m_payload.append(Payload::Piece(std::move(m_bytes)));
    m_bytes = {};
    m_payload.append(std::move(payload));
}

Payload Encoder::finish() {
    m_payload.append(Payload::Piece(std::move(m_bytes)));
    m_bytes = {};
    return std::exchange(m_payload, {});
}

Bytes Encoder::finishBytes() {
    assert(m_payload.empty());
    return std::exchange(m_bytes, {});
}

} // namespace partitura::protocol
