// AlterPartitionReassignments: the controller moves partitions to other brokers; any broker passes the
// request on.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleAlterPartitionReassignments(Broker& broker, const RequestContext&,
                                       protocol::AlterPartitionReassignmentsRequest& request,
                                       Responder<protocol::AlterPartitionReassignmentsRequest> respond) {
    broker.askController<protocol::AlterPartitionReassignmentsRequest>(
        request, [respond](const auto& answer) {
            protocol::AlterPartitionReassignmentsResponse refused;
            refused.errorCode = answer.code();
            respond(answer ? *answer : refused);
        });
}

} // namespace partitura::server
