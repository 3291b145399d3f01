// InitProducerId: an idempotent producer gets the id that makes its batches recognisable.
#include "broker/server/broker.h"
#include "broker/server/handlers/handlers.h"

namespace partitura::server {

void handleInitProducerId(Broker& broker, const RequestContext&, protocol::InitProducerIdRequest& request,
                          Responder<protocol::InitProducerIdRequest> respond) {
    protocol::InitProducerIdResponse response;
    response.producerId = -1;
    response.producerEpoch = -1;
    if (request.transactionalId) {
        // Its coordinator is found first, and FindCoordinator says that there is none.
        response.errorCode =
            request.transactionalId->empty() ? ErrorCode::INVALID_REQUEST : ErrorCode::NOT_COORDINATOR;
        return respond(response);
    }
    broker.nextProducerId([respond, response](Result<ProducerId> id) mutable {
        if (id) {
            response.producerId = id->value();
            response.producerEpoch = 0;
        } else {
            response.errorCode = ErrorCode::COORDINATOR_LOAD_IN_PROGRESS; // retriable, as Kafka answers it
        }
        respond(response);
    });
}

} // namespace partitura::server
