// The seam for randomness.
#pragma once

#include <cstdint>

namespace partitura {

/// A source of random numbers, handed to whoever needs one: seeded from the system when live, from the
/// scenario's seed when simulated. Thread: one thread at a time; each event loop has its own.
class Random {
public:
    virtual ~Random() = default;

    /// 64 uniform random bits.
    virtual std::uint64_t next() = 0;

    /// Uniform in [0, bound); bound must be positive. The bias of the multiplication is below 2^-32 for
    /// bounds up to 2^32.
    std::uint64_t below(std::uint64_t bound) {
        return static_cast<std::uint64_t>((static_cast<unsigned __int128>(next()) * bound) >> 64);
    }
};

/// SplitMix64 (Steele, Lea, Flood 2014): small, fast, the same sequence for a seed on every platform.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed)
        : m_state(seed) {}

    std::uint64_t next() override {
        std::uint64_t z = m_state += 0x9e3779b97f4a7c15ull;
        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ z >> 27) * 0x94d049bb133111ebull;
        return z ^ z >> 31;
    }

private:
    std::uint64_t m_state;
};

} // namespace partitura
