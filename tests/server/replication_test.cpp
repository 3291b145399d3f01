// Replication between brokers: broker epochs, reading from followers, ISR timing, fetchers.
#include "broker/record/for_each_record.h"
#include "tests/server/simulated_cluster.h"

#include <QtTest>

using namespace partitura;
using namespace partitura::server;
using namespace std::chrono_literals;
using protocol::FetchRequest;
using Ids = std::vector<int>;

namespace {

/// Broker n stands in the nth rack.
void inRacks(BrokerConfig& config) {
    config.rack = std::string("rack-") + static_cast<char>('a' + config.id.value() - 1);
}

std::string rackOf(int id) {
    return std::string("rack-") + static_cast<char>('a' + id - 1);
}

FetchRequest requestFor(const std::string& topic, std::int64_t offset = 0, int partition = 0) {
    FetchRequest request;
    auto& wanted = request.topics.emplace_back();
    wanted.topic = topic;
    auto& one = wanted.partitions.emplace_back();
    one.partition = partition;
    one.fetchOffset = offset;
    one.partitionMaxBytes = 1 << 20;
    return request;
}

SimulatedCluster::Fetched fetchAt(SimulatedCluster& cluster, int id, const FetchRequest& request,
                                  std::int16_t version = 12) {
    const auto answer = cluster.ask(id, request, version);
    if (!answer)
        qFatal("%s", answer.error().context.c_str());
    return answer->responses.front().partitions.front();
}

void cutBetween(SimulatedCluster& cluster, int a, int b) {
    cluster.network.cut(SimulatedCluster::hostOf(a), SimulatedCluster::hostOf(b));
}

} // namespace

class ReplicationTest : public QObject {
    Q_OBJECT

private slots:
    void followersNameTheirBrokerEpochAndOthersAreRefused() {
        SimulatedCluster cluster;
        cluster.start();
        const auto id = cluster.createTopic("t");
        const int leader = cluster.leaderOf("t");
        const int follower = leader % 3 + 1;
        cluster.runFor(1s);
        const auto epoch = cluster.broker(follower).brokerEpoch();
        const auto& known = cluster.replica(leader, "t")->followers();
        QVERIFY(known.at(BrokerId(follower)).brokerEpoch == std::optional(epoch));

        const auto fetchAs = [&](int replica, std::int64_t brokerEpoch, std::int32_t leaderEpoch = 0) {
            auto request = requestFor("");
            request.topics.front().topicId = id;
            request.topics.front().partitions.front().currentLeaderEpoch = leaderEpoch;
            request.replicaState = {replica, brokerEpoch};
            return fetchAt(cluster, leader, request, 18).errorCode;
        };
        QCOMPARE(fetchAs(follower, epoch), ErrorCode::NONE);
        QCOMPARE(fetchAs(follower, -1), ErrorCode::NONE);
        QCOMPARE(fetchAs(follower, epoch - 1), ErrorCode::NOT_LEADER_OR_FOLLOWER);
        QCOMPARE(fetchAs(99, 1), ErrorCode::UNKNOWN_LEADER_EPOCH);
        QCOMPARE(fetchAs(99, 1, -1), ErrorCode::NOT_LEADER_OR_FOLLOWER);
    }

