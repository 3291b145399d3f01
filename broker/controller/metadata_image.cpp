#include "broker/controller/metadata_image.h"

#include "broker/controller/partition_records.h"

#include <algorithm>

namespace partitura::controller {
namespace {

// ConfigResource.Type
constexpr std::int8_t topicResource = 2;
constexpr std::int8_t brokerResource = 4;

const Configs& configsOf(const std::map<std::string, Configs>& all, const std::string& name) {
    static const Configs none;
    const auto found = all.find(name);
    return found == all.end() ? none : found->second;
}

void write(Records& records, std::int8_t type, const std::map<std::string, Configs>& all) {
    for (const auto& [name, configs] : all)
        for (const auto& [key, value] : configs) {
            protocol::ConfigRecord record;
            record.resourceType = type;
            record.resourceName = name;
            record.name = key;
            record.value = value;
            records.emplace_back(record);
        }
}

/// A topic's name as it stands in names of metrics.
std::string metricName(std::string name) {
    std::ranges::replace(name, '.', '_');
    return name;
}

} // namespace

// One overload a record type; records that this version of the image does not use change nothing.
struct Replay {
    MetadataImage& image;
    Offset offset;
    MetadataDelta& delta;

    Result<void> operator()(const protocol::RegisterBrokerRecord& record) {
        BrokerImage broker;
        broker.id = BrokerId(record.brokerId);
        broker.incarnation = record.incarnationId;
        broker.epoch = record.brokerEpoch;
        if (!record.endPoints.empty())
            broker.endpoint = {record.endPoints.front().host, record.endPoints.front().port};
        broker.rack = record.rack.value_or("");
        broker.fenced = record.fenced;
        broker.inControlledShutdown = record.inControlledShutdown;
        image.m_brokers[broker.id] = broker;
        delta.changedBrokers.insert(broker.id);
        return {};
    }

    Result<void> operator()(const protocol::UnregisterBrokerRecord& record) {
        image.m_brokers.erase(BrokerId(record.brokerId));
        delta.changedBrokers.insert(BrokerId(record.brokerId));
        return {};
    }

    Result<void> operator()(const protocol::BrokerRegistrationChangeRecord& record) {
        const auto found = image.m_brokers.find(BrokerId(record.brokerId));
        if (found == image.m_brokers.end())
            return unknown("broker " + std::to_string(record.brokerId));
        // -1 unfences, 1 fences, 0 leaves it (BrokerRegistrationFencingChange).
        if (record.fenced != 0)
            found->second.fenced = record.fenced > 0;
        // 1 begins it; a new registration alone ends it (BrokerRegistrationInControlledShutdownChange).
        if (record.inControlledShutdown > 0)
            found->second.inControlledShutdown = true;
        delta.changedBrokers.insert(found->first);
        return {};
    }

    Result<void> operator()(const protocol::TopicRecord& record) {
        image.m_topics[record.name] = {record.name, record.topicId, {}};
        image.m_namesById[record.topicId] = record.name;
        image.m_namesByMetricName[metricName(record.name)] = record.name;
        delta.changedTopics.insert(record.name);
        return {};
    }

    Result<void> operator()(const protocol::PartitionRecord& record) {
        auto* topic = find(record.topicId);
        if (!topic || record.partitionId < 0)
            return unknown("topic " + toString(record.topicId));
        const auto index = static_cast<std::size_t>(record.partitionId);
        if (index > topic->partitions.size())
            return unknown("partition " + std::to_string(index - 1) + " of " + topic->name);
        if (index == topic->partitions.size())
            topic->partitions.emplace_back();
        topic->partitions[index] = stateOf(record);
        delta.changedTopics.insert(topic->name);
        return {};
    }

    Result<void> operator()(const protocol::PartitionChangeRecord& record) {
        auto* topic = find(record.topicId);
        if (!topic || record.partitionId < 0 ||
            static_cast<std::size_t>(record.partitionId) >= topic->partitions.size())
            return unknown("partition " + std::to_string(record.partitionId) + " of " +
                           toString(record.topicId));
        merge(topic->partitions[static_cast<std::size_t>(record.partitionId)], record);
        delta.changedTopics.insert(topic->name);
        return {};
    }

    Result<void> operator()(const protocol::ClearElrRecord& record) {
        if (!record.topicName.empty() && !image.m_topics.contains(record.topicName))
            return unknown("topic " + record.topicName);
        for (auto& [name, topic] : image.m_topics)
            if (record.topicName.empty() || record.topicName == name)
                clearElrs(topic);
        return {};
    }

    // ReplicationControlManager.removeTopicElrs of Kafka 4.1.
    void clearElrs(TopicImage& topic) {
        protocol::PartitionChangeRecord change;
        change.eligibleLeaderReplicas.emplace();
        change.lastKnownElr.emplace();
        for (auto& partition : topic.partitions) {
            if (partition.elr.empty() && partition.lastKnownElr.empty())
                continue;
            merge(partition, change);
            delta.changedTopics.insert(topic.name);
        }
    }

