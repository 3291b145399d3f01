// ListPartitionReassignments: which partitions the controller is moving; any broker passes the request on.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleListPartitionReassignments(Broker& broker, const RequestContext&,
                                      protocol::ListPartitionReassignmentsRequest& request,
                                      Responder<protocol::ListPartitionReassignmentsRequest> respond) {
    broker.askController<protocol::ListPartitionReassignmentsRequest>(request, [respond](const auto& answer) {
        protocol::ListPartitionReassignmentsResponse refused;
        refused.errorCode = answer.code();
        respond(answer ? *answer : refused);
    });
}

} // namespace partitura::server
