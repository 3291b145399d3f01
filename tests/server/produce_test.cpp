// Produce: what is taken, what is refused and how, idempotence.
#include "tests/server/simulated_cluster.h"

#include <QtTest>

using namespace partitura;
using namespace partitura::server;
using namespace std::chrono_literals;

class ProduceTest : public QObject {
    Q_OBJECT

    SimulatedCluster cluster;
    int next = 0;

    std::string fresh(const std::vector<std::pair<std::string, std::string>>& configs = {}) {
        auto name = "topic-" + std::to_string(++next);
        cluster.createTopic(name, 1, 3, configs);
        return name;
    }
    void sendOne(TestClient& client, const std::string& topic, std::int16_t acks, Bytes batch,
                 int partition = 0) {
        protocol::ProduceRequest request;
        request.acks = acks;
        request.timeoutMs = 1000;
        auto& data = request.topicData.emplace_back();
        data.name = topic;
        auto& one = data.partitionData.emplace_back();
        one.index = partition;
        one.records = protocol::Records::of(MutableByteView(batch));
        client.send(request, 9);
    }

private slots:
    void initTestCase() { cluster.start(); }

    void withoutAcksThereIsNoReplyAndAnErrorCloses() {
        const auto topic = fresh();
        const auto client = cluster.connect(cluster.leaderOf(topic));
        sendOne(*client, topic, 0, batchOf({"a"}));
        protocol::ApiVersionsRequest ping;
        ping.clientSoftwareName = ping.clientSoftwareVersion = "x";
        QVERIFY(client->ask(ping, 3)); // the one answer there is
        QVERIFY(!client->answered());
        QCOMPARE(cluster.replica(cluster.leaderOf(topic), topic)->logEnd().value(), std::int64_t(1));
        sendOne(*client, "no-such-topic", 0, batchOf({"a"}));
        QVERIFY(client->waitClosed());
        QVERIFY(!cluster.eventsOf(observe::EventKind::connectionRefused).empty());
    }

    void acksAreMinusOneToOne() {
        const auto topic = fresh();
        QCOMPARE(cluster.produce(topic, 0, batchOf({"a"}), 2).errorCode, ErrorCode::INVALID_REQUIRED_ACKS);
        QCOMPARE(cluster.produce(topic, 0, batchOf({"a"}), -2).errorCode, ErrorCode::INVALID_REQUIRED_ACKS);
        QCOMPARE(cluster.produce(topic, 0, batchOf({"a"}), 1).errorCode, ErrorCode::NONE);
    }