    Result<void> operator()(const protocol::RemoveTopicRecord& record) {
        const auto* topic = find(record.topicId);
        if (!topic)
            return unknown("topic " + toString(record.topicId));
        const auto name = topic->name;
        image.m_namesById.erase(record.topicId);
        image.m_namesByMetricName.erase(metricName(name));
        image.m_topicConfigs.erase(name);
        image.m_topics.erase(name);
        delta.changedTopics.erase(name);
        delta.removedTopics.insert(name);
        return {};
    }

    Result<void> operator()(const protocol::ConfigRecord& record) {
        const bool isTopics = record.resourceType == topicResource;
        if (!isTopics && record.resourceType != brokerResource)
            return {};
        auto& configs = (isTopics ? image.m_topicConfigs : image.m_brokerConfigs)[record.resourceName];
        if (record.value)
            configs[record.name] = *record.value;
        else
            configs.erase(record.name);
        if (isTopics)
            delta.changedTopics.insert(record.resourceName);
        else
            delta.brokerConfigsChanged = true;
        return {};
    }

    Result<void> operator()(const protocol::FeatureLevelRecord& record) {
        image.m_features[record.name] = record.featureLevel;
        return {};
    }

    Result<void> operator()(const protocol::ProducerIdsRecord& record) {
        image.m_nextProducerId = record.nextProducerId;
        return {};
    }

    template <typename Other>
    Result<void> operator()(const Other&) {
        return {};
    }

    TopicImage* find(const Uuid& id) {
        const auto name = image.m_namesById.find(id);
        return name == image.m_namesById.end() ? nullptr : &image.m_topics.at(name->second);
    }

    [[nodiscard]] Error unknown(const std::string& what) const {
        return {ErrorCode::INVALID_RECORD, "metadata record " + std::to_string(offset.value()) + " names " +
                                               what + ", which does not exist"};
    }
};

Records MetadataImage::records() const {
    Records records;
    for (const auto& [name, level] : m_features) {
        protocol::FeatureLevelRecord record;
        record.name = name;
        record.featureLevel = level;
        records.emplace_back(record);
    }
    for (const auto& [id, broker] : m_brokers) {
        protocol::RegisterBrokerRecord record;
        record.brokerId = id.value();
        record.incarnationId = broker.incarnation;
        record.brokerEpoch = broker.epoch;
        auto& endPoint = record.endPoints.emplace_back();
        endPoint.name = "PLAINTEXT";
        endPoint.host = broker.endpoint.host;
        endPoint.port = broker.endpoint.port;
        record.rack = broker.rack.empty() ? std::nullopt : std::optional(broker.rack);
        record.fenced = broker.fenced;
        record.inControlledShutdown = broker.inControlledShutdown;
        records.emplace_back(record);
    }
    for (const auto& [name, topic] : m_topics) {
        protocol::TopicRecord record;
        record.name = name;
        record.topicId = topic.id;
        records.emplace_back(record);
        for (std::size_t p = 0; p < topic.partitions.size(); ++p) {
            auto partition = recordOf(topic.partitions[p]);
            partition.partitionId = static_cast<std::int32_t>(p);
            partition.topicId = topic.id;
            records.emplace_back(std::move(partition));
        }
    }
    write(records, topicResource, m_topicConfigs);
    write(records, brokerResource, m_brokerConfigs);
    protocol::ProducerIdsRecord producerIds;
    producerIds.nextProducerId = m_nextProducerId;
    records.emplace_back(producerIds);
    return records;
}

Result<void> MetadataImage::replay(const protocol::MetadataRecord& record, Offset offset,
                                   MetadataDelta& delta) {
    return std::visit(Replay{*this, offset, delta}, record);
}

const TopicImage* MetadataImage::topic(const std::string& name) const {
    const auto found = m_topics.find(name);
    return found == m_topics.end() ? nullptr : &found->second;
}

const TopicImage* MetadataImage::topic(const Uuid& id) const {
    const auto found = m_namesById.find(id);
    return found == m_namesById.end() ? nullptr : topic(found->second);
}

const TopicImage* MetadataImage::topicThatCollides(const std::string& name) const {
    const auto found = m_namesByMetricName.find(metricName(name));
    return found == m_namesByMetricName.end() ? nullptr : topic(found->second);
}

const replication::PartitionState* MetadataImage::partition(const TopicPartition& name) const {
    const auto* found = topic(name.topic);
    const auto index = static_cast<std::size_t>(name.partition.value());
    return found && name.partition.value() >= 0 && index < found->partitions.size()
               ? &found->partitions[index]
               : nullptr;
}

const BrokerImage* MetadataImage::broker(BrokerId id) const {
    const auto found = m_brokers.find(id);
    return found == m_brokers.end() ? nullptr : &found->second;
}

const Configs& MetadataImage::topicConfigs(const std::string& topic) const {
    return configsOf(m_topicConfigs, topic);
}

const Configs& MetadataImage::brokerConfigs(const std::string& name) const {
    return configsOf(m_brokerConfigs, name);
}

std::vector<BrokerId> MetadataImage::liveBrokers() const {
    std::vector<BrokerId> ids;
    for (const auto& [id, broker] : m_brokers)
        if (!broker.fenced)
            ids.push_back(id);
    return ids;
}

bool isInternalTopic(std::string_view name) {
    return name == offsetsTopicName || name == "__transaction_state" || name == metadataTopicName;
}

} // namespace partitura::controller
