// What a broker meets that should not be: requests of brokers unknown or of earlier lives, a metadata log
// that ends in the middle. Each is refused with the right error, and nothing is lost.
#include "broker/protocol/messages/allocate_producer_ids.h"
#include "broker/protocol/messages/alter_partition.h"
#include "broker/protocol/messages/broker_heartbeat.h"
#include "broker/protocol/messages/broker_registration.h"
#include "tests/server/simulated_cluster.h"

#include <QtTest>

#include <algorithm>

using namespace partitura;
using namespace partitura::server;
using namespace std::chrono_literals;
using Ids = std::vector<int>;
using Texts = std::vector<std::string>;

namespace {

constexpr auto metadataDirectory = "/data/__cluster_metadata-0";

/// The newest segment of a broker's metadata log.
std::string metadataSegment(SimulatedCluster& cluster, int id) {
    std::string newest;
    const auto entries = *cluster.storage(id).list(metadataDirectory);
    for (const auto& entry : entries)
        if (entry.name.ends_with(".log"))
            newest = std::max(newest, entry.name);
    return metadataDirectory + ("/" + newest);
}

/// Takes bytes from the end of the metadata log of a broker that is down.
void shorten(SimulatedCluster& cluster, int id, std::uint64_t bytes) {
    auto file = cluster.storage(id).open(metadataSegment(cluster, id), Storage::OpenMode::readWrite);
    if (!file || !(*file)->truncate((*file)->size() - bytes))
        qFatal("cannot shorten the metadata log");
}

} // namespace

class BadInputTest : public QObject {
    Q_OBJECT

    /// Answers of the controller, which refuses; and the cluster, which goes on.
    static void isWell(SimulatedCluster& cluster) {
        cluster.runFor(1s);
        QCOMPARE(cluster.isrOf("t"), (Ids{1, 2, 3}));
        QCOMPARE(cluster.produce("t", 0, batchOf({"b"})).errorCode, ErrorCode::NONE);
        QCOMPARE(cluster.values("t"), (Texts{"a", "b"}));
        QCOMPARE(cluster.newest().image().liveBrokers().size(), std::size_t(3));
    }

private slots:
    void unknownBrokersAndThoseOfEarlierLivesAreRefused() {
        SimulatedCluster cluster;
        cluster.start();
        const auto topicId = cluster.createTopic("t");
        QCOMPARE(cluster.produce("t", 0, batchOf({"a"})).errorCode, ErrorCode::NONE);
        cluster.runFor(1s);
        const int controller = cluster.broker(1).controllerId().value();
        const int leader = cluster.leaderOf("t");
        const auto epoch = cluster.broker(leader).brokerEpoch();

        const auto heartbeat = [&](int id, std::int64_t brokerEpoch) {
            protocol::BrokerHeartbeatRequest request;
            request.brokerId = id;
            request.brokerEpoch = brokerEpoch;
            request.wantFence = true;
            return cluster.ask(controller, request)->errorCode;
        };
        QCOMPARE(heartbeat(9, 1), ErrorCode::BROKER_ID_NOT_REGISTERED);
        QCOMPARE(heartbeat(leader, epoch - 1), ErrorCode::STALE_BROKER_EPOCH);
        QCOMPARE(heartbeat(leader, epoch + 1), ErrorCode::STALE_BROKER_EPOCH);

        const auto producerIds = [&](int id, std::int64_t brokerEpoch) {
            protocol::AllocateProducerIdsRequest request;
            request.brokerId = id;
            request.brokerEpoch = brokerEpoch;
            return cluster.ask(controller, request)->errorCode;
        };
        QCOMPARE(producerIds(9, 1), ErrorCode::BROKER_ID_NOT_REGISTERED);
        QCOMPARE(producerIds(leader, epoch - 1), ErrorCode::STALE_BROKER_EPOCH);

        // A leader of an earlier life, and one that does not lead, want the ISR to be theirs alone.
        const auto isr = [&](int id, std::int64_t brokerEpoch, std::int32_t leaderEpoch) {
            protocol::AlterPartitionRequest request;
            request.brokerId = id;
            request.brokerEpoch = brokerEpoch;
            auto& topic = request.topics.emplace_back();
            topic.topicId = topicId;
            auto& partition = topic.partitions.emplace_back();
            partition.leaderEpoch = leaderEpoch;
            partition.partitionEpoch = cluster.state("t").partitionEpoch;
            partition.newIsrWithEpochs.push_back({id, -1});
            const auto answer = cluster.ask(controller, request);
            return answer->errorCode != ErrorCode::NONE ? answer->errorCode
                                                        : answer->topics.front().partitions.front().errorCode;
        };
        const auto leaderEpoch = cluster.state("t").leaderEpoch.value();
        QCOMPARE(isr(leader, epoch - 1, leaderEpoch), ErrorCode::STALE_BROKER_EPOCH);
        QCOMPARE(isr(9, 1, leaderEpoch), ErrorCode::STALE_BROKER_EPOCH);
        QCOMPARE(isr(leader, epoch, leaderEpoch - 1), ErrorCode::FENCED_LEADER_EPOCH);
        const int follower = leader % 3 + 1;
        QCOMPARE(isr(follower, cluster.broker(follower).brokerEpoch(), leaderEpoch),
                 ErrorCode::INVALID_REQUEST);

        protocol::BrokerRegistrationRequest stranger;
        stranger.brokerId = 9;
        stranger.clusterId = "another";
        QCOMPARE(cluster.ask(controller, stranger)->errorCode, ErrorCode::INCONSISTENT_CLUSTER_ID);
        isWell(cluster);
    }

