// Heartbeat: a member is alive, and learns of rebalances.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleHeartbeat(Broker& broker, const RequestContext& context, protocol::HeartbeatRequest& request,
                     Responder<protocol::HeartbeatRequest> respond) {
    broker.groups().heartbeat({context.clientId, context.clientHost, context.version}, request,
                              std::move(respond));
}

} // namespace partitura::server
