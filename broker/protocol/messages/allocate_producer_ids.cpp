#include "broker/protocol/messages/allocate_producer_ids.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = AllocateProducerIdsRequest;
using Response = AllocateProducerIdsResponse;

constexpr Field requestFields[] = {
    field<&Request::brokerId>("BrokerId", since(0), about::nodeId, {.entity = Entity::BrokerId}),
    field<&Request::brokerEpoch>("BrokerEpoch", since(0), about::brokerEpoch),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(0), about::throttleTimeMs),
    field<&Response::errorCode>("ErrorCode", since(0), about::errorCode),
    field<&Response::producerIdStart>("ProducerIdStart", since(0), "First producer id of the block.",
                                      {.entity = Entity::ProducerId}),
    field<&Response::producerIdLen>("ProducerIdLen", since(0), "How many ids the block has."),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("AllocateProducerIdsRequest", between(0, 0), 0, requestFields);
constinit const Table Response::table =
    messageTable<Response>("AllocateProducerIdsResponse", between(0, 0), 0, responseFields);

} // namespace partitura::protocol
