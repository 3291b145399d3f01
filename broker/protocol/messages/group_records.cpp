#include "broker/protocol/messages/group_records.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

#include <fmt/format.h>

namespace partitura::protocol {
namespace {

constexpr Field offsetCommitKeyFields[] = {
    field<&OffsetCommitKey::group>("group", since(0), about::groupId, {.entity = Entity::GroupId}),
    field<&OffsetCommitKey::topic>("topic", since(0), about::topicName, {.entity = Entity::TopicName}),
    field<&OffsetCommitKey::partition>("partition", since(0), about::partitionIndex,
                                       {.entity = Entity::PartitionIndex}),
};

constexpr Field offsetCommitValueFields[] = {
    field<&OffsetCommitValue::offset>("offset", since(0), "Offset of the next record to read."),
    field<&OffsetCommitValue::leaderEpoch>("leaderEpoch", since(3),
                                           "Leader epoch of the last record read; -1 if unknown."),
    field<&OffsetCommitValue::metadata>("metadata", since(0), "A note of the client's, kept with it."),
    field<&OffsetCommitValue::commitTimestamp>("commitTimestamp", since(0), "When it was committed, in ms."),
    field<&OffsetCommitValue::expireTimestamp>("expireTimestamp", only(1),
                                               "When it expires, in ms; -1 as usual."),
    field<&OffsetCommitValue::topicId>("topicId", since(4), about::topicId,
                                       {.entity = Entity::TopicId, .tag = 0}),
};

constexpr Field groupMetadataKeyFields[] = {
    field<&GroupMetadataKey::group>("group", since(0), about::groupId, {.entity = Entity::GroupId}),
};

constexpr Field groupMetadataValueFields[] = {
    field<&GroupMetadataValue::protocolType>("protocolType", since(0),
                                             "Kind of group: consumer, connect and so on."),
    field<&GroupMetadataValue::generation>("generation", since(0), "Generation of the group."),
    field<&GroupMetadataValue::protocol>(
        "protocol", since(0), "Assignment strategy agreed on; null without members.", {.nullable = since(0)}),
    field<&GroupMetadataValue::leader>("leader", since(0),
                                       "Member that computes the assignment; null without members.",
                                       {.nullable = since(0), .entity = Entity::MemberId}),
    field<&GroupMetadataValue::currentStateTimestamp>(
        "currentStateTimestamp", since(2), "When the group last changed its state, in ms; -1 if unknown."),
    field<&GroupMetadataValue::members>("members", since(0), "One entry per member."),
};
using Member = GroupMetadataValue::MemberMetadata;
constexpr Field memberFields[] = {
    field<&Member::memberId>("memberId", since(0), "Id of the member.", {.entity = Entity::MemberId}),
    field<&Member::groupInstanceId>("groupInstanceId", since(3), about::groupInstanceId,
                                    {.nullable = since(3)}),
    field<&Member::clientId>("clientId", since(0), "Name the client gives itself."),
    field<&Member::clientHost>("clientHost", since(0), "Address the client joined from."),
    field<&Member::rebalanceTimeout>("rebalanceTimeout", since(1),
                                     "How long a rebalance waits for it, in ms."),
    field<&Member::sessionTimeout>("sessionTimeout", since(0),
                                   "Without a heartbeat for this long, in ms, it is out."),
    field<&Member::subscription>("subscription", since(0),
                                 "What it sent for the strategy; a consumer's subscription."),
    field<&Member::assignment>("assignment", since(0), "What it was given to do; a consumer's partitions."),
};

} // namespace

constinit const Table OffsetCommitKey::table =
    messageTable<OffsetCommitKey>("OffsetCommitKey", between(0, 1), neverFlexible, offsetCommitKeyFields);
constinit const Table OffsetCommitValue::table =
    messageTable<OffsetCommitValue>("OffsetCommitValue", between(0, 4), 4, offsetCommitValueFields);
constinit const Table GroupMetadataKey::table =
    messageTable<GroupMetadataKey>("GroupMetadataKey", only(2), neverFlexible, groupMetadataKeyFields);
constinit const Table GroupMetadataValue::table =
    messageTable<GroupMetadataValue>("GroupMetadataValue", between(0, 4), 4, groupMetadataValueFields);
constinit const Table Member::table = structTable<Member>("MemberMetadata", memberFields);

Result<CoordinatorKey> decodeCoordinatorKey(ByteView key) {
    const auto version = versionOf(key);
    if (!version)
        return Error{ErrorCode::INVALID_REQUEST, "a coordinator record's key is cut short"};
    if (OffsetCommitKey::table.valid.contains(*version)) {
        auto read = decodeCoordinatorRecord<OffsetCommitKey>(key);
        return read ? Result<CoordinatorKey>(std::move(*read)) : read.error();
    }
    if (GroupMetadataKey::table.valid.contains(*version)) {
        auto read = decodeCoordinatorRecord<GroupMetadataKey>(key);
        return read ? Result<CoordinatorKey>(std::move(*read)) : read.error();
    }
    return Error{ErrorCode::UNSUPPORTED_VERSION, fmt::format("a coordinator record of type {}", *version)};
}

} // namespace partitura::protocol
