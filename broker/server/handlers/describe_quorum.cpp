// DescribeQuorum: how far each replica of the metadata log is; the quorum's leader knows, any broker passes
// it on.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {
namespace {

protocol::DescribeQuorumResponse describe(Broker& broker, const protocol::DescribeQuorumRequest& request) {
    protocol::DescribeQuorumResponse response;
    for (const auto& topic : request.topics) {
        auto& described = response.topics.emplace_back();
        described.topicName = topic.topicName;
        for (const auto& wanted : topic.partitions) {
            const bool isQuorums =
                topic.topicName == controller::metadataTopicName && wanted.partitionIndex == 0;
            auto& partition = described.partitions.emplace_back();
            if (isQuorums)
                partition = broker.quorum().describe();
            else
                partition.errorCode = ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
            partition.partitionIndex = wanted.partitionIndex;
        }
    }
    for (const auto& [id, known] : broker.image().brokers()) {
        auto& node = response.nodes.emplace_back();
        node.nodeId = id.value();
        auto& listener = node.listeners.emplace_back();
        listener.name = "PLAINTEXT";
        listener.host = known.endpoint.host;
        listener.port = known.endpoint.port;
    }
    return response;
}

} // namespace

void handleDescribeQuorum(Broker& broker, const RequestContext&, protocol::DescribeQuorumRequest& request,
                          Responder<protocol::DescribeQuorumRequest> respond) {
    if (broker.quorum().isLeader())
        return respond(describe(broker, request));
    broker.askLeaderOfQuorum<protocol::DescribeQuorumRequest>(request, [respond](const auto& answer) {
        protocol::DescribeQuorumResponse refused;
        refused.errorCode = answer.code();
        respond(answer ? *answer : refused);
    });
}

} // namespace partitura::server
