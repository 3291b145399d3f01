// BrokerRegistration: a broker joins the cluster.
#include "broker/server/handlers/at_controller.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleBrokerRegistration(Broker& broker, const RequestContext& context,
                              protocol::BrokerRegistrationRequest& request,
                              Responder<protocol::BrokerRegistrationRequest> respond) {
    handleAtController(broker, context, request, respond);
}

} // namespace partitura::server
