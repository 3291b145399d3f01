#include "broker/groups/rebalancer.h"

#include "broker/base/uuid.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace partitura::groups {

using observe::EventKind;
using protocol::JoinGroupRequest;
using protocol::JoinGroupResponse;
using protocol::LeaveGroupRequest;
using protocol::LeaveGroupResponse;
using protocol::SyncGroupRequest;
using protocol::SyncGroupResponse;

namespace {

using std::chrono::milliseconds;

constexpr std::int16_t firstMemberIdRequired = 4; // JoinGroup, KIP-394
constexpr std::int16_t firstSkipAssignment = 9;   // JoinGroup, KIP-814
// A rebalance nobody has joined is tried again after the group's rebalance timeout, which a client may have
// set to nothing at all.
constexpr Duration rebalanceRetryMin = milliseconds(100);

JoinGroupResponse joinError(std::string memberId, ErrorCode error) {
    JoinGroupResponse response;
    response.memberId = std::move(memberId);
    response.errorCode = error;
    return response;
}

SyncGroupResponse syncError(ErrorCode error) {
    SyncGroupResponse response;
    response.errorCode = error;
    return response;
}

/// java.util.UUID's text form of a random id.
std::string randomUuidText(Random& random) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<std::uint8_t, 16> bytes{};
    for (std::size_t i = 0; i < bytes.size(); i += 8) {
        const std::uint64_t bits = random.next();
        for (std::size_t j = 0; j < 8; ++j)
            bytes[i + j] = static_cast<std::uint8_t>(bits >> (8 * j));
    }
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x40);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text += '-';
        text += digits[bytes[i] >> 4];
        text += digits[bytes[i] & 0x0F];
    }
    return text;
}

} // namespace

struct Rebalancer::Joining {
    const Caller& caller;
    const JoinGroupRequest& request;
    std::vector<MemberProtocol> protocols;
    Duration rebalanceTimeout{};
    Duration sessionTimeout{};
    JoinReply reply;

    /// KIP-800; empty if the member gives none.
    [[nodiscard]] std::string reason() const { return request.reason.value_or(""); }
};

Rebalancer::Rebalancer(std::string groupId, GroupEnvironment& environment)
    : m_environment(environment)
    , m_group(std::move(groupId), environment.loop.clock().wallTimeMs()) {}

Rebalancer::~Rebalancer() {
    if (!m_group.is(GroupState::dead))
        stop(ErrorCode::NOT_COORDINATOR);
}

void Rebalancer::resume() {
    for (auto& [id, member] : m_group.members())
        expectSign(member);
    if (m_group.members().size() > static_cast<std::size_t>(m_environment.config.maxGroupSize))
        rebalanceIfPossible("the group is larger than the broker now allows");
    m_outbox.flush();
}

void Rebalancer::stop(ErrorCode error) {
    for (auto& [id, member] : m_group.members()) {
        cancel(member.sessionTimer);
        answer(member, joinError(id, error));
        answer(member, syncError(error));
    }
    for (auto& [id, timer] : m_pendingTimers)
        cancel(timer);
    m_pendingTimers.clear();
    cancel(m_joinTimer);
    cancel(m_syncTimer);
    m_missingSyncs.clear();
    m_group.transitionTo(GroupState::dead, nowMs());
    m_outbox.flush();
}

// ---- JoinGroup

