#include "broker/groups/group_records.h"

#include "broker/protocol/messages/group_records.h"
#include "broker/record/batch_builder.h"

#include <algorithm>
#include <cassert>

namespace partitura::groups {

namespace {

using protocol::encodeCoordinatorRecord;
using protocol::GroupMetadataKey;
using protocol::GroupMetadataValue;
using protocol::OffsetCommitKey;
using protocol::OffsetCommitValue;
using std::chrono::milliseconds;

constexpr std::int16_t offsetKeyVersion = 1;
constexpr std::int16_t groupKeyVersion = 2;
constexpr std::int16_t offsetValueVersion = 3;
constexpr std::int16_t expiringOffsetValueVersion = 1; // the only one with a time of expiry
constexpr std::int16_t groupValueVersion = 3;

std::int32_t inMs(Duration duration) {
    return static_cast<std::int32_t>(std::chrono::duration_cast<milliseconds>(duration).count());
}

Bytes offsetKey(const std::string& group, const TopicPartition& partition) {
    return encodeCoordinatorRecord(OffsetCommitKey{group, partition.topic, partition.partition.value()},
                                   offsetKeyVersion);
}

Bytes groupKey(const std::string& group) {
    return encodeCoordinatorRecord(GroupMetadataKey{group}, groupKeyVersion);
}

CommittedOffset fromValue(OffsetCommitValue value) {
    return {Offset(value.offset), LeaderEpoch(value.leaderEpoch), std::move(value.metadata), value.commitTimestamp,
            value.expireTimestamp};
}

Group::Restored fromValue(GroupMetadataValue value) {
    Group::Restored group;
    group.state = value.members.empty() ? GroupState::empty : GroupState::stable;
    group.generation = std::max(value.generation, 0);
    if (!value.protocolType.empty())
        group.protocolType = std::move(value.protocolType);
    group.protocolName = value.protocol;
    group.leaderId = std::move(value.leader);
    group.stateSinceMs = value.currentStateTimestamp;
    for (auto& from : value.members) {
        auto& member = group.members.emplace_back();
        member.id = std::move(from.memberId);
        member.instanceId = std::move(from.groupInstanceId);
        member.clientId = std::move(from.clientId);
        member.clientHost = std::move(from.clientHost);
        member.sessionTimeout = milliseconds(std::max(from.sessionTimeout, 0));
        member.rebalanceTimeout =
            from.rebalanceTimeout < 0 ? member.sessionTimeout : Duration(milliseconds(from.rebalanceTimeout));
        // Only what was agreed on is written; the member says the rest when it joins again.
        member.protocols.push_back({value.protocol.value_or(""), std::move(from.subscription)});
        member.assignment = std::move(from.assignment);
    }
    return group;
}

Error refused(const Error& error) { return {ErrorCode::INVALID_RECORD, error.context}; }

} // namespace

EncodedRecord encodeOffset(const std::string& group, const TopicPartition& partition, const CommittedOffset& offset) {
    OffsetCommitValue value;
    value.offset = offset.offset.value();
    value.leaderEpoch = offset.leaderEpoch.value();
    value.metadata = offset.metadata;
    value.commitTimestamp = offset.committedAtMs;
    value.expireTimestamp = offset.expiresAtMs;
    const auto version = offset.expiresAtMs == noTimestamp ? offsetValueVersion : expiringOffsetValueVersion;
    return {offsetKey(group, partition), encodeCoordinatorRecord(value, version)};
}

EncodedRecord encodeOffsetTombstone(const std::string& group, const TopicPartition& partition) {
    return {offsetKey(group, partition), std::nullopt};
}

EncodedRecord encodeGroup(const Group& group, const Assignments& assignments) {
    GroupMetadataValue value;
    value.protocolType = group.protocolType().value_or("");
    value.generation = group.generation();
    value.protocol = group.protocolName();
    value.leader = group.leaderId();
    value.currentStateTimestamp = group.stateSinceMs();
    for (const auto& [id, member] : group.members()) {
        auto& to = value.members.emplace_back();
        to.memberId = id;
        to.groupInstanceId = member.instanceId;
        to.clientId = member.clientId;
        to.clientHost = member.clientHost;
        to.rebalanceTimeout = inMs(member.rebalanceTimeout);
        to.sessionTimeout = inMs(member.sessionTimeout);
        to.subscription = member.metadataFor(group.protocolName().value_or(""));
        if (const auto assignment = assignments.find(id); assignment != assignments.end())
            to.assignment = assignment->second;
    }
    return {groupKey(group.id()), encodeCoordinatorRecord(value, groupValueVersion)};
}

EncodedRecord encodeGroupTombstone(const std::string& group) { return {groupKey(group), std::nullopt}; }

Result<LogRecord> decodeLogRecord(std::optional<ByteView> key, std::optional<ByteView> value) {
    if (!key)
        return Error{ErrorCode::INVALID_RECORD, "a record without a key"};
    auto decodedKey = protocol::decodeCoordinatorKey(*key);
    if (decodedKey.code() == ErrorCode::UNSUPPORTED_VERSION)
        return LogRecord(UnknownRecord{});
    if (!decodedKey)
        return refused(decodedKey.error());

    if (auto* offset = std::get_if<OffsetCommitKey>(&*decodedKey)) {
        OffsetRecord record{std::move(offset->group), {std::move(offset->topic), PartitionIndex(offset->partition)}, {}};
        if (value) {
            auto decoded = protocol::decodeCoordinatorRecord<OffsetCommitValue>(*value);
            if (!decoded)
                return refused(decoded.error());
            record.value = fromValue(std::move(*decoded));
        }
        return LogRecord(std::move(record));
    }
    GroupRecord record{std::move(std::get<GroupMetadataKey>(*decodedKey).group), {}};
    if (value) {
        auto decoded = protocol::decodeCoordinatorRecord<GroupMetadataValue>(*value);
        if (!decoded)
            return refused(decoded.error());
        record.value = fromValue(std::move(*decoded));
    }
    return LogRecord(std::move(record));
}

Bytes batchOf(std::span<const EncodedRecord> records, TimestampMs nowMs) {
    record::BatchBuilder builder;
    for (const auto& [key, value] : records)
        builder.add(nowMs, ByteView(key), value ? std::optional<ByteView>(*value) : std::nullopt);
    auto batch = builder.build();
    assert(batch.ok()); // what is not compressed cannot fail
    return batch ? std::move(*batch) : Bytes();
}

} // namespace partitura::groups
