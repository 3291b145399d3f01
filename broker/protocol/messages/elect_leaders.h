// ElectLeaders (43): has the controller elect leaders of partitions.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct ElectLeadersResponse;

struct ElectLeadersRequest {
    static constexpr ApiKey apiKey = ApiKey::ElectLeaders;
    using Response = ElectLeadersResponse;

    struct TopicPartitions {
        std::string topic;
        std::vector<std::int32_t> partitions;

        static const Table table;
    };

    std::int8_t electionType = 0;
    /// Null elects leaders of all partitions.
    std::optional<std::vector<TopicPartitions>> topicPartitions{std::in_place};
    std::int32_t timeoutMs = 60000;

    static const Table table;
};

struct ElectLeadersResponse {
    static constexpr ApiKey apiKey = ApiKey::ElectLeaders;

    struct PartitionResult {
        std::int32_t partitionId = 0;
        ErrorCode errorCode = ErrorCode::NONE;
        std::optional<std::string> errorMessage = "";

        static const Table table;
    };
    struct ReplicaElectionResult {
        std::string topic;
        std::vector<PartitionResult> partitionResult;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::NONE;
    std::vector<ReplicaElectionResult> replicaElectionResults;

    static const Table table;
};

} // namespace partitura::protocol
