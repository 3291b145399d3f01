#include "broker/controller/replication_control.h"

#include "broker/controller/partition_records.h"
#include "broker/controller/reassignment.h"
#include "broker/controller/replicas.h"
#include "broker/log/topic_configs.h"

#include <map>
#include <numeric>
#include <utility>

namespace partitura::controller {

using namespace protocol;
using replication::LeaderRecoveryState;
using replication::PartitionState;

namespace {

/// Reports `result` in an item that has both a code and a message.
template <typename Item>
void report(Item& item, const Result<void>& result) {
    item.errorCode = result.code();
    item.errorMessage.reset();
    if (!result)
        item.errorMessage = result.error().context;
}

Error noSuchPartition(const std::string& topic, std::int32_t partition) {
    return {ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
            "There is no partition " + topic + "-" + std::to_string(partition) + "."};
}

} // namespace

/// The changes of one request. A later one to the same partition builds on the one before.
class ReplicationControl::Batch {
public:
    explicit Batch(const MetadataImage& image)
        : m_image(image) {}

    /// nullptr if there is no such partition.
    [[nodiscard]] const PartitionState* find(const TopicImage& topic, std::int32_t index) const {
        const auto changed = m_changed.find({topic.name, index});
        return changed != m_changed.end() ? &changed->second
                                          : m_image.partition({topic.name, PartitionIndex(index)});
    }

    /// The record added; nullopt if nothing changes.
    std::optional<PartitionChangeRecord> change(const TopicImage& topic, std::int32_t index,
                                                const PartitionTarget& target, const ElectionRules& rules) {
        auto state = *find(topic, index);
        auto record = changePartition(state, target, rules);
        if (!record)
            return std::nullopt;
        record->topicId = topic.id;
        record->partitionId = index;
        merge(state, *record);
        m_changed[{topic.name, index}] = std::move(state);
        records.emplace_back(*record);
        return record;
    }

