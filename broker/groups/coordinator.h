// The classic group coordinator: members, assignments and offsets of consumer groups.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/event_loop.h"
#include "broker/base/random.h"
#include "broker/base/result.h"
#include "broker/groups/caller.h"
#include "broker/groups/group_config.h"
#include "broker/groups/offsets_log.h"
#include "broker/groups/topic_directory.h"
#include "broker/observe/event.h"
#include "broker/observe/snapshot.h"
#include "broker/protocol/messages/delete_groups.h"
#include "broker/protocol/messages/heartbeat.h"
#include "broker/protocol/messages/join_group.h"
#include "broker/protocol/messages/leave_group.h"
#include "broker/protocol/messages/offset_commit.h"
#include "broker/protocol/messages/offset_fetch.h"
#include "broker/protocol/messages/sync_group.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace partitura::groups {

class CoordinatorShard;

/// Coordinates the groups whose `__consumer_offsets` partition this broker leads (Kafka's GroupCoordinator
/// and its classic groups; KIP-394 member ids, KIP-345 static members, KIP-211 expiry). Everything it must
/// remember is written through OffsetsLog before a client hears of it, and read back by the partition's next
/// leader.
///
/// Owned by its broker, which outlives it, as do all that is handed to the constructor. It keeps the loop
/// awake with timers until shutdown(). Thread: its broker's event loop only.
class GroupCoordinator {
public:
    template <typename Response>
    using Reply = std::function<void(Response)>;

    /// `events` hears of rebalances; may be empty.
    GroupCoordinator(GroupConfig config, BrokerId self, EventLoop& loop, Random& random, OffsetsLog& log,
                     TopicDirectory& topics, std::function<void(observe::Event)> events);
    /// As shutdown(); off the loop only after it.
    ~GroupCoordinator();
    GroupCoordinator(const GroupCoordinator&) = delete;
    GroupCoordinator& operator=(const GroupCoordinator&) = delete;

    /// The `__consumer_offsets` partition whose leader coordinates the group: Java's String.hashCode of the
    /// id, without its sign, modulo the number of partitions.
    [[nodiscard]] PartitionIndex partitionFor(std::string_view groupId) const;

    // Leadership of a `__consumer_offsets` partition: beginLoad, replay of all that is in it, endLoad, and
    // when it ends unload. Clients hear COORDINATOR_LOAD_IN_PROGRESS until endLoad, before and afterwards
    // NOT_COORDINATOR.

    /// Drops what was known of the partition.
    void beginLoad(PartitionIndex partition);
    /// Takes in one or more whole record batches, in log order; what belongs to transactions counts once
    /// their commit marker is seen. Records of kinds of groups that are not classic are skipped. Errors:
    /// NOT_COORDINATOR outside beginLoad and endLoad; CORRUPT_MESSAGE, INVALID_RECORD and those of
    /// record::RecordReader for bytes that are no batches or no group records, naming partition and offset:
    /// what came before them counts, and the caller decides whether to serve that. CRCs are not checked.
    Result<void> replay(PartitionIndex partition, ByteView batches);
    void endLoad(PartitionIndex partition);
    /// Drops the partition's groups. Who waits hears NOT_COORDINATOR.
    void unload(PartitionIndex partition);

    // Requests, in every version from the oldest to the newest. `reply` is called exactly once, inside the
    // call or later; it may call back. Throttling and authorization are the caller's.

    /// Versions 0 to 9. Waits for the members of the group, at most for its rebalance timeout.
    void joinGroup(const Caller& caller, const protocol::JoinGroupRequest& request,
                   Reply<protocol::JoinGroupResponse> reply);
    /// Versions 0 to 5. Waits for the leader's assignment and for the log.
    void syncGroup(const Caller& caller, const protocol::SyncGroupRequest& request,
                   Reply<protocol::SyncGroupResponse> reply);
    /// Versions 0 to 4.
    void heartbeat(const Caller& caller, const protocol::HeartbeatRequest& request,
                   Reply<protocol::HeartbeatResponse> reply);
    /// Versions 0 to 5.
    void leaveGroup(const Caller& caller, const protocol::LeaveGroupRequest& request,
                    Reply<protocol::LeaveGroupResponse> reply);
    /// Versions 1 to 10. Waits for the log.
    void offsetCommit(const Caller& caller, const protocol::OffsetCommitRequest& request,
                      Reply<protocol::OffsetCommitResponse> reply);
    /// Versions 1 to 10.
    void offsetFetch(const Caller& caller, const protocol::OffsetFetchRequest& request,
                     Reply<protocol::OffsetFetchResponse> reply);

    /// Versions 0 to 3. Each group must be without members (ClassicGroup.validateDeleteGroup). Waits for the
    /// log.
    void deleteGroups(const Caller& caller, const protocol::DeleteGroupsRequest& request,
                      Reply<protocol::DeleteGroupsResponse> reply);

    /// Forgets the offsets of a deleted topic.
    void topicDeleted(const std::string& topic);

    /// A picture of each group, by id; of a group that has not changed, the one given before.
    /// CommittedOffsetSnapshot::logEnd is for the caller to fill in.
    [[nodiscard]] std::vector<std::shared_ptr<const observe::GroupSnapshot>> snapshots();

    /// Unloads all and cancels all timers; requests are then NOT_COORDINATOR.
    void shutdown();

private:
    /// The shard of a group, or why there is none to ask.
    struct Place;
    [[nodiscard]] Place placeOf(const std::string& groupId) const;
    void keepExpiring();

    const GroupConfig m_config;
    const BrokerId m_self;
    EventLoop& m_loop;
    Random& m_random;
    OffsetsLog& m_log;
    TopicDirectory& m_topics;
    const std::function<void(observe::Event)> m_events;
    std::map<PartitionIndex, std::shared_ptr<CoordinatorShard>> m_shards;
    EventLoop::TimerId m_expiryTimer = 0;
};

} // namespace partitura::groups
