// OffsetCommit (8): stores the offsets a group has reached.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct OffsetCommitResponse;

struct OffsetCommitRequest {
    static constexpr ApiKey apiKey = ApiKey::OffsetCommit;
    using Response = OffsetCommitResponse;

    struct OffsetCommitRequestPartition {
        std::int32_t partitionIndex = 0;
        std::int64_t committedOffset = 0;
        std::int32_t committedLeaderEpoch = -1;
        std::optional<std::string> committedMetadata = "";

        static const Table table;
    };
    struct OffsetCommitRequestTopic {
        std::string name;
        Uuid topicId;
        std::vector<OffsetCommitRequestPartition> partitions;

        static const Table table;
    };

    std::string groupId;
    std::int32_t generationIdOrMemberEpoch = -1;
    std::string memberId;
    std::optional<std::string> groupInstanceId;
    std::int64_t retentionTimeMs = -1;
    std::vector<OffsetCommitRequestTopic> topics;

    static const Table table;
};

struct OffsetCommitResponse {
    static constexpr ApiKey apiKey = ApiKey::OffsetCommit;

    struct OffsetCommitResponsePartition {
        std::int32_t partitionIndex = 0;
        ErrorCode errorCode = ErrorCode::NONE;

        static const Table table;
    };
    struct OffsetCommitResponseTopic {
        std::string name;
        Uuid topicId;
        std::vector<OffsetCommitResponsePartition> partitions;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<OffsetCommitResponseTopic> topics;

    static const Table table;
};

} // namespace partitura::protocol
