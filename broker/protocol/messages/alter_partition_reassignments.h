// AlterPartitionReassignments (45): moves partitions to other brokers, or calls that off.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct AlterPartitionReassignmentsResponse;

struct AlterPartitionReassignmentsRequest {
    static constexpr ApiKey apiKey = ApiKey::AlterPartitionReassignments;
    using Response = AlterPartitionReassignmentsResponse;

    struct ReassignablePartition {
        std::int32_t partitionIndex = 0;
        /// Null calls off a reassignment under way.
        std::optional<std::vector<std::int32_t>> replicas;

        static const Table table;
    };
    struct ReassignableTopic {
        std::string name;
        std::vector<ReassignablePartition> partitions;

        static const Table table;
    };

    std::int32_t timeoutMs = 60000;
    bool allowReplicationFactorChange = true;
    std::vector<ReassignableTopic> topics;

    static const Table table;
};

struct AlterPartitionReassignmentsResponse {
    static constexpr ApiKey apiKey = ApiKey::AlterPartitionReassignments;

    struct ReassignablePartitionResponse {
        std::int32_t partitionIndex = 0;
        ErrorCode errorCode = ErrorCode::NONE;
        std::optional<std::string> errorMessage = "";

        static const Table table;
    };
    struct ReassignableTopicResponse {
        std::string name;
        std::vector<ReassignablePartitionResponse> partitions;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    bool allowReplicationFactorChange = true;
    ErrorCode errorCode = ErrorCode::NONE;
    std::optional<std::string> errorMessage = "";
    std::vector<ReassignableTopicResponse> responses;

    static const Table table;
};

} // namespace partitura::protocol
