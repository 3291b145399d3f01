// UnregisterBroker: the controller forgets a broker; any broker passes the request on.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleUnregisterBroker(Broker& broker, const RequestContext&, protocol::UnregisterBrokerRequest& request,
                            Responder<protocol::UnregisterBrokerRequest> respond) {
    broker.askController<protocol::UnregisterBrokerRequest>(request, [respond](const auto& answer) {
        protocol::UnregisterBrokerResponse refused;
        if (!answer) {
            refused.errorCode = answer.code();
            refused.errorMessage = answer.error().context;
        }
        respond(answer ? *answer : refused);
    });
}

} // namespace partitura::server
