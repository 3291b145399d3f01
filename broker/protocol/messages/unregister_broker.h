// UnregisterBroker (64): has the controller forget a broker that is gone.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct UnregisterBrokerResponse;

struct UnregisterBrokerRequest {
    static constexpr ApiKey apiKey = ApiKey::UnregisterBroker;
    using Response = UnregisterBrokerResponse;

    std::int32_t brokerId = 0;

    static const Table table;
};

struct UnregisterBrokerResponse {
    static constexpr ApiKey apiKey = ApiKey::UnregisterBroker;

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::NONE;
    std::optional<std::string> errorMessage = "";

    static const Table table;
};

} // namespace partitura::protocol
