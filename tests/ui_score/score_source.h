// A source whose logs a test writes record by record.
#pragma once

#include "app/source.h"

#include <QTimer>

#include <algorithm>
#include <map>

namespace partitura::test {

/// One record as a test writes it.
struct Written {
    std::int64_t offset = 0;
    TimestampMs timestampMs = 0;
    std::optional<std::string> key;
    std::optional<std::string> value = "v";
    std::shared_ptr<const app::BatchInfo> batch;
};

/// Topics with logs of records and batches. Answers come on the next turn of the event loop.
/// Thread: the user interface's.
class ScoreSource : public app::Source {
public:
    struct Log {
        std::vector<Written> records; ///< by offset
        std::vector<std::shared_ptr<const app::BatchInfo>> batches;
    };

    ScoreSource() { publish(); }

    /// A batch of `count` records, every one that `holds` says; keys by `key`.
    void append(
        const std::string& topic, int partition, int count, TimestampMs timeMs,
        const std::function<std::optional<std::string>(std::int64_t)>& key =
            [](std::int64_t offset) { return "k" + std::to_string(offset % 7); },
        const std::function<bool(std::int64_t)>& holds = [](std::int64_t) { return true; },
        app::BatchInfo info = {}) {
        auto& state = partitionOf(topic, partition);
        auto& log = m_logs[{topic, partition}];
        info.baseOffset = state.logEnd;
        info.lastOffset = state.logEnd + (count - 1);
        info.compression = "none";
        info.sizeBytes = 80 * count;
        info.firstTimestampMs = timeMs;
        info.maxTimestampMs = timeMs + count - 1;
        std::vector<Written> written;
        for (int i = 0; i < count; ++i) {
            const auto offset = state.logEnd.value() + i;
            if (!holds(offset))
                continue;
            Written one{offset, timeMs + i, key(offset), "value-" + std::to_string(offset), nullptr};
            if (one.key && one.key->starts_with("gone"))
                one.value.reset();
            written.push_back(one);
        }
        info.recordCount = static_cast<std::int32_t>(written.size());
        const auto batch = std::make_shared<const app::BatchInfo>(info);
        for (auto& one : written)
            one.batch = batch;
        log.records.insert(log.records.end(), written.begin(), written.end());
        if (!written.empty())
            log.batches.push_back(batch);
        setEnd(topic, partition, state.logEnd.value() + count);
    }
    void addTopic(const std::string& name, int partitions, std::int64_t startsAt = 0) {
        observe::TopicSnapshot topic;
        topic.name = name;
        topic.id.bytes[0] = ++m_ids;
        for (int i = 0; i < partitions; ++i) {
            observe::PartitionSnapshot p;
            p.index = PartitionIndex(i);
            p.leader = BrokerId(1);
            p.leaderEpoch = LeaderEpoch(0);
            p.logStart = p.lastStable = p.highWatermark = p.logEnd = Offset(startsAt);
            for (int b = 1; b <= 3; ++b) {
                p.replicas.push_back(BrokerId(b));
                p.isr.push_back(BrokerId(b));
                observe::ReplicaSnapshot replica;
                replica.broker = BrokerId(b);
                replica.isLeader = b == 1;
                replica.inSync = replica.online = true;
                replica.logStart = replica.logEnd = replica.highWatermark = Offset(startsAt);
                p.replicaStates.push_back(replica);
            }
            p.segments = std::make_shared<const std::vector<Offset>>(1, Offset(startsAt));
            topic.partitions.push_back(std::move(p));
        }
        m_topics[name] = std::move(topic);
        publish();
    }
    void setEnd(const std::string& topic, int partition, std::int64_t end) {
        change(topic, partition, [&](auto& p) {
            p.lastStable = p.highWatermark = p.logEnd = Offset(end);
            for (auto& replica : p.replicaStates) {
                replica.logEnd = replica.highWatermark = Offset(end);
                replica.sizeBytes = static_cast<std::uint64_t>(end - p.logStart.value()) * 80;
            }
        });
    }
    void change(const std::string& topic, int partition,
                const std::function<void(observe::PartitionSnapshot&)>& change) {
        change(partitionOf(topic, partition));
        publish();
    }
    void removeTopic(const std::string& name) {
        m_topics.erase(name);
        publish();
    }
    void commit(const std::string& group, const std::string& topic, int partition, std::int64_t offset) {
        auto& one = m_groups[group];
        one.id = group;
        const auto end = partitionOf(topic, partition).highWatermark;
        one.offsets.push_back({topic, PartitionIndex(partition), Offset(offset), {}, 0, end});
        publish();
    }
    observe::PartitionSnapshot& partitionOf(const std::string& topic, int partition) {
        return m_topics.at(topic).partitions[static_cast<std::size_t>(partition)];
    }
    std::shared_ptr<const observe::TopicSnapshot> topic(const std::string& name) const {
        for (const auto& one : m_snapshot->topics)
            if (one->name == name)
                return one;
        return nullptr;
    }

