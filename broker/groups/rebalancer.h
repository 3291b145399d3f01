// Drives one classic group through its rebalances.
#pragma once

#include "broker/base/event_loop.h"
#include "broker/base/random.h"
#include "broker/groups/caller.h"
#include "broker/groups/group.h"
#include "broker/groups/group_config.h"
#include "broker/groups/outbox.h"
#include "broker/observe/event.h"
#include "broker/protocol/messages/leave_group.h"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace partitura::groups {

/// What a group stands in: settings, time, chance, and where it writes and reports. Implemented by the
/// coordinator; outlives its groups. Thread: the coordinator's loop.
class GroupEnvironment {
public:
    GroupEnvironment(const GroupConfig& config, EventLoop& loop, Random& random)
        : config(config), loop(loop), random(random) {}
    virtual ~GroupEnvironment() = default;

    const GroupConfig& config;
    EventLoop& loop;
    Random& random;

    /// Writes the group, with these assignments in place of those it has, to the log. `done` is called once,
    /// never inside the call, with NONE or with what to tell a client.
    virtual void persist(const Group& group, const Assignments& assignments, std::function<void(ErrorCode)> done) = 0;
    virtual void announce(observe::EventKind kind, const Group& group, std::string detail) = 0;
};

/// All that waits in a classic group: joins for the other members, syncs for the leader's assignment, and the
/// time-outs of both, of sessions and of member ids given out. The rules are those of Kafka's
/// GroupMetadataManager (classicGroupJoin, classicGroupSync, classicGroupHeartbeat, classicGroupLeave).
/// Owned by the coordinator through shared_ptr. Thread: the coordinator's loop.
///
/// A rebalance begins when a member joins, leaves, expires or changes what it says. It waits until every member
/// has joined again, but no longer than the longest of their rebalance timeouts, after which dynamic members
/// that are missing are removed; the first one of an empty group waits for the initial rebalance delay instead.
/// Then all get the new generation, the leader alone the list of members; it assigns, its SyncGroup is written
/// to the log, and only then are all SyncGroups answered and the group is stable.
class Rebalancer : public std::enable_shared_from_this<Rebalancer> {
public:
    Rebalancer(std::string groupId, GroupEnvironment& environment);
    ~Rebalancer();
    Rebalancer(const Rebalancer&) = delete;
    Rebalancer& operator=(const Rebalancer&) = delete;

    [[nodiscard]] const Group& group() const { return m_group; }
    /// Takes over what the log tells about the group. Only before resume().
    void restore(Group::Restored from) { m_group.restore(std::move(from)); }
    /// Begins to time the members' sessions, once the log has been read.
    void resume();
    /// Ends the group: answers all that waits with `error` and forgets its timers.
    void stop(ErrorCode error);

    // Replies are made once, inside the call or later. Group id and session timeout have been checked.
    void join(const Caller& caller, const protocol::JoinGroupRequest& request, JoinReply reply);
    void sync(const protocol::SyncGroupRequest& request, SyncReply reply);
    /// What to answer to a heartbeat; keeps the session alive.
    ErrorCode heartbeat(const std::string& memberId, const std::optional<std::string>& instanceId,
                        std::int32_t generation);
    /// Removes members; one answer for each, in order.
    std::vector<protocol::LeaveGroupResponse::MemberResponse>
    leave(std::span<const protocol::LeaveGroupRequest::MemberIdentity> members);
    /// Whether an offset commit is in order; keeps the session alive if so.
    ErrorCode validateCommit(const std::string& memberId, const std::optional<std::string>& instanceId,
                             std::int32_t generation);

    /// No members, and none on their way.
    [[nodiscard]] bool isDeserted() const {
        return m_group.is(GroupState::empty) && m_group.members().empty() && m_group.pending().empty();
    }

private:
    /// A JoinGroup, taken apart.
    struct Joining;

    [[nodiscard]] bool hasRoomFor(const std::string& memberId);
    void joinAsNew(Joining joining);
    void joinAgain(const std::string& memberId, Joining joining);
    void joinAsKnown(Member& member, Joining joining);
    void giveOutMemberId(Joining joining);
    void addMember(std::string memberId, Joining joining);
    void updateAndRebalance(Member& member, Joining joining, const std::string& why);
    void replaceStaticMember(const std::string& oldId, Joining joining);
    void persistReplacement(const std::string& oldId, const std::string& newId, const Member& before,
                            std::optional<std::string> oldLeader, std::int16_t joinVersion);
    void finishReplacement(const std::string& oldId, const std::string& newId, const Member& before,
                           const std::optional<std::string>& oldLeader, std::int16_t joinVersion, ErrorCode error);

    void rebalanceIfPossible(const std::string& why);
    void prepareRebalance(const std::string& why);
    void waitForInitialMembers(Duration delay, Duration remaining);
    void completeJoinIfAllJoined();
    void completeJoin();
    void waitForSyncs();
    void noteSync(const std::string& memberId);
    void expireMissingSyncs();
    void finishSync(std::int32_t generation, const Assignments& assignments, ErrorCode error);

    void drop(const std::string& memberId);
    void afterDrop(const std::string& why);
    void expectSign(Member& member);
    void expectSign(Member& member, Duration within);
    void expireSession(const std::string& memberId);
    void expirePending(const std::string& memberId);
    void forgetPending(const std::string& memberId);

    void answer(Member& member, protocol::JoinGroupResponse response);
    void answer(Member& member, protocol::SyncGroupResponse response);
    void answerAllSyncs(ErrorCode error);
    [[nodiscard]] protocol::JoinGroupResponse generationFor(const Member& member) const;
    [[nodiscard]] std::string makeMemberId(const std::string& prefix);
    [[nodiscard]] TimestampMs nowMs() const { return m_environment.loop.clock().wallTimeMs(); }
    void cancel(EventLoop::TimerId& timer);

    GroupEnvironment& m_environment;
    Group m_group;
    Outbox m_outbox;
    bool m_isInitialRebalance = false; // the group was empty when this rebalance began
    bool m_newMemberAdded = false;     // since the initial delay was last set
    EventLoop::TimerId m_joinTimer = 0;
    EventLoop::TimerId m_syncTimer = 0;
    std::set<std::string> m_missingSyncs;                      // members that have joined, not yet synced
    std::map<std::string, EventLoop::TimerId> m_pendingTimers; // of member ids given out
    std::int32_t m_persistingGeneration = -1;                  // its assignment is on its way to the log
};

} // namespace partitura::groups
