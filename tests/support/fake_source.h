// A source whose snapshots a test sets, and a builder of snapshots that look like a cluster at work.
#pragma once

#include "app/source.h"

#include <QTimer>

#include <algorithm>

namespace partitura::test {

/// Builds a cluster step by step; `advance` makes records flow through it.
/// Thread: one.
class FakeCluster {
public:
    explicit FakeCluster(int brokers = 3) {
        for (int id = 1; id <= brokers; ++id) {
            observe::BrokerSnapshot broker;
            broker.id = BrokerId(id);
            broker.host = "127.0.0.1";
            broker.port = static_cast<std::uint16_t>(9091 + id);
            broker.state = observe::BrokerState::running;
            broker.isController = id == 1;
            m_next.brokers.push_back(broker);
        }
        m_next.controller = BrokerId(1);
        m_next.clusterId = "fake-cluster";
        m_next.takenAt = Instant(std::chrono::seconds(1000));
        m_next.takenAtMs = 1795341600000; // 2026-11-22T10:00:00Z
    }

    /// Leaders go round the brokers, replicas follow in a circle. `bytesPerSecond` by partition; a shorter
    /// list repeats its last.
    void addTopic(const std::string& name, int partitions, int replicas,
                  std::vector<double> bytesPerSecond = {0}, double bytesPerRecord = 120,
                  bool internal = false) {
        auto topic = std::make_shared<observe::TopicSnapshot>();
        topic->name = name;
        topic->isInternal = internal;
        const int brokers = static_cast<int>(m_next.brokers.size());
        Load load{bytesPerRecord, {}};
        for (int p = 0; p < partitions; ++p) {
            observe::PartitionSnapshot partition;
            partition.index = PartitionIndex(p);
            partition.leaderEpoch = LeaderEpoch(0);
            for (int r = 0; r < replicas; ++r) {
                const BrokerId broker((p + r) % brokers + 1);
                partition.replicas.push_back(broker);
                partition.isr.push_back(broker);
                observe::ReplicaSnapshot replica;
                replica.broker = broker;
                replica.isLeader = r == 0;
                replica.inSync = replica.online = true;
                partition.replicaStates.push_back(replica);
            }
            partition.leader = partition.replicas.front();
            topic->partitions.push_back(partition);
            const auto at = std::min(static_cast<std::size_t>(p), bytesPerSecond.size() - 1);
            load.bytesPerSecond.push_back(bytesPerSecond[at]);
        }
        m_topics[name] = topic;
        m_loads[name] = load;
    }

    void setLoad(const std::string& name, double factor) { m_loads[name].factor = factor; }

    void addConnection(int broker, std::uint64_t id, const std::string& clientId, double produced,
                       double consumed, const std::string& software = "librdkafka 2.0.2") {
        observe::ConnectionSnapshot connection;
        connection.id = id;
        connection.clientId = clientId;
        connection.clientSoftware = software;
        connection.peer = "127.0.0.1:" + std::to_string(40000 + id);
        m_next.brokers[static_cast<std::size_t>(broker - 1)].connections.push_back(connection);
        m_clientLoads[id] = {produced, consumed};
    }
    void scaleConnection(std::uint64_t id, double factor) { m_clientLoads[id].factor = factor; }

    /// Replicas on a broker that is down take in nothing; its partitions get other leaders.
    void setBrokerUp(int id, bool up) {
        auto& broker = m_next.brokers[static_cast<std::size_t>(id - 1)];
        broker.state = up ? observe::BrokerState::running : observe::BrokerState::offline;
        for (auto& [name, topic] : m_topics) {
            auto next = std::make_shared<observe::TopicSnapshot>(*topic);
            for (auto& partition : next->partitions) {
                for (auto& replica : partition.replicaStates)
                    if (replica.broker == BrokerId(id)) {
                        replica.online = up;
                        if (!up)
                            replica.inSync = replica.isLeader = false;
                    }
                elect(partition);
            }
            topic = next;
        }
    }

    /// A follower out of the ISR takes in half of what its leader does until it is let in again.
    void setInSync(const std::string& name, int partition, int broker, bool inSync) {
        auto next = std::make_shared<observe::TopicSnapshot>(*m_topics[name]);
        auto& p = next->partitions[static_cast<std::size_t>(partition)];
        for (auto& replica : p.replicaStates)
            if (replica.broker == BrokerId(broker)) {
                replica.inSync = inSync;
                if (inSync) {
                    replica.logEnd = p.logEnd;
                    replica.sizeBytes = p.producedBytes;
                }
            }
        elect(p);
        m_topics[name] = next;
    }

    void setController(int id) {
        for (auto& broker : m_next.brokers)
            broker.isController = broker.id == BrokerId(id);
        m_next.controller = BrokerId(id);
    }

