#include "broker/protocol/messages/sync_group.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = SyncGroupRequest;
using Assignment = Request::SyncGroupRequestAssignment;
using Response = SyncGroupResponse;

constexpr std::string_view aboutProtocolType = "Kind of group, which must be the one joined.";
constexpr std::string_view aboutProtocolName = "Assignment strategy, which must be the one agreed on.";

constexpr Field requestFields[] = {
    field<&Request::groupId>("GroupId", since(0), about::groupId, {.entity = Entity::GroupId}),
    field<&Request::generationId>("GenerationId", since(0), about::generationId),
    field<&Request::memberId>("MemberId", since(0), about::memberId, {.entity = Entity::MemberId}),
    field<&Request::groupInstanceId>("GroupInstanceId", since(3), about::groupInstanceId,
                                     {.nullable = since(3)}),
    field<&Request::protocolType>("ProtocolType", since(5), aboutProtocolType, {.nullable = since(5)}),
    field<&Request::protocolName>("ProtocolName", since(5), aboutProtocolName, {.nullable = since(5)}),
    field<&Request::assignments>("Assignments", since(0),
                                 "One entry per member from the leader; else empty."),
};
constexpr Field assignmentFields[] = {
    field<&Assignment::memberId>("MemberId", since(0), "The member this is for.",
                                 {.entity = Entity::MemberId}),
    field<&Assignment::assignment>("Assignment", since(0),
                                   "What the member is to do; a consumer's partitions."),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(1), about::throttleTimeMs),
    field<&Response::errorCode>("ErrorCode", since(0), about::errorCode),
    field<&Response::protocolType>("ProtocolType", since(5), "Kind of group.", {.nullable = since(5)}),
    field<&Response::protocolName>("ProtocolName", since(5), "Assignment strategy.", {.nullable = since(5)}),
    field<&Response::assignment>("Assignment", since(0),
                                 "What this member is to do; a consumer's partitions."),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("SyncGroupRequest", between(0, 5), 4, requestFields);
constinit const Table Assignment::table =
    structTable<Assignment>("SyncGroupRequestAssignment", assignmentFields);

constinit const Table Response::table =
    messageTable<Response>("SyncGroupResponse", between(0, 5), 4, responseFields);

} // namespace partitura::protocol
