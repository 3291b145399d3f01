#include "broker/server/metadata_log.h"

#include "broker/protocol/messages/control_records.h"
#include "broker/record/batch_builder.h"
#include "broker/record/control_record.h"
#include "broker/record/for_each_record.h"

#include <spdlog/spdlog.h>

namespace partitura::server {
namespace {

const TopicPartition metadataPartition{std::string(controller::metadataTopicName), PartitionIndex(0)};
constexpr std::size_t readBytes = 1u << 20;
constexpr std::size_t batchBytesMax = 64u << 20;

/// The version each record type is written in: the newest whose fields this engine fills.
struct RecordVersion {
    std::int16_t operator()(const protocol::RegisterBrokerRecord&) const { return 1; }
    std::int16_t operator()(const protocol::BrokerRegistrationChangeRecord&) const { return 1; }
    std::int16_t operator()(const protocol::PartitionRecord&) const { return 2; }
    std::int16_t operator()(const protocol::PartitionChangeRecord&) const { return 2; }
    template <typename Other>
    std::int16_t operator()(const Other&) const {
        return 0;
    }
};

Bytes encoded(const protocol::MetadataRecord& record) {
    return std::visit([](const auto& r) { return protocol::encodeMetadataRecord(r, RecordVersion{}(r)); },
                      record);
}

/// The batches of a snapshot: a control record, the records of the image, a control record (Kafka's
/// RecordsSnapshotWriter).
Result<Bytes> snapshotOf(const controller::MetadataImage& image, LeaderEpoch epoch, TimestampMs nowMs) {
    constexpr int recordsEach = 10'000;
    Bytes all;
    Offset next;
    const auto add = [&](record::BatchBuilder& builder) -> Result<void> {
        const auto count = builder.recordCount();
        auto batch = builder.build();
        if (!batch)
            return batch.error();
        all.insert(all.end(), batch->begin(), batch->end());
        next += count;
        return {};
    };
    const auto addControl = [&](record::ControlType type, const Bytes& value) {
        record::BatchBuilder builder({.baseOffset = next, .leaderEpoch = epoch, .isControl = true});
        builder.add(nowMs, record::controlKey(type), value);
        return add(builder);
    };
    auto added = addControl(record::ControlType::snapshotHeader,
                            protocol::encodeControlRecord(protocol::SnapshotHeaderRecord{nowMs}, 0));
    const auto records = image.records();
    for (std::size_t at = 0; added && at < records.size();) {
        record::BatchBuilder builder({.baseOffset = next, .leaderEpoch = epoch});
        for (int i = 0; i < recordsEach && at < records.size(); ++i)
            builder.add(nowMs, std::nullopt, encoded(records[at++]));
        added = add(builder);
    }
    if (added)
        added = addControl(record::ControlType::snapshotFooter,
                           protocol::encodeControlRecord(protocol::SnapshotFooterRecord{}, 0));
    return added ? Result<Bytes>(std::move(all)) : added.error();
}

} // namespace

MetadataLog::MetadataLog(log::LogDirectory& logs, EventLoop& loop, EventLoop& background,
                         raft::RaftPeers& peers, Callbacks callbacks)
    : m_logs(logs)
    , m_loop(loop)
    , m_background(background)
    , m_peers(peers)
    , m_callbacks(std::move(callbacks))
    , m_flusher(
          logs, loop, background, [this](const TopicPartition&) { m_quorum->logFlushed(); },
          [this](const Error& error) { m_callbacks.storageFailed(error); }) {}

MetadataLog::~MetadataLog() {
    *m_alive = false;
}

Result<void> MetadataLog::open(raft::RaftConfig config, const SnapshotInterval& interval) {
    m_snapshotInterval = interval;
    m_lastSnapshot = m_loop.clock().now();
    log::LogConfig logConfig;
    logConfig.isDeleted = false; // what goes, a snapshot stands for
    logConfig.maxMessageBytes = batchBytesMax;
    auto log = m_logs.createLog(metadataPartition, controller::metadataTopicId, logConfig);
    if (!log)
        return log.error();
    config.topic = metadataPartition.topic;
    config.topicId = controller::metadataTopicId;
    config.directoryId = m_logs.directoryId();
    m_next = (*log)->startOffset();
    m_quorum = std::make_unique<raft::RaftNode>(
        std::move(config), m_loop, m_logs.random(), m_logs.storage(), **log,
        (*log)->directory() + "/quorum-state", m_peers,
        raft::RaftNode::Callbacks{
            .committed = [this] { replayCommitted(); },
            .leaderChanged = m_callbacks.leaderChanged,
            .requestFlush = [this] { m_flusher.request(metadataPartition); },
            .storageFailed = m_callbacks.storageFailed,
            .writeFile = [this](auto path, auto bytes,
                                auto done) { writeFile(std::move(path), std::move(bytes), std::move(done)); },
            .snapshotLoaded = [this] { loadNewSnapshot(); }});
    if (auto started = m_quorum->start(); !started)
        return started;
    return m_quorum->snapshot() ? loadSnapshot() : Result<void>();
}

void MetadataLog::stop() {
    if (m_quorum)
        m_quorum->stop();
}

void MetadataLog::suspend() {
    m_quorum->suspend();
}

Result<void> MetadataLog::resume() {
    return m_quorum->resume();
}

Result<Offset> MetadataLog::append(const controller::Records& records) {
    record::BatchBuilder batch;
    for (const auto& record : records)
        batch.add(m_loop.clock().wallTimeMs(), std::nullopt, encoded(record));
    auto bytes = batch.build();
    if (!bytes)
        return bytes.error();
    return m_quorum->append(*bytes, m_quorum->leaderAndEpoch().epoch);
}

// What follows from the image may bring about the next replay; the flag keeps one from running inside
// another.
void MetadataLog::replayCommitted() {
    if (m_replaying)
        return;
    m_replaying = true;
    controller::MetadataDelta delta;
    const auto before = m_next;
    while (m_next < m_quorum->highWatermark()) {
        auto read = m_quorum->log().read(m_next, readBytes, m_quorum->highWatermark(), true);
        auto bytes = read ? read->records.flatten() : Result<Bytes>(read.error());
        auto replayed = bytes ? replayBatches(*bytes, delta) : Result<void>(bytes.error());
        m_replayedBytes += bytes ? bytes->size() : 0;
        if (!replayed) {
            spdlog::error("the metadata log cannot be replayed at offset {}: {}", m_next.value(),
                          replayed.error().context);
            break;
        }
    }
    m_replaying = false;
    if (m_next != before)
        m_callbacks.replayed(delta);
    takeSnapshotIfDue();
}

Result<void> MetadataLog::replayBatches(ByteView batches, controller::MetadataDelta& delta) {
    const auto before = m_next;
    auto walked =
        record::forEachRecord(batches, [&](const record::BatchHeader& batch, const record::Record& one) {
            if (one.offset < m_next)
                return Result<void>();
            m_next = one.offset + 1;
            if (batch.isControl() || !one.value)
                return Result<void>();
            auto decoded = protocol::decodeMetadataRecord(*one.value);
            if (!decoded)
                return Result<void>(decoded.error());
            return m_image.replay(*decoded, one.offset, delta);
        });
    if (walked && m_next == before)
        return Error{ErrorCode::CORRUPT_MESSAGE, "no record where one should be"};
    return walked;
}

// ---- snapshots ----

// Control records, which say where a snapshot begins and ends, are not for the image.
Result<void> MetadataLog::loadSnapshot() {
    auto bytes = m_quorum->readSnapshot();
    if (!bytes)
        return bytes.error();
    controller::MetadataImage image;
    controller::MetadataDelta ignored;
    bool isWhole = false;
    auto read =
        record::forEachRecord(*bytes, [&](const record::BatchHeader& batch, const record::Record& one) {
            if (batch.isControl())
                isWhole = one.key && record::controlTypeOf(*one.key) == record::ControlType::snapshotFooter;
            if (batch.isControl() || !one.value)
                return Result<void>();
            auto decoded = protocol::decodeMetadataRecord(*one.value);
            return decoded ? image.replay(*decoded, one.offset, ignored) : Result<void>(decoded.error());
        });
    if (read && !isWhole)
        read = Error{ErrorCode::CORRUPT_MESSAGE, "its end is missing"};
    if (!read)
        return Error{ErrorCode::KAFKA_STORAGE_ERROR, "the metadata snapshot " +
                                                         toString(*m_quorum->snapshot()) +
                                                         " cannot be read: " + read.error().context};
    m_image = std::move(image);
    m_next = m_quorum->snapshot()->end;
    m_replayedBytes = 0;
    m_lastSnapshot = m_loop.clock().now();
    return {};
}

// One that the leader had instead of the records that come next here: whatever may have changed has.
void MetadataLog::loadNewSnapshot() {
    const auto before = m_image.topics();
    if (auto loaded = loadSnapshot(); !loaded)
        return m_callbacks.storageFailed(loaded.error());
    controller::MetadataDelta delta;
    for (const auto& [name, topic] : before)
        if (const auto* now = m_image.topic(name); !now || now->id != topic.id)
            delta.removedTopics.insert(name);
    for (const auto& [name, topic] : m_image.topics())
        delta.changedTopics.insert(name);
    for (const auto& [id, broker] : m_image.brokers())
        delta.changedBrokers.insert(id);
    delta.brokerConfigsChanged = true;
    m_callbacks.replayed(delta);
}

// After a replay alone, as in Kafka's SnapshotGenerator: a log that does not grow needs no new snapshot.
void MetadataLog::takeSnapshotIfDue() {
    const auto now = m_loop.clock().now();
    const bool isTime = m_snapshotInterval.time > Duration::zero() && m_replayedBytes > 0 &&
                        now - m_lastSnapshot >= m_snapshotInterval.time;
    if (m_replayedBytes < m_snapshotInterval.bytes && !isTime)
        return;
    m_replayedBytes = 0;
    m_lastSnapshot = now;
    const auto epoch = std::max(LeaderEpoch(0), m_quorum->log().epochs().epochAt(m_next - 1));
    auto bytes = snapshotOf(m_image, epoch, m_loop.clock().wallTimeMs());
    if (!bytes)
        return spdlog::error("the metadata cannot be put into a snapshot: {}", bytes.error().context);
    m_quorum->takeSnapshot(m_next, std::move(*bytes));
}

void MetadataLog::writeFile(std::string path, std::shared_ptr<const Bytes> bytes,
                            std::function<void(Result<void>)> done) {
    m_background.post([&storage = m_logs.storage(), &loop = m_loop, alive = m_alive, path = std::move(path),
                       bytes = std::move(bytes), done = std::move(done)] {
        auto written = writeFileAtomically(storage, path, *bytes);
        loop.post([alive, done, written] {
            if (*alive)
                done(written);
        });
    });
}

} // namespace partitura::server
