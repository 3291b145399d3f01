// One record as `partitura dump` prints it.
#pragma once

#include "app/cli/dump_writer.h"
#include "broker/record/record_reader.h"

#include <string_view>

namespace partitura::app {

/// Which records a log holds, and so how keys and values are read.
enum class RecordKind {
    plain,
    groups,   ///< `__consumer_offsets`
    metadata, ///< `__cluster_metadata`
};

/// By the name of a topic.
[[nodiscard]] RecordKind recordKindOf(std::string_view topic);

/// Writes a line: offset, timestamp, key, value, headers; control records and those of Kafka's own topics
/// field by field where they can be decoded, else as bytes.
void dumpRecord(DumpWriter& out, const record::BatchHeader& batch, const record::Record& record,
                RecordKind kind);

} // namespace partitura::app
