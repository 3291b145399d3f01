// The active controller.
#pragma once

#include "broker/controller/cluster_control.h"
#include "broker/controller/config_control.h"
#include "broker/controller/replication_control.h"
#include "broker/controller/topic_control.h"
#include "broker/protocol/messages/allocate_producer_ids.h"

#include <deque>
#include <functional>
#include <string>

namespace partitura::controller {

/// Decides about the cluster and writes what it decides to the quorum's log, from where every broker learns
/// it (Kafka's QuorumController). There is one on the node that leads the quorum, for as long as it does.
/// Decisions are made at once, on an image that includes those before; they are answered when the quorum has
/// committed them. Owned by the broker. Thread: its loop.
class Controller {
public:
    template <typename Request>
    using Answer = std::function<void(const Result<typename Request::Response>&)>;

    /// `image` and `end`: see MetadataWriter.
    Controller(ControllerConfig config, const std::string& clusterId, EventLoop& loop, Random& random,
               MetadataImage image, Offset end, MetadataWriter::Append append);
    /// What is not committed yet is answered with NOT_CONTROLLER.
    ~Controller();

    // Each answers once, perhaps inside the call. Errors are those of the API, and NOT_CONTROLLER when the
    // quorum gets another leader meanwhile: it is then not known whether the decision holds.
    void handle(const protocol::CreateTopicsRequest& request, Answer<protocol::CreateTopicsRequest> answer);
    void handle(const protocol::DeleteTopicsRequest& request, Answer<protocol::DeleteTopicsRequest> answer);
    void handle(const protocol::CreatePartitionsRequest& request,
                Answer<protocol::CreatePartitionsRequest> answer);
    void handle(const protocol::ElectLeadersRequest& request, Answer<protocol::ElectLeadersRequest> answer);
    void handle(const protocol::AlterPartitionReassignmentsRequest& request,
                Answer<protocol::AlterPartitionReassignmentsRequest> answer);
    void handle(const protocol::ListPartitionReassignmentsRequest& request,
                Answer<protocol::ListPartitionReassignmentsRequest> answer);
    void handle(const protocol::AlterConfigsRequest& request, Answer<protocol::AlterConfigsRequest> answer);
    void handle(const protocol::IncrementalAlterConfigsRequest& request,
                Answer<protocol::IncrementalAlterConfigsRequest> answer);
    void handle(const protocol::AlterPartitionRequest& request,
                Answer<protocol::AlterPartitionRequest> answer);
    void handle(const protocol::BrokerRegistrationRequest& request,
                Answer<protocol::BrokerRegistrationRequest> answer);
    void handle(const protocol::BrokerHeartbeatRequest& request,
                Answer<protocol::BrokerHeartbeatRequest> answer);
    void handle(const protocol::AllocateProducerIdsRequest& request,
                Answer<protocol::AllocateProducerIdsRequest> answer);
    void handle(const protocol::UnregisterBrokerRequest& request,
                Answer<protocol::UnregisterBrokerRequest> answer);

    /// All before `offset` is committed.
    void committed(Offset offset);

private:
    struct Pending {
        Offset end;
        std::function<void(ErrorCode)> answer;
    };

    protocol::AllocateProducerIdsResponse
    allocateProducerIds(const protocol::AllocateProducerIdsRequest& request);
    void finalizeFeatures();
    void balanceLeaders(Duration delay);
    /// Writes what was decided; the answer, or why it could not be written.
    template <typename Response>
    Result<Response> carryOut(Decision<Response> decision);
    template <typename Response>
    void answerWhenCommitted(Result<Response> response, std::function<void(const Result<Response>&)> answer);
    template <typename Response>
    void answerWhenCommitted(Response response, std::function<void(const Result<Response>&)> answer);

    const ControllerConfig m_config;
    EventLoop& m_loop;
    MetadataWriter m_writer;
    TopicControl m_topics;
    const ReplicationControl m_replication;
    ConfigControl m_configs;
    ClusterControl m_cluster;
    Offset m_committed;
    EventLoop::TimerId m_balanceTimer = 0;
    std::deque<Pending> m_pending; ///< ends rise
};

} // namespace partitura::controller
