// A source made of arithmetic: a cluster whose every record follows from its offset.
#pragma once

#include "app/source.h"

#include <map>

namespace partitura::test {

/// Three brokers, a few topics, a few groups. Answers come on the next turn of the event loop, as a real
/// source's do. Thread: the user interface's.
class FakeSource : public app::Source {
    Q_OBJECT

public:
    FakeSource();

    QString displayName() const override { return QStringLiteral("Preview"); }
    QString workspaceKey() const override { return QStringLiteral("preview"); }
    State state() const override { return State::live; }
    QString bootstrapServers() const override { return QStringLiteral("127.0.0.1:9092"); }
    app::Capabilities capabilities() const override { return can; }
    std::shared_ptr<const observe::ClusterSnapshot> snapshot() const override { return m_snapshot; }
    std::vector<observe::Event> events(std::uint64_t) const override { return {}; }

    void createTopic(app::TopicSpec spec, Answer<void> answer) override;
    void produce(app::RecordDraft draft, Answer<app::ProducedAt> answer) override;
    void readRecords(app::RecordQuery query, Answer<std::shared_ptr<const app::RecordPage>> answer) override;
    void findOffset(TopicPartition topicPartition, TimestampMs timestampMs, Answer<Offset> answer) override;

    /// Lets `ms` of the cluster's time pass: producers append, consumers follow.
    void advance(int ms);
    /// Adds a topic whose partitions hold `records` each.
    void addTopic(const std::string& name, int partitions, std::int64_t records, bool internal = false);
    /// Moves one partition's bounds.
    void setBounds(const std::string& name, int partition, std::int64_t start, std::int64_t end);
    void removeTopic(const std::string& name);
    void addPartitions(const std::string& name, int total);
    /// Brokers 1 … known, the first `up` of them running. Three of three at first.
    void setBrokers(int known, int up);
    void clearTopics();
    void clearGroups();

    app::Capabilities can{true, true, true, true, true, {}};
    [[nodiscard]] std::span<const ConfigDefinition> topicConfigs() const override { return configs; }

    std::vector<ConfigDefinition> configs; ///< those a topic can have
    std::optional<Error> failNext;         ///< what the next command or read answers
    int reads = 0;
    std::map<std::int64_t, std::size_t> sizeAt; ///< value size of single offsets
    std::int64_t gapEvery = 0;                  ///< every n-th offset holds no record; 0: none
    std::vector<app::RecordDraft> produced;
    app::TopicSpec created;

private:
    void publish();
    app::Record makeRecord(const TopicPartition& at, Offset offset,
                           std::shared_ptr<const app::BatchInfo> batch) const;
    template <typename T>
    void later(Answer<T> answer, Result<T> result);

    std::vector<observe::TopicSnapshot> m_topics;
    std::vector<observe::GroupSnapshot> m_groups;
    std::shared_ptr<const observe::ClusterSnapshot> m_snapshot;
    int m_brokers = 3, m_brokersUp = 3;
    std::uint64_t m_version = 0;
    std::int64_t m_timeMs = 0;
};

/// Wall time at which the fake cluster begins.
inline constexpr TimestampMs fakeStartMs = 1'795'341'600'000; // 2026-11-22T10:00:00Z

} // namespace partitura::test
