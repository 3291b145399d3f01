#include "broker/protocol/messages/init_producer_id.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = InitProducerIdRequest;
using Response = InitProducerIdResponse;

constexpr Field requestFields[] = {
    field<&Request::transactionalId>("TransactionalId", since(0),
                                     "Transactional id; null asks for idempotence alone.",
                                     {.nullable = since(0), .entity = Entity::TransactionalId}),
    field<&Request::transactionTimeoutMs>(
        "TransactionTimeoutMs", since(0),
        "How long a transaction may stay open, in ms, before it is aborted."),
    field<&Request::producerId>("ProducerId", since(3),
                                "Id the producer has, to raise its epoch; -1 if none.",
                                {.entity = Entity::ProducerId}),
    field<&Request::producerEpoch>("ProducerEpoch", since(3), "Epoch the producer has; -1 if none."),
};

// Version 6, for two-phase commit (KIP-939), is not stable in Kafka 4.3 and left out.
constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(0), about::throttleTimeMs),
    field<&Response::errorCode>("ErrorCode", since(0), about::errorCode),
    field<&Response::producerId>("ProducerId", since(0), about::producerId, {.entity = Entity::ProducerId}),
    field<&Response::producerEpoch>("ProducerEpoch", since(0), about::producerEpoch),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("InitProducerIdRequest", between(0, 5), 2, requestFields);
constinit const Table Response::table =
    messageTable<Response>("InitProducerIdResponse", between(0, 5), 2, responseFields);

} // namespace partitura::protocol
