// The way of leaders' proposals to the controller.
#pragma once

#include "broker/replication/partition.h"
#include "broker/server/controller_channel.h"

#include <functional>
#include <map>
#include <memory>

namespace partitura::server {

/// Asks the controller for the ISRs that partitions propose: one request at a time for all that wait, asked
/// again while the controller says nothing of them (Kafka's AlterPartitionManager). Owned by the broker.
/// Thread: its loop.
class IsrProposals {
public:
    struct Callbacks {
        std::function<std::int64_t()> brokerEpoch;
        /// nullptr when the replica is gone.
        std::function<replication::Partition*(const TopicPartition&)> find;
    };

    IsrProposals(EventLoop& loop, ControllerChannel& controller, BrokerId self, Duration requestTimeout,
                 Callbacks callbacks);
    ~IsrProposals();

    /// Takes a proposal; its partition hears of the answer, never inside this call. While an earlier one of
    /// the same partition is under way the answer is OPERATION_NOT_ATTEMPTED.
    void submit(const replication::Partition& partition, const replication::IsrProposal& proposal);

private:
    struct Item {
        Uuid topicId;
        replication::IsrProposal proposal;
    };
    void sendSoon(Duration delay);
    void send();
    void dropOvertaken();
    [[nodiscard]] protocol::AlterPartitionRequest makeRequest() const;
    void received(const Result<protocol::AlterPartitionResponse>& answer);
    void take(const Uuid& topicId, const protocol::AlterPartitionResponse::PartitionData& data);
    [[nodiscard]] bool tell(const TopicPartition& name, const Uuid& topicId, std::uint64_t number,
                            const replication::IsrAnswer& answer);

    EventLoop& m_loop;
    ControllerChannel& m_controller;
    const BrokerId m_self;
    const Duration m_requestTimeout;
    const Callbacks m_callbacks;
    std::map<TopicPartition, Item> m_items; ///< those under way too
    bool m_inFlight = false;
    bool m_isRefused = false; ///< one of those just answered is to be asked again
    EventLoop::TimerId m_timer = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace partitura::server
