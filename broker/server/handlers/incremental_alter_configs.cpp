// IncrementalAlterConfigs: the controller changes single configs of a topic; any broker passes the request
// on.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {
namespace {

/// The answer for every resource named when the controller cannot be asked.
protocol::IncrementalAlterConfigsResponse refusal(const protocol::IncrementalAlterConfigsRequest& request,
                                                  const Error& error) {
    protocol::IncrementalAlterConfigsResponse response;
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

void handleIncrementalAlterConfigs(Broker& broker, const RequestContext&,
                                   protocol::IncrementalAlterConfigsRequest& request,
                                   Responder<protocol::IncrementalAlterConfigsRequest> respond) {
    broker.askController<protocol::IncrementalAlterConfigsRequest>(
        request, [request, respond](const auto& answer) {
            respond(answer ? *answer : refusal(request, answer.error()));
        });
}

} // namespace partitura::server
