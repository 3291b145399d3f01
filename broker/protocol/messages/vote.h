// Vote (52): a replica of the metadata log asks a voter to be elected its leader.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct VoteResponse;

struct VoteRequest {
    static constexpr ApiKey apiKey = ApiKey::Vote;
    using Response = VoteResponse;

    struct PartitionData {
        std::int32_t partitionIndex = 0;
        std::int32_t replicaEpoch = 0;
        std::int32_t replicaId = 0;
        Uuid replicaDirectoryId;
        Uuid voterDirectoryId;
        std::int32_t lastOffsetEpoch = 0;
        std::int64_t lastOffset = 0;
        bool preVote = false;

        static const Table table;
    };
    struct TopicData {
        std::string topicName;
        std::vector<PartitionData> partitions;

        static const Table table;
    };

    std::optional<std::string> clusterId;
    std::int32_t voterId = -1;
    std::vector<TopicData> topics;

    static const Table table;
};

struct VoteResponse {
    static constexpr ApiKey apiKey = ApiKey::Vote;

    struct PartitionData {
        std::int32_t partitionIndex = 0;
        ErrorCode errorCode = ErrorCode::NONE;
        std::int32_t leaderId = 0;
        std::int32_t leaderEpoch = 0;
        bool voteGranted = false;

        static const Table table;
    };
    struct TopicData {
        std::string topicName;
        std::vector<PartitionData> partitions;

        static const Table table;
    };
    struct NodeEndpoint {
        std::int32_t nodeId = 0;
        std::string host;
        std::uint16_t port = 0;

        static const Table table;
    };

    ErrorCode errorCode = ErrorCode::NONE;
    std::vector<TopicData> topics;
    std::vector<NodeEndpoint> nodeEndpoints;

    static const Table table;
};

} // namespace partitura::protocol
