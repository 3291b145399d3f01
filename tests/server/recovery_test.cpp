// A broker that starts after a crash, and what it shows meanwhile.
#include "tests/server/simulated_cluster.h"

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <QtTest>

#include <sstream>

using namespace partitura;
using namespace partitura::server;
using namespace std::chrono_literals;

namespace {

/// Broker 1 of a simulated cluster that was killed, opened by hand.
struct Reopened {
    explicit Reopened(SimulatedCluster& cluster)
        : loop(cluster.scheduler)
        , background(cluster.scheduler)
        , transport(cluster.network, loop, SimulatedCluster::hostOf(1)) {
        BrokerConfig config;
        config.id = config.replication.self = BrokerId(1);
        config.quorum.voters = {BrokerId(1), BrokerId(2), BrokerId(3)};
        config.advertised = {SimulatedCluster::hostOf(1), 9092};
        config.listenHosts = {SimulatedCluster::hostOf(1)};
        config.directory = "/data";
        config.clusterId = "cluster";
        broker = std::make_unique<Broker>(
            config, Seams{loop, background, random, transport, cluster.storage(1), cluster.events});
    }
    ~Reopened() { broker->stop(); }

    SeededRandom random{5};
    simulation::VirtualEventLoop loop;
    simulation::VirtualEventLoop background;
    simulation::SimulatedTransport transport;
    std::unique_ptr<Broker> broker;
};

} // namespace

class RecoveryTest : public QObject {
    Q_OBJECT

    static void fillAndKill(SimulatedCluster& cluster) {
        cluster.start();
        cluster.createTopic("t", 3, 1, {{"segment.bytes", "2000"}});
        for (int p = 0; p < 3; ++p)
            for (int i = 0; i < 30; ++i)
                QCOMPARE(cluster.produce("t", p, batchOf({std::string(400, 'x')})).errorCode,
                         ErrorCode::NONE);
        cluster.kill(1);
    }

private slots:
    void recoveryIsSeenInTheSnapshotAndToldNowAndThen() {
        SimulatedCluster cluster(1);
        fillAndKill(cluster);
        std::ostringstream lines;
        const auto loggerBefore = spdlog::default_logger();
        spdlog::set_default_logger(std::make_shared<spdlog::logger>(
            "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines)));
        Reopened reopened(cluster);
        auto& broker = *reopened.broker;
        cluster.storage(1).setFaults({.onOperation = [&](const simulation::DiskOperation& operation) {
            if (operation.kind == simulation::DiskOperation::Kind::read)
                cluster.scheduler.runFor(100ms);
        }});
        QVERIFY(broker.view().broker.state == observe::BrokerState::starting &&
                !broker.view().broker.recovery);
        std::vector<observe::LogRecoverySnapshot> seen;
        bool wasStarting = true;
        const auto begun = cluster.scheduler.now();
        QVERIFY(broker
                    .open([&] {
                        const auto view = broker.view();
                        wasStarting &= view.broker.state == observe::BrokerState::starting;
                        seen.push_back(view.broker.recovery.value());
                    })
                    .ok());
        const auto took = cluster.scheduler.now() - begun;
        cluster.storage(1).setFaults({});
        spdlog::set_default_logger(loggerBefore);

        QVERIFY(wasStarting && seen.size() > 20);
        QVERIFY(seen.front().logsTotal >= 4 && seen.front().logsRemaining == seen.front().logsTotal);
        QVERIFY(seen.front().segmentsTotal > 20 && seen.front().bytesTotal > 3 * 30 * 400);
        for (std::size_t i = 1; i < seen.size(); ++i) {
            QVERIFY(seen[i].logsRemaining <= seen[i - 1].logsRemaining);
            QVERIFY(seen[i].segmentsRemaining <= seen[i - 1].segmentsRemaining);
            QVERIFY(seen[i].bytesRemaining <= seen[i - 1].bytesRemaining);
        }
        const auto& last = seen.back();
        QVERIFY(last.logsRemaining == 0 && last.segmentsRemaining == 0 && last.bytesRemaining == 0);
        QVERIFY(!broker.view().broker.recovery);

        const auto told = QByteArray::fromStdString(lines.str()).count("recovering its logs after a crash");
        QVERIFY(took > 6s);
        QVERIFY2(told >= 2 && told <= took / 3s, lines.str().c_str());
    }

    void aBrokerThatWasStoppedInOrderHasNothingToRecover() {
        SimulatedCluster cluster(1);
        cluster.start();
        cluster.createTopic("t", 3, 1);
        cluster.stop(1);
        Reopened reopened(cluster);
        int calls = 0;
        QVERIFY(reopened.broker->open([&] { ++calls; }).ok());
        QCOMPARE(calls, 0);
    }
};

QTEST_GUILESS_MAIN(RecoveryTest)
#include "recovery_test.moc"
