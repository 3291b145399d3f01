// OffsetForLeaderEpoch (23): where an epoch ended, for truncation after a change of leader.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct OffsetForLeaderEpochResponse;

struct OffsetForLeaderEpochRequest {
    static constexpr ApiKey apiKey = ApiKey::OffsetForLeaderEpoch;
    using Response = OffsetForLeaderEpochResponse;

    struct OffsetForLeaderPartition {
        std::int32_t partition = 0;
        std::int32_t currentLeaderEpoch = -1;
        std::int32_t leaderEpoch = 0;

        static const Table table;
    };
    struct OffsetForLeaderTopic {
        std::string topic;
        std::vector<OffsetForLeaderPartition> partitions;

        static const Table table;
    };

    std::int32_t replicaId = -2;
    std::vector<OffsetForLeaderTopic> topics;

    static const Table table;
};

struct OffsetForLeaderEpochResponse {
    static constexpr ApiKey apiKey = ApiKey::OffsetForLeaderEpoch;

    struct EpochEndOffset {
        ErrorCode errorCode = ErrorCode::NONE;
        std::int32_t partition = 0;
        std::int32_t leaderEpoch = -1;
        std::int64_t endOffset = -1;

        static const Table table;
    };
    struct OffsetForLeaderTopicResult {
        std::string topic;
        std::vector<EpochEndOffset> partitions;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<OffsetForLeaderTopicResult> topics;

    static const Table table;
};

} // namespace partitura::protocol
