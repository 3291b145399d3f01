#include "broker/controller/isr_control.h"

#include <algorithm>

namespace partitura::controller {
namespace {

using protocol::AlterPartitionRequest;
using protocol::AlterPartitionResponse;

std::vector<std::int32_t> rawIds(const std::vector<BrokerId>& ids) {
    std::vector<std::int32_t> raw;
    raw.reserve(ids.size());
    for (auto id : ids)
        raw.push_back(id.value());
    return raw;
}

std::vector<BrokerId> brokerIds(const std::vector<std::int32_t>& raw) {
    return {raw.begin(), raw.end()};
}

bool contains(const std::vector<BrokerId>& ids, BrokerId id) {
    return std::ranges::find(ids, id) != ids.end();
}

} // namespace

AlterPartitionResponse IsrControl::alterPartition(const AlterPartitionRequest& request) {
    AlterPartitionResponse response;
    const auto* asker = image().broker(BrokerId(request.brokerId));
    if (!asker || asker->epoch != request.brokerEpoch) {
        response.errorCode = ErrorCode::STALE_BROKER_EPOCH;
        return response;
    }
    for (const auto& wantedTopic : request.topics) {
        auto& topicResult = response.topics.emplace_back();
        topicResult.topicId = wantedTopic.topicId;
        for (const auto& wanted : wantedTopic.partitions) {
            auto& result = topicResult.partitions.emplace_back();
            result.partitionIndex = wanted.partitionIndex;
            const auto* topic = image().topic(wantedTopic.topicId);
            result.errorCode = topic ? changeIsr(*topic, asker->id, wanted) : ErrorCode::UNKNOWN_TOPIC_ID;
            if (result.errorCode != ErrorCode::NONE)
                continue;
            const auto& state = topic->partitions[static_cast<std::size_t>(wanted.partitionIndex)];
            result.leaderId = state.leader.value();
            result.leaderEpoch = state.leaderEpoch.value();
            result.isr = rawIds(state.isr);
            result.partitionEpoch = state.partitionEpoch;
        }
    }
    return response;
}

// The checks and their order are those of Kafka's ReplicationControlManager.
ErrorCode IsrControl::changeIsr(const TopicImage& topic, BrokerId asker,
                                const AlterPartitionRequest::PartitionData& wanted) {
    if (wanted.partitionIndex < 0 ||
        static_cast<std::size_t>(wanted.partitionIndex) >= topic.partitions.size())
        return ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
    const auto& state = topic.partitions[static_cast<std::size_t>(wanted.partitionIndex)];
    if (wanted.leaderEpoch > state.leaderEpoch.value() || wanted.partitionEpoch > state.partitionEpoch)
        return ErrorCode::NOT_CONTROLLER;
    if (wanted.leaderEpoch < state.leaderEpoch.value())
        return ErrorCode::FENCED_LEADER_EPOCH;
    if (asker != state.leader)
        return ErrorCode::INVALID_REQUEST;
    if (wanted.partitionEpoch < state.partitionEpoch)
        return ErrorCode::INVALID_UPDATE_VERSION;
    auto isr = brokerIds(wanted.newIsr);
    for (const auto& broker : wanted.newIsrWithEpochs)
        isr.emplace_back(broker.brokerId);
    if (!contains(isr, state.leader))
        return ErrorCode::INVALID_REQUEST;
    for (auto id : isr)
        if (!contains(state.replicas, id) || std::ranges::count(isr, id) > 1)
            return ErrorCode::INVALID_REQUEST;
    for (auto id : isr)
        if (const auto* broker = image().broker(id); !broker || broker->fenced)
            return ErrorCode::INELIGIBLE_REPLICA;
    protocol::PartitionChangeRecord change;
    change.partitionId = wanted.partitionIndex;
    change.topicId = topic.id;
    change.isr = rawIds(isr);
    return m_writer.write({change}).code();
}

// What the loss or the return of a broker changes: a lost one leaves each ISR unless it is the last in it,
// and hands its partitions to the first live member of the ISR in the order of the assignment; one that is
// back leads again, in a new epoch, what it still led, and what waits for it without a leader. One that is
// both was lost and is back already.
void IsrControl::electWhereNeeded(Records& records, BrokerId lost, BrokerId back) const {
    const auto isLive = [&](BrokerId id) {
        const auto* broker = image().broker(id);
        return id == back || (id != lost && broker && !broker->fenced);
    };
    for (const auto& [name, topic] : image().topics()) {
        for (std::size_t p = 0; p < topic.partitions.size(); ++p) {
            const auto& state = topic.partitions[p];
            protocol::PartitionChangeRecord change;
            change.partitionId = static_cast<std::int32_t>(p);
            change.topicId = topic.id;
            auto isr = state.isr;
            if (contains(isr, lost) && isr.size() > 1) {
                std::erase(isr, lost);
                change.isr = rawIds(isr);
            }
            const bool waits = state.leader == BrokerId() || state.leader == back;
            if (back != BrokerId() && waits && contains(isr, back)) {
                change.leader = back.value();
            } else if (lost != BrokerId() && state.leader == lost) {
                const auto next = std::ranges::find_if(
                    state.replicas, [&](BrokerId id) { return contains(isr, id) && isLive(id); });
                change.leader = next == state.replicas.end() ? -1 : next->value();
            } else if (!change.isr) {
                continue;
            }
            records.emplace_back(change);
        }
    }
}

} // namespace partitura::controller
