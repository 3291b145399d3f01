// From which replica a consumer should read.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/strong.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace partitura::replication {

/// A replica from which a consumer may read what it asked for.
struct ReadableReplica {
    BrokerId id;
    std::string rack; ///< broker.rack; empty: none
    Offset logEnd;
    Duration sinceCaughtUp{}; ///< since it last had all the leader had
};

/// The follower in the consumer's rack that has the most, then the one that was last caught up, then the
/// greatest id; nullopt where the leader is to be read: it is in that rack, or nobody is, or the consumer
/// names no rack (RackAwareReplicaSelector, ReplicaView.comparator; KIP-392).
[[nodiscard]] std::optional<BrokerId> selectReadReplica(std::string_view consumersRack,
                                                        std::string_view leadersRack,
                                                        const std::vector<ReadableReplica>& followers);

} // namespace partitura::replication
