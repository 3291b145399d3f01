#include "broker/controller/partition_records.h"

#include "broker/controller/replicas.h"

namespace partitura::controller {
namespace {

using replication::LeaderRecoveryState;
using replication::PartitionState;

using RawIds = std::optional<std::vector<std::int32_t>>;

void take(Replicas& replicas, const RawIds& changed) {
    if (changed)
        replicas = brokerIds(*changed);
}

RawIds unlessEmpty(const Replicas& replicas) {
    return replicas.empty() ? std::nullopt : RawIds(rawIds(replicas));
}

} // namespace

PartitionState stateOf(const protocol::PartitionRecord& record) {
    PartitionState state;
    state.leader = BrokerId(record.leader);
    state.leaderEpoch = LeaderEpoch(record.leaderEpoch);
    state.partitionEpoch = record.partitionEpoch;
    state.replicas = brokerIds(record.replicas);
    state.isr = brokerIds(record.isr);
    state.addingReplicas = brokerIds(record.addingReplicas);
    state.removingReplicas = brokerIds(record.removingReplicas);
    take(state.elr, record.eligibleLeaderReplicas);
    take(state.lastKnownElr, record.lastKnownElr);
    state.leaderRecoveryState = LeaderRecoveryState(record.leaderRecoveryState);
    return state;
}

protocol::PartitionRecord recordOf(const PartitionState& state) {
    protocol::PartitionRecord record;
    record.leader = state.leader.value();
    record.leaderEpoch = state.leaderEpoch.value();
    record.partitionEpoch = state.partitionEpoch;
    record.replicas = rawIds(state.replicas);
    record.isr = rawIds(state.isr);
    record.addingReplicas = rawIds(state.addingReplicas);
    record.removingReplicas = rawIds(state.removingReplicas);
    record.eligibleLeaderReplicas = unlessEmpty(state.elr);
    record.lastKnownElr = unlessEmpty(state.lastKnownElr);
    record.leaderRecoveryState = static_cast<std::int8_t>(state.leaderRecoveryState);
    return record;
}

void merge(PartitionState& state, const protocol::PartitionChangeRecord& record) {
    take(state.replicas, record.replicas);
    take(state.isr, record.isr);
    take(state.addingReplicas, record.addingReplicas);
    take(state.removingReplicas, record.removingReplicas);
    take(state.elr, record.eligibleLeaderReplicas);
    take(state.lastKnownElr, record.lastKnownElr);
    if (record.leaderRecoveryState >= 0)
        state.leaderRecoveryState = LeaderRecoveryState(record.leaderRecoveryState);
    if (record.leader != leaderUnchanged) {
        state.leader = BrokerId(record.leader);
        ++state.leaderEpoch;
    }
    ++state.partitionEpoch;
}

} // namespace partitura::controller
