// FindCoordinator: which broker keeps a group.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

#include <algorithm>

namespace partitura::server {
namespace {

using protocol::FindCoordinatorRequest;
using protocol::FindCoordinatorResponse;

constexpr std::int8_t groupKey = 0; // FindCoordinatorRequest.CoordinatorType

/// Makes `__consumer_offsets`, which the first group to come needs.
void createOffsetsTopic(Broker& broker) {
    const auto& config = broker.config();
    protocol::CreateTopicsRequest creation;
    auto& topic = creation.topics.emplace_back();
    topic.name = std::string(controller::offsetsTopicName);
    topic.numPartitions = config.offsetsTopicPartitions;
    topic.replicationFactor = static_cast<std::int16_t>(std::min<std::size_t>(
        static_cast<std::size_t>(config.offsetsTopicReplicationFactor), broker.image().liveBrokers().size()));
    const auto set = [&](const char* name, const char* value) {
        auto& one = topic.configs.emplace_back();
        one.name = name;
        one.value = value;
    };
    // As Kafka's GroupCoordinator.groupMetadataTopicConfigs.
    set("cleanup.policy", "compact");
    set("compression.type", "producer");
    set("segment.bytes", "104857600");
    broker.askController<protocol::CreateTopicsRequest>(creation, [](const auto&) {});
}

FindCoordinatorResponse::Coordinator find(Broker& broker, std::int8_t keyType, const std::string& key) {
    FindCoordinatorResponse::Coordinator found;
    found.key = key;
    found.nodeId = -1;
    found.port = -1;
    found.errorMessage.reset();
    if (keyType != groupKey) {
        found.errorCode = ErrorCode::INVALID_REQUEST;
        found.errorMessage = "Transactions and share groups are not served.";
        return found;
    }
    found.errorCode = ErrorCode::COORDINATOR_NOT_AVAILABLE;
    const std::string topic(controller::offsetsTopicName);
    const auto& image = broker.image();
    if (!image.topic(topic)) {
        createOffsetsTopic(broker);
        return found;
    }
    const auto* state = image.partition({topic, broker.groups().partitionFor(key)});
    const auto* leader = state ? image.broker(state->leader) : nullptr;
    if (!leader || leader->fenced)
        return found;
    found.errorCode = ErrorCode::NONE;
    found.nodeId = leader->id.value();
    found.host = leader->endpoint.host;
    found.port = leader->endpoint.port;
    return found;
}

} // namespace

void handleFindCoordinator(Broker& broker, const RequestContext& context, FindCoordinatorRequest& request,
                           Responder<FindCoordinatorRequest> respond) {
    FindCoordinatorResponse response;
    if (context.version >= 4) {
        for (const auto& key : request.coordinatorKeys)
            response.coordinators.push_back(find(broker, request.keyType, key));
        return respond(response);
    }
    const auto found = find(broker, request.keyType, request.key);
    response.errorCode = found.errorCode;
    response.errorMessage = found.errorMessage;
    response.nodeId = found.nodeId;
    response.host = found.host;
    response.port = found.port;
    respond(response);
}

} // namespace partitura::server
