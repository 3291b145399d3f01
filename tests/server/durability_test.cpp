// What a power failure may take, and what it may not.
#include "tests/server/simulated_cluster.h"

#include <QtTest>

using namespace partitura;
using namespace partitura::server;
using namespace std::chrono_literals;

class DurabilityTest : public QObject {
    Q_OBJECT

private slots:
    void flushMessagesOneKeepsWhatOneReplicaAcknowledged() {
        SimulatedCluster cluster(1);
        cluster.start();
        cluster.createTopic("safe", 1, 1, {{"flush.messages", "1"}});
        cluster.createTopic("fast", 1, 1);
        for (const auto* topic : {"safe", "fast"})
            for (const auto* value : {"a", "b"})
                QCOMPARE(cluster.produce(topic, 0, batchOf({value}), 1).errorCode, ErrorCode::NONE);
        cluster.losePower(1);
        cluster.start();
        QCOMPARE(cluster.values("safe"), (std::vector<std::string>{"a", "b"}));
        QVERIFY(cluster.values("fast").empty()); // as in Kafka: another replica would have it
    }

    void flushMessagesOneMakesEveryReplicaDurable() {
        SimulatedCluster cluster(3);
        cluster.start();
        cluster.createTopic("safe", 1, 3, {{"flush.messages", "1"}});
        QCOMPARE(cluster.produce("safe", 0, batchOf({"a"})).errorCode, ErrorCode::NONE);
        QCOMPARE(cluster.produce("safe", 0, batchOf({"b"})).errorCode, ErrorCode::NONE);
        for (const int id : {3, 2, 1})
            cluster.losePower(id);
        cluster.start();
        QVERIFY(cluster.waitFor([&] {
            const int leader = cluster.leaderOf("safe");
            return leader > 0 && cluster.replica(leader, "safe")->highWatermark() == Offset(2);
        }));
        QCOMPARE(cluster.values("safe"), (std::vector<std::string>{"a", "b"}));
        for (const int id : {1, 2, 3})
            QVERIFY(cluster.waitFor([&] { return cluster.replica(id, "safe")->logEnd() == Offset(2); }));
    }

    void manyFlushesGoTogether() {
        SimulatedCluster cluster(1);
        cluster.start();
        cluster.createTopic("safe", 1, 1, {{"flush.messages", "1"}});
        std::vector<std::unique_ptr<TestClient>> clients;
        for (int i = 0; i < 20; ++i)
            clients.push_back(cluster.connect(1));
        protocol::ProduceRequest request;
        request.acks = 1;
        request.timeoutMs = 1000;
        auto batch = batchOf({"x"});
        auto& topic = request.topicData.emplace_back();
        topic.name = "safe";
        topic.partitionData.emplace_back().records = protocol::Records::of(MutableByteView(batch));
        for (auto& client : clients)
            client->send(request, 9);
        for (auto& client : clients) {
            const auto answer = client->answer<protocol::ProduceRequest>(9);
            QVERIFY(answer.ok());
            QCOMPARE(answer->responses.at(0).partitionResponses.at(0).errorCode, ErrorCode::NONE);
        }
        QCOMPARE(cluster.replica(1, "safe")->log().recoveryPoint().value(), std::int64_t{20});
    }

    void flushMsAndFlushMessagesMoveTheRecoveryPoint() {
        SimulatedCluster cluster(1);
        cluster.start();
        cluster.createTopic("timed", 1, 1, {{"flush.ms", "3000"}});
        cluster.createTopic("counted", 1, 1, {{"flush.messages", "3"}});
        for (const auto* topic : {"timed", "counted"})
            QCOMPARE(cluster.produce(topic, 0, batchOf({"a", "b"})).errorCode, ErrorCode::NONE);
        const auto durable = [&](const char* topic) {
            return cluster.replica(1, topic)->log().recoveryPoint().value();
        };
        QCOMPARE(durable("timed"), std::int64_t{0});
        QCOMPARE(durable("counted"), std::int64_t{0});
        QCOMPARE(cluster.produce("counted", 0, batchOf({"c"})).errorCode, ErrorCode::NONE);
        cluster.runFor(5s);
        QCOMPARE(durable("timed"), std::int64_t{2});
        QCOMPARE(durable("counted"), std::int64_t{3});
    }

