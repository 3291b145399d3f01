// Kafka's Uuid: topic ids, directory ids, incarnation ids.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace partitura {

class Random;

/// 128 bits; all zero is Kafka's ZERO_UUID, "none". Thread: a value type.
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    /// A random version-4 id that does not begin with '-' in text, as Kafka's Uuid.randomUuid().
    static Uuid random(Random& random);
    /// Reads Kafka's text form; nullopt unless it is 22 characters of unpadded base64url.
    static std::optional<Uuid> parse(std::string_view text);

    [[nodiscard]] bool isZero() const { return *this == Uuid{}; }
    auto operator<=>(const Uuid&) const = default;
};

/// Kafka's text form: unpadded base64url, 22 characters.
std::string toString(const Uuid& id);

} // namespace partitura

template <>
struct std::hash<partitura::Uuid> {
    std::size_t operator()(const partitura::Uuid& id) const noexcept {
        std::size_t h = 1469598103934665603ull;
        for (auto b : id.bytes)
            h = (h ^ b) * 1099511628211ull;
        return h;
    }
};