void Rebalancer::join(const Caller& caller, const JoinGroupRequest& request, JoinReply reply) {
    Joining joining{caller, request, {}, {}, {}, std::move(reply)};
    for (const auto& protocol : request.protocols)
        joining.protocols.push_back({protocol.name, protocol.metadata});
    joining.sessionTimeout = milliseconds(std::max(request.sessionTimeoutMs, 0));
    joining.rebalanceTimeout = caller.apiVersion == 0
                                   ? joining.sessionTimeout
                                   : Duration(milliseconds(std::max(request.rebalanceTimeoutMs, 0)));

    if (!hasRoomFor(request.memberId)) {
        drop(request.memberId);
        m_outbox.add(std::move(joining.reply), joinError({}, ErrorCode::GROUP_MAX_SIZE_REACHED));
    } else if (!m_group.supportsProtocols(request.protocolType, joining.protocols)) {
        m_outbox.add(std::move(joining.reply),
                     joinError(request.memberId, ErrorCode::INCONSISTENT_GROUP_PROTOCOL));
    } else if (request.memberId.empty()) {
        joinAsNew(std::move(joining));
    } else {
        joinAgain(request.memberId, std::move(joining));
    }
    completeJoinIfAllJoined();
    m_outbox.flush();
}

bool Rebalancer::hasRoomFor(const std::string& memberId) {
    const auto limit = static_cast<std::size_t>(m_environment.config.maxGroupSize);
    const Member* member = m_group.find(memberId);
    switch (m_group.state()) {
    case GroupState::empty:
    case GroupState::dead:
        return true;
    case GroupState::preparingRebalance:
        // Those that wait count, not those that are members: a group may shrink to a new limit this way.
        return (member && member->awaitingJoin) || m_group.awaitingJoinCount() < limit;
    case GroupState::completingRebalance:
    case GroupState::stable:
        return member || m_group.members().size() < limit;
    }
    return false;
}

void Rebalancer::joinAsNew(Joining joining) {
    const auto instanceId = joining.request.groupInstanceId;
    if (instanceId)
        if (const auto oldId = m_group.staticMemberId(*instanceId))
            return replaceStaticMember(*oldId, std::move(joining));
    if (!instanceId && joining.caller.apiVersion >= firstMemberIdRequired)
        return giveOutMemberId(std::move(joining));
    const auto memberId = makeMemberId(instanceId.value_or(joining.caller.clientId));
    addMember(memberId, std::move(joining));
}

void Rebalancer::giveOutMemberId(Joining joining) {
    const auto memberId = makeMemberId(joining.caller.clientId);
    m_group.addPending(memberId);
    m_pendingTimers[memberId] =
        m_environment.loop.schedule(joining.sessionTimeout, [this, memberId] { expirePending(memberId); });
    m_outbox.add(std::move(joining.reply), joinError(memberId, ErrorCode::MEMBER_ID_REQUIRED));
}

void Rebalancer::joinAgain(const std::string& memberId, Joining joining) {
    const auto& instanceId = joining.request.groupInstanceId;
    if (!instanceId && m_group.isPending(memberId)) {
        addMember(memberId, std::move(joining));
        return;
    }
    if (const ErrorCode error = m_group.validateMember(memberId, instanceId); error != ErrorCode::NONE) {
        m_outbox.add(std::move(joining.reply), joinError(memberId, error));
        return;
    }
    joinAsKnown(*m_group.find(memberId), std::move(joining));
}

void Rebalancer::joinAsKnown(Member& member, Joining joining) {
    const bool isUnchanged = member.protocols == joining.protocols;
    switch (m_group.state()) {
    case GroupState::preparingRebalance:
        updateAndRebalance(member, std::move(joining), {});
        return;
    case GroupState::completingRebalance:
        // With nothing changed it asks again for an answer that was lost.
        if (isUnchanged)
            m_outbox.add(std::move(joining.reply), generationFor(member));
        else
            updateAndRebalance(member, std::move(joining), "member " + member.id + " changed its protocols");
        return;
    case GroupState::stable:
        // The leader may have seen topics change, of which its own metadata say nothing.
        if (m_group.isLeader(member.id)) {
            const auto reason = joining.reason();
            const auto why =
                "group leader " + member.id + (reason.empty() ? " joins again" : " joins again: " + reason);
            updateAndRebalance(member, std::move(joining), why);
        } else if (!isUnchanged) {
            updateAndRebalance(member, std::move(joining), "member " + member.id + " changed its protocols");
        } else {
            m_outbox.add(std::move(joining.reply), generationFor(member));
        }
        return;
    case GroupState::empty:
    case GroupState::dead:
        m_outbox.add(std::move(joining.reply), joinError(member.id, ErrorCode::UNKNOWN_MEMBER_ID));
        return;
    }
}

