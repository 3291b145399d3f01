#include "app/live/live_source.h"

#include "app/live/execute_action.h"
#include "app/live/partitioner.h"
#include "app/live/record_page.h"
#include "broker/log/topic_configs.h"
#include "broker/protocol/messages/describe_configs.h"
#include "broker/protocol/messages/fetch.h"
#include "broker/protocol/messages/list_offsets.h"
#include "broker/protocol/messages/produce.h"
#include "broker/record/batch_builder.h"

#include <QStringList>
#include <QtConcurrent>

#include <fmt/format.h>

#include <algorithm>

namespace partitura::app {
namespace {

// The newest versions that name topics by name.
constexpr std::int16_t produceVersion = 12;
constexpr std::int16_t fetchVersion = 12;
constexpr std::int16_t listOffsetsVersion = 9;
constexpr std::int16_t describeConfigsVersion = 4;
constexpr std::int32_t commandTimeoutMs = 30'000;

Result<void> outcome(ErrorCode code, const std::optional<std::string>& message) {
    if (code == ErrorCode::NONE)
        return {};
    return Error{code, message.value_or(std::string(errorName(code)))};
}

/// Bytes that a record draft holds, as a builder takes them.
std::optional<ByteView> view(const std::optional<Bytes>& bytes) {
    return bytes ? std::optional<ByteView>(*bytes) : std::nullopt;
}

Result<Bytes> batchOf(const RecordDraft& draft, TimestampMs nowMs) {
    std::vector<record::RecordHeader> headers;
    for (const auto& header : draft.headers)
        headers.push_back({header.key, view(header.value)});
    record::BatchBuilder builder;
    builder.add(draft.timestampMs.value_or(nowMs), view(draft.key), view(draft.value), headers);
    return builder.build();
}

} // namespace

LiveSource::LiveSource(cluster::LiveCluster& cluster, bool ephemeral, Workloads* workloads, QObject* parent)
    : Source(parent)
    , m_cluster(cluster)
    , m_ephemeral(ephemeral)
    , m_workloads(workloads)
    , m_mailbox(std::make_shared<Mailbox>(this)) {
    QStringList servers;
    for (const auto& endpoint : cluster.endpoints())
        servers << QString::fromStdString(net::toString(endpoint));
    m_bootstrap = servers.join(QLatin1Char(','));
}

LiveSource::~LiveSource() {
    m_mailbox->close();
}

QString LiveSource::displayName() const {
    return tr("Live cluster");
}

QString LiveSource::workspaceKey() const {
    return m_ephemeral ? QStringLiteral("live:ephemeral")
                       : QStringLiteral("live:") + QString::fromStdString(m_cluster.clusterId());
}

Capabilities LiveSource::capabilities() const {
    return {true, true, true, true, true, {}, true, true};
}

std::shared_ptr<const observe::ClusterSnapshot> LiveSource::snapshot() const {
    return m_cluster.snapshot();
}

std::vector<observe::Event> LiveSource::events(std::uint64_t after) const {
    return m_cluster.events().since(after);
}

template <typename T, typename Request, typename Take>
void LiveSource::ask(BrokerId broker, const Request& request, std::int16_t version, Answer<T> answer,
                     Take take) {
    m_cluster.send<Request>(broker, request, version,
                            [mailbox = m_mailbox, answer = std::move(answer),
                             take = std::move(take)](const Result<typename Request::Response>& response) {
                                auto result = response ? take(*response) : Result<T>(response.error());
                                mailbox->deliver([answer, result = std::move(result)] { answer(result); });
                            });
}

template <typename T>
void LiveSource::refuse(Answer<T> answer, Error error) {
    m_mailbox->deliver([answer = std::move(answer), error = std::move(error)] { answer(error); });
}

Result<BrokerId> LiveSource::leaderOf(const TopicPartition& name) const {
    const auto current = snapshot();
    const auto* topic = current->topic(name.topic);
    if (!topic || name.partition.value() < 0 ||
        static_cast<std::size_t>(name.partition.value()) >= topic->partitions.size())
        return Error{
            ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
            tr("There is no partition %1.").arg(QString::fromStdString(toString(name))).toStdString()};
    const auto leader = topic->partitions[static_cast<std::size_t>(name.partition.value())].leader;
    if (leader == BrokerId())
        return Error{
            ErrorCode::LEADER_NOT_AVAILABLE,
            tr("Partition %1 has no leader.").arg(QString::fromStdString(toString(name))).toStdString()};
    return leader;
}

void LiveSource::createTopic(TopicSpec spec, Answer<void> answer) {
    std::vector<std::string> configs;
    for (const auto& [name, value] : spec.configs)
        configs.push_back(fmt::format("{}={}", name, value));
    execute({"create-topic",
             {{"topic", std::move(spec.name)},
              {"partitions", std::int64_t(spec.partitions)},
              {"replicas", std::int64_t(spec.replicas)},
              {"configs", std::move(configs)}}},
            std::move(answer));
}

void LiveSource::execute(ActionCall call, Answer<void> answer) {
    executeAction(m_cluster, m_workloads, call,
                  [mailbox = m_mailbox, answer = std::move(answer)](Result<void> result) {
                      mailbox->deliver([answer, result = std::move(result)] { answer(result); });
                  });
}

std::span<const ConfigDefinition> LiveSource::topicConfigs() const {
    return log::topicConfigDefinitions();
}

void LiveSource::describeConfigs(std::string topic, Answer<std::vector<ConfigEntry>> answer) {
    constexpr std::int8_t topicResource = 2, dynamicTopic = 1; // ConfigResource.Type, ConfigSource
    protocol::DescribeConfigsRequest request;
    auto& resource = request.resources.emplace_back();
    resource.resourceType = topicResource;
    resource.resourceName = std::move(topic);
    resource.configurationKeys.reset();
    request.includeSynonyms = true;
    request.includeDocumentation = true;
    ask<std::vector<ConfigEntry>>(
        m_cluster.anyBroker(), request, describeConfigsVersion, std::move(answer),
        [](const protocol::DescribeConfigsResponse& response) -> Result<std::vector<ConfigEntry>> {
            const auto& result = response.results.front();
            if (auto done = outcome(result.errorCode, result.errorMessage); !done)
                return done.error();
            std::vector<ConfigEntry> entries;
            for (const auto& config : result.configs) {
                auto& entry = entries.emplace_back();
                entry.name = config.name;
                entry.value = config.value.value_or("");
                // The least of the synonyms is what holds when nothing is set.
                entry.defaultValue =
                    config.synonyms.empty() ? entry.value : config.synonyms.back().value.value_or("");
                entry.isSet = config.configSource == dynamicTopic;
                entry.documentation = config.documentation.value_or("");
            }
            std::ranges::sort(entries, {}, &ConfigEntry::name);
            return entries;
        });
}

void LiveSource::produce(RecordDraft draft, Answer<ProducedAt> answer) {
    const auto current = snapshot();
    const auto* topic = current->topic(draft.topic);
    if (!topic || topic->partitions.empty())
        return refuse(std::move(answer),
                      {ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
                       tr("There is no topic %1.").arg(QString::fromStdString(draft.topic)).toStdString()});
    TopicPartition name{draft.topic, PartitionIndex(0)};
    const auto count = static_cast<std::int32_t>(topic->partitions.size());
    if (draft.partition)
        name.partition = *draft.partition;
    else if (draft.key)
        name.partition = PartitionIndex(partitionForKey(*draft.key, count));
    else // keyless: the partition that has the least, which spreads single records as round-robin would
        name.partition = std::ranges::min_element(topic->partitions, {}, [](const auto& p) {
                             return p.logEnd - p.logStart;
                         })->index;
    const auto leader = leaderOf(name);
    if (!leader)
        return refuse(std::move(answer), leader.error());
    auto batch = batchOf(draft, current->takenAtMs);
    if (!batch)
        return refuse(std::move(answer), batch.error());
    protocol::ProduceRequest request;
    request.acks = -1;
    request.timeoutMs = commandTimeoutMs;
    auto& data = request.topicData.emplace_back();
    data.name = name.topic;
    auto& partition = data.partitionData.emplace_back();
    partition.index = name.partition.value();
    partition.records = protocol::Records::of(Payload(std::move(*batch)));
    ask<ProducedAt>(*leader, request, produceVersion, std::move(answer),
                    [name](const protocol::ProduceResponse& response) -> Result<ProducedAt> {
                        const auto& result = response.responses.front().partitionResponses.front();
                        if (auto done = outcome(result.errorCode, result.errorMessage); !done)
                            return done.error();
                        return ProducedAt{name, Offset(result.baseOffset)};
                    });
}

template <typename Page, typename Make>
void LiveSource::fetch(const TopicPartition& name, Offset from, std::size_t maxBytes, Answer<Page> answer,
                       Make make) {
    const auto leader = leaderOf(name);
    if (!leader)
        return refuse(std::move(answer), leader.error());
    protocol::FetchRequest request;
    request.maxBytes = static_cast<std::int32_t>(std::min<std::size_t>(maxBytes, 1u << 30));
    auto& topic = request.topics.emplace_back();
    topic.topic = name.topic;
    auto& partition = topic.partitions.emplace_back();
    partition.partition = name.partition.value();
    partition.fetchOffset = from.value();
    partition.partitionMaxBytes = request.maxBytes;
    // The broker's thread copies the bytes; taking them apart, perhaps decompressing, is a worker's.
    m_cluster.send<protocol::FetchRequest>(
        *leader, request, fetchVersion,
        [mailbox = m_mailbox, answer = std::move(answer),
         make = std::move(make)](const Result<protocol::FetchResponse>& response) {
            const auto fail = [&](Error error) {
                mailbox->deliver([answer, error = std::move(error)] { answer(error); });
            };
            if (!response)
                return fail(response.error());
            const auto& data = response->responses.front().partitions.front();
            if (data.errorCode != ErrorCode::NONE)
                return fail({data.errorCode, std::string(errorName(data.errorCode))});
            auto bytes = std::make_shared<const Bytes>(data.records.view.begin(), data.records.view.end());
            (void)QtConcurrent::run([mailbox, answer, make, bytes, start = Offset(data.logStartOffset),
                                     watermark = Offset(data.highWatermark)] {
                auto page = make(bytes, start, watermark);
                mailbox->deliver([answer, page = std::move(page)] { answer(page); });
            });
        });
}

void LiveSource::readRecords(RecordQuery query, Answer<std::shared_ptr<const RecordPage>> answer) {
    fetch(query.topicPartition, query.from, query.maxBytes, std::move(answer),
          [query](const SharedBytes& bytes, Offset start, Offset watermark) {
              return makeRecordPage(query, bytes, start, watermark);
          });
}

void LiveSource::readBatches(BatchQuery query, Answer<std::shared_ptr<const BatchPage>> answer) {
    fetch(query.topicPartition, query.from, query.maxBytes, std::move(answer),
          [query](const SharedBytes& bytes, Offset start, Offset watermark) {
              return makeBatchPage(query, *bytes, start, watermark);
          });
}

void LiveSource::findOffset(TopicPartition name, TimestampMs timestampMs, Answer<Offset> answer) {
    const auto leader = leaderOf(name);
    if (!leader)
        return refuse(std::move(answer), leader.error());
    const auto current = snapshot();
    const auto end = current->topic(name.topic)
                         ->partitions[static_cast<std::size_t>(name.partition.value())]
                         .highWatermark;
    protocol::ListOffsetsRequest request;
    request.replicaId = -1;
    auto& topic = request.topics.emplace_back();
    topic.name = name.topic;
    auto& partition = topic.partitions.emplace_back();
    partition.partitionIndex = name.partition.value();
    partition.timestamp = timestampMs;
    ask<Offset>(*leader, request, listOffsetsVersion, std::move(answer),
                [end](const protocol::ListOffsetsResponse& response) -> Result<Offset> {
                    const auto& result = response.topics.front().partitions.front();
                    if (auto done = outcome(result.errorCode, std::nullopt); !done)
                        return done.error();
                    return result.offset < 0 ? end : Offset(result.offset);
                });
}

} // namespace partitura::app
