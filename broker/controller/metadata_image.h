// What the metadata log adds up to.
#pragma once

#include "broker/base/topic_partition.h"
#include "broker/base/uuid.h"
#include "broker/net/transport.h"
#include "broker/protocol/messages/metadata_records.h"
#include "broker/replication/partition.h"

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace partitura::controller {

/// One batch of the metadata log.
using Records = std::vector<protocol::MetadataRecord>;

/// A broker as registered.
struct BrokerImage {
    BrokerId id;
    Uuid incarnation;
    std::int64_t epoch = -1; ///< offset of its RegisterBrokerRecord
    net::Endpoint endpoint;
    std::string rack;
    bool fenced = true;
    bool inControlledShutdown = false;

    /// Whether it may lead and be in an ISR (ClusterControlManager.isActive).
    [[nodiscard]] bool isActive() const { return !fenced && !inControlledShutdown; }

    bool operator==(const BrokerImage&) const = default;
};

struct TopicImage {
    std::string name;
    Uuid id;
    std::vector<replication::PartitionState> partitions; ///< by index
};

using Configs = std::map<std::string, std::string>;

/// What a replay changed, for those who act on it.
struct MetadataDelta {
    std::set<std::string> changedTopics; ///< made, or changed in any part
    std::set<std::string> removedTopics; ///< one that was made anew after it is among the changed too
    std::set<BrokerId> changedBrokers;
    bool brokerConfigsChanged = false;

    [[nodiscard]] bool empty() const {
        return changedTopics.empty() && removedTopics.empty() && changedBrokers.empty() &&
               !brokerConfigsChanged;
    }
};

/// The state of the cluster at an offset of the metadata log (Kafka's MetadataImage, kept in place since
/// one loop alone reads and writes it). Thread: its owner's loop.
class MetadataImage {
public:
    /// Replays one record that stands at `offset`, adding to `delta` what it changed. Errors: INVALID_RECORD
    /// for one that contradicts the image (an unknown topic); the image is then unchanged.
    Result<void> replay(const protocol::MetadataRecord& record, Offset offset, MetadataDelta& delta);

    /// Records that add up to this image, from nothing (Kafka's ImageWriter).
    [[nodiscard]] Records records() const;

    [[nodiscard]] const std::map<std::string, TopicImage>& topics() const { return m_topics; }
    [[nodiscard]] const std::map<BrokerId, BrokerImage>& brokers() const { return m_brokers; }
    [[nodiscard]] const TopicImage* topic(const std::string& name) const;
    [[nodiscard]] const TopicImage* topic(const Uuid& id) const;
    /// A topic whose name differs from this one in '.' and '_' at most, so that the two would be one in
    /// metric names (Topic.hasCollision).
    [[nodiscard]] const TopicImage* topicThatCollides(const std::string& name) const;
    [[nodiscard]] const replication::PartitionState* partition(const TopicPartition& name) const;
    [[nodiscard]] const BrokerImage* broker(BrokerId id) const;
    /// Configs set on a topic, by name.
    [[nodiscard]] const Configs& topicConfigs(const std::string& topic) const;
    /// Configs set on a broker while it runs, by its id, or as the default of all by the empty name.
    [[nodiscard]] const Configs& brokerConfigs(const std::string& name) const;
    /// Finalized levels of features, by name (KIP-584).
    [[nodiscard]] const std::map<std::string, std::int16_t>& features() const { return m_features; }
    /// First producer id not yet handed out in a block.
    [[nodiscard]] std::int64_t nextProducerId() const { return m_nextProducerId; }
    /// Brokers that are registered and not fenced, by id.
    [[nodiscard]] std::vector<BrokerId> liveBrokers() const;

private:
    std::map<std::string, TopicImage> m_topics;
    std::unordered_map<Uuid, std::string> m_namesById;
    std::unordered_map<std::string, std::string> m_namesByMetricName;
    std::map<BrokerId, BrokerImage> m_brokers;
    std::map<std::string, Configs> m_topicConfigs;
    std::map<std::string, Configs> m_brokerConfigs;
    std::map<std::string, std::int16_t> m_features;
    std::int64_t m_nextProducerId = 0;

    friend struct Replay;
};

/// Whether Kafka itself writes to it: clients may not create, and tools hide it.
[[nodiscard]] bool isInternalTopic(std::string_view name);

inline constexpr std::string_view offsetsTopicName = "__consumer_offsets";
inline constexpr std::string_view metadataTopicName = "__cluster_metadata";
/// Uuid.METADATA_TOPIC_ID.
inline constexpr Uuid metadataTopicId{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};

} // namespace partitura::controller
