#include "broker/protocol/messages/join_group.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = JoinGroupRequest;
using Protocol = Request::JoinGroupRequestProtocol;
using Response = JoinGroupResponse;
using Member = Response::JoinGroupResponseMember;

constexpr Field requestFields[] = {
    field<&Request::groupId>("GroupId", since(0), about::groupId, {.entity = Entity::GroupId}),
    field<&Request::sessionTimeoutMs>("SessionTimeoutMs", since(0),
                                      "Without a heartbeat for this long, in ms, it is out."),
    field<&Request::rebalanceTimeoutMs>(
        "RebalanceTimeoutMs", since(1),
        "How long a rebalance waits for it to rejoin, in ms; -1 as the session."),
    field<&Request::memberId>("MemberId", since(0), about::memberId, {.entity = Entity::MemberId}),
    field<&Request::groupInstanceId>("GroupInstanceId", since(5), about::groupInstanceId,
                                     {.nullable = since(5)}),
    field<&Request::protocolType>("ProtocolType", since(0), "Kind of group: consumer, connect and so on."),
    field<&Request::protocols>("Protocols", since(0),
                               "Assignment strategies the member knows, the best first."),
    field<&Request::reason>("Reason", since(8), "Why it joins, for the broker's log.",
                            {.nullable = since(8)}),
};
constexpr Field protocolFields[] = {
    field<&Protocol::name>("Name", since(0), "Name of the strategy."),
    field<&Protocol::metadata>("Metadata", since(0), "What the strategy needs; a consumer's subscription."),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(2), about::throttleTimeMs),
    field<&Response::errorCode>("ErrorCode", since(0), about::errorCode),
    field<&Response::generationId>("GenerationId", since(0), "The generation that begins; -1 with an error."),
    field<&Response::protocolType>("ProtocolType", since(7), "Kind of group.", {.nullable = since(7)}),
    field<&Response::protocolName>("ProtocolName", since(0), "Strategy the members agree on.",
                                   {.nullable = since(7)}),
    field<&Response::leader>("Leader", since(0), "Member that computes the assignment.",
                             {.entity = Entity::MemberId}),
    field<&Response::skipAssignment>("SkipAssignment", since(9), "Whether the leader need not assign anew."),
    field<&Response::memberId>("MemberId", since(0), about::memberId, {.entity = Entity::MemberId}),
    field<&Response::members>("Members", since(0), "All members; told to the leader alone."),
};
constexpr Field memberFields[] = {
    field<&Member::memberId>("MemberId", since(0), "Id of the member.", {.entity = Entity::MemberId}),
    field<&Member::groupInstanceId>("GroupInstanceId", since(5), about::groupInstanceId,
                                    {.nullable = since(5)}),
    field<&Member::metadata>("Metadata", since(0), "What the member sent for the strategy chosen."),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("JoinGroupRequest", between(0, 9), 6, requestFields);
constinit const Table Protocol::table = structTable<Protocol>("JoinGroupRequestProtocol", protocolFields);

constinit const Table Response::table =
    messageTable<Response>("JoinGroupResponse", between(0, 9), 6, responseFields);
constinit const Table Member::table = structTable<Member>("JoinGroupResponseMember", memberFields);

} // namespace partitura::protocol
