// Envelope: a client's request that another broker has passed on to the controller.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"
#include "broker/server/session.h"

namespace partitura::server {

void handleEnvelope(Broker& broker, const RequestContext& context, protocol::EnvelopeRequest& request,
                    Responder<protocol::EnvelopeRequest> respond) {
    context.client->isBroker = true;
    protocol::EnvelopeResponse refused;
    refused.errorCode = ErrorCode::NOT_CONTROLLER;
    if (!broker.controller())
        return respond(refused);
    const auto frame = std::make_shared<Bytes>(std::move(request.requestData));
    dispatch(broker, *frame, context.clientHost, std::make_shared<ClientCounters>(),
             [frame, respond, refused](Outcome outcome) mutable {
                 protocol::EnvelopeResponse response;
                 auto bytes = outcome.kind == Outcome::Kind::respond
                                  ? outcome.response.flatten()
                                  : Result<Bytes>(ErrorCode::INVALID_REQUEST);
                 if (bytes)
                     response.responseData = std::move(*bytes);
                 response.errorCode = bytes.code();
                 respond(response);
             });
}

} // namespace partitura::server
