// Heartbeat (12): a member of a classic group says it is alive, and hears of rebalances.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct HeartbeatResponse;

struct HeartbeatRequest {
    static constexpr ApiKey apiKey = ApiKey::Heartbeat;
    using Response = HeartbeatResponse;

    std::string groupId;
    std::int32_t generationId = 0;
    std::string memberId;
    std::optional<std::string> groupInstanceId;

    static const Table table;
};

struct HeartbeatResponse {
    static constexpr ApiKey apiKey = ApiKey::Heartbeat;

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::NONE;

    static const Table table;
};

} // namespace partitura::protocol
