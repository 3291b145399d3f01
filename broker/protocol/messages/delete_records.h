// DeleteRecords (21): moves the log start of partitions (KIP-107).
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct DeleteRecordsResponse;

struct DeleteRecordsRequest {
    static constexpr ApiKey apiKey = ApiKey::DeleteRecords;
    using Response = DeleteRecordsResponse;

    struct DeleteRecordsPartition {
        std::int32_t partitionIndex = 0;
        std::int64_t offset = 0;

        static const Table table;
    };
    struct DeleteRecordsTopic {
        std::string name;
        std::vector<DeleteRecordsPartition> partitions;

        static const Table table;
    };

    std::vector<DeleteRecordsTopic> topics;
    std::int32_t timeoutMs = 0;

    static const Table table;
};

struct DeleteRecordsResponse {
    static constexpr ApiKey apiKey = ApiKey::DeleteRecords;

    struct DeleteRecordsPartitionResult {
        std::int32_t partitionIndex = 0;
        std::int64_t lowWatermark = 0;
        ErrorCode errorCode = ErrorCode::NONE;

        static const Table table;
    };
    struct DeleteRecordsTopicResult {
        std::string name;
        std::vector<DeleteRecordsPartitionResult> partitions;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<DeleteRecordsTopicResult> topics;

    static const Table table;
};

} // namespace partitura::protocol
