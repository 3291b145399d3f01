// BeginQuorumEpoch: a member of the quorum says that it leads.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleBeginQuorumEpoch(Broker& broker, const RequestContext& context,
                            protocol::BeginQuorumEpochRequest& request,
                            Responder<protocol::BeginQuorumEpochRequest> respond) {
    context.client->isBroker = true;
    respond(broker.quorum().beginQuorumEpoch(request));
}

} // namespace partitura::server
