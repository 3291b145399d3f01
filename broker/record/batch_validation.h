// What is checked of batches before they enter a log.
#pragma once

#include "broker/record/batch_header.h"

#include <limits>
#include <string>
#include <vector>

namespace partitura::record {

/// One batch found in a sequence of bytes.
struct BatchInfo {
    std::size_t position = 0; ///< in the bytes looked at
    BatchHeader header;
    /// Greatest timestamp of the records where they were walked over; else the header's.
    TimestampMs maxTimestamp = noTimestamp;
};

/// A record that was refused, for the produce response (v8 and later).
struct RecordError {
    std::int32_t index = 0; ///< of the record in its batch
    std::string message;
};

/// What a leader asks of produced batches (Kafka's LogValidator and UnifiedLog.analyzeAndValidateRecords).
struct ValidationRules {
    /// Bytes come from a producer: exactly one batch, base offset 0, no control records, sequence with
    /// producer id, offsets and counts that agree.
    bool isFromClient = true;
    std::size_t batchBytesMax =
        std::numeric_limits<std::size_t>::max();             ///< `max.message.bytes`, as compressed
    bool needsKeys = false;                                  ///< the topic is compacted
    TimestampType timestampType = TimestampType::createTime; ///< of the topic
    TimestampMs nowMs = 0;
    std::int64_t timestampBeforeMaxMs = std::numeric_limits<std::int64_t>::max();
    std::int64_t timestampAfterMaxMs = std::numeric_limits<std::int64_t>::max();
    std::size_t decompressedBytesMax = record::decompressedBytesMax;
};

/// Finds the whole batches of any format at the beginning of `bytes` and checks length, magic and CRC of
/// each; a batch cut at the end is left out, as Kafka does. For replicated bytes. Errors: CORRUPT_MESSAGE,
/// MESSAGE_TOO_LARGE, INVALID_RECORD (negative last offset delta). Thread: any.
[[nodiscard]] Result<std::vector<BatchInfo>>
splitBatches(ByteView bytes, std::size_t batchBytesMax = std::numeric_limits<std::size_t>::max());

/// Finds and fully checks produced batches, walking over their records (decompressed if need be); allocates
/// nothing per record. `recordErrors`, if given, gets the refused records; `decompressed`, if given, the
/// records of each batch, decompressed (nothing for a batch that is not compressed). Errors, as Kafka's:
/// CORRUPT_MESSAGE (length, magic, CRC), MESSAGE_TOO_LARGE, INVALID_RECORD (none or several batches, counts,
/// deltas, control batch, sequence, missing key, malformed or undecompressable records, magic 0 or 1),
/// INVALID_TIMESTAMP, UNSUPPORTED_COMPRESSION_TYPE. Thread: any.
[[nodiscard]] Result<std::vector<BatchInfo>> validateBatches(ByteView bytes, const ValidationRules& rules,
                                                             std::vector<RecordError>* recordErrors = nullptr,
                                                             std::vector<Bytes>* decompressed = nullptr);

/// MESSAGE_TOO_LARGE for a batch of `size` bytes.
[[nodiscard]] Error batchTooLarge(std::size_t size, std::size_t batchBytesMax);

} // namespace partitura::record
