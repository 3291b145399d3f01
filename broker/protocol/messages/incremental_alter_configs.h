// IncrementalAlterConfigs (44): changes single configurations of topics and brokers.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct IncrementalAlterConfigsResponse;

struct IncrementalAlterConfigsRequest {
    static constexpr ApiKey apiKey = ApiKey::IncrementalAlterConfigs;
    using Response = IncrementalAlterConfigsResponse;

    struct AlterableConfig {
        std::string name;
        std::int8_t configOperation = 0;
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

struct IncrementalAlterConfigsResponse {
    static constexpr ApiKey apiKey = ApiKey::IncrementalAlterConfigs;

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
