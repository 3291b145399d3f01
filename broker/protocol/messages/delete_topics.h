// DeleteTopics (20): by name, from version 6 also by id.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct DeleteTopicsResponse;

struct DeleteTopicsRequest {
    static constexpr ApiKey apiKey = ApiKey::DeleteTopics;
    using Response = DeleteTopicsResponse;

    struct DeleteTopicState {
        std::optional<std::string> name;
        Uuid topicId;

        static const Table table;
    };

    std::vector<DeleteTopicState> topics;
    std::vector<std::string> topicNames;
    std::int32_t timeoutMs = 0;

    static const Table table;
};

struct DeleteTopicsResponse {
    static constexpr ApiKey apiKey = ApiKey::DeleteTopics;

    struct DeletableTopicResult {
        std::optional<std::string> name = "";
        Uuid topicId;
        ErrorCode errorCode = ErrorCode::NONE;
        std::optional<std::string> errorMessage;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<DeletableTopicResult> responses;

    static const Table table;
};

} // namespace partitura::protocol
