// What happens to brokers and in time, and what follows for the partitions.
#include "broker/controller/replicas.h"

#include "broker/base/mutation.h"
#include "broker/controller/replication_control.h"

namespace partitura::controller {
namespace {

using replication::PartitionState;

/// Nobody else can lead without losing records.
bool isLastEligible(const PartitionState& state, BrokerId id) {
    return without(state.isr, id).empty() && without(state.elr, id).empty();
}

void addChange(Records& records, const TopicImage& topic, std::size_t partition,
               const PartitionTarget& target, const ElectionRules& rules) {
    auto record = changePartition(topic.partitions[partition], target, rules);
    if (!record)
        return;
    record->topicId = topic.id;
    record->partitionId = static_cast<std::int32_t>(partition);
    records.emplace_back(*record);
}

protocol::BrokerRegistrationChangeRecord registrationChange(const BrokerImage& broker) {
    protocol::BrokerRegistrationChangeRecord record;
    record.brokerId = broker.id.value();
    record.brokerEpoch = broker.epoch;
    return record;
}

} // namespace

void ReplicationControl::changeAll(Records& records, const Ask& ask, const MayLead& mayLead) const {
    for (const auto& [name, topic] : m_image.topics()) {
        std::optional<ElectionRules> rules;
        for (std::size_t p = 0; p < topic.partitions.size(); ++p) {
            const auto target = ask(topic.partitions[p]);
            if (!target)
                continue;
            if (!rules)
                rules = rulesOf(m_image.topicConfigs(name), mayLead);
            addChange(records, topic, p, *target, *rules);
        }
    }
}

void ReplicationControl::loseBroker(Records& records, BrokerId id, bool mayLackRecords) const {
    const auto ask = [&](const PartitionState& state) -> std::optional<PartitionTarget> {
        const bool isInSync = contains(state.isr, id) || state.leader == id;
        if (!isInSync && !(mayLackRecords && contains(state.elr, id)))
            return std::nullopt;
        PartitionTarget target;
        target.isr = without(state.isr, id);
        if (mayLackRecords && !isLastEligible(state, id))
            target.uncleanlyShutDown = {id};
        return target;
    };
    changeAll(records, ask, [&](BrokerId other) { return other != id && isActive(other); });
}

Records ReplicationControl::brokerFenced(BrokerId id) const {
    Records records;
    loseBroker(records, id, false);
    const auto& broker = *m_image.broker(id);
    if (!broker.fenced) {
        auto record = registrationChange(broker);
        record.fenced = 1;
        records.emplace_back(record);
    }
    return records;
}

Records ReplicationControl::brokerUnfenced(BrokerId id) const {
    auto record = registrationChange(*m_image.broker(id));
    record.fenced = -1;
    Records records{record};
    const auto ask = [&](const PartitionState& state) -> std::optional<PartitionTarget> {
        if (state.leader != BrokerId() && state.leader != id)
            return std::nullopt;
        PartitionTarget target;
        target.newLeaderEpoch = state.leader == id;
        return target;
    };
    changeAll(records, ask, [&](BrokerId other) { return other == id || isActive(other); });
    return records;
}

Records ReplicationControl::brokerShutDownUncleanly(BrokerId id) const {
    Records records;
    const auto ask = [&](const PartitionState& state) -> std::optional<PartitionTarget> {
        const bool isEligible = contains(state.isr, id) || contains(state.elr, id);
        if (PARTITURA_MUTATION(uncleanShutdownTrusted) || !isEligible || isLastEligible(state, id))
            return std::nullopt;
        PartitionTarget target;
        target.isr = without(state.isr, id);
        target.uncleanlyShutDown = {id};
        return target;
    };
    changeAll(records, ask, [&](BrokerId other) { return other != id && isActive(other); });
    return records;
}

Records ReplicationControl::brokerInControlledShutdown(BrokerId id) const {
    Records records;
    const auto& broker = *m_image.broker(id);
    if (!broker.inControlledShutdown) {
        auto record = registrationChange(broker);
        record.inControlledShutdown = 1;
        records.emplace_back(record);
    }
    loseBroker(records, id, false);
    return records;
}

Records ReplicationControl::brokerUnregistered(BrokerId id) const {
    Records records;
    loseBroker(records, id, true);
    protocol::UnregisterBrokerRecord record;
    record.brokerId = id.value();
    record.brokerEpoch = m_image.broker(id)->epoch;
    records.emplace_back(record);
    return records;
}

bool ReplicationControl::leadsAny(BrokerId id) const {
    return std::ranges::any_of(m_image.topics(), [&](const auto& topic) {
        return std::ranges::any_of(topic.second.partitions,
                                   [&](const PartitionState& state) { return state.leader == id; });
    });
}

Records ReplicationControl::balancePreferredLeaders(std::size_t maxPartitions) const {
    Records records;
    for (const auto& [name, topic] : m_image.topics()) {
        auto rules = rulesOf(name);
        rules.election = Election::preferred;
        for (std::size_t p = 0; p < topic.partitions.size(); ++p) {
            if (records.size() >= maxPartitions)
                return records;
            const auto& state = topic.partitions[p];
            if (state.leader != state.replicas.front())
                addChange(records, topic, p, {}, rules);
        }
    }
    return records;
}

Records ReplicationControl::topicConfigChanged(const std::string& name, const Configs& configs) const {
    Records records;
    const auto* topic = m_image.topic(name);
    if (!topic)
        return records;
    const auto rules = rulesOf(configs, [this](BrokerId id) { return isActive(id); });
    for (std::size_t p = 0; p < topic->partitions.size(); ++p) {
        const auto& state = topic->partitions[p];
        if (state.leader == BrokerId() || !state.elr.empty())
            addChange(records, *topic, p, {}, rules);
    }
    return records;
}

} // namespace partitura::controller