    void aFullDiskTakesTheLogDirectoryOfflineUntilThereIsRoom() {
        SimulatedCluster cluster(1);
        cluster.start();
        cluster.createTopic("t", 1, 1);
        QCOMPARE(cluster.produce("t", 0, batchOf({"a"})).errorCode, ErrorCode::NONE);
        cluster.storage(1).setFaults({.bytesFree = 100});
        QCOMPARE(cluster.produce("t", 0, batchOf({std::string(500, 'x')})).errorCode,
                 ErrorCode::KAFKA_STORAGE_ERROR);
        // Refused at once from now on, also what would fit; nothing is read either, and it is told why.
        QCOMPARE(cluster.produce("t", 0, batchOf({""})).errorCode, ErrorCode::KAFKA_STORAGE_ERROR);
        QCOMPARE(cluster.fetch("t", 0, 0).errorCode, ErrorCode::KAFKA_STORAGE_ERROR);
        QCOMPARE(cluster.eventsOf(observe::EventKind::logDirectoryFailed).size(), std::size_t{1});
        QVERIFY(cluster.broker(1).view().broker.logDirectoryError.find("No space left") != std::string::npos);
        cluster.runFor(1min);
        QCOMPARE(cluster.produce("t", 0, batchOf({"b"})).errorCode, ErrorCode::KAFKA_STORAGE_ERROR);

        cluster.storage(1).setFaults({});
        cluster.runFor(10s);
        QCOMPARE(cluster.eventsOf(observe::EventKind::logDirectoryBack).size(), std::size_t{1});
        QVERIFY(cluster.broker(1).view().broker.logDirectoryError.empty());
        QCOMPARE(cluster.values("t"), (std::vector<std::string>{"a"}));
        QCOMPARE(cluster.produce("t", 0, batchOf({"c"})).baseOffset, std::int64_t{1});
        QCOMPARE(cluster.values("t"), (std::vector<std::string>{"a", "c"}));
        cluster.stop();
        cluster.start();
        QCOMPARE(cluster.values("t"), (std::vector<std::string>{"a", "c"}));
    }

    void aFailingSyncAcknowledgesNothing() {
        SimulatedCluster cluster(1);
        cluster.start();
        cluster.createTopic("safe", 1, 1, {{"flush.messages", "1"}});
        QCOMPARE(cluster.produce("safe", 0, batchOf({"a"}), 1).errorCode, ErrorCode::NONE);
        cluster.storage(1).setFaults({.failsSyncs = true});
        QCOMPARE(cluster.produce("safe", 0, batchOf({"b"}), 1).errorCode, ErrorCode::KAFKA_STORAGE_ERROR);
        cluster.storage(1).setFaults({});
        cluster.runFor(10s);
        QCOMPARE(cluster.values("safe").front(), std::string("a"));
        QCOMPARE(cluster.produce("safe", 0, batchOf({"c"}), 1).errorCode, ErrorCode::NONE);
        QCOMPARE(cluster.values("safe").back(), std::string("c"));
    }

    void aFollowerWhoseDiskFailedComesBackToTheIsr() {
        SimulatedCluster cluster(3);
        cluster.start();
        cluster.createTopic("t", 1, 3);
        const int follower = cluster.leaderOf("t") == 3 ? 2 : 3;
        cluster.storage(follower).setFaults({.failsWrites = true});
        cluster.produce("t", 0, batchOf({"a"}), 1);
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf("t").size() == 2; }));
        QCOMPARE(cluster.produce("t", 0, batchOf({"b"})).errorCode, ErrorCode::NONE);
        cluster.storage(follower).setFaults({});
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf("t").size() == 3; }));
        QCOMPARE(cluster.logBytes(follower, "t"), cluster.logBytes(cluster.leaderOf("t"), "t"));
    }

    void aHighWatermarkThatLagsIsNotTold() {
        SimulatedCluster cluster(3);
        cluster.start();
        cluster.createTopic("t", 1, 3);
        QCOMPARE(cluster.produce("t", 0, batchOf({"a", "b"})).errorCode, ErrorCode::NONE);
        // All die before the high watermark is checkpointed, and one comes back before the others.
        for (const int id : {3, 2, 1})
            cluster.kill(id);
        cluster.start();
        QVERIFY(cluster.waitFor([&] { return cluster.leaderOf("t") > 0; }));
        const int leader = cluster.leaderOf("t");
        protocol::ListOffsetsRequest request;
        request.replicaId = -1;
        auto& topic = request.topics.emplace_back();
        topic.name = "t";
        topic.partitions.emplace_back().timestamp = -1;
        std::int64_t offset = -1;
        QVERIFY(cluster.waitFor([&] {
            for (const std::int16_t version : {4, 5}) {
                const auto answer = cluster.ask(leader, request, version);
                const auto& found = answer->topics.at(0).partitions.at(0);
                if (found.errorCode == ErrorCode::NONE)
                    offset = found.offset;
                else if (found.errorCode !=
                         (version < 5 ? ErrorCode::LEADER_NOT_AVAILABLE : ErrorCode::OFFSET_NOT_AVAILABLE))
                    return false;
            }
            return offset >= 0;
        }));
        QCOMPARE(offset, std::int64_t{2}); // never less
    }

    void aCompleteSegmentIsMadeDurable() {
        SimulatedCluster cluster(1);
        cluster.start();
        cluster.createTopic("t", 1, 1, {{"segment.bytes", "1000"}});
        for (int i = 0; i < 4; ++i)
            QCOMPARE(cluster.produce("t", 0, batchOf({std::string(400, 'x')})).errorCode, ErrorCode::NONE);
        cluster.runFor(1s);
        auto& log = cluster.replica(1, "t")->log();
        QVERIFY(log.segmentCount() > 1);
        QVERIFY(log.recoveryPoint() >= log.segments().back()->baseOffset());
    }
};

QTEST_GUILESS_MAIN(DurabilityTest)
#include "durability_test.moc"
