#include "broker/replication/partition.h"

#include "broker/base/mutation.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace partitura::replication {
namespace {

bool contains(const std::vector<BrokerId>& ids, BrokerId id) {
    return std::ranges::find(ids, id) != ids.end();
}

} // namespace

Partition::Partition(TopicPartition name, Uuid topicId, log::PartitionLog& log, Offset highWatermark,
                     const ReplicationConfig& config, const Clock& clock, const Surroundings& surroundings)
    : m_name(std::move(name))
    , m_topicId(topicId)
    , m_log(log)
    , m_config(config)
    , m_clock(clock)
    , m_surroundings(surroundings)
    , m_highWatermark(std::clamp(highWatermark, m_log.startOffset(), m_log.endOffset())) {}

Offset Partition::lastStable() {
    return m_log.lastStableOffset(m_highWatermark);
}

Offset Partition::limitOf(ReadLimit limit) {
    switch (limit) {
    case ReadLimit::logEnd:
        return logEnd();
    case ReadLimit::highWatermark:
        return m_highWatermark;
    case ReadLimit::lastStable:
        return lastStable();
    }
    return m_highWatermark;
}

void Partition::apply(const PartitionState& state) {
    if (!m_state.replicas.empty() && state.partitionEpoch < m_state.partitionEpoch)
        return;
    const auto before = std::exchange(m_state, state);
    m_proposedIsr.reset();
    if (isLeader() && (before.leader != state.leader || before.leaderEpoch != state.leaderEpoch))
        becomeLeader();
    else if (isLeader())
        followReplicas();
    if (isLeader())
        advanceHighWatermark();
    notifyWatchers();
}

void Partition::becomeLeader() {
    m_leaderEpochStart = logEnd();
    m_followers.clear();
    // A new leader gives each in-sync follower the full time to be heard of.
    for (auto replica : m_state.replicas)
        if (replica != m_config.self)
            m_followers[replica].caughtUp = contains(m_state.isr, replica) ? m_clock.now() : Instant{};
}

// A reassignment changes who follows within one epoch (Kafka's Partition.updateAssignmentAndIsr).
void Partition::followReplicas() {
    std::erase_if(m_followers, [&](const auto& one) { return !contains(m_state.replicas, one.first); });
    for (auto replica : m_state.replicas)
        if (replica != m_config.self)
            m_followers.try_emplace(replica);
}

void Partition::retire() {
    m_state.leader = BrokerId();
    notifyWatchers();
    m_watchers.clear();
}

void Partition::setOffline(bool isOffline) {
    m_isOffline = isOffline;
    if (!isOffline)
        m_highWatermark = std::clamp(m_highWatermark, logStart(), logEnd());
    notifyWatchers();
}

void Partition::logFlushed() {
    if (isLeader())
        advanceHighWatermark();
    notifyWatchers();
}

void Partition::flushIfDue() {
    constexpr auto longest = std::chrono::duration_cast<std::chrono::milliseconds>(Duration::max());
    const auto interval = std::min(std::chrono::milliseconds(m_log.config().flushMs), longest);
    if (m_log.recoveryPoint() < logEnd() && m_clock.now() - m_log.lastFlush() >= interval)
        m_surroundings.requestFlush(*this);
}

ErrorCode Partition::checkLeader(LeaderEpoch currentLeaderEpoch) const {
    if (currentLeaderEpoch.value() >= 0) {
        if (currentLeaderEpoch < m_state.leaderEpoch)
            return ErrorCode::FENCED_LEADER_EPOCH;
        if (currentLeaderEpoch > m_state.leaderEpoch)
            return ErrorCode::UNKNOWN_LEADER_EPOCH;
    }
    if (m_isOffline)
        return ErrorCode::KAFKA_STORAGE_ERROR;
    return isLeader() ? ErrorCode::NONE : ErrorCode::NOT_LEADER_OR_FOLLOWER;
}

