// Elections: who leads, in which epoch (KIP-595, KIP-996).
#include "broker/raft/raft_node.h"

#include "broker/base/mutation.h"
#include "broker/protocol/messages/control_records.h"
#include "broker/record/batch_builder.h"
#include "broker/record/control_record.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace partitura::raft {
namespace {

using protocol::BeginQuorumEpochRequest;
using protocol::BeginQuorumEpochResponse;
using protocol::EndQuorumEpochRequest;
using protocol::EndQuorumEpochResponse;
using protocol::VoteRequest;
using protocol::VoteResponse;

/// The one partition that a request is about; nullptr when it is about another, or several.
template <typename Request>
auto* onlyPartition(const Request& request, const std::string& topic) {
    const auto* only = request.topics.size() == 1 && request.topics.front().topicName == topic &&
                               request.topics.front().partitions.size() == 1
                           ? &request.topics.front().partitions.front()
                           : nullptr;
    return only && only->partitionIndex == 0 ? only : nullptr;
}

/// A request or response about the log's partition alone.
template <typename Message>
auto& addPartition(Message& message, const std::string& topic) {
    auto& added = message.topics.emplace_back();
    added.topicName = topic;
    return added.partitions.emplace_back();
}

} // namespace

const char* roleName(Role role) {
    switch (role) {
    case Role::unattached:
        return "unattached";
    case Role::prospective:
        return "prospective";
    case Role::candidate:
        return "candidate";
    case Role::leader:
        return "leader";
    case Role::follower:
        return "follower";
    case Role::resigned:
        return "resigned";
    }
    return "";
}

RaftNode::RaftNode(RaftConfig config, EventLoop& loop, Random& random, Storage& storage,
                   log::PartitionLog& log, std::string quorumStatePath, RaftPeers& peers, Callbacks callbacks)
    : m_config(std::move(config))
    , m_loop(loop)
    , m_random(random)
    , m_storage(storage)
    , m_log(log)
    , m_statePath(std::move(quorumStatePath))
    , m_peers(peers)
    , m_callbacks(std::move(callbacks))
    , m_highWatermark(log.startOffset()) {}

RaftNode::~RaftNode() {
    *m_alive = false;
    suspend();
}

Result<void> RaftNode::start() {
    const auto rank = std::ranges::find(m_config.voters, m_config.self) - m_config.voters.begin();
    if (auto resumed = resume(); !resumed)
        return resumed;
    if (isVoter(m_config.self))
        arm(rank * m_config.firstElectionStagger, &RaftNode::electionTimedOut);
    return {};
}

Result<void> RaftNode::resume() {
    PARTITURA_ON_LOOP(m_loop);
    auto election = readElectionState(m_storage, m_statePath);
    if (!election)
        return election.error();
    if (auto opened = openSnapshots(); !opened)
        return opened;
    m_isRunning = true;
    m_election = *election;
    m_callbacks.requestFlush();
    // The log may know a newer epoch than the file, and one that was led from here is over.
    const auto epoch = std::max(m_election.epoch, lastEpoch());
    if (epoch != m_election.epoch)
        m_election = {epoch, {}, {}, {}};
    m_election.leader = BrokerId();
    enter(Role::unattached, m_election);
    return {};
}

void RaftNode::stop() {
    if (isLeader() && m_config.voters.size() > 1)
        resign();
    suspend();
}

void RaftNode::suspend() {
    PARTITURA_ON_LOOP(m_loop);
    if (!std::exchange(m_isRunning, false))
        return;
    m_role = Role::unattached;
    m_progress.reset();
    for (auto* timer : {&m_timer, &m_beginTimer, &m_fetchTimer})
        m_loop.cancel(std::exchange(*timer, 0));
    ++m_fetches;
    m_fetchInFlight = false;
    m_download.reset();
    answerWaiting(false);
}

void RaftNode::failed(const Error& error) {
    spdlog::error("node {}: the quorum's log or state cannot be written: {}", m_config.self.value(),
                  error.context);
    suspend();
    m_callbacks.storageFailed(error);
}

bool RaftNode::isVoter(BrokerId id) const {
    return std::ranges::find(m_config.voters, id) != m_config.voters.end();
}

Duration RaftNode::electionTimeout() {
    const auto span = static_cast<std::uint64_t>(m_config.electionTimeout.count());
    return m_config.electionTimeout + Duration(m_random.below(span));
}

