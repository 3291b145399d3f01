// The settings of a group coordinator.
#pragma once

#include "broker/base/clock.h"

#include <chrono>
#include <cstdint>
#include <limits>

namespace partitura::groups {

/// Kafka's settings of the same name, with its defaults unless said otherwise. Thread: a value type.
struct GroupConfig {
    /// group.min.session.timeout.ms; a shorter one is INVALID_SESSION_TIMEOUT.
    Duration minSessionTimeout = std::chrono::seconds(6);
    /// group.max.session.timeout.ms; a longer one is INVALID_SESSION_TIMEOUT.
    Duration maxSessionTimeout = std::chrono::minutes(30);
    /// group.initial.rebalance.delay.ms: how long the first rebalance of an empty group waits for more
    /// members. Kafka's default is 3 s; none is kinder to those who develop or watch.
    Duration initialRebalanceDelay = Duration::zero();
    /// How long a JoinGroup of a member not seen before may wait for its answer; a constant in Kafka.
    Duration newMemberJoinTimeout = std::chrono::minutes(5);
    /// group.max.size
    std::int32_t maxGroupSize = std::numeric_limits<std::int32_t>::max();
    /// offset.metadata.max.bytes; Kafka counts UTF-16 code units.
    std::int32_t offsetMetadataMaxBytes = 4096;
    /// offsets.retention.minutes
    Duration offsetsRetention = std::chrono::hours(24 * 7);
    /// offsets.retention.check.interval.ms
    Duration offsetsRetentionCheckInterval = std::chrono::minutes(10);
    /// offsets.commit.timeout.ms: how long a commit may wait for the replicas of `__consumer_offsets`.
    Duration offsetsCommitTimeout = std::chrono::seconds(5);
    /// offsets.topic.num.partitions; must be that of the existing `__consumer_offsets`.
    std::int32_t offsetsTopicPartitions = 50;
};

} // namespace partitura::groups
