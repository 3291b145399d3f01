// AlterConfigs (33): replaces the configurations of topics and brokers; what is not named goes.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct AlterConfigsResponse;

struct AlterConfigsRequest {
    static constexpr ApiKey apiKey = ApiKey::AlterConfigs;
    using Response = AlterConfigsResponse;

    struct AlterableConfig {
        std::string name;
        std::optional<std::string> value = "";

        static const Table table;
    };
    struct AlterConfigsResource {
        std::int8_t resourceType = 0;
        std::string resourceName;
        std::vector<AlterableConfig> configs;

        static const Table table;
    };

    std::vector<AlterConfigsResource> resources;
    bool validateOnly = false;

    static const Table table;
};

struct AlterConfigsResponse {
    static constexpr ApiKey apiKey = ApiKey::AlterConfigs;

    struct AlterConfigsResourceResponse {
        ErrorCode errorCode = ErrorCode::NONE;
        std::optional<std::string> errorMessage = "";
        std::int8_t resourceType = 0;
        std::string resourceName;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<AlterConfigsResourceResponse> responses;

    static const Table table;
};

} // namespace partitura::protocol
