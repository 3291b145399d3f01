// What a leader knows of one follower.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/strong.h"

#include <cstdint>
#include <optional>

namespace partitura::replication {

/// One follower of one partition, as its fetches tell (Kafka's ReplicaState). A value type.
struct FollowerState {
    Offset logStart{-1};                     ///< -1 while not heard of
    Offset logEnd{-1};                       ///< likewise
    std::optional<std::int64_t> brokerEpoch; ///< of its last fetch, -1 if that named none; nullopt before one
    std::optional<Instant> caughtUp;         ///< when it last had all there was; nullopt: never, or long ago
    TimestampMs caughtUpMs = noTimestamp;    ///< the same by the wall clock, once it was heard of
    std::optional<Instant> lastFetch;
    TimestampMs lastFetchMs = noTimestamp;
    Offset leaderEndAtLastFetch{-1};

    /// It asked for what comes at `end`; the leader's log ends at `leaderEnd`.
    void fetched(std::int64_t epoch, Offset start, Offset end, Offset leaderEnd, const Clock& clock);
    /// A leader epoch begins in which this broker leads. One in sync gets the full time to be heard of; what
    /// is known of it stays if the broker led before, too (Replica.resetReplicaState).
    void leaderEpochBegins(bool isNewLeader, bool isInSync, Offset leaderEnd, Instant now);
    /// Whether it has all, or had it within `lagMax` before `now`.
    [[nodiscard]] bool isCaughtUp(Offset leaderEnd, Instant now, Duration lagMax) const {
        return logEnd == leaderEnd || (caughtUp && now - *caughtUp <= lagMax);
    }
};

} // namespace partitura::replication
