// Replication: followers fetch, a majority commits (KIP-595).
#include "broker/raft/raft_node.h"

#include "broker/base/mutation.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace partitura::raft {
namespace {

using protocol::FetchRequest;
using protocol::FetchResponse;

} // namespace

// ---- as leader ----

Result<Offset> RaftNode::append(MutableByteView batch, LeaderEpoch epoch) {
    PARTITURA_ON_LOOP(m_loop);
    if (!isLeader() || epoch != m_election.epoch)
        return Error{ErrorCode::NOT_LEADER_OR_FOLLOWER, "node " + toString(m_config.self) +
                                                            " does not lead the quorum in epoch " +
                                                            toString(epoch)};
    auto appended = m_log.appendAsLeader(batch, m_election.epoch, log::AppendOrigin::coordinator);
    if (!appended)
        return appended.error();
    m_callbacks.requestFlush();
    answerWaiting(true);
    return appended->lastOffset + 1;
}

void RaftNode::logFlushed() {
    PARTITURA_ON_LOOP(m_loop);
    if (!m_isRunning)
        return;
    if (isLeader())
        updateCommitted();
    else if (m_fetchTimer == 0)
        fetchFromLeader();
}

void RaftNode::updateCommitted() {
    m_progress->flushed(std::min(m_log.recoveryPoint(), m_log.endOffset()));
    if (PARTITURA_MUTATION(committedByLeaderAlone))
        return advanceHighWatermark(m_log.endOffset());
    if (const auto committed = m_progress->committed())
        advanceHighWatermark(*committed);
}

void RaftNode::advanceHighWatermark(Offset to) {
    if (to <= m_highWatermark)
        return;
    m_highWatermark = to;
    if (isLeader())
        answerWaiting(true);
    notifyLeader();
    m_callbacks.committed();
}

void RaftNode::fetch(FetchRequest request, FetchResponder respond) {
    PARTITURA_ON_LOOP(m_loop);
    if (isLeader() && request.topics.size() == 1 && request.topics.front().partitions.size() == 1) {
        const auto& wanted = request.topics.front().partitions.front();
        const auto replica = BrokerId(std::max(request.replicaId, request.replicaState.replicaId));
        const Offset end(wanted.fetchOffset);
        if (replica != BrokerId() && wanted.currentLeaderEpoch == m_election.epoch.value() &&
            !needsSnapshot(wanted) && !divergence(wanted)) {
            m_progress->fetched(replica, wanted.replicaDirectoryId, end, m_log.endOffset(), m_loop.clock());
            updateCommitted();
        }
    }
    const auto wait = std::chrono::milliseconds(request.maxWaitMs);
    if (auto response = tryFetch(request, request.maxWaitMs > 0))
        return respond(std::move(*response));
    m_waiting.push_back({std::move(request), std::move(respond)});
    const auto waiting = std::prev(m_waiting.end());
    waiting->timer = m_loop.schedule(wait, [this, waiting] { timeOutFetch(waiting); });
}

void RaftNode::timeOutFetch(std::list<WaitingFetch>::iterator waiting) {
    auto response = tryFetch(waiting->request, false);
    const auto respond = std::move(waiting->respond);
    m_waiting.erase(waiting);
    respond(std::move(*response));
}

void RaftNode::answerWaiting(bool mayWait) {
    std::list<WaitingFetch> satisfied;
    std::vector<FetchResponse> responses;
    for (auto at = m_waiting.begin(); at != m_waiting.end();) {
        const auto waiting = at++;
        auto response = tryFetch(waiting->request, mayWait);
        if (!response)
            continue;
        m_loop.cancel(waiting->timer);
        responses.push_back(std::move(*response));
        satisfied.splice(satisfied.end(), m_waiting, waiting);
    }
    for (std::size_t i = 0; auto& one : satisfied)
        one.respond(std::move(responses[i++]));
}

std::optional<log::EpochEndOffset> RaftNode::divergence(const FetchRequest::FetchPartition& wanted) const {
    if (wanted.fetchOffset == 0 || wanted.lastFetchedEpoch < 0)
        return std::nullopt; // it has nothing that could differ
    const auto end = m_log.endOffsetFor(LeaderEpoch(wanted.lastFetchedEpoch));
    if (end.epoch.value() == wanted.lastFetchedEpoch && end.endOffset.value() >= wanted.fetchOffset)
        return std::nullopt;
    return log::EpochEndOffset{std::max(end.epoch, LeaderEpoch(0)), std::max(end.endOffset, Offset(0))};
}

