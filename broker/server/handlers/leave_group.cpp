// LeaveGroup: members leave without waiting for their session to end.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleLeaveGroup(Broker& broker, const RequestContext& context, protocol::LeaveGroupRequest& request,
                      Responder<protocol::LeaveGroupRequest> respond) {
    broker.groups().leaveGroup({context.clientId, context.clientHost, context.version}, request,
                               std::move(respond));
}

} // namespace partitura::server
