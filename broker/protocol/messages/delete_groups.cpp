#include "broker/protocol/messages/delete_groups.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = DeleteGroupsRequest;
using Response = DeleteGroupsResponse;
using DeletableGroupResult = Response::DeletableGroupResult;

constexpr Field requestFields[] = {
    field<&Request::groupsNames>("GroupsNames", since(0), "The groups to delete.",
                                 {.entity = Entity::GroupId}),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(0), about::throttleTimeMs),
    field<&Response::results>("Results", since(0), "One entry per group."),
};
constexpr Field resultFields[] = {
    field<&DeletableGroupResult::groupId>("GroupId", since(0), about::groupId, {.entity = Entity::GroupId}),
    field<&DeletableGroupResult::errorCode>("ErrorCode", since(0), about::itemErrorCode),
    field<&DeletableGroupResult::errorMessage>("ErrorMessage", since(3), about::errorMessage,
                                               {.nullable = since(3)}),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("DeleteGroupsRequest", between(0, 3), 2, requestFields);

constinit const Table Response::table =
    messageTable<Response>("DeleteGroupsResponse", between(0, 3), 2, responseFields);
constinit const Table DeletableGroupResult::table =
    structTable<DeletableGroupResult>("DeletableGroupResult", resultFields);

} // namespace partitura::protocol
