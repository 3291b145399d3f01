// Control records: what the broker itself writes between the records of producers.
#pragma once

#include "broker/record/batch_header.h"

#include <optional>

namespace partitura::record {

/// Type of a control record (Kafka's ControlRecordType).
enum class ControlType : std::int16_t {
    abort = 0,
    commit = 1,
    leaderChange = 2,
    snapshotHeader = 3,
    snapshotFooter = 4,
    kraftVersion = 5,
    kraftVoters = 6,
};

/// The type in a control record's key; nullopt when it is none that is known.
[[nodiscard]] std::optional<ControlType> controlTypeOf(ByteView key);

/// End of a transaction on one partition.
struct EndTransactionMarker {
    bool isCommit = false;
    std::int32_t coordinatorEpoch = -1;
    TimestampMs timestamp = noTimestamp;
};

/// The marker in a whole control batch; nullopt when it holds another control record, or none (a compacted
/// batch). Errors: those of RecordReader; INVALID_RECORD when the marker's value is cut.
[[nodiscard]] Result<std::optional<EndTransactionMarker>> endTransactionMarkerOf(ByteView batch);
/// The key and value of a control record: (version 0, type) and, for markers, (version 0, coordinator epoch).
[[nodiscard]] Bytes controlKey(ControlType type);
[[nodiscard]] Bytes endTransactionValue(std::int32_t coordinatorEpoch);
/// A whole control batch that ends a transaction of the producer.
[[nodiscard]] Bytes endTransactionBatch(const EndTransactionMarker& marker, ProducerId producerId,
                                        ProducerEpoch producerEpoch);

} // namespace partitura::record
