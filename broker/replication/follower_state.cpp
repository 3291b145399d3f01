#include "broker/replication/follower_state.h"

#include <algorithm>

namespace partitura::replication {

// Caught up: at the end now, or now where the end was when it last asked; the latter for one that is always
// a little behind a log that grows without pause (Replica.updateFetchStateOrThrow).
void FollowerState::fetched(std::int64_t epoch, Offset start, Offset end, Offset leaderEnd,
                            const Clock& clock) {
    const auto now = clock.now();
    const auto nowMs = clock.wallTimeMs();
    if (end >= leaderEnd) {
        caughtUp = now;
        caughtUpMs = nowMs;
    } else if (end >= leaderEndAtLastFetch && lastFetch) {
        caughtUp = caughtUp ? std::max(*caughtUp, *lastFetch) : *lastFetch;
        caughtUpMs = std::max(caughtUpMs, lastFetchMs);
    }
    brokerEpoch = epoch;
    logStart = start;
    logEnd = end;
    leaderEndAtLastFetch = std::max(leaderEnd, leaderEndAtLastFetch);
    lastFetch = now;
    lastFetchMs = nowMs;
}

void FollowerState::leaderEpochBegins(bool isNewLeader, bool isInSync, Offset leaderEnd, Instant now) {
    if (isNewLeader)
        *this = {};
    else
        leaderEndAtLastFetch = leaderEnd;
    // Without a time, so that nobody comes back into the ISR before it fetched in this epoch.
    lastFetch = isInSync && !isNewLeader ? std::optional(now) : std::nullopt;
    lastFetchMs = noTimestamp;
    caughtUp = isInSync ? std::optional(now) : std::nullopt;
}

} // namespace partitura::replication