Result<log::AppendInfo> Partition::appendAsLeader(MutableByteView records, log::AppendOrigin origin,
                                                  int requiredIsr,
                                                  std::vector<record::RecordError>* recordErrors) {
    if (const auto error = checkLeader(LeaderEpoch()); error != ErrorCode::NONE)
        return error;
    if (static_cast<int>(inSyncCount()) < requiredIsr)
        return Error{ErrorCode::NOT_ENOUGH_REPLICAS,
                     toString(m_name) + " has " + std::to_string(inSyncCount()) + " in-sync replicas; " +
                         std::to_string(requiredIsr) + " are required"};
    auto info = checked(m_log.appendAsLeader(records, m_state.leaderEpoch, origin, recordErrors));
    if (!info || info->isDuplicate)
        return info;
    if (m_log.wantsFlush())
        m_surroundings.requestFlush(*this);
    m_producedBytes += info->sizeInBytes;
    m_producedRecords += static_cast<std::uint64_t>(info->recordCount);
    advanceHighWatermark();
    notifyWatchers();
    return info;
}

void Partition::followerFetched(BrokerId id, Offset followerStart, Offset followerEnd) {
    const auto found = m_followers.find(id);
    if (found == m_followers.end())
        return;
    auto& follower = found->second;
    const auto now = m_clock.now();
    // Caught up: at the end now, or now where the end was when it last asked (Kafka's
    // Replica.updateFetchState).
    if (followerEnd >= logEnd()) {
        follower.caughtUp = now;
        follower.caughtUpMs = m_clock.wallTimeMs();
    } else if (followerEnd >= follower.leaderEndAtLastFetch) {
        follower.caughtUp = std::max(follower.caughtUp, follower.lastFetch);
    }
    follower.lastFetch = now;
    follower.leaderEndAtLastFetch = logEnd();
    const bool startMoved = std::exchange(follower.logStart, followerStart) != followerStart;
    const bool moved = std::exchange(follower.logEnd, followerEnd) != followerEnd;
    maybeExpandIsr(id);
    const auto before = m_highWatermark;
    if (moved)
        advanceHighWatermark();
    if (startMoved || m_highWatermark != before)
        notifyWatchers();
}

Result<Offset> Partition::deleteRecordsBefore(Offset offset) {
    if (const auto error = checkLeader(LeaderEpoch()); error != ErrorCode::NONE)
        return error;
    if (!m_log.config().isDeleted)
        return Error{ErrorCode::POLICY_VIOLATION,
                     toString(m_name) + ": cleanup.policy does not let records be deleted"};
    const auto before = offset == Offset(-1) ? m_highWatermark : offset;
    if (before < Offset(0) || before > m_highWatermark)
        return Error{ErrorCode::OFFSET_OUT_OF_RANGE, toString(m_name) + ": offset " + toString(before) +
                                                         " is not within 0 and the high watermark " +
                                                         toString(m_highWatermark)};
    if (before <= logStart())
        return before;
    if (auto moved = checked(m_log.incrementLogStart(before)); !moved)
        return moved.error();
    notifyWatchers();
    return before;
}

Offset Partition::lowWatermark(const std::function<bool(BrokerId)>& isAlive) const {
    auto low = logStart();
    for (const auto& [id, follower] : m_followers)
        if (follower.logStart < low && isAlive(id))
            low = follower.logStart;
    return low;
}

void Partition::maybeExpandIsr(BrokerId id) {
    if (contains(m_state.isr, id) || m_proposedIsr)
        return;
    const auto end = m_followers[id].logEnd;
    const bool lags = end < m_highWatermark || end < m_leaderEpochStart;
    if (lags && !PARTITURA_MUTATION(isrExpandedTooSoon))
        return;
    auto isr = m_state.isr;
    isr.push_back(id);
    propose(std::move(isr));
}

void Partition::shrinkIsr() {
    if (!isLeader() || m_proposedIsr)
        return;
    const auto now = m_clock.now();
    std::vector<BrokerId> isr;
    for (auto id : m_state.isr) {
        const auto follower = m_followers.find(id);
        const bool late = follower != m_followers.end() && follower->second.logEnd != logEnd() &&
                          now - follower->second.caughtUp > m_config.replicaLagTimeMax;
        if (!late)
            isr.push_back(id);
    }
    if (isr.size() < m_state.isr.size())
        propose(std::move(isr));
}

