// FetchSnapshot: a follower of the metadata log reads a piece of a snapshot.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleFetchSnapshot(Broker& broker, const RequestContext& context,
                         protocol::FetchSnapshotRequest& request,
                         Responder<protocol::FetchSnapshotRequest> respond) {
    context.client->isBroker = true;
    respond(broker.quorum().fetchSnapshot(request));
}

} // namespace partitura::server
