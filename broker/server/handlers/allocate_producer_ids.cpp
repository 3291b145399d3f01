// AllocateProducerIds: a broker gets a block of producer ids to hand out.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleAllocateProducerIds(Broker& broker, const RequestContext& context,
                               protocol::AllocateProducerIdsRequest& request,
                               Responder<protocol::AllocateProducerIdsRequest> respond) {
    context.client->isBroker = true;
    if (auto* controller = broker.controller())
        return respond(controller->allocateProducerIds(request));
    protocol::AllocateProducerIdsResponse response;
    response.errorCode = ErrorCode::NOT_CONTROLLER;
    respond(response);
}

} // namespace partitura::server
