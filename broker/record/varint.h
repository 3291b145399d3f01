// Zig-zag variable-length integers, as records use them (not the unsigned ones of flexible messages).
#pragma once

#include "broker/base/bytes.h"

#include <bit>
#include <cstdint>

namespace partitura::record {

constexpr std::uint64_t zigZag(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

constexpr std::int64_t unZigZag(std::uint64_t value) {
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

/// Bytes that `value` takes: 1 to 10. A varint (32 bits) and a varlong of one value have the same bytes.
constexpr std::size_t varintSize(std::int64_t value) {
    return (static_cast<std::size_t>(std::bit_width(zigZag(value) | 1)) + 6) / 7;
}

/// Appends `value`.
inline void appendVarint(Bytes& to, std::int64_t value) {
    auto rest = zigZag(value);
    for (; rest >= 0x80; rest >>= 7)
        to.push_back(static_cast<std::uint8_t>(rest | 0x80));
    to.push_back(static_cast<std::uint8_t>(rest));
}

/// Reads a 64-bit varlong at `at`; the byte after it, or nullptr when `end` cuts it or it is too long.
inline const std::uint8_t* readVarlong(const std::uint8_t* at, const std::uint8_t* end, std::int64_t& value) {
    std::uint64_t raw = 0;
    for (int shift = 0; shift < 70; shift += 7) {
        if (at == end)
            return nullptr;
        const auto byte = *at++;
        raw |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if (byte < 0x80) {
            if (shift == 63 && byte > 1)
                return nullptr;
            value = unZigZag(raw);
            return at;
        }
    }
    return nullptr;
}

/// Reads a 32-bit varint at `at`; the byte after it, or nullptr when `end` cuts it or it is out of range.
inline const std::uint8_t* readVarint(const std::uint8_t* at, const std::uint8_t* end, std::int32_t& value) {
    std::int64_t wide = 0;
    at = readVarlong(at, end, wide);
    if (!at || wide < INT32_MIN || wide > INT32_MAX)
        return nullptr;
    value = static_cast<std::int32_t>(wide);
    return at;
}

} // namespace partitura::record
