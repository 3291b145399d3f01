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
    std::int16_t operator()(const protocol::BrokerRegistrationChangeRecord&) const { return 0; }
    template <typename Other>
    std::int16_t operator()(const Other&) const {
        return 0;
    }
};

} // namespace

struct MetadataLog::Watcher final : replication::PartitionWatcher {
    explicit Watcher(MetadataLog& owner)
        : owner(owner) {}
    bool partitionChanged(replication::Partition&) override {
        owner.replayCommitted();
        return true;
    }
    MetadataLog& owner;
};

MetadataLog::MetadataLog(BrokerId self, BrokerId controller, replication::ReplicaSet& replicas,
                         const Clock& clock, Changed changed)
    : m_self(self)
    , m_controller(controller)
    , m_replicas(replicas)
    , m_clock(clock)
    , m_changed(std::move(changed)) {}

MetadataLog::~MetadataLog() = default;

Result<void> MetadataLog::open() {
    const auto assign = [&](LeaderEpoch epoch, std::int32_t partitionEpoch) {
        replication::TopicAssignment topic;
        topic.name = metadataPartition.topic;
        topic.id = controller::metadataTopicId;
        // There are no snapshots: every record counts for ever. A batch tells of all partitions of a broker.
        topic.config.isDeleted = false;
        topic.config.maxMessageBytes = batchBytesMax;
        // The ISR is the one voter: what it appended is committed. Followers learn the epoch from batches.
        replication::PartitionState state{
            m_controller, epoch, partitionEpoch, {m_controller}, {m_controller}};
        if (m_self != m_controller)
            state.replicas.push_back(m_self);
        topic.partitions.push_back(state);
        m_replicas.applyTopic(topic);
    };
    assign(LeaderEpoch(), 0);
    m_partition = m_replicas.find(metadataPartition);
    if (!m_partition)
        return Error{ErrorCode::KAFKA_STORAGE_ERROR, "cannot open the metadata log"};
    if (m_self == m_controller)
        assign(m_partition->log().latestEpoch() + 1, 1);
    m_next = m_partition->logStart();
    m_watcher = std::make_shared<Watcher>(*this);
    m_partition->watch(m_watcher);
    replayCommitted();
    return {};
}

Result<void> MetadataLog::commit(const controller::Controller::Records& records) {
    record::BatchBuilder batch;
    for (const auto& record : records) {
        const auto encode = [](const auto& r) {
            return protocol::encodeMetadataRecord(r, RecordVersion{}(r));
        };
        batch.add(m_clock.wallTimeMs(), std::nullopt, std::visit(encode, record));
    }
    auto bytes = batch.build();
    if (!bytes)
        return bytes.error();
    auto appended = m_partition->appendAsLeader(*bytes, log::AppendOrigin::coordinator, 0);
    if (!appended)
        return appended.error();
    return m_replicas.flushNow(m_partition->name());
}

// The image may make the broker change partitions, this one's watchers among them; the flag keeps one replay
// from running inside another.
void MetadataLog::replayCommitted() {
    if (m_replaying)
        return;
    m_replaying = true;
    controller::MetadataDelta delta;
    while (m_next < m_partition->highWatermark()) {
        auto read = m_partition->read(m_next, readBytes, replication::ReadLimit::highWatermark, true);
        auto bytes = read ? read->records.flatten() : Result<Bytes>(read.error());
        auto replayed = bytes ? replayBatches(*bytes, delta) : Result<void>(bytes.error());
        if (!replayed) {
            spdlog::error("the metadata log cannot be replayed at offset {}: {}", m_next.value(),
                          replayed.error().context);
            break;
        }
    }
    m_replaying = false;
    if (!delta.empty())
        m_changed(delta);
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
