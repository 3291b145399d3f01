// CreatePartitions (37): gives topics more partitions.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct CreatePartitionsResponse;

struct CreatePartitionsRequest {
    static constexpr ApiKey apiKey = ApiKey::CreatePartitions;
    using Response = CreatePartitionsResponse;

    struct CreatePartitionsAssignment {
        std::vector<std::int32_t> brokerIds;

        static const Table table;
    };
    struct CreatePartitionsTopic {
        std::string name;
        std::int32_t count = 0;
        /// Null lets the controller choose.
        std::optional<std::vector<CreatePartitionsAssignment>> assignments{std::in_place};

        static const Table table;
    };

    std::vector<CreatePartitionsTopic> topics;
    std::int32_t timeoutMs = 0;
    bool validateOnly = false;

    static const Table table;
};

struct CreatePartitionsResponse {
    static constexpr ApiKey apiKey = ApiKey::CreatePartitions;

    struct CreatePartitionsTopicResult {
        std::string name;
        ErrorCode errorCode = ErrorCode::NONE;
        std::optional<std::string> errorMessage;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    std::vector<CreatePartitionsTopicResult> results;

    static const Table table;
};

} // namespace partitura::protocol
