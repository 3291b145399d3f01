// What a leader of the quorum knows of those who follow it.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/strong.h"
#include "broker/base/uuid.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace partitura::raft {

/// A replica of the log, as DescribeQuorum tells of it.
struct ReplicaProgress {
    Uuid directory;
    Offset end{-1};                        ///< all before it is durable there; -1 when unknown
    TimestampMs lastFetchMs = noTimestamp; ///< wall clock
    TimestampMs caughtUpMs = noTimestamp;  ///< when it last had all the leader had
    Instant lastFetch{};
    Offset leaderEndAtLastFetch{-1};
    TimestampMs leaderEndAtLastFetchMs = noTimestamp;
};

/// The followers' log ends in one epoch, and what follows from them: how far the log is committed, and
/// whether a majority still listens (Kafka's LeaderState). Thread: the node's loop.
class LeaderProgress {
public:
    /// `epochStart`: log end when the epoch began. Its first record must be committed before any (KIP-595).
    LeaderProgress(BrokerId self, const std::vector<BrokerId>& voters, Offset epochStart, Instant now);

    [[nodiscard]] Offset epochStart() const { return m_epochStart; }
    /// A replica fetched from `end`, so it holds all before. Observers too.
    void fetched(BrokerId replica, const Uuid& directory, Offset end, Offset leaderEnd, const Clock& clock);
    /// A voter reads a snapshot: it listens, and its log is as it was.
    void heard(BrokerId replica, Instant now);
    /// The leader's own log is durable up to `end`.
    void flushed(Offset end);
    /// The greatest offset that a majority holds, once that is past the epoch's start.
    [[nodiscard]] std::optional<Offset> committed() const;

    /// When a majority, the leader included, had last been heard of since the time before.
    [[nodiscard]] Instant lastMajority() const { return m_lastMajority; }
    /// Other voters not heard of since `since`: they may not know that the epoch began.
    [[nodiscard]] std::vector<BrokerId> silentVoters(Instant since) const;
    /// Other voters, the one with the most first: who should lead next.
    [[nodiscard]] std::vector<BrokerId> successors() const;

    [[nodiscard]] const std::map<BrokerId, ReplicaProgress>& voters() const { return m_voters; }
    /// Those heard of in the last five minutes (LeaderState.OBSERVER_SESSION_TIMEOUT_MS).
    [[nodiscard]] const std::map<BrokerId, ReplicaProgress>& observers() const { return m_observers; }

private:
    const BrokerId m_self;
    const Offset m_epochStart;
    std::map<BrokerId, ReplicaProgress> m_voters;
    std::map<BrokerId, ReplicaProgress> m_observers;
    std::set<BrokerId> m_heardSince; ///< voters, since m_lastMajority
    Instant m_lastMajority;
};

} // namespace partitura::raft
