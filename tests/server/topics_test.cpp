// Topics: creation, its refusals, deletion, partitions added, configs, creation by naming.
#include "broker/controller/dynamic_broker_configs.h"
#include "broker/log/topic_configs.h"
#include "tests/server/simulated_cluster.h"

#include <QtTest>

using namespace partitura;
using namespace partitura::server;
using namespace std::chrono_literals;
using protocol::CreatePartitionsRequest;
using protocol::CreateTopicsRequest;

namespace {

CreateTopicsRequest::CreatableTopic topicOf(std::string name, std::int32_t partitions = 1,
                                            std::int16_t replicas = 1) {
    CreateTopicsRequest::CreatableTopic topic;
    topic.name = std::move(name);
    topic.numPartitions = partitions;
    topic.replicationFactor = replicas;
    return topic;
}

CreateTopicsRequest::CreatableTopic assigned(std::string name,
                                             std::vector<std::vector<std::int32_t>> replicas) {
    auto topic = topicOf(std::move(name), -1, -1);
    for (std::size_t p = 0; p < replicas.size(); ++p) {
        auto& one = topic.assignments.emplace_back();
        one.partitionIndex = static_cast<std::int32_t>(p);
        one.brokerIds = replicas[p];
    }
    return topic;
}

CreateTopicsRequest::CreatableTopic configured(std::string name, std::string key,
                                               std::optional<std::string> value) {
    auto topic = topicOf(std::move(name));
    auto& config = topic.configs.emplace_back();
    config.name = std::move(key);
    config.value = std::move(value);
    return topic;
}

} // namespace

class TopicsTest : public QObject {
    Q_OBJECT

    SimulatedCluster cluster;

    protocol::CreateTopicsResponse create(std::vector<CreateTopicsRequest::CreatableTopic> topics,
                                          bool validateOnly = false, int at = 2) {
        CreateTopicsRequest request;
        request.topics = std::move(topics);
        request.validateOnly = validateOnly;
        auto answer = cluster.ask(at, request, 7);
        if (!answer)
            qFatal("%s", answer.error().context.c_str());
        return *answer;
    }
    ErrorCode errorOf(CreateTopicsRequest::CreatableTopic topic) {
        return create({std::move(topic)}).topics.front().errorCode;
    }
    ErrorCode addPartitions(const std::string& name, std::int32_t count) {
        CreatePartitionsRequest request;
        auto& topic = request.topics.emplace_back();
        topic.name = name;
        topic.count = count;
        topic.assignments.reset();
        const auto answer = cluster.ask(3, request, 3);
        return answer ? answer->results.front().errorCode : answer.code();
    }

private slots:
    void initTestCase() { cluster.start(); }

    void whatCannotBeCreated() {
        QCOMPARE(errorOf(topicOf("")), ErrorCode::INVALID_TOPIC_EXCEPTION);
        QCOMPARE(errorOf(topicOf("..")), ErrorCode::INVALID_TOPIC_EXCEPTION);
        QCOMPARE(errorOf(topicOf("a/../b")), ErrorCode::INVALID_TOPIC_EXCEPTION);
        QCOMPARE(errorOf(topicOf(std::string(250, 'x'))), ErrorCode::INVALID_TOPIC_EXCEPTION);
        QCOMPARE(errorOf(topicOf("t", 0)), ErrorCode::INVALID_PARTITIONS);
        QCOMPARE(errorOf(topicOf("t", std::numeric_limits<std::int32_t>::min())),
                 ErrorCode::INVALID_PARTITIONS);
        QCOMPARE(errorOf(topicOf("t", std::numeric_limits<std::int32_t>::max())),
                 ErrorCode::POLICY_VIOLATION);
        QCOMPARE(errorOf(topicOf("t", 1, 0)), ErrorCode::INVALID_REPLICATION_FACTOR);
        QCOMPARE(errorOf(topicOf("t", 1, 4)), ErrorCode::INVALID_REPLICATION_FACTOR);
        QCOMPARE(errorOf(configured("t", "no.such.key", "1")), ErrorCode::INVALID_CONFIG);
        QCOMPARE(errorOf(configured("t", "retention.ms", "soon")), ErrorCode::INVALID_CONFIG);
        QCOMPARE(errorOf(configured("t", "retention.ms", std::nullopt)), ErrorCode::INVALID_CONFIG);
        QCOMPARE(errorOf(assigned("t", {{}})), ErrorCode::INVALID_REPLICA_ASSIGNMENT);
        QCOMPARE(errorOf(assigned("t", {{1, 1}})), ErrorCode::INVALID_REPLICA_ASSIGNMENT);
        QCOMPARE(errorOf(assigned("t", {{1, 4}})), ErrorCode::INVALID_REPLICA_ASSIGNMENT);
        QCOMPARE(errorOf(assigned("t", {{1, 2}, {3}})), ErrorCode::INVALID_REPLICA_ASSIGNMENT);
        auto both = assigned("t", {{1}});
        both.numPartitions = 1;
        QCOMPARE(errorOf(both), ErrorCode::INVALID_REQUEST);
        QVERIFY(!cluster.broker(1).image().topic("t"));
    }

