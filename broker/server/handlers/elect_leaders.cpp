// ElectLeaders: the controller elects preferred or unclean leaders; any broker passes the request on.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleElectLeaders(Broker& broker, const RequestContext&, protocol::ElectLeadersRequest& request,
                        Responder<protocol::ElectLeadersRequest> respond) {
    broker.askController<protocol::ElectLeadersRequest>(request, [respond](const auto& answer) {
        protocol::ElectLeadersResponse refused;
        refused.errorCode = answer.code();
        respond(answer ? *answer : refused);
    });
}

} // namespace partitura::server
