// Vote: a member of the quorum asks for this one's vote.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleVote(Broker& broker, const RequestContext& context, protocol::VoteRequest& request,
                Responder<protocol::VoteRequest> respond) {
    context.client->isBroker = true;
    respond(broker.quorum().vote(request));
}

} // namespace partitura::server
