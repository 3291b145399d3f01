// One member of a classic group.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/clock.h"
#include "broker/base/event_loop.h"
#include "broker/protocol/messages/join_group.h"
#include "broker/protocol/messages/sync_group.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace partitura::groups {

using JoinReply = std::function<void(protocol::JoinGroupResponse)>;
using SyncReply = std::function<void(protocol::SyncGroupResponse)>;

/// One way of assigning that a member knows, and what it tells the leader about itself for it.
struct MemberProtocol {
    std::string name;
    Bytes metadata;

    bool operator==(const MemberProtocol&) const = default;
};

/// A member (Kafka's ClassicGroupMember). Owned by its Group. Thread: the coordinator's loop.
struct Member {
    std::string id;
    std::optional<std::string> instanceId; ///< a static member has one
    std::string clientId;
    std::string clientHost;
    Duration rebalanceTimeout{}; ///< how long a rebalance waits for it to join again
    Duration sessionTimeout{};   ///< how long it may be silent
    std::vector<MemberProtocol> protocols; ///< by its preference
    Bytes assignment;                      ///< of the current generation, opaque to the coordinator

    JoinReply awaitingJoin; ///< set while its JoinGroup waits
    SyncReply awaitingSync; ///< set while its SyncGroup waits
    /// Its first JoinGroup waits; until that is answered it cannot send heartbeats.
    bool isNew = false;
    EventLoop::TimerId sessionTimer = 0;

    [[nodiscard]] bool isStatic() const { return instanceId.has_value(); }
    /// What it said about itself for `protocol`; empty if it does not know that.
    [[nodiscard]] const Bytes& metadataFor(const std::string& protocol) const;
    [[nodiscard]] bool supports(const std::string& protocol) const;
};

} // namespace partitura::groups
