#include "broker/server/offsets_topic.h"

#include "broker/base/mutation.h"
#include "broker/record/for_each_record.h"

#include <spdlog/spdlog.h>

namespace partitura::server {
namespace {

constexpr std::size_t loadBytes = 1u << 20;

TopicPartition offsetsPartition(PartitionIndex index) {
    return {std::string(controller::offsetsTopicName), index};
}

} // namespace

/// Waits for the high watermark to pass what was appended.
struct OffsetsTopic::PendingAppend final : replication::PartitionWatcher,
                                           std::enable_shared_from_this<PendingAppend> {
    PendingAppend(OffsetsTopic& owner, Offset needed, LeaderEpoch epoch, std::function<void(ErrorCode)> done)
        : owner(owner)
        , needed(needed)
        , epoch(epoch)
        , done(std::move(done)) {}

    bool partitionChanged(replication::Partition& partition) override {
        if (!partition.isLeader() || partition.state().leaderEpoch != epoch)
            return finish(ErrorCode::NOT_COORDINATOR), false;
        if (partition.highWatermark() < needed && !PARTITURA_MUTATION(offsetsCommittedTooSoon))
            return true;
        return finish(ErrorCode::NONE), false;
    }

    void finish(ErrorCode error) {
        owner.m_loop.post([alive = owner.m_alive, done = std::exchange(done, nullptr), error] {
            if (*alive && done)
                done(error);
        });
        owner.m_pending.erase(shared_from_this());
    }

    OffsetsTopic& owner;
    const Offset needed;
    const LeaderEpoch epoch;
    std::function<void(ErrorCode)> done;
};

OffsetsTopic::OffsetsTopic(const groups::GroupConfig& config, BrokerId self, EventLoop& loop, Random& random,
                           const controller::MetadataImage& image, FindPartition findPartition,
                           std::function<void(observe::Event)> report)
    : m_loop(loop)
    , m_image(image)
    , m_findPartition(std::move(findPartition))
    , m_coordinator(config, self, loop, random, *this, *this, std::move(report)) {}

OffsetsTopic::~OffsetsTopic() {
    *m_alive = false;
}

void OffsetsTopic::shutdown() {
    *m_alive = false;
    m_pending.clear();
    m_coordinator.shutdown();
}

void OffsetsTopic::leadershipChanged(replication::Partition& partition, bool leads) {
    const auto index = partition.name().partition;
    if (!leads) {
        m_loads.erase(index);
        return m_coordinator.unload(index);
    }
    m_coordinator.beginLoad(index);
    const auto load = ++m_lastLoad;
    m_loads[index] = load;
    loadOn(index, load, partition.logStart());
}

// One stretch of the log a turn, so that loading a long one does not hold the loop. Another term of this same
// leader does not disturb it: what is in the log stays.
void OffsetsTopic::loadOn(PartitionIndex index, std::uint64_t load, Offset next) {
    const auto current = m_loads.find(index);
    auto* partition = m_findPartition(offsetsPartition(index));
    if (current == m_loads.end() || current->second != load || !partition)
        return; // led elsewhere meanwhile, or again, with a load of its own
    if (next >= partition->logEnd())
        return m_coordinator.endLoad(index);
    auto read = partition->read(next, loadBytes, replication::ReadLimit::logEnd, true);
    auto bytes = read ? read->records.flatten() : Result<Bytes>(read.error());
    auto replayed = bytes ? m_coordinator.replay(index, *bytes) : Result<void>(bytes.error());
    if (!replayed) {
        spdlog::error("{}: cannot load groups from offset {}: {}", toString(partition->name()), next.value(),
                      replayed.error().context);
        return m_coordinator.endLoad(index);
    }
    m_loop.post([this, alive = m_alive, index, load, after = record::offsetAfter(*bytes, next)] {
        if (*alive)
            loadOn(index, load, after);
    });
}

void OffsetsTopic::append(PartitionIndex index, Bytes batch, std::function<void(ErrorCode)> done) {
    auto* partition = m_findPartition(offsetsPartition(index));
    const auto refuse = [&](ErrorCode error) {
        m_loop.post([alive = m_alive, done, error] {
            if (*alive)
                done(error);
        });
    };
    if (!partition || !partition->isLeader())
        return refuse(ErrorCode::NOT_COORDINATOR);
    // As a write with acks=all (GroupMetadataManager.appendForGroup).
    auto appended =
        partition->appendAsLeader(batch, log::AppendOrigin::coordinator, partition->neededInSync());
    if (!appended)
        return refuse(appended.code());
    auto pending = std::make_shared<PendingAppend>(*this, appended->lastOffset + 1,
                                                   partition->state().leaderEpoch, std::move(done));
    m_pending.insert(pending);
    if (pending->partitionChanged(*partition))
        partition->watch(pending);
}

bool OffsetsTopic::exists(const std::string& topic, PartitionIndex partition) const {
    return m_image.partition({topic, partition}) != nullptr;
}

std::optional<std::string> OffsetsTopic::nameOf(const Uuid& id) const {
    const auto* topic = m_image.topic(id);
    return topic ? std::optional(topic->name) : std::nullopt;
}

Uuid OffsetsTopic::idOf(const std::string& topic) const {
    const auto* found = m_image.topic(topic);
    return found ? found->id : Uuid{};
}

} // namespace partitura::server
