// What handlers of requests between brokers and the controller share.
#pragma once

#include "broker/server/broker.h"

namespace partitura::server {

/// Lets the controller answer; where this node is not the controller, or no longer, the answer is
/// NOT_CONTROLLER, and the asker looks for the one that is.
template <typename Request>
void handleAtController(Broker& broker, const RequestContext& context, const Request& request,
                        const Responder<Request>& respond) {
    context.client->isBroker = true;
    typename Request::Response refused;
    refused.errorCode = ErrorCode::NOT_CONTROLLER;
    auto* controller = broker.controller();
    if (!controller)
        return respond(refused);
    controller->handle(request, [respond, refused](const Result<typename Request::Response>& answer) {
        respond(answer ? *answer : refused);
    });
}

} // namespace partitura::server
