// Brokers of a cluster: joining, following, leaving the ISR, being fenced, stopping, crashing.
#include "broker/protocol/messages/unregister_broker.h"
#include "tests/server/simulated_cluster.h"

#include <QtTest>

#include <algorithm>

using namespace partitura;
using namespace partitura::server;
using namespace std::chrono_literals;
using Ids = std::vector<int>;
using Texts = std::vector<std::string>;

namespace {

/// A partition of `topic` that broker `id` leads.
int ledBy(SimulatedCluster& cluster, int id, const std::string& topic) {
    const auto* image = cluster.broker(1).image().topic(topic);
    for (std::size_t p = 0; image && p < image->partitions.size(); ++p)
        if (image->partitions[p].leader.value() == id)
            return static_cast<int>(p);
    qFatal("no partition is led by broker %d", id);
}

bool isFenced(SimulatedCluster& cluster, int id, int asSeenBy = 1) {
    const auto* broker = cluster.broker(asSeenBy).image().broker(BrokerId(id));
    return !broker || broker->fenced;
}

/// What a run of the same steps leaves on every disk.
std::vector<Bytes> logsAfter(std::uint64_t seed) {
    SimulatedCluster cluster(3, seed);
    cluster.start();
    cluster.createTopic("t", 4, 3);
    for (int i = 0; i < 20; ++i)
        cluster.produce("t", i % 4, batchOf({"value " + std::to_string(i)}), i % 2 ? -1 : 1);
    cluster.kill(3);
    cluster.runFor(20s);
    cluster.produce("t", 0, batchOf({"while 3 is down"}));
    cluster.start(3);
    cluster.runFor(20s);
    std::vector<Bytes> logs;
    for (int id = 1; id <= 3; ++id) {
        for (int p = 0; p < 4; ++p)
            logs.push_back(cluster.logBytes(id, "t", p));
        logs.push_back(cluster.logBytes(id, "__cluster_metadata"));
    }
    return logs;
}

} // namespace

class MembershipTest : public QObject {
    Q_OBJECT

private slots:
    void onlyABrokerThatIsGoneAndHoldsNothingIsUnregistered() {
        SimulatedCluster cluster(4);
        cluster.start();
        cluster.createTopic("t", 1, 4);
        const auto unregister = [&](int id) {
            protocol::UnregisterBrokerRequest request;
            request.brokerId = id;
            return cluster.ask(2, request)->errorCode;
        };
        QCOMPARE(unregister(4), ErrorCode::INVALID_REQUEST);
        cluster.stop(4);
        QVERIFY(cluster.waitFor([&] { return isFenced(cluster, 4); }));
        QCOMPARE(unregister(4), ErrorCode::INVALID_REQUEST); // its replica would be nobody's
        cluster.deleteTopic("t");
        QCOMPARE(unregister(4), ErrorCode::NONE);
        QVERIFY(cluster.waitFor([&] { return !cluster.broker(3).image().broker(BrokerId(4)); }));
        QCOMPARE(unregister(4), ErrorCode::BROKER_ID_NOT_REGISTERED);
        QCOMPARE(unregister(9), ErrorCode::BROKER_ID_NOT_REGISTERED);
        cluster.start(4);
        QVERIFY(cluster.waitFor([&] { return !isFenced(cluster, 4); }));
    }

