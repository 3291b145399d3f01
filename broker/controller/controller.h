// The one who writes the metadata log.
#pragma once

#include "broker/base/event_loop.h"
#include "broker/base/random.h"
#include "broker/controller/metadata_image.h"
#include "broker/protocol/messages/allocate_producer_ids.h"
#include "broker/protocol/messages/alter_partition.h"
#include "broker/protocol/messages/broker_heartbeat.h"
#include "broker/protocol/messages/broker_registration.h"
#include "broker/protocol/messages/create_partitions.h"
#include "broker/protocol/messages/create_topics.h"
#include "broker/protocol/messages/delete_topics.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace partitura::controller {

struct ControllerConfig {
    int defaultPartitions = 1;        ///< num.partitions
    int defaultReplicationFactor = 1; ///< default.replication.factor
    /// What one request may ask for (ReplicationControlManager's MAX_PARTITIONS_PER_BATCH).
    int maxPartitionsPerRequest = 10'000;
    Duration brokerSessionTimeout = std::chrono::seconds(9); ///< broker.session.timeout.ms
};

/// Decides about the cluster and writes what it decides to the metadata log, from where every broker learns
/// it. In this version the quorum is one voter, so what is appended is committed.
/// Owned by the node that is the controller. Thread: that node's loop.
class Controller {
public:
    using Records = std::vector<protocol::MetadataRecord>;
    /// Appends records to the metadata log as one batch and replays them into the image.
    using Commit = std::function<Result<void>(const Records&)>;

    Controller(ControllerConfig config, std::string clusterId, EventLoop& loop, Random& random,
               const MetadataImage& image, Commit commit);
    ~Controller();

    protocol::CreateTopicsResponse createTopics(const protocol::CreateTopicsRequest& request);
    protocol::DeleteTopicsResponse deleteTopics(const protocol::DeleteTopicsRequest& request);
    protocol::CreatePartitionsResponse createPartitions(const protocol::CreatePartitionsRequest& request);
    protocol::AlterPartitionResponse alterPartition(const protocol::AlterPartitionRequest& request);
    protocol::BrokerRegistrationResponse registerBroker(const protocol::BrokerRegistrationRequest& request);
    protocol::BrokerHeartbeatResponse brokerHeartbeat(const protocol::BrokerHeartbeatRequest& request);
    protocol::AllocateProducerIdsResponse
    allocateProducerIds(const protocol::AllocateProducerIdsRequest& request);

private:
    Result<Records> planTopic(const protocol::CreateTopicsRequest::CreatableTopic& wanted,
                              protocol::CreateTopicsResponse::CreatableTopicResult& result);
    Result<std::vector<std::vector<BrokerId>>>
    placeOrTake(const std::vector<protocol::CreateTopicsRequest::CreatableReplicaAssignment>& given,
                int partitions, int replicas);
    [[nodiscard]] Error tooManyPartitions() const;
    Result<void> checkAssignment(const std::vector<BrokerId>& replicas) const;
    ErrorCode changeIsr(const TopicImage& topic, BrokerId asker,
                        const protocol::AlterPartitionRequest::PartitionData& wanted);
    [[nodiscard]] protocol::PartitionRecord newPartition(const Uuid& topicId, int index,
                                                         const std::vector<BrokerId>& replicas) const;
    void brokerHeard(BrokerId id);
    void checkSessions();
    void fence(BrokerId id);
    void unfence(BrokerId id);
    void electWhereNeeded(Records& records, BrokerId lost, BrokerId back) const;

    const ControllerConfig m_config;
    const std::string m_clusterId;
    EventLoop& m_loop;
    Random& m_random;
    const MetadataImage& m_image;
    Commit m_commit;
    /// When each broker was last heard of; those from before a start count from that start.
    std::map<BrokerId, Instant> m_lastHeard;
    std::set<BrokerId> m_registeredHere; ///< since this controller started
    EventLoop::TimerId m_sessionTimer = 0;
};

/// NONE for a name Kafka takes: 1 to 249 of [a-zA-Z0-9._-], not "." or ".." (Topic.validate). The error's
/// context says what is wrong.
Result<void> validateTopicName(const std::string& name);

} // namespace partitura::controller
