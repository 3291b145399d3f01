#include "broker/protocol/messages/incremental_alter_configs.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = IncrementalAlterConfigsRequest;
using Response = IncrementalAlterConfigsResponse;

constexpr Field requestFields[] = {
    field<&Request::resources>("Resources", since(0), "One entry per topic, broker and so on."),
    field<&Request::validateOnly>("ValidateOnly", since(0), about::validateOnly),
};
constexpr Field requestAlterConfigsResourceFields[] = {
    field<&Request::AlterConfigsResource::resourceType>("ResourceType", since(0), about::resourceType),
    field<&Request::AlterConfigsResource::resourceName>("ResourceName", since(0), about::resourceName),
    field<&Request::AlterConfigsResource::configs>("Configs", since(0), "What to change."),
};
constexpr Field requestAlterableConfigFields[] = {
    field<&Request::AlterableConfig::name>("Name", since(0), about::configName),
    field<&Request::AlterableConfig::configOperation>(
        "ConfigOperation", since(0),
        "0 sets the key, 1 deletes it, 2 adds to its list, 3 takes from its list."),
    field<&Request::AlterableConfig::value>("Value", since(0), "Value to set, add or take; null to delete.",
                                            {.nullable = since(0)}),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(0), about::throttleTimeMs),
    field<&Response::responses>("Responses", since(0), "One entry per topic, broker and so on."),
};
constexpr Field responseAlterConfigsResourceResponseFields[] = {
    field<&Response::AlterConfigsResourceResponse::errorCode>("ErrorCode", since(0), about::itemErrorCode),
    field<&Response::AlterConfigsResourceResponse::errorMessage>("ErrorMessage", since(0),
                                                                 about::errorMessage, {.nullable = since(0)}),
    field<&Response::AlterConfigsResourceResponse::resourceType>("ResourceType", since(0),
                                                                 about::resourceType),
    field<&Response::AlterConfigsResourceResponse::resourceName>("ResourceName", since(0),
                                                                 about::resourceName),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("IncrementalAlterConfigsRequest", between(0, 1), 1, requestFields);
constinit const Table Request::AlterConfigsResource::table =
    structTable<Request::AlterConfigsResource>("AlterConfigsResource", requestAlterConfigsResourceFields);
constinit const Table Request::AlterableConfig::table =
    structTable<Request::AlterableConfig>("AlterableConfig", requestAlterableConfigFields);

constinit const Table Response::table =
    messageTable<Response>("IncrementalAlterConfigsResponse", between(0, 1), 1, responseFields);
constinit const Table Response::AlterConfigsResourceResponse::table =
    structTable<Response::AlterConfigsResourceResponse>("AlterConfigsResourceResponse",
                                                        responseAlterConfigsResourceResponseFields);

} // namespace partitura::protocol
