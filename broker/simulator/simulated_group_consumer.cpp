#include "broker/simulator/simulated_group_consumer.h"

#include "broker/protocol/messages/consumer_protocol.h"
#include "broker/protocol/messages/find_coordinator.h"
#include "broker/protocol/messages/heartbeat.h"
#include "broker/protocol/messages/sync_group.h"

#include <algorithm>

namespace partitura::simulator {
namespace {

constexpr std::int16_t findCoordinatorVersion = 4;
constexpr std::int16_t joinGroupVersion = 9;
constexpr std::int16_t syncGroupVersion = 5;
constexpr std::int16_t heartbeatVersion = 4;
constexpr std::int16_t offsetCommitVersion = 9; // the newest that names topics
constexpr std::int16_t offsetFetchVersion = 9;
constexpr auto assignor = "roundrobin";
/// A join waits for the other members, so its answer may take the whole rebalance.
constexpr Duration joinTimeout = std::chrono::seconds(15);

} // namespace

SimulatedGroupConsumer::SimulatedGroupConsumer(GroupConsumerConfig config,
                                               std::unique_ptr<ClientConnections> connections,
                                               History& history)
    : m_config(std::move(config))
    , m_connections(std::move(connections))
    , m_history(history)
    , m_reader(m_config.client, *m_connections, history) {}

template <typename Request>
void SimulatedGroupConsumer::ask(const Request& request, std::int16_t version, Duration timeout,
                                 ClientConnections::Answer<Request> answer) {
    constexpr int coordinatorLane = 1;
    m_connections->call<Request>(
        m_coordinator, request, version, timeout,
        [this, attempt = m_attempt, answer = std::move(answer)](const auto& result) {
            if (attempt == m_attempt)
                answer(result);
        },
        coordinatorLane);
}

void SimulatedGroupConsumer::leaveOff(void (SimulatedGroupConsumer::*next)()) {
    m_isOwner = false;
    m_reader.assign({});
    const auto attempt = ++m_attempt;
    m_connections->later(clientRetryBackoff, [this, attempt, next] {
        if (attempt == m_attempt)
            (this->*next)();
    });
}

void SimulatedGroupConsumer::unless(ErrorCode error, const EventLoop::Task& next) {
    switch (error) {
    case ErrorCode::NONE:
        return next();
    case ErrorCode::UNKNOWN_MEMBER_ID:
    case ErrorCode::FENCED_INSTANCE_ID:
        m_member.clear();
        [[fallthrough]];
    case ErrorCode::REBALANCE_IN_PROGRESS:
    case ErrorCode::ILLEGAL_GENERATION:
    case ErrorCode::MEMBER_ID_REQUIRED:
        return leaveOff(&SimulatedGroupConsumer::join);
    default:
        return leaveOff(&SimulatedGroupConsumer::findCoordinator);
    }
}

// ---- becoming a member ----

void SimulatedGroupConsumer::findCoordinator() {
    protocol::FindCoordinatorRequest request;
    request.coordinatorKeys = {m_config.group};
    m_connections->call<protocol::FindCoordinatorRequest>(
        m_connections->anyBroker(), request, findCoordinatorVersion, clientRequestTimeout,
        [this, attempt = m_attempt](const auto& answer) {
            if (attempt != m_attempt)
                return;
            if (!answer || answer->coordinators.empty() ||
                answer->coordinators.front().errorCode != ErrorCode::NONE)
                return leaveOff(&SimulatedGroupConsumer::findCoordinator);
            const auto& found = answer->coordinators.front();
            m_coordinator = BrokerId(found.nodeId);
            m_connections->learn(m_coordinator, {found.host, static_cast<std::uint16_t>(found.port)});
            join();
        });
}

void SimulatedGroupConsumer::join() {
    protocol::ConsumerProtocolSubscription subscription;
    subscription.topics = m_config.topics;
    protocol::JoinGroupRequest request;
    request.groupId = m_config.group;
    request.sessionTimeoutMs = m_config.sessionTimeoutMs;
    request.rebalanceTimeoutMs = m_config.rebalanceTimeoutMs;
    request.memberId = m_member;
    request.protocolType = "consumer";
    request.protocols.push_back({assignor, protocol::encodeConsumerProtocol(subscription, 1)});
    ask<protocol::JoinGroupRequest>(request, joinGroupVersion, joinTimeout, [this](const auto& answer) {
        if (answer && !answer->memberId.empty())
            m_member = answer->memberId;
        unless(answer ? answer->errorCode : answer.code(), [&] { joined(*answer); });
    });
}

void SimulatedGroupConsumer::joined(const protocol::JoinGroupResponse& answer) {
    m_generation = answer.generationId;
    if (answer.leader == m_member)
        share(answer);
    else
        sync({});
}

void SimulatedGroupConsumer::share(const protocol::JoinGroupResponse& answer) {
    std::vector<std::string> members;
    for (const auto& member : answer.members)
        members.push_back(member.memberId);
    m_connections->refresh(m_config.topics, [this, members = std::move(members), attempt = m_attempt] {
        if (attempt != m_attempt)
            return;
        std::map<std::string, std::vector<TopicPartition>> shares;
        std::size_t turn = 0;
        for (const auto& topic : m_config.topics)
            for (int p = 0; p < m_connections->partitionsOf(topic); ++p)
                shares[members[turn++ % members.size()]].push_back({topic, PartitionIndex(p)});
        sync(shares);
    });
}

void SimulatedGroupConsumer::sync(const std::map<std::string, std::vector<TopicPartition>>& shares) {
    protocol::SyncGroupRequest request;
    request.groupId = m_config.group;
    request.generationId = m_generation;
    request.memberId = m_member;
    request.protocolType = "consumer";
    request.protocolName = assignor;
    for (const auto& [member, partitions] : shares) {
        protocol::ConsumerProtocolAssignment assignment;
        for (const auto& partition : partitions) {
            auto& topics = assignment.assignedPartitions;
            if (topics.empty() || topics.back().topic != partition.topic)
                topics.emplace_back().topic = partition.topic;
            topics.back().partitions.push_back(partition.partition.value());
        }
        request.assignments.push_back({member, protocol::encodeConsumerProtocol(assignment, 1)});
    }
    ask<protocol::SyncGroupRequest>(request, syncGroupVersion, joinTimeout, [this](const auto& answer) {
        unless(answer ? answer->errorCode : answer.code(), [&] { assigned(answer->assignment); });
    });
}

void SimulatedGroupConsumer::assigned(ByteView assignment) {
    Operation own;
    own.kind = Operation::Kind::own;
    own.client = m_config.client;
    own.group = m_config.group;
    own.generation = m_generation;
    own.member = m_member;
    if (const auto decoded =
            protocol::decodeConsumerProtocol<protocol::ConsumerProtocolAssignment>(assignment))
        for (const auto& topic : decoded->assignedPartitions)
            for (const auto p : topic.partitions)
                own.owned.push_back({topic.topic, PartitionIndex(p)});
    const auto owned = own.owned;
    m_history.note(std::move(own), m_connections->now(), m_connections->now());
    m_isOwner = true;
    heartbeat();
    if (!owned.empty())
        recall(owned);
}

// ---- being one ----

void SimulatedGroupConsumer::recall(const std::vector<TopicPartition>& owned) {
    protocol::OffsetFetchRequest request;
    auto& group = request.groups.emplace_back();
    group.groupId = m_config.group;
    std::vector<std::uint64_t> operations;
    for (const auto& partition : owned) {
        if (group.topics->empty() || group.topics->back().name != partition.topic)
            group.topics->emplace_back().name = partition.topic;
        group.topics->back().partitionIndexes.push_back(partition.partition.value());
        Operation operation;
        operation.kind = Operation::Kind::recall;
        operation.client = m_config.client;
        operation.group = m_config.group;
        operation.partition = partition;
        operations.push_back(m_history.invoke(std::move(operation), m_connections->now()));
    }
    // Not by ask(): the operations are to be completed in any case.
    m_connections->call<protocol::OffsetFetchRequest>(
        m_coordinator, request, offsetFetchVersion, clientRequestTimeout,
        [this, operations, attempt = m_attempt](const auto& answer) {
            auto error = answer.code();
            if (answer && answer->groups.size() == 1)
                error = answer->groups.front().errorCode;
            if (error != ErrorCode::NONE || attempt != m_attempt) {
                for (const auto id : operations)
                    m_history.complete(id, Operation::Outcome::failed, error, m_connections->now());
                if (attempt == m_attempt)
                    unless(error, [] {});
                return;
            }
            recalled(operations, *answer);
        });
}

void SimulatedGroupConsumer::recalled(const std::vector<std::uint64_t>& operations,
                                      const protocol::OffsetFetchResponse& answer) {
    auto failure = ErrorCode::NONE;
    std::map<TopicPartition, Offset> offsets;
    for (const auto& topic : answer.groups.front().topics)
        for (const auto& partition : topic.partitions) {
            offsets[{topic.name, PartitionIndex(partition.partitionIndex)}] =
                Offset(partition.committedOffset);
            if (partition.errorCode != ErrorCode::NONE)
                failure = partition.errorCode;
        }
    std::map<TopicPartition, Offset> positions;
    for (const auto id : operations) {
        auto& operation = m_history.pending(id);
        const auto offset = offsets[operation.partition];
        operation.offset = offset;
        positions[operation.partition] = std::max(offset, Offset(0));
        m_history.complete(id,
                           failure == ErrorCode::NONE ? Operation::Outcome::ok : Operation::Outcome::failed,
                           failure, m_connections->now());
    }
    unless(failure, [&] {
        m_committed = positions;
        m_reader.assign(positions);
        m_connections->later(m_config.commitInterval, [this, attempt = m_attempt] {
            if (attempt == m_attempt)
                commit();
        });
    });
}

void SimulatedGroupConsumer::heartbeat() {
    m_connections->later(m_config.heartbeatInterval, [this, attempt = m_attempt] {
        if (attempt != m_attempt)
            return;
        protocol::HeartbeatRequest request;
        request.groupId = m_config.group;
        request.generationId = m_generation;
        request.memberId = m_member;
        ask<protocol::HeartbeatRequest>(
            request, heartbeatVersion, clientRequestTimeout, [this](const auto& answer) {
                const auto error = answer ? answer->errorCode : answer.code();
                // What was read is committed before it is given up.
                if (error == ErrorCode::REBALANCE_IN_PROGRESS)
                    return commitThen([this] { leaveOff(&SimulatedGroupConsumer::join); });
                unless(error, [this] { heartbeat(); });
            });
    });
}

void SimulatedGroupConsumer::commit() {
    commitThen([this] {
        m_connections->later(m_config.commitInterval, [this, attempt = m_attempt] {
            if (attempt == m_attempt)
                commit();
        });
    });
}

void SimulatedGroupConsumer::commitThen(EventLoop::Task next) {
    protocol::OffsetCommitRequest request;
    request.groupId = m_config.group;
    request.generationIdOrMemberEpoch = m_generation;
    request.memberId = m_member;
    std::vector<std::uint64_t> operations;
    for (const auto& [partition, position] : m_reader.positions()) {
        if (m_committed[partition] == position)
            continue;
        if (request.topics.empty() || request.topics.back().name != partition.topic)
            request.topics.emplace_back().name = partition.topic;
        request.topics.back().partitions.push_back(
            {.partitionIndex = partition.partition.value(), .committedOffset = position.value()});
        Operation operation;
        operation.kind = Operation::Kind::commit;
        operation.client = m_config.client;
        operation.group = m_config.group;
        operation.generation = m_generation;
        operation.member = m_member;
        operation.partition = partition;
        operation.offset = position;
        operations.push_back(m_history.invoke(std::move(operation), m_connections->now()));
    }
    if (operations.empty())
        return next();
    m_connections->call<protocol::OffsetCommitRequest>(
        m_coordinator, request, offsetCommitVersion, clientRequestTimeout,
        [this, operations, attempt = m_attempt, next = std::move(next)](const auto& answer) {
            auto failure = answer.code();
            std::map<TopicPartition, ErrorCode> errors;
            if (answer)
                for (const auto& topic : answer->topics)
                    for (const auto& partition : topic.partitions) {
                        errors[{topic.name, PartitionIndex(partition.partitionIndex)}] = partition.errorCode;
                        if (partition.errorCode != ErrorCode::NONE)
                            failure = partition.errorCode;
                    }
            for (const auto id : operations) {
                const auto& operation = m_history.pending(id);
                const auto error = answer ? errors[operation.partition] : answer.code();
                if (error == ErrorCode::NONE && attempt == m_attempt)
                    m_committed[operation.partition] = operation.offset;
                m_history.complete(
                    id, error == ErrorCode::NONE ? Operation::Outcome::ok : Operation::Outcome::unknown,
                    error, m_connections->now());
            }
            if (attempt != m_attempt)
                return;
            // During a rebalance commits go on; whoever was on the way to join again does so.
            if (failure == ErrorCode::REBALANCE_IN_PROGRESS)
                return leaveOff(&SimulatedGroupConsumer::join);
            unless(failure, next);
        });
}

} // namespace partitura::simulator
