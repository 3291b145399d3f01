#include "broker/replication/replica_set.h"

#include "broker/base/java_string.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace partitura::replication {
namespace {

/// Between looks at which logs flush.ms asks to flush.
constexpr Duration flushCheckInterval = std::chrono::seconds(1);
/// Between tries whether a disk that failed works again.
constexpr Duration storageRetryInterval = std::chrono::seconds(5);

} // namespace

ReplicaSet::ReplicaSet(ReplicationConfig config, EventLoop& loop, EventLoop& background,
                       log::LogDirectory& logs, ChannelTo channelTo, Callbacks callbacks)
    : m_config(config)
    , m_loop(loop)
    , m_background(background)
    , m_logs(logs)
    , m_channelTo(std::move(channelTo))
    , m_leaderQuota(loop.clock())
    , m_followerQuota(loop.clock())
    , m_callbacks(std::move(callbacks))
    , m_surroundings{.proposeIsr = m_callbacks.proposeIsr,
                     .standingOf = m_callbacks.standingOf,
                     .truncated = m_callbacks.truncated,
                     .requestFlush = [this](Partition& p) { m_flusher->request(p.name()); },
                     .storageFailed = [this](const Error& error) { storageFailed(error); }}
    , m_flusher(std::make_unique<log::LogFlusher>(
          logs, loop, background, [this](const TopicPartition& name) { flushed(name); },
          [this](const Error& error) { storageFailed(error); })) {}

ReplicaSet::~ReplicaSet() {
    *m_alive = false;
    cancelTimers();
}

void ReplicaSet::cancelTimers() {
    for (const auto timer : {m_isrTimer, m_checkpointTimer, m_retentionTimer, m_flushTimer, m_storageTimer})
        m_loop.cancel(timer);
}

void ReplicaSet::start() {
    scheduleIsrChecks();
    scheduleCheckpoints();
    scheduleRetention();
    scheduleFlushes();
}

void ReplicaSet::scheduleFlushes() {
    m_flushTimer = m_loop.schedule(flushCheckInterval, [this] {
        for (auto& [name, partition] : m_partitions)
            partition->flushIfDue();
        scheduleFlushes();
    });
}

void ReplicaSet::scheduleRetention() {
    m_retentionTimer = m_loop.schedule(m_config.retentionCheckInterval, [this] {
        for (auto& [name, partition] : m_partitions)
            partition->applyRetention();
        scheduleRetention();
    });
}

// So that who lags stays in an ISR for one and a half times the time allowed at most
// (ReplicaManager's isr-expiration).
void ReplicaSet::scheduleIsrChecks() {
    const auto interval = std::max<Duration>(m_config.replicaLagTimeMax / 2, std::chrono::milliseconds(1));
    m_isrTimer = m_loop.schedule(interval, [this] {
        for (auto& [name, partition] : m_partitions)
            partition->shrinkIsr();
        scheduleIsrChecks();
    });
}

void ReplicaSet::scheduleCheckpoints() {
    m_checkpointTimer = m_loop.schedule(m_config.checkpointInterval, [this] {
        checkpoint();
        removeDoomed();
        scheduleCheckpoints();
    });
}

void ReplicaSet::removeDoomed() {
    auto doomed = m_logs.takeDoomed();
    if (doomed.empty())
        return;
    m_background.post([&storage = m_logs.storage(), doomed = std::move(doomed)] {
        for (const auto& path : doomed)
            if (auto removed = storage.remove(path); !removed)
                spdlog::warn("cannot remove {}", removed.error().context);
    });
}

void ReplicaSet::stop() {
    cancelTimers();
    m_fetchers.clear();
    m_flusher.reset();
    for (auto& [name, partition] : m_partitions)
        partition->retire();
    checkpoint();
    m_partitions.clear();
    m_byId.clear();
}

