// DeleteRecords and retention: the log start, on the leader, on its followers, and over time.
#include "tests/server/simulated_cluster.h"

#include <QtTest>

using namespace partitura;
using namespace partitura::server;
using namespace std::chrono_literals;

namespace {

using protocol::DeleteRecordsRequest;
using PartitionResult = protocol::DeleteRecordsResponse::DeleteRecordsPartitionResult;

DeleteRecordsRequest requestFor(const std::string& topic, std::int64_t offset,
                                std::int32_t timeoutMs = 30'000) {
    DeleteRecordsRequest request;
    request.timeoutMs = timeoutMs;
    auto& one = request.topics.emplace_back();
    one.name = topic;
    one.partitions.push_back({0, offset});
    return request;
}

struct Bench {
    explicit Bench(int brokers = 3, SimulatedCluster::Configure configure = {})
        : cluster(brokers, 1, std::move(configure)) {
        cluster.start();
    }

    /// A topic with ten records in batches of one.
    void fill(const std::string& topic, const std::vector<std::pair<std::string, std::string>>& configs = {},
              int count = 10, std::size_t bytes = 1) {
        if (cluster.createTopic(topic, 1, cluster.size(), configs).isZero())
            qFatal("no topic");
        append(topic, count, bytes);
    }
    void append(const std::string& topic, int count, std::size_t bytes = 1) {
        for (int i = 0; i < count; ++i) {
            record::BatchBuilder batch;
            batch.add(cluster.scheduler.wallTimeMs(), asBytes("k"), Bytes(bytes, 'v'));
            if (cluster.produce(topic, 0, *batch.build()).errorCode != ErrorCode::NONE)
                qFatal("not produced");
        }
    }
    PartitionResult deleteBefore(const std::string& topic, std::int64_t offset, int at = 0,
                                 std::int32_t timeoutMs = 30'000) {
        const auto answer =
            cluster.ask(at ? at : cluster.leaderOf(topic), requestFor(topic, offset, timeoutMs));
        return answer ? answer->topics.at(0).partitions.at(0) : PartitionResult{0, -9, answer.code()};
    }
    std::int64_t startOn(int id, const std::string& topic) {
        const auto* replica = cluster.replica(id, topic);
        return replica ? replica->logStart().value() : -9;
    }
    bool startsEverywhereAt(const std::string& topic, std::int64_t offset) {
        for (int id = 1; id <= cluster.size(); ++id)
            if (startOn(id, topic) != offset)
                return false;
        return true;
    }
    int followerOf(const std::string& topic, int not1 = 0) {
        for (int id = cluster.size(); id >= 1; --id)
            if (id != cluster.leaderOf(topic) && id != not1)
                return id;
        return 0;
    }
    /// A topic that a broker other than the controller leads; partitions are placed in turn.
    std::string topicLedBy(int id) {
        for (int i = 0; i < 20; ++i) {
            auto name = "led-" + std::to_string(i);
            fill(name);
            if (cluster.leaderOf(name) == id)
                return name;
        }
        qFatal("no topic is led there");
    }

    SimulatedCluster cluster;
};

} // namespace

#define COMPARE_RESULT(result, error, low)                                                                   \
    do {                                                                                                     \
        const auto got = result;                                                                             \
        QCOMPARE(got.errorCode, error);                                                                      \
        QCOMPARE(got.lowWatermark, std::int64_t{low});                                                       \
    } while (false)

class DeleteRecordsTest : public QObject {
    Q_OBJECT

private slots:
    void theLogStartMovesOnEveryReplicaBeforeTheAnswer() {
        Bench bench;
        bench.fill("t");
        auto& cluster = bench.cluster;
        const auto before = cluster.scheduler.now();
        COMPARE_RESULT(bench.deleteBefore("t", 4), ErrorCode::NONE, 4);
        QVERIFY(bench.startsEverywhereAt("t", 4));
        QVERIFY(cluster.scheduler.now() - before < 400ms); // followers need not wait for records to come
        QCOMPARE(cluster.fetch("t", 0, 3).errorCode, ErrorCode::OFFSET_OUT_OF_RANGE);
        QCOMPARE(cluster.fetch("t", 0, 4).errorCode, ErrorCode::NONE);
        QCOMPARE(cluster.fetch("t", 0, 4).logStartOffset, std::int64_t{4});
        // To the high watermark, and on from there.
        COMPARE_RESULT(bench.deleteBefore("t", -1), ErrorCode::NONE, 10);
        QVERIFY(bench.startsEverywhereAt("t", 10));
        QCOMPARE(cluster.produce("t", 0, batchOf({"next"})).baseOffset, std::int64_t{10});
        QCOMPARE(cluster.fetch("t", 0, 10).errorCode, ErrorCode::NONE);
    }

