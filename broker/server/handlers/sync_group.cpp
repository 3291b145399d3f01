// SyncGroup: the leader hands in the assignment, every member gets its share.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleSyncGroup(Broker& broker, const RequestContext& context, protocol::SyncGroupRequest& request,
                     Responder<protocol::SyncGroupRequest> respond) {
    broker.groups().syncGroup({context.clientId, context.clientHost, context.version}, request,
                              std::move(respond));
}

} // namespace partitura::server
