// BeginQuorumEpoch (53): the new leader of the metadata log tells the voters that it leads.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct BeginQuorumEpochResponse;

struct BeginQuorumEpochRequest {
    static constexpr ApiKey apiKey = ApiKey::BeginQuorumEpoch;
    using Response = BeginQuorumEpochResponse;

    struct PartitionData {
        std::int32_t partitionIndex = 0;
        Uuid voterDirectoryId;
        std::int32_t leaderId = 0;
        std::int32_t leaderEpoch = 0;

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
    std::int32_t voterId = -1;
    std::vector<TopicData> topics;
    std::vector<LeaderEndpoint> leaderEndpoints;

    static const Table table;
};

struct BeginQuorumEpochResponse {
    static constexpr ApiKey apiKey = ApiKey::BeginQuorumEpoch;

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
