// Actions carried out on a cluster that runs, by way of the source the window has.
#include "app/actions/action.h"
#include "app/live/live_source.h"
#include "broker/base/live_clock.h"
#include "broker/cluster/live_cluster.h"
#include "broker/log/posix_storage.h"

#include <spdlog/spdlog.h>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace partitura;
using namespace partitura::app;
using namespace std::chrono_literals;

namespace {

constexpr int patienceMs = 60'000;

std::string operator""_s(const char* text, std::size_t size) {
    return {text, size};
}

/// What went wrong; empty if nothing did.
template <typename T>
std::string why(const Result<T>& result) {
    return result ? std::string() : result.error().context;
}

} // namespace

class ActionsLiveTest : public QObject {
    Q_OBJECT

    log::PosixStorage storage;
    LiveClock clock;
    QTemporaryDir directory;
    std::unique_ptr<cluster::LiveCluster> cluster;
    std::unique_ptr<LiveSource> source;

    /// The answer of an action, waited for as the window does: in the event loop.
    Result<void> run(ActionCall call) {
        std::optional<Result<void>> answer;
        source->execute(std::move(call), [&](Result<void> result) { answer = std::move(result); });
        (void)QTest::qWaitFor([&] { return answer.has_value(); }, patienceMs);
        return answer.value_or(Error{ErrorCode::REQUEST_TIMED_OUT, "no answer"});
    }
    std::shared_ptr<const observe::ClusterSnapshot> look() {
        const auto taken = std::make_shared<std::promise<std::shared_ptr<const observe::ClusterSnapshot>>>();
        cluster->look([taken](const auto& snapshot) { taken->set_value(snapshot); });
        return taken->get_future().get();
    }
    template <typename Condition>
    bool comes(Condition condition) {
        return QTest::qWaitFor([&] { return condition(*look()); }, patienceMs);
    }
    static const observe::PartitionSnapshot* partition(const observe::ClusterSnapshot& snapshot,
                                                       const std::string& topic, std::size_t index) {
        const auto* found = snapshot.topic(topic);
        return found && index < found->partitions.size() ? &found->partitions[index] : nullptr;
    }
    bool produce(const std::string& topic, int partition, TimestampMs timeMs) {
        RecordDraft draft;
        draft.topic = topic;
        draft.partition = PartitionIndex(partition);
        draft.timestampMs = timeMs;
        std::optional<Result<ProducedAt>> answer;
        // The source knows the newest snapshot only while it is observed.
        source->produce(std::move(draft), [&](Result<ProducedAt> result) { answer = std::move(result); });
        return QTest::qWaitFor([&] { return answer.has_value(); }, patienceMs) && answer->ok();
    }
    void createTopic(const std::string& name, int partitions) {
        const auto created =
            run({"create-topic",
                 {{"topic", name}, {"partitions", std::int64_t(partitions)}, {"replicas", std::int64_t(3)}}});
        QVERIFY2(created.ok(), why(created).c_str());
        QVERIFY(comes([&](const auto& s) {
            const auto* found = s.topic(name);
            return found &&
                   std::ranges::all_of(found->partitions, [](const auto& p) { return p.isr.size() == 3; });
        }));
    }

#define RUN(...)                                                                                             \
    do {                                                                                                     \
        const auto result = run(__VA_ARGS__);                                                                \
        QVERIFY2(result.ok(), why(result).c_str());                                                          \
    } while (false)

private slots:
    void initTestCase() {
        spdlog::set_level(spdlog::level::off);
        cluster::ClusterConfig config;
        config.brokers = 3;
        config.basePort = 0;
        config.dataDirectory = directory.filePath("data").toStdString();
        config.broker.offsetsTopicPartitions = 4;
        config.broker.heartbeatInterval = 300ms;
        config.broker.controller.brokerSessionTimeout = 2s;
        auto started = cluster::LiveCluster::start(std::move(config), storage, clock, 1);
        QVERIFY2(started.ok(), why(started).c_str());
        cluster = std::move(*started);
        cluster->observe(20ms);
        source = std::make_unique<LiveSource>(*cluster, true);
        QVERIFY(comes([](const auto& s) {
            return std::ranges::count(s.brokers, observe::BrokerState::running,
                                      &observe::BrokerSnapshot::state) == 3;
        }));
    }
    void cleanupTestCase() {
        source.reset();
        cluster->stop();
    }

