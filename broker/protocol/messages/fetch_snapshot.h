// FetchSnapshot (59): a follower of the metadata log reads a piece of a snapshot.
#pragma once

#include "broker/protocol/messages/message.h"

namespace partitura::protocol {

struct FetchSnapshotResponse;

struct FetchSnapshotRequest {
    static constexpr ApiKey apiKey = ApiKey::FetchSnapshot;
    using Response = FetchSnapshotResponse;

    struct SnapshotId {
        std::int64_t endOffset = 0;
        std::int32_t epoch = 0;

        static const Table table;
    };
    struct PartitionSnapshot {
        std::int32_t partition = 0;
        std::int32_t currentLeaderEpoch = 0;
        SnapshotId snapshotId;
        std::int64_t position = 0;
        Uuid replicaDirectoryId;

        static const Table table;
    };
    struct TopicSnapshot {
        std::string name;
        std::vector<PartitionSnapshot> partitions;

        static const Table table;
    };

    std::optional<std::string> clusterId;
    std::int32_t replicaId = -1;
    std::int32_t maxBytes = 0x7fffffff;
    std::vector<TopicSnapshot> topics;

    static const Table table;
};

struct FetchSnapshotResponse {
    static constexpr ApiKey apiKey = ApiKey::FetchSnapshot;

    struct SnapshotId {
        std::int64_t endOffset = 0;
        std::int32_t epoch = 0;

        static const Table table;
    };
    struct LeaderIdAndEpoch {
        std::int32_t leaderId = 0;
        std::int32_t leaderEpoch = 0;

        static const Table table;
    };
    struct PartitionSnapshot {
        std::int32_t index = 0;
        ErrorCode errorCode = ErrorCode::NONE;
        SnapshotId snapshotId;
        LeaderIdAndEpoch currentLeader;
        std::int64_t size = 0;
        std::int64_t position = 0;
        Records unalignedRecords = Records::none();

        static const Table table;
    };
    struct TopicSnapshot {
        std::string name;
        std::vector<PartitionSnapshot> partitions;

        static const Table table;
    };
    struct NodeEndpoint {
        std::int32_t nodeId = 0;
        std::string host;
        std::uint16_t port = 0;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::NONE;
    std::vector<TopicSnapshot> topics;
    std::vector<NodeEndpoint> nodeEndpoints;

    static const Table table;
};

} // namespace partitura::protocol
