// CreatePartitions: the controller adds partitions; any broker passes the request on.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {
namespace {

/// The answer for every topic asked for when the controller cannot be asked.
protocol::CreatePartitionsResponse refusal(const protocol::CreatePartitionsRequest& request,
                                           const Error& error) {
    protocol::CreatePartitionsResponse response;
    for (const auto& topic : request.topics) {
        auto& result = response.results.emplace_back();
        result.name = topic.name;
        result.errorCode = error.code;
        result.errorMessage = error.context;
    }
    return response;
}

} // namespace

void handleCreatePartitions(Broker& broker, const RequestContext&, protocol::CreatePartitionsRequest& request,
                            Responder<protocol::CreatePartitionsRequest> respond) {
    broker.askController<protocol::CreatePartitionsRequest>(request, [request, respond](const auto& answer) {
        respond(answer ? *answer : refusal(request, answer.error()));
    });
}

} // namespace partitura::server
