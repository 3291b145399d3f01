#include "broker/server/isr_proposals.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace partitura::server {
namespace {

using protocol::AlterPartitionRequest;
using protocol::AlterPartitionResponse;
using replication::IsrAnswer;

/// Before what failed is asked again.
constexpr Duration retryDelay = std::chrono::milliseconds(50);

} // namespace

IsrProposals::IsrProposals(EventLoop& loop, ControllerChannel& controller, BrokerId self,
                           Duration requestTimeout, Callbacks callbacks)
    : m_loop(loop)
    , m_controller(controller)
    , m_self(self)
    , m_requestTimeout(requestTimeout)
    , m_callbacks(std::move(callbacks)) {}

IsrProposals::~IsrProposals() {
    *m_alive = false;
    m_loop.cancel(m_timer);
}

void IsrProposals::submit(const replication::Partition& partition, const replication::IsrProposal& proposal) {
    const auto isNew = m_items.try_emplace(partition.name(), Item{partition.topicId(), proposal}).second;
    if (isNew)
        return sendSoon(Duration::zero());
    m_loop.post(
        [this, alive = m_alive, name = partition.name(), id = partition.topicId(), number = proposal.number] {
            if (*alive)
                (void)tell(name, id, number, {.error = ErrorCode::OPERATION_NOT_ATTEMPTED});
        });
}

void IsrProposals::sendSoon(Duration delay) {
    if (m_inFlight || m_timer != 0)
        return;
    m_timer = m_loop.schedule(delay, [this] {
        m_timer = 0;
        send();
    });
}

void IsrProposals::send() {
    dropOvertaken();
    if (m_inFlight || m_items.empty())
        return;
    m_inFlight = true;
    m_controller.ask<AlterPartitionRequest>(makeRequest(), m_requestTimeout,
                                            [this, alive = m_alive](const auto& answer) {
                                                if (*alive)
                                                    received(answer);
                                            });
}

void IsrProposals::dropOvertaken() {
    std::erase_if(m_items, [this](const auto& entry) {
        const auto* partition = m_callbacks.find(entry.first);
        return !partition || partition->topicId() != entry.second.topicId ||
               !partition->awaitsIsrAnswer(entry.second.proposal.number);
    });
}

AlterPartitionRequest IsrProposals::makeRequest() const {
    AlterPartitionRequest request;
    request.brokerId = m_self.value();
    request.brokerEpoch = m_callbacks.brokerEpoch();
    for (const auto& [name, item] : m_items) {
        if (request.topics.empty() || request.topics.back().topicId != item.topicId)
            request.topics.emplace_back().topicId = item.topicId;
        auto& wanted = request.topics.back().partitions.emplace_back();
        wanted.partitionIndex = name.partition.value();
        wanted.leaderEpoch = item.proposal.leaderEpoch.value();
        wanted.partitionEpoch = item.proposal.partitionEpoch;
        for (const auto& member : item.proposal.isr)
            wanted.newIsrWithEpochs.push_back(
                {member.id.value(), member.id == m_self ? request.brokerEpoch : member.brokerEpoch});
    }
    return request;
}

void IsrProposals::received(const Result<AlterPartitionResponse>& answer) {
    m_inFlight = false;
    if (!answer || answer->errorCode != ErrorCode::NONE) {
        spdlog::warn("broker {}: AlterPartition failed with {}; asking again", m_self.value(),
                     errorName(answer ? answer->errorCode : answer.code()));
        return sendSoon(retryDelay);
    }
    m_isRefused = false;
    for (const auto& topic : answer->topics)
        for (const auto& partition : topic.partitions)
            take(topic.topicId, partition);
    if (!m_items.empty())
        sendSoon(m_isRefused ? retryDelay : Duration::zero());
}

void IsrProposals::take(const Uuid& topicId, const AlterPartitionResponse::PartitionData& data) {
    const auto found = std::ranges::find_if(m_items, [&](const auto& entry) {
        return entry.second.topicId == topicId && entry.first.partition.value() == data.partitionIndex;
    });
    if (found == m_items.end())
        return;
    const auto [name, item] = *found;
    m_items.erase(found);
    IsrAnswer answer{.error = data.errorCode,
                     .leaderEpoch = LeaderEpoch(data.leaderEpoch),
                     .partitionEpoch = data.partitionEpoch,
                     .isr = {},
                     .leaderRecoveryState = replication::LeaderRecoveryState(data.leaderRecoveryState)};
    for (auto id : data.isr)
        answer.isr.emplace_back(id);
    if (!tell(name, topicId, item.proposal.number, answer))
        return;
    spdlog::warn("{}: the controller answers {} to another ISR; asking again", toString(name),
                 errorName(data.errorCode));
    m_isRefused = true;
    m_items.try_emplace(name, item);
}

bool IsrProposals::tell(const TopicPartition& name, const Uuid& topicId, std::uint64_t number,
                        const IsrAnswer& answer) {
    auto* partition = m_callbacks.find(name);
    return partition && partition->topicId() == topicId && partition->isrAnswered(number, answer);
}

} // namespace partitura::server