void RaftNode::arm(Duration delay, Timeout timeout) {
    m_loop.cancel(m_timer);
    m_timer = m_loop.schedule(delay, [this, timeout] {
        m_timer = 0;
        (this->*timeout)();
    });
}

bool RaftNode::persist(const ElectionState& election) {
    if (election == m_election || PARTITURA_MUTATION(voteNotPersisted))
        return true;
    if (auto written = writeElectionState(m_storage, m_statePath, election); !written) {
        failed(written.error());
        return false;
    }
    return true;
}

// ---- roles ----

void RaftNode::enter(Role role, ElectionState election) {
    const bool led = isLeader();
    const bool isNews = role != m_role || election.epoch != m_election.epoch;
    m_role = role;
    m_election = election;
    m_granted.clear();
    m_refused.clear();
    m_hasFetchedFromLeader = false;
    ++m_fetches;
    m_fetchInFlight = false;
    m_download.reset();
    m_loop.cancel(std::exchange(m_fetchTimer, 0));
    if (led && role != Role::leader) {
        m_loop.cancel(std::exchange(m_beginTimer, 0));
        m_progress.reset();
        answerWaiting(false);
    }
    if (isNews)
        spdlog::debug("node {}: {} in epoch {}", m_config.self.value(), roleName(role),
                      election.epoch.value());
    switch (role) {
    case Role::unattached:
        if (isVoter(m_config.self))
            arm(electionTimeout(), &RaftNode::electionTimedOut);
        else
            arm(m_config.fetchTimeout, &RaftNode::fetchTimedOut);
        m_lastFetched = m_loop.clock().now();
        fetchSoon(Duration::zero());
        break;
    case Role::follower:
        m_lastFetched = m_loop.clock().now();
        arm(m_config.fetchTimeout, &RaftNode::fetchTimedOut);
        fetchSoon(Duration::zero());
        break;
    case Role::prospective:
    case Role::candidate:
    case Role::resigned:
        arm(electionTimeout(), &RaftNode::electionTimedOut);
        break;
    case Role::leader:
        arm(m_config.fetchTimeout * 3 / 2, &RaftNode::checkQuorum);
        break;
    }
    notifyLeader();
}

void RaftNode::becomeUnattached(LeaderEpoch epoch) {
    auto election = m_election;
    if (epoch != election.epoch)
        election = {epoch, {}, {}, {}};
    election.leader = BrokerId();
    if (persist(election))
        enter(Role::unattached, election);
}

void RaftNode::becomeFollower(BrokerId leader, LeaderEpoch epoch) {
    auto election = m_election;
    if (epoch != election.epoch)
        election = {epoch, {}, {}, {}};
    election.leader = leader;
    if (persist(election))
        enter(Role::follower, election);
}

void RaftNode::becomeProspective() {
    enter(Role::prospective, m_election);
    askForVotes(true);
}

void RaftNode::becomeCandidate() {
    const ElectionState election{m_election.epoch + 1, {}, m_config.self, m_config.directoryId};
    if (!persist(election))
        return;
    enter(Role::candidate, election);
    askForVotes(false);
}

void RaftNode::becomeLeader() {
    auto election = m_election;
    election.leader = m_config.self;
    if (!persist(election))
        return;
    m_progress.emplace(m_config.self, m_config.voters, m_log.endOffset(), m_loop.clock().now());
    enter(Role::leader, election);
    spdlog::info("node {} leads the quorum in epoch {}", m_config.self.value(), election.epoch.value());
    if (auto appended = appendLeaderChange(); !appended)
        return failed(appended.error());
    beginEpoch();
}

void RaftNode::resign() {
    EndQuorumEpochRequest request;
    request.clusterId = m_config.clusterId;
    auto& partition = addPartition(request, m_config.topic);
    partition.leaderId = m_config.self.value();
    partition.leaderEpoch = m_election.epoch.value();
    for (auto id : m_progress->successors()) {
        partition.preferredSuccessors.push_back(id.value());
        auto& candidate = partition.preferredCandidates.emplace_back();
        candidate.candidateId = id.value();
        candidate.candidateDirectoryId = m_progress->voters().at(id).directory;
    }
    enter(Role::resigned, m_election);
    for (auto id : m_config.voters)
        if (id != m_config.self)
            m_peers.send(id, request, [](const auto&) {});
}

