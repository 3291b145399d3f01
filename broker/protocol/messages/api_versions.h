// ApiVersions (18): which APIs and versions a broker speaks, and the features of its cluster.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct ApiVersionsResponse;

struct ApiVersionsRequest {
    static constexpr ApiKey apiKey = ApiKey::ApiVersions;
    using Response = ApiVersionsResponse;

    std::string clientSoftwareName;
    std::string clientSoftwareVersion;

    static const Table table;
};

struct ApiVersionsResponse {
    static constexpr ApiKey apiKey = ApiKey::ApiVersions;

    struct ApiVersion {
        std::int16_t apiKey = 0;
        std::int16_t minVersion = 0;
        std::int16_t maxVersion = 0;

        static const Table table;
    };
    struct SupportedFeatureKey {
        std::string name;
        std::int16_t minVersion = 0;
        std::int16_t maxVersion = 0;

        static const Table table;
    };
    struct FinalizedFeatureKey {
        std::string name;
        std::int16_t maxVersionLevel = 0;
        std::int16_t minVersionLevel = 0;

        static const Table table;
    };

    ErrorCode errorCode = ErrorCode::NONE;
    std::vector<ApiVersion> apiKeys;
    std::int32_t throttleTimeMs = 0;
    std::vector<SupportedFeatureKey> supportedFeatures;
    std::int64_t finalizedFeaturesEpoch = -1;
    std::vector<FinalizedFeatureKey> finalizedFeatures;
    bool zkMigrationReady = false;

    static const Table table;
};

} // namespace partitura::protocol
