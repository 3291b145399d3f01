// Big-endian integers in byte sequences, the order of Kafka's wire and log.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace partitura {

template <std::integral T>
constexpr T byteSwapped(T value) {
    if constexpr (sizeof(T) == 1) {
        return value;
    } else if constexpr (sizeof(T) == 2) {
        return static_cast<T>(__builtin_bswap16(static_cast<std::uint16_t>(value)));
    } else if constexpr (sizeof(T) == 4) {
        return static_cast<T>(__builtin_bswap32(static_cast<std::uint32_t>(value)));
    } else {
        return static_cast<T>(__builtin_bswap64(static_cast<std::uint64_t>(value)));
    }
}

/// Reads a T at `at`, which needs no alignment.
template <std::integral T>
T loadBigEndian(const std::uint8_t* at) {
    T value;
    std::memcpy(&value, at, sizeof(T));
    return std::endian::native == std::endian::little ? byteSwapped(value) : value;
}

/// Writes `value` at `at`, which needs no alignment.
template <std::integral T>
void storeBigEndian(std::uint8_t* at, T value) {
    if (std::endian::native == std::endian::little)
        value = byteSwapped(value);
    std::memcpy(at, &value, sizeof(T));
}

} // namespace partitura
