// Fetch and ListOffsets: waiting, limits, ranges, epochs, aborted transactions, retention.
#include "broker/record/control_record.h"
#include "broker/record/for_each_record.h"
#include "tests/server/simulated_cluster.h"

#include <QtTest>

using namespace partitura;
using namespace partitura::server;
using namespace std::chrono_literals;
using protocol::FetchRequest;
using protocol::ListOffsetsRequest;

class FetchTest : public QObject {
    Q_OBJECT

    SimulatedCluster cluster;
    int next = 0;

    std::string fresh(int partitions = 1,
                      const std::vector<std::pair<std::string, std::string>>& configs = {}) {
        auto name = "topic-" + std::to_string(++next);
        cluster.createTopic(name, partitions, 3, configs);
        return name;
    }
    static FetchRequest requestFor(const std::string& topic, std::int64_t offset = 0) {
        FetchRequest request;
        auto& wanted = request.topics.emplace_back();
        wanted.topic = topic;
        auto& one = wanted.partitions.emplace_back();
        one.fetchOffset = offset;
        one.partitionMaxBytes = 1 << 20;
        return request;
    }
    SimulatedCluster::Fetched fetchAtLeader(const FetchRequest& request, std::int16_t version = 12) {
        const auto answer = cluster.ask(cluster.leaderOf(request.topics.front().topic), request, version);
        if (!answer)
            qFatal("%s", answer.error().context.c_str());
        return answer->responses.front().partitions.front();
    }
    protocol::ListOffsetsResponse::ListOffsetsPartitionResponse
    listAtLeader(const std::string& topic, std::int64_t timestamp, std::int32_t epoch = -1) {
        ListOffsetsRequest request;
        request.replicaId = -1;
        auto& wanted = request.topics.emplace_back();
        wanted.name = topic;
        auto& one = wanted.partitions.emplace_back();
        one.timestamp = timestamp;
        one.currentLeaderEpoch = epoch;
        const auto answer = cluster.ask(cluster.leaderOf(topic), request, 11);
        if (!answer)
            qFatal("%s", answer.error().context.c_str());
        return answer->topics.front().partitions.front();
    }

private slots:
    void initTestCase() { cluster.start(); }

    void whoAsksAtTheEndWaitsForTheNextRecord() {
        const auto topic = fresh();
        auto request = requestFor(topic);
        request.maxWaitMs = 10'000;
        request.minBytes = 1;
        const auto client = cluster.connect(cluster.leaderOf(topic));
        client->send(request, 12);
        cluster.runFor(5s);
        QVERIFY(!client->answered());
        QCOMPARE(cluster.produce(topic, 0, batchOf({"a"})).errorCode, ErrorCode::NONE);
        cluster.runFor(10ms);
        QVERIFY(client->answered());
    }

    void waitingEndsWithItsTime() {
        const auto topic = fresh();
        auto request = requestFor(topic);
        request.maxWaitMs = 700;
        request.minBytes = 1;
        const auto begin = cluster.scheduler.now();
        const auto data = fetchAtLeader(request);
        QCOMPARE(data.errorCode, ErrorCode::NONE);
        QCOMPARE(data.records.size(), std::size_t(0));
        QVERIFY(cluster.scheduler.now() - begin >= 700ms && cluster.scheduler.now() - begin < 710ms);
    }

