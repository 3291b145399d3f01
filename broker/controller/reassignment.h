// Moving a partition to other brokers, in two steps: all replicas of before and after together, then, once
// those of after are in sync, those alone (KIP-455).
#pragma once

#include "broker/base/result.h"
#include "broker/controller/partition_change.h"

#include <optional>
#include <vector>

namespace partitura::controller {

/// Who has a partition.
struct Assignment {
    std::vector<BrokerId> replicas;
    std::vector<BrokerId> addingReplicas;   ///< of replicas
    std::vector<BrokerId> removingReplicas; ///< of replicas

    bool operator==(const Assignment&) const = default;
};

[[nodiscard]] bool isReassigning(const replication::PartitionState& state);

/// What remains once the reassignment is over; nullopt while there is none, or one of those to remain is not
/// in `isr` (PartitionReassignmentReplicas.maybeCompleteReassignment).
std::optional<Assignment> completeReassignment(const Assignment& assignment,
                                               const std::vector<BrokerId>& isr);

/// The first step of a move to `replicas`, in their order, instead of a move under way if there is one.
/// Different from Kafka, a replica that the former move was adding and this one wants too is still adding,
/// and what the former move alone was removing is not removed.
PartitionTarget reassign(const replication::PartitionState& state, const std::vector<BrokerId>& replicas);

/// Back to the replicas of before the move under way (PartitionReassignmentRevert). Errors:
/// NO_REASSIGNMENT_IN_PROGRESS; INVALID_REPLICA_ASSIGNMENT when all of the ISR are replicas that the move
/// adds, unless `mayBeUnclean`.
Result<PartitionTarget> cancelReassignment(const replication::PartitionState& state, bool mayBeUnclean);

/// How many replicas the partition has when a move under way is over.
[[nodiscard]] std::size_t replicationFactor(const replication::PartitionState& state);

} // namespace partitura::controller
