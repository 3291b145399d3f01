// Building record batches.
#pragma once

#include "broker/record/batch_header.h"
#include "broker/record/record_reader.h"

#include <optional>
#include <span>

namespace partitura::record {

/// What a new batch's header says besides what follows from its records.
struct BatchOptions {
    Offset baseOffset;
    LeaderEpoch leaderEpoch;
    Compression compression = Compression::none;
    std::optional<int> compressionLevel; ///< as compress() takes it
    /// Set: timestamp type logAppendTime and this time for all records.
    std::optional<TimestampMs> logAppendTime;
    ProducerId producerId;
    ProducerEpoch producerEpoch;
    std::int32_t baseSequence = noSequence;
    bool isTransactional = false;
    bool isControl = false;
};

/// A batch with the fields of `header` around `records`, uncompressed bytes of records, which are compressed
/// with `codec`; length, codec and CRC are set to fit. Errors: those of compress(). Thread: any.
[[nodiscard]] Result<Bytes> packBatch(BatchHeader header, ByteView records, Compression codec,
                                      std::optional<int> compressionLevel);

/// Collects records and makes one magic-2 batch of them. Thread: one at a time.
class BatchBuilder {
public:
    explicit BatchBuilder(BatchOptions options = {});

    /// Adds a record at the next offset. nullopt is null. The bytes are copied.
    void add(TimestampMs timestamp, std::optional<ByteView> key, std::optional<ByteView> value,
             std::span<const RecordHeader> headers = {});
    /// Adds a record at `offset`, greater than the one before it, leaving a gap as compaction does.
    void addAt(Offset offset, TimestampMs timestamp, std::optional<ByteView> key,
               std::optional<ByteView> value, std::span<const RecordHeader> headers = {});

    [[nodiscard]] std::int32_t recordCount() const { return m_recordCount; }
    [[nodiscard]] bool empty() const { return m_recordCount == 0; }
    /// Bytes of the batch were it not compressed.
    [[nodiscard]] std::size_t sizeInBytes() const { return m_bytes.size(); }

    /// The batch; the builder is then empty, its options as before. A batch without records is valid in a log
    /// but refused from producers. Errors: those of compress().
    [[nodiscard]] Result<Bytes> build();

private:
    void clear();

    BatchOptions m_options;
    Bytes m_bytes; ///< room for the header, then the records
    std::int32_t m_recordCount = 0;
    Offset m_nextOffset;
    TimestampMs m_baseTimestamp = noTimestamp;
    TimestampMs m_maxTimestamp = noTimestamp;
};

} // namespace partitura::record
