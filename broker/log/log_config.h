// The settings of one partition's log.
#pragma once

#include "broker/record/batch_header.h"

#include <cstdint>
#include <limits>
#include <optional>

namespace partitura::log {

/// Settings as Kafka's topic configs of the same names (LogConfig), with their defaults. A value type.
struct LogConfig {
    static constexpr std::int64_t dayMs = 86'400'000;

    std::uint64_t segmentBytes = std::uint64_t{1} << 30; ///< segment.bytes
    std::int64_t segmentMs = 7 * dayMs;                  ///< segment.ms, by record timestamps
    std::int64_t segmentJitterMs = 0;        ///< segment.jitter.ms: up to this much less, by segment
    bool preallocate = false;                ///< a new segment reserves its room on disk
    std::uint64_t indexIntervalBytes = 4096; ///< index.interval.bytes
    std::uint64_t segmentIndexBytes = std::uint64_t{10}
                                      << 20; ///< segment.index.bytes: a full index rolls the segment
    std::size_t maxMessageBytes = 1048588;   ///< max.message.bytes, one batch as compressed
    record::TimestampType messageTimestampType = record::TimestampType::createTime;
    std::int64_t timestampBeforeMaxMs = std::numeric_limits<std::int64_t>::max();
    std::int64_t timestampAfterMaxMs = 3'600'000;
    std::int64_t retentionMs = 7 * dayMs;    ///< -1 is for ever
    std::int64_t retentionBytes = -1;        ///< -1 is without limit
    std::int64_t fileDeleteDelayMs = 60'000; ///< file.delete.delay.ms
    /// flush.messages: as many records, not yet durable, begin a flush; 1 also lets the acknowledgement wait.
    std::int64_t flushMessages = std::numeric_limits<std::int64_t>::max();
    std::int64_t flushMs = std::numeric_limits<std::int64_t>::max(); ///< flush.ms
    bool isCompacted = false;            ///< cleanup.policy has compact: records need keys
    bool isDeleted = true;               ///< cleanup.policy has delete: retention holds
    double minCleanableDirtyRatio = 0.5; ///< min.cleanable.dirty.ratio, 0 to 1
    std::int64_t minCompactionLagMs = 0; ///< min.compaction.lag.ms
    std::int64_t maxCompactionLagMs = std::numeric_limits<std::int64_t>::max(); ///< max.compaction.lag.ms
    std::int64_t deleteRetentionMs = dayMs; ///< delete.retention.ms: how long tombstones stay
    /// compression.type: nullopt is "producer", none is "uncompressed".
    std::optional<record::Compression> compression;
    std::optional<int> compressionLevel;         ///< compression.CODEC.level of that codec, if it has levels
    std::int64_t producerIdExpirationMs = dayMs; ///< producer.id.expiration.ms

    /// Whether records count as written only once they are durable.
    [[nodiscard]] bool awaitsFlush() const { return flushMessages <= 1; }

    bool operator==(const LogConfig&) const = default;
};

} // namespace partitura::log
