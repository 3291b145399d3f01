// BrokerHeartbeat (63): a broker tells the controller it is alive, and hears whether it is fenced.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct BrokerHeartbeatResponse;

struct BrokerHeartbeatRequest {
    static constexpr ApiKey apiKey = ApiKey::BrokerHeartbeat;
    using Response = BrokerHeartbeatResponse;

    std::int32_t brokerId = 0;
    std::int64_t brokerEpoch = -1;
    std::int64_t currentMetadataOffset = 0;
    bool wantFence = false;
    bool wantShutDown = false;
    std::vector<Uuid> offlineLogDirs;
    std::optional<std::vector<Uuid>> cordonedLogDirs;

    static const Table table;
};

struct BrokerHeartbeatResponse {
    static constexpr ApiKey apiKey = ApiKey::BrokerHeartbeat;

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::NONE;
    bool isCaughtUp = false;
    bool isFenced = true;
    bool shouldShutDown = false;

    static const Table table;
};

} // namespace partitura::protocol
