// OffsetCommit: a group remembers how far it has read.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleOffsetCommit(Broker& broker, const RequestContext& context, protocol::OffsetCommitRequest& request,
                        Responder<protocol::OffsetCommitRequest> respond) {
    broker.groups().offsetCommit({context.clientId, context.clientHost, context.version}, request,
                                 std::move(respond));
}

} // namespace partitura::server
