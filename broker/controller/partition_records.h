// A partition's state and the metadata records that say it.
#pragma once

#include "broker/protocol/messages/metadata_records.h"
#include "broker/replication/partition.h"

namespace partitura::controller {

/// What a PartitionChangeRecord has for a leader that stays in its epoch (LeaderConstants.NO_LEADER_CHANGE).
inline constexpr std::int32_t leaderUnchanged = -2;

/// The state a PartitionRecord sets. Thread: any.
replication::PartitionState stateOf(const protocol::PartitionRecord& record);

/// The record that sets this state, without topic and partition. Thread: any.
protocol::PartitionRecord recordOf(const replication::PartitionState& state);

/// Changes the state as Kafka's PartitionRegistration.merge does: what the record leaves out stays; a leader
/// that is named begins a new leader epoch, even if it led before; the partition epoch rises by one.
/// Thread: any.
void merge(replication::PartitionState& state, const protocol::PartitionChangeRecord& record);

} // namespace partitura::controller