    void onlyTheControllerDecides() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t");
        QCOMPARE(cluster.produce("t", 0, batchOf({"a"})).errorCode, ErrorCode::NONE);
        const int other = cluster.broker(1).controllerId().value() % 3 + 1;
        protocol::BrokerHeartbeatRequest request;
        request.brokerId = other;
        request.brokerEpoch = cluster.broker(other).brokerEpoch();
        QCOMPARE(cluster.ask(other, request)->errorCode, ErrorCode::NOT_CONTROLLER);
        isWell(cluster);
    }

    // One node's: the leader has what is missing. All nodes': what is whole is kept.
    void aMetadataLogThatEndsInTheMiddle_data() {
        QTest::addColumn<Ids>("nodes");
        QTest::addColumn<std::uint64_t>("bytes");
        for (const std::uint64_t bytes : {1u, 30u, 200u}) {
            QTest::addRow("of one, %d bytes less", int(bytes)) << Ids{3} << bytes;
            QTest::addRow("of the first, %d bytes less", int(bytes)) << Ids{1} << bytes;
        }
        QTest::newRow("of all, in the last batch") << Ids{1, 2, 3} << std::uint64_t(1);
    }
    void aMetadataLogThatEndsInTheMiddle() {
        QFETCH(Ids, nodes);
        QFETCH(std::uint64_t, bytes);
        SimulatedCluster cluster;
        cluster.start();
        const auto id = cluster.createTopic("t");
        QCOMPARE(cluster.produce("t", 0, batchOf({"a"})).errorCode, ErrorCode::NONE);
        cluster.runFor(1s);
        // What is lost of all is the last of it, and is nobody's topic.
        if (nodes.size() > 1)
            cluster.createTopic("last");
        for (int node = 1; node <= 3; ++node)
            cluster.kill(node);
        for (const int node : nodes)
            shorten(cluster, node, bytes);
        cluster.start();
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf("t") == Ids{1, 2, 3}; }));
        QVERIFY(cluster.newest().image().topic("t")->id == id);
        isWell(cluster);
        for (int node = 1; node <= 3; ++node)
            QVERIFY(cluster.broker(node).metadataReplayedTo() == cluster.newest().metadataReplayedTo());
    }
};

QTEST_GUILESS_MAIN(BadInputTest)
#include "bad_input_test.moc"
