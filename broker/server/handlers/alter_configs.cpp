// AlterConfigs: the controller sets all configs of a topic; any broker passes the request on.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {
namespace {

/// The answer for every resource named when the controller cannot be asked.
protocol::AlterConfigsResponse refusal(const protocol::AlterConfigsRequest& request, const Error& error) {
    protocol::AlterConfigsResponse response;
    for (const auto& resource : request.resources) {
        auto& result = response.responses.emplace_back();
        result.resourceType = resource.resourceType;
        result.resourceName = resource.resourceName;
        result.errorCode = error.code;
        result.errorMessage = error.context;
    }
    return response;
}

} // namespace

void handleAlterConfigs(Broker& broker, const RequestContext&, protocol::AlterConfigsRequest& request,
                        Responder<protocol::AlterConfigsRequest> respond) {
    broker.askController<protocol::AlterConfigsRequest>(request, [request, respond](const auto& answer) {
        respond(answer ? *answer : refusal(request, answer.error()));
    });
}

} // namespace partitura::server
