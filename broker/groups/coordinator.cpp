#include "broker/groups/coordinator.h"

#include "broker/base/java_string.h"
#include "broker/groups/coordinator_shard.h"
#include "broker/groups/offset_requests.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace partitura::groups {

namespace {

constexpr std::int16_t firstBatchedLeave = 3;        // LeaveGroup, KIP-345
constexpr std::int16_t firstCommitGroupNotFound = 9; // OffsetCommit, KIP-848

} // namespace

struct GroupCoordinator::Place {
    ErrorCode error = ErrorCode::NONE;
    std::shared_ptr<CoordinatorShard> shard; // set unless there is an error
};

GroupCoordinator::GroupCoordinator(GroupConfig config, BrokerId self, EventLoop& loop, Random& random,
                                   OffsetsLog& log, TopicDirectory& topics,
                                   std::function<void(observe::Event)> events)
    : m_config(config)
    , m_self(self)
    , m_loop(loop)
    , m_random(random)
    , m_log(log)
    , m_topics(topics)
    , m_events(std::move(events)) {}

GroupCoordinator::~GroupCoordinator() {
    if (!m_shards.empty())
        shutdown();
}

PartitionIndex GroupCoordinator::partitionFor(std::string_view groupId) const {
    const std::int32_t hash = javaHashCode(groupId);
    const std::int32_t positive = hash == std::numeric_limits<std::int32_t>::min() ? 0 : std::abs(hash);
    return PartitionIndex(positive % std::max(m_config.offsetsTopicPartitions, 1));
}

// ---- Leadership

void GroupCoordinator::beginLoad(PartitionIndex partition) {
    PARTITURA_ON_LOOP(m_loop);
    unload(partition);
    m_shards[partition] = std::make_shared<CoordinatorShard>(
        partition, CoordinatorShard::Surroundings{m_config, m_self, m_loop, m_random, m_log, m_events});
}

Result<void> GroupCoordinator::replay(PartitionIndex partition, ByteView batches) {
    PARTITURA_ON_LOOP(m_loop);
    const auto found = m_shards.find(partition);
    if (found == m_shards.end() || !found->second->isLoading())
        return Error{ErrorCode::NOT_COORDINATOR,
                     "__consumer_offsets-" + toString(partition) + " is not being loaded"};
    return found->second->replay(batches);
}

void GroupCoordinator::endLoad(PartitionIndex partition) {
    PARTITURA_ON_LOOP(m_loop);
    const auto found = m_shards.find(partition);
    if (found == m_shards.end() || !found->second->isLoading())
        return;
    keepExpiring();
    const auto shard = found->second;
    shard->endLoad();
}

void GroupCoordinator::unload(PartitionIndex partition) {
    PARTITURA_ON_LOOP(m_loop);
    const auto node = m_shards.extract(partition);
    if (m_shards.empty())
        m_loop.cancel(std::exchange(m_expiryTimer, 0));
    if (node)
        node.mapped()->stop(ErrorCode::NOT_COORDINATOR);
}

void GroupCoordinator::shutdown() {
    PARTITURA_ON_LOOP(m_loop);
    while (!m_shards.empty())
        unload(m_shards.begin()->first);
}

void GroupCoordinator::keepExpiring() {
    if (m_expiryTimer != 0)
        return;
    m_expiryTimer = m_loop.schedule(m_config.offsetsRetentionCheckInterval, [this] {
        m_expiryTimer = 0;
        for (const auto& [partition, shard] : m_shards)
            if (!shard->isLoading())
                shard->expire();
        keepExpiring();
    });
}

GroupCoordinator::Place GroupCoordinator::placeOf(const std::string& groupId) const {
    const auto found = m_shards.find(partitionFor(groupId));
    if (found == m_shards.end())
        return {ErrorCode::NOT_COORDINATOR, nullptr};
    if (found->second->isLoading())
        return {ErrorCode::COORDINATOR_LOAD_IN_PROGRESS, nullptr};
    return {ErrorCode::NONE, found->second};
}

// ---- Membership. An empty group id names no group that could have members.