// NONE if this node leads the epoch that a reader names (-1: any).
ErrorCode RaftNode::checkReader(std::int32_t epoch) const {
    if (!m_isRunning)
        return ErrorCode::BROKER_NOT_AVAILABLE;
    if (epoch >= 0 && epoch < m_election.epoch.value())
        return ErrorCode::FENCED_LEADER_EPOCH;
    if (epoch > m_election.epoch.value())
        return ErrorCode::UNKNOWN_LEADER_EPOCH;
    return isLeader() ? ErrorCode::NONE : ErrorCode::NOT_LEADER_OR_FOLLOWER;
}

// Whether only a snapshot has what a reader needs next, or can tell whether its log is another one
// (KafkaMetadataLog.validateOffsetAndEpoch).
bool RaftNode::needsSnapshot(const FetchRequest::FetchPartition& wanted) const {
    const auto start = m_log.startOffset().value();
    const auto& oldest = m_snapshots->oldest();
    if (start == 0 || !oldest)
        return false;
    const auto epoch = oldest->epoch.value();
    return wanted.fetchOffset < start || wanted.lastFetchedEpoch < epoch ||
           (wanted.fetchOffset == start && wanted.lastFetchedEpoch != epoch);
}

// The answer, or nothing while there is nothing to tell and the request may wait for it.
std::optional<FetchResponse> RaftNode::tryFetch(const FetchRequest& request, bool mayWait) {
    FetchResponse response;
    if (request.clusterId && *request.clusterId != m_config.clusterId) {
        response.errorCode = ErrorCode::INCONSISTENT_CLUSTER_ID;
        return response;
    }
    if (request.topics.size() != 1 || request.topics.front().topicId != m_config.topicId ||
        request.topics.front().partitions.size() != 1 ||
        request.topics.front().partitions.front().partition != 0) {
        response.errorCode = ErrorCode::INVALID_REQUEST;
        return response;
    }
    const auto& wanted = request.topics.front().partitions.front();
    auto& topic = response.responses.emplace_back();
    topic.topicId = m_config.topicId;
    auto& data = topic.partitions.emplace_back();
    data.records = protocol::Records::none();
    data.abortedTransactions = std::nullopt;
    data.highWatermark = -1;
    data.currentLeader = {m_election.leader.value(), m_election.epoch.value()};
    data.errorCode = checkReader(wanted.currentLeaderEpoch);
    if (data.errorCode != ErrorCode::NONE)
        return response;

    data.highWatermark = m_highWatermark.value();
    data.lastStableOffset = m_highWatermark.value();
    data.logStartOffset = m_log.startOffset().value();
    if (needsSnapshot(wanted)) {
        data.snapshotId = {snapshot()->end.value(), snapshot()->epoch.value()};
        return response;
    }
    if (const auto end = divergence(wanted)) {
        data.divergingEpoch = {end->epoch.value(), end->endOffset.value()};
        return response;
    }
    const bool isReplica = std::max(request.replicaId, request.replicaState.replicaId) >= 0;
    const auto limit = isReplica ? m_log.endOffset() : m_highWatermark;
    const Offset from(wanted.fetchOffset);
    if (from == limit && mayWait && wanted.highWatermark >= m_highWatermark.value())
        return std::nullopt;
    if (from >= limit && from <= m_log.endOffset())
        return response;
    const auto most =
        static_cast<std::size_t>(std::clamp(wanted.partitionMaxBytes, 0, m_config.fetchMaxBytes));
    auto read = m_log.read(from, most, limit, true);
    if (read)
        data.records = protocol::Records::of(std::move(read->records));
    else
        data.errorCode = read.code();
    return response;
}

protocol::DescribeQuorumResponse::PartitionData RaftNode::describe() const {
    protocol::DescribeQuorumResponse::PartitionData described;
    described.leaderId = m_election.leader.value();
    described.leaderEpoch = m_election.epoch.value();
    described.highWatermark = m_highWatermark.value();
    if (!m_progress) {
        described.errorCode = ErrorCode::NOT_LEADER_OR_FOLLOWER;
        return described;
    }
    const auto add = [&](auto& list, BrokerId id, const ReplicaProgress& progress) {
        auto& state = list.emplace_back();
        const bool isSelf = id == m_config.self;
        state.replicaId = id.value();
        state.replicaDirectoryId = isSelf ? m_config.directoryId : progress.directory;
        state.logEndOffset = isSelf ? m_log.endOffset().value() : progress.end.value();
        state.lastFetchTimestamp = isSelf ? noTimestamp : progress.lastFetchMs;
        state.lastCaughtUpTimestamp = isSelf ? m_loop.clock().wallTimeMs() : progress.caughtUpMs;
    };
    for (const auto& [id, progress] : m_progress->voters())
        add(described.currentVoters, id, progress);
    for (const auto& [id, progress] : m_progress->observers())
        add(described.observers, id, progress);
    return described;
}

// ---- as follower ----

