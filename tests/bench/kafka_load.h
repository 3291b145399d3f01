// Load by real clients: librdkafka, as fast as it can or at a rate.
#pragma once

#include <cstdint>
#include <string>

namespace partitura::bench {

/// One load of equal records.
struct Load {
    std::string topic = "bench";
    std::int64_t records = 3'000'000;
    std::size_t recordBytes = 100; ///< of the value; there is no key
    std::string acks = "1";
    double perSecond = 0; ///< records that a producer sends at most; 0: as fast as it can

    [[nodiscard]] double gigabytes() const {
        return static_cast<double>(records) * static_cast<double>(recordBytes) / 1e9;
    }
};

/// Produces the load and waits for every acknowledgement; records a second. Throws std::runtime_error if one
/// record fails.
double produce(const std::string& servers, const Load& load);
/// The same client's own ceiling: the same against librdkafka's broker of straw, in the client's own process.
double produceToMock(const Load& load, int partitions);
/// Reads so many records of the topic's `partitions` from the start; records a second.
double consume(const std::string& servers, const Load& load, int partitions);

} // namespace partitura::bench
