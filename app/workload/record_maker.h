// The records of a producer, one after another.
#pragma once

#include "app/workload/key_chooser.h"
#include "app/workload/value_template.h"
#include "app/workload/workload_spec.h"

#include <optional>
#include <string>
#include <vector>

namespace partitura::app {

/// A record as a client hands it to librdkafka.
struct MadeRecord {
    std::optional<std::string> key;
    std::string value;
};

/// Makes what a spec describes: the same records for the same seed, client and sequence of calls. Thread:
/// one.
class RecordMaker {
public:
    /// The spec must be without problems. Clients of one workload draw other keys and values, each its own.
    RecordMaker(const ProducerSpec& spec, std::uint64_t seed, std::int64_t client);

    /// The next record; `sequence` from 1. The reference lasts until the next call.
    const MadeRecord& make(std::uint64_t sequence, TimestampMs nowMs);

private:
    ValueTemplate m_template;
    KeyChooser m_keys;
    SeededRandom m_random;
    std::size_t m_padBytes;
    std::uint64_t m_poisonEvery;
    std::string m_poisonValue;
    MadeRecord m_record;
};

/// The first records a producer would send; none while its template has an error.
[[nodiscard]] std::vector<MadeRecord> sampleRecords(const ProducerSpec& spec, std::uint64_t seed,
                                                    std::size_t count, TimestampMs nowMs);

} // namespace partitura::app
