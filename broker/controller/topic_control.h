// Topics: made, enlarged, deleted.
#pragma once

#include "broker/base/random.h"
#include "broker/controller/controller_config.h"
#include "broker/controller/metadata_writer.h"
#include "broker/protocol/messages/create_partitions.h"
#include "broker/protocol/messages/create_topics.h"
#include "broker/protocol/messages/delete_topics.h"

#include <string>
#include <vector>

namespace partitura::controller {

/// Decides about topics and writes what it decides (the part of Kafka's ReplicationControlManager that deals
/// with them). Owned by the controller. Thread: its loop.
class TopicControl {
public:
    TopicControl(const ControllerConfig& config, Random& random, MetadataWriter& writer)
        : m_config(config)
        , m_random(random)
        , m_writer(writer) {}

    protocol::CreateTopicsResponse create(const protocol::CreateTopicsRequest& request);
    protocol::DeleteTopicsResponse remove(const protocol::DeleteTopicsRequest& request);
    protocol::CreatePartitionsResponse addPartitions(const protocol::CreatePartitionsRequest& request);

private:
    using Assignment = std::vector<std::vector<BrokerId>>;

    [[nodiscard]] const MetadataImage& image() const { return m_writer.image(); }
    Result<Records> plan(const protocol::CreateTopicsRequest::CreatableTopic& wanted,
                         protocol::CreateTopicsResponse::CreatableTopicResult& result);
    Result<Records> planPartitions(const protocol::CreatePartitionsRequest::CreatePartitionsTopic& wanted);
    Result<Assignment>
    placeOrTake(const std::vector<protocol::CreateTopicsRequest::CreatableReplicaAssignment>& given,
                int partitions, int replicas);
    [[nodiscard]] Error tooManyPartitions() const;
    Result<void> checkAssignment(const std::vector<BrokerId>& replicas) const;
    [[nodiscard]] protocol::PartitionRecord newPartition(const Uuid& topicId, int index,
                                                         const std::vector<BrokerId>& replicas) const;

    const ControllerConfig& m_config;
    Random& m_random;
    MetadataWriter& m_writer;
};

/// NONE for a name Kafka takes: 1 to 249 of [a-zA-Z0-9._-], not "." or ".." (Topic.validate). The error's
/// context says what is wrong.
Result<void> validateTopicName(const std::string& name);

} // namespace partitura::controller
