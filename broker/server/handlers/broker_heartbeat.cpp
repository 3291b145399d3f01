// BrokerHeartbeat: a broker is alive.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleBrokerHeartbeat(Broker& broker, const RequestContext& context,
                           protocol::BrokerHeartbeatRequest& request,
                           Responder<protocol::BrokerHeartbeatRequest> respond) {
    context.client->isBroker = true;
    if (auto* controller = broker.controller())
        return respond(controller->brokerHeartbeat(request));
    protocol::BrokerHeartbeatResponse response;
    response.errorCode = ErrorCode::NOT_CONTROLLER;
    respond(response);
}

} // namespace partitura::server
