#include "broker/protocol/messages/unregister_broker.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = UnregisterBrokerRequest;
using Response = UnregisterBrokerResponse;

constexpr Field requestFields[] = {
    field<&Request::brokerId>("BrokerId", since(0), about::nodeId, {.entity = Entity::BrokerId}),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(0), about::throttleTimeMs),
    field<&Response::errorCode>("ErrorCode", since(0), about::errorCode),
    field<&Response::errorMessage>("ErrorMessage", since(0), about::errorMessage, {.nullable = since(0)}),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("UnregisterBrokerRequest", only(0), 0, requestFields);

constinit const Table Response::table =
    messageTable<Response>("UnregisterBrokerResponse", only(0), 0, responseFields);

} // namespace partitura::protocol
