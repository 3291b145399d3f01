// DeleteGroups: groups without members are forgotten.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleDeleteGroups(Broker& broker, const RequestContext& context, protocol::DeleteGroupsRequest& request,
                        Responder<protocol::DeleteGroupsRequest> respond) {
    broker.groups().deleteGroups({context.clientId, context.clientHost, context.version}, request,
                                 std::move(respond));
}

} // namespace partitura::server
