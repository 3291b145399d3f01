// The settings of one partition's log.
#pragma once

#include "broker/record/batch_header.h"

#include <cstdint>
#include <limits>
#include <optional>

namespace partitura::log {

/// Settings as Kafka's topic configs of the same names (LogConfig), with their defaults. A value type.
struct LogConfig {
    std::uint64_t segmentBytes = 1u << 30;           ///< segment.bytes
    std::int64_t segmentMs = 7 * 24 * 3600 * 1000LL; ///< segment.ms, by record timestamps
    std::uint64_t indexIntervalBytes = 4096;         ///< index.interval.bytes
    std::uint64_t segmentIndexBytes = 10u << 20;     ///< segment.index.bytes: a full index rolls the segment
    std::size_t maxMessageBytes = 1048588;           ///< max.message.bytes, one batch as compressed
    record::TimestampType messageTimestampType = record::TimestampType::createTime;
    std::int64_t timestampBeforeMaxMs = std::numeric_limits<std::int64_t>::max();
    std::int64_t timestampAfterMaxMs = 3600 * 1000;
    std::int64_t retentionMs = 7 * 24 * 3600 * 1000LL; ///< -1 is for ever
    std::int64_t retentionBytes = -1;                  ///< -1 is without limit
    bool isCompacted = false;                          ///< cleanup.policy has compact: records need keys
    bool isDeleted = true;                             ///< cleanup.policy has delete: retention holds
    double minCleanableDirtyRatio = 0.5;               ///< min.cleanable.dirty.ratio, 0 to 1
    std::int64_t minCompactionLagMs = 0;               ///< min.compaction.lag.ms
    std::int64_t maxCompactionLagMs = std::numeric_limits<std::int64_t>::max(); ///< max.compaction.lag.ms
    std::int64_t deleteRetentionMs = 24 * 3600 * 1000LL; ///< delete.retention.ms: how long tombstones stay
    /// compression.type: nullopt is "producer". Held only: batches are kept as produced.
    std::optional<record::Compression> compression;
    std::int64_t producerIdExpirationMs = 24 * 3600 * 1000LL; ///< producer.id.expiration.ms

    bool operator==(const LogConfig&) const = default;
};

} // namespace partitura::log
