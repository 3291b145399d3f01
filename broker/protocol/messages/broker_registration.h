// BrokerRegistration (62): a broker that starts makes itself known to the controller.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct BrokerRegistrationResponse;

struct BrokerRegistrationRequest {
    static constexpr ApiKey apiKey = ApiKey::BrokerRegistration;
    using Response = BrokerRegistrationResponse;

    struct Listener {
        std::string name;
        std::string host;
        std::uint16_t port = 0;
        std::int16_t securityProtocol = 0;

        static const Table table;
    };
    struct Feature {
        std::string name;
        std::int16_t minSupportedVersion = 0;
        std::int16_t maxSupportedVersion = 0;

        static const Table table;
    };

    std::int32_t brokerId = 0;
    std::string clusterId;
    Uuid incarnationId;
    std::vector<Listener> listeners;
    std::vector<Feature> features;
    std::optional<std::string> rack = "";
    bool isMigratingZkBroker = false;
    std::vector<Uuid> logDirs;
    std::int64_t previousBrokerEpoch = -1;

    static const Table table;
};

struct BrokerRegistrationResponse {
    static constexpr ApiKey apiKey = ApiKey::BrokerRegistration;

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::NONE;
    std::int64_t brokerEpoch = -1;

    static const Table table;
};

} // namespace partitura::protocol
