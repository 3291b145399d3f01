// SyncGroup (14): the leader of a classic group hands in the assignment, each member receives its own.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct SyncGroupResponse;

struct SyncGroupRequest {
    static constexpr ApiKey apiKey = ApiKey::SyncGroup;
    using Response = SyncGroupResponse;

    struct SyncGroupRequestAssignment {
        std::string memberId;
        Bytes assignment;

        static const Table table;
    };

    std::string groupId;
    std::int32_t generationId = 0;
    std::string memberId;
    std::optional<std::string> groupInstanceId;
    std::optional<std::string> protocolType;
    std::optional<std::string> protocolName;
    std::vector<SyncGroupRequestAssignment> assignments;

    static const Table table;
};

struct SyncGroupResponse {
    static constexpr ApiKey apiKey = ApiKey::SyncGroup;

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::NONE;
    std::optional<std::string> protocolType;
    std::optional<std::string> protocolName;
    Bytes assignment;

    static const Table table;
};

} // namespace partitura::protocol
