// ListOffsets (2): offsets by time, and the first and last of a partition.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct ListOffsetsResponse;

struct ListOffsetsRequest {
    static constexpr ApiKey apiKey = ApiKey::ListOffsets;
    using Response = ListOffsetsResponse;

    struct ListOffsetsPartition {
        std::int32_t partitionIndex = 0;
        std::int32_t currentLeaderEpoch = -1;
        std::int64_t timestamp = 0;

        static const Table table;
    };
    struct ListOffsetsTopic {
        std::string name;
        std::vector<ListOffsetsPartition> partitions;

        static const Table table;
    };

    std::int32_t replicaId = 0;
    std::int8_t isolationLevel = 0;
    std::vector<ListOffsetsTopic> topics;
    std::int32_t timeoutMs = 0;

    static const Table table;
};

struct ListOffsetsResponse {
    static constexpr ApiKey apiKey = ApiKey::ListOffsets;

    struct ListOffsetsPartitionResponse {
        std::int32_t partitionIndex = 0;
        ErrorCode errorCode = ErrorCode::NONE;
        std::int64_t timestamp = -1;
        std::int64_t offset = -1;
        std::int32_t leaderEpoch = -1;

        static const Table table;
    };
    struct ListOffsetsTopicResponse {
        std::string name;
        std::vector<ListOffsetsPartitionResponse> partitions;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<ListOffsetsTopicResponse> topics;

    static const Table table;
};

} // namespace partitura::protocol
