// Damaged copies of inputs.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/random.h"

#include <algorithm>
#include <array>

namespace partitura::fuzz {

/// Changes `bytes` at one to four places: bits, bytes and lengths, pieces cut out, repeated or taken from
/// `other`.
inline void mutate(Bytes& bytes, const Bytes& other, Random& random) {
    constexpr std::array<std::uint8_t, 6> edges = {0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff};
    const auto at = [&] { return bytes.begin() + static_cast<std::ptrdiff_t>(random.below(bytes.size())); };
    for (auto changes = 1 + random.below(4); changes > 0; --changes) {
        if (bytes.empty())
            bytes = other;
        if (bytes.empty())
            return;
        const auto place = at();
        const auto length =
            std::min<std::ptrdiff_t>(bytes.end() - place, static_cast<std::ptrdiff_t>(1 + random.below(16)));
        switch (random.below(7)) {
        case 0:
            *place ^= static_cast<std::uint8_t>(1u << random.below(8));
            break;
        case 1:
            *place = static_cast<std::uint8_t>(random.next());
            break;
        case 2:
            std::fill_n(place, std::min<std::ptrdiff_t>(length, 4), edges[random.below(edges.size())]);
            break;
        case 3:
            bytes.erase(place, place + length);
            break;
        case 4: {
            const Bytes piece(place, place + length);
            bytes.insert(at(), piece.begin(), piece.end());
            break;
        }
        case 5:
            bytes.erase(place, bytes.end());
            break;
        default:
            bytes.erase(place, bytes.end());
            if (!other.empty())
                bytes.insert(bytes.end(),
                             other.begin() + static_cast<std::ptrdiff_t>(random.below(other.size())),
                             other.end());
        }
    }
}

} // namespace partitura::fuzz
