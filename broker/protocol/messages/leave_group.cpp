#include "broker/protocol/messages/leave_group.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = LeaveGroupRequest;
using MemberIdentity = Request::MemberIdentity;
using Response = LeaveGroupResponse;
using MemberResponse = Response::MemberResponse;

constexpr std::string_view aboutMember = "The member that leaves.";

constexpr Field requestFields[] = {
    field<&Request::groupId>("GroupId", since(0), about::groupId, {.entity = Entity::GroupId}),
    field<&Request::memberId>("MemberId", between(0, 2), aboutMember, {.entity = Entity::MemberId}),
    field<&Request::members>("Members", since(3), "The members that leave."),
};
constexpr Field memberIdentityFields[] = {
    field<&MemberIdentity::memberId>("MemberId", since(3), aboutMember, {.entity = Entity::MemberId}),
    field<&MemberIdentity::groupInstanceId>("GroupInstanceId", since(3), about::groupInstanceId,
                                            {.nullable = since(3)}),
    field<&MemberIdentity::reason>("Reason", since(5), "Why it leaves, for the broker's log.",
                                   {.nullable = since(5)}),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(1), about::throttleTimeMs),
    field<&Response::errorCode>("ErrorCode", since(0), about::errorCode),
    field<&Response::members>("Members", since(3), "One entry per member that leaves."),
};
constexpr Field memberResponseFields[] = {
    field<&MemberResponse::memberId>("MemberId", since(3), aboutMember, {.entity = Entity::MemberId}),
    field<&MemberResponse::groupInstanceId>("GroupInstanceId", since(3), about::groupInstanceId,
                                            {.nullable = since(3)}),
    field<&MemberResponse::errorCode>("ErrorCode", since(3), about::itemErrorCode),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("LeaveGroupRequest", between(0, 5), 4, requestFields);
constinit const Table MemberIdentity::table =
    structTable<MemberIdentity>("MemberIdentity", memberIdentityFields);

constinit const Table Response::table =
    messageTable<Response>("LeaveGroupResponse", between(0, 5), 4, responseFields);
constinit const Table MemberResponse::table =
    structTable<MemberResponse>("MemberResponse", memberResponseFields);

} // namespace partitura::protocol
