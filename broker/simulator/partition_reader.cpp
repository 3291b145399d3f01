#include "broker/simulator/partition_reader.h"

#include "broker/record/for_each_record.h"
#include "broker/simulator/simulated_producer.h"

#include <algorithm>

namespace partitura::simulator {
namespace {

constexpr std::int16_t fetchVersion = 12; // the newest that names topics
constexpr std::int32_t maxWaitMs = 500;
constexpr std::int32_t partitionBytesMax = 1 << 20;

} // namespace

PartitionReader::PartitionReader(int client, ClientConnections& connections, History& history)
    : m_client(client)
    , m_connections(connections)
    , m_history(history) {}

void PartitionReader::assign(const std::map<TopicPartition, Offset>& positions) {
    m_positions = positions;
    m_highWatermarks.clear();
    m_inFlight.clear();
    ++m_assignment;
    ++m_session;
    if (!positions.empty())
        refresh();
}

Offset PartitionReader::highWatermark(const TopicPartition& partition) const {
    const auto found = m_highWatermarks.find(partition);
    return found == m_highWatermarks.end() ? Offset(-1) : found->second;
}

void PartitionReader::refresh() {
    if (std::exchange(m_refreshing, true))
        return;
    std::vector<std::string> topics;
    for (const auto& [partition, position] : m_positions)
        if (topics.empty() || topics.back() != partition.topic)
            topics.push_back(partition.topic);
    m_connections.refresh(topics, [this] {
        m_refreshing = false;
        fetchAll();
    });
}

void PartitionReader::fetchAll() {
    std::set<BrokerId> leaders;
    for (const auto& [partition, position] : m_positions)
        leaders.insert(m_connections.leaderOf(partition).broker);
    for (const auto leader : leaders)
        if (leader != BrokerId())
            fetch(leader);
    // Partitions without a leader, or led by one to which no fetch goes now, are looked up again.
    if (leaders.contains(BrokerId()))
        m_connections.later(clientRetryBackoff, [this] { refresh(); });
}

void PartitionReader::fetch(BrokerId leader) {
    if (m_inFlight.contains(leader))
        return;
    protocol::FetchRequest request;
    request.maxWaitMs = maxWaitMs;
    request.minBytes = 1;
    for (const auto& [partition, position] : m_positions) {
        const auto led = m_connections.leaderOf(partition);
        if (led.broker != leader)
            continue;
        if (request.topics.empty() || request.topics.back().topic != partition.topic)
            request.topics.emplace_back().topic = partition.topic;
        auto& wanted = request.topics.back().partitions.emplace_back();
        wanted.partition = partition.partition.value();
        wanted.currentLeaderEpoch = led.epoch.value();
        wanted.fetchOffset = position.value();
        wanted.partitionMaxBytes = partitionBytesMax;
    }
    if (request.topics.empty())
        return;
    m_inFlight.insert(leader);
    m_connections.call<protocol::FetchRequest>(
        leader, request, fetchVersion, clientRequestTimeout,
        [this, leader, assignment = m_assignment, asked = m_connections.now()](const auto& answer) {
            answered(leader, assignment, asked, answer);
        });
}

void PartitionReader::answered(BrokerId leader, std::uint64_t assignment, Instant asked,
                               const Result<protocol::FetchResponse>& answer) {
    if (assignment != m_assignment)
        return;
    m_inFlight.erase(leader);
    bool isWell = answer.ok() && answer->errorCode == ErrorCode::NONE;
    if (isWell)
        for (const auto& topic : answer->responses)
            for (const auto& data : topic.partitions)
                isWell &= take({topic.topic, PartitionIndex(data.partitionIndex)}, data, asked);
    if (isWell)
        return fetch(leader);
    m_connections.later(clientRetryBackoff, [this] { refresh(); });
}

bool PartitionReader::take(const TopicPartition& partition,
                           const protocol::FetchResponse::PartitionData& data, Instant asked) {
    const auto found = m_positions.find(partition);
    if (found == m_positions.end())
        return true;
    auto& position = found->second;
    if (data.errorCode == ErrorCode::OFFSET_OUT_OF_RANGE) {
        Operation reset;
        reset.kind = Operation::Kind::reset;
        reset.client = m_client;
        reset.partition = partition;
        reset.session = m_session++;
        reset.offset = position;
        m_history.note(std::move(reset), asked, m_connections.now());
        position = Offset(0);
        return true;
    }
    if (data.errorCode != ErrorCode::NONE)
        return false;
    m_highWatermarks[partition] = Offset(data.highWatermark);
    if (data.records.size() > 0)
        position = poll(partition, position, data.records.view, asked);
    return true;
}

Offset PartitionReader::poll(const TopicPartition& partition, Offset position, ByteView batches,
                             Instant asked) {
    Operation operation;
    operation.kind = Operation::Kind::poll;
    operation.client = m_client;
    operation.partition = partition;
    operation.session = m_session;
    operation.offset = position;
    auto next = position;
    while (batches.size() >= record::batchHeaderBytes && !record::isCut(batches, batches.size())) {
        const auto header = record::BatchHeader::parse(batches);
        if (!header || !record::hasValidCrc(batches.first(header->sizeInBytes())))
            break; // what came is damaged: it is asked for again
        const auto batch = batches.first(header->sizeInBytes());
        const auto read = record::forEachRecord(batch, [&](const auto&, const record::Record& one) {
            // A batch comes whole, also when the position is in its middle.
            if (one.offset >= position)
                operation.records.push_back({one.offset, one.value ? valueOf(*one.value) : -1});
            return Result<void>();
        });
        if (!read)
            break;
        next = std::max(next, header->lastOffset() + 1);
        batches = batches.subspan(batch.size());
    }
    m_polled += operation.records.size();
    if (!operation.records.empty())
        m_history.note(std::move(operation), asked, m_connections.now());
    return next;
}

} // namespace partitura::simulator
