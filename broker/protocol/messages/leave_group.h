// LeaveGroup (13): members go, one up to version 2, several from 3.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct LeaveGroupResponse;

struct LeaveGroupRequest {
    static constexpr ApiKey apiKey = ApiKey::LeaveGroup;
    using Response = LeaveGroupResponse;

    struct MemberIdentity {
        std::string memberId;
        std::optional<std::string> groupInstanceId;
        std::optional<std::string> reason;

        static const Table table;
    };

    std::string groupId;
    std::string memberId;
    std::vector<MemberIdentity> members;

    static const Table table;
};

struct LeaveGroupResponse {
    static constexpr ApiKey apiKey = ApiKey::LeaveGroup;

    struct MemberResponse {
        std::string memberId;
        std::optional<std::string> groupInstanceId = "";
        ErrorCode errorCode = ErrorCode::NONE;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::NONE;
    std::vector<MemberResponse> members;

    static const Table table;
};

} // namespace partitura::protocol
