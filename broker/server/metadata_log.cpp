#include "broker/server/metadata_log.h"

#include "broker/record/batch_builder.h"
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

} // namespace

MetadataLog::MetadataLog(log::LogDirectory& logs, EventLoop& loop, EventLoop& background,
                         raft::RaftPeers& peers, Callbacks callbacks)
    : m_logs(logs)
    , m_loop(loop)
    , m_peers(peers)
    , m_callbacks(std::move(callbacks))
    , m_flusher(
          logs, loop, background, [this](const TopicPartition&) { m_quorum->logFlushed(); },
          [this](const Error& error) { m_callbacks.storageFailed(error); }) {}

MetadataLog::~MetadataLog() = default;

Result<void> MetadataLog::open(raft::RaftConfig config) {
    log::LogConfig logConfig;
    logConfig.isDeleted = false; // there are no snapshots: every record counts for ever
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
        raft::RaftNode::Callbacks{.committed = [this] { replayCommitted(); },
                                  .leaderChanged = m_callbacks.leaderChanged,
                                  .requestFlush = [this] { m_flusher.request(metadataPartition); },
                                  .storageFailed = m_callbacks.storageFailed});
    return m_quorum->start();
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
    for (const auto& record : records) {
        const auto encode = [](const auto& r) {
            return protocol::encodeMetadataRecord(r, RecordVersion{}(r));
        };
        batch.add(m_loop.clock().wallTimeMs(), std::nullopt, std::visit(encode, record));
    }
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
        if (!replayed) {
            spdlog::error("the metadata log cannot be replayed at offset {}: {}", m_next.value(),
                          replayed.error().context);
            break;
        }
    }
    m_replaying = false;
    if (m_next != before)
        m_callbacks.replayed(delta);
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

} // namespace partitura::server
