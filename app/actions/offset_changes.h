// Where offsets go when a group is reset or records are deleted.
#pragma once

#include "app/actions/action_call.h"
#include "broker/base/clock.h"
#include "broker/base/topic_partition.h"
#include "broker/observe/snapshot.h"

#include <map>
#include <optional>
#include <vector>

namespace partitura::app {

/// Of a reset: what the group has committed. Of deletion: the log start.
struct OffsetChange {
    TopicPartition partition;
    std::optional<Offset> before; ///< nullopt: nothing is committed
    Offset after;
};

/// First offset at or after a time, by partition; the log end where there is none.
using OffsetsByTime = std::map<TopicPartition, Offset>;

/// Partitions whose offsets by time `offsetChangesOf` needs, and the time; nullopt if it needs none.
struct OffsetsWanted {
    TimestampMs timeMs = noTimestamp;
    std::vector<TopicPartition> partitions;
};
[[nodiscard]] std::optional<OffsetsWanted> offsetsWanted(const ActionCall& call,
                                                         const observe::ClusterSnapshot& snapshot);

/// For `group-reset` and `delete-records`: each partition concerned, in order. Offsets outside the log are
/// drawn to its ends, as Kafka's tool does it (ConsumerGroupCommand). Errors: INVALID_REQUEST where an
/// argument is missing; NON_EMPTY_GROUP for a group with members; GROUP_ID_NOT_FOUND and
/// UNKNOWN_TOPIC_OR_PARTITION. Each with a line for the user. Thread: any.
[[nodiscard]] Result<std::vector<OffsetChange>> offsetChangesOf(const ActionCall& call,
                                                                const observe::ClusterSnapshot& snapshot,
                                                                const OffsetsByTime& byTime);

/// The partition of `__consumer_offsets` whose leader coordinates the group; nullopt without that topic.
[[nodiscard]] std::optional<TopicPartition> coordinatorPartition(std::string_view groupId,
                                                                 const observe::ClusterSnapshot& snapshot);

} // namespace partitura::app
