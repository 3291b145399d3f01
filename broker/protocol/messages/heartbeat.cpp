#include "broker/protocol/messages/heartbeat.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = HeartbeatRequest;
using Response = HeartbeatResponse;

constexpr Field requestFields[] = {
    field<&Request::groupId>("GroupId", since(0), about::groupId, {.entity = Entity::GroupId}),
    field<&Request::generationId>("GenerationId", since(0), about::generationId),
    field<&Request::memberId>("MemberId", since(0), about::memberId, {.entity = Entity::MemberId}),
    field<&Request::groupInstanceId>("GroupInstanceId", since(3), about::groupInstanceId,
                                     {.nullable = since(3)}),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(1), about::throttleTimeMs),
    field<&Response::errorCode>("ErrorCode", since(0), about::errorCode),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("HeartbeatRequest", between(0, 4), 4, requestFields);
constinit const Table Response::table =
    messageTable<Response>("HeartbeatResponse", between(0, 4), 4, responseFields);

} // namespace partitura::protocol