void RaftNode::electionTimedOut() {
    if (m_role == Role::resigned)
        becomeUnattached(m_election.epoch + 1);
    else
        becomeProspective();
}

void RaftNode::fetchTimedOut() {
    const auto left = m_lastFetched + m_config.fetchTimeout - m_loop.clock().now();
    if (left > Duration::zero())
        return arm(left, &RaftNode::fetchTimedOut);
    if (m_election.leader != BrokerId())
        spdlog::info("node {}: nothing from leader {} for {} ms", m_config.self.value(),
                     m_election.leader.value(),
                     std::chrono::duration_cast<std::chrono::milliseconds>(m_config.fetchTimeout).count());
    if (isVoter(m_config.self))
        becomeProspective();
    else
        becomeUnattached(m_election.epoch);
}

// A leader that a majority no longer asks for records may have been replaced without its knowing.
void RaftNode::checkQuorum() {
    const auto timeout = m_config.fetchTimeout * 3 / 2;
    const auto left = m_progress->lastMajority() + timeout - m_loop.clock().now();
    if (m_config.voters.size() == 1)
        return;
    if (left > Duration::zero())
        return arm(left, &RaftNode::checkQuorum);
    spdlog::info("node {}: no majority of the voters has fetched from this leader; resigning",
                 m_config.self.value());
    resign();
}

// A log led from here is named only once it is known to be committed up to where this epoch began.
void RaftNode::notifyLeader() {
    m_loop.post([this, alive = m_alive] {
        if (!*alive || !m_isRunning)
            return;
        LeaderAndEpoch now{m_role == Role::resigned ? BrokerId() : m_election.leader, m_election.epoch};
        if (isLeader() && m_highWatermark <= m_progress->epochStart())
            now.leader = BrokerId();
        if (std::exchange(m_notified, now) != now)
            m_callbacks.leaderChanged(now);
    });
}

Result<void> RaftNode::appendLeaderChange() {
    protocol::LeaderChangeMessage message;
    message.leaderId = m_config.self.value();
    for (auto id : m_config.voters)
        message.voters.push_back({id.value(), {}});
    for (auto id : m_granted)
        message.grantingVoters.push_back({id.value(), {}});
    record::BatchOptions options;
    options.isControl = true;
    record::BatchBuilder builder(options);
    builder.add(m_loop.clock().wallTimeMs(), record::controlKey(record::ControlType::leaderChange),
                protocol::encodeControlRecord(message, 0));
    auto batch = builder.build();
    if (!batch)
        return batch.error();
    auto appended = append(*batch, m_election.epoch);
    return appended ? Result<void>() : appended.error();
}

// ---- votes ----

// Of the last record, which may be one that only a snapshot stands for.
LeaderEpoch RaftNode::lastEpoch() const {
    const auto snapshot = m_snapshots->latest() ? m_snapshots->latest()->epoch : LeaderEpoch(0);
    return std::max(snapshot, m_log.latestEpoch());
}

bool RaftNode::isUpToDate(LeaderEpoch theirs, Offset end) const {
    return theirs > lastEpoch() || (theirs == lastEpoch() && end >= m_log.endOffset());
}

bool RaftNode::wouldVoteFor(BrokerId candidate, const Uuid& directory, bool isUpToDate,
                            bool isPreVote) const {
    switch (m_role) {
    case Role::leader:
        return false;
    case Role::follower:
        return isPreVote && !m_hasFetchedFromLeader && isUpToDate;
    case Role::candidate:
    case Role::resigned:
        return isPreVote && isUpToDate;
    case Role::unattached:
    case Role::prospective:
        break;
    }
    if (isPreVote)
        return isUpToDate;
    if (m_election.voted != BrokerId() && !PARTITURA_MUTATION(votedTwice))
        return m_election.voted == candidate &&
               (m_election.votedDirectory.isZero() || m_election.votedDirectory == directory);
    return m_election.leader == BrokerId() && isUpToDate;
}