void Rebalancer::addMember(std::string memberId, Joining joining) {
    const auto& request = joining.request;
    const auto reason = joining.reason();
    const auto why = "member " + memberId + (reason.empty() ? " joins" : " joins: " + reason);
    forgetPending(memberId);
    Member member;
    member.id = std::move(memberId);
    member.instanceId = request.groupInstanceId;
    member.clientId = joining.caller.clientId;
    member.clientHost = joining.caller.clientHost;
    member.rebalanceTimeout = joining.rebalanceTimeout;
    member.sessionTimeout = joining.sessionTimeout;
    member.protocols = std::move(joining.protocols);
    member.awaitingJoin = std::move(joining.reply);
    member.isNew = true;
    m_newMemberAdded = true;
    // A client that gave up on a long rebalance may come back as another new member, again and again; this
    // bounds how many such shadows the rebalance waits for.
    expectSign(m_group.add(std::move(member), request.protocolType));
    rebalanceIfPossible(why);
}

void Rebalancer::updateAndRebalance(Member& member, Joining joining, const std::string& why) {
    answer(member, joinError(member.id, ErrorCode::REBALANCE_IN_PROGRESS)); // an earlier request of it
    m_group.update(member, std::move(joining.protocols), joining.rebalanceTimeout, joining.sessionTimeout);
    member.awaitingJoin = std::move(joining.reply);
    rebalanceIfPossible(why);
}

// ---- A static member that comes back under a new id (KIP-345)

void Rebalancer::replaceStaticMember(const std::string& oldId, Joining joining) {
    Member* old = m_group.find(oldId);
    assert(old);
    answer(*old, joinError(oldId, ErrorCode::FENCED_INSTANCE_ID));
    answer(*old, syncError(ErrorCode::FENCED_INSTANCE_ID));
    cancel(old->sessionTimer);
    Member before = *old;
    auto oldLeader = m_group.leaderId();
    const auto newId = makeMemberId(*old->instanceId);
    Member& member = m_group.replaceStaticMember(oldId, newId);
    if (m_missingSyncs.erase(oldId))
        m_missingSyncs.insert(newId);
    m_group.update(member, std::move(joining.protocols), joining.rebalanceTimeout, joining.sessionTimeout);
    member.awaitingJoin = std::move(joining.reply);
    expectSign(member);

    const auto why = "static member " + *member.instanceId + " came back";
    if (m_group.is(GroupState::stable)) {
        if (m_group.protocolName() == m_group.voteForProtocol())
            persistReplacement(oldId, newId, before, std::move(oldLeader), joining.caller.apiVersion);
        else
            rebalanceIfPossible(why + " with other protocols");
    } else if (m_group.is(GroupState::completingRebalance)) {
        // The leader may be assigning to the old id just now.
        prepareRebalance(why);
    }
}

void Rebalancer::persistReplacement(const std::string& oldId, const std::string& newId, const Member& before,
                                    std::optional<std::string> oldLeader, std::int16_t joinVersion) {
    Assignments assignments;
    for (const auto& [id, member] : m_group.members())
        assignments[id] = member.assignment;
    const auto generation = m_group.generation();
    m_environment.persist(m_group, assignments,
                          [weak = weak_from_this(), generation, oldId, newId, before,
                           oldLeader = std::move(oldLeader), joinVersion](ErrorCode error) {
                              const auto self = weak.lock();
                              // Whatever came in between has answered the member, or will.
                              if (!self || !self->m_group.is(GroupState::stable) ||
                                  self->m_group.generation() != generation || !self->m_group.find(newId))
                                  return;
                              self->finishReplacement(oldId, newId, before, oldLeader, joinVersion, error);
                              self->m_outbox.flush();
                          });
}

