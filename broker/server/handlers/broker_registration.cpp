// BrokerRegistration: a broker joins the cluster.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleBrokerRegistration(Broker& broker, const RequestContext& context,
                              protocol::BrokerRegistrationRequest& request,
                              Responder<protocol::BrokerRegistrationRequest> respond) {
    context.client->isBroker = true;
    if (auto* controller = broker.controller())
        return respond(controller->registerBroker(request));
    protocol::BrokerRegistrationResponse response;
    response.errorCode = ErrorCode::NOT_CONTROLLER;
    respond(response);
}

} // namespace partitura::server
