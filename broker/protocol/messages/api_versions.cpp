#include "broker/protocol/messages/api_versions.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = ApiVersionsRequest;
using Response = ApiVersionsResponse;

constexpr Field requestFields[] = {
    field<&Request::clientSoftwareName>("ClientSoftwareName", since(3),
                                        "What the client calls its software."),
    field<&Request::clientSoftwareVersion>("ClientSoftwareVersion", since(3),
                                           "Version of the client's software."),
};

constexpr Field responseFields[] = {
    field<&Response::errorCode>("ErrorCode", since(0), about::errorCode),
    field<&Response::apiKeys>("ApiKeys", since(0), "One entry per API the broker serves."),
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(1), about::throttleTimeMs),
    field<&Response::supportedFeatures>("SupportedFeatures", since(3), "Features this broker could run.",
                                        {.tag = 0}),
    field<&Response::finalizedFeaturesEpoch>(
        "FinalizedFeaturesEpoch", since(3),
        "Rises with each change of the finalized features; -1 if unknown.", {.tag = 1}),
    field<&Response::finalizedFeatures>("FinalizedFeatures", since(3), "Features the cluster has agreed on.",
                                        {.tag = 2}),
    field<&Response::zkMigrationReady>("ZkMigrationReady", since(3),
                                       "Set by controllers that were ready to take over from ZooKeeper.",
                                       {.tag = 3}),
};
constexpr Field apiVersionFields[] = {
    field<&Response::ApiVersion::apiKey>("ApiKey", since(0), "Key of the API."),
    field<&Response::ApiVersion::minVersion>("MinVersion", since(0), "Lowest version served."),
    field<&Response::ApiVersion::maxVersion>("MaxVersion", since(0), "Highest version served."),
};
constexpr Field supportedFeatureKeyFields[] = {
    field<&Response::SupportedFeatureKey::name>("Name", since(3), "Name of the feature."),
    field<&Response::SupportedFeatureKey::minVersion>("MinVersion", since(3), "Lowest level supported."),
    field<&Response::SupportedFeatureKey::maxVersion>("MaxVersion", since(3), "Highest level supported."),
};
constexpr Field finalizedFeatureKeyFields[] = {
    field<&Response::FinalizedFeatureKey::name>("Name", since(3), "Name of the feature."),
    field<&Response::FinalizedFeatureKey::maxVersionLevel>("MaxVersionLevel", since(3),
                                                           "Highest level agreed on."),
    field<&Response::FinalizedFeatureKey::minVersionLevel>("MinVersionLevel", since(3),
                                                           "Lowest level agreed on."),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("ApiVersionsRequest", between(0, 4), 3, requestFields);

constinit const Table Response::table =
    messageTable<Response>("ApiVersionsResponse", between(0, 4), 3, responseFields);
constinit const Table Response::ApiVersion::table =
    structTable<Response::ApiVersion>("ApiVersion", apiVersionFields);
constinit const Table Response::SupportedFeatureKey::table =
    structTable<Response::SupportedFeatureKey>("SupportedFeatureKey", supportedFeatureKeyFields);
constinit const Table Response::FinalizedFeatureKey::table =
    structTable<Response::FinalizedFeatureKey>("FinalizedFeatureKey", finalizedFeatureKeyFields);

} // namespace partitura::protocol
