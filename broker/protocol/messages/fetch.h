// Fetch (1): reads record batches from partitions, for consumers and followers.
#pragma once

#include "broker/protocol/messages/message.h"

#include <limits>

namespace partitura::protocol {

struct FetchResponse;

struct FetchRequest {
    static constexpr ApiKey apiKey = ApiKey::Fetch;
    using Response = FetchResponse;

    struct ReplicaState {
        std::int32_t replicaId = -1;
        std::int64_t replicaEpoch = -1;

        static const Table table;
    };
    struct FetchPartition {
        std::int32_t partition = 0;
        std::int32_t currentLeaderEpoch = -1;
        std::int64_t fetchOffset = 0;
        std::int32_t lastFetchedEpoch = -1;
        std::int64_t logStartOffset = -1;
        std::int32_t partitionMaxBytes = 0;
        Uuid replicaDirectoryId;
        std::int64_t highWatermark = std::numeric_limits<std::int64_t>::max();

        static const Table table;
    };
    struct FetchTopic {
        std::string topic;
        Uuid topicId;
        std::vector<FetchPartition> partitions;

        static const Table table;
    };
    struct ForgottenTopic {
        std::string topic;
        Uuid topicId;
        std::vector<std::int32_t> partitions;

        static const Table table;
    };

    std::optional<std::string> clusterId;
    std::int32_t replicaId = -1;
    ReplicaState replicaState;
    std::int32_t maxWaitMs = 0;
    std::int32_t minBytes = 0;
    std::int32_t maxBytes = 0x7fffffff;
    std::int8_t isolationLevel = 0;
    std::int32_t sessionId = 0;
    std::int32_t sessionEpoch = -1;
    std::vector<FetchTopic> topics;
    std::vector<ForgottenTopic> forgottenTopicsData;
    std::string rackId;

    static const Table table;
};

struct FetchResponse {
    static constexpr ApiKey apiKey = ApiKey::Fetch;

    struct EpochEndOffset {
        std::int32_t epoch = -1;
        std::int64_t endOffset = -1;

        static const Table table;
    };
    struct LeaderIdAndEpoch {
        std::int32_t leaderId = -1;
        std::int32_t leaderEpoch = -1;

        static const Table table;
    };
    struct SnapshotId {
        std::int64_t endOffset = -1;
        std::int32_t epoch = -1;

        static const Table table;
    };
    struct AbortedTransaction {
        std::int64_t producerId = 0;
        std::int64_t firstOffset = 0;

        static const Table table;
    };
    struct PartitionData {
        std::int32_t partitionIndex = 0;
        ErrorCode errorCode = ErrorCode::NONE;
        std::int64_t highWatermark = 0;
        std::int64_t lastStableOffset = -1;
        std::int64_t logStartOffset = -1;
        EpochEndOffset divergingEpoch;
        LeaderIdAndEpoch currentLeader;
        SnapshotId snapshotId;
        /// By default empty, which is what read_committed gets when there are none; null is read_uncommitted.
        std::optional<std::vector<AbortedTransaction>> abortedTransactions{std::in_place};
        std::int32_t preferredReadReplica = -1;
        Records records;

        static const Table table;
    };
    struct FetchableTopicResponse {
        std::string topic;
        Uuid topicId;
        std::vector<PartitionData> partitions;

        static const Table table;
    };
    struct NodeEndpoint {
        std::int32_t nodeId = 0;
        std::string host;
        std::int32_t port = 0;
        std::optional<std::string> rack;

        static const Table table;
    };

    std::int32_t throttleTimeMs = 0;
    ErrorCode errorCode = ErrorCode::NONE;
    std::int32_t sessionId = 0;
    std::vector<FetchableTopicResponse> responses;
    std::vector<NodeEndpoint> nodeEndpoints;

    static const Table table;
};

} // namespace partitura::protocol
