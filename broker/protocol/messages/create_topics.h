// CreateTopics (19).
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct CreateTopicsResponse;

struct CreateTopicsRequest {
    static constexpr ApiKey apiKey = ApiKey::CreateTopics;
    using Response = CreateTopicsResponse;

    struct CreatableReplicaAssignment {
        std::int32_t partitionIndex = 0;
        std::vector<std::int32_t> brokerIds;

        static const Table table;
    };
    struct CreatableTopicConfig {
        std::string name;
        std::optional<std::string> value = "";

        static const Table table;
    };
    struct CreatableTopic {
        std::string name;
        std::int32_t numPartitions = 0;
        std::int16_t replicationFactor = 0;
        std::vector<CreatableReplicaAssignment> assignments;
        std::vector<CreatableTopicConfig> configs;

        static const Table table;
    };

    std::vector<CreatableTopic> topics;
    std::int32_t timeoutMs = 60000;
    bool validateOnly = false;

    static const Table table;
};

struct CreateTopicsResponse {
    static constexpr ApiKey apiKey = ApiKey::CreateTopics;

    struct CreatableTopicConfigs {
        std::string name;
        std::optional<std::string> value = "";
        bool readOnly = false;
        std::int8_t configSource = -1;
        bool isSensitive = false;

        static const Table table;
    };
    struct CreatableTopicResult {
        std::string name;
        Uuid topicId;
        ErrorCode errorCode = ErrorCode::NONE;
        std::optional<std::string> errorMessage = "";
        ErrorCode topicConfigErrorCode = ErrorCode::NONE;
        std::int32_t numPartitions = -1;
        std::int16_t replicationFactor = -1;
        std::optional<std::vector<CreatableTopicConfigs>> configs{std::in_place};

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<CreatableTopicResult> topics;

    static const Table table;
};

} // namespace partitura::protocol
