// Writes Kafka's primitive types.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/endian.h"
#include "broker/base/payload.h"

#include <cstdint>
#include <string_view>

namespace partitura::protocol {

/// What becomes of the payloads in a message: shared pieces and files never have their bytes copied, but
/// pieces that a payload owns do, unless it may be taken from the message.
enum class Payloads : std::uint8_t { Copy, Take };

/// Appends values to one growing buffer, and splices payloads between them without copying. Lengths take
/// Kafka's classic form (fixed width) or, when flexible, the compact one (unsigned varint of length + 1).
/// Thread: one at a time.
class Encoder {
public:
    Encoder(std::int16_t version, bool flexible, Payloads payloads = Payloads::Copy)
        : m_version(version)
        , m_flexible(flexible)
        , m_payloads(payloads) {}

    [[nodiscard]] std::int16_t version() const { return m_version; }
    [[nodiscard]] bool flexible() const { return m_flexible; }
    void setForm(std::int16_t version, bool flexible) { m_version = version, m_flexible = flexible; }
    void setFlexible(bool flexible) { m_flexible = flexible; }

    template <std::integral T>
    void writeInt(T value) {
        const auto at = m_bytes.size();
        m_bytes.resize(at + sizeof(T));
        storeBigEndian(m_bytes.data() + at, value);
    }
    void writeUnsignedVarint(std::uint32_t value);
    void writeRaw(ByteView bytes) { m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end()); }

    /// Cut at 32,767 bytes, the longest string there is.
    void writeString(std::string_view text);
    void writeBytes(ByteView bytes);
    /// Length of what follows, in bytes or elements.
    void writeLength(std::size_t length);
    void writeNullString();
    /// Null bytes, records or array.
    void writeNull();
    /// Adds the payload's pieces.
    void splice(Payload payload);
    [[nodiscard]] Payloads payloads() const { return m_payloads; }

    [[nodiscard]] std::size_t size() const { return m_payload.size() + m_bytes.size(); }
    void reserve(std::size_t bytes) { m_bytes.reserve(bytes); }
    /// Everything written. The encoder is empty afterwards.
    [[nodiscard]] Payload finish();
    /// Everything written, where nothing was spliced.
    [[nodiscard]] Bytes finishBytes();

private:
    std::int16_t m_version;
    bool m_flexible;
    Payloads m_payloads;
    Bytes m_bytes; // what follows m_payload
    Payload m_payload;
};

} // namespace partitura::protocol