    /// Time passes: records flow at the set rates.
    void advance(double seconds) {
        m_next.takenAt += std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
        m_next.takenAtMs += static_cast<std::int64_t>(seconds * 1000);
        for (auto& [name, topic] : m_topics) {
            const Load& load = m_loads[name];
            auto next = std::make_shared<observe::TopicSnapshot>(*topic);
            for (std::size_t i = 0; i < next->partitions.size(); ++i) {
                auto& p = next->partitions[i];
                if (p.leader == BrokerId())
                    continue;
                const auto records = static_cast<std::uint64_t>(
                    std::max(0.0, load.bytesPerSecond[i] * load.factor * seconds / load.bytesPerRecord));
                const auto bytes =
                    static_cast<std::uint64_t>(static_cast<double>(records) * load.bytesPerRecord);
                p.producedRecords += records;
                p.producedBytes += bytes;
                p.logEnd += static_cast<std::int64_t>(records);
                for (auto& replica : p.replicaStates) {
                    if (!replica.online)
                        continue;
                    const std::uint64_t share = replica.inSync || replica.isLeader ? 1 : 2;
                    replica.appendedRecords += records / share;
                    replica.appendedBytes += bytes / share;
                    replica.sizeBytes += bytes / share;
                    replica.logEnd += static_cast<std::int64_t>(records / share);
                    replica.caughtUpMs = replica.inSync ? m_next.takenAtMs : replica.caughtUpMs;
                }
                p.highWatermark = p.lastStable = p.logEnd;
            }
            topic = next;
        }
        for (auto& broker : m_next.brokers)
            for (auto& connection : broker.connections) {
                const ClientLoad& load = m_clientLoads[connection.id];
                if (broker.state != observe::BrokerState::running)
                    continue;
                connection.producedBytes += static_cast<std::uint64_t>(load.produced * load.factor * seconds);
                connection.consumedBytes += static_cast<std::uint64_t>(load.consumed * load.factor * seconds);
            }
    }

    [[nodiscard]] std::shared_ptr<const observe::ClusterSnapshot> snapshot() {
        auto snapshot = std::make_shared<observe::ClusterSnapshot>(m_next);
        snapshot->version = ++m_version;
        for (const auto& [name, topic] : m_topics)
            snapshot->topics.push_back(topic);
        return snapshot;
    }

    [[nodiscard]] TimestampMs nowMs() const { return m_next.takenAtMs; }

private:
    struct Load {
        double bytesPerRecord = 120;
        std::vector<double> bytesPerSecond;
        double factor = 1;
    };
    struct ClientLoad {
        double produced = 0;
        double consumed = 0;
        double factor = 1;
    };

    static void elect(observe::PartitionSnapshot& partition) {
        partition.isr.clear();
        partition.leader = BrokerId();
        for (auto& replica : partition.replicaStates) {
            if (replica.online && replica.inSync)
                partition.isr.push_back(replica.broker);
            replica.isLeader = false;
        }
        for (auto& replica : partition.replicaStates)
            if (partition.leader == BrokerId() && replica.online && replica.inSync) {
                replica.isLeader = true;
                partition.leader = replica.broker;
            }
    }

    observe::ClusterSnapshot m_next;
    std::uint64_t m_version = 0;
    std::map<std::string, std::shared_ptr<const observe::TopicSnapshot>> m_topics;
    std::map<std::string, Load> m_loads;
    std::map<std::uint64_t, ClientLoad> m_clientLoads;
};

/// A source over whatever snapshot a test sets. Commands are noted and answered with success.
class FakeSource : public app::Source {
public:
    explicit FakeSource(QObject* parent = nullptr)
        : Source(parent)
        , m_snapshot(std::make_shared<observe::ClusterSnapshot>()) {}

    void setSnapshot(std::shared_ptr<const observe::ClusterSnapshot> snapshot) {
        m_snapshot = std::move(snapshot);
    }
    void setState(State state) {
        m_state = state;
        emit stateChanged();
    }
    void setCapabilities(app::Capabilities capabilities) {
        m_capabilities = std::move(capabilities);
        emit stateChanged();
    }
    void addEvent(observe::Event event) { m_events.add(std::move(event)); }

    QString displayName() const override { return QStringLiteral("Live cluster"); }
    QString workspaceKey() const override { return QStringLiteral("fake"); }
    State state() const override { return m_state; }
    QString bootstrapServers() const override { return QStringLiteral("127.0.0.1:9092"); }
    app::Capabilities capabilities() const override { return m_capabilities; }
    std::shared_ptr<const observe::ClusterSnapshot> snapshot() const override { return m_snapshot; }
    std::vector<observe::Event> events(std::uint64_t after) const override { return m_events.since(after); }

    void createTopic(app::TopicSpec, Answer<void> answer) override {
        later([answer] { answer({}); });
    }
    void produce(app::RecordDraft draft, Answer<app::ProducedAt> answer) override {
        later([answer, topic = draft.topic] {
            answer(app::ProducedAt{{topic, PartitionIndex(0)}, Offset(0)});
        });
    }
    void readRecords(app::RecordQuery query, Answer<std::shared_ptr<const app::RecordPage>> answer) override {
        auto page = std::make_shared<app::RecordPage>();
        page->topicPartition = query.topicPartition;
        page->nextOffset = query.from;
        later([answer, page] { answer(std::shared_ptr<const app::RecordPage>(page)); });
    }
    void findOffset(TopicPartition, TimestampMs, Answer<Offset> answer) override {
        later([answer] { answer(Offset(0)); });
    }

private:
    void later(std::function<void()> call) { QTimer::singleShot(0, this, std::move(call)); }

    std::shared_ptr<const observe::ClusterSnapshot> m_snapshot;
    State m_state = State::live;
    app::Capabilities m_capabilities{true, true, true, true, true, {}};
    observe::EventRing m_events{1000};
};

/// Keeps what is saved, for as long as it lives.
template <typename Base>
class FakeStore : public Base {
public:
    [[nodiscard]] QByteArray load(const QString& scope, const QString& key) const override {
        const auto at = values.find({scope, key});
        return at != values.end() ? at->second : QByteArray();
    }
    void save(const QString& scope, const QString& key, const QByteArray& value) override {
        values[{scope, key}] = value;
    }

    std::map<std::pair<QString, QString>, QByteArray> values;
};

} // namespace partitura::test
