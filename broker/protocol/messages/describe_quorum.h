// DescribeQuorum (55): who leads the metadata log and how far each replica of it is.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct DescribeQuorumResponse;

struct DescribeQuorumRequest {
    static constexpr ApiKey apiKey = ApiKey::DescribeQuorum;
    using Response = DescribeQuorumResponse;

    struct PartitionData {
        std::int32_t partitionIndex = 0;

        static const Table table;
    };
    struct TopicData {
        std::string topicName;
        std::vector<PartitionData> partitions;

        static const Table table;
    };

    std::vector<TopicData> topics;

    static const Table table;
};

struct DescribeQuorumResponse {
    static constexpr ApiKey apiKey = ApiKey::DescribeQuorum;

    struct ReplicaState {
        std::int32_t replicaId = 0;
        Uuid replicaDirectoryId;
        std::int64_t logEndOffset = 0;
        std::int64_t lastFetchTimestamp = -1;
        std::int64_t lastCaughtUpTimestamp = -1;

        static const Table table;
    };
    struct PartitionData {
        std::int32_t partitionIndex = 0;
        ErrorCode errorCode = ErrorCode::NONE;
        std::optional<std::string> errorMessage = "";
        std::int32_t leaderId = 0;
        std::int32_t leaderEpoch = 0;
        std::int64_t highWatermark = 0;
        std::vector<ReplicaState> currentVoters;
        std::vector<ReplicaState> observers;

        static const Table table;
    };
    struct TopicData {
        std::string topicName;
        std::vector<PartitionData> partitions;

        static const Table table;
    };
    struct Listener {
        std::string name;
        std::string host;
        std::uint16_t port = 0;

        static const Table table;
    };
    struct Node {
        std::int32_t nodeId = 0;
        std::vector<Listener> listeners;

        static const Table table;
    };

    ErrorCode errorCode = ErrorCode::NONE;
    std::optional<std::string> errorMessage = "";
    std::vector<TopicData> topics;
    std::vector<Node> nodes;

    static const Table table;
};

} // namespace partitura::protocol