void Rebalancer::finishReplacement(const std::string& oldId, const std::string& newId, const Member& before,
                                   const std::optional<std::string>& oldLeader, std::int16_t joinVersion,
                                   ErrorCode error) {
    Member& member = *m_group.find(newId);
    auto response = generationFor(member);
    if (error != ErrorCode::NONE) {
        response.errorCode = error;
        response.memberId.clear();
        response.members.clear();
        response.leader = oldLeader.value_or("");
        answer(member, std::move(response));
        m_group.update(member, before.protocols, before.rebalanceTimeout, before.sessionTimeout);
        if (m_missingSyncs.erase(newId))
            m_missingSyncs.insert(oldId);
        cancel(member.sessionTimer);
        expectSign(m_group.replaceStaticMember(newId, oldId));
        return;
    }
    if (joinVersion >= firstSkipAssignment) {
        // A leader learns that it is one, so that it watches the topics, but does not assign (KIP-814).
        response.skipAssignment = m_group.isLeader(newId);
    } else {
        // Told of the old leader, a returning one does not assign what a stable group would ignore.
        response.leader = oldLeader.value_or("");
        response.members.clear();
    }
    answer(member, std::move(response));
    expectSign(member);
}

// ---- The rebalance

void Rebalancer::rebalanceIfPossible(const std::string& why) {
    if (!m_group.is(GroupState::preparingRebalance) && !m_group.is(GroupState::dead))
        prepareRebalance(why);
}

void Rebalancer::prepareRebalance(const std::string& why) {
    if (m_group.is(GroupState::completingRebalance)) {
        m_group.assign({});
        answerAllSyncs(ErrorCode::REBALANCE_IN_PROGRESS);
    }
    m_missingSyncs.clear();
    cancel(m_syncTimer);
    m_isInitialRebalance = m_group.is(GroupState::empty);
    m_group.transitionTo(GroupState::preparingRebalance, nowMs());
    m_environment.announce(EventKind::groupRebalancing, m_group, why);
    if (m_isInitialRebalance) {
        const Duration delay = m_environment.config.initialRebalanceDelay;
        waitForInitialMembers(delay, std::max(m_group.rebalanceTimeout() - delay, Duration::zero()));
    } else if (m_group.haveAllJoined()) {
        completeJoin();
    } else {
        cancel(m_joinTimer);
        m_joinTimer = m_environment.loop.schedule(m_group.rebalanceTimeout(), [this] {
            m_joinTimer = 0;
            completeJoin();
            m_outbox.flush();
        });
    }
}

/// Each new member prolongs the wait, within the rebalance timeout.
void Rebalancer::waitForInitialMembers(Duration delay, Duration remaining) {
    m_newMemberAdded = false;
    cancel(m_joinTimer);
    m_joinTimer = m_environment.loop.schedule(delay, [this, delay, remaining] {
        m_joinTimer = 0;
        const Duration again = std::min(m_environment.config.initialRebalanceDelay, remaining);
        if (m_newMemberAdded && again > Duration::zero()) {
            waitForInitialMembers(again, std::max(remaining - delay, Duration::zero()));
        } else {
            completeJoin();
            m_outbox.flush();
        }
    });
}

void Rebalancer::completeJoinIfAllJoined() {
    if (m_group.is(GroupState::preparingRebalance) && !m_isInitialRebalance && m_group.haveAllJoined())
        completeJoin();
}

