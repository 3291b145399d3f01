// What can be done to a live cluster: ends of brokers, faults, and the end of all faults.
#include "broker/base/live_clock.h"
#include "broker/cluster/live_cluster.h"
#include "broker/log/posix_storage.h"
#include "broker/protocol/messages/create_topics.h"
#include "broker/protocol/messages/metadata.h"
#include "broker/protocol/messages/produce.h"
#include "broker/record/batch_builder.h"
#include "tests/net/socket.h"

#include <spdlog/spdlog.h>

#include <QTemporaryDir>
#include <QtTest>

#include <future>

using namespace partitura;
using namespace partitura::cluster;
using namespace partitura::protocol;
using namespace partitura::test;
using namespace std::chrono_literals;
using observe::BrokerState;
using Kind = BrokerCommand::Kind;

class LiveFaultsTest : public QObject {
    Q_OBJECT

    log::PosixStorage storage;
    LiveClock clock;
    std::unique_ptr<QTemporaryDir> directory;
    std::unique_ptr<LiveCluster> cluster;

    void start(int brokers = 3) {
        directory = std::make_unique<QTemporaryDir>();
        ClusterConfig config;
        config.brokers = brokers;
        config.basePort = 0;
        config.dataDirectory = directory->filePath("data").toStdString();
        config.broker.offsetsTopicPartitions = 4;
        config.broker.heartbeatInterval = 300ms;
        config.broker.controller.brokerSessionTimeout = 2s;
        auto started = LiveCluster::start(std::move(config), storage, clock, 1);
        if (!started)
            qFatal("%s", started.error().context.c_str());
        cluster = std::move(*started);
    }
    Result<void> run(Command command) {
        const auto done = std::make_shared<std::promise<Result<void>>>();
        cluster->execute(std::move(command), [done](Result<void> result) { done->set_value(result); });
        return done->get_future().get();
    }
    std::shared_ptr<const observe::ClusterSnapshot> look() {
        const auto taken = std::make_shared<std::promise<std::shared_ptr<const observe::ClusterSnapshot>>>();
        cluster->look([taken](const auto& snapshot) { taken->set_value(snapshot); });
        return taken->get_future().get();
    }
    BrokerState stateOf(int id) {
        const auto snapshot = look();
        const auto* broker = snapshot->broker(BrokerId(id));
        return broker ? broker->state : BrokerState::offline;
    }
    bool becomes(int id, BrokerState state) {
        return waitUntil([&] { return stateOf(id) == state; });
    }
    template <typename Request>
    std::optional<typename Request::Response> ask(int broker, const Request& request, std::int16_t version) {
        Socket socket(cluster->endpoints()[static_cast<std::size_t>(broker - 1)].port);
        auto frame = encodeRequest(request, version, 1, "test").flatten();
        if (!socket.connected() || !socket.sendFrame(*frame))
            return std::nullopt;
        static Bytes answer;
        auto got = socket.receiveFrame();
        if (!got)
            return std::nullopt;
        answer = std::move(*got);
        auto decoded = decodeResponse<typename Request::Response>(answer, version);
        return decoded ? std::optional(std::move(*decoded)) : std::nullopt;
    }
    bool createTopic(const std::string& name, int broker = 1) {
        return waitUntil([&] {
            CreateTopicsRequest request;
            auto& topic = request.topics.emplace_back();
            topic.name = name;
            topic.numPartitions = 1;
            topic.replicationFactor = 3;
            const auto answer = ask(broker, request, 5);
            return answer && (answer->topics.front().errorCode == ErrorCode::NONE ||
                              answer->topics.front().errorCode == ErrorCode::TOPIC_ALREADY_EXISTS);
        });
    }
    int leaderOf(const std::string& topic) {
        const auto snapshot = look();
        const auto* found = snapshot->topic(topic);
        return found && !found->partitions.empty() ? found->partitions[0].leader.value() : -1;
    }
    ErrorCode produceOnce(const std::string& topic) {
        const int leader = leaderOf(topic);
        if (leader < 1)
            return ErrorCode::LEADER_NOT_AVAILABLE;
        record::BatchBuilder builder;
        builder.add(1'700'000'000'000, std::nullopt, asBytes("value"));
        auto batch = *builder.build();
        ProduceRequest request;
        request.acks = -1;
        request.timeoutMs = 5000;
        auto& data = request.topicData.emplace_back();
        data.name = topic;
        data.partitionData.emplace_back().records = Records::of(MutableByteView(batch));
        const auto answer = ask(leader, request, 9);
        return answer ? answer->responses.front().partitionResponses.front().errorCode
                      : ErrorCode::NETWORK_EXCEPTION;
    }
    bool canProduce(const std::string& topic) {
        return waitUntil([&] { return produceOnce(topic) == ErrorCode::NONE; });
    }
    int controller() {
        int id = -1;
        waitUntil([&] { return (id = look()->controller.value()) > 0; });
        return id;
    }
    int eventsOf(observe::EventKind kind) {
        int count = 0;
        for (const auto& event : cluster->events().since(0))
            count += event.kind == kind;
        return count;
    }
    bool allWell() {
        return waitUntil([&] {
            const auto snapshot = look();
            return snapshot->faults.empty() &&
                   std::ranges::all_of(snapshot->brokers,
                                       [](const auto& b) { return b.state == BrokerState::running; }) &&
                   std::ranges::all_of(snapshot->topics, [](const auto& topic) {
                       return std::ranges::all_of(topic->partitions, [](const auto& p) {
                           return p.leader != BrokerId() && p.isr.size() == p.replicas.size();
                       });
                   });
        });
    }

private slots:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }
    void cleanup() { cluster.reset(); }

    void whenALeaderCrashesAnotherTakesOver() {
        start();
        QVERIFY(createTopic("t") && canProduce("t"));
        const int leader = leaderOf("t");
        QVERIFY(run(BrokerCommand{Kind::crash, BrokerId(leader)}));
        const auto snapshot = look();
        QCOMPARE(snapshot->brokers.size(), std::size_t(3));
        QCOMPARE(snapshot->broker(BrokerId(leader))->state, BrokerState::crashed);
        for (const auto& replica : snapshot->topic("t")->partitions[0].replicaStates) {
            QCOMPARE(replica.online, replica.broker != BrokerId(leader));
            QVERIFY(replica.logEnd >= Offset(1)); // of the dead one as it was last seen
        }
        QVERIFY(canProduce("t"));
        QVERIFY(leaderOf("t") != leader);
        QCOMPARE(eventsOf(observe::EventKind::brokerCrashed), 1);
        // Those who ask it are told.
        std::promise<ErrorCode> told;
        cluster->send(BrokerId(leader), MetadataRequest{}, 9,
                      [&](const auto& answer) { told.set_value(answer.code()); });
        QCOMPARE(told.get_future().get(), ErrorCode::BROKER_NOT_AVAILABLE);
        QVERIFY(cluster->anyBroker() != BrokerId(leader));

        const auto port = cluster->endpoints()[static_cast<std::size_t>(leader - 1)].port;
        QVERIFY(run(BrokerCommand{Kind::start, BrokerId(leader)}));
        QCOMPARE(cluster->endpoints()[static_cast<std::size_t>(leader - 1)].port, port);
        QVERIFY(allWell());
        QVERIFY(canProduce("t"));
    }

    void everyBrokerCrashesAndComesBackInTurn() {
        start();
        QVERIFY(createTopic("t"));
        for (int id = 1; id <= 3; ++id) {
            QVERIFY(canProduce("t"));
            QVERIFY(run(BrokerCommand{Kind::crash, BrokerId(id)}));
            QVERIFY(canProduce("t"));
            QVERIFY(run(BrokerCommand{Kind::start, BrokerId(id)}));
            QVERIFY(allWell());
        }
    }

    void aStopHandsOverAndARestartComesBack() {
        start();
        QVERIFY(createTopic("t") && canProduce("t"));
        const int leader = leaderOf("t");
        QVERIFY(run(BrokerCommand{Kind::stop, BrokerId(leader)}));
        QCOMPARE(stateOf(leader), BrokerState::stopped);
        QVERIFY(leaderOf("t") != leader && leaderOf("t") > 0); // at once: it was handed over
        QVERIFY(!run(BrokerCommand{Kind::stop, BrokerId(leader)}));
        QVERIFY(!run(BrokerCommand{Kind::pause, BrokerId(leader)}));
        QVERIFY(!run(BrokerCommand{Kind::resume, BrokerId(leader)}));
        QVERIFY(run(BrokerCommand{Kind::restart, BrokerId(leader)}));
        QVERIFY(!run(BrokerCommand{Kind::start, BrokerId(leader)}));
        QVERIFY(allWell());
        QVERIFY(run(BrokerCommand{Kind::restart, BrokerId(leader)}));
        QVERIFY(allWell());
        QCOMPARE(run(BrokerCommand{Kind::stop, BrokerId(7)}).code(), ErrorCode::INVALID_REQUEST);
    }

    void aPausedBrokerDoesNothingAndIsStillThereAfterwards() {
        start();
        QVERIFY(createTopic("t") && canProduce("t"));
        const int leader = leaderOf("t");
        QVERIFY(run(BrokerCommand{Kind::pause, BrokerId(leader)}));
        QCOMPARE(stateOf(leader), BrokerState::paused);
        const auto answered = std::make_shared<std::atomic<bool>>(false);
        cluster->send(BrokerId(leader), MetadataRequest{}, 9, [answered](const auto&) { *answered = true; });
        QVERIFY(waitUntil([&] { return leaderOf("t") != leader && leaderOf("t") > 0; }));
        QVERIFY(canProduce("t"));
        QVERIFY(!*answered);
        QVERIFY(run(BrokerCommand{Kind::resume, BrokerId(leader)}));
        QVERIFY(waitUntil([&] { return answered->load(); }));
        QVERIFY(allWell());
        QVERIFY(canProduce("t"));
        QCOMPARE(eventsOf(observe::EventKind::brokerPaused), 1);
        QCOMPARE(eventsOf(observe::EventKind::brokerResumed), 1);
    }

    void aPausedBrokerCanCrashStopAndEndWithTheCluster() {
        start();
        for (const auto kind : {Kind::crash, Kind::stop, Kind::restart}) {
            QVERIFY(run(BrokerCommand{Kind::pause, BrokerId(2)}));
            QVERIFY(run(BrokerCommand{kind, BrokerId(2)}));
            if (kind != Kind::restart)
                QVERIFY(run(BrokerCommand{Kind::start, BrokerId(2)}));
            QVERIFY(becomes(2, BrokerState::running));
        }
        QVERIFY(run(BrokerCommand{Kind::pause, BrokerId(3)}));
        cluster->stop();
        QCOMPARE(run(UndoAllCommand{}).code(), ErrorCode::BROKER_NOT_AVAILABLE);
    }

    void aControllerCutOffIsReplacedAndUndoAllJoinsIt() {
        start();
        QVERIFY(createTopic("t") && canProduce("t"));
        const int old = controller();
        for (int other = 1; other <= 3; ++other)
            if (other != old)
                QVERIFY(
                    run(CutCommand{CutCommand::Kind::cut, faults::nodeName(old), faults::nodeName(other)}));
        QCOMPARE(look()->faults.size(), std::size_t(2));
        const int other = old % 3 + 1;
        QVERIFY(createTopic("made-meanwhile", other)); // by a controller on the other side
        QVERIFY(waitUntil([&] { return look()->controller.value() != old; }));
        QVERIFY(run(UndoAllCommand{}));
        QVERIFY(allWell());
        QVERIFY(canProduce("t"));
    }

    void undoAllEndsEverything() {
        start();
        QVERIFY(createTopic("t") && canProduce("t"));
        QVERIFY(run(BrokerCommand{Kind::crash, BrokerId(1)}));
        QVERIFY(run(BrokerCommand{Kind::pause, BrokerId(2)}));
        QVERIFY(run(LinkCommand{"broker-3", "broker-1", {.isClogged = true}}));
        QVERIFY(run(LinkCommand{"clients", "broker-3", {.delayMin = 1s, .delayMean = 2s}}));
        QVERIFY(run(DiskCommand{BrokerId(3), {.failsSyncs = true}}));
        QVERIFY(run(ClockCommand{BrokerId(3), 60'000}));
        QVERIFY(run(RequestCommand{BrokerId(3), {.count = 1'000'000, .isDropped = true}}));
        QVERIFY(look()->faults.size() >= 5);
        QVERIFY(run(UndoAllCommand{}));
        QVERIFY(allWell());
        QVERIFY(canProduce("t"));
        QVERIFY(eventsOf(observe::EventKind::faultSet) >= 5);
        QCOMPARE(eventsOf(observe::EventKind::faultsUndone), 1);
    }

    void requestsFailInTheFormOfTheirApi() {
        start();
        QVERIFY(createTopic("t") && canProduce("t"));
        const int leader = leaderOf("t");
        QVERIFY(run(RequestCommand{BrokerId(leader),
                                   {.apiKey = 0, .count = 2, .error = ErrorCode::NOT_ENOUGH_REPLICAS}}));
        QCOMPARE(produceOnce("t"), ErrorCode::NOT_ENOUGH_REPLICAS);
        QCOMPARE(look()->faults.at(0).amount, 1);
        QCOMPARE(produceOnce("t"), ErrorCode::NOT_ENOUGH_REPLICAS);
        QCOMPARE(produceOnce("t"), ErrorCode::NONE);
        QVERIFY(look()->faults.empty());
        // Nothing was written by those that failed.
        QVERIFY(waitUntil([&] { return look()->topic("t")->partitions[0].logEnd == Offset(2); }));
    }

    void aFullDiskTakesTheLogsOfflineUntilThereIsRoom() {
        start();
        QVERIFY(createTopic("t") && canProduce("t"));
        const int leader = leaderOf("t");
        QVERIFY(run(DiskCommand{BrokerId(leader), {.bytesFree = 10}}));
        QVERIFY(waitUntil([&] {
            (void)produceOnce("t");
            return !look()->broker(BrokerId(leader))->logDirectoryError.empty();
        }));
        QVERIFY(becomes(leader, BrokerState::fenced));
        QVERIFY(canProduce("t"));
        QVERIFY(run(DiskCommand{BrokerId(leader), {}}));
        QVERIFY(allWell());
    }

    void aBitOfASegmentIsFlipped() {
        start();
        QVERIFY(createTopic("t") && canProduce("t"));
        const FlipBitCommand flip{BrokerId(1), {"t", PartitionIndex(0)}, 400};
        QVERIFY(run(flip));
        QVERIFY(run(flip)); // and back
        QVERIFY(!run(FlipBitCommand{BrokerId(1), {"none", PartitionIndex(0)}, 0}));
        QVERIFY(!run(FlipBitCommand{BrokerId(1), {"t", PartitionIndex(0)}, 1u << 30}));
    }

    void brokersComeAndGo() {
        start();
        QVERIFY(createTopic("t") && canProduce("t"));
        QVERIFY(run(BrokerCommand{Kind::add, BrokerId()}));
        QCOMPARE(cluster->brokerIds().size(), std::size_t(4));
        QVERIFY(becomes(4, BrokerState::running));
        QVERIFY(!run(BrokerCommand{Kind::add, BrokerId(4)}));
        QVERIFY(run(BrokerCommand{Kind::restart, BrokerId(4)}));
        QVERIFY(becomes(4, BrokerState::running));
        const auto voter = run(BrokerCommand{Kind::remove, BrokerId(1)});
        QVERIFY(!voter && voter.error().context.find("votes") != std::string::npos);
        QVERIFY(run(BrokerCommand{Kind::remove, BrokerId(4)}));
        QCOMPARE(cluster->brokerIds().size(), std::size_t(3));
        QVERIFY(waitUntil([&] { return look()->broker(BrokerId(4)) == nullptr; }));
        QVERIFY(run(BrokerCommand{Kind::add, BrokerId(4)}));
        QVERIFY(becomes(4, BrokerState::running));
        // With a replica on it it stays.
        CreateTopicsRequest request;
        auto& topic = request.topics.emplace_back();
        topic.name = "here";
        topic.numPartitions = -1;
        topic.replicationFactor = -1;
        auto& one = topic.assignments.emplace_back();
        one.brokerIds = {4};
        QVERIFY(waitUntil([&] {
            const auto answer = ask(1, request, 5);
            return answer && (answer->topics[0].errorCode == ErrorCode::NONE ||
                              answer->topics[0].errorCode == ErrorCode::TOPIC_ALREADY_EXISTS);
        }));
        const auto holder = run(BrokerCommand{Kind::remove, BrokerId(4)});
        QVERIFY(!holder && holder.error().context.find("here") != std::string::npos);
        QCOMPARE(stateOf(4), BrokerState::running);
    }

    void commandsThatMakeNoSenseAreRefused() {
        start(1);
        QVERIFY(!run(CutCommand{CutCommand::Kind::cut, "broker-1", "broker-9"}));
        QVERIFY(!run(CutCommand{CutCommand::Kind::cut, "broker-1", "broker-1"}));
        QVERIFY(!run(LinkCommand{"nobody", "broker-1", {}}));
        QVERIFY(!run(DiskCommand{BrokerId(9), {}}));
        QVERIFY(!run(ClockCommand{BrokerId(9), 1}));
        QVERIFY(!run(RequestCommand{BrokerId(9), {}}));
        QVERIFY(look()->faults.empty());
    }
};

QTEST_GUILESS_MAIN(LiveFaultsTest)
#include "live_faults_test.moc"