void GroupCoordinator::joinGroup(const Caller& caller, const protocol::JoinGroupRequest& request,
                                 Reply<protocol::JoinGroupResponse> reply) {
    PARTITURA_ON_LOOP(m_loop);
    const auto refuse = [&](ErrorCode error) {
        protocol::JoinGroupResponse response;
        response.memberId = request.memberId;
        response.errorCode = error;
        reply(std::move(response));
    };
    if (request.groupId.empty())
        return refuse(ErrorCode::INVALID_GROUP_ID);
    const Place place = placeOf(request.groupId);
    if (!place.shard)
        return refuse(place.error);
    const Duration session = std::chrono::milliseconds(request.sessionTimeoutMs);
    if (session < m_config.minSessionTimeout || session > m_config.maxSessionTimeout)
        return refuse(ErrorCode::INVALID_SESSION_TIMEOUT);
    // Only who has no member id yet may found a group.
    const auto group = request.memberId.empty() ? place.shard->findOrCreate(request.groupId)
                                                : place.shard->find(request.groupId);
    if (!group)
        return refuse(ErrorCode::UNKNOWN_MEMBER_ID);
    group->membership->join(caller, request, std::move(reply));
}

void GroupCoordinator::syncGroup(const Caller&, const protocol::SyncGroupRequest& request,
                                 Reply<protocol::SyncGroupResponse> reply) {
    PARTITURA_ON_LOOP(m_loop);
    const auto refuse = [&](ErrorCode error) {
        protocol::SyncGroupResponse response;
        response.errorCode = error;
        reply(std::move(response));
    };
    if (request.groupId.empty())
        return refuse(ErrorCode::INVALID_GROUP_ID);
    const Place place = placeOf(request.groupId);
    // The rebalance is lost with the old coordinator's memory. Old clients do not know "load in progress"
    // here, and this tells all of them what to do: join again.
    if (place.error == ErrorCode::COORDINATOR_LOAD_IN_PROGRESS)
        return refuse(ErrorCode::REBALANCE_IN_PROGRESS);
    if (!place.shard)
        return refuse(place.error);
    const auto group = place.shard->find(request.groupId);
    if (!group)
        return refuse(ErrorCode::UNKNOWN_MEMBER_ID);
    group->membership->sync(request, std::move(reply));
}

void GroupCoordinator::heartbeat(const Caller&, const protocol::HeartbeatRequest& request,
                                 Reply<protocol::HeartbeatResponse> reply) {
    PARTITURA_ON_LOOP(m_loop);
    protocol::HeartbeatResponse response;
    const Place place = placeOf(request.groupId);
    if (request.groupId.empty()) {
        response.errorCode = ErrorCode::INVALID_GROUP_ID;
    } else if (place.error == ErrorCode::COORDINATOR_LOAD_IN_PROGRESS) {
        response.errorCode = ErrorCode::NONE; // sessions have not begun: all is well
    } else if (!place.shard) {
        response.errorCode = place.error;
    } else if (const auto group = place.shard->find(request.groupId)) {
        response.errorCode =
            group->membership->heartbeat(request.memberId, request.groupInstanceId, request.generationId);
    } else {
        response.errorCode = ErrorCode::UNKNOWN_MEMBER_ID;
    }
    reply(response);
}

void GroupCoordinator::leaveGroup(const Caller& caller, const protocol::LeaveGroupRequest& request,
                                  Reply<protocol::LeaveGroupResponse> reply) {
    PARTITURA_ON_LOOP(m_loop);
    protocol::LeaveGroupResponse response;
    const Place place = placeOf(request.groupId);
    if (request.groupId.empty() || !place.shard) {
        response.errorCode = request.groupId.empty() ? ErrorCode::INVALID_GROUP_ID : place.error;
        return reply(std::move(response));
    }
    const bool isBatched = caller.apiVersion >= firstBatchedLeave;
    auto leaving = request.members;
    if (!isBatched)
        leaving = {{request.memberId, std::nullopt, std::nullopt}};
    if (const auto group = place.shard->find(request.groupId)) {
        response.members = group->membership->leave(leaving);
    } else {
        for (auto& member : leaving)
            response.members.push_back({std::move(member.memberId), std::move(member.groupInstanceId),
                                        ErrorCode::UNKNOWN_MEMBER_ID});
    }
    if (!isBatched) {
        response.errorCode = response.members.front().errorCode;
        response.members.clear();
    }
    reply(std::move(response));
}

// ---- Offsets. The empty group id stands for a group here: clients of old use it.

