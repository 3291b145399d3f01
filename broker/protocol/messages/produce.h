// Produce (0): appends record batches to partitions.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct ProduceResponse;

struct ProduceRequest {
    static constexpr ApiKey apiKey = ApiKey::Produce;
    using Response = ProduceResponse;

    struct PartitionProduceData {
        std::int32_t index = 0;
        Records records;

        static const Table table;
    };
    struct TopicProduceData {
        std::string name;
        Uuid topicId;
        std::vector<PartitionProduceData> partitionData;

        static const Table table;
    };

    std::optional<std::string> transactionalId;
    std::int16_t acks = 0;
    std::int32_t timeoutMs = 0;
    std::vector<TopicProduceData> topicData;

    static const Table table;
};

struct ProduceResponse {
    static constexpr ApiKey apiKey = ApiKey::Produce;

    struct BatchIndexAndErrorMessage {
        std::int32_t batchIndex = 0;
        std::optional<std::string> batchIndexErrorMessage;

        static const Table table;
    };
    struct LeaderIdAndEpoch {
        std::int32_t leaderId = -1;
        std::int32_t leaderEpoch = -1;

        static const Table table;
    };
    struct PartitionProduceResponse {
        std::int32_t index = 0;
        ErrorCode errorCode = ErrorCode::NONE;
        std::int64_t baseOffset = 0;
        std::int64_t logAppendTimeMs = -1;
        std::int64_t logStartOffset = -1;
        std::vector<BatchIndexAndErrorMessage> recordErrors;
        std::optional<std::string> errorMessage;
        LeaderIdAndEpoch currentLeader;

        static const Table table;
    };
    struct TopicProduceResponse {
        std::string name;
        Uuid topicId;
        std::vector<PartitionProduceResponse> partitionResponses;

        static const Table table;
    };
    struct NodeEndpoint {
        std::int32_t nodeId = 0;
        std::string host;
        std::int32_t port = 0;
        std::optional<std::string> rack;

        static const Table table;
    };

    std::vector<TopicProduceResponse> responses;
    std::int32_t throttleTimeMs = 0;
    std::vector<NodeEndpoint> nodeEndpoints;

    static const Table table;
};

} // namespace partitura::protocol