    void theMetadataLogIsNotForClients() {
        QCOMPARE(errorOf(topicOf("__cluster_metadata")), ErrorCode::INVALID_REQUEST);
        QVERIFY(!cluster.logBytes(1, "__cluster_metadata").empty());
        QVERIFY(cluster.deleteTopic("__cluster_metadata") != ErrorCode::NONE);
    }

    void oneRequestMayHoldGoodAndBad() {
        const auto answer = create({topicOf("good"), topicOf("bad", 0), topicOf("twice"), topicOf("twice")});
        QCOMPARE(answer.topics.size(), std::size_t(3));
        QCOMPARE(answer.topics[0].errorCode, ErrorCode::NONE);
        QCOMPARE(answer.topics[1].errorCode, ErrorCode::INVALID_PARTITIONS);
        QCOMPARE(answer.topics[2].errorCode, ErrorCode::INVALID_REQUEST);
        QCOMPARE(errorOf(topicOf("good")), ErrorCode::TOPIC_ALREADY_EXISTS);
        QVERIFY(!cluster.broker(1).image().topic("twice"));
    }

    void namesThatDifferInDotAndUnderscoreCollide() {
        QCOMPARE(errorOf(topicOf("a.b_c")), ErrorCode::NONE);
        QCOMPARE(errorOf(topicOf("a_b.c")), ErrorCode::INVALID_TOPIC_EXCEPTION);
        QCOMPARE(errorOf(topicOf("a-b_c")), ErrorCode::NONE);
        QCOMPARE(cluster.deleteTopic("a.b_c"), ErrorCode::NONE);
        QCOMPARE(errorOf(topicOf("a_b.c")), ErrorCode::NONE);
    }

    void validationAloneCreatesNothing() {
        const auto answer = create({topicOf("only-asked", 2, 3)}, true);
        QCOMPARE(answer.topics.front().errorCode, ErrorCode::NONE);
        QCOMPARE(answer.topics.front().numPartitions, 2);
        QVERIFY(!cluster.broker(1).image().topic("only-asked"));
    }

    void defaultsAndAssignmentsAreKept() {
        const auto answer = create({topicOf("default", -1, -1), assigned("placed", {{3, 1}, {2, 3}})});
        QCOMPARE(answer.topics[0].numPartitions, 1);
        QCOMPARE(answer.topics[1].replicationFactor, std::int16_t(2));
        QCOMPARE(cluster.leaderOf("placed", 0), 3);
        QCOMPARE(cluster.leaderOf("placed", 1), 2);
    }