    void partitionsThatDoNotExist() {
        const auto topic = fresh();
        for (const int p : {1, -1, INT32_MAX, INT32_MIN})
            QCOMPARE(cluster.produce(topic, p, batchOf({"a"}), 1, 1).errorCode,
                     ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        QCOMPARE(cluster.produce("nothing", 0, batchOf({"a"}), 1, 1).errorCode,
                 ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    }

    void theWrongBrokerNamesTheRightOne() {
        const auto topic = fresh();
        const int leader = cluster.leaderOf(topic);
        const auto refused = cluster.produce(topic, 0, batchOf({"a"}), 1, leader % 3 + 1, 10);
        QCOMPARE(refused.errorCode, ErrorCode::NOT_LEADER_OR_FOLLOWER);
        QCOMPARE(refused.currentLeader.leaderId, leader);
    }

    void whatIsNoBatchIsRefused() {
        const auto topic = fresh();
        QVERIFY(cluster.produce(topic, 0, {}).errorCode != ErrorCode::NONE);
        QVERIFY(cluster.produce(topic, 0, Bytes(60, 0)).errorCode != ErrorCode::NONE);
        QVERIFY(cluster.produce(topic, 0, Bytes(61, 0xff)).errorCode != ErrorCode::NONE);
        auto damaged = batchOf({"a"});
        damaged.back() ^= 1;
        QCOMPARE(cluster.produce(topic, 0, damaged).errorCode, ErrorCode::CORRUPT_MESSAGE);
        auto two = batchOf({"a"});
        const auto second = batchOf({"b"});
        two.insert(two.end(), second.begin(), second.end());
        QCOMPARE(cluster.produce(topic, 0, two).errorCode, ErrorCode::INVALID_RECORD);
        QCOMPARE(cluster.produce(topic, 0, batchOf({std::string(1'100'000, 'x')})).errorCode,
                 ErrorCode::MESSAGE_TOO_LARGE);
        QVERIFY(cluster.values(topic).empty());
    }

    void aCompactedTopicNeedsKeysAndSaysWhichRecordHasNone() {
        const auto topic = fresh({{"cleanup.policy", "compact"}});
        const auto refused = cluster.produce(topic, 0, batchOf({"a", "b"}));
        QCOMPARE(refused.errorCode, ErrorCode::INVALID_RECORD);
        QVERIFY(!refused.recordErrors.empty());
    }

    void zstdNeedsVersionSeven() {
        const auto topic = fresh();
        const auto batch = batchOf({std::string(1000, 'z')}, {.compression = record::Compression::zstd});
        QCOMPARE(cluster.produce(topic, 0, batch, -1, 0, 6).errorCode,
                 ErrorCode::UNSUPPORTED_COMPRESSION_TYPE);
        QCOMPARE(cluster.produce(topic, 0, batch, -1, 0, 7).errorCode, ErrorCode::NONE);
    }

    void internalTopicsAreNotForClients() {
        protocol::FindCoordinatorRequest find;
        find.key = "g";
        QVERIFY(cluster.ask(1, find, 3));
        QVERIFY(cluster.waitFor([&] { return cluster.leaderOf("__consumer_offsets") > 0; }));
        cluster.runFor(1s);
        QCOMPARE(cluster.produce("__consumer_offsets", 0, batchOf({"poison"}), 1).errorCode,
                 ErrorCode::INVALID_TOPIC_EXCEPTION);
    }

    void producerIdsAreGivenOnce() {
        std::set<std::int64_t> ids;
        protocol::InitProducerIdRequest request;
        request.transactionalId.reset();
        for (int i = 0; i < 1500; ++i) // more than one block
            for (int id = 1; id <= 3; ++id) {
                const auto answer = cluster.ask(id, request, 4);
                QVERIFY(answer);
                QCOMPARE(answer->errorCode, ErrorCode::NONE);
                QVERIFY(ids.insert(answer->producerId).second);
            }
        request.transactionalId = "";
        QCOMPARE(cluster.ask(1, request, 4)->errorCode, ErrorCode::INVALID_REQUEST);
    }

    void aRepetitionGetsTheOffsetOfTheOriginal() {
        const auto topic = fresh();
        const auto batch = [](int sequence, std::int16_t epoch = 0) {
            return batchOf({"a", "b"}, fromProducer(77, epoch, sequence));
        };
        QCOMPARE(cluster.produce(topic, 0, batch(0)).baseOffset, std::int64_t(0));
        QCOMPARE(cluster.produce(topic, 0, batch(2)).baseOffset, std::int64_t(2));
        const auto again = cluster.produce(topic, 0, batch(0));
        QCOMPARE(again.errorCode, ErrorCode::NONE);
        QCOMPARE(again.baseOffset, std::int64_t(0));
        QCOMPARE(cluster.values(topic).size(), std::size_t(4));
        QCOMPARE(cluster.produce(topic, 0, batch(8)).errorCode, ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);
        QCOMPARE(cluster.produce(topic, 0, batch(0, 1)).errorCode, ErrorCode::NONE);
        QCOMPARE(cluster.produce(topic, 0, batch(4, 0)).errorCode, ErrorCode::INVALID_PRODUCER_EPOCH);
    }

    void aNewLeaderKnowsRepetitionsToo() {
        const auto topic = fresh();
        QCOMPARE(cluster.produce(topic, 0, batchOf({"a"}, fromProducer(5, 0, 0))).errorCode, ErrorCode::NONE);
        if (cluster.leaderOf(topic) == 1)
            QSKIP("led by the controller's node, which cannot be taken away");
        const int before = cluster.leaderOf(topic);
        cluster.stop(before);
        QVERIFY(cluster.waitFor([&] { return cluster.leaderOf(topic) != before; }));
        cluster.runFor(1s);
        const auto again = cluster.produce(topic, 0, batchOf({"a"}, fromProducer(5, 0, 0)));
        QCOMPARE(again.errorCode, ErrorCode::NONE);
        QCOMPARE(again.baseOffset, std::int64_t(0));
        cluster.start();
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf(topic).size() == 3; }));
    }

    void appendTimesAreTheBrokers() {
        const auto topic = fresh({{"message.timestamp.type", "LogAppendTime"}});
        const auto produced = cluster.produce(topic, 0, batchOf({"a"}));
        QVERIFY(std::abs(produced.logAppendTimeMs - cluster.scheduler.wallTimeMs()) < 1000);
    }
};

QTEST_GUILESS_MAIN(ProduceTest)
#include "produce_test.moc"
