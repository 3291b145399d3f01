// Metadata (3): brokers, topics, partitions and their leaders.
#pragma once

#include "broker/protocol/messages/message.h"

#include <limits>

namespace partitura::protocol {

struct MetadataResponse;

struct MetadataRequest {
    static constexpr ApiKey apiKey = ApiKey::Metadata;
    using Response = MetadataResponse;

    struct MetadataRequestTopic {
        Uuid topicId;
        std::optional<std::string> name = "";

        static const Table table;
    };

    /// Null asks for all topics; in version 0, which knows no null, an empty list does.
    std::optional<std::vector<MetadataRequestTopic>> topics{std::in_place};
    bool allowAutoTopicCreation = true;
    bool includeClusterAuthorizedOperations = false;
    bool includeTopicAuthorizedOperations = false;

    static const Table table;
};

struct MetadataResponse {
    static constexpr ApiKey apiKey = ApiKey::Metadata;

    struct MetadataResponseBroker {
        std::int32_t nodeId = 0;
        std::string host;
        std::int32_t port = 0;
        std::optional<std::string> rack;

        static const Table table;
    };
    struct MetadataResponsePartition {
        ErrorCode errorCode = ErrorCode::NONE;
        std::int32_t partitionIndex = 0;
        std::int32_t leaderId = 0;
        std::int32_t leaderEpoch = -1;
        std::vector<std::int32_t> replicaNodes;
        std::vector<std::int32_t> isrNodes;
        std::vector<std::int32_t> offlineReplicas;

        static const Table table;
    };
    struct MetadataResponseTopic {
        ErrorCode errorCode = ErrorCode::NONE;
        std::optional<std::string> name = "";
        Uuid topicId;
        bool isInternal = false;
        std::vector<MetadataResponsePartition> partitions;
        std::int32_t topicAuthorizedOperations = std::numeric_limits<std::int32_t>::min();

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<MetadataResponseBroker> brokers;
    std::optional<std::string> clusterId;
    std::int32_t controllerId = -1;
    std::vector<MetadataResponseTopic> topics;
    std::int32_t clusterAuthorizedOperations = std::numeric_limits<std::int32_t>::min();
    ErrorCode errorCode = ErrorCode::NONE;

    static const Table table;
};

} // namespace partitura::protocol
