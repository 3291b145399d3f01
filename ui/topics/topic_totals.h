// What a topic comes to, summed over its partitions.
#pragma once

#include "broker/observe/snapshot.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace partitura::ui {

/// Sums of one topic at one moment. A plain value. Thread: any.
struct TopicTotals {
    int partitions = 0;
    int replicas = 0;            ///< of a partition: the most any has
    int assigned = 0;            ///< replicas in all
    int inSync = 0;              ///< of those, in the ISR and online
    int underReplicated = 0;     ///< partitions with fewer in sync than assigned
    int offline = 0;             ///< partitions without a leader that answers
    std::uint64_t sizeBytes = 0; ///< held by all replicas
    std::int64_t records = 0;    ///< offsets between log start and high watermark

    bool operator==(const TopicTotals&) const = default;
};

[[nodiscard]] TopicTotals totalsOf(const observe::TopicSnapshot& topic);

/// Records the furthest follower of a partition's leader is behind; 0 without followers.
[[nodiscard]] std::int64_t replicaLag(const observe::PartitionSnapshot& partition,
                                      const observe::ReplicaSnapshot& replica);
[[nodiscard]] std::int64_t worstReplicaLag(const observe::PartitionSnapshot& partition);

} // namespace partitura::ui
