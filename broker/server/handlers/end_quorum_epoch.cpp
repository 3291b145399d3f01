// EndQuorumEpoch: the leader of the quorum gives up its epoch.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleEndQuorumEpoch(Broker& broker, const RequestContext& context,
                          protocol::EndQuorumEpochRequest& request,
                          Responder<protocol::EndQuorumEpochRequest> respond) {
    context.client->isBroker = true;
    respond(broker.quorum().endQuorumEpoch(request));
}

} // namespace partitura::server