    void topicsComeChangeAndGo() {
        createTopic("orders", 2);
        RUN({"add-partitions", {{"topic", "orders"_s}, {"total", std::int64_t(3)}}});
        QVERIFY(comes([](const auto& s) { return partition(s, "orders", 2) != nullptr; }));
        RUN({"alter-topic-configs",
             {{"topic", "orders"_s},
              {"set", std::vector<std::string>{"retention.ms=60000", "segment.ms=70000"}}}});
        QVERIFY(comes([](const auto& s) { return s.topic("orders")->configs.size() == 2; }));
        std::optional<Result<std::vector<ConfigEntry>>> configs;
        source->describeConfigs("orders", [&](auto entries) { configs = std::move(entries); });
        QVERIFY(QTest::qWaitFor([&] { return configs.has_value(); }, patienceMs));
        QVERIFY(configs->ok());
        const auto retention =
            std::ranges::find((*configs)->begin(), (*configs)->end(), "retention.ms"_s, &ConfigEntry::name);
        QVERIFY(retention != (*configs)->end());
        QCOMPARE(retention->value, "60000"_s);
        QCOMPARE(retention->defaultValue, "604800000"_s);
        QVERIFY(retention->isSet && !retention->documentation.empty());
        RUN({"clone-topic", {{"topic", "orders"_s}, {"name", "orders-copy"_s}}});
        QVERIFY(comes([](const auto& s) { return partition(s, "orders-copy", 2) != nullptr; }));
        QCOMPARE(look()->topic("orders-copy")->configs, look()->topic("orders")->configs);
        RUN({"alter-topic-configs",
             {{"topic", "orders"_s}, {"unset", std::vector<std::string>{"segment.ms"}}}});
        QVERIFY(comes([](const auto& s) { return s.topic("orders")->configs.size() == 1; }));
        RUN({"delete-topic", {{"topic", "orders-copy"_s}}});
        QVERIFY(comes([](const auto& s) { return !s.topic("orders-copy"); }));
        QCOMPARE(run({"delete-topic", {{"topic", "orders-copy"_s}}}).code(),
                 ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        QCOMPARE(run({"alter-topic-configs",
                      {{"topic", "orders"_s}, {"set", std::vector<std::string>{"nonsense"}}}})
                     .code(),
                 ErrorCode::INVALID_REQUEST);
    }

    void recordsAreDeletedToAnOffsetAndATime() {
        createTopic("log", 1);
        for (int i = 0; i < 10; ++i)
            QVERIFY(
                QTest::qWaitFor([&] { return produce("log", 0, 1'700'000'000'000 + i * 1000); }, patienceMs));
        RUN({"delete-records",
             {{"topic", "log"_s}, {"partition", std::int64_t(0)}, {"offset", std::int64_t(3)}}});
        QVERIFY(comes([](const auto& s) { return partition(s, "log", 0)->logStart == Offset(3); }));
        RUN({"delete-records", {{"topic", "log"_s}, {"timeMs", std::int64_t(1'700'000'006'500)}}});
        QVERIFY(comes([](const auto& s) { return partition(s, "log", 0)->logStart == Offset(7); }));
        RUN({"delete-records", {{"topic", "log"_s}, {"offset", std::int64_t(-1)}}});
        QVERIFY(comes([](const auto& s) { return partition(s, "log", 0)->logStart == Offset(10); }));
    }

    void leadersAndReplicasMove() {
        createTopic("moving", 2);
        const auto before = partition(*look(), "moving", 0)->leader;
        const auto other = BrokerId(before.value() % 3 + 1);
        RUN({"leader-move",
             {{"topic", "moving"_s},
              {"partition", std::int64_t(0)},
              {"broker", std::int64_t(other.value())}}});
        QVERIFY(comes([&](const auto& s) { return partition(s, "moving", 0)->leader == other; }));
        QVERIFY(partition(*look(), "moving", 0)->replicas.front() == other);
        RUN({"reassign",
             {{"topic", "moving"_s},
              {"partition", std::int64_t(0)},
              {"brokers", std::vector<std::int64_t>{before.value()}}}});
        QVERIFY(comes([&](const auto& s) {
            const auto* p = partition(s, "moving", 0);
            return p->replicas == std::vector{before} && p->leader == before;
        }));
        QCOMPARE(run({"reassign-cancel", {{"topic", "moving"_s}, {"partition", std::int64_t(0)}}}).code(),
                 ErrorCode::NO_REASSIGNMENT_IN_PROGRESS);
        RUN({"leader-shuffle", {{"topic", "moving"_s}, {"seed", std::int64_t(4)}}});
        RUN({"elect", {}});
        RUN({"elect-preferred", {{"topic", "moving"_s}, {"partition", std::int64_t(1)}}});
        QCOMPARE(run({"elect", {{"topic", "moving"_s}}}).code(), ErrorCode::INVALID_REQUEST);
        QCOMPARE(run({"leader-move",
                      {{"topic", "moving"_s}, {"partition", std::int64_t(0)}, {"broker", std::int64_t(9)}}})
                     .code(),
                 ErrorCode::INVALID_REQUEST);
    }

    void groupsAreResetMovedAndDeleted() {
        createTopic("read", 1);
        for (int i = 0; i < 5; ++i)
            QVERIFY(QTest::qWaitFor([&] { return produce("read", 0, 1'700'000'000'000 + i * 1000); },
                                    patienceMs));
        QVERIFY(comes([](const auto& s) { return partition(s, "read", 0)->highWatermark == Offset(5); }));
        // The first to ask for a group makes __consumer_offsets come.
        const auto reset = [&](std::map<std::string, Argument, std::less<>> to,
                               const char* group = "readers") {
            to.emplace("group", std::string(group));
            return run({"group-reset", std::move(to)});
        };
        RUN({"create-topic",
             {{"topic", "__consumer_offsets"_s},
              {"partitions", std::int64_t(4)},
              {"replicas", std::int64_t(3)},
              {"configs", std::vector<std::string>{"cleanup.policy=compact"}}}});
        QVERIFY(QTest::qWaitFor(
            [&] {
                return reset({{"to", "offset"_s}, {"offset", std::int64_t(2)}, {"topic", "read"_s}}).ok();
            },
            patienceMs));
        const auto committed = [&](std::int64_t offset, const char* group = "readers") {
            return comes([&](const auto& s) {
                const auto* found = s.group(group);
                return found && found->offsets.size() == 1 && found->offsets.front().offset == Offset(offset);
            });
        };
        QVERIFY(committed(2));
        QVERIFY(reset({{"to", "shift"_s}, {"shift", std::int64_t(2)}}).ok());
        QVERIFY(committed(4));
        QVERIFY(reset({{"to", "earliest"_s}}).ok());
        QVERIFY(committed(0));
        QVERIFY(reset({{"to", "time"_s}, {"timeMs", std::int64_t(1'700'000'002'500)}}).ok());
        QVERIFY(committed(3));
        QVERIFY(reset({{"to", "group"_s}, {"fromGroup", "readers"_s}}, "copy").ok());
        QVERIFY(committed(3, "copy"));
        QVERIFY(reset({{"to", "latest"_s}}).ok());
        QVERIFY(committed(5));
        QVERIFY(reset({{"to", "offsets"_s}, {"offsets", std::vector<std::string>{"read:0=1"}}}).ok());
        QVERIFY(committed(1));
        QCOMPARE(reset({{"to", "earliest"_s}}, "nobody").code(), ErrorCode::GROUP_ID_NOT_FOUND);
        QCOMPARE(reset({{"to", "offset"_s}, {"topic", "read"_s}}).code(), ErrorCode::INVALID_REQUEST);

        const auto coordinator = look()->group("readers")->coordinator;
        const auto next = BrokerId(coordinator.value() % 3 + 1);
        RUN({"coordinator-move", {{"group", "readers"_s}, {"broker", std::int64_t(next.value())}}});
        QVERIFY(comes([&](const auto& s) {
            const auto* found = s.group("readers");
            return found && found->coordinator == next;
        }));
        QVERIFY(QTest::qWaitFor(
            [&] {
                return run({"group-delete", {{"group", "readers"_s}}}).ok();
            },
            patienceMs));
        QVERIFY(comes([](const auto& s) { return !s.group("readers"); }));
        QCOMPARE(run({"group-delete", {{"group", "readers"_s}}}).code(), ErrorCode::GROUP_ID_NOT_FOUND);
    }

    void faultsComeAndGo() {
        const auto kinds = [&] {
            QStringList all;
            for (const auto snapshot = look(); const auto& fault : snapshot->faults)
                all << QString::fromUtf8(faultKindName(fault.kind).data());
            return all.join(QLatin1Char(' '));
        };
        RUN({"disk-slow", {{"broker", std::int64_t(2)}, {"operationTakesUs", std::int64_t(1000)}}});
        RUN({"clock-skew", {{"broker", std::int64_t(2)}, {"skewMs", std::int64_t(500)}}});
        RUN({"requests-drop",
             {{"broker", std::int64_t(2)}, {"api", "Produce"_s}, {"count", std::int64_t(3)}}});
        RUN({"network-split", {{"brokers", std::vector<std::int64_t>{3}}, {"clients", true}}});
        QCOMPARE(kinds(), QStringLiteral("cut cut cut skew-clock slow-disk drop-requests"));
        RUN({"network-join", {{"brokers", std::vector<std::int64_t>{3}}, {"clients", true}}});
        RUN({"requests-well", {{"broker", std::int64_t(2)}}});
        RUN({"clock-right", {{"broker", std::int64_t(2)}}});
        QCOMPARE(kinds(), QStringLiteral("slow-disk"));
        RUN({"broker-crash", {{"broker", std::int64_t(3)}}});
        RUN({"fault-undo", {}});
        QCOMPARE(kinds(), QString());
        QVERIFY(comes(
            [](const auto& s) { return s.broker(BrokerId(3))->state == observe::BrokerState::running; }));
        QCOMPARE(run({"broker-crash", {{"broker", std::int64_t(9)}}}).code(), ErrorCode::INVALID_REQUEST);
        QCOMPARE(run({"quit", {}}).code(), ErrorCode::INVALID_REQUEST);
        QCOMPARE(run({"network-split", {{"brokers", std::vector<std::int64_t>{1, 2, 3}}}}).code(),
                 ErrorCode::INVALID_REQUEST);
    }

    void brokersAreAddedAndRemoved() {
        RUN({"broker-add", {}});
        QVERIFY(comes([](const auto& s) {
            const auto* broker = s.broker(BrokerId(4));
            return broker && broker->state == observe::BrokerState::running;
        }));
        RUN({"broker-remove", {{"broker", std::int64_t(4)}}});
        QVERIFY(comes([](const auto& s) { return !s.broker(BrokerId(4)); }));
    }
};

QTEST_GUILESS_MAIN(ActionsLiveTest)
#include "live_test.moc"
