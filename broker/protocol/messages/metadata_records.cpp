#include "broker/protocol/messages/metadata_records.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

#include <fmt/format.h>

#include <array>
#include <cassert>
#include <utility>

namespace partitura::protocol {
namespace {

constexpr std::string_view aboutRecovery = "1 while the leader recovers from an unclean election, else 0.";
constexpr std::string_view aboutCordoned =
    "Ids of the log directories to take no new partitions; null if not known.";
constexpr std::string_view aboutLogDirs = "Ids of the log directories that work.";

constexpr Field registerBrokerFields[] = {
    field<&RegisterBrokerRecord::brokerId>("BrokerId", since(0), about::nodeId, {.entity = Entity::BrokerId}),
    field<&RegisterBrokerRecord::isMigratingZkBroker>("IsMigratingZkBroker", since(2),
                                                      "Set for brokers on their way from ZooKeeper."),
    field<&RegisterBrokerRecord::incarnationId>("IncarnationId", since(0),
                                                "Tells this run of the broker from earlier ones."),
    field<&RegisterBrokerRecord::brokerEpoch>("BrokerEpoch", since(0), about::brokerEpoch),
    field<&RegisterBrokerRecord::endPoints>("EndPoints", since(0), "Where the broker can be reached."),
    field<&RegisterBrokerRecord::features>("Features", since(0), "Features the broker could run."),
    field<&RegisterBrokerRecord::rack>("Rack", since(0), about::rack, {.nullable = since(0)}),
    field<&RegisterBrokerRecord::fenced>("Fenced", since(0), "Whether it may not lead partitions yet."),
    field<&RegisterBrokerRecord::inControlledShutdown>("InControlledShutdown", since(1),
                                                       "Whether it hands over its partitions to stop."),
    field<&RegisterBrokerRecord::logDirs>("LogDirs", since(3), aboutLogDirs, {.tag = 0}),
    field<&RegisterBrokerRecord::cordonedLogDirs>("CordonedLogDirs", since(4), aboutCordoned,
                                                  {.nullable = since(4), .tag = 1}),
};
using Endpoint = RegisterBrokerRecord::BrokerEndpoint;
constexpr Field endpointFields[] = {
    field<&Endpoint::name>("Name", since(0), "Name of the listener."),
    field<&Endpoint::host>("Host", since(0), about::host),
    field<&Endpoint::port>("Port", since(0), about::port),
    field<&Endpoint::securityProtocol>("SecurityProtocol", since(0),
                                       "0 PLAINTEXT, 1 SSL, 2 SASL_PLAINTEXT, 3 SASL_SSL."),
};
using Feature = RegisterBrokerRecord::BrokerFeature;
constexpr Field featureFields[] = {
    field<&Feature::name>("Name", since(0), "Name of the feature."),
    field<&Feature::minSupportedVersion>("MinSupportedVersion", since(0), "Lowest level supported."),
    field<&Feature::maxSupportedVersion>("MaxSupportedVersion", since(0), "Highest level supported."),
};

constexpr Field unregisterBrokerFields[] = {
    field<&UnregisterBrokerRecord::brokerId>("BrokerId", since(0), about::nodeId,
                                             {.entity = Entity::BrokerId}),
    field<&UnregisterBrokerRecord::brokerEpoch>("BrokerEpoch", since(0), about::brokerEpoch),
};

constexpr Field topicFields[] = {
    field<&TopicRecord::name>("Name", since(0), about::topicName, {.entity = Entity::TopicName}),
    field<&TopicRecord::topicId>("TopicId", since(0), about::topicId, {.entity = Entity::TopicId}),
};

constexpr Field partitionFields[] = {
    field<&PartitionRecord::partitionId>("PartitionId", since(0), about::partitionIndex,
                                         {.entity = Entity::PartitionIndex}),
    field<&PartitionRecord::topicId>("TopicId", since(0), about::topicId, {.entity = Entity::TopicId}),
    field<&PartitionRecord::replicas>("Replicas", since(0),
                                      "Brokers that hold a replica, the preferred leader first.",
                                      {.entity = Entity::BrokerId}),
    field<&PartitionRecord::isr>("Isr", since(0), "Brokers whose replica is in sync.",
                                 {.entity = Entity::BrokerId}),
    field<&PartitionRecord::removingReplicas>(
        "RemovingReplicas", since(0), "Replicas a reassignment takes away.", {.entity = Entity::BrokerId}),
    field<&PartitionRecord::addingReplicas>("AddingReplicas", since(0), "Replicas a reassignment adds.",
                                            {.entity = Entity::BrokerId}),
    field<&PartitionRecord::leader>("Leader", since(0), "Broker that leads; -1 if there is none.",
                                    {.entity = Entity::BrokerId}),
    field<&PartitionRecord::leaderEpoch>("LeaderEpoch", since(0), about::leaderEpoch),
    field<&PartitionRecord::partitionEpoch>("PartitionEpoch", since(0),
                                            "Rises with each change of the partition."),
    field<&PartitionRecord::directories>("Directories", since(1),
                                         "Log directory of each replica, in their order."),
    field<&PartitionRecord::leaderRecoveryState>("LeaderRecoveryState", since(0), aboutRecovery, {.tag = 0}),
    field<&PartitionRecord::eligibleLeaderReplicas>(
        "EligibleLeaderReplicas", since(2),
        "Replicas out of sync that yet have all to the high watermark (KIP-966).",
        {.nullable = since(2), .entity = Entity::BrokerId, .tag = 1}),
    field<&PartitionRecord::lastKnownElr>("LastKnownElr", since(2),
                                          "Eligible replicas lost to unclean shutdowns.",
                                          {.nullable = since(2), .entity = Entity::BrokerId, .tag = 2}),
};

constexpr Field configFields[] = {
    field<&ConfigRecord::resourceType>("ResourceType", since(0),
                                       "What is configured: 2 a topic, 4 a broker."),
    field<&ConfigRecord::resourceName>("ResourceName", since(0), "Name of the topic or id of the broker."),
    field<&ConfigRecord::name>("Name", since(0), about::configName),
    field<&ConfigRecord::value>("Value", since(0), "Its value; null deletes the key.",
                                {.nullable = since(0)}),
};

using Change = PartitionChangeRecord;
constexpr Field partitionChangeFields[] = {
    field<&Change::partitionId>("PartitionId", since(0), about::partitionIndex,
                                {.entity = Entity::PartitionIndex}),
    field<&Change::topicId>("TopicId", since(0), about::topicId, {.entity = Entity::TopicId}),
    field<&Change::isr>("Isr", since(0), "The new in-sync replicas; null if unchanged.",
                        {.nullable = since(0), .entity = Entity::BrokerId, .tag = 0}),
    field<&Change::leader>("Leader", since(0), "The new leader; -1 is none, -2 unchanged.",
                           {.entity = Entity::BrokerId, .tag = 1}),
    field<&Change::replicas>("Replicas", since(0), "The new replicas; null if unchanged.",
                             {.nullable = since(0), .entity = Entity::BrokerId, .tag = 2}),
    field<&Change::removingReplicas>("RemovingReplicas", since(0),
                                     "Replicas a reassignment now takes away; null if unchanged.",
                                     {.nullable = since(0), .entity = Entity::BrokerId, .tag = 3}),
    field<&Change::addingReplicas>("AddingReplicas", since(0),
                                   "Replicas a reassignment now adds; null if unchanged.",
                                   {.nullable = since(0), .entity = Entity::BrokerId, .tag = 4}),
    field<&Change::leaderRecoveryState>("LeaderRecoveryState", since(0),
                                        "1 while the leader recovers, 0 when it need not; -1 if unchanged.",
                                        {.tag = 5}),
    field<&Change::eligibleLeaderReplicas>("EligibleLeaderReplicas", since(2),
                                           "The new eligible leader replicas; null if unchanged.",
                                           {.nullable = since(2), .entity = Entity::BrokerId, .tag = 6}),
    field<&Change::lastKnownElr>("LastKnownElr", since(2),
                                 "The new last known eligible replicas; null if unchanged.",
                                 {.nullable = since(2), .entity = Entity::BrokerId, .tag = 7}),
    field<&Change::directories>("Directories", since(1),
                                "The new log directory of each replica; null if unchanged.",
                                {.nullable = since(1), .tag = 8}),
};

constexpr Field fenceBrokerFields[] = {
    field<&FenceBrokerRecord::id>("Id", since(0),
                                  "Broker that may lead no partition and leaves all in-sync replicas.",
                                  {.entity = Entity::BrokerId}),
    field<&FenceBrokerRecord::epoch>("Epoch", since(0), about::brokerEpoch),
};

constexpr Field unfenceBrokerFields[] = {
    field<&UnfenceBrokerRecord::id>("Id", since(0), "Broker that may lead again.",
                                    {.entity = Entity::BrokerId}),
    field<&UnfenceBrokerRecord::epoch>("Epoch", since(0), about::brokerEpoch),
};

constexpr Field removeTopicFields[] = {
    field<&RemoveTopicRecord::topicId>("TopicId", since(0), "Topic that goes, with all its partitions.",
                                       {.entity = Entity::TopicId}),
};

constexpr Field featureLevelFields[] = {
    field<&FeatureLevelRecord::name>("Name", since(0), "Name of the feature."),
    field<&FeatureLevelRecord::featureLevel>("FeatureLevel", since(0),
                                             "Level the cluster runs it at; 0 is off."),
};

constexpr Field producerIdsFields[] = {
    field<&ProducerIdsRecord::brokerId>("BrokerId", since(0), "Broker that took a block of producer ids.",
                                        {.entity = Entity::BrokerId}),
    field<&ProducerIdsRecord::brokerEpoch>("BrokerEpoch", since(0), about::brokerEpoch),
    field<&ProducerIdsRecord::nextProducerId>("NextProducerId", since(0), "First id of the next block."),
};

using RegistrationChange = BrokerRegistrationChangeRecord;
constexpr Field brokerRegistrationChangeFields[] = {
    field<&RegistrationChange::brokerId>("BrokerId", since(0), about::nodeId, {.entity = Entity::BrokerId}),
    field<&RegistrationChange::brokerEpoch>("BrokerEpoch", since(0), about::brokerEpoch),
    field<&RegistrationChange::fenced>("Fenced", since(0), "1 fences, -1 unfences, 0 leaves it.", {.tag = 0}),
    field<&RegistrationChange::inControlledShutdown>(
        "InControlledShutdown", since(1), "1 when it begins to hand over its partitions, 0 leaves it.",
        {.tag = 1}),
    field<&RegistrationChange::logDirs>("LogDirs", since(2), aboutLogDirs, {.tag = 2}),
    field<&RegistrationChange::cordonedLogDirs>("CordonedLogDirs", since(3), aboutCordoned,
                                                {.nullable = since(3), .tag = 3}),
};

constexpr Field clearElrFields[] = {
    field<&ClearElrRecord::topicName>("TopicName", since(0),
                                      "Topic whose eligible leader replicas go; empty is all topics.",
                                      {.entity = Entity::TopicName}),
};

} // namespace

constinit const Table RegisterBrokerRecord::table =
    messageTable<RegisterBrokerRecord>("RegisterBrokerRecord", between(0, 4), 0, registerBrokerFields);
constinit const Table Endpoint::table = structTable<Endpoint>("BrokerEndpoint", endpointFields);
constinit const Table Feature::table = structTable<Feature>("BrokerFeature", featureFields);
constinit const Table UnregisterBrokerRecord::table =
    messageTable<UnregisterBrokerRecord>("UnregisterBrokerRecord", only(0), 0, unregisterBrokerFields);
constinit const Table TopicRecord::table = messageTable<TopicRecord>("TopicRecord", only(0), 0, topicFields);
constinit const Table PartitionRecord::table =
    messageTable<PartitionRecord>("PartitionRecord", between(0, 2), 0, partitionFields);
constinit const Table ConfigRecord::table =
    messageTable<ConfigRecord>("ConfigRecord", only(0), 0, configFields);
constinit const Table PartitionChangeRecord::table =
    messageTable<PartitionChangeRecord>("PartitionChangeRecord", between(0, 2), 0, partitionChangeFields);
constinit const Table FenceBrokerRecord::table =
    messageTable<FenceBrokerRecord>("FenceBrokerRecord", only(0), 0, fenceBrokerFields);
constinit const Table UnfenceBrokerRecord::table =
    messageTable<UnfenceBrokerRecord>("UnfenceBrokerRecord", only(0), 0, unfenceBrokerFields);
constinit const Table RemoveTopicRecord::table =
    messageTable<RemoveTopicRecord>("RemoveTopicRecord", only(0), 0, removeTopicFields);
constinit const Table FeatureLevelRecord::table =
    messageTable<FeatureLevelRecord>("FeatureLevelRecord", only(0), 0, featureLevelFields);
constinit const Table ProducerIdsRecord::table =
    messageTable<ProducerIdsRecord>("ProducerIdsRecord", only(0), 0, producerIdsFields);
constinit const Table BrokerRegistrationChangeRecord::table = messageTable<BrokerRegistrationChangeRecord>(
    "BrokerRegistrationChangeRecord", between(0, 3), 0, brokerRegistrationChangeFields);
constinit const Table NoOpRecord::table = messageTable<NoOpRecord>("NoOpRecord", only(0), 0, {});
constinit const Table ClearElrRecord::table =
    messageTable<ClearElrRecord>("ClearElrRecord", only(0), 0, clearElrFields);

namespace {

constexpr std::uint32_t frameVersion = 1;

struct Row {
    MetadataRecordDescription description;
    /// Reads the fields into an alternative of its own.
    MetadataRecord (*decode)(Decoder&);
};

template <typename Record>
constexpr Row row{{Record::recordType, &Record::table}, [](Decoder& in) -> MetadataRecord {
                      Record record;
                      decodeStruct(in, Record::table, &record);
                      return record;
                  }};

template <std::size_t... I>
constexpr auto allRows(std::index_sequence<I...>) {
    return std::array{row<std::variant_alternative_t<I, MetadataRecord>>...};
}
constexpr auto rows = allRows(std::make_index_sequence<std::variant_size_v<MetadataRecord>>{});

constexpr auto descriptions = [] {
    std::array<MetadataRecordDescription, rows.size()> all{};
    for (std::size_t i = 0; i < rows.size(); ++i)
        all[i] = rows[i].description;
    return all;
}();

} // namespace

std::span<const MetadataRecordDescription> metadataRecords() {
    return descriptions;
}

Bytes encodeMetadataRecord(const MetadataRecord& record, std::int16_t version) {
    return std::visit(
        [version](const auto& fields) {
            const Table& table = fields.table;
            assert(table.valid.contains(version));
            Encoder out(version, table.flexible(version));
            out.writeUnsignedVarint(frameVersion);
            out.writeUnsignedVarint(static_cast<std::uint32_t>(fields.recordType));
            out.writeUnsignedVarint(static_cast<std::uint32_t>(version));
            encodeStruct(out, table, &fields);
            return out.finishBytes();
        },
        record);
}

Result<MetadataRecord> decodeMetadataRecord(ByteView value) {
    Decoder in(value, "MetadataRecord");
    const auto frame = in.readUnsignedVarint();
    const auto type = in.readUnsignedVarint();
    const auto version = in.readUnsignedVarint();
    if (!in.ok())
        return *in.error();
    if (frame != frameVersion)
        return Error{ErrorCode::UNSUPPORTED_VERSION,
                     fmt::format("metadata record of frame version {}", frame)};
    for (const Row& row : rows) {
        const Table& table = *row.description.table;
        if (static_cast<std::uint32_t>(row.description.recordType) != type)
            continue;
        if (version > static_cast<std::uint32_t>(table.valid.last))
            return Error{ErrorCode::UNSUPPORTED_VERSION, fmt::format("{} v{}", table.name, version)};
        in.setName(table.name);
        in.setForm(static_cast<std::int16_t>(version), table.flexible(static_cast<std::int16_t>(version)));
        auto record = row.decode(in);
        in.expectEnd();
        if (!in.ok())
            return *in.error();
        return record;
    }
    return Error{ErrorCode::UNSUPPORTED_VERSION, fmt::format("metadata record of unknown type {}", type)};
}

} // namespace partitura::protocol
