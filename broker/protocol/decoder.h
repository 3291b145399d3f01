// Reads Kafka's primitive types, trusting nothing.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/endian.h"
#include "broker/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace partitura::protocol {

class DissectionBuilder;
struct Field;

/// Reads values from bytes it does not own. Every length is checked against the bytes left before anything
/// is allocated. The first failure is kept and ends all reading: later reads return zeros and empty views,
/// so callers check ok() once in a while, not after each read. With a builder, each read is noted there.
/// Thread: one at a time.
class Decoder {
public:
    /// `name` is that of the message, for errors.
    Decoder(ByteView bytes, std::string_view name, DissectionBuilder* builder = nullptr)
        : m_bytes(bytes)
        , m_end(bytes.size())
        , m_name(name)
        , m_builder(builder) {}

    [[nodiscard]] std::int16_t version() const { return m_version; }
    [[nodiscard]] bool flexible() const { return m_flexible; }
    void setForm(std::int16_t version, bool flexible) { m_version = version, m_flexible = flexible; }
    void setFlexible(bool flexible) { m_flexible = flexible; }
    /// Message and field being read, for errors.
    void setName(std::string_view name) { m_name = name, m_field = {}; }
    void setField(std::string_view field) { m_field = field; }

    [[nodiscard]] bool ok() const { return !m_error; }
    /// Bytes from the start.
    [[nodiscard]] std::size_t position() const { return m_position; }
    [[nodiscard]] std::size_t remaining() const { return m_end - m_position; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] std::size_t errorOffset() const { return m_errorOffset; }
    /// Records what is wrong at the current position, unless something was before.
    void fail(std::string_view what, ErrorCode code = ErrorCode::INVALID_REQUEST);
    /// Fails unless everything was read.
    void expectEnd();

    // `part` names the bytes in a dissection; empty where they are the whole value of the current field.
    template <std::integral T>
    T readInt(std::string_view part = {}) {
        if (remaining() < sizeof(T)) {
            failShort(sizeof(T));
            return 0;
        }
        const T value = loadBigEndian<T>(m_bytes.data() + m_position);
        m_position += sizeof(T);
        if (m_builder && !part.empty())
            notePart(part, sizeof(T), static_cast<std::int64_t>(value));
        return value;
    }
    /// At most five bytes and 32 bits.
    std::uint32_t readUnsignedVarint(std::string_view part = {});
    ByteView readRaw(std::size_t length, std::string_view part = {});
    /// Length of a string, at most 32,767; nullopt when it is null or the decoder has failed.
    std::optional<std::size_t> readStringLength(bool nullable);
    /// Length of bytes, or count of elements of at least a byte each; nullopt as above.
    std::optional<std::size_t> readLength(bool nullable, std::string_view part = "length");

    /// Accounts for the memory that the elements of an array take, which may be a hundred times their bytes.
    /// Fails, returning false, once all arrays of the message take more than arrayBytesMax.
    bool charge(std::size_t bytes);
    static constexpr std::size_t arrayBytesMax = 64u << 20;

    /// Makes the next `length` bytes all there is; returns what to hand to restore().
    std::size_t narrow(std::size_t length);
    /// Undoes narrow(); fails if not all of the narrowed bytes were read.
    void restore(std::size_t end);

    /// Null unless a dissection is being built.
    [[nodiscard]] DissectionBuilder* builder() const { return m_builder; }

private:
    void failShort(std::size_t needed);
    void notePart(std::string_view part, std::size_t length, std::int64_t value);
    std::optional<std::size_t> checkedLength(std::int64_t length, std::size_t begin, bool nullable);

    ByteView m_bytes;
    std::size_t m_position = 0;
    std::size_t m_end;
    std::size_t m_arrayBytes = 0;
    std::int16_t m_version = 0;
    bool m_flexible = false;
    std::string_view m_name;
    std::string_view m_field;
    std::optional<Error> m_error;
    std::size_t m_errorOffset = 0;
    DissectionBuilder* m_builder;
};

} // namespace partitura::protocol
