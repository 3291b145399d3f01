// BrokerHeartbeat: a broker is alive.
#include "broker/server/handlers/at_controller.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleBrokerHeartbeat(Broker& broker, const RequestContext& context,
                           protocol::BrokerHeartbeatRequest& request,
                           Responder<protocol::BrokerHeartbeatRequest> respond) {
    handleAtController(broker, context, request, respond);
}

} // namespace partitura::server