    void brokersRegisterAndBecomeReady() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.runFor(1s);
        for (int id = 1; id <= 3; ++id) {
            QVERIFY(cluster.broker(id).isReady());
            QCOMPARE(cluster.broker(id).image().liveBrokers().size(), std::size_t(3));
        }
        QCOMPARE(cluster.eventsOf(observe::EventKind::brokerStarted).size(), std::size_t(3));
    }

    void aMajorityBecomesReadyAfterAWhile() {
        SimulatedCluster cluster;
        cluster.start(1);
        cluster.runFor(10s);
        QVERIFY(!cluster.broker(1).isReady()); // the quorum has no leader
        cluster.start(2);
        cluster.runFor(1s);
        QVERIFY(!cluster.broker(2).isReady()); // the third may still come
        for (const int id : {1, 2})
            QVERIFY(cluster.waitFor([&] { return cluster.broker(id).isReady(); }, 5s));
    }

    void requestsWaitUntilTheBrokerIsReady() {
        SimulatedCluster cluster;
        cluster.start(1);
        const auto patient = cluster.connect(1);
        const auto hasty = cluster.connect(1);
        protocol::MetadataRequest request;
        patient->send(request, 9);
        hasty->send(request, 9);
        cluster.runFor(100ms);
        QVERIFY(!patient->answered());
        // One that goes before it was answered leaves nothing behind that its request could stumble over.
        cluster.network.isolate("nobody");
        hasty->close();
        cluster.start(2);
        cluster.start(3);
        const auto answer = patient->answer<protocol::MetadataRequest>(9);
        QVERIFY(answer);
        QCOMPARE(answer->brokers.size(), std::size_t(3));
    }

    void aCutConnectionTakesItsWaitingRequestAlong() {
        SimulatedCluster cluster;
        cluster.start(1);
        cluster.start(2);
        const auto client = cluster.connect(1, "far");
        protocol::MetadataRequest request;
        request.topics->emplace_back().name = std::string(1000, 'x');
        client->send(request, 9);
        cluster.runFor(100ms);
        cluster.network.isolate("far");
        cluster.runFor(10s);
        QVERIFY(client->closed());
        QVERIFY(cluster.broker(1).isReady());
    }

    void leadersGoRound() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 9, 3);
        std::map<int, int> led;
        for (int p = 0; p < 9; ++p) {
            ++led[cluster.leaderOf("t", p)];
            QCOMPARE(cluster.state("t", p).replicas.size(), std::size_t(3));
            QCOMPARE(cluster.state("t", p).replicas.front().value(), cluster.leaderOf("t", p));
            QCOMPARE(cluster.isrOf("t", p), (Ids{1, 2, 3}));
        }
        QCOMPARE(led, (std::map<int, int>{{1, 3}, {2, 3}, {3, 3}}));
    }

    void acknowledgedByAllMeansHeldByAll() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 3, 3);
        for (int p = 0; p < 3; ++p) {
            const auto produced = cluster.produce("t", p, batchOf({"a", "b"}));
            QCOMPARE(produced.errorCode, ErrorCode::NONE);
            QCOMPARE(produced.baseOffset, std::int64_t(0));
            for (int id = 1; id <= 3; ++id)
                QCOMPARE(cluster.replica(id, "t", p)->logEnd().value(), std::int64_t(2));
            QCOMPARE(cluster.replica(cluster.leaderOf("t", p), "t", p)->highWatermark().value(),
                     std::int64_t(2));
        }
        cluster.runFor(1s);
        for (int id = 1; id <= 3; ++id)
            QCOMPARE(cluster.replica(id, "t", 0)->highWatermark().value(), std::int64_t(2));
    }

    void aFollowerThatStopsLeavesTheIsrAndComesBack() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 3, 3);
        const int p = ledBy(cluster, 2, "t");
        QCOMPARE(cluster.produce("t", p, batchOf({"before"})).errorCode, ErrorCode::NONE);
        cluster.network.cut(SimulatedCluster::hostOf(2), SimulatedCluster::hostOf(3));

        const auto client = cluster.connect(2);
        protocol::ProduceRequest request;
        request.acks = -1;
        request.timeoutMs = 120'000;
        auto batch = batchOf({"during"});
        auto& topic = request.topicData.emplace_back();
        topic.name = "t";
        auto& data = topic.partitionData.emplace_back();
        data.index = p;
        data.records = protocol::Records::of(MutableByteView(batch));
        client->send(request, 9);
        cluster.runFor(20s);
        QVERIFY(!client->answered());
        QCOMPARE(cluster.replica(2, "t", p)->highWatermark().value(), std::int64_t(1));
        QCOMPARE(cluster.replica(1, "t", p)->logEnd().value(), std::int64_t(2));
        QCOMPARE(cluster.isrOf("t", p), (Ids{1, 2, 3}));

        const auto answer = client->answer<protocol::ProduceRequest>(9);
        QVERIFY(answer);
        QCOMPARE(answer->responses.front().partitionResponses.front().errorCode, ErrorCode::NONE);
        QCOMPARE(cluster.isrOf("t", p), (Ids{1, 2}));
        QCOMPARE(cluster.replica(2, "t", p)->highWatermark().value(), std::int64_t(2));
        QVERIFY(!isFenced(cluster, 3));
        QVERIFY(!cluster.eventsOf(observe::EventKind::isrShrunk).empty());

        cluster.network.healAll();
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf("t", p) == Ids{1, 2, 3}; }));
        QCOMPARE(cluster.logBytes(3, "t", p), cluster.logBytes(2, "t", p));
    }

    void aWriteThatTooFewHaveTimesOut() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 3, 3);
        const int p = ledBy(cluster, 2, "t");
        cluster.network.cut(SimulatedCluster::hostOf(2), SimulatedCluster::hostOf(3));
        protocol::ProduceRequest request;
        request.acks = -1;
        request.timeoutMs = 1000;
        auto batch = batchOf({"late"});
        auto& topic = request.topicData.emplace_back();
        topic.name = "t";
        auto& data = topic.partitionData.emplace_back();
        data.index = p;
        data.records = protocol::Records::of(MutableByteView(batch));
        const auto answer = cluster.ask(2, request, 9);
        QVERIFY(answer);
        QCOMPARE(answer->responses.front().partitionResponses.front().errorCode,
                 ErrorCode::REQUEST_TIMED_OUT);
    }

    void tooSmallAnIsrRefusesWrites() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 3, 3, {{"min.insync.replicas", "3"}});
        const int p = ledBy(cluster, 2, "t");
        QCOMPARE(cluster.produce("t", p, batchOf({"a"})).errorCode, ErrorCode::NONE);
        cluster.stop(3);
        QVERIFY(cluster.waitFor([&] { return cluster.replica(2, "t", p)->inSyncCount() == 2; }));
        QCOMPARE(cluster.produce("t", p, batchOf({"b"})).errorCode, ErrorCode::NOT_ENOUGH_REPLICAS);
        QCOMPARE(cluster.produce("t", p, batchOf({"c"}), 1).errorCode, ErrorCode::NONE);
    }

    void aSilentBrokerIsFencedAndItsPartitionsMove() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 3, 3);
        const int p = ledBy(cluster, 3, "t");
        QCOMPARE(cluster.produce("t", p, batchOf({"kept"})).errorCode, ErrorCode::NONE);
        const auto epoch = cluster.state("t", p).leaderEpoch;
        // Its clients still reach it, so it takes writes that the others will never have.
        cluster.network.cut(SimulatedCluster::hostOf(3), SimulatedCluster::hostOf(1));
        cluster.network.cut(SimulatedCluster::hostOf(3), SimulatedCluster::hostOf(2));
        QCOMPARE(cluster.produce("t", p, batchOf({"lost", "lost too"}), 1, 3).errorCode, ErrorCode::NONE);
        cluster.runFor(8s);
        QVERIFY(!isFenced(cluster, 3));
        cluster.runFor(5s);
        QVERIFY(isFenced(cluster, 3));
        QVERIFY(isFenced(cluster, 3, 2));
        QVERIFY(cluster.leaderOf("t", p) == 1 || cluster.leaderOf("t", p) == 2);
        QVERIFY(cluster.state("t", p).leaderEpoch > epoch);
        for (int q = 0; q < 3; ++q)
            QCOMPARE(cluster.isrOf("t", q), (Ids{1, 2}));
        QVERIFY(
            cluster.waitFor([&] { return cluster.replica(cluster.leaderOf("t", p), "t", p)->isLeader(); }));
        QCOMPARE(cluster.produce("t", p, batchOf({"later"})).errorCode, ErrorCode::NONE);

        cluster.network.healAll();
        QVERIFY(cluster.waitFor([&] {
            return !isFenced(cluster, 3) && cluster.isrOf("t", p) == Ids{1, 2, 3};
        }));
        cluster.runFor(1s);
        QCOMPARE(cluster.values("t", p), (Texts{"kept", "later"}));
        for (int id = 1; id <= 3; ++id)
            QCOMPARE(cluster.logBytes(id, "t", p), cluster.logBytes(1, "t", p));
        QCOMPARE(cluster.produce("t", p, batchOf({"x"}), 1, 3).errorCode, ErrorCode::NOT_LEADER_OR_FOLLOWER);
    }

    void theLastOfTheIsrKeepsItsPlaceUntilItReturns() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 3, 1);
        const int p = ledBy(cluster, 3, "t");
        QCOMPARE(cluster.produce("t", p, batchOf({"only here"})).errorCode, ErrorCode::NONE);
        cluster.stop(3);
        QVERIFY(cluster.waitFor([&] { return cluster.leaderOf("t", p) == -1; }));
        QVERIFY(cluster.isrOf("t", p).empty()); // it is eligible to lead again instead (KIP-966)
        QVERIFY(cluster.state("t", p).elr == std::vector{BrokerId(3)});
        cluster.start(3);
        QVERIFY(cluster.waitFor([&] { return cluster.leaderOf("t", p) == 3; }));
        cluster.runFor(1s);
        QCOMPARE(cluster.values("t", p), (Texts{"only here"}));
    }

    void aBrokerThatWasAwayForLongTakesASnapshotOfTheMetadata() {
        SimulatedCluster cluster(4, 1, [](auto& config) { config.metadataSnapshots.bytes = 3000; });
        cluster.start();
        cluster.createTopic("gone", 1, 4);
        QCOMPARE(cluster.produce("gone", 0, batchOf({"x"})).errorCode, ErrorCode::NONE);
        for (const int id : {3, 4}) // a voter and one that does not vote
            cluster.kill(id);
        QCOMPARE(cluster.deleteTopic("gone"), ErrorCode::NONE);
        for (int i = 0; i < 40; ++i)
            cluster.createTopic("t" + std::to_string(i), 2, 2);
        QVERIFY(cluster.waitFor([&] { return cluster.broker(1).quorum().log().startOffset() > Offset(20); }));
        cluster.start(3);
        cluster.start(4);
        for (const int id : {3, 4}) {
            QVERIFY(cluster.waitFor([&] { return cluster.broker(id).isReady(); }));
            QVERIFY(cluster.waitFor([&] { return cluster.broker(id).image().topic("t39") != nullptr; }));
            QVERIFY(!cluster.broker(id).image().topic("gone"));
            QVERIFY(!cluster.replica(id, "gone"));
            QVERIFY(cluster.broker(id).quorum().log().startOffset() > Offset(20));
        }
        // The whole cluster begins with its snapshots.
        cluster.stop();
        cluster.start();
        cluster.runFor(1s);
        for (int id = 1; id <= 4; ++id) {
            QCOMPARE(cluster.broker(id).image().topics().size(), std::size_t(40));
            QCOMPARE(cluster.broker(id).image().liveBrokers().size(), std::size_t(4));
        }
        QCOMPARE(cluster.produce("t0", 0, batchOf({"y"})).errorCode, ErrorCode::NONE);
    }

    // Not while the log does not grow: then the last one says all there is.
    void metadataSnapshotsAreTakenByTime() {
        SimulatedCluster cluster(3, 1, [](auto& config) { config.metadataSnapshots.time = 60s; });
        cluster.start();
        cluster.createTopic("a");
        cluster.runFor(5min);
        QVERIFY(!cluster.broker(1).quorum().snapshot());
        cluster.createTopic("b");
        QVERIFY(cluster.waitFor([&] { return cluster.broker(1).quorum().snapshot().has_value(); }, 10s));
        const auto taken = *cluster.broker(1).quorum().snapshot();
        cluster.runFor(5min);
        QVERIFY(*cluster.broker(1).quorum().snapshot() == taken);
        cluster.stop();
        cluster.start();
        QVERIFY(cluster.broker(1).image().topic("a") && cluster.broker(1).image().topic("b"));
    }

    void aRestartKeepsEverything_data() {
        QTest::addColumn<bool>("inOrder");
        QTest::newRow("stopped") << true;
        QTest::newRow("killed") << false;
    }
    void aRestartKeepsEverything() {
        QFETCH(bool, inOrder);
        SimulatedCluster cluster;
        cluster.start();
        const auto id = cluster.createTopic("t", 3, 3, {{"retention.ms", "-1"}});
        for (int p = 0; p < 3; ++p)
            QCOMPARE(cluster.produce("t", p, batchOf({"a", "b"})).errorCode, ErrorCode::NONE);
        cluster.runFor(6s); // checkpoints
        if (inOrder)
            cluster.stop();
        else
            for (int broker = 1; broker <= 3; ++broker)
                cluster.kill(broker);
        cluster.start();
        cluster.runFor(1s);
        QVERIFY(cluster.broker(2).image().topic("t")->id == id);
        QCOMPARE(cluster.broker(2).image().topicConfigs("t").at("retention.ms"), std::string("-1"));
        for (int p = 0; p < 3; ++p) {
            QCOMPARE(cluster.values("t", p), (Texts{"a", "b"}));
            QCOMPARE(cluster.isrOf("t", p), (Ids{1, 2, 3}));
            QCOMPARE(cluster.produce("t", p, batchOf({"c"})).baseOffset, std::int64_t(2));
        }
    }

    void aPowerCutKeepsTopics() {
        SimulatedCluster cluster;
        cluster.start();
        const auto id = cluster.createTopic("t", 3, 3);
        QCOMPARE(cluster.produce("t", 0, batchOf({"a"})).errorCode, ErrorCode::NONE);
        for (int broker = 1; broker <= 3; ++broker)
            cluster.losePower(broker);
        cluster.start();
        cluster.runFor(1s);
        QVERIFY(cluster.broker(1).image().topic("t"));
        QVERIFY(cluster.broker(1).image().topic("t")->id == id);
        const auto before = cluster.values("t", 0).size();
        QCOMPARE(cluster.produce("t", 0, batchOf({"b"})).errorCode, ErrorCode::NONE);
        QCOMPARE(cluster.values("t", 0).size(), before + 1);
    }

    void onePowerCutLosesNothingThatWasAcknowledged_data() {
        QTest::addColumn<int>("id");
        QTest::newRow("2") << 2;
        QTest::newRow("3") << 3;
    }
    void onePowerCutLosesNothingThatWasAcknowledged() {
        QFETCH(int, id);
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 3, 3);
        Texts wanted;
        for (int i = 0; i < 10; ++i) {
            wanted.push_back(std::to_string(i));
            for (int p = 0; p < 3; ++p)
                QCOMPARE(cluster.produce("t", p, batchOf({wanted.back()})).errorCode, ErrorCode::NONE);
        }
        cluster.losePower(id);
        cluster.start(id); // at once: before anybody missed it
        QVERIFY(cluster.waitFor([&] {
            return cluster.broker(id).isReady() && cluster.isrOf("t", 0) == Ids{1, 2, 3} &&
                   cluster.isrOf("t", 1) == Ids{1, 2, 3} && cluster.isrOf("t", 2) == Ids{1, 2, 3};
        }));
        cluster.runFor(5s);
        for (int p = 0; p < 3; ++p) {
            QCOMPARE(cluster.values("t", p), wanted);
            QCOMPARE(cluster.logBytes(id, "t", p), cluster.logBytes(1, "t", p));
        }
    }

    void stoppingDoesNotMindWhoWaits() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 3, 3);
        const int p = ledBy(cluster, 2, "t");
        cluster.network.cut(SimulatedCluster::hostOf(2), SimulatedCluster::hostOf(3));
        const auto reader = cluster.connect(2);
        protocol::FetchRequest fetch;
        fetch.maxWaitMs = 60'000;
        fetch.minBytes = 1;
        auto& wanted = fetch.topics.emplace_back();
        wanted.topic = "t";
        auto& one = wanted.partitions.emplace_back();
        one.partition = p;
        one.partitionMaxBytes = 1000;
        reader->send(fetch, 11);
        const auto writer = cluster.connect(2);
        protocol::ProduceRequest produce;
        produce.acks = -1;
        produce.timeoutMs = 60'000;
        auto batch = batchOf({"x"});
        auto& topic = produce.topicData.emplace_back();
        topic.name = "t";
        auto& data = topic.partitionData.emplace_back();
        data.index = p;
        data.records = protocol::Records::of(MutableByteView(batch));
        writer->send(produce, 9);
        cluster.runFor(100ms);
        QVERIFY(!reader->answered() && !writer->answered());
        cluster.stop(2);
        QVERIFY(reader->waitClosed());
        QVERIFY(writer->waitClosed());
        cluster.runFor(2min);
    }

    void killingDoesNotMindWhoWaits() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 3, 3);
        const auto reader = cluster.connect(3);
        protocol::FetchRequest fetch;
        fetch.maxWaitMs = 60'000;
        fetch.minBytes = 1;
        auto& wanted = fetch.topics.emplace_back();
        wanted.topic = "t";
        wanted.partitions.emplace_back().partition = ledBy(cluster, 3, "t");
        reader->send(fetch, 11);
        cluster.runFor(100ms);
        cluster.kill(3);
        QVERIFY(reader->waitClosed());
    }

    void theSameSeedGivesTheSameBytes() {
        const auto once = logsAfter(7);
        QVERIFY(once == logsAfter(7));
        QVERIFY(!once.front().empty());
    }

    void anIdleClientIsClosedAlsoInTheMiddleOfARequest() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 1, 3);
        const auto idle = cluster.connect(1);
        const auto waiting = cluster.connect(cluster.leaderOf("t"));
        protocol::FetchRequest fetch;
        fetch.maxWaitMs = std::numeric_limits<std::int32_t>::max();
        fetch.minBytes = 1;
        auto& wanted = fetch.topics.emplace_back();
        wanted.topic = "t";
        wanted.partitions.emplace_back();
        waiting->send(fetch, 11);
        cluster.runFor(5min);
        QVERIFY(!idle->closed());
        cluster.runFor(7min);
        QVERIFY(idle->closed());
        waiting->waitClosed();
        QVERIFY(waiting->closed());
    }
};

QTEST_GUILESS_MAIN(MembershipTest)
#include "membership_test.moc"