    void waitingIsForAsManyBytesAsAsked() {
        const auto topic = fresh();
        auto request = requestFor(topic);
        request.maxWaitMs = 60'000;
        request.minBytes = 1000;
        const auto client = cluster.connect(cluster.leaderOf(topic));
        client->send(request, 12);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(!client->answered());
            QCOMPARE(cluster.produce(topic, 0, batchOf({std::string(300, 'x')})).errorCode, ErrorCode::NONE);
            cluster.runFor(10ms);
        }
        QVERIFY(client->answered());
    }

    void waitingEndsWithTheTopic() {
        const auto topic = fresh();
        auto request = requestFor(topic);
        request.maxWaitMs = INT32_MAX;
        request.minBytes = 1;
        const auto client = cluster.connect(cluster.leaderOf(topic));
        client->send(request, 12);
        cluster.runFor(1s);
        QCOMPARE(cluster.deleteTopic(topic), ErrorCode::NONE);
        cluster.runFor(1s);
        QVERIFY(client->answered());
        QVERIFY(client->answer<FetchRequest>(12)->responses.front().partitions.front().errorCode !=
                ErrorCode::NONE);
    }

    void strangeWaitsAndSizesDoNoHarm() {
        const auto topic = fresh();
        QCOMPARE(cluster.produce(topic, 0, batchOf({"a"})).errorCode, ErrorCode::NONE);
        for (const int number : {INT32_MIN, -1, 0, INT32_MAX}) {
            auto request = requestFor(topic);
            request.maxWaitMs = number;
            request.minBytes = number == INT32_MAX ? 1 : number;
            request.maxBytes = number;
            request.topics.front().partitions.front().partitionMaxBytes = number;
            QCOMPARE(fetchAtLeader(request).errorCode, ErrorCode::NONE);
        }
    }

    void theFirstBatchComesWhole() {
        const auto topic = fresh(2);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(cluster.produce(topic, 0, batchOf({std::string(10'000, 'x')})).errorCode,
                     ErrorCode::NONE);
        auto request = requestFor(topic);
        request.maxBytes = 1;
        request.topics.front().partitions.front().partitionMaxBytes = 1;
        const auto data = fetchAtLeader(request);
        QVERIFY(data.records.size() > 10'000 && data.records.size() < 20'000);
    }

    void anOffsetInMidBatchGivesTheWholeBatch() {
        const auto topic = fresh();
        QCOMPARE(cluster.produce(topic, 0, batchOf({"a", "b", "c"})).errorCode, ErrorCode::NONE);
        QCOMPARE(fetchAtLeader(requestFor(topic, 1)).records.size(),
                 fetchAtLeader(requestFor(topic, 0)).records.size());
    }

    void outsideOfTheLogIsOutOfRange() {
        const auto topic = fresh();
        QCOMPARE(cluster.produce(topic, 0, batchOf({"a"})).errorCode, ErrorCode::NONE);
        QCOMPARE(fetchAtLeader(requestFor(topic, 1)).errorCode, ErrorCode::NONE);
        for (const auto offset : {std::int64_t(2), INT64_MAX, std::int64_t(-1), INT64_MIN})
            QCOMPARE(fetchAtLeader(requestFor(topic, offset)).errorCode, ErrorCode::OFFSET_OUT_OF_RANGE);
    }

    void epochsAreCompared() {
        const auto topic = fresh();
        const auto with = [&](std::int32_t epoch) {
            auto request = requestFor(topic);
            request.topics.front().partitions.front().currentLeaderEpoch = epoch;
            return fetchAtLeader(request).errorCode;
        };
        QCOMPARE(with(0), ErrorCode::NONE);
        QCOMPARE(with(1), ErrorCode::UNKNOWN_LEADER_EPOCH);
        QCOMPARE(with(INT32_MAX), ErrorCode::UNKNOWN_LEADER_EPOCH);
        QCOMPARE(listAtLeader(topic, -1, 1).errorCode, ErrorCode::UNKNOWN_LEADER_EPOCH);
    }

    void anOldEpochIsFenced() {
        const auto topic = fresh();
        const int before = cluster.leaderOf(topic);
        if (before == 1)
            QSKIP("led by the controller's node, which cannot be taken away");
        cluster.stop(before);
        QVERIFY(cluster.waitFor([&] { return cluster.leaderOf(topic) != before; }));
        cluster.runFor(1s);
        auto request = requestFor(topic);
        request.topics.front().partitions.front().currentLeaderEpoch = 0;
        QCOMPARE(fetchAtLeader(request).errorCode, ErrorCode::FENCED_LEADER_EPOCH);
        cluster.start();
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf(topic).size() == 3; }));
    }

    void unknownTopicsAndStrangersPartitions() {
        const auto topic = fresh();
        FetchRequest request = requestFor(topic);
        for (const int p : {1, -1, INT32_MIN, INT32_MAX}) {
            request.topics.front().partitions.front().partition = p;
            QCOMPARE(fetchAtLeader(request).errorCode, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        }
        request = requestFor(topic);
        request.topics.front().topicId.bytes[3] = 9;
        QCOMPARE(fetchAtLeader(request, 13).errorCode, ErrorCode::UNKNOWN_TOPIC_ID);
        const auto answer = cluster.ask(cluster.leaderOf(topic) % 3 + 1, requestFor(topic), 10);
        QVERIFY(answer);
        QCOMPARE(answer->responses.front().partitions.front().errorCode, ErrorCode::NOT_LEADER_OR_FOLLOWER);
    }

    void sessionsAreNotKept() {
        auto request = requestFor(fresh());
        request.sessionId = 17;
        request.sessionEpoch = 1;
        QCOMPARE(cluster.ask(1, request, 12)->errorCode, ErrorCode::FETCH_SESSION_ID_NOT_FOUND);
    }

    void specialOffsets() {
        const auto topic = fresh();
        QCOMPARE(listAtLeader(topic, -1).offset, std::int64_t(0));
        QCOMPARE(listAtLeader(topic, -3).offset, std::int64_t(-1));
        const auto at = [&](TimestampMs time) {
            record::BatchBuilder builder;
            builder.add(time, std::nullopt, asBytes("x"));
            return *builder.build();
        };
        for (const auto time : {1000, 3000, 2000})
            QCOMPARE(cluster.produce(topic, 0, at(time)).errorCode, ErrorCode::NONE);
        QCOMPARE(listAtLeader(topic, -1).offset, std::int64_t(3));
        QCOMPARE(listAtLeader(topic, -2).offset, std::int64_t(0));
        QCOMPARE(listAtLeader(topic, -3).offset, std::int64_t(1));
        QCOMPARE(listAtLeader(topic, -3).timestamp, std::int64_t(3000));
        QCOMPARE(listAtLeader(topic, -4).offset, std::int64_t(0));
        QCOMPARE(listAtLeader(topic, -5).offset, std::int64_t(-1));
        QVERIFY(listAtLeader(topic, INT64_MIN).errorCode != ErrorCode::NONE);
        QCOMPARE(listAtLeader(topic, 0).offset, std::int64_t(0));
        QCOMPARE(listAtLeader(topic, 1001).offset, std::int64_t(1));
        QCOMPARE(listAtLeader(topic, 3001).offset, std::int64_t(-1));
        QCOMPARE(listAtLeader(topic, INT64_MAX).offset, std::int64_t(-1));
    }

    void abortedTransactionsAreListedForWhoReadsCommitted() {
        const auto topic = fresh();
        const int leader = cluster.leaderOf(topic);
        auto transactional = [](std::int64_t producer, const std::string& value) {
            auto options = fromProducer(producer, 0, 0);
            options.isTransactional = true;
            return batchOf({value}, options);
        };
        QCOMPARE(cluster.produce(topic, 0, transactional(8, "kept")).errorCode, ErrorCode::NONE);
        QCOMPARE(cluster.produce(topic, 0, transactional(9, "dropped")).errorCode, ErrorCode::NONE);
        auto request = requestFor(topic);
        request.isolationLevel = 1;
        auto data = fetchAtLeader(request);
        QCOMPARE(data.records.size(), std::size_t(0));
        QCOMPARE(data.lastStableOffset, std::int64_t(0));
        const auto end = [&](std::int64_t producer, bool commit) {
            auto marker = record::endTransactionBatch({commit, 0, cluster.scheduler.wallTimeMs()},
                                                      ProducerId(producer), ProducerEpoch(0));
            return cluster.replica(leader, topic)
                ->appendAsLeader(marker, log::AppendOrigin::coordinator, 0)
                .ok();
        };
        QVERIFY(end(8, true));
        QVERIFY(end(9, false));
        cluster.runFor(1s);
        data = fetchAtLeader(request);
        QCOMPARE(data.lastStableOffset, std::int64_t(4));
        QVERIFY(data.abortedTransactions);
        QCOMPARE(data.abortedTransactions->size(), std::size_t(1));
        QCOMPARE(data.abortedTransactions->front().producerId, std::int64_t(9));
        QCOMPARE(data.abortedTransactions->front().firstOffset, std::int64_t(1));
        QVERIFY(data.records.size() > 0);
        request.isolationLevel = 0;
        QVERIFY(!fetchAtLeader(request).abortedTransactions);
    }

    void retentionMovesTheStartOnAllReplicas() {
        const auto topic = fresh(1, {{"retention.ms", "60000"}, {"segment.bytes", "1000"}});
        for (int i = 0; i < 10; ++i)
            QCOMPARE(cluster.produce(topic, 0, batchOf({std::string(600, 'x')})).errorCode, ErrorCode::NONE);
        QCOMPARE(listAtLeader(topic, -2).offset, std::int64_t(0));
        cluster.runFor(12min);
        QVERIFY(listAtLeader(topic, -2).offset > 8);
        for (int id = 1; id <= 3; ++id)
            QVERIFY(cluster.replica(id, topic)->logStart() > Offset(8));
        QCOMPARE(fetchAtLeader(requestFor(topic, 0)).errorCode, ErrorCode::OFFSET_OUT_OF_RANGE);
        QCOMPARE(cluster.produce(topic, 0, batchOf({"y"})).baseOffset, std::int64_t(10));
        QCOMPARE(cluster.broker(1).quorum().log().startOffset().value(), std::int64_t(0));
    }

    void aHighWatermarkAloneAnswersNoFollower() {
        const auto topic = fresh();
        QCOMPARE(cluster.produce(topic, 0, batchOf({"a"})).errorCode, ErrorCode::NONE);
        cluster.runFor(1s);
        const auto leader = cluster.leaderOf(topic);
        auto request = requestFor({}, cluster.replica(leader, topic)->logEnd().value());
        request.maxWaitMs = 700;
        request.minBytes = 1;
        request.replicaState.replicaId = leader % 3 + 1;
        auto& wanted = request.topics.front();
        wanted.topicId = cluster.newest().image().topic(topic)->id;
        wanted.partitions.front().highWatermark = 0;
        wanted.partitions.front().lastFetchedEpoch = -1;
        const auto client = cluster.connect(leader);
        client->send(request, 18);
        cluster.runFor(100ms);
        QVERIFY(!client->answered()); // it learns of it with the next records, or at the end of the wait
    }
};

QTEST_GUILESS_MAIN(FetchTest)
#include "fetch_test.moc"
