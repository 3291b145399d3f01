// AlterPartition: a leader asks the controller for another ISR.
#include "broker/server/handlers/at_controller.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleAlterPartition(Broker& broker, const RequestContext& context,
                          protocol::AlterPartitionRequest& request,
                          Responder<protocol::AlterPartitionRequest> respond) {
    handleAtController(broker, context, request, respond);
}

} // namespace partitura::server