void ReplicaSet::applyTopic(const TopicAssignment& topic) {
    PARTITURA_ON_LOOP(m_loop);
    for (std::size_t i = 0; i < topic.partitions.size(); ++i) {
        const auto& state = topic.partitions[i];
        const TopicPartition name{topic.name, PartitionIndex(static_cast<std::int32_t>(i))};
        if (std::ranges::find(state.replicas, m_config.self) == state.replicas.end()) {
            remove(name);
            continue;
        }
        auto* partition = ensure(name, topic.id, topic.config);
        if (!partition)
            continue;
        partition->log().setConfig(topic.config);
        if (partition->log().wantsFlush())
            m_flusher->request(name);
        const bool led = partition->isLeader();
        const auto leaderBefore = partition->state().leader;
        if (leaderBefore != state.leader)
            unfollow(*partition);
        partition->setMinInsyncReplicas(topic.minInsyncReplicas);
        partition->setThrottled(namesReplica(topic.leaderThrottled, name.partition, m_config.self),
                                namesReplica(topic.followerThrottled, name.partition, m_config.self));
        partition->apply(state);
        follow(*partition);
        if (led != partition->isLeader())
            m_callbacks.leadershipChanged(*partition, partition->isLeader());
    }
}

void ReplicaSet::removeTopic(const std::string& topic) {
    PARTITURA_ON_LOOP(m_loop);
    std::vector<TopicPartition> gone;
    for (auto at = m_partitions.lower_bound({topic, PartitionIndex(-1)});
         at != m_partitions.end() && at->first.topic == topic; ++at)
        gone.push_back(at->first);
    for (const auto& name : gone)
        remove(name);
}

void ReplicaSet::removeStray(const std::function<bool(const TopicPartition&, const Uuid&)>& known) {
    std::vector<TopicPartition> strays;
    for (const auto& [name, entry] : m_logs.logs())
        if (!known(name, entry.topicId))
            strays.push_back(name);
    for (const auto& name : strays) {
        spdlog::info("{}: its topic was deleted; removing its log", toString(name));
        if (auto deleted = m_logs.deleteLog(name); !deleted)
            spdlog::error("{}: {}", toString(name), deleted.error().context);
    }
}

Partition* ReplicaSet::ensure(const TopicPartition& name, const Uuid& topicId, const log::LogConfig& config) {
    if (auto* present = find(name)) {
        if (present->topicId() == topicId)
            return present;
        remove(name); // the topic was deleted and made again under the same name
    }
    if (m_logs.find(name) && !m_logs.topicId(name).isZero() && m_logs.topicId(name) != topicId)
        if (auto deleted = m_logs.deleteLog(name); !deleted)
            spdlog::error("{}: {}", toString(name), deleted.error().context);
    if (m_storageFailure)
        return nullptr;
    auto log = m_logs.createLog(name, topicId, config);
    if (!log) {
        spdlog::error("{}: cannot open its log: {}", toString(name), log.error().context);
        if (log.code() == ErrorCode::KAFKA_STORAGE_ERROR)
            storageFailed(log.error());
        return nullptr;
    }
    auto partition = std::make_unique<Partition>(name, topicId, **log, m_logs.highWatermark(name), m_config,
                                                 m_loop.clock(), m_surroundings);
    auto* raw = partition.get();
    m_partitions.emplace(name, std::move(partition));
    m_byId.emplace(Index{topicId, name.partition}, raw);
    return raw;
}

void ReplicaSet::remove(const TopicPartition& name) {
    const auto found = m_partitions.find(name);
    if (found == m_partitions.end())
        return;
    auto& partition = *found->second;
    unfollow(partition);
    const bool led = partition.isLeader();
    partition.retire();
    if (led)
        m_callbacks.leadershipChanged(partition, false);
    m_byId.erase({partition.topicId(), name.partition});
    m_partitions.erase(found);
    if (auto deleted = m_logs.deleteLog(name); !deleted)
        spdlog::error("{}: cannot delete its log: {}", toString(name), deleted.error().context);
}

void ReplicaSet::follow(Partition& partition) {
    const auto leader = partition.state().leader;
    if (leader == m_config.self || leader == BrokerId() || m_storageFailure)
        return;
    const auto index = fetcherOf(partition.name());
    auto& fetcher = m_fetchers[{leader, index}];
    if (!fetcher) {
        auto* channel = m_channelTo(leader, index);
        if (!channel) {
            m_fetchers.erase({leader, index});
            spdlog::warn("{}: the address of its leader, broker {}, is not known", toString(partition.name()),
                         leader.value());
            return;
        }
        fetcher = std::make_unique<ReplicaFetcher>(m_config, m_loop, *channel, leader, m_followerQuota,
                                                   m_callbacks.brokerEpoch);
    }
    fetcher->add(partition);
}

