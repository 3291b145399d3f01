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

Offset Partition::writtenEnd() const {
    const bool awaitsFlush = m_log.config().awaitsFlush() && !PARTITURA_MUTATION(committedBeforeSync);
    return awaitsFlush ? std::min(m_log.recoveryPoint(), logEnd()) : logEnd();
}

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
    const bool isFirst = m_state.replicas.empty();
    if (!isFirst && state.partitionEpoch < m_state.partitionEpoch)
        return;
    const auto before = std::exchange(m_state, state);
    // What was proposed on top of this same state still stands: its members count until it is answered.
    if (isFirst || before.partitionEpoch != state.partitionEpoch || before.leaderEpoch != state.leaderEpoch)
        m_proposal.reset();
    if (before.leader != state.leader)
        m_leadersHighWatermark.reset();
    if (isLeader()) {
        followAssignment();
        const bool led = !isFirst && before.leader == m_config.self;
        if (!led || before.leaderEpoch != state.leaderEpoch)
            leaderEpochBegins(!led);
        advanceHighWatermark();
    } else {
        m_followers.clear();
    }
    notifyWatchers();
}

void Partition::followAssignment() {
    std::erase_if(m_followers,
                  [this](const auto& known) { return !contains(m_state.replicas, known.first); });
    for (auto replica : m_state.replicas)
        if (replica != m_config.self)
            m_followers.try_emplace(replica);
}

void Partition::leaderEpochBegins(bool isNewLeader) {
    m_leaderEpochStart = logEnd();
    // So that one with records of a later epoch than any here finds where to truncate (Partition.makeLeader).
    m_log.beginLeaderEpoch(m_state.leaderEpoch);
    for (auto& [id, follower] : m_followers)
        follower.leaderEpochBegins(isNewLeader, contains(m_state.isr, id), logEnd(), m_clock.now());
}

void Partition::retire() {
    m_isRetired = true;
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
    const auto error = checkReplica(currentLeaderEpoch);
    return error == ErrorCode::NONE && !isLeader() ? ErrorCode::NOT_LEADER_OR_FOLLOWER : error;
}