VoteResponse RaftNode::vote(const VoteRequest& request) {
    PARTITURA_ON_LOOP(m_loop);
    VoteResponse response;
    const auto* asked = onlyPartition(request, m_config.topic);
    if (!m_isRunning)
        response.errorCode = ErrorCode::BROKER_NOT_AVAILABLE;
    else if (request.clusterId && *request.clusterId != m_config.clusterId)
        response.errorCode = ErrorCode::INCONSISTENT_CLUSTER_ID;
    else if (!asked)
        response.errorCode = ErrorCode::INVALID_REQUEST;
    if (response.errorCode != ErrorCode::NONE)
        return response;
    auto& answer = addPartition(response, m_config.topic);
    const LeaderEpoch epoch(asked->replicaEpoch);
    const BrokerId candidate(asked->replicaId);
    const bool makesSense = asked->lastOffset >= 0 && asked->lastOffsetEpoch >= 0 &&
                            asked->lastOffsetEpoch < asked->replicaEpoch + (asked->preVote ? 1 : 0);
    if (!makesSense) {
        answer.errorCode = ErrorCode::INVALID_REQUEST;
    } else if (epoch < m_election.epoch) {
        answer.errorCode = ErrorCode::FENCED_LEADER_EPOCH;
    } else {
        if (epoch > m_election.epoch)
            becomeUnattached(epoch);
        const bool isMeant =
            asked->voterDirectoryId.isZero() || asked->voterDirectoryId == m_config.directoryId;
        const bool upToDate = isUpToDate(LeaderEpoch(asked->lastOffsetEpoch), Offset(asked->lastOffset));
        if (!isMeant)
            answer.errorCode = ErrorCode::INVALID_VOTER_KEY;
        else
            answer.voteGranted =
                m_isRunning && wouldVoteFor(candidate, asked->replicaDirectoryId, upToDate, asked->preVote);
    }
    if (answer.voteGranted && !asked->preVote) {
        const ElectionState election{epoch, {}, candidate, asked->replicaDirectoryId};
        answer.voteGranted = election == m_election || persist(election);
        if (answer.voteGranted)
            enter(Role::unattached, election);
    }
    fillLeader(answer);
    return response;
}

template <typename Response>
void RaftNode::fillLeader(Response& partition) const {
    partition.leaderId = m_election.leader.value();
    partition.leaderEpoch = m_election.epoch.value();
}

void RaftNode::askForVotes(bool isPreVote) {
    VoteRequest request;
    request.clusterId = m_config.clusterId;
    auto& partition = addPartition(request, m_config.topic);
    partition.replicaEpoch = m_election.epoch.value();
    partition.replicaId = m_config.self.value();
    partition.replicaDirectoryId = m_config.directoryId;
    partition.lastOffsetEpoch = lastEpoch().value();
    partition.lastOffset = m_log.endOffset().value();
    partition.preVote = isPreVote;
    for (auto id : m_config.voters)
        if (id != m_config.self) {
            request.voterId = id.value();
            m_peers.send(
                id, request,
                [this, alive = m_alive, id, isPreVote, epoch = m_election.epoch](const auto& answer) {
                    const auto asking = isPreVote ? Role::prospective : Role::candidate;
                    if (*alive && m_isRunning && m_role == asking && m_election.epoch == epoch)
                        voted(id, isPreVote, answer);
                });
        }
    m_granted.insert(m_config.self);
    if (m_config.voters.size() == 1)
        isPreVote ? becomeCandidate() : becomeLeader();
}

void RaftNode::voted(BrokerId voter, bool isPreVote, const Result<VoteResponse>& answer) {
    if (!answer || answer->errorCode != ErrorCode::NONE)
        return; // the role's timer asks again
    const auto* said = onlyPartition(*answer, m_config.topic);
    if (!said)
        return;
    const LeaderEpoch epoch(said->leaderEpoch);
    const BrokerId leader(said->leaderId);
    // A prospective's own epoch may well have a leader, whom it has lost sight of.
    if (epoch > m_election.epoch || (leader != BrokerId() && leader != m_election.leader))
        return learn(leader, epoch);
    (said->voteGranted ? m_granted : m_refused).insert(voter);
    const auto majority = m_config.voters.size() / 2 + 1;
    if (m_granted.size() >= majority)
        return isPreVote ? becomeCandidate() : becomeLeader();
    if (m_refused.size() < majority)
        return;
    if (isPreVote && m_election.leader != BrokerId())
        return becomeFollower(m_election.leader, m_election.epoch);
    const auto span = static_cast<std::uint64_t>(m_config.electionBackoffMax.count());
    arm(Duration(m_random.below(span)), &RaftNode::electionTimedOut);
}

