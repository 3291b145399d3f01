// What the observer shows of a broker that does not answer. The broker is a live one; the time by which it is
// judged stands still until the test moves it.
#include "broker/base/live_clock.h"
#include "broker/cluster/cluster_observer.h"
#include "broker/log/posix_storage.h"
#include "broker/simulation/manual_clock.h"
#include "tests/net/socket.h"

#include <QTemporaryDir>
#include <QtTest>

#include <future>
#include <latch>

using namespace partitura;
using namespace partitura::cluster;
using namespace partitura::test;
using namespace std::chrono_literals;

class ObserverTest : public QObject {
    Q_OBJECT

    /// Whether the one replica there is counts as online. With a silent broker a round of the observer takes
    /// a second of the machine's time.
    static bool isOnline(ClusterObserver& observer) {
        std::promise<ClusterObserver::Snapshot> taken;
        observer.look([&](const auto& snapshot) { taken.set_value(snapshot); });
        const auto snapshot = taken.get_future().get();
        const auto* topic = snapshot->topic("seen");
        return topic && topic->partitions.front().replicaStates.front().online;
    }

private slots:
    void aBrokerMayBeSilentForThreeSeconds() {
        const QTemporaryDir directory;
        log::PosixStorage storage;
        const LiveClock live;
        faults::FaultPlan plan(1);
        observe::EventRing events(100);
        ClusterConfig config;
        config.brokers = 1;
        config.basePort = 0;
        config.dataDirectory = directory.path().toStdString();
        auto& topic = config.broker.topics.emplace_back();
        topic.name = "seen";
        topic.numPartitions = 1;
        topic.replicationFactor = 1;
        LiveNodes nodes(config, storage, live, plan, events, 1);
        const auto started = nodes.startAll();
        QVERIFY2(started.ok(), started ? "" : started.error().context.c_str());
        simulation::ManualClock clock;
        ClusterObserver observer(nodes, plan, events, clock);
        QVERIFY(waitUntil([&] { return isOnline(observer); }));

        std::latch goesOn(1);
        nodes.node(BrokerId(1))->life->loop().post([&] { goesOn.wait(); });
        clock.advance(2'999ms);
        const bool early = isOnline(observer);
        clock.advance(1ms);
        const bool late = isOnline(observer);
        goesOn.count_down(); // before anything fails: the broker is to end
        QVERIFY(early);
        QVERIFY(!late);
        QVERIFY(waitUntil([&] { return isOnline(observer); }));
        observer.pause();
        nodes.stopAll();
    }
};

QTEST_GUILESS_MAIN(ObserverTest)
#include "observer_test.moc"
