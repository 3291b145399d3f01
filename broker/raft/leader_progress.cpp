#include "broker/raft/leader_progress.h"

#include <algorithm>

namespace partitura::raft {
namespace {

constexpr Duration observerSession = std::chrono::minutes(5);

} // namespace

LeaderProgress::LeaderProgress(BrokerId self, const std::vector<BrokerId>& voters, Offset epochStart,
                               Instant now)
    : m_self(self)
    , m_epochStart(epochStart)
    , m_lastMajority(now) {
    for (auto id : voters)
        m_voters[id];
}

void LeaderProgress::fetched(BrokerId replica, const Uuid& directory, Offset end, Offset leaderEnd,
                             const Clock& clock) {
    const auto now = clock.now();
    const auto nowMs = clock.wallTimeMs();
    const auto voter = m_voters.find(replica);
    auto& progress = voter != m_voters.end() ? voter->second : m_observers[replica];
    progress.directory = directory;
    if (end >= leaderEnd)
        progress.caughtUpMs = nowMs;
    else if (end >= progress.leaderEndAtLastFetch && progress.leaderEndAtLastFetch.value() >= 0)
        progress.caughtUpMs = std::max(progress.caughtUpMs, progress.leaderEndAtLastFetchMs);
    progress.end = end;
    progress.lastFetch = now;
    progress.lastFetchMs = nowMs;
    progress.leaderEndAtLastFetch = leaderEnd;
    progress.leaderEndAtLastFetchMs = nowMs;
    if (voter == m_voters.end()) {
        std::erase_if(m_observers, [&](const auto& o) { return now - o.second.lastFetch > observerSession; });
        return;
    }
    heard(replica, now);
}

void LeaderProgress::heard(BrokerId replica, Instant now) {
    if (!m_voters.contains(replica))
        return;
    m_heardSince.insert(replica);
    if (m_heardSince.size() >= m_voters.size() / 2) { // with the leader a majority
        m_heardSince.clear();
        m_lastMajority = now;
    }
}

void LeaderProgress::flushed(Offset end) {
    m_voters[m_self].end = end;
}

std::optional<Offset> LeaderProgress::committed() const {
    std::vector<Offset> ends;
    for (const auto& [id, voter] : m_voters)
        ends.push_back(voter.end);
    std::ranges::sort(ends, std::ranges::greater());
    const auto majority = ends[ends.size() / 2];
    return majority > m_epochStart ? std::optional(majority) : std::nullopt;
}

std::vector<BrokerId> LeaderProgress::silentVoters(Instant since) const {
    std::vector<BrokerId> silent;
    for (const auto& [id, voter] : m_voters)
        if (id != m_self && (voter.lastFetchMs == noTimestamp || voter.lastFetch < since))
            silent.push_back(id);
    return silent;
}

std::vector<BrokerId> LeaderProgress::successors() const {
    std::vector<BrokerId> others;
    for (const auto& [id, voter] : m_voters)
        if (id != m_self)
            others.push_back(id);
    std::ranges::stable_sort(others, std::ranges::greater(), [&](auto id) { return m_voters.at(id).end; });
    return others;
}

} // namespace partitura::raft