void RaftNode::fetchSoon(Duration delay) {
    m_loop.cancel(m_fetchTimer);
    m_fetchTimer = m_loop.schedule(delay, [this] {
        m_fetchTimer = 0;
        fetchFromLeader();
    });
}

// One who knows no leader asks any voter, whose refusal names the leader.
void RaftNode::fetchFromLeader() {
    const bool follows = m_role == Role::follower;
    if (m_download)
        return downloadMore();
    // What is asked for says what is held, so that must be durable.
    if (m_fetchInFlight || (!follows && m_role != Role::unattached) ||
        m_log.recoveryPoint() < m_log.endOffset())
        return;
    auto target = m_election.leader;
    if (!follows) {
        auto others = m_config.voters;
        std::erase(others, m_config.self);
        if (others.empty())
            return;
        target = others[m_random.below(others.size())];
    }
    FetchRequest request;
    request.clusterId = m_config.clusterId;
    request.replicaState.replicaId = m_config.self.value();
    request.maxWaitMs = static_cast<std::int32_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(m_config.fetchWaitMax).count());
    request.minBytes = 1;
    request.maxBytes = m_config.fetchMaxBytes;
    auto& topic = request.topics.emplace_back();
    topic.topicId = m_config.topicId;
    auto& wanted = topic.partitions.emplace_back();
    wanted.partition = 0;
    wanted.currentLeaderEpoch = m_election.epoch.value();
    wanted.fetchOffset = m_log.endOffset().value();
    wanted.lastFetchedEpoch = lastEpoch().value();
    wanted.logStartOffset = m_log.startOffset().value();
    wanted.partitionMaxBytes = m_config.fetchMaxBytes;
    wanted.replicaDirectoryId = m_config.directoryId;
    wanted.highWatermark = m_highWatermark.value();
    m_fetchInFlight = true;
    m_peers.send(target, request, [this, alive = m_alive, target, number = ++m_fetches](const auto& answer) {
        if (*alive && m_isRunning && number == m_fetches)
            fetched(target, answer);
    });
}

void RaftNode::fetched(BrokerId from, const Result<FetchResponse>& answer) {
    m_fetchInFlight = false;
    const auto number = m_fetches;
    bool isWell = false;
    if (answer && answer->errorCode == ErrorCode::NONE && answer->responses.size() == 1 &&
        answer->responses.front().partitions.size() == 1) {
        const auto& data = answer->responses.front().partitions.front();
        learn(BrokerId(data.currentLeader.leaderId), LeaderEpoch(data.currentLeader.leaderEpoch));
        if (number != m_fetches || !m_isRunning)
            return; // it told of another leader, who is asked already
        isWell = data.errorCode == ErrorCode::NONE && m_role == Role::follower && from == m_election.leader &&
                 take(data);
    }
    if (m_isRunning && number == m_fetches)
        fetchSoon(isWell ? Duration::zero() : m_config.retryBackoff);
}

bool RaftNode::take(const FetchResponse::PartitionData& data) {
    m_hasFetchedFromLeader = true;
    m_lastFetched = m_loop.clock().now();
    if (data.snapshotId.epoch >= 0) {
        m_download = Download{{Offset(data.snapshotId.endOffset), LeaderEpoch(data.snapshotId.epoch)}, {}};
        return true;
    }
    if (data.divergingEpoch.epoch >= 0) {
        const auto mine = m_log.endOffsetFor(LeaderEpoch(data.divergingEpoch.epoch));
        const auto to = std::min(Offset(data.divergingEpoch.endOffset), std::max(mine.endOffset, Offset(0)));
        if (to < m_highWatermark) {
            spdlog::critical("node {}: leader {} has another log than was committed: it wants offset {} cut, "
                             "{} is committed",
                             m_config.self.value(), m_election.leader.value(), to.value(),
                             m_highWatermark.value());
            return false;
        }
        spdlog::info("node {}: the quorum's log diverges after epoch {}; truncating to {}",
                     m_config.self.value(), data.divergingEpoch.epoch, to.value());
        if (auto done = m_log.truncateTo(to); !done)
            return failed(done.error()), false;
        m_callbacks.requestFlush();
        return true;
    }
    if (data.records.size() > 0) {
        if (auto appended = m_log.appendAsFollower(data.records.view); !appended) {
            if (appended.code() == ErrorCode::KAFKA_STORAGE_ERROR)
                failed(appended.error());
            else
                spdlog::error("node {}: cannot append what leader {} sent: {} {}", m_config.self.value(),
                              m_election.leader.value(), errorName(appended.code()),
                              appended.error().context);
            return false;
        }
        m_callbacks.requestFlush();
    }
    advanceHighWatermark(std::min(Offset(data.highWatermark), m_log.endOffset()));
    return true;
}

} // namespace partitura::raft
