// CreateTopics: the controller makes topics; any broker passes the request on.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {
namespace {

/// The answer for every topic asked for when the controller cannot be asked.
protocol::CreateTopicsResponse refusal(const protocol::CreateTopicsRequest& request, const Error& error) {
    protocol::CreateTopicsResponse response;
    for (const auto& topic : request.topics) {
        auto& result = response.topics.emplace_back();
        result.name = topic.name;
        result.errorCode = error.code;
        result.errorMessage = error.context;
    }
    return response;
}

} // namespace

void handleCreateTopics(Broker& broker, const RequestContext&, protocol::CreateTopicsRequest& request,
                        Responder<protocol::CreateTopicsRequest> respond) {
    broker.askController<protocol::CreateTopicsRequest>(request, [request, respond](const auto& answer) {
        respond(answer ? *answer : refusal(request, answer.error()));
    });
}

} // namespace partitura::server
