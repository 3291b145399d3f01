// Records of the metadata log, and the frame each stands in.
#pragma once

#include "broker/base/result.h"
#include "broker/protocol/messages/message.h"

#include <span>
#include <variant>

namespace partitura::protocol {

struct RegisterBrokerRecord {
    static constexpr std::int16_t recordType = 0;

    struct BrokerEndpoint {
        std::string name;
        std::string host;
        std::uint16_t port = 0;
        std::int16_t securityProtocol = 0;

        static const Table table;
    };
    struct BrokerFeature {
        std::string name;
        std::int16_t minSupportedVersion = 0;
        std::int16_t maxSupportedVersion = 0;

        static const Table table;
    };

    std::int32_t brokerId = 0;
    bool isMigratingZkBroker = false;
    Uuid incarnationId;
    std::int64_t brokerEpoch = 0;
    std::vector<BrokerEndpoint> endPoints;
    std::vector<BrokerFeature> features;
    std::optional<std::string> rack = "";
    bool fenced = true;
    bool inControlledShutdown = false;
    std::vector<Uuid> logDirs;
    std::optional<std::vector<Uuid>> cordonedLogDirs;

    static const Table table;
};

struct UnregisterBrokerRecord {
    static constexpr std::int16_t recordType = 1;

    std::int32_t brokerId = 0;
    std::int64_t brokerEpoch = 0;

    static const Table table;
};

struct TopicRecord {
    static constexpr std::int16_t recordType = 2;

    std::string name;
    Uuid topicId;

    static const Table table;
};

struct PartitionRecord {
    static constexpr std::int16_t recordType = 3;

    std::int32_t partitionId = -1;
    Uuid topicId;
    std::vector<std::int32_t> replicas;
    std::vector<std::int32_t> isr;
    std::vector<std::int32_t> removingReplicas;
    std::vector<std::int32_t> addingReplicas;
    std::int32_t leader = -1;
    std::int8_t leaderRecoveryState = 0;
    std::int32_t leaderEpoch = -1;
    std::int32_t partitionEpoch = -1;
    std::vector<Uuid> directories;
    std::optional<std::vector<std::int32_t>> eligibleLeaderReplicas;
    std::optional<std::vector<std::int32_t>> lastKnownElr;

    static const Table table;
};

struct ConfigRecord {
    static constexpr std::int16_t recordType = 4;

    std::int8_t resourceType = 0;
    std::string resourceName;
    std::string name;
    /// Null deletes the key.
    std::optional<std::string> value = "";

    static const Table table;
};

/// What is null, -2 or -1 in it has not changed.
struct PartitionChangeRecord {
    static constexpr std::int16_t recordType = 5;

    std::int32_t partitionId = -1;
    Uuid topicId;
    std::optional<std::vector<std::int32_t>> isr;
    std::int32_t leader = -2;
    std::optional<std::vector<std::int32_t>> replicas;
    std::optional<std::vector<std::int32_t>> removingReplicas;
    std::optional<std::vector<std::int32_t>> addingReplicas;
    std::int8_t leaderRecoveryState = -1;
    std::optional<std::vector<Uuid>> directories;
    std::optional<std::vector<std::int32_t>> eligibleLeaderReplicas;
    std::optional<std::vector<std::int32_t>> lastKnownElr;

    static const Table table;
};

struct FenceBrokerRecord {
    static constexpr std::int16_t recordType = 7;

    std::int32_t id = 0;
    std::int64_t epoch = 0;

    static const Table table;
};

struct UnfenceBrokerRecord {
    static constexpr std::int16_t recordType = 8;

    std::int32_t id = 0;
    std::int64_t epoch = 0;

    static const Table table;
};

struct RemoveTopicRecord {
    static constexpr std::int16_t recordType = 9;

    Uuid topicId;

    static const Table table;
};

struct FeatureLevelRecord {
    static constexpr std::int16_t recordType = 12;

    std::string name;
    std::int16_t featureLevel = 0;

    static const Table table;
};

struct ProducerIdsRecord {
    static constexpr std::int16_t recordType = 15;

    std::int32_t brokerId = 0;
    std::int64_t brokerEpoch = -1;
    std::int64_t nextProducerId = 0;

    static const Table table;
};

struct BrokerRegistrationChangeRecord {
    static constexpr std::int16_t recordType = 17;

    std::int32_t brokerId = 0;
    std::int64_t brokerEpoch = 0;
    std::int8_t fenced = 0;
    std::int8_t inControlledShutdown = 0;
    std::vector<Uuid> logDirs;
    std::optional<std::vector<Uuid>> cordonedLogDirs;

    static const Table table;
};

struct NoOpRecord {
    static constexpr std::int16_t recordType = 20;

    static const Table table;
};

/// The eligible leader replicas of a topic's partitions are no longer so (KIP-966).
struct ClearElrRecord {
    static constexpr std::int16_t recordType = 28;

    /// Empty is all topics.
    std::string topicName;

    static const Table table;
};

using MetadataRecord =
    std::variant<RegisterBrokerRecord, UnregisterBrokerRecord, TopicRecord, PartitionRecord, ConfigRecord,
                 PartitionChangeRecord, FenceBrokerRecord, UnfenceBrokerRecord, RemoveTopicRecord,
                 FeatureLevelRecord, ProducerIdsRecord, BrokerRegistrationChangeRecord, NoOpRecord,
                 ClearElrRecord>;

/// One row per alternative of MetadataRecord, in its order.
struct MetadataRecordDescription {
    std::int16_t recordType;
    const Table* table;
};
std::span<const MetadataRecordDescription> metadataRecords();

/// Value of a record of the metadata log: frame version 1, type, version, fields (AbstractApiMessageSerde).
/// `version` must be in the record's table.valid. Thread: any.
Bytes encodeMetadataRecord(const MetadataRecord& record, std::int16_t version);

/// Reads such a value. Errors: UNSUPPORTED_VERSION for a frame version, type or version not known here;
/// INVALID_REQUEST for what is malformed. Thread: any.
Result<MetadataRecord> decodeMetadataRecord(ByteView value);

} // namespace partitura::protocol
