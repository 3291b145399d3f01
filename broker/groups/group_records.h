// What `__consumer_offsets` holds: the records of classic groups and their offsets, in Kafka's formats.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/groups/group.h"
#include "broker/groups/offsets_store.h"

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace partitura::groups {

/// An offset commit, or with no value its removal (OffsetCommitKey, OffsetCommitValue).
struct OffsetRecord {
    std::string group;
    TopicPartition partition;
    std::optional<CommittedOffset> value;
};

/// A group's state, or with no value its removal (GroupMetadataKey, GroupMetadataValue).
struct GroupRecord {
    std::string group;
    std::optional<Group::Restored> value;
};

/// A record of a kind this coordinator does not know, such as those of KIP-848 groups.
struct UnknownRecord {};

using LogRecord = std::variant<UnknownRecord, OffsetRecord, GroupRecord>;

/// Key and value as they stand in the log; no value is a tombstone.
struct EncodedRecord {
    Bytes key;
    std::optional<Bytes> value;
};

/// Value version 3, or 1 when the offset has a time of expiry of its own, as Kafka writes them.
[[nodiscard]] EncodedRecord encodeOffset(const std::string& group, const TopicPartition& partition,
                                         const CommittedOffset& offset);
[[nodiscard]] EncodedRecord encodeOffsetTombstone(const std::string& group, const TopicPartition& partition);
/// Value version 3. `assignments` stand in place of those the members have.
[[nodiscard]] EncodedRecord encodeGroup(const Group& group, const Assignments& assignments);
[[nodiscard]] EncodedRecord encodeGroupTombstone(const std::string& group);

/// Reads a record of any version. Errors: INVALID_RECORD, saying what is wrong.
[[nodiscard]] Result<LogRecord> decodeLogRecord(std::optional<ByteView> key, std::optional<ByteView> value);

/// One record batch of `records`, created at `nowMs`; what OffsetsLog::append takes.
[[nodiscard]] Bytes batchOf(std::span<const EncodedRecord> records, TimestampMs nowMs);

} // namespace partitura::groups
