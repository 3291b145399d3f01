// The state of one classic group: who is in it, what they agreed on, which generation it is.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/error_code.h"
#include "broker/groups/member.h"
#include "broker/observe/snapshot.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace partitura::groups {

using observe::GroupState;
using Assignments = std::map<std::string, Bytes>; ///< by member id

/// A classic group (Kafka's ClassicGroup), without time and without waiting: those are Rebalancer's. Owned by
/// its Rebalancer. Thread: the coordinator's loop.
///
///     empty -> preparingRebalance -> completingRebalance -> stable
///       ^            |  ^                  |                  |
///       '------------'  '------------------'------------------'      any -> dead
class Group {
public:
    explicit Group(std::string id, TimestampMs nowMs) : m_id(std::move(id)), m_stateSinceMs(nowMs) {}

    [[nodiscard]] const std::string& id() const { return m_id; }
    [[nodiscard]] GroupState state() const { return m_state; }
    [[nodiscard]] bool is(GroupState state) const { return m_state == state; }
    void transitionTo(GroupState state, TimestampMs nowMs);
    /// When the state was entered; noTimestamp when a record of an old version did not tell.
    [[nodiscard]] TimestampMs stateSinceMs() const { return m_stateSinceMs; }

    /// Rises with each rebalance that completes; 0 before the first.
    [[nodiscard]] std::int32_t generation() const { return m_generation; }
    /// "consumer" for consumers; nullopt for a group that only stores offsets.
    [[nodiscard]] const std::optional<std::string>& protocolType() const { return m_protocolType; }
    /// What this generation's members agreed on; nullopt while there is none.
    [[nodiscard]] const std::optional<std::string>& protocolName() const { return m_protocolName; }
    [[nodiscard]] const std::optional<std::string>& leaderId() const { return m_leaderId; }
    [[nodiscard]] bool isLeader(const std::string& memberId) const { return m_leaderId == memberId; }

    /// By member id. Answering and timing members through the non-const map is the Rebalancer's business.
    [[nodiscard]] const std::map<std::string, Member>& members() const { return m_members; }
    [[nodiscard]] std::map<std::string, Member>& members() { return m_members; }
    /// Null if there is no such member.
    [[nodiscard]] Member* find(const std::string& memberId);
    /// Id of the static member with this instance id.
    [[nodiscard]] std::optional<std::string> staticMemberId(const std::string& instanceId) const;
    /// NONE for a current member; FENCED_INSTANCE_ID when its instance id has passed to another member id;
    /// else UNKNOWN_MEMBER_ID.
    [[nodiscard]] ErrorCode validateMember(const std::string& memberId,
                                           const std::optional<std::string>& instanceId) const;
    /// Whether a member of this protocol type that knows these protocols could be one of the group.
    [[nodiscard]] bool supportsProtocols(const std::string& protocolType,
                                         const std::vector<MemberProtocol>& protocols) const;

    /// Adds a member; the first sets the protocol type, and is the leader.
    Member& add(Member member, const std::string& protocolType);
    /// Removes a member, or an id given out that has not joined; another member becomes the leader if need be.
    void remove(const std::string& memberId);
    /// Gives a static member a new id and keeps all else. The member must exist.
    Member& replaceStaticMember(const std::string& oldId, const std::string& newId);
    /// Takes over what a member said when it joined again.
    void update(Member& member, std::vector<MemberProtocol> protocols, Duration rebalanceTimeout,
                Duration sessionTimeout);

    // Ids given out with MEMBER_ID_REQUIRED (KIP-394), whose owners have not come back yet.
    void addPending(const std::string& memberId) { m_pending.insert(memberId); }
    [[nodiscard]] bool isPending(const std::string& memberId) const { return m_pending.contains(memberId); }
    [[nodiscard]] const std::set<std::string>& pending() const { return m_pending; }

    [[nodiscard]] std::size_t awaitingJoinCount() const;
    /// Every member has joined again, and no id given out is still to come.
    [[nodiscard]] bool haveAllJoined() const;
    /// The longest rebalance timeout of the members.
    [[nodiscard]] Duration rebalanceTimeout() const;
    /// Keeps the leader if it has joined, else makes one that has the leader; false if none has.
    bool electJoinedLeader();
    /// Begins the next generation: completingRebalance with the protocol voted for, or empty without members.
    void beginNextGeneration(TimestampMs nowMs);
    /// The protocol with the most votes, each member voting for the first it prefers of those all support; of
    /// equals, the first by name. There must be members.
    [[nodiscard]] std::string voteForProtocol() const;
    void assign(const Assignments& assignments);

    /// Rises with every change that a snapshot shows.
    [[nodiscard]] std::uint64_t revision() const { return m_revision; }

    /// What a GroupMetadataValue record tells, all of it.
    struct Restored {
        GroupState state = GroupState::empty;
        std::int32_t generation = 0;
        std::optional<std::string> protocolType;
        std::optional<std::string> protocolName;
        std::optional<std::string> leaderId;
        TimestampMs stateSinceMs = noTimestamp;
        std::vector<Member> members;
    };
    /// Replaces everything but the id.
    void restore(Restored from);

private:
    std::string m_id;
    GroupState m_state = GroupState::empty;
    TimestampMs m_stateSinceMs;
    std::int32_t m_generation = 0;
    std::optional<std::string> m_protocolType;
    std::optional<std::string> m_protocolName;
    std::optional<std::string> m_leaderId;
    std::map<std::string, Member> m_members;
    std::map<std::string, std::string> m_staticMembers; // instance id -> member id
    std::set<std::string> m_pending;
    std::uint64_t m_revision = 0;
};

} // namespace partitura::groups
