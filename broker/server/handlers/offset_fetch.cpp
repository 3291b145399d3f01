// OffsetFetch: how far a group has read.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleOffsetFetch(Broker& broker, const RequestContext& context, protocol::OffsetFetchRequest& request,
                       Responder<protocol::OffsetFetchRequest> respond) {
    broker.groups().offsetFetch({context.clientId, context.clientHost, context.version}, request,
                                std::move(respond));
}

} // namespace partitura::server
