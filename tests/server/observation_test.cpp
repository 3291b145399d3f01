// What snapshots and events tell of replication and of the quorum.
#include "tests/server/simulated_cluster.h"

#include <QtTest>

#include <set>

using namespace partitura;
using namespace partitura::server;
using namespace std::chrono_literals;
using observe::EventKind;
using Brokers = std::vector<BrokerId>;

namespace {

std::size_t count(const SimulatedCluster& cluster, EventKind kind) {
    return cluster.eventsOf(kind).size();
}

ErrorCode reassign(SimulatedCluster& cluster, const std::string& topic,
                   std::optional<std::vector<std::int32_t>> replicas) {
    protocol::AlterPartitionReassignmentsRequest request;
    auto& wanted = request.topics.emplace_back();
    wanted.name = topic;
    wanted.partitions.push_back({0, std::move(replicas)});
    const auto answer = cluster.ask(cluster.newest().config().id.value(), request);
    return answer ? answer->responses.front().partitions.front().errorCode : answer.code();
}

} // namespace

class ObservationTest : public QObject {
    Q_OBJECT

private slots:
    void everyKindOfEventHasItsOwnName() {
        std::set<std::string_view> names;
        for (int kind = 0; kind <= static_cast<int>(EventKind::last); ++kind) {
            const auto name = observe::eventKindName(static_cast<EventKind>(kind));
            QVERIFY(name != "unknown");
            QVERIFY2(names.insert(name).second, std::string(name).c_str());
        }
    }

    void theQuorumIsShownWithItsRolesAndEnds() {
        SimulatedCluster cluster(4);
        cluster.start();
        cluster.runFor(2s);
        const auto quorum = cluster.snapshot()->quorum;
        QVERIFY(quorum);
        const auto leader = quorum->leader;
        QVERIFY(leader == cluster.snapshot()->controller);
        QCOMPARE(quorum->replicas.size(), std::size_t(4));
        for (const auto& replica : quorum->replicas) {
            const auto id = replica.id.value();
            QCOMPARE(replica.isVoter, id <= 3);
            QVERIFY(replica.role == (replica.id == leader ? observe::QuorumRole::leader
                                     : id <= 3            ? observe::QuorumRole::follower
                                                          : observe::QuorumRole::observer));
            QVERIFY(replica.lag && *replica.lag < 10);
            QVERIFY(replica.replayedTo > Offset(0));
            QVERIFY(replica.lastFetchMs != noTimestamp || replica.id == leader);
        }
        QCOMPARE(count(cluster, EventKind::quorumLeaderChanged), std::size_t(1));

        cluster.kill(leader.value());
        QVERIFY(cluster.waitFor([&] {
            const auto now = cluster.snapshot()->quorum;
            return now->leader != leader && now->leader != BrokerId() && now->epoch > quorum->epoch;
        }));
        cluster.runFor(1s);
        const auto now = cluster.snapshot()->quorum;
        QVERIFY(now->replicas[static_cast<std::size_t>(leader.value() - 1)].role ==
                observe::QuorumRole::unknown);
        QCOMPARE(count(cluster, EventKind::quorumLeaderChanged), std::size_t(2));
    }

    void fencingShowsInSnapshotAndEvents() {
        SimulatedCluster cluster(3, 1, [](auto& config) { config.rack = "r" + toString(config.id); });
        cluster.start();
        cluster.createTopic("t", 3);
        QCOMPARE(count(cluster, EventKind::brokerUnfenced), std::size_t(3));
        QVERIFY(!cluster.snapshot()->broker(BrokerId(3))->isFenced);
        cluster.kill(3);
        QVERIFY(cluster.waitFor([&] { return count(cluster, EventKind::brokerFenced) == 1; }));
        cluster.runFor(1s);
        const auto gone = cluster.snapshot();
        QVERIFY(gone->broker(BrokerId(3))->isFenced);
        QVERIFY(gone->broker(BrokerId(3))->rack == std::string("r3"));
        cluster.start(3);
        QVERIFY(cluster.waitFor([&] { return count(cluster, EventKind::brokerUnfenced) == 4; }));
        QCOMPARE(count(cluster, EventKind::topicCreated), std::size_t(1)); // told once, whoever is controller
    }

