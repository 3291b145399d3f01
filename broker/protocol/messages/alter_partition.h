// AlterPartition (56): a leader asks the controller to change the in-sync replicas.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct AlterPartitionResponse;

struct AlterPartitionRequest {
    static constexpr ApiKey apiKey = ApiKey::AlterPartition;
    using Response = AlterPartitionResponse;

    struct BrokerState {
        std::int32_t brokerId = 0;
        std::int64_t brokerEpoch = -1;

        static const Table table;
    };
    struct PartitionData {
        std::int32_t partitionIndex = 0;
        std::int32_t leaderEpoch = 0;
        std::vector<std::int32_t> newIsr;
        std::vector<BrokerState> newIsrWithEpochs;
        std::int8_t leaderRecoveryState = 0;
        std::int32_t partitionEpoch = 0;

        static const Table table;
    };
    struct TopicData {
        Uuid topicId;
        std::vector<PartitionData> partitions;

        static const Table table;
    };

    std::int32_t brokerId = 0;
    std::int64_t brokerEpoch = -1;
    std::vector<TopicData> topics;

    static const Table table;
};

struct AlterPartitionResponse {
    static constexpr ApiKey apiKey = ApiKey::AlterPartition;

    struct PartitionData {
        std::int32_t partitionIndex = 0;
        ErrorCode errorCode = ErrorCode::NONE;
        std::int32_t leaderId = 0;
        std::int32_t leaderEpoch = 0;
        std::vector<std::int32_t> isr;
        std::int8_t leaderRecoveryState = 0;
        std::int32_t partitionEpoch = 0;

        static const Table table;
    };
    struct TopicData {
        Uuid topicId;
        std::vector<PartitionData> partitions;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::NONE;
    std::vector<TopicData> topics;

    static const Table table;
};

} // namespace partitura::protocol