void Rebalancer::completeJoin() {
    cancel(m_joinTimer);
    std::vector<std::string> missing;
    for (const auto& [id, member] : m_group.members())
        if (!member.awaitingJoin && !member.isStatic())
            missing.push_back(id);
    for (const auto& id : missing)
        drop(id);

    if (!m_group.electJoinedLeader() && !m_group.members().empty()) {
        // Static members alone, none of them here: wait until they come back or their sessions end.
        m_joinTimer =
            m_environment.loop.schedule(std::max(m_group.rebalanceTimeout(), rebalanceRetryMin), [this] {
                m_joinTimer = 0;
                completeJoin();
                m_outbox.flush();
            });
        return;
    }
    m_isInitialRebalance = false;
    m_group.beginNextGeneration(nowMs());
    if (m_group.is(GroupState::empty)) {
        // Should this not reach the log, the generation before it comes back after a restart, and its
        // members' sessions end.
        m_environment.persist(m_group, {}, [](ErrorCode) {});
        m_environment.announce(EventKind::groupEmpty, m_group,
                               "generation " + std::to_string(m_group.generation()) + " has no members");
        return;
    }
    for (auto& [id, member] : m_group.members()) {
        answer(member, generationFor(member));
        member.isNew = false;
        expectSign(member);
    }
    waitForSyncs();
}

JoinGroupResponse Rebalancer::generationFor(const Member& member) const {
    JoinGroupResponse response;
    response.generationId = m_group.generation();
    response.protocolType = m_group.protocolType();
    response.protocolName = m_group.protocolName();
    response.leader = m_group.leaderId().value_or("");
    response.memberId = member.id;
    if (m_group.isLeader(member.id)) {
        for (const auto& [id, other] : m_group.members()) {
            auto& listed = response.members.emplace_back();
            listed.memberId = id;
            listed.groupInstanceId = other.instanceId;
            listed.metadata = other.metadataFor(m_group.protocolName().value_or(""));
        }
    }
    return response;
}

// ---- SyncGroup

void Rebalancer::sync(const SyncGroupRequest& request, SyncReply reply) {
    const auto refuse = [&](ErrorCode error) {
        m_outbox.add(std::move(reply), syncError(error));
        m_outbox.flush();
    };
    if (m_group.is(GroupState::dead))
        return refuse(ErrorCode::COORDINATOR_NOT_AVAILABLE);
    if (const auto error = m_group.validateMember(request.memberId, request.groupInstanceId);
        error != ErrorCode::NONE)
        return refuse(error);
    if (request.generationId != m_group.generation())
        return refuse(ErrorCode::ILLEGAL_GENERATION);
    if ((request.protocolType && request.protocolType != m_group.protocolType()) ||
        (request.protocolName && request.protocolName != m_group.protocolName()))
        return refuse(ErrorCode::INCONSISTENT_GROUP_PROTOCOL);
    if (m_group.is(GroupState::preparingRebalance))
        return refuse(ErrorCode::REBALANCE_IN_PROGRESS);

    Member& member = *m_group.find(request.memberId);
    answer(member, syncError(ErrorCode::REBALANCE_IN_PROGRESS)); // an earlier request of it
    member.awaitingSync = std::move(reply);
    noteSync(member.id);
    if (m_group.is(GroupState::stable)) {
        SyncGroupResponse response;
        response.protocolType = m_group.protocolType();
        response.protocolName = m_group.protocolName();
        response.assignment = member.assignment;
        answer(member, std::move(response));
        expectSign(member);
    } else if (m_group.isLeader(member.id) && m_persistingGeneration != m_group.generation()) {
        Assignments assignments;
        for (const auto& [id, other] : m_group.members())
            assignments[id] = {};
        for (const auto& assigned : request.assignments)
            if (const auto found = assignments.find(assigned.memberId); found != assignments.end())
                found->second = assigned.assignment;
        m_persistingGeneration = m_group.generation();
        m_environment.persist(
            m_group, assignments,
            [weak = weak_from_this(), generation = m_group.generation(), assignments](ErrorCode error) {
                if (const auto self = weak.lock()) {
                    self->finishSync(generation, assignments, error);
                    self->m_outbox.flush();
                }
            });
    }
    m_outbox.flush();
}

