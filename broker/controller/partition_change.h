// What becomes of a partition: its next leader, its ISR, its eligible leader replicas, its assignment.
#pragma once

#include "broker/protocol/messages/metadata_records.h"
#include "broker/replication/partition.h"

#include <functional>
#include <optional>
#include <vector>

namespace partitura::controller {

enum class Election {
    online,    ///< a leader that can go on does; else the first who may, in the order of the assignment
    preferred, ///< the first of the assignment, if it is in sync
    unclean,   ///< as online, but rather any live replica than none, at the price of records
};

/// What is asked of a partition. What is not set stays.
struct PartitionTarget {
    std::optional<std::vector<BrokerId>> isr{};
    std::optional<std::vector<BrokerId>> replicas{};
    std::optional<std::vector<BrokerId>> addingReplicas{};
    std::optional<std::vector<BrokerId>> removingReplicas{};
    std::optional<replication::LeaderRecoveryState> leaderRecoveryState{};
    /// Replicas that may lack records they had acknowledged, and so are no longer eligible to lead.
    std::vector<BrokerId> uncleanlyShutDown{};
    /// A leader that stays begins a new epoch.
    bool newLeaderEpoch = false;
};

struct ElectionRules {
    Election election = Election::online;
    /// Whether a broker is there to lead. Whether it has the records is judged here.
    std::function<bool(BrokerId)> mayLead;
    /// min.insync.replicas; of a partition with fewer replicas, their number counts.
    int minInSyncReplicas = 1;
    /// eligible.leader.replicas.version=1 (KIP-966). Without it an ISR never becomes empty.
    bool eligibleLeaderReplicas = true;
};

/// The record, without topic and partition, that brings a partition from `state` to `target` as far as may
/// be; nullopt if nothing changes. In this order, as Kafka's PartitionChangeBuilder:
///
/// 1. A reassignment whose target is all in sync is completed: removingReplicas leave replicas and ISR.
/// 2. With an ISR of min.insync.replicas or more nobody else is eligible to lead; with fewer, those are who
///    left the ISR since, unless uncleanly shut down.
/// 3. A leader is elected: from the ISR; from the ELR if the ISR is empty; if both are, who led last; then,
///    by an unclean election, anybody. Who is elected from outside the ISR becomes its only member, and
///    recovers (LeaderRecoveryState) unless it came from the ELR.
/// 4. The leader epoch rises with a new leader, with `newLeaderEpoch`, and when a replica leaves the
///    assignment. It does not rise when the ISR shrinks: Kafka needed that before 3.6 only (KAFKA-15021).
///
/// Different from Kafka 4.0: who led last is elected only if `mayLead` (KAFKA-19522); who leaves the
/// assignment leaves the ELR; and one elected from the ELR that is enough of an ISR alone ends it, for what
/// it writes counts as replicated from then on. Thread: any.
std::optional<protocol::PartitionChangeRecord> changePartition(const replication::PartitionState& state,
                                                               const PartitionTarget& target,
                                                               const ElectionRules& rules);

} // namespace partitura::controller
