#include "broker/groups/group.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace partitura::groups {

namespace {

[[maybe_unused]] bool mayFollow(GroupState from, GroupState to) {
    switch (to) {
    case GroupState::empty:
        return from == GroupState::preparingRebalance;
    case GroupState::preparingRebalance:
        return from != GroupState::preparingRebalance && from != GroupState::dead;
    case GroupState::completingRebalance:
        return from == GroupState::preparingRebalance;
    case GroupState::stable:
        return from == GroupState::completingRebalance;
    case GroupState::dead:
        return true;
    }
    return false;
}

/// Each name once, however often a client lists it.
std::set<std::string> namesOf(const std::vector<MemberProtocol>& protocols) {
    std::set<std::string> names;
    for (const auto& protocol : protocols)
        names.insert(protocol.name);
    return names;
}

} // namespace

void Group::transitionTo(GroupState state, TimestampMs nowMs) {
    assert(mayFollow(m_state, state));
    m_state = state;
    m_stateSinceMs = nowMs;
    ++m_revision;
}

Member* Group::find(const std::string& memberId) {
    const auto found = m_members.find(memberId);
    return found == m_members.end() ? nullptr : &found->second;
}

std::optional<std::string> Group::staticMemberId(const std::string& instanceId) const {
    const auto found = m_staticMembers.find(instanceId);
    return found == m_staticMembers.end() ? std::nullopt : std::optional(found->second);
}

ErrorCode Group::validateMember(const std::string& memberId, const std::optional<std::string>& instanceId) const {
    if (instanceId) {
        const auto current = staticMemberId(*instanceId);
        if (!current)
            return ErrorCode::UNKNOWN_MEMBER_ID;
        if (*current != memberId)
            return ErrorCode::FENCED_INSTANCE_ID;
    }
    return m_members.contains(memberId) ? ErrorCode::NONE : ErrorCode::UNKNOWN_MEMBER_ID;
}

bool Group::supportsProtocols(const std::string& protocolType, const std::vector<MemberProtocol>& protocols) const {
    if (is(GroupState::empty))
        return !protocolType.empty() && !protocols.empty();
    return m_protocolType == protocolType
           && std::any_of(protocols.begin(), protocols.end(), [&](const MemberProtocol& candidate) {
                  return std::all_of(m_members.begin(), m_members.end(),
                                     [&](const auto& entry) { return entry.second.supports(candidate.name); });
              });
}

Member& Group::add(Member member, const std::string& protocolType) {
    ++m_revision;
    if (m_members.empty())
        m_protocolType = protocolType;
    if (!m_leaderId)
        m_leaderId = member.id;
    if (member.instanceId)
        m_staticMembers[*member.instanceId] = member.id;
    m_pending.erase(member.id);
    auto id = member.id;
    return m_members.insert_or_assign(std::move(id), std::move(member)).first->second;
}

void Group::remove(const std::string& memberId) {
    ++m_revision;
    m_pending.erase(memberId);
    const auto found = m_members.find(memberId);
    if (found == m_members.end())
        return;
    // `memberId` may be the member's own, which ends here.
    const bool wasLeader = isLeader(memberId);
    if (found->second.instanceId)
        m_staticMembers.erase(*found->second.instanceId);
    m_members.erase(found);
    if (wasLeader)
        m_leaderId = m_members.empty() ? std::nullopt : std::optional(m_members.begin()->first);
}

Member& Group::replaceStaticMember(const std::string& oldId, const std::string& newId) {
    ++m_revision;
    auto node = m_members.extract(oldId);
    assert(!node.empty() && node.mapped().instanceId);
    if (m_leaderId == oldId)
        m_leaderId = newId;
    node.key() = newId;
    node.mapped().id = newId;
    m_staticMembers[*node.mapped().instanceId] = newId;
    return m_members.insert(std::move(node)).position->second;
}

void Group::update(Member& member, std::vector<MemberProtocol> protocols, Duration rebalanceTimeout,
                   Duration sessionTimeout) {
    ++m_revision;
    member.protocols = std::move(protocols);
    member.rebalanceTimeout = rebalanceTimeout;
    member.sessionTimeout = sessionTimeout;
}

std::size_t Group::awaitingJoinCount() const {
    return static_cast<std::size_t>(std::count_if(m_members.begin(), m_members.end(), [](const auto& entry) {
        return static_cast<bool>(entry.second.awaitingJoin);
    }));
}

bool Group::haveAllJoined() const { return m_pending.empty() && awaitingJoinCount() == m_members.size(); }

Duration Group::rebalanceTimeout() const {
    Duration longest = Duration::zero();
    for (const auto& [id, member] : m_members)
        longest = std::max(longest, member.rebalanceTimeout);
    return longest;
}

bool Group::electJoinedLeader() {
    if (m_leaderId) {
        if (const Member* leader = find(*m_leaderId); leader && leader->awaitingJoin)
            return true;
    }
    for (const auto& [id, member] : m_members) {
        if (member.awaitingJoin) {
            m_leaderId = id;
            ++m_revision;
            return true;
        }
    }
    return false;
}

void Group::beginNextGeneration(TimestampMs nowMs) {
    m_generation = m_generation == std::numeric_limits<std::int32_t>::max() ? 1 : m_generation + 1;
    if (m_members.empty()) {
        m_protocolName.reset();
        transitionTo(GroupState::empty, nowMs);
    } else {
        m_protocolName = voteForProtocol();
        transitionTo(GroupState::completingRebalance, nowMs);
    }
}

std::string Group::voteForProtocol() const {
    assert(!m_members.empty());
    std::map<std::string, std::size_t> supporters;
    for (const auto& [id, member] : m_members)
        for (const auto& name : namesOf(member.protocols))
            ++supporters[name];
    std::map<std::string, std::size_t> votes;
    for (const auto& [id, member] : m_members) {
        const auto vote = std::find_if(member.protocols.begin(), member.protocols.end(), [&](const auto& protocol) {
            return supporters[protocol.name] == m_members.size();
        });
        if (vote != member.protocols.end())
            ++votes[vote->name];
    }
    const auto winner = std::max_element(votes.begin(), votes.end(),
                                         [](const auto& a, const auto& b) { return a.second < b.second; });
    return winner == votes.end() ? std::string() : winner->first;
}

void Group::assign(const Assignments& assignments) {
    ++m_revision;
    for (auto& [id, member] : m_members) {
        const auto found = assignments.find(id);
        member.assignment = found == assignments.end() ? Bytes() : found->second;
    }
}

void Group::restore(Restored from) {
    ++m_revision;
    m_state = from.state;
    m_stateSinceMs = from.stateSinceMs;
    m_generation = from.generation;
    m_protocolType = std::move(from.protocolType);
    m_protocolName = std::move(from.protocolName);
    m_leaderId = std::move(from.leaderId);
    m_members.clear();
    m_staticMembers.clear();
    m_pending.clear();
    for (Member& member : from.members) {
        if (member.instanceId)
            m_staticMembers[*member.instanceId] = member.id;
        auto id = member.id;
        m_members.insert_or_assign(std::move(id), std::move(member));
    }
}

} // namespace partitura::groups
