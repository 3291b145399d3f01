// Metadata: brokers, topics, who leads what; creates topics that clients merely name.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

#include <algorithm>
#include <set>

namespace partitura::server {
namespace {

using protocol::MetadataRequest;
using protocol::MetadataResponse;

MetadataResponse::MetadataResponseTopic describe(const controller::MetadataImage& image,
                                                 const controller::TopicImage& topic) {
    const auto isLive = [&](BrokerId id) {
        const auto* broker = image.broker(id);
        return broker && !broker->fenced;
    };
    MetadataResponse::MetadataResponseTopic described;
    described.name = topic.name;
    described.topicId = topic.id;
    described.isInternal = controller::isInternalTopic(topic.name);
    for (std::size_t p = 0; p < topic.partitions.size(); ++p) {
        const auto& state = topic.partitions[p];
        auto& partition = described.partitions.emplace_back();
        partition.partitionIndex = static_cast<std::int32_t>(p);
        partition.leaderId = state.leader.value();
        partition.leaderEpoch = state.leaderEpoch.value();
        if (state.leader == BrokerId() || !isLive(state.leader))
            partition.errorCode = ErrorCode::LEADER_NOT_AVAILABLE;
        for (auto id : state.replicas) {
            partition.replicaNodes.push_back(id.value());
            if (!isLive(id))
                partition.offlineReplicas.push_back(id.value());
        }
        for (auto id : state.isr)
            partition.isrNodes.push_back(id.value());
    }
    return described;
}

/// What a request wants: names that exist, names to create, and refusals already decided.
struct Wanted {
    std::vector<std::string> found;
    std::vector<std::string> missing;
    std::vector<MetadataResponse::MetadataResponseTopic> refused;
};

Wanted sortOut(const controller::MetadataImage& image, const MetadataRequest& request, std::int16_t version) {
    Wanted wanted;
    // Every topic: null, or in version 0, which knows no null, an empty list.
    if (!request.topics || (version == 0 && request.topics->empty())) {
        for (const auto& [name, topic] : image.topics())
            wanted.found.push_back(name);
        return wanted;
    }
    const auto refuse = [&](std::optional<std::string> name, const Uuid& id, ErrorCode error) {
        auto& topic = wanted.refused.emplace_back();
        topic.name = std::move(name);
        topic.topicId = id;
        topic.errorCode = error;
    };
    // Each topic is answered once, or a small request that repeats a large one would be costly.
    std::set<std::string> names;
    std::set<Uuid> ids;
    for (const auto& topic : *request.topics) {
        if (topic.name ? !names.insert(*topic.name).second : !ids.insert(topic.topicId).second)
            continue;
        if (!topic.topicId.isZero()) {
            if (topic.name && version < 12)
                refuse(topic.name, topic.topicId, ErrorCode::INVALID_REQUEST);
            else if (const auto* known = image.topic(topic.topicId))
                wanted.found.push_back(known->name);
            else
                refuse(std::nullopt, topic.topicId, ErrorCode::UNKNOWN_TOPIC_ID);
        } else if (!topic.name) {
            refuse(std::nullopt, topic.topicId, ErrorCode::INVALID_REQUEST);
        } else if (image.topic(*topic.name)) {
            wanted.found.push_back(*topic.name);
        } else {
            wanted.missing.push_back(*topic.name);
        }
    }
    return wanted;
}

MetadataResponse build(Broker& broker, const Wanted& wanted) {
    const auto& image = broker.image();
    MetadataResponse response;
    response.clusterId = broker.config().clusterId;
    response.controllerId = broker.controllerId().value();
    for (const auto& [id, known] : image.brokers()) {
        if (known.fenced)
            continue;
        auto& node = response.brokers.emplace_back();
        node.nodeId = id.value();
        node.host = known.endpoint.host;
        node.port = known.endpoint.port;
        if (!known.rack.empty())
            node.rack = known.rack;
    }
    for (const auto& name : wanted.found)
        if (const auto* topic = image.topic(name))
            response.topics.push_back(describe(image, *topic));
    for (const auto& topic : wanted.refused)
        response.topics.push_back(topic);
    return response;
}

} // namespace

void handleMetadata(Broker& broker, const RequestContext& context, MetadataRequest& request,
                    Responder<MetadataRequest> respond) {
    auto wanted = sortOut(broker.image(), request, context.version);
    // Before version 4 a client could not say no to auto-creation.
    const bool mayCreate =
        broker.config().autoCreateTopics && (context.version < 4 || request.allowAutoTopicCreation);
    protocol::CreateTopicsRequest creation;
    for (const auto& name : wanted.missing) {
        auto error = controller::validateTopicName(name).code();
        if (error == ErrorCode::NONE) {
            error = ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
            if (mayCreate && !controller::isInternalTopic(name)) {
                auto& topic = creation.topics.emplace_back();
                topic.name = name;
                topic.numPartitions = -1;
                topic.replicationFactor = -1;
                // The client asks again: the topic is there then, but not for certain before.
                error = ErrorCode::LEADER_NOT_AVAILABLE;
            }
        }
        auto& refused = wanted.refused.emplace_back();
        refused.name = name;
        refused.errorCode = error;
    }
    if (!creation.topics.empty())
        broker.askController<protocol::CreateTopicsRequest>(creation, [](const auto&) {});
    respond(build(broker, wanted));
}

} // namespace partitura::server
