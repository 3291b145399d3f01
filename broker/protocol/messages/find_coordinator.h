// FindCoordinator (10): which broker looks after a group or a transactional id. Batched from version 4.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct FindCoordinatorResponse;

struct FindCoordinatorRequest {
    static constexpr ApiKey apiKey = ApiKey::FindCoordinator;
    using Response = FindCoordinatorResponse;

    std::string key;
    std::int8_t keyType = 0;
    std::vector<std::string> coordinatorKeys;

    static const Table table;
};

struct FindCoordinatorResponse {
    static constexpr ApiKey apiKey = ApiKey::FindCoordinator;

    struct Coordinator {
        std::string key;
        std::int32_t nodeId = 0;
        std::string host;
        std::int32_t port = 0;
        ErrorCode errorCode = ErrorCode::NONE;
        std::optional<std::string> errorMessage = "";

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::NONE;
    std::optional<std::string> errorMessage = "";
    std::int32_t nodeId = 0;
    std::string host;
    std::int32_t port = 0;
    std::vector<Coordinator> coordinators;

    static const Table table;
};

} // namespace partitura::protocol