    void aRequestForTooManyPartitionsIsRefused() {
        std::vector<std::vector<std::int32_t>> many(10'001, {1});
        QCOMPARE(errorOf(assigned("many", many)), ErrorCode::POLICY_VIOLATION);
    }

    void deletionRemovesLogsEverywhereAndANewOneHasANewId() {
        const auto before = cluster.createTopic("gone", 5, 3);
        QCOMPARE(cluster.produce("gone", 0, batchOf({"old"})).errorCode, ErrorCode::NONE);
        QVERIFY(cluster.storage(2).exists("/data/gone-4"));
        QCOMPARE(cluster.deleteTopic("gone"), ErrorCode::NONE);
        QVERIFY(cluster.waitFor([&] { return !cluster.replica(2, "gone") && !cluster.replica(3, "gone"); }));
        for (int id = 1; id <= 3; ++id)
            for (int p = 0; p < 5; ++p)
                QVERIFY(!cluster.storage(id).exists("/data/gone-" + std::to_string(p)));
        QCOMPARE(cluster.deleteTopic("gone"), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        QCOMPARE(cluster.fetch("gone", 0, 0, 1).errorCode, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);

        const auto after = cluster.createTopic("gone", 2, 3);
        QVERIFY(before != after);
        QVERIFY(cluster.values("gone", 0).empty());
        protocol::FetchRequest request;
        auto& topic = request.topics.emplace_back();
        topic.topicId = before;
        topic.partitions.emplace_back();
        const auto answer = cluster.ask(cluster.leaderOf("gone"), request, 13);
        QVERIFY(answer);
        QCOMPARE(answer->responses.front().partitions.front().errorCode, ErrorCode::UNKNOWN_TOPIC_ID);
        protocol::DeleteTopicsRequest byOldId;
        byOldId.topics.emplace_back().topicId = before;
        QCOMPARE(cluster.ask(1, byOldId, 6)->responses.front().errorCode, ErrorCode::UNKNOWN_TOPIC_ID);
    }

    void whoMissedADeletionAndACreationCatchesUp() {
        cluster.createTopic("phoenix", 5, 3);
        QCOMPARE(cluster.produce("phoenix", 0, batchOf({"old"})).errorCode, ErrorCode::NONE);
        cluster.network.isolate(SimulatedCluster::hostOf(3));
        cluster.runFor(1s);
        QCOMPARE(cluster.deleteTopic("phoenix"), ErrorCode::NONE);
        CreateTopicsRequest request;
        request.topics.push_back(topicOf("phoenix", 2, 2));
        QCOMPARE(cluster.ask(1, request)->topics.front().errorCode, ErrorCode::NONE);
        cluster.network.healAll();
        QVERIFY(cluster.waitFor([&] {
            const auto* topic = cluster.broker(3).image().topic("phoenix");
            return topic && topic->id == cluster.broker(1).image().topic("phoenix")->id;
        }));
        for (int p = 2; p < 5; ++p)
            QVERIFY(!cluster.replica(3, "phoenix", p));
        QVERIFY(!cluster.storage(3).exists("/data/phoenix-4"));
        cluster.waitFor([&] { return cluster.broker(1).image().liveBrokers().size() == 3; });
    }

    void partitionsAreAddedNeverTaken() {
        cluster.createTopic("grows", 2, 3);
        QCOMPARE(addPartitions("grows", 2), ErrorCode::INVALID_PARTITIONS);
        QCOMPARE(addPartitions("grows", std::numeric_limits<std::int32_t>::min()),
                 ErrorCode::INVALID_PARTITIONS);
        QCOMPARE(addPartitions("grows", std::numeric_limits<std::int32_t>::max()),
                 ErrorCode::INVALID_PARTITIONS);
        QCOMPARE(addPartitions("nothing", 2), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        QCOMPARE(addPartitions("grows", 5), ErrorCode::NONE);
        QCOMPARE(cluster.broker(1).image().topic("grows")->partitions.size(), std::size_t(5));
        QVERIFY(cluster.waitFor([&] {
            const auto* added = cluster.replica(cluster.leaderOf("grows", 4), "grows", 4);
            return added && added->isLeader();
        }));
        QCOMPARE(cluster.produce("grows", 4, batchOf({"x"})).errorCode, ErrorCode::NONE);
        QCOMPARE(cluster.eventsOf(observe::EventKind::partitionsAdded).size(), std::size_t(1));
    }

    void namingATopicCreatesIt() {
        protocol::MetadataRequest request;
        request.topics->emplace_back().name = "named";
        request.topics->emplace_back().name = "named";
        request.topics->emplace_back().name = "not valid!";
        request.allowAutoTopicCreation = false;
        auto answer = cluster.ask(2, request, 9);
        QCOMPARE(answer->topics.front().errorCode, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        request.allowAutoTopicCreation = true;
        answer = cluster.ask(2, request, 9);
        QCOMPARE(answer->topics.size(), std::size_t(2));
        QCOMPARE(answer->topics.front().errorCode, ErrorCode::LEADER_NOT_AVAILABLE);
        QCOMPARE(answer->topics.back().errorCode, ErrorCode::INVALID_TOPIC_EXCEPTION);
        QVERIFY(cluster.waitFor(
            [&] { return cluster.ask(2, request, 9)->topics.front().errorCode == ErrorCode::NONE; }));
    }

    void configuredTopicsComeBeforeThoseClientsName() {
        SimulatedCluster fresh(3, 2, [](BrokerConfig& config) { config.topics = {topicOf("orders", 6, 2)}; });
        fresh.start(1);
        const auto client = fresh.connect(1);
        protocol::MetadataRequest request;
        request.topics->emplace_back().name = "orders";
        request.allowAutoTopicCreation = true;
        client->send(request, 9); // waits until the cluster is ready
        fresh.start();
        const auto answer = client->answer<protocol::MetadataRequest>(9);
        QVERIFY(answer.ok());
        QCOMPARE(answer->topics.front().partitions.size(), std::size_t(6));
        // After a restart they are there already.
        fresh.stop();
        fresh.start();
        QCOMPARE(fresh.broker(1).image().topic("orders")->partitions.size(), std::size_t(6));
    }

    void noTopicsMeansAllOrNone() {
        protocol::MetadataRequest request;
        const auto all = cluster.broker(1).image().topics().size();
        QVERIFY(all > 0);
        QCOMPARE(cluster.ask(1, request, 0)->topics.size(), all);
        QCOMPARE(cluster.ask(1, request, 1)->topics.size(), std::size_t(0));
        request.topics.reset();
        QCOMPARE(cluster.ask(1, request, 1)->topics.size(), all);
    }

    void oneTopicNamedOftenIsDescribedOnce() {
        cluster.createTopic("often", 10, 1);
        protocol::MetadataRequest request;
        for (int i = 0; i < 1000; ++i)
            request.topics->emplace_back().name = "often";
        QCOMPARE(cluster.ask(1, request, 9)->topics.size(), std::size_t(1));
        protocol::DescribeConfigsRequest configs;
        for (int i = 0; i < 1000; ++i) {
            auto& resource = configs.resources.emplace_back();
            resource.resourceType = 2;
            resource.resourceName = "often";
            resource.configurationKeys.reset();
        }
        QCOMPARE(cluster.ask(1, configs, 4)->results.size(), std::size_t(1));
    }

    void describeConfigsListsEveryKey() {
        cluster.createTopic("described", 1, 1, {{"retention.ms", "12345"}});
        protocol::DescribeConfigsRequest request;
        request.includeSynonyms = true;
        request.includeDocumentation = true;
        const auto add = [&](std::int8_t type, const char* name) {
            auto& resource = request.resources.emplace_back();
            resource.resourceType = type;
            resource.resourceName = name;
            resource.configurationKeys.reset();
        };
        add(2, "described");
        add(4, "1");
        add(4, "2");
        add(2, "missing");
        add(77, "x");
        const auto answer = cluster.ask(1, request, 4);
        QVERIFY(answer);
        const auto& topic = answer->results[0];
        QCOMPARE(topic.configs.size(), log::topicConfigDefinitions().size());
        for (const auto& config : topic.configs) {
            QVERIFY(config.value && config.documentation && !config.synonyms.empty());
            QCOMPARE(config.configSource, std::int8_t(config.name == "retention.ms" ? 1 : 5));
        }
        QCOMPARE(answer->results[1].configs.size(),
                 brokerConfigDefinitions().size() + controller::dynamicBrokerConfigDefinitions().size());
        QCOMPARE(answer->results[2].errorCode, ErrorCode::INVALID_REQUEST);
        QCOMPARE(answer->results[3].errorCode, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        QCOMPARE(answer->results[4].errorCode, ErrorCode::INVALID_REQUEST);
    }

    void fencingABrokerOfManyPartitionsFitsIntoTheLog() {
        for (int i = 0; i < 4; ++i)
            create({topicOf("crowd-" + std::to_string(i), 100, 3)});
        cluster.runFor(1s);
        cluster.stop(3);
        QVERIFY(cluster.waitFor([&] { return cluster.broker(1).image().broker(BrokerId(3))->fenced; }));
        for (int p = 0; p < 100; ++p)
            QVERIFY(cluster.leaderOf("crowd-3", p) != 3);
        cluster.start(3);
        QVERIFY(cluster.waitFor([&] { return cluster.isrOf("crowd-3", 99).size() == 3; }));
    }
};

QTEST_GUILESS_MAIN(TopicsTest)
#include "topics_test.moc"
