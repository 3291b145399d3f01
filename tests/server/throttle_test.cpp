// Configs that are changed while brokers run, and replication held to a rate by them (KIP-73).
#include "broker/protocol/messages/alter_partition_reassignments.h"
#include "broker/protocol/messages/describe_configs.h"
#include "broker/protocol/messages/incremental_alter_configs.h"
#include "tests/server/simulated_cluster.h"

#include <QtTest>

#include <algorithm>

using namespace partitura;
using namespace partitura::server;
using namespace std::chrono_literals;
using protocol::DescribeConfigsRequest;
using protocol::IncrementalAlterConfigsRequest;

namespace {

constexpr std::int8_t topicResource = 2;
constexpr std::int8_t brokerResource = 4;
constexpr std::int8_t set = 0;
constexpr std::int8_t takeBack = 1;
const std::string leaderRate = "leader.replication.throttled.rate";
const std::string followerRate = "follower.replication.throttled.rate";
const std::string leaderReplicas = "leader.replication.throttled.replicas";
const std::string followerReplicas = "follower.replication.throttled.replicas";

ErrorCode alter(SimulatedCluster& cluster, std::int8_t type, const std::string& name, const std::string& key,
                const std::optional<std::string>& value, std::int8_t operation = set) {
    IncrementalAlterConfigsRequest request;
    auto& resource = request.resources.emplace_back();
    resource.resourceType = type;
    resource.resourceName = name;
    resource.configs.push_back({.name = key, .configOperation = operation, .value = value});
    const auto answer = cluster.ask(1, request);
    return answer ? answer->responses.front().errorCode : answer.code();
}

/// Value and source of a broker's config; "absent" if it is not listed.
std::pair<std::string, int> describe(SimulatedCluster& cluster, int broker, const std::string& name,
                                     const std::string& key) {
    DescribeConfigsRequest request;
    auto& resource = request.resources.emplace_back();
    resource.resourceType = brokerResource;
    resource.resourceName = name;
    const auto answer = cluster.ask(broker, request);
    if (!answer)
        qFatal("%s", answer.error().context.c_str());
    for (const auto& config : answer->results.front().configs)
        if (config.name == key)
            return {config.value.value_or(""), config.configSource};
    return {"absent", -1};
}

/// Small fetches, so that a rate can be kept with some exactness.
void inSmallFetches(BrokerConfig& config) {
    config.replication.fetchMaxBytes = 16 << 10;
    config.replication.fetchResponseMaxBytes = 32 << 10;
}

/// A topic on brokers 1 and 2 with about 600 kB.
void fill(SimulatedCluster& cluster) {
    cluster.start();
    protocol::CreateTopicsRequest request;
    auto& topic = request.topics.emplace_back();
    topic.name = "t";
    topic.numPartitions = -1;
    topic.replicationFactor = -1;
    topic.assignments.push_back({0, {1, 2}});
    const auto made = cluster.ask(1, request);
    if (!made || made->topics.front().errorCode != ErrorCode::NONE)
        qFatal("cannot create the topic");
    cluster.waitFor([&] { return cluster.leaderOf("t") == 1; });
    for (int i = 0; i < 60; ++i)
        cluster.produce("t", 0, batchOf({std::string(10'000, 'x')}));
}

/// How long broker 3 needs to get all of it, in virtual time.
Duration reassignTo3(SimulatedCluster& cluster) {
    protocol::AlterPartitionReassignmentsRequest request;
    auto& topic = request.topics.emplace_back();
    topic.name = "t";
    auto& partition = topic.partitions.emplace_back();
    partition.replicas = {1, 2, 3};
    if (cluster.ask(1, request)->responses.front().partitions.front().errorCode != ErrorCode::NONE)
        qFatal("cannot reassign");
    const auto before = cluster.scheduler.now();
    cluster.waitFor([&] {
        const auto* replica = cluster.replica(3, "t");
        return replica && replica->logEnd() == Offset(60);
    });
    return cluster.scheduler.now() - before;
}

} // namespace

class ThrottleTest : public QObject {
    Q_OBJECT

private slots:
    void brokerConfigsAreSetWhileTheyRun() {
        SimulatedCluster cluster;
        cluster.start();
        QCOMPARE(describe(cluster, 2, "2", leaderRate).second, 5); // the default
        QCOMPARE(alter(cluster, brokerResource, "", leaderRate, "2000"), ErrorCode::NONE);
        QCOMPARE(alter(cluster, brokerResource, "2", leaderRate, "1000"), ErrorCode::NONE);
        cluster.runFor(1s);
        QCOMPARE(describe(cluster, 2, "2", leaderRate), std::pair(std::string("1000"), 2));
        QCOMPARE(describe(cluster, 1, "1", leaderRate), std::pair(std::string("2000"), 3));
        QCOMPARE(describe(cluster, 1, "", leaderRate), std::pair(std::string("2000"), 3));
        QCOMPARE(describe(cluster, 1, "", followerRate).first, std::string("absent"));
        QCOMPARE(cluster.broker(2).replicas().leaderQuota().limit(), std::int64_t(1000));
        QCOMPARE(cluster.broker(3).replicas().leaderQuota().limit(), std::int64_t(2000));
        QCOMPARE(cluster.snapshot()->broker(BrokerId(2))->leaderThrottle->limit, std::int64_t(1000));
        QVERIFY(!cluster.snapshot()->broker(BrokerId(2))->followerThrottle);

        cluster.stop();
        cluster.start();
        QVERIFY(cluster.waitFor(
            [&] { return cluster.broker(2).replicas().leaderQuota().limit() == std::int64_t(1000); }));
        QCOMPARE(alter(cluster, brokerResource, "2", leaderRate, std::nullopt, takeBack), ErrorCode::NONE);
        QVERIFY(cluster.waitFor(
            [&] { return cluster.broker(2).replicas().leaderQuota().limit() == std::int64_t(2000); }));
    }

    void whatCannotBeSetIsRefused() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t");
        QCOMPARE(alter(cluster, brokerResource, "1", "node.id", "7"), ErrorCode::INVALID_REQUEST);
        QCOMPARE(alter(cluster, brokerResource, "9", leaderRate, "1"), ErrorCode::BROKER_ID_NOT_REGISTERED);
        QCOMPARE(alter(cluster, brokerResource, "x", leaderRate, "1"), ErrorCode::INVALID_REQUEST);
        QCOMPARE(alter(cluster, brokerResource, "1", leaderRate, "-1"), ErrorCode::INVALID_CONFIG);
        QCOMPARE(alter(cluster, brokerResource, "1", leaderRate, std::nullopt), ErrorCode::INVALID_CONFIG);
        QCOMPARE(alter(cluster, 8, "1", leaderRate, "1"), ErrorCode::INVALID_REQUEST);
        for (const auto* list : {"0", "0:", ":1", "0:a", "*,0:1", "0:1;0:2"})
            QCOMPARE(alter(cluster, topicResource, "t", followerReplicas, list), ErrorCode::INVALID_CONFIG);
        for (const auto* list : {"*", "", "0:1", "0:1, 1:2 ,"})
            QCOMPARE(alter(cluster, topicResource, "t", followerReplicas, list), ErrorCode::NONE);
    }

    void aNewReplicaIsCopiedAtTheRateAllowed_data() {
        QTest::addColumn<std::string>("rate");
        QTest::addColumn<std::string>("replicas");
        QTest::addColumn<std::string>("list");
        QTest::addColumn<int>("broker");
        QTest::newRow("held by the follower") << followerRate << followerReplicas << std::string("0:3") << 3;
        QTest::newRow("held by the leader") << leaderRate << leaderReplicas << std::string("0:1,0:2") << 1;
        QTest::newRow("all replicas") << followerRate << followerReplicas << std::string("*") << 3;
    }
    void aNewReplicaIsCopiedAtTheRateAllowed() {
        QFETCH(std::string, rate);
        QFETCH(std::string, replicas);
        QFETCH(std::string, list);
        QFETCH(int, broker);
        SimulatedCluster cluster(3, 1, inSmallFetches);
        fill(cluster);
        QCOMPARE(alter(cluster, brokerResource, std::to_string(broker), rate, "50000"), ErrorCode::NONE);
        QCOMPARE(alter(cluster, topicResource, "t", replicas, list), ErrorCode::NONE);
        // 600 kB at 50 kB/s; the first fetches come before the rate is known.
        const auto took = reassignTo3(cluster);
        QVERIFY2(took > 9s && took < 15s, std::to_string(took / 1ms).c_str());
        const auto snapshot = cluster.snapshot();
        const auto& states = snapshot->topic("t")->partitions.front().replicaStates;
        const auto isThrottled = [&](int id) {
            return std::ranges::find(states, BrokerId(id), &observe::ReplicaSnapshot::broker)->isThrottled;
        };
        QVERIFY(isThrottled(broker));
        const auto* shown = snapshot->broker(BrokerId(broker));
        const auto& throttle = broker == 3 ? shown->followerThrottle : shown->leaderThrottle;
        QVERIFY(throttle && throttle->limit == 50'000 && throttle->bytesPerSecond > 30'000);
    }

    void withoutAThrottleItTakesAMoment() {
        SimulatedCluster cluster(3, 1, inSmallFetches);
        fill(cluster);
        // A rate alone holds nothing, nor do replicas without a rate.
        QCOMPARE(alter(cluster, brokerResource, "3", followerRate, "50000"), ErrorCode::NONE);
        QCOMPARE(alter(cluster, topicResource, "t", leaderReplicas, "*"), ErrorCode::NONE);
        QVERIFY(reassignTo3(cluster) < 2s);
    }

    void whoIsInSyncIsNotHeld() {
        SimulatedCluster cluster(3, 1, inSmallFetches);
        fill(cluster);
        QCOMPARE(alter(cluster, brokerResource, "", leaderRate, "1"), ErrorCode::NONE);
        QCOMPARE(alter(cluster, brokerResource, "", followerRate, "1"), ErrorCode::NONE);
        QCOMPARE(alter(cluster, topicResource, "t", leaderReplicas, "*"), ErrorCode::NONE);
        QCOMPARE(alter(cluster, topicResource, "t", followerReplicas, "*"), ErrorCode::NONE);
        cluster.runFor(1s);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(cluster.produce("t", 0, batchOf({std::string(10'000, 'y')})).errorCode, ErrorCode::NONE);
        cluster.runFor(60s);
        QCOMPARE(cluster.isrOf("t"), (std::vector<int>{1, 2}));
    }
};

QTEST_GUILESS_MAIN(ThrottleTest)
#include "throttle_test.moc"
