// AllocateProducerIds: a broker gets a block of producer ids to hand out.
#include "broker/server/handlers/at_controller.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleAllocateProducerIds(Broker& broker, const RequestContext& context,
                               protocol::AllocateProducerIdsRequest& request,
                               Responder<protocol::AllocateProducerIdsRequest> respond) {
    handleAtController(broker, context, request, respond);
}

} // namespace partitura::server
