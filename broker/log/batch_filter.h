// Taking records out of a batch.
#pragma once

#include "broker/record/record_reader.h"

#include <functional>

namespace partitura::log {

/// What compaction keeps of one batch (Kafka's RecordFilter).
struct BatchRules {
    /// Asked for each record, unless dropsAllRecords.
    std::function<bool(const record::Record&)> keepsRecord;
    /// If set, told of every record before keepsRecord is asked for the first, so that it can get ready.
    std::function<void(const record::Record&)> willAskFor;
    bool dropsAllRecords = false;
    /// Without records it stays as an empty batch: it says what the last sequence or offset was.
    bool staysWhenEmpty = false;
    /// It is the marker of a transaction of which no data is left.
    bool isEmptyTransactionsMarker = false;
    /// The delete horizon of a batch that needs one and has none yet: ms since the epoch.
    TimestampMs newDeleteHorizonMs = 0;
};

/// What filterBatch did.
struct FilteredBatch {
    record::BatchHeader header; ///< of what was written
    bool isKept = false;        ///< something was written
    std::int32_t recordsRead = 0;
};

/// Appends what `rules` leave of `batch`, one whole batch with a right CRC, to `out`
/// (MemoryRecords.filterTo). Base and last offset, producer, sequence, leader epoch and codec stay. A
/// tombstone or the marker of an empty transaction gives the batch a delete horizon, which is then its base
/// timestamp (KIP-534). Errors: those of RecordReader and compress(). Thread: any.
[[nodiscard]] Result<FilteredBatch> filterBatch(ByteView batch, const BatchRules& rules, Bytes& out);

} // namespace partitura::log