void Rebalancer::finishSync(std::int32_t generation, const Assignments& assignments, ErrorCode error) {
    if (m_persistingGeneration == generation)
        m_persistingGeneration = -1;
    // Someone may have joined while the log was written: then another rebalance is under way.
    if (!m_group.is(GroupState::completingRebalance) || m_group.generation() != generation)
        return;
    if (error != ErrorCode::NONE) {
        m_group.assign({});
        answerAllSyncs(error);
        rebalanceIfPossible("the assignment could not be written: " + std::string(errorName(error)));
        return;
    }
    m_group.assign(assignments);
    m_group.transitionTo(GroupState::stable, nowMs());
    answerAllSyncs(ErrorCode::NONE);
    m_environment.announce(EventKind::groupStable, m_group,
                           "generation " + std::to_string(generation) + " with " +
                               std::to_string(m_group.members().size()) + " members, assigned by " +
                               m_group.protocolName().value_or("") + " at " +
                               m_group.leaderId().value_or(""));
}

void Rebalancer::waitForSyncs() {
    for (const auto& [id, member] : m_group.members())
        m_missingSyncs.insert(id);
    cancel(m_syncTimer);
    m_syncTimer = m_environment.loop.schedule(m_group.rebalanceTimeout(), [this] {
        m_syncTimer = 0;
        expireMissingSyncs();
        m_outbox.flush();
    });
}

void Rebalancer::noteSync(const std::string& memberId) {
    m_missingSyncs.erase(memberId);
    if (m_missingSyncs.empty())
        cancel(m_syncTimer);
}

void Rebalancer::expireMissingSyncs() {
    const auto missing = std::exchange(m_missingSyncs, {});
    if (missing.empty())
        return;
    for (const auto& id : missing)
        drop(id);
    afterDrop(std::to_string(missing.size()) + " members joined but did not ask for their assignment");
}

// ---- Heartbeat, LeaveGroup, OffsetCommit

ErrorCode Rebalancer::heartbeat(const std::string& memberId, const std::optional<std::string>& instanceId,
                                std::int32_t generation) {
    if (m_group.is(GroupState::dead))
        return ErrorCode::COORDINATOR_NOT_AVAILABLE;
    if (const auto error = m_group.validateMember(memberId, instanceId); error != ErrorCode::NONE)
        return error;
    if (generation != m_group.generation())
        return ErrorCode::ILLEGAL_GENERATION;
    expectSign(*m_group.find(memberId));
    return m_group.is(GroupState::preparingRebalance) ? ErrorCode::REBALANCE_IN_PROGRESS : ErrorCode::NONE;
}

std::vector<LeaveGroupResponse::MemberResponse>
Rebalancer::leave(std::span<const LeaveGroupRequest::MemberIdentity> members) {
    std::vector<LeaveGroupResponse::MemberResponse> responses;
    std::string gone;
    for (const auto& leaving : members) {
        auto& response = responses.emplace_back();
        response.memberId = leaving.memberId;
        response.groupInstanceId = leaving.groupInstanceId;
        std::string memberId = leaving.memberId;
        if (memberId.empty()) {
            // An administrator removes a static member by its instance id alone.
            const auto found =
                leaving.groupInstanceId ? m_group.staticMemberId(*leaving.groupInstanceId) : std::nullopt;
            memberId = found.value_or("");
            response.errorCode = found ? ErrorCode::NONE : ErrorCode::UNKNOWN_MEMBER_ID;
        } else if (!m_group.isPending(memberId)) {
            response.errorCode = m_group.validateMember(memberId, leaving.groupInstanceId);
        }
        if (response.errorCode != ErrorCode::NONE)
            continue;
        drop(memberId);
        gone +=
            (gone.empty() ? "" : ", ") + memberId + " (" + leaving.reason.value_or("no reason given") + ")";
    }
    if (!gone.empty())
        afterDrop("members left: " + gone);
    m_outbox.flush();
    return responses;
}