    void whatCannotBeDeletedIsRefused() {
        Bench bench;
        bench.fill("t");
        bench.fill("table", {{"cleanup.policy", "compact"}});
        bench.fill("both", {{"cleanup.policy", "compact,delete"}});
        COMPARE_RESULT(bench.deleteBefore("t", 11), ErrorCode::OFFSET_OUT_OF_RANGE, -1);
        COMPARE_RESULT(bench.deleteBefore("t", -2), ErrorCode::OFFSET_OUT_OF_RANGE, -1);
        QVERIFY(bench.startsEverywhereAt("t", 0));
        COMPARE_RESULT(bench.deleteBefore("t", 5), ErrorCode::NONE, 5);
        COMPARE_RESULT(bench.deleteBefore("t", 2), ErrorCode::NONE, 5); // done already, as in Kafka
        COMPARE_RESULT(bench.deleteBefore("table", 5), ErrorCode::POLICY_VIOLATION, -1);
        COMPARE_RESULT(bench.deleteBefore("both", 5), ErrorCode::NONE, 5);
        COMPARE_RESULT(bench.deleteBefore("none", 0, 1), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, -1);
        COMPARE_RESULT(bench.deleteBefore("__cluster_metadata", 0, 1), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
                       -1);
        COMPARE_RESULT(bench.deleteBefore("t", 5, bench.followerOf("t")), ErrorCode::NOT_LEADER_OR_FOLLOWER,
                       -1);
        protocol::FindCoordinatorRequest coordinator;
        coordinator.coordinatorKeys = {"g"};
        QVERIFY(bench.cluster.ask(1, coordinator).ok());
        QVERIFY(bench.cluster.waitFor([&] { return bench.cluster.leaderOf("__consumer_offsets") > 0; }));
        bench.cluster.runFor(1s); // until the leader itself knows
        COMPARE_RESULT(bench.deleteBefore("__consumer_offsets", -1), ErrorCode::INVALID_TOPIC_EXCEPTION, -1);
    }

    void eachPartitionHasItsOwnAnswer() {
        Bench bench;
        bench.fill("t");
        auto request = requestFor("t", 3);
        request.topics[0].partitions.push_back({7, 3});
        request.topics.emplace_back().name = "none";
        request.topics.back().partitions.push_back({0, 0});
        const auto answer = bench.cluster.ask(bench.cluster.leaderOf("t"), request);
        QCOMPARE(answer->topics.size(), std::size_t{2});
        COMPARE_RESULT(answer->topics[0].partitions[0], ErrorCode::NONE, 3);
        COMPARE_RESULT(answer->topics[0].partitions[1], ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, -1);
        COMPARE_RESULT(answer->topics[1].partitions[0], ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, -1);
    }

    void aFollowerThatCannotBeReachedLetsItTimeOut() {
        Bench bench;
        auto& cluster = bench.cluster;
        const auto topic = bench.topicLedBy(2);
        cluster.network.cut(SimulatedCluster::hostOf(2), SimulatedCluster::hostOf(3));
        const auto before = cluster.scheduler.now();
        COMPARE_RESULT(bench.deleteBefore(topic, 6, 2, 1000), ErrorCode::REQUEST_TIMED_OUT, 0);
        QVERIFY(cluster.scheduler.now() - before >= 1s && cluster.scheduler.now() - before < 2s);
        QCOMPARE(bench.startOn(2, topic), std::int64_t{6}); // it is deleted all the same
        QCOMPARE(bench.startOn(3, topic), std::int64_t{0});
        COMPARE_RESULT(bench.deleteBefore(topic, 6, 2, 0), ErrorCode::REQUEST_TIMED_OUT, 0);
        cluster.network.healAll();
        COMPARE_RESULT(bench.deleteBefore(topic, 6, 2), ErrorCode::NONE, 6);
        QVERIFY(bench.startsEverywhereAt(topic, 6));
    }