void GroupCoordinator::offsetCommit(const Caller& caller, const protocol::OffsetCommitRequest& request,
                                    Reply<protocol::OffsetCommitResponse> reply) {
    PARTITURA_ON_LOOP(m_loop);
    auto plan = planCommit(request, caller.apiVersion, m_topics, m_loop.clock().wallTimeMs());
    if (plan.items.empty())
        return reply(std::move(plan.response));

    const Place place = placeOf(request.groupId);
    std::shared_ptr<CoordinatedGroup> group;
    ErrorCode error = place.error;
    if (place.shard) {
        group = place.shard->find(request.groupId);
        if (group) {
            error = group->membership->validateCommit(request.memberId, request.groupInstanceId,
                                                      request.generationIdOrMemberEpoch);
        } else if (request.generationIdOrMemberEpoch < 0) {
            group = place.shard->findOrCreate(request.groupId); // one that only stores offsets
        } else {
            error = caller.apiVersion >= firstCommitGroupNotFound ? ErrorCode::GROUP_ID_NOT_FOUND
                                                                  : ErrorCode::ILLEGAL_GENERATION;
        }
    }
    if (error != ErrorCode::NONE) {
        plan.fail(error);
        return reply(std::move(plan.response));
    }
    refuseLongMetadata(plan, m_config.offsetMetadataMaxBytes);
    if (plan.items.empty())
        return reply(std::move(plan.response));

    CoordinatorShard::Offsets offsets;
    for (auto& item : plan.items)
        offsets.emplace_back(item.partition, std::move(item.offset));
    place.shard->commit(group, std::move(offsets),
                        [plan = std::move(plan), reply = std::move(reply)](ErrorCode commitError) mutable {
                            plan.fail(commitError); // which may well be NONE
                            reply(std::move(plan.response));
                        });
}

void GroupCoordinator::offsetFetch(const Caller& caller, const protocol::OffsetFetchRequest& request,
                                   Reply<protocol::OffsetFetchResponse> reply) {
    PARTITURA_ON_LOOP(m_loop);
    std::vector<protocol::OffsetFetchResponse::OffsetFetchResponseGroup> answers;
    for (const auto& asked : groupsOf(request, caller.apiVersion)) {
        const Place place = placeOf(asked.groupId);
        if (!place.shard) {
            auto& answer = answers.emplace_back();
            answer.groupId = asked.groupId;
            answer.errorCode = place.error;
            continue;
        }
        const auto group = place.shard->find(asked.groupId);
        answers.push_back(fetchOffsets(asked, caller.apiVersion, group ? &group->offsets : nullptr, m_topics,
                                       request.requireStable));
    }
    reply(assembleFetch(request, caller.apiVersion, std::move(answers)));
}

void GroupCoordinator::deleteGroups(const Caller&, const protocol::DeleteGroupsRequest& request,
                                    Reply<protocol::DeleteGroupsResponse> reply) {
    PARTITURA_ON_LOOP(m_loop);
    /// Answers when the last of its groups is done with.
    struct Deleting {
        protocol::DeleteGroupsResponse response;
        Reply<protocol::DeleteGroupsResponse> reply;
        ~Deleting() { reply(std::move(response)); }
    };
    const auto deleting = std::make_shared<Deleting>();
    deleting->reply = std::move(reply);
    for (const auto& id : request.groupsNames)
        deleting->response.results.push_back({id, ErrorCode::NONE, std::nullopt});
    for (std::size_t at = 0; at < request.groupsNames.size(); ++at) {
        const auto& id = request.groupsNames[at];
        auto& error = deleting->response.results[at].errorCode;
        const Place place = placeOf(id);
        error = place.error;
        if (!place.shard)
            continue;
        const auto group = place.shard->find(id);
        if (!group || group->membership->group().is(GroupState::dead))
            error = ErrorCode::GROUP_ID_NOT_FOUND;
        else if (!group->membership->group().is(GroupState::empty))
            error = ErrorCode::NON_EMPTY_GROUP;
        else {
            error = ErrorCode::COORDINATOR_NOT_AVAILABLE; // should it stop before the log has it
            place.shard->forget(
                id, [deleting, at](ErrorCode result) { deleting->response.results[at].errorCode = result; });
        }
    }
}

void GroupCoordinator::topicDeleted(const std::string& topic) {
    PARTITURA_ON_LOOP(m_loop);
    for (const auto& [partition, shard] : m_shards)
        if (!shard->isLoading())
            shard->forgetTopic(topic);
}

std::vector<std::shared_ptr<const observe::GroupSnapshot>> GroupCoordinator::snapshots() {
    PARTITURA_ON_LOOP(m_loop);
    std::vector<std::shared_ptr<const observe::GroupSnapshot>> snapshots;
    for (const auto& [partition, shard] : m_shards)
        if (!shard->isLoading())
            shard->addSnapshots(snapshots);
    std::sort(snapshots.begin(), snapshots.end(), [](const auto& a, const auto& b) { return a->id < b->id; });
    return snapshots;
}

} // namespace partitura::groups
