// DeleteGroups (42): groups without members are forgotten, with all they have committed.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct DeleteGroupsResponse;

struct DeleteGroupsRequest {
    static constexpr ApiKey apiKey = ApiKey::DeleteGroups;
    using Response = DeleteGroupsResponse;

    std::vector<std::string> groupsNames;

    static const Table table;
};

struct DeleteGroupsResponse {
    static constexpr ApiKey apiKey = ApiKey::DeleteGroups;

    struct DeletableGroupResult {
        std::string groupId;
        ErrorCode errorCode = ErrorCode::NONE;
        std::optional<std::string> errorMessage;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<DeletableGroupResult> results;

    static const Table table;
};

} // namespace partitura::protocol
