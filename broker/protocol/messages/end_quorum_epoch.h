// EndQuorumEpoch (54): the leader of the metadata log resigns.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct EndQuorumEpochResponse;

struct EndQuorumEpochRequest {
    static constexpr ApiKey apiKey = ApiKey::EndQuorumEpoch;
    using Response = EndQuorumEpochResponse;

    struct ReplicaInfo {
        std::int32_t candidateId = 0;
        Uuid candidateDirectoryId;

        static const Table table;
    };
    struct PartitionData {
        std::int32_t partitionIndex = 0;
        std::int32_t leaderId = 0;
        std::int32_t leaderEpoch = 0;
        std::vector<std::int32_t> preferredSuccessors;
        std::vector<ReplicaInfo> preferredCandidates;

        static const Table table;
    };
    struct TopicData {
        std::string topicName;
        std::vector<PartitionData> partitions;

        static const Table table;
    };
    struct LeaderEndpoint {
        std::string name;
        std::string host;
        std::uint16_t port = 0;

        static const Table table;
    };

    std::optional<std::string> clusterId;
    std::vector<TopicData> topics;
    std::vector<LeaderEndpoint> leaderEndpoints;

    static const Table table;
};

struct EndQuorumEpochResponse {
    static constexpr ApiKey apiKey = ApiKey::EndQuorumEpoch;

    struct PartitionData {
        std::int32_t partitionIndex = 0;
        ErrorCode errorCode = ErrorCode::NONE;
        std::int32_t leaderId = 0;
        std::int32_t leaderEpoch = 0;

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