    void aRestartedFollowerComesBackInItsNewEpoch() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t");
        const int leader = cluster.leaderOf("t");
        const int follower = leader == 3 ? 2 : 3;
        const auto before = cluster.broker(follower).brokerEpoch();
        cluster.kill(follower);
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf("t").size() == 2; }));
        cluster.start(follower);
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf("t").size() == 3; }));
        QVERIFY(cluster.broker(follower).brokerEpoch() > before);
        QVERIFY(cluster.replica(leader, "t")->followers().at(BrokerId(follower)).brokerEpoch ==
                std::optional(cluster.broker(follower).brokerEpoch()));
    }

    void theIsrShrinksWithinOneAndAHalfTimesTheLagAllowed() {
        SimulatedCluster cluster(3, 1,
                                 [](BrokerConfig& config) { config.replication.replicaLagTimeMax = 4s; });
        cluster.start();
        cluster.createTopic("t", 3);
        int p = 0;
        while (cluster.leaderOf("t", p) != 2)
            ++p;
        cluster.runFor(1s);
        cutBetween(cluster, 2, 3);
        const auto begin = cluster.scheduler.now();
        QCOMPARE(cluster.produce("t", p, batchOf({"a"}), 1).errorCode, ErrorCode::NONE);
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf("t", p) == Ids{1, 2}; }));
        const auto took = cluster.scheduler.now() - begin;
        QVERIFY2(took > 3s && took <= 6100ms, std::to_string(took.count()).c_str());
    }

    void consumersAreSentToAFollowerInTheirRack() {
        SimulatedCluster cluster(3, 1, inRacks);
        cluster.start();
        cluster.createTopic("t");
        QCOMPARE(cluster.produce("t", 0, batchOf({"a", "b"})).errorCode, ErrorCode::NONE);
        cluster.runFor(1s);
        const int leader = cluster.leaderOf("t");
        const int follower = leader % 3 + 1;
        QVERIFY(cluster.broker(leader).image().broker(BrokerId(follower))->rack == rackOf(follower));
        auto request = requestFor("t");
        request.maxWaitMs = 10'000;
        request.minBytes = 1'000'000;
        const auto at = [&](const std::string& rack, std::int64_t offset = 0) {
            request.rackId = rack;
            request.maxWaitMs = rack == rackOf(follower) ? 10'000 : 0;
            request.topics.front().partitions.front().fetchOffset = offset;
            return fetchAt(cluster, leader, request);
        };
        const auto begin = cluster.scheduler.now();
        const auto sent = at(rackOf(follower));
        QVERIFY(cluster.scheduler.now() - begin < 1s); // without waiting
        QCOMPARE(sent.errorCode, ErrorCode::NONE);
        QCOMPARE(sent.preferredReadReplica, follower);
        QCOMPARE(sent.records.size(), std::size_t(0));
        QCOMPARE(sent.highWatermark, std::int64_t(2));
        QCOMPARE(at(rackOf(follower), 2).preferredReadReplica, follower);
        for (const auto& rack : {rackOf(leader), std::string("elsewhere"), std::string()}) {
            const auto served = at(rack);
            QCOMPARE(served.preferredReadReplica, -1);
            QVERIFY(served.records.size() > 0);
        }
        // Nobody is sent to one that has left the ISR.
        cluster.kill(follower);
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf("t").size() == 2; }));
        if (cluster.leaderOf("t") == leader) {
            request.maxWaitMs = 0;
            request.rackId = rackOf(follower);
            request.topics.front().partitions.front().fetchOffset = 0;
            QCOMPARE(fetchAt(cluster, leader, request).preferredReadReplica, -1);
        }
    }

    void aFollowerServesUpToItsOwnHighWatermark() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 3);
        int p = 0;
        while (cluster.leaderOf("t", p) != 2)
            ++p;
        QCOMPARE(cluster.produce("t", p, batchOf({"a"})).errorCode, ErrorCode::NONE);
        cluster.runFor(1s);
        // 3 takes the next record, but no longer hears that it counts as replicated.
        cutBetween(cluster, 1, 2);
        QCOMPARE(cluster.produce("t", p, batchOf({"b"}), 1).errorCode, ErrorCode::NONE);
        cluster.runFor(1s);
        auto* replica = cluster.replica(3, "t", p);
        QVERIFY(replica->logEnd() == Offset(2));
        QVERIFY(replica->highWatermark() == Offset(1));
        const auto epoch = replica->state().leaderEpoch.value();
        const auto at = [&](std::int64_t offset, std::int32_t named = -1) {
            auto request = requestFor("t", offset, p);
            request.topics.front().partitions.front().currentLeaderEpoch = named;
            return fetchAt(cluster, 3, request);
        };
        const auto first = at(0, epoch);
        QCOMPARE(first.errorCode, ErrorCode::NONE);
        QCOMPARE(first.highWatermark, std::int64_t(1));
        QVERIFY(record::offsetAfter(first.records.view, Offset(0)) == Offset(1));
        for (const auto offset : {1, 2}) { // at and above its high watermark there is nothing yet
            QCOMPARE(at(offset).errorCode, ErrorCode::NONE);
            QCOMPARE(at(offset).records.size(), std::size_t(0));
        }
        QCOMPARE(at(3).errorCode, ErrorCode::OFFSET_OUT_OF_RANGE);
        QCOMPARE(at(-1).errorCode, ErrorCode::OFFSET_OUT_OF_RANGE);
        QCOMPARE(at(0, epoch + 1).errorCode, ErrorCode::UNKNOWN_LEADER_EPOCH);
        if (epoch > 0)
            QCOMPARE(at(0, epoch - 1).errorCode, ErrorCode::FENCED_LEADER_EPOCH);
        // Clients from before KIP-392 are served by leaders alone.
        QCOMPARE(fetchAt(cluster, 3, requestFor("t", 0, p), 10).errorCode, ErrorCode::NOT_LEADER_OR_FOLLOWER);

        // One who waits at a follower is answered once the follower hears of the high watermark.
        auto waiting = requestFor("t", 1, p);
        waiting.maxWaitMs = 60'000;
        waiting.minBytes = 1;
        const auto client = cluster.connect(3);
        client->send(waiting, 12);
        cluster.runFor(1s);
        QVERIFY(!client->answered());
        cluster.network.healAll();
        QVERIFY(cluster.waitFor([&] { return client->answered(); }));
        QVERIFY(client->answer<FetchRequest>(12)->responses.front().partitions.front().records.size() > 0);
    }

    void partitionsAreSpreadOverFetchersAsKafkaDoes() {
        SimulatedCluster cluster(3, 1, [](BrokerConfig& config) { config.replication.fetchers = 4; });
        cluster.start();
        cluster.createTopic("t", 12);
        auto& replicas = cluster.broker(3).replicas();
        // "t".hashCode() is 116: 31 * 116 + p is p more than a multiple of four.
        for (int p = 0; p < 12; ++p)
            QCOMPARE(replicas.fetcherOf({"t", PartitionIndex(p)}), p % 4);
        std::size_t followed = 0;
        for (const auto& [id, fetcher] : replicas.fetchers())
            for (const auto* partition : fetcher->partitions()) {
                QCOMPARE(replicas.fetcherOf(partition->name()), id.second);
                QVERIFY(partition->state().leader == id.first);
                followed += partition->name().topic == "t";
            }
        QCOMPARE(followed, std::size_t(8));
        for (int p = 0; p < 12; ++p)
            QCOMPARE(cluster.produce("t", p, batchOf({"a"})).errorCode, ErrorCode::NONE);
        cluster.runFor(1s);
        for (int p = 0; p < 12; ++p)
            QCOMPARE(cluster.logBytes(3, "t", p), cluster.logBytes(1, "t", p));
    }

    // With one fetcher too: a partition far behind does not fill every answer.
    void onePartitionsCatchUpDoesNotHoldTheOthers() {
        SimulatedCluster cluster(3, 1, [](BrokerConfig& config) {
            config.replication.fetchMaxBytes = 20'000;
            config.replication.fetchResponseMaxBytes = 20'000;
        });
        cluster.start();
        cluster.createTopic("t", 6);
        std::vector<int> led;
        for (int p = 0; p < 6; ++p)
            if (cluster.leaderOf("t", p) == 2)
                led.push_back(p);
        QVERIFY(led.size() >= 2);
        cluster.kill(3);
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf("t", led[0]).size() == 2; }));
        for (int i = 0; i < 300; ++i)
            QCOMPARE(cluster.produce("t", led[0], batchOf({std::string(15'000, 'x')}), 1).errorCode,
                     ErrorCode::NONE);
        QCOMPARE(cluster.produce("t", led[1], batchOf({"y"}), 1).errorCode, ErrorCode::NONE);
        cluster.start(3);
        QVERIFY(cluster.waitFor([&] {
            const auto* other = cluster.replica(3, "t", led[1]);
            return other && other->logEnd() == Offset(1);
        }));
        QVERIFY(cluster.replica(3, "t", led[0])->logEnd() < Offset(20));
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf("t", led[0]).size() == 3; }));
        QCOMPARE(cluster.logBytes(3, "t", led[0]), cluster.logBytes(2, "t", led[0]));
    }

    // Without an epoch of its own it cannot be told where it diverges: it asks where the leader's log is.
    void aFollowerOutsideTheLeadersLogFindsItsWay_data() {
        QTest::addColumn<std::int64_t>("restartsAt");
        QTest::newRow("ahead of its end") << std::int64_t(1000);
        QTest::newRow("behind its start") << std::int64_t(2);
    }
    void aFollowerOutsideTheLeadersLogFindsItsWay() {
        QFETCH(std::int64_t, restartsAt);
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t");
        for (int i = 0; i < 10; ++i)
            QCOMPARE(cluster.produce("t", 0, batchOf({"a"})).errorCode, ErrorCode::NONE);
        cluster.runFor(1s);
        const int leader = cluster.leaderOf("t");
        const int follower = leader % 3 + 1;
        QVERIFY(cluster.replica(leader, "t")->deleteRecordsBefore(Offset(5)));
        QVERIFY(cluster.replica(follower, "t")->restartAt(Offset(restartsAt)));
        QVERIFY(cluster.waitFor([&] { return cluster.replica(follower, "t")->logEnd() == Offset(10); }));
        QVERIFY(cluster.replica(follower, "t")->logStart() == Offset(5));
        QCOMPARE(cluster.produce("t", 0, batchOf({"b"})).baseOffset, std::int64_t(10));
        cluster.runFor(1s);
        const auto bytes = [&](int id) {
            const auto read = cluster.replica(id, "t")->log().read(Offset(5), 1 << 20, Offset(11), true);
            return *read->records.flatten();
        };
        QCOMPARE(bytes(follower), bytes(leader));
    }
};

QTEST_GUILESS_MAIN(ReplicationTest)
#include "replication_test.moc"