ErrorCode Rebalancer::validateCommit(const std::string& memberId,
                                     const std::optional<std::string>& instanceId, std::int32_t generation) {
    if (m_group.is(GroupState::dead))
        return ErrorCode::COORDINATOR_NOT_AVAILABLE;
    // An administrator, or a consumer that assigns itself: fine as long as nobody else minds.
    if (generation < 0 && m_group.is(GroupState::empty))
        return ErrorCode::NONE;
    if (generation < 0 && memberId.empty() && !instanceId)
        return ErrorCode::UNKNOWN_MEMBER_ID;
    if (const auto error = m_group.validateMember(memberId, instanceId); error != ErrorCode::NONE)
        return error;
    if (generation != m_group.generation())
        return ErrorCode::ILLEGAL_GENERATION;
    if (m_group.is(GroupState::completingRebalance))
        return ErrorCode::REBALANCE_IN_PROGRESS;
    expectSign(*m_group.find(memberId));
    return ErrorCode::NONE;
}

// ---- Signs of life

/// Answers what it waits for, then forgets the member, or the member id given out.
void Rebalancer::drop(const std::string& memberId) {
    forgetPending(memberId);
    m_missingSyncs.erase(memberId);
    if (Member* member = m_group.find(memberId)) {
        cancel(member->sessionTimer);
        answer(*member, joinError({}, ErrorCode::UNKNOWN_MEMBER_ID));
        answer(*member, syncError(ErrorCode::UNKNOWN_MEMBER_ID));
    }
    m_group.remove(memberId);
}

void Rebalancer::afterDrop(const std::string& why) {
    if (m_group.is(GroupState::preparingRebalance))
        completeJoinIfAllJoined();
    else if (!m_group.is(GroupState::empty))
        rebalanceIfPossible(why);
}

void Rebalancer::expectSign(Member& member) {
    expectSign(member, member.isNew ? m_environment.config.newMemberJoinTimeout : member.sessionTimeout);
}

void Rebalancer::expectSign(Member& member, Duration within) {
    cancel(member.sessionTimer);
    member.sessionTimer =
        m_environment.loop.schedule(within, [this, memberId = member.id] { expireSession(memberId); });
}

void Rebalancer::expireSession(const std::string& memberId) {
    Member* member = m_group.find(memberId);
    if (!member)
        return;
    member->sessionTimer = 0;
    // One that waits for an answer sends no heartbeats; its session begins anew with the answer.
    if (!member->isNew && (member->awaitingJoin || member->awaitingSync))
        return;
    drop(memberId);
    afterDrop("member " + memberId + " was silent for too long");
    m_outbox.flush();
}

void Rebalancer::expirePending(const std::string& memberId) {
    drop(memberId);
    completeJoinIfAllJoined();
    m_outbox.flush();
}

void Rebalancer::forgetPending(const std::string& memberId) {
    const auto timer = m_pendingTimers.find(memberId);
    if (timer == m_pendingTimers.end())
        return;
    cancel(timer->second);
    m_pendingTimers.erase(timer);
}

// ---- Answers

void Rebalancer::answer(Member& member, JoinGroupResponse response) {
    if (member.awaitingJoin)
        m_outbox.add(std::exchange(member.awaitingJoin, nullptr), std::move(response));
}

void Rebalancer::answer(Member& member, SyncGroupResponse response) {
    if (member.awaitingSync)
        m_outbox.add(std::exchange(member.awaitingSync, nullptr), std::move(response));
}

void Rebalancer::answerAllSyncs(ErrorCode error) {
    for (auto& [id, member] : m_group.members()) {
        if (!member.awaitingSync)
            continue;
        SyncGroupResponse response = syncError(error);
        if (error == ErrorCode::NONE) {
            response.protocolType = m_group.protocolType();
            response.protocolName = m_group.protocolName();
            response.assignment = member.assignment;
        }
        answer(member, std::move(response));
        expectSign(member);
    }
}

std::string Rebalancer::makeMemberId(const std::string& prefix) {
    return prefix + "-" + randomUuidText(m_environment.random);
}

void Rebalancer::cancel(EventLoop::TimerId& timer) {
    m_environment.loop.cancel(std::exchange(timer, 0));
}

} // namespace partitura::groups
