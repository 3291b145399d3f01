#include "broker/base/uuid.h"

#include "broker/base/endian.h"
#include "broker/base/random.h"

namespace partitura {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

} // namespace

Uuid Uuid::random(Random& random) {
    for (;;) {
        Uuid id;
        storeBigEndian(id.bytes.data(), random.next());
        storeBigEndian(id.bytes.data() + 8, random.next());
        id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x40);
        id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
        if (toString(id).front() != '-')
            return id;
    }
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
    if (text.size() != 22)
        return std::nullopt;
    Uuid id;
    std::uint32_t bits = 0;
    int count = 0;
    std::size_t out = 0;
    for (char c : text) {
        const auto at = alphabet.find(c);
        if (at == std::string_view::npos)
            return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(at);
        count += 6;
        if (count >= 8 && out < id.bytes.size()) {
            count -= 8;
            id.bytes[out++] = static_cast<std::uint8_t>(bits >> count);
        }
    }
    return id;
}

std::string toString(const Uuid& id) {
    std::string text;
    text.reserve(22);
    std::uint32_t bits = 0;
    int count = 0;
    for (auto b : id.bytes) {
        bits = bits << 8 | b;
        for (count += 8; count >= 6;) {
            count -= 6;
            text += alphabet[bits >> count & 63];
        }
    }
    text += alphabet[bits << (6 - count) & 63];
    return text;
}

} // namespace partitura
