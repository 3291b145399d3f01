// JoinGroup: a member enters its group, or stays through a rebalance.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleJoinGroup(Broker& broker, const RequestContext& context, protocol::JoinGroupRequest& request,
                     Responder<protocol::JoinGroupRequest> respond) {
    broker.groups().joinGroup({context.clientId, context.clientHost, context.version}, request,
                              std::move(respond));
}

} // namespace partitura::server