void Partition::propose(std::vector<BrokerId> isr) {
    m_proposedIsr = isr;
    m_surroundings.proposeIsr(*this, std::move(isr));
}

void Partition::isrProposalAnswered(bool accepted) {
    if (!accepted)
        m_proposedIsr.reset();
}

void Partition::advanceHighWatermark() {
    const auto needed = std::min(static_cast<std::size_t>(m_minInsyncReplicas), m_state.replicas.size());
    if (m_state.isr.size() < needed)
        return;
    auto smallest = writtenEnd();
    for (const auto& [id, follower] : m_followers) {
        const bool counts = contains(m_state.isr, id) || (m_proposedIsr && contains(*m_proposedIsr, id));
        if (counts && !PARTITURA_MUTATION(highWatermarkOfLeaderAlone))
            smallest = std::min(smallest, follower.logEnd);
    }
    m_highWatermark = std::max(m_highWatermark, smallest);
}

Result<log::AppendInfo> Partition::appendAsFollower(ByteView records) {
    if (m_isOffline)
        return ErrorCode::KAFKA_STORAGE_ERROR;
    auto info = checked(m_log.appendAsFollower(records));
    if (info && m_log.wantsFlush())
        m_surroundings.requestFlush(*this);
    return info;
}

void Partition::leaderReported(Offset highWatermark, Offset leaderLogStart) {
    if (leaderLogStart > logStart() && leaderLogStart <= logEnd())
        if (auto moved = checked(m_log.incrementLogStart(leaderLogStart)); !moved)
            spdlog::error("{}: {}", toString(m_name), moved.error().context);
    const auto before = m_highWatermark;
    m_highWatermark = std::max(m_highWatermark, std::min(highWatermark, logEnd()));
    m_highWatermark = std::max(m_highWatermark, logStart());
    if (m_highWatermark != before)
        notifyWatchers();
}

Result<void> Partition::truncateTo(Offset offset) {
    if (auto done = checked(m_log.truncateTo(offset)); !done)
        return done;
    m_highWatermark = std::min(m_highWatermark, logEnd());
    notifyWatchers();
    return {};
}

Result<void> Partition::restartAt(Offset offset) {
    if (auto done = checked(m_log.truncateFullyAndStartAt(offset)); !done)
        return done;
    m_highWatermark = offset;
    notifyWatchers();
    return {};
}

void Partition::applyRetention() {
    if (m_isOffline)
        return;
    const auto nowMs = m_clock.wallTimeMs();
    m_log.expireProducers(nowMs);
    const auto removed = checked(m_log.deleteOldSegments(nowMs, m_highWatermark));
    if (!removed)
        spdlog::error("{}: cannot remove old segments: {}", toString(m_name), removed.error().context);
    else if (*removed > 0)
        notifyWatchers();
}

Result<log::ReadResult> Partition::read(Offset from, std::size_t maxBytes, ReadLimit limit,
                                        bool minOneBatch) {
    if (m_isOffline)
        return ErrorCode::KAFKA_STORAGE_ERROR;
    return checked(m_log.read(from, maxBytes, limitOf(limit), minOneBatch));
}

void Partition::watch(std::weak_ptr<PartitionWatcher> watcher) {
    if (m_notifying == 0)
        std::erase_if(m_watchers, [](const auto& w) { return w.expired(); });
    m_watchers.push_back(std::move(watcher));
}

// A watcher that is told may change this partition again, which tells all of them again, or add others: so
// places in the list stay until the outermost call has gone through it.
void Partition::notifyWatchers() {
    ++m_notifying;
    for (std::size_t i = 0, count = m_watchers.size(); i < count; ++i)
        if (const auto watcher = m_watchers[i].lock(); watcher && !watcher->partitionChanged(*this))
            m_watchers[i].reset();
    if (--m_notifying == 0)
        std::erase_if(m_watchers, [](const auto& w) { return w.expired(); });
}

TimestampMs Partition::caughtUpMs(BrokerId follower) const {
    const auto found = m_followers.find(follower);
    return found == m_followers.end() ? noTimestamp : found->second.caughtUpMs;
}

} // namespace partitura::replication
