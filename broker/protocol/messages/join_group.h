// JoinGroup (11): enters a classic group and waits for the others.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct JoinGroupResponse;

struct JoinGroupRequest {
    static constexpr ApiKey apiKey = ApiKey::JoinGroup;
    using Response = JoinGroupResponse;

    struct JoinGroupRequestProtocol {
        std::string name;
        Bytes metadata;

        static const Table table;
    };

    std::string groupId;
    std::int32_t sessionTimeoutMs = 0;
    std::int32_t rebalanceTimeoutMs = -1;
    std::string memberId;
    std::optional<std::string> groupInstanceId;
    std::string protocolType;
    std::vector<JoinGroupRequestProtocol> protocols;
    std::optional<std::string> reason;

    static const Table table;
};

struct JoinGroupResponse {
    static constexpr ApiKey apiKey = ApiKey::JoinGroup;

    struct JoinGroupResponseMember {
        std::string memberId;
        std::optional<std::string> groupInstanceId;
        Bytes metadata;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::NONE;
    std::int32_t generationId = -1;
    std::optional<std::string> protocolType;
    std::optional<std::string> protocolName = "";
    std::string leader;
    bool skipAssignment = false;
    std::string memberId;
    std::vector<JoinGroupResponseMember> members;

    static const Table table;
};

} // namespace partitura::protocol
