// DescribeConfigs (32): configurations of topics and brokers, with where each value comes from.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct DescribeConfigsResponse;

struct DescribeConfigsRequest {
    static constexpr ApiKey apiKey = ApiKey::DescribeConfigs;
    using Response = DescribeConfigsResponse;

    struct DescribeConfigsResource {
        std::int8_t resourceType = 0;
        std::string resourceName;
        /// Null asks for all keys.
        std::optional<std::vector<std::string>> configurationKeys{std::in_place};

        static const Table table;
    };

    std::vector<DescribeConfigsResource> resources;
    bool includeSynonyms = false;
    bool includeDocumentation = false;

    static const Table table;
};

struct DescribeConfigsResponse {
    static constexpr ApiKey apiKey = ApiKey::DescribeConfigs;

    struct DescribeConfigsSynonym {
        std::string name;
        std::optional<std::string> value = "";
        std::int8_t source = 0;

        static const Table table;
    };
    struct DescribeConfigsResourceResult {
        std::string name;
        std::optional<std::string> value = "";
        bool readOnly = false;
        std::int8_t configSource = -1;
        bool isSensitive = false;
        std::vector<DescribeConfigsSynonym> synonyms;
        std::int8_t configType = 0;
        std::optional<std::string> documentation = "";

        static const Table table;
    };
    struct DescribeConfigsResult {
        ErrorCode errorCode = ErrorCode::NONE;
        std::optional<std::string> errorMessage = "";
        std::int8_t resourceType = 0;
        std::string resourceName;
        std::vector<DescribeConfigsResourceResult> configs;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<DescribeConfigsResult> results;

    static const Table table;
};

} // namespace partitura::protocol
