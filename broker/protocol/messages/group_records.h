// Keys and values of __consumer_offsets that classic groups write: committed offsets and group metadata.
//
// A key begins with two bytes that say what the record is about: 0 or 1 a committed offset, 2 a group; a
// value with two bytes for its version. A null value deletes.
#pragma once

#include "broker/protocol/messages/message.h"
#include "broker/protocol/versioned.h"

#include <variant>

namespace partitura::protocol {

/// The two bytes before the fields are counted as its version: 1, and 0 in old logs.
struct OffsetCommitKey {
    std::string group;
    std::string topic;
    std::int32_t partition = 0;

    static const Table table;
};

struct OffsetCommitValue {
    std::int64_t offset = 0;
    std::int32_t leaderEpoch = -1;
    std::string metadata;
    std::int64_t commitTimestamp = 0;
    std::int64_t expireTimestamp = -1;
    Uuid topicId;

    static const Table table;
};

/// The two bytes before the fields are counted as its version: 2.
struct GroupMetadataKey {
    std::string group;

    static const Table table;
};

struct GroupMetadataValue {
    struct MemberMetadata {
        std::string memberId;
        std::optional<std::string> groupInstanceId;
        std::string clientId;
        std::string clientHost;
        std::int32_t rebalanceTimeout = -1;
        std::int32_t sessionTimeout = 0;
        Bytes subscription;
        Bytes assignment;

        static const Table table;
    };

    std::string protocolType;
    std::int32_t generation = 0;
    std::optional<std::string> protocol = "";
    std::optional<std::string> leader = "";
    std::int64_t currentStateTimestamp = -1;
    std::vector<MemberMetadata> members;

    static const Table table;
};

/// One of the four above, behind the two bytes of `version`, which must be in R::table.valid: 1 for an
/// OffsetCommitKey, 2 for a GroupMetadataKey. Thread: any.
template <typename R>
Bytes encodeCoordinatorRecord(const R& record, std::int16_t version) {
    return encodeVersioned(R::table, &record, version);
}

/// Errors: UNSUPPORTED_VERSION outside R::table.valid, INVALID_REQUEST when malformed. Thread: any.
template <typename R>
Result<R> decodeCoordinatorRecord(ByteView bytes) {
    R record;
    if (auto read = decodeVersioned(R::table, &record, bytes, Newer::Refuse); !read)
        return read.error();
    return Result<R>(std::move(record));
}

using CoordinatorKey = std::variant<OffsetCommitKey, GroupMetadataKey>;

/// Reads a key of either kind. Errors: UNSUPPORTED_VERSION for the keys of other kinds of group, which a
/// reader skips; INVALID_REQUEST when malformed. Thread: any.
Result<CoordinatorKey> decodeCoordinatorKey(ByteView key);

} // namespace partitura::protocol
