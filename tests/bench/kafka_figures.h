// Apache Kafka and Partitura under the same load.
#pragma once

#include <cstdint>
#include <string>

namespace partitura::bench {

/// Produces and fetches the same load at `program` and at Apache Kafka in turns, `rounds` times, one broker
/// each, and prints what processor time each took; a reason instead, when Kafka cannot be had.
void measureKafka(const std::string& program, int rounds, std::int64_t records);

} // namespace partitura::bench