    void aFollowerThatDiesIsNotWaitedForOnceItIsFenced() {
        Bench bench;
        auto& cluster = bench.cluster;
        bench.fill("t");
        const int dead = cluster.leaderOf("t") == 3 ? 2 : 3;
        cluster.kill(dead);
        const auto before = cluster.scheduler.now();
        COMPARE_RESULT(bench.deleteBefore("t", 6), ErrorCode::NONE, 6);
        QVERIFY(cluster.scheduler.now() - before > 1s); // until then it might have come back
        COMPARE_RESULT(bench.deleteBefore("t", 7, 0, 0), ErrorCode::REQUEST_TIMED_OUT, 6); // the other one
        COMPARE_RESULT(bench.deleteBefore("t", 7), ErrorCode::NONE, 7);
        // It comes back with the log start of before, and follows.
        cluster.start(dead);
        QCOMPARE(bench.startOn(dead, "t"), std::int64_t{-9});
        QVERIFY(cluster.waitFor([&] { return bench.startOn(dead, "t") == 7; }));
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf("t").size() == 3; }));
    }

    void aFollowerThatEndsBelowTheLogStartBeginsThere() {
        Bench bench;
        auto& cluster = bench.cluster;
        bench.fill("t");
        const int dead = cluster.leaderOf("t") == 3 ? 2 : 3;
        cluster.kill(dead);
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf("t").size() == 2; }));
        bench.append("t", 20);
        COMPARE_RESULT(bench.deleteBefore("t", 25), ErrorCode::NONE, 25);
        cluster.start(dead);
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf("t").size() == 3; }));
        QVERIFY(bench.startsEverywhereAt("t", 25));
        QCOMPARE(cluster.logBytes(dead, "t"), cluster.logBytes(cluster.leaderOf("t"), "t"));
        QVERIFY(!cluster.logBytes(dead, "t").empty());
    }

    void aTopicDeletedMeanwhileEndsTheWaiting() {
        Bench bench;
        auto& cluster = bench.cluster;
        const auto topic = bench.topicLedBy(2);
        cluster.network.cut(SimulatedCluster::hostOf(2), SimulatedCluster::hostOf(3));
        auto& client = cluster.client(2);
        client.send(requestFor(topic, 6), 2);
        cluster.runFor(100ms);
        QVERIFY(!client.answered());
        QCOMPARE(cluster.deleteTopic(topic), ErrorCode::NONE);
        const auto answer = client.answer<DeleteRecordsRequest>(2);
        COMPARE_RESULT(answer->topics.at(0).partitions.at(0), ErrorCode::NOT_LEADER_OR_FOLLOWER, -1);
    }

    void theLogStartOutlivesARestartAndACrash_data() {
        QTest::addColumn<int>("ending");
        QTest::newRow("stopped") << 0;
        QTest::newRow("killed") << 1;
        QTest::newRow("power lost") << 2;
    }
    void theLogStartOutlivesARestartAndACrash() {
        QFETCH(int, ending);
        Bench bench(1);
        auto& cluster = bench.cluster;
        bench.fill("t", {{"flush.messages", "1"}});
        cluster.runFor(10s);
        COMPARE_RESULT(bench.deleteBefore("t", 4), ErrorCode::NONE, 4);
        if (ending == 0)
            cluster.stop(1);
        else if (ending == 1)
            cluster.kill(1);
        else
            cluster.losePower(1);
        cluster.start();
        QCOMPARE(bench.startOn(1, "t"), std::int64_t{4});
        QCOMPARE(cluster.replica(1, "t")->logEnd().value(), std::int64_t{10});
        QCOMPARE(cluster.fetch("t", 0, 3).errorCode, ErrorCode::OFFSET_OUT_OF_RANGE);
    }

    void whatWasDeletedDoesNotComeBackWithARecoveredLeader() {
        Bench bench;
        auto& cluster = bench.cluster;
        const auto topic = bench.topicLedBy(2);
        COMPARE_RESULT(bench.deleteBefore(topic, 4), ErrorCode::NONE, 4);
        cluster.losePower(2);
        cluster.start(2);
        QVERIFY(cluster.waitFor([&] {
            return cluster.leaderOf(topic) > 0 && cluster.leaderOf(topic) != 2 &&
                   cluster.isrOf(topic).size() == 3;
        }));
        QVERIFY(bench.startsEverywhereAt(topic, 4));
        QVERIFY(!cluster.logBytes(1, topic).empty());
        QCOMPARE(cluster.logBytes(2, topic), cluster.logBytes(1, topic));
    }

    void recordsLostBeforeTheyWereDurableDoNotTakeTheirOffsetsAlong() {
        Bench bench(1);
        auto& cluster = bench.cluster;
        bench.fill("t");
        COMPARE_RESULT(bench.deleteBefore("t", -1), ErrorCode::NONE, 10);
        cluster.losePower(1); // nothing of the log was synced
        cluster.start();
        QCOMPARE(bench.startOn(1, "t"), std::int64_t{10});
        QCOMPARE(cluster.produce("t", 0, batchOf({"next"})).baseOffset, std::int64_t{10});
    }

    void aDiskThatFailsIsToldAndNothingIsPromised() {
        Bench bench(1);
        auto& cluster = bench.cluster;
        bench.fill("t");
        cluster.storage(1).setFaults({.failsSyncs = true});
        COMPARE_RESULT(bench.deleteBefore("t", 4), ErrorCode::KAFKA_STORAGE_ERROR, -1);
        cluster.runFor(1s);
        QCOMPARE(cluster.eventsOf(observe::EventKind::logDirectoryFailed).size(), std::size_t{1});
        COMPARE_RESULT(bench.deleteBefore("t", 5), ErrorCode::KAFKA_STORAGE_ERROR, -1);
        cluster.storage(1).setFaults({});
        cluster.runFor(10s);
        COMPARE_RESULT(bench.deleteBefore("t", 5), ErrorCode::NONE, 5);
    }

    void wholeSegmentsBelowTheLogStartGo() {
        Bench bench;
        auto& cluster = bench.cluster;
        bench.fill("t", {{"segment.bytes", "1000"}}, 20, 400);
        const auto segments = cluster.replica(1, "t")->log().segmentCount();
        QVERIFY(segments >= 10);
        COMPARE_RESULT(bench.deleteBefore("t", 15), ErrorCode::NONE, 15);
        cluster.runFor(6min); // log.retention.check.interval.ms
        for (const int id : {1, 2, 3}) {
            auto& log = cluster.replica(id, "t")->log();
            QVERIFY(log.segmentCount() < segments / 2);
            QVERIFY(log.segments().front()->baseOffset() <= Offset(15));
            QVERIFY(log.segments()[1]->baseOffset() > Offset(15));
            QVERIFY(log.startOffset() == Offset(15));
        }
        COMPARE_RESULT(bench.deleteBefore("t", -1), ErrorCode::NONE, 20);
        cluster.runFor(6min);
        for (const int id : {1, 2, 3})
            QCOMPARE(cluster.replica(id, "t")->log().sizeBytes(), std::uint64_t{0});
    }

    void whatRetentionTakesOnTheLeaderFollowersGiveUpToo() {
        // Followers never look at retention themselves.
        int started = 0;
        Bench bench(3, [&](BrokerConfig& config) {
            config.replication.retentionCheckInterval =
                ++started == 1 ? Duration(1min) : Duration(std::chrono::hours(100));
        });
        auto& cluster = bench.cluster;
        std::string topic;
        for (int i = 0; topic.empty() && i < 20; ++i) {
            const auto name = "led-" + std::to_string(i);
            bench.fill(name, {{"segment.bytes", "1000"}, {"retention.bytes", "3000"}}, 20, 400);
            if (cluster.leaderOf(name) == 1)
                topic = name;
        }
        QVERIFY(!topic.empty());
        cluster.runFor(62s);
        const auto start = bench.startOn(1, topic);
        QVERIFY(start > 0);
        QVERIFY(bench.startsEverywhereAt(topic, start));
    }
};

QTEST_GUILESS_MAIN(DeleteRecordsTest)
#include "delete_records_test.moc"
