// DeleteTopics: the controller removes topics; any broker passes the request on.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {
namespace {

/// The answer for every topic asked for when the controller cannot be asked.
protocol::DeleteTopicsResponse refusal(const protocol::DeleteTopicsRequest& request, const Error& error) {
    protocol::DeleteTopicsResponse response;
    const auto refuse = [&](std::optional<std::string> name, const Uuid& id) {
        auto& result = response.responses.emplace_back();
        result.name = std::move(name);
        result.topicId = id;
        result.errorCode = error.code;
        result.errorMessage = error.context;
    };
    for (const auto& name : request.topicNames)
        refuse(name, {});
    for (const auto& topic : request.topics)
        refuse(topic.name, topic.topicId);
    return response;
}

} // namespace

void handleDeleteTopics(Broker& broker, const RequestContext&, protocol::DeleteTopicsRequest& request,
                        Responder<protocol::DeleteTopicsRequest> respond) {
    broker.askController<protocol::DeleteTopicsRequest>(request, [request, respond](const auto& answer) {
        respond(answer ? *answer : refusal(request, answer.error()));
    });
}

} // namespace partitura::server
