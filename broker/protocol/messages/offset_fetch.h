// OffsetFetch (9): the offsets a group has committed. One group up to version 7, several from 8.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct OffsetFetchResponse;

struct OffsetFetchRequest {
    static constexpr ApiKey apiKey = ApiKey::OffsetFetch;
    using Response = OffsetFetchResponse;

    struct OffsetFetchRequestTopic {
        std::string name;
        std::vector<std::int32_t> partitionIndexes;

        static const Table table;
    };
    struct OffsetFetchRequestTopics {
        std::string name;
        Uuid topicId;
        std::vector<std::int32_t> partitionIndexes;

        static const Table table;
    };
    struct OffsetFetchRequestGroup {
        std::string groupId;
        std::optional<std::string> memberId;
        std::int32_t memberEpoch = -1;
        /// Null asks for all topics.
        std::optional<std::vector<OffsetFetchRequestTopics>> topics{std::in_place};

        static const Table table;
    };

    std::string groupId;
    /// Null asks for all topics.
    std::optional<std::vector<OffsetFetchRequestTopic>> topics{std::in_place};
    std::vector<OffsetFetchRequestGroup> groups;
    bool requireStable = false;

    static const Table table;
};

struct OffsetFetchResponse {
    static constexpr ApiKey apiKey = ApiKey::OffsetFetch;

    struct OffsetFetchResponsePartition {
        std::int32_t partitionIndex = 0;
        std::int64_t committedOffset = 0;
        std::int32_t committedLeaderEpoch = -1;
        std::optional<std::string> metadata = "";
        ErrorCode errorCode = ErrorCode::NONE;

        static const Table table;
    };
    struct OffsetFetchResponseTopic {
        std::string name;
        std::vector<OffsetFetchResponsePartition> partitions;

        static const Table table;
    };
    struct OffsetFetchResponsePartitions {
        std::int32_t partitionIndex = 0;
        std::int64_t committedOffset = 0;
        std::int32_t committedLeaderEpoch = -1;
        std::optional<std::string> metadata = "";
        ErrorCode errorCode = ErrorCode::NONE;

        static const Table table;
    };
    struct OffsetFetchResponseTopics {
        std::string name;
        Uuid topicId;
        std::vector<OffsetFetchResponsePartitions> partitions;

        static const Table table;
    };
    struct OffsetFetchResponseGroup {
        std::string groupId;
        std::vector<OffsetFetchResponseTopics> topics;
        ErrorCode errorCode = ErrorCode::NONE;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<OffsetFetchResponseTopic> topics;
    ErrorCode errorCode = ErrorCode::NONE;
    std::vector<OffsetFetchResponseGroup> groups;

    static const Table table;
};

} // namespace partitura::protocol