void ReplicaSet::unfollow(Partition& partition) {
    const auto found = m_fetchers.find({partition.state().leader, fetcherOf(partition.name())});
    if (found == m_fetchers.end())
        return;
    found->second->remove(partition);
    if (found->second->empty())
        m_fetchers.erase(found);
}

int ReplicaSet::fetcherOf(const TopicPartition& name) const {
    // In Java's arithmetic, where the least number has no absolute value and Utils.abs makes it 0.
    const auto hash = static_cast<std::int32_t>(31u * static_cast<std::uint32_t>(javaHashCode(name.topic)) +
                                                static_cast<std::uint32_t>(name.partition.value()));
    return hash == INT32_MIN ? 0 : std::abs(hash) % m_config.fetchers;
}

Partition* ReplicaSet::find(const TopicPartition& name) {
    const auto found = m_partitions.find(name);
    return found == m_partitions.end() ? nullptr : found->second.get();
}

Partition* ReplicaSet::find(const Uuid& topicId, PartitionIndex index) {
    const auto found = m_byId.find({topicId, index});
    return found == m_byId.end() ? nullptr : found->second;
}

Result<void> ReplicaSet::checkpointLogStarts() {
    auto written = m_storageFailure ? Result<void>(*m_storageFailure) : m_logs.checkpointLogStarts();
    if (!written)
        storageFailed(written.error());
    return written;
}

void ReplicaSet::flushed(const TopicPartition& name) {
    if (auto* partition = find(name))
        partition->logFlushed();
    for (auto& [id, fetcher] : m_fetchers)
        fetcher->logFlushed();
}

// ---- a disk that fails ----

// Not inside this call: whoever noticed is in the middle of something.
void ReplicaSet::storageFailed(const Error& error) {
    m_loop.post([this, alive = m_alive, error] {
        if (*alive && !m_storageFailure)
            goOffline(error);
    });
}

void ReplicaSet::goOffline(const Error& error) {
    spdlog::error("the log directory {} is offline: {}", m_logs.path(), error.context);
    m_storageFailure = error;
    m_fetchers.clear();
    for (auto& [name, partition] : m_partitions)
        partition->setOffline(true);
    m_callbacks.storageChanged(m_storageFailure);
    tryStorageAgain();
}

void ReplicaSet::tryStorageAgain() {
    m_storageTimer = m_loop.schedule(storageRetryInterval, [this] {
        m_background.post(
            [this, alive = m_alive, &loop = m_loop, &storage = m_logs.storage(), path = m_logs.path()] {
                const auto probed = log::LogDirectory::probe(storage, path);
                loop.post([this, alive, works = probed.ok()] {
                    if (!*alive)
                        return;
                    if (works)
                        comeBack();
                    else
                        tryStorageAgain();
                });
            });
    });
}

void ReplicaSet::comeBack() {
    if (auto opened = m_logs.reopenLogs(); !opened) {
        spdlog::error("the log directory {} is still offline: {}", m_logs.path(), opened.error().context);
        return tryStorageAgain();
    }
    spdlog::info("the log directory {} is back", m_logs.path());
    m_storageFailure.reset();
    for (auto& [name, partition] : m_partitions) {
        partition->setOffline(false);
        if (partition->log().wantsFlush())
            m_flusher->request(name);
        follow(*partition);
    }
    m_callbacks.storageChanged(std::nullopt);
}

void ReplicaSet::checkpoint() {
    if (m_storageFailure)
        return;
    for (const auto& [name, partition] : m_partitions)
        m_logs.setHighWatermark(name, partition->highWatermark());
    if (auto written = m_logs.checkpoint(); !written) {
        spdlog::error("cannot write the checkpoints: {}", written.error().context);
        storageFailed(written.error());
    }
}

} // namespace partitura::replication
