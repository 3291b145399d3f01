// What consumers put into the opaque bytes of JoinGroup and SyncGroup: subscription and assignment.
#pragma once

#include "broker/protocol/messages/message.h"
#include "broker/protocol/versioned.h"

namespace partitura::protocol {

struct ConsumerProtocolSubscription {
    struct TopicPartition {
        std::string topic;
        std::vector<std::int32_t> partitions;

        static const Table table;
    };

    std::vector<std::string> topics;
    std::optional<Bytes> userData;
    std::vector<TopicPartition> ownedPartitions;
    std::int32_t generationId = -1;
    std::optional<std::string> rackId;

    static const Table table;
};

struct ConsumerProtocolAssignment {
    struct TopicPartition {
        std::string topic;
        std::vector<std::int32_t> partitions;

        static const Table table;
    };

    std::vector<TopicPartition> assignedPartitions;
    std::optional<Bytes> userData;

    static const Table table;
};

/// Either of the two, behind the two bytes of its version. Thread: any.
template <typename M>
Bytes encodeConsumerProtocol(const M& message, std::int16_t version) {
    return encodeVersioned(M::table, &message, version);
}

/// Reads either. A version newer than known is read as the newest known, as Kafka's ConsumerProtocol does.
/// Errors: INVALID_REQUEST when malformed, UNSUPPORTED_VERSION when negative. Thread: any.
template <typename M>
Result<M> decodeConsumerProtocol(ByteView bytes) {
    M message;
    if (auto read = decodeVersioned(M::table, &message, bytes, Newer::Accept); !read)
        return read.error();
    return Result<M>(std::move(message));
}

} // namespace partitura::protocol