    QString displayName() const override { return QStringLiteral("Score"); }
    QString workspaceKey() const override { return QStringLiteral("score"); }
    State state() const override { return State::live; }
    QString bootstrapServers() const override { return {}; }
    app::Capabilities capabilities() const override { return {true, true, true, true, true, {}}; }
    std::shared_ptr<const observe::ClusterSnapshot> snapshot() const override { return m_snapshot; }
    std::vector<observe::Event> events(std::uint64_t) const override { return {}; }
    void createTopic(app::TopicSpec, Answer<void>) override {}
    void produce(app::RecordDraft, Answer<app::ProducedAt>) override {}

    void readRecords(app::RecordQuery query, Answer<std::shared_ptr<const app::RecordPage>> answer) override {
        ++reads;
        ++inFlight[query.topicPartition.partition];
        mostInFlight = std::max(mostInFlight, inFlight[query.topicPartition.partition]);
        if (failNext) {
            later([answer, error = *failNext] { answer(error); }, query.topicPartition.partition);
            failNext.reset();
            return;
        }
        later(
            [this, query, answer] {
                auto page = std::make_shared<app::RecordPage>();
                page->topicPartition = query.topicPartition;
                page->nextOffset = query.from;
                const auto& log =
                    m_logs[{query.topicPartition.topic, query.topicPartition.partition.value()}];
                for (const auto& one : log.records) {
                    if (Offset(one.offset) < query.from || page->records.size() == query.maxRecords)
                        continue;
                    auto& record = page->records.emplace_back();
                    record.partition = query.topicPartition.partition;
                    record.offset = Offset(one.offset);
                    record.timestampMs = one.timestampMs;
                    auto bytes = std::make_shared<Bytes>();
                    const auto put = [&](const std::string& text) {
                        bytes->insert(bytes->end(), text.begin(), text.end());
                    };
                    put(one.key.value_or(""));
                    put(one.value.value_or(""));
                    const ByteView all(*bytes);
                    const auto keySize = one.key.value_or("").size();
                    if (one.key)
                        record.key = all.first(keySize);
                    if (one.value)
                        record.value = all.subspan(keySize);
                    record.batch = one.batch;
                    record.storage = bytes;
                    page->nextOffset = Offset(one.offset + 1);
                }
                if (page->records.size() < query.maxRecords)
                    page->nextOffset =
                        partitionOf(query.topicPartition.topic, query.topicPartition.partition.value())
                            .highWatermark;
                answer(std::shared_ptr<const app::RecordPage>(page));
            },
            query.topicPartition.partition);
    }
    void findOffset(TopicPartition name, TimestampMs timestampMs, Answer<Offset> answer) override {
        ++inFlight[name.partition];
        mostInFlight = std::max(mostInFlight, inFlight[name.partition]);
        later(
            [this, name, timestampMs, answer] {
                for (const auto& one : m_logs[{name.topic, name.partition.value()}].records)
                    if (one.timestampMs >= timestampMs)
                        return answer(Offset(one.offset));
                answer(partitionOf(name.topic, name.partition.value()).highWatermark);
            },
            name.partition);
    }

    TimestampMs nowMs = 0;
    int reads = 0;
    std::map<PartitionIndex, int> inFlight; ///< now
    int mostInFlight = 0;                   ///< of one partition, ever
    std::optional<Error> failNext;

    void publish() {
        auto snapshot = std::make_shared<observe::ClusterSnapshot>();
        snapshot->version = ++m_version;
        snapshot->takenAtMs = nowMs;
        for (const auto& [name, topic] : m_topics) {
            const auto old = m_snapshot ? this->topic(name) : nullptr;
            snapshot->topics.push_back(
                old && *old == topic ? old : std::make_shared<const observe::TopicSnapshot>(topic));
        }
        for (const auto& [name, group] : m_groups)
            snapshot->groups.push_back(std::make_shared<const observe::GroupSnapshot>(group));
        m_snapshot = std::move(snapshot);
    }

private:
    void later(std::function<void()> call, PartitionIndex partition) {
        QTimer::singleShot(0, this, [this, call = std::move(call), partition] {
            --inFlight[partition];
            call();
        });
    }

    std::map<std::string, observe::TopicSnapshot> m_topics;
    std::map<std::string, observe::GroupSnapshot> m_groups;
    std::map<std::pair<std::string, int>, Log> m_logs;
    std::shared_ptr<const observe::ClusterSnapshot> m_snapshot;
    std::uint64_t m_version = 0;
    std::uint8_t m_ids = 0;
};

} // namespace partitura::test
