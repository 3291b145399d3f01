#include "broker/protocol/messages/find_coordinator.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = FindCoordinatorRequest;
using Response = FindCoordinatorResponse;
using Coordinator = Response::Coordinator;

constexpr Field requestFields[] = {
    field<&Request::key>("Key", between(0, 3), "Group id or transactional id to find the coordinator of."),
    field<&Request::keyType>("KeyType", since(1),
                             "What the keys are: 0 groups, 1 transactional ids, 2 share groups."),
    field<&Request::coordinatorKeys>("CoordinatorKeys", since(4), "Ids to find the coordinators of."),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(1), about::throttleTimeMs),
    field<&Response::errorCode>("ErrorCode", between(0, 3), about::errorCode),
    field<&Response::errorMessage>("ErrorMessage", between(1, 3), about::errorMessage,
                                   {.nullable = between(1, 3)}),
    field<&Response::nodeId>("NodeId", between(0, 3), about::nodeId, {.entity = Entity::BrokerId}),
    field<&Response::host>("Host", between(0, 3), about::host),
    field<&Response::port>("Port", between(0, 3), about::port),
    field<&Response::coordinators>("Coordinators", since(4), "One entry per key."),
};
constexpr Field coordinatorFields[] = {
    field<&Coordinator::key>("Key", since(4), "The id that was asked for."),
    field<&Coordinator::nodeId>("NodeId", since(4), about::nodeId, {.entity = Entity::BrokerId}),
    field<&Coordinator::host>("Host", since(4), about::host),
    field<&Coordinator::port>("Port", since(4), about::port),
    field<&Coordinator::errorCode>("ErrorCode", since(4), about::itemErrorCode),
    field<&Coordinator::errorMessage>("ErrorMessage", since(4), about::errorMessage, {.nullable = since(4)}),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("FindCoordinatorRequest", between(0, 6), 3, requestFields);

constinit const Table Response::table =
    messageTable<Response>("FindCoordinatorResponse", between(0, 6), 3, responseFields);
constinit const Table Coordinator::table = structTable<Coordinator>("Coordinator", coordinatorFields);

} // namespace partitura::protocol
