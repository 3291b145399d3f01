// AlterPartition: a leader asks the controller for another ISR.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleAlterPartition(Broker& broker, const RequestContext& context,
                          protocol::AlterPartitionRequest& request,
                          Responder<protocol::AlterPartitionRequest> respond) {
    context.client->isBroker = true;
    if (auto* controller = broker.controller())
        return respond(controller->alterPartition(request));
    protocol::AlterPartitionResponse response;
    response.errorCode = ErrorCode::NOT_CONTROLLER;
    respond(response);
}

} // namespace partitura::server