    void segmentsAreShownAndSharedWhileTheyAreTheSame() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t");
        const auto segments = [&] { return cluster.snapshot()->topic("t")->partitions.front().segments; };
        QCOMPARE(cluster.produce("t", 0, batchOf({"a", "b"})).errorCode, ErrorCode::NONE);
        const auto first = segments();
        QVERIFY(first);
        QVERIFY(*first == std::vector{Offset(0)});
        QCOMPARE(cluster.produce("t", 0, batchOf({"c"})).errorCode, ErrorCode::NONE);
        QVERIFY(segments() == first); // the same object
        const auto leader = cluster.snapshot()->topic("t")->partitions.front().leader;
        auto* replica = cluster.broker(leader.value()).replicas().find({"t", PartitionIndex(0)});
        QVERIFY(replica && replica->log().roll());
        QVERIFY(*segments() == (std::vector{Offset(0), Offset(3)}));
        QVERIFY(*first == std::vector{Offset(0)}); // what was published stays
    }

    void aReplicaIsShownAsItIs() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t");
        QCOMPARE(cluster.produce("t", 0, batchOf({"a", "b"})).errorCode, ErrorCode::NONE);
        cluster.runFor(2s);
        const auto before = cluster.snapshot();
        const auto& partition = before->topic("t")->partitions.front();
        QVERIFY(!partition.isReassigning());
        for (const auto& replica : partition.replicaStates) {
            QVERIFY(replica.inSync && !replica.inElr && !replica.isAdding && !replica.isRemoving);
            QVERIFY(replica.leaderEpoch == partition.leaderEpoch);
            QVERIFY(replica.logEnd == Offset(2));
            QVERIFY(replica.highWatermark == Offset(2));
            QVERIFY(replica.fetchLag == (replica.isLeader ? std::nullopt : std::optional<std::int64_t>(0)));
            QCOMPARE(replica.caughtUpMs == noTimestamp, replica.isLeader);
        }
        const auto follower = partition.leader.value() % 3 + 1;
        const auto& fetchers = before->broker(BrokerId(follower))->fetchers;
        QVERIFY(std::ranges::any_of(fetchers, [&](const auto& one) {
            return one.leader == partition.leader && one.partitions > 0 && one.lagMax == 0;
        }));
        cluster.stop(follower);
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf("t").size() == 2; }));
        const auto after = cluster.snapshot();
        QVERIFY(after->topic("t")->partitions.front().partitionEpoch > partition.partitionEpoch);
    }

    void aReassignmentIsSeenFromBeginningToEnd() {
        SimulatedCluster cluster(4);
        cluster.start();
        cluster.createTopic("t", 1, 3);
        const auto replicas = cluster.state("t").replicas;
        int fresh = 1;
        while (std::ranges::find(replicas, BrokerId(fresh)) != replicas.end())
            ++fresh;
        const auto gone = replicas.back() == cluster.state("t").leader ? replicas.front() : replicas.back();
        for (int i = 0; i < 20; ++i)
            QCOMPARE(cluster.produce("t", 0, batchOf({std::string(1000, 'x')})).errorCode, ErrorCode::NONE);
        std::vector<std::int32_t> target{fresh};
        for (const auto id : replicas)
            if (id != gone)
                target.push_back(id.value());

        // Kept from its leader, the new replica cannot catch up.
        cluster.network.cut(SimulatedCluster::hostOf(fresh), SimulatedCluster::hostOf(cluster.leaderOf("t")));
        QCOMPARE(reassign(cluster, "t", target), ErrorCode::NONE);
        cluster.runFor(2s);
        QCOMPARE(count(cluster, EventKind::reassignmentBegun), std::size_t(1));
        const auto during = cluster.snapshot();
        const auto& partition = during->topic("t")->partitions.front();
        QVERIFY(partition.addingReplicas == (Brokers{BrokerId(fresh)}));
        QVERIFY(partition.removingReplicas == (Brokers{gone}));
        for (const auto& replica : partition.replicaStates) {
            QCOMPARE(replica.isAdding, replica.broker == BrokerId(fresh));
            QCOMPARE(replica.isRemoving, replica.broker == gone);
        }
        QVERIFY(reassign(cluster, "t", std::nullopt) == ErrorCode::NONE);
        cluster.runFor(2s);
        QCOMPARE(count(cluster, EventKind::reassignmentCancelled), std::size_t(1));
        QCOMPARE(count(cluster, EventKind::reassignmentCompleted), std::size_t(0));

        cluster.network.healAll();
        cluster.runFor(15s);
        QCOMPARE(reassign(cluster, "t", target), ErrorCode::NONE);
        QVERIFY(cluster.waitFor([&] { return count(cluster, EventKind::reassignmentCompleted) == 1; }));
        QCOMPARE(count(cluster, EventKind::reassignmentBegun), std::size_t(2));
        QVERIFY(!cluster.snapshot()->topic("t")->partitions.front().isReassigning());
        QCOMPARE(cluster.state("t").replicas.size(), std::size_t(3));
        QCOMPARE(cluster.values("t").size(), std::size_t(20));
    }

    void theElrAndTheElectionsAreTold() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 1, 3, {{"min.insync.replicas", "3"}});
        const int preferred = cluster.state("t").replicas.front().value();
        QCOMPARE(cluster.leaderOf("t"), preferred);
        cluster.stop(preferred);
        QVERIFY(cluster.waitFor([&] { return cluster.leaderOf("t") != preferred; }));
        cluster.runFor(1s);
        QVERIFY(count(cluster, EventKind::elrChanged) >= 1);
        const auto during = cluster.snapshot();
        QVERIFY(during->topic("t")->partitions.front().elr == (Brokers{BrokerId(preferred)}));
        QCOMPARE(count(cluster, EventKind::preferredLeaderElected), std::size_t(0));
        QCOMPARE(count(cluster, EventKind::uncleanLeaderElected), std::size_t(0));
        cluster.start(preferred);
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf("t").size() == 3; }));
        protocol::ElectLeadersRequest request;
        request.topicPartitions = std::nullopt;
        QVERIFY(cluster.ask(cluster.newest().config().id.value(), request).ok());
        QVERIFY(cluster.waitFor([&] { return cluster.leaderOf("t") == preferred; }));
        cluster.runFor(1s);
        QCOMPARE(count(cluster, EventKind::preferredLeaderElected), std::size_t(1));
        QVERIFY(cluster.snapshot()->topic("t")->partitions.front().elr.empty());
    }

    // A leader that was cut off wrote what the next leader does not have.
    void whatAReplicaGivesUpIsTold() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 3);
        int p = 0;
        while (cluster.leaderOf("t", p) != 3)
            ++p;
        QCOMPARE(cluster.produce("t", p, batchOf({"kept"})).errorCode, ErrorCode::NONE);
        cluster.runFor(1s);
        for (const int other : {1, 2})
            cluster.network.cut(SimulatedCluster::hostOf(3), SimulatedCluster::hostOf(other));
        QCOMPARE(cluster.produce("t", p, batchOf({"lost"}), 1, 3).errorCode, ErrorCode::NONE);
        QVERIFY(cluster.waitFor([&] { return cluster.leaderOf("t", p) != 3; }));
        QCOMPARE(cluster.produce("t", p, batchOf({"after"}), 1).errorCode, ErrorCode::NONE);
        cluster.network.healAll();
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf("t", p).size() == 3; }));
        const auto told = cluster.eventsOf(EventKind::replicaTruncated);
        QCOMPARE(told.size(), std::size_t(1));
        QVERIFY(told.front().broker == BrokerId(3));
        QCOMPARE(told.front().partition.value(), p);
        QCOMPARE(cluster.values("t", p), (std::vector<std::string>{"kept", "after"}));
    }

    void anUncleanElectionIsTold() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 3, 2, {{"unclean.leader.election.enable", "true"}});
        int p = 0; // held by 2 and 3, led by either: the voters are a majority with 1
        const auto isOf23 = [&] {
            auto ids = cluster.state("t", p).replicas;
            std::ranges::sort(ids);
            return ids == Brokers{BrokerId(2), BrokerId(3)};
        };
        while (p < 3 && !isOf23())
            ++p;
        if (p == 3)
            QSKIP("no partition is on brokers 2 and 3");
        const int leader = cluster.leaderOf("t", p);
        const int other = 5 - leader;
        cluster.kill(other);
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf("t", p).size() == 1; }));
        QCOMPARE(cluster.produce("t", p, batchOf({"only here"}), 1).errorCode, ErrorCode::NONE);
        cluster.start(other);
        cluster.network.cut(SimulatedCluster::hostOf(2), SimulatedCluster::hostOf(3));
        cluster.runFor(5s);
        cluster.kill(leader);
        QVERIFY(cluster.waitFor([&] { return cluster.leaderOf("t", p) == other; }));
        cluster.runFor(1s);
        QCOMPARE(count(cluster, EventKind::uncleanLeaderElected), std::size_t(1));
    }

    /// An event is read at a glance, however long a config's value.
    void aLongConfigIsToldByItsBeginning() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 1, 1);
        std::string replicas = "0:1";
        while (replicas.size() < 12'000)
            replicas += ",0:1";
        protocol::IncrementalAlterConfigsRequest request;
        auto& topic = request.resources.emplace_back();
        topic.resourceType = 2;
        topic.resourceName = "t";
        topic.configs.push_back({.name = "leader.replication.throttled.replicas", .value = replicas});
        const auto answer = cluster.ask(1, request);
        QVERIFY(answer && answer->responses.front().errorCode == ErrorCode::NONE);
        QVERIFY(cluster.waitFor([&] { return count(cluster, EventKind::configChanged) == 1; }));
        const auto told = cluster.eventsOf(EventKind::configChanged).front().detail;
        QVERIFY(told.ends_with("replicas=" + replicas.substr(0, 100) + "…"));
    }
};

QTEST_GUILESS_MAIN(ObservationTest)
#include "observation_test.moc"