// What another member says of who leads.
void RaftNode::learn(BrokerId leader, LeaderEpoch epoch) {
    const bool isStale = epoch < m_election.epoch && !PARTITURA_MUTATION(staleEpochAccepted);
    if (isStale || leader == m_config.self)
        return;
    if (epoch > m_election.epoch && leader == BrokerId())
        return becomeUnattached(epoch);
    const bool isKnown = epoch == m_election.epoch && leader == m_election.leader;
    const bool follows = m_role == Role::follower;
    if (leader != BrokerId() && !isLeader() && !(isKnown && follows))
        becomeFollower(leader, epoch);
}

// ---- what leaders say of their epochs ----

void RaftNode::beginEpoch() {
    m_beginTimer = 0;
    const auto interval = m_config.fetchTimeout / 2;
    BeginQuorumEpochRequest request;
    request.clusterId = m_config.clusterId;
    auto& partition = addPartition(request, m_config.topic);
    partition.leaderId = m_config.self.value();
    partition.leaderEpoch = m_election.epoch.value();
    for (auto id : m_progress->silentVoters(m_loop.clock().now() - interval)) {
        request.voterId = id.value();
        m_peers.send(id, request, [this, alive = m_alive](const Result<BeginQuorumEpochResponse>& answer) {
            if (!*alive || !m_isRunning || !answer)
                return;
            if (const auto* said = onlyPartition(*answer, m_config.topic))
                if (LeaderEpoch(said->leaderEpoch) > m_election.epoch)
                    learn(BrokerId(said->leaderId), LeaderEpoch(said->leaderEpoch));
        });
    }
    if (m_config.voters.size() > 1)
        m_beginTimer = m_loop.schedule(interval, [this] { beginEpoch(); });
}

BeginQuorumEpochResponse RaftNode::beginQuorumEpoch(const BeginQuorumEpochRequest& request) {
    PARTITURA_ON_LOOP(m_loop);
    BeginQuorumEpochResponse response;
    const auto* told = onlyPartition(request, m_config.topic);
    if (!m_isRunning)
        response.errorCode = ErrorCode::BROKER_NOT_AVAILABLE;
    else if (request.clusterId && *request.clusterId != m_config.clusterId)
        response.errorCode = ErrorCode::INCONSISTENT_CLUSTER_ID;
    else if (!told || !isVoter(BrokerId(told->leaderId)))
        response.errorCode = ErrorCode::INVALID_REQUEST;
    if (response.errorCode != ErrorCode::NONE)
        return response;
    auto& answer = addPartition(response, m_config.topic);
    if (LeaderEpoch(told->leaderEpoch) < m_election.epoch && !PARTITURA_MUTATION(staleEpochAccepted))
        answer.errorCode = ErrorCode::FENCED_LEADER_EPOCH;
    else
        learn(BrokerId(told->leaderId), LeaderEpoch(told->leaderEpoch));
    fillLeader(answer);
    return response;
}

EndQuorumEpochResponse RaftNode::endQuorumEpoch(const EndQuorumEpochRequest& request) {
    PARTITURA_ON_LOOP(m_loop);
    EndQuorumEpochResponse response;
    const auto* told = onlyPartition(request, m_config.topic);
    if (!m_isRunning)
        response.errorCode = ErrorCode::BROKER_NOT_AVAILABLE;
    else if (request.clusterId && *request.clusterId != m_config.clusterId)
        response.errorCode = ErrorCode::INCONSISTENT_CLUSTER_ID;
    else if (!told || !isVoter(BrokerId(told->leaderId)))
        response.errorCode = ErrorCode::INVALID_REQUEST;
    if (response.errorCode != ErrorCode::NONE)
        return response;
    auto& answer = addPartition(response, m_config.topic);
    const LeaderEpoch epoch(told->leaderEpoch);
    if (epoch < m_election.epoch) {
        answer.errorCode = ErrorCode::FENCED_LEADER_EPOCH;
    } else {
        learn(BrokerId(told->leaderId), epoch);
        if (m_role == Role::follower && m_election.leader == BrokerId(told->leaderId) &&
            isVoter(m_config.self)) {
            // The leader itself says that it is one no more: others who ask need not be told to wait for it.
            m_hasFetchedFromLeader = false;
            const auto& order = told->preferredCandidates;
            const auto rank =
                std::ranges::find(order, m_config.self.value(), [](const auto& c) { return c.candidateId; }) -
                order.begin();
            arm(rank * m_config.electionTimeout / 4, &RaftNode::electionTimedOut);
        }
    }
    fillLeader(answer);
    return response;
}

} // namespace partitura::raft