    Records records;

private:
    const MetadataImage& m_image;
    std::map<std::pair<std::string, std::int32_t>, PartitionState> m_changed;
};

ReplicationControl::ReplicationControl(const MetadataImage& image, ReplicationRules rules)
    : m_image(image)
    , m_rules(std::move(rules)) {}

bool ReplicationControl::isActive(BrokerId id) const {
    const auto* broker = m_image.broker(id);
    return broker && broker->isActive();
}

std::string ReplicationControl::configValue(const Configs& configs, std::string_view name) const {
    return log::topicConfigValue(configs.contains(std::string(name)) ? configs : m_rules.topicDefaults, name);
}

ElectionRules ReplicationControl::rulesOf(const Configs& configs, MayLead mayLead) const {
    ElectionRules rules;
    rules.mayLead = std::move(mayLead);
    if (configValue(configs, "unclean.leader.election.enable") == "true")
        rules.election = Election::unclean;
    rules.minInSyncReplicas =
        static_cast<int>(parseInteger(configValue(configs, "min.insync.replicas")).value_or(1));
    rules.eligibleLeaderReplicas = m_rules.eligibleLeaderReplicas;
    return rules;
}

ElectionRules ReplicationControl::rulesOf(const std::string& topic) const {
    return rulesOf(m_image.topicConfigs(topic), [this](BrokerId id) { return isActive(id); });
}

// ---- in-sync replicas ----

Decision<AlterPartitionResponse>
ReplicationControl::alterPartition(const AlterPartitionRequest& request) const {
    AlterPartitionResponse response;
    const BrokerId asker(request.brokerId);
    const auto* broker = m_image.broker(asker);
    if (!broker || broker->epoch != request.brokerEpoch) {
        response.errorCode = ErrorCode::STALE_BROKER_EPOCH;
        return {{}, response};
    }
    Batch batch(m_image);
    for (const auto& wantedTopic : request.topics) {
        auto& topicResult = response.topics.emplace_back();
        topicResult.topicId = wantedTopic.topicId;
        const auto* topic = m_image.topic(wantedTopic.topicId);
        for (const auto& wanted : wantedTopic.partitions) {
            auto& result = topicResult.partitions.emplace_back();
            result.partitionIndex = wanted.partitionIndex;
            const auto* state = topic ? batch.find(*topic, wanted.partitionIndex) : nullptr;
            result.errorCode = !topic   ? ErrorCode::UNKNOWN_TOPIC_ID
                               : !state ? ErrorCode::UNKNOWN_TOPIC_OR_PARTITION
                                        : checkIsr(*state, asker, wanted);
            if (result.errorCode != ErrorCode::NONE)
                continue;
            PartitionTarget target;
            target.isr = brokerIds(wanted.newIsr);
            for (const auto& member : wanted.newIsrWithEpochs)
                target.isr->emplace_back(member.brokerId);
            target.leaderRecoveryState = LeaderRecoveryState(wanted.leaderRecoveryState);
            const auto change = batch.change(*topic, wanted.partitionIndex, target, rulesOf(topic->name));
            if (change && change->leader != leaderUnchanged && change->leader != request.brokerId) {
                result.errorCode = ErrorCode::NEW_LEADER_ELECTED;
                continue;
            }
            state = batch.find(*topic, wanted.partitionIndex);
            result.leaderId = state->leader.value();
            result.leaderEpoch = state->leaderEpoch.value();
            result.isr = rawIds(state->isr);
            result.leaderRecoveryState = static_cast<std::int8_t>(state->leaderRecoveryState);
            result.partitionEpoch = state->partitionEpoch;
        }
    }
    return {std::move(batch.records), std::move(response)};
}

// The checks and their order are those of ReplicationControlManager.validateAlterPartitionData.
ErrorCode ReplicationControl::checkIsr(const PartitionState& state, BrokerId asker,
                                       const AlterPartitionRequest::PartitionData& wanted) const {
    if (wanted.leaderEpoch > state.leaderEpoch.value() || wanted.partitionEpoch > state.partitionEpoch)
        return ErrorCode::NOT_CONTROLLER;
    if (wanted.leaderEpoch < state.leaderEpoch.value())
        return ErrorCode::FENCED_LEADER_EPOCH;
    if (asker != state.leader)
        return ErrorCode::INVALID_REQUEST;
    if (wanted.partitionEpoch < state.partitionEpoch)
        return ErrorCode::INVALID_UPDATE_VERSION;

    auto members = wanted.newIsrWithEpochs;
    for (auto id : wanted.newIsr)
        members.push_back({id, -1});
    bool hasLeader = false;
    for (const auto& member : members) {
        const auto isSame = [&](const auto& other) { return other.brokerId == member.brokerId; };
        if (!contains(state.replicas, BrokerId(member.brokerId)) ||
            std::ranges::count_if(members, isSame) > 1)
            return ErrorCode::INVALID_REQUEST;
        hasLeader |= BrokerId(member.brokerId) == state.leader;
    }
    if (!hasLeader)
        return ErrorCode::INVALID_REQUEST;

    const auto recovery = LeaderRecoveryState(wanted.leaderRecoveryState);
    const bool recovers = recovery == LeaderRecoveryState::recovering;
    if (!recovers && recovery != LeaderRecoveryState::recovered)
        return ErrorCode::INVALID_REQUEST;
    if (recovers && (members.size() > 1 || state.leaderRecoveryState == LeaderRecoveryState::recovered))
        return ErrorCode::INVALID_REQUEST;

    for (const auto& member : members) {
        const auto* broker = m_image.broker(BrokerId(member.brokerId));
        if (!broker || !broker->isActive() ||
            (member.brokerEpoch != -1 && member.brokerEpoch != broker->epoch))
            return ErrorCode::INELIGIBLE_REPLICA;
    }
    return ErrorCode::NONE;
}

// ---- elections ----

Decision<ElectLeadersResponse> ReplicationControl::electLeaders(const ElectLeadersRequest& request) const {
    constexpr std::int8_t preferred = 0; // ElectionType
    constexpr std::int8_t unclean = 1;
    ElectLeadersResponse response;
    Batch batch(m_image);
    const bool isKnown = request.electionType == preferred || request.electionType == unclean;
    if (!isKnown)
        response.errorCode = ErrorCode::INVALID_REQUEST;
    const auto electOne = [&](const std::string& topic, std::int32_t partition) -> Result<void> {
        if (!isKnown)
            return Error{ErrorCode::INVALID_REQUEST,
                         "Unknown election type " + std::to_string(request.electionType) + "."};
        return elect(batch, topic, partition,
                     request.electionType == preferred ? Election::preferred : Election::unclean);
    };
    const auto add = [](auto& results, std::int32_t partition, const Result<void>& elected) {
        auto& result = results.partitionResult.emplace_back();
        result.partitionId = partition;
        report(result, elected);
    };
    if (request.topicPartitions) {
        for (const auto& topic : *request.topicPartitions) {
            auto& results = response.replicaElectionResults.emplace_back();
            results.topic = topic.topic;
            for (auto partition : topic.partitions)
                add(results, partition, electOne(topic.topic, partition));
        }
    } else if (isKnown) {
        for (const auto& [name, topic] : m_image.topics()) {
            auto& results = response.replicaElectionResults.emplace_back();
            results.topic = name;
            for (std::int32_t p = 0; p < static_cast<std::int32_t>(topic.partitions.size()); ++p)
                if (const auto elected = electOne(name, p); elected.code() != ErrorCode::ELECTION_NOT_NEEDED)
                    add(results, p, elected);
        }
    }
    return {std::move(batch.records), std::move(response)};
}

Result<void> ReplicationControl::elect(Batch& batch, const std::string& name, std::int32_t partition,
                                       Election election) const {
    const auto* topic = m_image.topic(name);
    const auto* state = topic ? batch.find(*topic, partition) : nullptr;
    if (!state)
        return noSuchPartition(name, partition);
    const bool isPreferred = election == Election::preferred;
    if (isPreferred ? state->leader == state->replicas.front() : state->leader != BrokerId())
        return Error{ErrorCode::ELECTION_NOT_NEEDED,
                     isPreferred ? "The preferred replica leads already." : "The partition has a leader."};
    auto rules = rulesOf(name);
    rules.election = election;
    if (batch.change(*topic, partition, {}, rules))
        return {};
    if (isPreferred)
        return Error{ErrorCode::PREFERRED_LEADER_NOT_AVAILABLE, "The preferred replica, broker " +
                                                                    toString(state->replicas.front()) +
                                                                    ", is not in sync or not there."};
    return Error{ErrorCode::ELIGIBLE_LEADERS_NOT_AVAILABLE, "No replica's broker is there to lead."};
}

// ---- reassignments ----

Decision<AlterPartitionReassignmentsResponse>
ReplicationControl::alterPartitionReassignments(const AlterPartitionReassignmentsRequest& request) const {
    AlterPartitionReassignmentsResponse response;
    response.allowReplicationFactorChange = request.allowReplicationFactorChange;
    response.errorMessage.reset();
    Batch batch(m_image);
    for (const auto& topic : request.topics) {
        auto& results = response.responses.emplace_back();
        results.name = topic.name;
        for (const auto& wanted : topic.partitions) {
            auto& result = results.partitions.emplace_back();
            result.partitionIndex = wanted.partitionIndex;
            report(result, move(batch, topic.name, wanted, request.allowReplicationFactorChange));
        }
    }
    return {std::move(batch.records), std::move(response)};
}

Result<void> ReplicationControl::move(Batch& batch, const std::string& name,
                                      const AlterPartitionReassignmentsRequest::ReassignablePartition& wanted,
                                      bool mayChangeFactor) const {
    const auto* topic = m_image.topic(name);
    const auto* state = topic ? batch.find(*topic, wanted.partitionIndex) : nullptr;
    if (!state)
        return noSuchPartition(name, wanted.partitionIndex);
    auto rules = rulesOf(name);
    if (!wanted.replicas) {
        auto target = cancelReassignment(*state, rules.election == Election::unclean);
        if (!target)
            return target.error();
        batch.change(*topic, wanted.partitionIndex, *target, rules);
        return {};
    }
    const auto replicas = brokerIds(*wanted.replicas);
    if (auto valid = checkAssignment(replicas); !valid)
        return valid;
    if (const auto factor = replicationFactor(*state); !mayChangeFactor && replicas.size() != factor)
        return Error{ErrorCode::INVALID_REPLICATION_FACTOR, "The replication factor would change from " +
                                                                std::to_string(factor) + " to " +
                                                                std::to_string(replicas.size()) + "."};
    rules.election = Election::online;
    batch.change(*topic, wanted.partitionIndex, reassign(*state, replicas), rules);
    return {};
}

// Kafka's validateManualPartitionAssignment.
Result<void> ReplicationControl::checkAssignment(const Replicas& replicas) const {
    const auto refused = [](const std::string& why) {
        return Error{ErrorCode::INVALID_REPLICA_ASSIGNMENT, why};
    };
    if (replicas.empty())
        return refused("A partition needs at least one replica.");
    for (auto id : replicas) {
        if (!m_image.broker(id))
            return refused("There is no broker " + toString(id) + ".");
        if (std::ranges::count(replicas, id) > 1)
            return refused("Broker " + toString(id) + " is named twice for one partition.");
    }
    return {};
}

ListPartitionReassignmentsResponse
ReplicationControl::listPartitionReassignments(const ListPartitionReassignmentsRequest& request) const {
    ListPartitionReassignmentsResponse response;
    response.errorMessage.reset();
    const auto list = [&](const TopicImage& topic, const std::vector<std::int32_t>& partitions) {
        ListPartitionReassignmentsResponse::OngoingTopicReassignment ongoing;
        ongoing.name = topic.name;
        for (auto index : partitions) {
            const auto* state = m_image.partition({topic.name, PartitionIndex(index)});
            if (!state || !isReassigning(*state))
                continue;
            ongoing.partitions.push_back({index, rawIds(state->replicas), rawIds(state->addingReplicas),
                                          rawIds(state->removingReplicas)});
        }
        if (!ongoing.partitions.empty())
            response.topics.push_back(std::move(ongoing));
    };
    if (request.topics) {
        for (const auto& wanted : *request.topics)
            if (const auto* topic = m_image.topic(wanted.name))
                list(*topic, wanted.partitionIndexes);
        return response;
    }
    for (const auto& [name, topic] : m_image.topics()) {
        std::vector<std::int32_t> all(topic.partitions.size());
        std::iota(all.begin(), all.end(), 0);
        list(topic, all);
    }
    return response;
}

} // namespace partitura::controller