ErrorCode Partition::checkReplica(LeaderEpoch currentLeaderEpoch) const {
    if (currentLeaderEpoch.value() >= 0) {
        if (currentLeaderEpoch < m_state.leaderEpoch)
            return ErrorCode::FENCED_LEADER_EPOCH;
        if (currentLeaderEpoch > m_state.leaderEpoch)
            return ErrorCode::UNKNOWN_LEADER_EPOCH;
    }
    if (m_isRetired)
        return ErrorCode::NOT_LEADER_OR_FOLLOWER;
    return m_isOffline ? ErrorCode::KAFKA_STORAGE_ERROR : ErrorCode::NONE;
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

ErrorCode Partition::checkFollower(BrokerId id, std::int64_t brokerEpoch, bool namedEpoch) const {
    if (!m_followers.contains(id))
        return namedEpoch ? ErrorCode::UNKNOWN_LEADER_EPOCH : ErrorCode::NOT_LEADER_OR_FOLLOWER;
    const auto standing = m_surroundings.standingOf(id);
    const bool isStale =
        brokerEpoch != -1 && standing && !standing->isFenced && standing->epoch > brokerEpoch;
    return isStale ? ErrorCode::NOT_LEADER_OR_FOLLOWER : ErrorCode::NONE;
}

void Partition::followerFetched(BrokerId id, std::int64_t brokerEpoch, Offset followerStart,
                                Offset followerEnd) {
    const auto found = m_followers.find(id);
    if (found == m_followers.end())
        return;
    auto& follower = found->second;
    const auto before = follower;
    follower.fetched(brokerEpoch, followerStart, followerEnd, logEnd(), m_clock);
    maybeExpandIsr(id);
    const auto highWatermarkBefore = m_highWatermark;
    if (before.logEnd != follower.logEnd)
        advanceHighWatermark();
    if (before.logStart != follower.logStart || m_highWatermark != highWatermarkBefore)
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

// Partition.isReplicaIsrEligible: the controller would refuse any other, and with each fetch again.
bool Partition::mayJoinIsr(BrokerId id, const FollowerState& follower) const {
    const auto standing = m_surroundings.standingOf(id);
    return standing && !standing->isFenced && !standing->isShuttingDown && follower.brokerEpoch &&
           (*follower.brokerEpoch == -1 || *follower.brokerEpoch == standing->epoch);
}

void Partition::maybeExpandIsr(BrokerId id) {
    const auto& follower = m_followers[id];
    if (m_proposal || contains(m_state.isr, id) || !mayJoinIsr(id, follower))
        return;
    const bool lags = follower.logEnd < m_highWatermark || follower.logEnd < m_leaderEpochStart;
    if (lags && !PARTITURA_MUTATION(isrExpandedTooSoon))
        return;
    auto isr = m_state.isr;
    isr.push_back(id);
    propose(isr);
}

void Partition::shrinkIsr() {
    if (!isLeader() || m_proposal || PARTITURA_MUTATION(isrNeverShrunk))
        return;
    std::vector<BrokerId> isr;
    for (auto id : m_state.isr) {
        const auto follower = m_followers.find(id);
        if (follower == m_followers.end() ||
            follower->second.isCaughtUp(logEnd(), m_clock.now(), m_config.replicaLagTimeMax))
            isr.push_back(id);
    }
    if (isr.size() < m_state.isr.size())
        propose(isr);
}

void Partition::propose(const std::vector<BrokerId>& isr) {
    m_proposal = {.number = ++m_proposals,
                  .leaderEpoch = m_state.leaderEpoch,
                  .partitionEpoch = m_state.partitionEpoch,
                  .isr = {}};
    for (auto id : isr) {
        const auto follower = m_followers.find(id);
        // Where no fetch came yet, the controller still knows who it is: with a new life of that broker
        // comes another partition epoch.
        const auto epoch = follower == m_followers.end() ? std::nullopt : follower->second.brokerEpoch;
        m_proposal->isr.push_back({id, epoch.value_or(-1)});
    }
    m_surroundings.proposeIsr(*this, *m_proposal);
}

bool Partition::isrAnswered(std::uint64_t number, const IsrAnswer& answer) {
    if (!awaitsIsrAnswer(number))
        return false;
    switch (answer.error) {
    case ErrorCode::NONE:
        if (answer.leaderEpoch != m_state.leaderEpoch || answer.partitionEpoch < m_state.partitionEpoch)
            return false;
        m_proposal.reset();
        m_state.isr = answer.isr;
        m_state.leaderRecoveryState = answer.leaderRecoveryState;
        m_state.partitionEpoch = answer.partitionEpoch;
        advanceHighWatermark();
        notifyWatchers();
        return false;
    case ErrorCode::OPERATION_NOT_ATTEMPTED:
    case ErrorCode::INELIGIBLE_REPLICA:
        // The state is the one the controller has, and the proposal was not carried out.
        m_proposal.reset();
        return false;
    case ErrorCode::UNKNOWN_TOPIC_OR_PARTITION:
    case ErrorCode::UNKNOWN_TOPIC_ID:
    case ErrorCode::FENCED_LEADER_EPOCH:
    case ErrorCode::INVALID_UPDATE_VERSION:
    case ErrorCode::INVALID_REQUEST:
    case ErrorCode::NEW_LEADER_ELECTED:
        // Newer metadata are on their way. Until then the proposal stays, as it may have been carried out.
        return false;
    default:
        return true;
    }
}

void Partition::advanceHighWatermark() {
    if (static_cast<int>(inSyncCount()) < neededInSync())
        return;
    auto smallest = writtenEnd();
    for (const auto& [id, follower] : m_followers) {
        if (follower.logEnd >= smallest || PARTITURA_MUTATION(highWatermarkOfLeaderAlone))
            continue;
        const bool isProposed =
            m_proposal && std::ranges::find(m_proposal->isr, id, &IsrMember::id) != m_proposal->isr.end();
        // One about to join is waited for too, or a log that grows would always be ahead of it.
        if (contains(m_state.isr, id) || isProposed ||
            (follower.isCaughtUp(logEnd(), m_clock.now(), m_config.replicaLagTimeMax) &&
             mayJoinIsr(id, follower)))
            smallest = follower.logEnd;
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
    m_leadersHighWatermark = highWatermark;
    const auto before = m_highWatermark;
    m_highWatermark = std::max(m_highWatermark, std::min(highWatermark, logEnd()));
    m_highWatermark = std::max(m_highWatermark, logStart());
    if (m_highWatermark != before)
        notifyWatchers();
}

std::optional<std::int64_t> Partition::fetchLag() const {
    if (!m_leadersHighWatermark)
        return std::nullopt;
    return std::max<std::int64_t>(0, *m_leadersHighWatermark - logEnd());
}

Result<void> Partition::truncateTo(Offset offset) {
    const auto endBefore = logEnd();
    if (auto done = checked(m_log.truncateTo(offset)); !done)
        return done;
    m_highWatermark = std::min(m_highWatermark, logEnd());
    if (logEnd() < endBefore)
        m_surroundings.truncated(*this, endBefore, logEnd());
    notifyWatchers();
    return {};
}

Result<void> Partition::restartAt(Offset offset) {
    const auto startBefore = logStart();
    const auto endBefore = logEnd();
    if (auto done = checked(m_log.truncateFullyAndStartAt(offset)); !done)
        return done;
    m_highWatermark = offset;
    // Behind the leader's start nothing is lost that it has.
    if (startBefore < endBefore && offset < endBefore)
        m_surroundings.truncated(*this, endBefore, offset);
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

} // namespace partitura::replication
