// ListPartitionReassignments (46): the reassignments under way.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct ListPartitionReassignmentsResponse;

struct ListPartitionReassignmentsRequest {
    static constexpr ApiKey apiKey = ApiKey::ListPartitionReassignments;
    using Response = ListPartitionReassignmentsResponse;

    struct ListPartitionReassignmentsTopics {
        std::string name;
        std::vector<std::int32_t> partitionIndexes;

        static const Table table;
    };

    std::int32_t timeoutMs = 60000;
    /// Null is all topics.
    std::optional<std::vector<ListPartitionReassignmentsTopics>> topics;

    static const Table table;
};

struct ListPartitionReassignmentsResponse {
    static constexpr ApiKey apiKey = ApiKey::ListPartitionReassignments;

    struct OngoingPartitionReassignment {
        std::int32_t partitionIndex = 0;
        std::vector<std::int32_t> replicas;
        std::vector<std::int32_t> addingReplicas;
        std::vector<std::int32_t> removingReplicas;

        static const Table table;
    };
    struct OngoingTopicReassignment {
        std::string name;
        std::vector<OngoingPartitionReassignment> partitions;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::NONE;
    std::optional<std::string> errorMessage = "";
    std::vector<OngoingTopicReassignment> topics;

    static const Table table;
};

} // namespace partitura::protocol
