// Who leads which partition, who is in sync, and who shall have it: the controller's decisions about what
// there is, as records of the metadata log.
#pragma once

#include "broker/controller/metadata_image.h"
#include "broker/controller/partition_change.h"
#include "broker/protocol/messages/alter_partition.h"
#include "broker/protocol/messages/alter_partition_reassignments.h"
#include "broker/protocol/messages/elect_leaders.h"
#include "broker/protocol/messages/list_partition_reassignments.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace partitura::controller {

/// What to write, and what to answer once it is committed.
template <typename Response>
struct Decision {
    Records records;
    Response response;
};

struct ReplicationRules {
    /// eligible.leader.replicas.version=1 (KIP-966).
    bool eligibleLeaderReplicas = true;
    /// What a topic has that does not set it: the brokers' configs, under the topic's keys.
    Configs topicDefaults{};
};

/// Decides from the image alone and changes nothing (Kafka's ReplicationControlManager). Whoever writes the
/// records replays them into the image before the next decision. Owned by the controller, like the image,
/// which outlives it. Thread: the image's.
class ReplicationControl {
public:
    explicit ReplicationControl(const MetadataImage& image, ReplicationRules rules = {});

    // ---- requests ----

    /// A leader's new ISR (KIP-497), versions 2 and 3 alike. Of the request as a whole: STALE_BROKER_EPOCH.
    /// Of a partition, in this order: UNKNOWN_TOPIC_ID, UNKNOWN_TOPIC_OR_PARTITION; NOT_CONTROLLER for epochs
    /// newer than the image's; FENCED_LEADER_EPOCH; INVALID_REQUEST from who does not lead;
    /// INVALID_UPDATE_VERSION for an old partition epoch; INVALID_REQUEST for an ISR that is none or a
    /// recovery state that cannot follow; INELIGIBLE_REPLICA for a member that is fenced, shutting down or of
    /// another broker epoch (KIP-903). NEW_LEADER_ELECTED when the change completes a reassignment that
    /// takes the leader away: then there is a record all the same.
    [[nodiscard]] Decision<protocol::AlterPartitionResponse>
    alterPartition(const protocol::AlterPartitionRequest& request) const;

    /// Preferred (0) and unclean (1) elections, of all partitions when none are named (KIP-460). Of the
    /// request as a whole: INVALID_REQUEST for another type. Of a partition: UNKNOWN_TOPIC_OR_PARTITION,
    /// ELECTION_NOT_NEEDED (left out when none are named), PREFERRED_LEADER_NOT_AVAILABLE,
    /// ELIGIBLE_LEADERS_NOT_AVAILABLE.
    [[nodiscard]] Decision<protocol::ElectLeadersResponse>
    electLeaders(const protocol::ElectLeadersRequest& request) const;

    /// Moves partitions, or calls a move off where the replicas are null (KIP-455). Of a partition:
    /// UNKNOWN_TOPIC_OR_PARTITION, NO_REASSIGNMENT_IN_PROGRESS, INVALID_REPLICA_ASSIGNMENT for no, unknown
    /// or doubled brokers, INVALID_REPLICATION_FACTOR for another number of replicas where the request does
    /// not allow that (KIP-860).
    [[nodiscard]] Decision<protocol::AlterPartitionReassignmentsResponse>
    alterPartitionReassignments(const protocol::AlterPartitionReassignmentsRequest& request) const;

    /// The moves under way; topics and partitions that do not exist are left out.
    [[nodiscard]] protocol::ListPartitionReassignmentsResponse
    listPartitionReassignments(const protocol::ListPartitionReassignmentsRequest& request) const;

    // ---- what happens to brokers; each broker must be registered ----

    /// It leaves every ISR and leads nothing. Right for one that is fenced already, too: it registered and
    /// was not heard of again, and still leads what it led before (see brokerUnfenced).
    [[nodiscard]] Records brokerFenced(BrokerId id) const;

    /// It may lead what waits for a leader.
    ///
    /// Different from Kafka, where every new incarnation leaves its ISRs: one that shut down in order and is
    /// back before it was fenced still is where it was, for its logs are whole, and leads again what it led,
    /// in a new epoch. For one that did not, brokerShutDownUncleanly() came first.
    [[nodiscard]] Records brokerUnfenced(BrokerId id) const;

    /// A new incarnation registers, and the one before did not shut down in order (its previousBrokerEpoch is
    /// not the one registered): its logs may have lost their ends, so it leaves every ISR and ELR (KIP-966).
    /// Only where nobody else is in either does it stay, for then nobody has more. Written with, and before,
    /// its RegisterBrokerRecord.
    [[nodiscard]] Records brokerShutDownUncleanly(BrokerId id) const;

    /// It wants to shut down: others lead what it led, and it leaves each ISR. Where it was the last it is
    /// eligible to lead again (without eligible leader replicas: stays in the ISR), and nobody leads.
    [[nodiscard]] Records brokerInControlledShutdown(BrokerId id) const;

    /// It goes for good, and leaves every ISR and ELR where anybody else is in either.
    [[nodiscard]] Records brokerUnregistered(BrokerId id) const;

    /// Whether the broker leads anything: a controlled shutdown is over when it does not.
    [[nodiscard]] bool leadsAny(BrokerId id) const;

    // ---- what happens in time ----

    /// Elects up to `maxPartitions` preferred leaders that can lead and do not
    /// (leader.imbalance.check.interval.seconds). As many records as asked for: there may be more.
    [[nodiscard]] Records balancePreferredLeaders(std::size_t maxPartitions) const;

    /// What follows from the configs `configs` of a topic, to be written in the batch that sets them:
    /// unclean.leader.election.enable elects where nobody leads; with a min.insync.replicas that the ISR has,
    /// records count as replicated that the ELR may lack, so it ends. (Kafka 4.1 ends each of the topic's
    /// ELRs, even one that the partition waits for.)
    [[nodiscard]] Records topicConfigChanged(const std::string& topic, const Configs& configs) const;

private:
    class Batch;
    using MayLead = std::function<bool(BrokerId)>;
    /// What to ask of a partition; nullopt leaves it alone.
    using Ask = std::function<std::optional<PartitionTarget>(const replication::PartitionState&)>;

    [[nodiscard]] bool isActive(BrokerId id) const;
    [[nodiscard]] std::string configValue(const Configs& configs, std::string_view name) const;
    /// Online, or unclean where the configs allow it.
    [[nodiscard]] ElectionRules rulesOf(const Configs& configs, MayLead mayLead) const;
    [[nodiscard]] ElectionRules rulesOf(const std::string& topic) const;
    void changeAll(Records& records, const Ask& ask, const MayLead& mayLead) const;
    void loseBroker(Records& records, BrokerId id, bool mayLackRecords) const;

    [[nodiscard]] ErrorCode checkIsr(const replication::PartitionState& state, BrokerId asker,
                                     const protocol::AlterPartitionRequest::PartitionData& wanted) const;
    Result<void> elect(Batch& batch, const std::string& topic, std::int32_t partition,
                       Election election) const;
    Result<void> move(Batch& batch, const std::string& topic,
                      const protocol::AlterPartitionReassignmentsRequest::ReassignablePartition& wanted,
                      bool mayChangeFactor) const;
    Result<void> checkAssignment(const std::vector<BrokerId>& replicas) const;

    const MetadataImage& m_image;
    const ReplicationRules m_rules;
};

} // namespace partitura::controller
