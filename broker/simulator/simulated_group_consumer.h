// A member of a consumer group in virtual time.
#pragma once

#include "broker/protocol/messages/join_group.h"
#include "broker/protocol/messages/offset_commit.h"
#include "broker/protocol/messages/offset_fetch.h"
#include "broker/simulator/partition_reader.h"

#include <optional>

namespace partitura::simulator {

struct GroupConsumerConfig {
    int client = 0;
    std::string group;
    std::vector<std::string> topics;
    std::int32_t sessionTimeoutMs = 10'000;
    std::int32_t rebalanceTimeoutMs = 10'000;
    Duration heartbeatInterval = std::chrono::seconds(1);
    Duration commitInterval = std::chrono::milliseconds(500);
};

/// A subscribed consumer of the classic protocol, as far as faults concern it: joins, shares the partitions
/// out when it leads (round robin), begins where the group has committed, sends heartbeats and commits, and
/// joins again when it is told to (Kafka's ConsumerCoordinator). Thread: its loop, and between tasks.
class SimulatedGroupConsumer {
public:
    SimulatedGroupConsumer(GroupConsumerConfig config, std::unique_ptr<ClientConnections> connections,
                           History& history);

    void start() { findCoordinator(); }
    /// Whether it is a member and knows its partitions.
    [[nodiscard]] bool isStable() const { return m_isOwner; }
    [[nodiscard]] const PartitionReader& reader() const { return m_reader; }

private:
    void findCoordinator();
    void join();
    void joined(const protocol::JoinGroupResponse& answer);
    void share(const protocol::JoinGroupResponse& answer);
    void sync(const std::map<std::string, std::vector<TopicPartition>>& shares);
    void assigned(ByteView assignment);
    void recall(const std::vector<TopicPartition>& owned);
    void recalled(const std::vector<std::uint64_t>& operations, const protocol::OffsetFetchResponse& answer);
    void heartbeat();
    void commit();
    void commitThen(EventLoop::Task next);
    /// Acts on an error of any request to the coordinator. `next` goes on when there is none.
    void unless(ErrorCode error, const EventLoop::Task& next);
    /// Gives up the partitions and goes on with `next` after a pause.
    void leaveOff(void (SimulatedGroupConsumer::*next)());
    template <typename Request>
    void ask(const Request& request, std::int16_t version, Duration timeout,
             ClientConnections::Answer<Request> answer);

    const GroupConsumerConfig m_config;
    const std::unique_ptr<ClientConnections> m_connections;
    History& m_history;
    PartitionReader m_reader;
    BrokerId m_coordinator;
    std::string m_member;
    std::int32_t m_generation = -1;
    bool m_isOwner = false;
    std::uint64_t m_attempt = 0; ///< rises with each way through the protocol: answers of older ones are late
    std::map<TopicPartition, Offset> m_committed;
};

} // namespace partitura::simulator
