#include "broker/server/handlers/api_versions.h"

#include "broker/server/api_handlers.h"
#include "broker/server/handlers/handlers.h"

#include <algorithm>

namespace partitura::server {
namespace {

using protocol::ApiVersionsResponse;

ApiVersionsResponse::ApiVersion rangeOf(const protocol::ApiDescription& api) {
    ApiVersionsResponse::ApiVersion range;
    range.apiKey = static_cast<std::int16_t>(api.key);
    range.minVersion = api.advertisedMinVersion;
    range.maxVersion = api.versions.last;
    return range;
}

/// [a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?  (ApiVersionsRequest.isValid)
bool isSoftwareName(const std::string& text) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return !text.empty() && plain(text.front()) && plain(text.back()) &&
           std::ranges::all_of(text, [&](char c) { return plain(c) || c == '-' || c == '.'; });
}

} // namespace

Payload apiVersionsMismatch(std::int32_t correlationId) {
    ApiVersionsResponse response;
    response.errorCode = ErrorCode::UNSUPPORTED_VERSION;
    response.apiKeys.push_back(rangeOf(*protocol::findApi(protocol::ApiKey::ApiVersions)));
    return protocol::encodeResponse(response, 0, correlationId);
}

void handleApiVersions(Broker&, const RequestContext& context, protocol::ApiVersionsRequest& request,
                       Responder<protocol::ApiVersionsRequest> respond) {
    ApiVersionsResponse response;
    if (context.version >= 3) {
        if (!isSoftwareName(request.clientSoftwareName) || !isSoftwareName(request.clientSoftwareVersion)) {
            response.errorCode = ErrorCode::INVALID_REQUEST;
            return respond(response);
        }
        context.client->software = request.clientSoftwareName + " " + request.clientSoftwareVersion;
    }
    for (const auto& handler : apiHandlers())
        if (const auto* api = protocol::findApi(handler.key); api->audience == protocol::Audience::Client)
            response.apiKeys.push_back(rangeOf(*api));
    respond(response);
}

} // namespace partitura::server
