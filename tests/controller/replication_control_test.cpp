// What the controller answers to requests about replicas.
#include "image_bench.h"

#include <QTest>

using namespace partitura;
using namespace partitura::controller;
using namespace partitura::controller::test;

namespace {

struct Answer {
    std::string records;
    ErrorCode error;
};

} // namespace

class ReplicationControlTest : public QObject {
    Q_OBJECT

    /// Brokers 1 to 5 at epoch 100, topic t with the partitions given.
    static ImageBench bench(const std::vector<std::string>& partitions, int brokers = 5) {
        ImageBench bench;
        for (int id = 1; id <= brokers; ++id)
            bench.registerBroker(id);
        bench.addTopic("t", partitions);
        return bench;
    }

    static protocol::AlterPartitionRequest alterRequest(const ImageBench& bench, int leader,
                                                        const std::vector<int>& isr) {
        protocol::AlterPartitionRequest request;
        request.brokerId = leader;
        request.brokerEpoch = 100;
        auto& topic = request.topics.emplace_back();
        topic.topicId = bench.image.topic("t")->id;
        auto& partition = topic.partitions.emplace_back();
        partition.leaderEpoch = bench.state("t").leaderEpoch.value();
        partition.partitionEpoch = bench.state("t").partitionEpoch;
        for (auto id : isr)
            partition.newIsrWithEpochs.push_back({id, 100});
        return request;
    }

    static Answer ask(const ImageBench& bench, const protocol::AlterPartitionRequest& request) {
        const auto decision = ReplicationControl(bench.image).alterPartition(request);
        return {bench.text(decision.records), decision.response.topics.at(0).partitions.at(0).errorCode};
    }

    static Answer reassign(const ImageBench& bench, std::optional<std::vector<std::int32_t>> replicas,
                           bool mayChangeFactor = true, const std::string& topic = "t") {
        protocol::AlterPartitionReassignmentsRequest request;
        request.allowReplicationFactorChange = mayChangeFactor;
        request.topics.push_back({topic, {{0, std::move(replicas)}}});
        const auto decision = ReplicationControl(bench.image).alterPartitionReassignments(request);
        const auto& result = decision.response.responses.at(0).partitions.at(0);
        return {bench.text(decision.records), result.errorCode};
    }

    static Answer elect(const ImageBench& bench, std::int8_t type) {
        protocol::ElectLeadersRequest request;
        request.electionType = type;
        request.topicPartitions->push_back({"t", {0}});
        const auto decision = ReplicationControl(bench.image).electLeaders(request);
        const auto& result = decision.response.replicaElectionResults.at(0).partitionResult.at(0);
        return {bench.text(decision.records), result.errorCode};
    }

private slots:
    // ---- AlterPartition ----

    void isrChangesAsItsLeaderAsks() {
        auto b = bench({"leader=1 epoch=4 partitionEpoch=6 replicas=1,2,3 isr=1,2"});
        const auto decision = ReplicationControl(b.image).alterPartition(alterRequest(b, 1, {1, 2, 3}));
        QCOMPARE(b.text(decision.records), std::string("t-0: isr=1,2,3"));
        const auto& result = decision.response.topics.at(0).partitions.at(0);
        QCOMPARE(result.errorCode, ErrorCode::NONE);
        QCOMPARE(result.leaderId, 1);
        QCOMPARE(result.leaderEpoch, 4);
        QCOMPARE(result.partitionEpoch, 7);
        QCOMPARE(result.isr, (std::vector<std::int32_t>{1, 2, 3}));
        b.replay(decision.records);
        QCOMPARE(toText(b.state("t")),
                 std::string("leader=1 epoch=4 partitionEpoch=7 replicas=1,2,3 isr=1,2,3"));
    }

    void isrRefused_data() {
        using Request = protocol::AlterPartitionRequest;
        QTest::addColumn<std::function<void(Request&)>>("damage");
        QTest::addColumn<ErrorCode>("expected");
        using Partition = Request::PartitionData;
        const auto row = [](const char* name, std::function<void(Partition&)> damage, ErrorCode expected) {
            QTest::newRow(name) << std::function<void(Request&)>([damage](Request& request) {
                damage(request.topics.at(0).partitions.at(0));
            }) << expected;
        };
        // Each damages all that later checks look at, too: the order is Kafka's.
        row(
            "no such partition", [](Partition& p) { p.partitionIndex = 9, p.leaderEpoch = 99; },
            ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        row(
            "negative partition", [](Partition& p) { p.partitionIndex = -1; },
            ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        row(
            "newer leader epoch", [](Partition& p) { p.leaderEpoch = 5, p.partitionEpoch = 0; },
            ErrorCode::NOT_CONTROLLER);
        row(
            "newer partition epoch", [](Partition& p) { p.partitionEpoch = 7, p.leaderEpoch = 0; },
            ErrorCode::NOT_CONTROLLER);
        row(
            "older leader epoch", [](Partition& p) { p.leaderEpoch = 3, p.partitionEpoch = 0; },
            ErrorCode::FENCED_LEADER_EPOCH);
        row(
            "older partition epoch", [](Partition& p) { p.partitionEpoch = 5, p.newIsrWithEpochs.clear(); },
            ErrorCode::INVALID_UPDATE_VERSION);
        row(
            "empty", [](Partition& p) { p.newIsrWithEpochs.clear(); }, ErrorCode::INVALID_REQUEST);
        row(
            "without the leader",
            [](Partition& p) {
                p.newIsrWithEpochs = {{2, 7}};
            },
            ErrorCode::INVALID_REQUEST);
        row(
            "no replica",
            [](Partition& p) {
                p.newIsrWithEpochs = {{1, 7}, {4, 7}};
            },
            ErrorCode::INVALID_REQUEST);
        row(
            "twice",
            [](Partition& p) {
                p.newIsrWithEpochs = {{1, 7}, {2, 7}, {2, 7}};
            },
            ErrorCode::INVALID_REQUEST);
        row(
            "recovering after it recovered",
            [](Partition& p) {
                p.newIsrWithEpochs = {{1, 7}};
                p.leaderRecoveryState = 1;
            },
            ErrorCode::INVALID_REQUEST);
        row(
            "unknown recovery state", [](Partition& p) { p.leaderRecoveryState = 5; },
            ErrorCode::INVALID_REQUEST);
        row(
            "another broker epoch", [](Partition& p) { p.newIsrWithEpochs.at(1).brokerEpoch = 99; },
            ErrorCode::INELIGIBLE_REPLICA);
        row(
            "fenced",
            [](Partition& p) {
                p.newIsrWithEpochs.push_back({3, 100});
            },
            ErrorCode::INELIGIBLE_REPLICA);
        row(
            "fenced, epoch not said",
            [](Partition& p) {
                p.newIsrWithEpochs.push_back({3, -1});
            },
            ErrorCode::INELIGIBLE_REPLICA);
        row(
            "version 2",
            [](Partition& p) {
                p.newIsrWithEpochs.clear(), p.newIsr = {1, 2, 3};
            },
            ErrorCode::INELIGIBLE_REPLICA);
    }

    void isrRefused() {
        QFETCH(std::function<void(protocol::AlterPartitionRequest&)>, damage);
        QFETCH(ErrorCode, expected);
        auto b = bench({"leader=1 epoch=4 partitionEpoch=6 replicas=1,2,3 isr=1"});
        b.replay(ReplicationControl(b.image).brokerFenced(BrokerId(3)));
        auto request = alterRequest(b, 1, {1, 2});
        QCOMPARE(ask(b, request).error, ErrorCode::NONE);
        damage(request);
        const auto answer = ask(b, request);
        QCOMPARE(answer.error, expected);
        QCOMPARE(answer.records, std::string());
    }

    void isrOfAnotherLeaderIsRefused() {
        const auto b = bench({"leader=1 replicas=1,2 isr=1,2"});
        QCOMPARE(ask(b, alterRequest(b, 2, {2})).error, ErrorCode::INVALID_REQUEST);
    }

    void isrWithOneShuttingDownIsRefused() {
        auto b = bench({"leader=1 replicas=1,2 isr=1"});
        b.replay(ReplicationControl(b.image).brokerInControlledShutdown(BrokerId(2)));
        QCOMPARE(ask(b, alterRequest(b, 1, {1, 2})).error, ErrorCode::INELIGIBLE_REPLICA);
    }

    void isrFromAnUnknownBrokerEpochOrTopicIsRefused() {
        const auto b = bench({"leader=1 replicas=1,2 isr=1,2"});
        const ReplicationControl control(b.image);
        auto request = alterRequest(b, 1, {1});
        request.brokerEpoch = 99;
        QCOMPARE(control.alterPartition(request).response.errorCode, ErrorCode::STALE_BROKER_EPOCH);
        request.brokerId = 77;
        QCOMPARE(control.alterPartition(request).response.errorCode, ErrorCode::STALE_BROKER_EPOCH);
        request = alterRequest(b, 1, {1});
        request.topics.at(0).topicId = Uuid{{9}};
        QCOMPARE(ask(b, request).error, ErrorCode::UNKNOWN_TOPIC_ID);
    }

    void aLeaderRecoversAloneAndThenTakesOthersIn() {
        auto b = bench({"leader=1 replicas=1,2 isr=1 recovery=1"});
        auto request = alterRequest(b, 1, {1, 2});
        auto& partition = request.topics.at(0).partitions.at(0);
        partition.leaderRecoveryState = 1;
        QCOMPARE(ask(b, request).error, ErrorCode::INVALID_REQUEST);
        partition.leaderRecoveryState = 0;
        QCOMPARE(ask(b, request).records, std::string("t-0: isr=1,2 recovery=0"));
    }

    void onePartitionTwiceInARequestIsStaleTheSecondTime() {
        const auto b = bench({"leader=1 replicas=1,2,3 isr=1,2,3"});
        auto request = alterRequest(b, 1, {1, 2});
        request.topics.at(0).partitions.push_back(alterRequest(b, 1, {1}).topics.at(0).partitions.at(0));
        const auto decision = ReplicationControl(b.image).alterPartition(request);
        QCOMPARE(b.text(decision.records), std::string("t-0: isr=1,2"));
        QCOMPARE(decision.response.topics.at(0).partitions.at(1).errorCode,
                 ErrorCode::INVALID_UPDATE_VERSION);
    }

    void completedReassignmentTellsTheOldLeader() {
        const auto b = bench({"leader=1 replicas=2,3,1 isr=1,2 adding=2,3 removing=1"});
        const auto answer = ask(b, alterRequest(b, 1, {1, 2, 3}));
        QCOMPARE(answer.error, ErrorCode::NEW_LEADER_ELECTED);
        QCOMPARE(answer.records, std::string("t-0: leader=2 isr=2,3 replicas=2,3 adding= removing="));
        const auto stays = bench({"leader=1 replicas=1,3,2 isr=1,2 adding=3 removing=2"});
        QCOMPARE(ask(stays, alterRequest(stays, 1, {1, 2, 3})).error, ErrorCode::NONE);
    }

    void eligibleReplicasFollowMinInsyncReplicas() {
        auto b = bench({"leader=1 replicas=1,2,3 isr=1,2,3"});
        QCOMPARE(ask(b, alterRequest(b, 1, {1})).records, std::string("t-0: isr=1"));
        b.setConfig("t", "min.insync.replicas", "2");
        QCOMPARE(ask(b, alterRequest(b, 1, {1})).records, std::string("t-0: isr=1 elr=2,3"));
        b.setConfig("t", "min.insync.replicas", "1");
        // The topic's own value wins over the brokers'.
        const ReplicationControl withDefault(b.image, {.topicDefaults = {{"min.insync.replicas", "3"}}});
        const auto request = alterRequest(b, 1, {1, 2});
        QCOMPARE(b.text(withDefault.alterPartition(request).records), std::string("t-0: isr=1,2"));
        auto plain = bench({"leader=1 replicas=1,2,3 isr=1,2,3"});
        const ReplicationControl defaulted(plain.image, {.topicDefaults = {{"min.insync.replicas", "3"}}});
        QCOMPARE(plain.text(defaulted.alterPartition(alterRequest(plain, 1, {1, 2})).records),
                 std::string("t-0: isr=1,2 elr=3"));
    }

    // ---- ElectLeaders ----

    void preferredLeaderIsElected() {
        const auto b = bench({"leader=2 replicas=1,2 isr=1,2"});
        const auto answer = elect(b, 0);
        QCOMPARE(answer.error, ErrorCode::NONE);
        QCOMPARE(answer.records, std::string("t-0: leader=1"));
        QCOMPARE(elect(bench({"leader=1 replicas=1,2 isr=1,2"}), 0).error, ErrorCode::ELECTION_NOT_NEEDED);
        QCOMPARE(elect(bench({"leader=2 replicas=1,2 isr=2"}), 0).error,
                 ErrorCode::PREFERRED_LEADER_NOT_AVAILABLE);
    }

    void uncleanLeaderIsElectedWhereNobodyLeads() {
        auto b = bench({"replicas=1,2 elr=1 lastKnown=1"}, 2);
        b.replay(ReplicationControl(b.image).brokerFenced(BrokerId(1)));
        const auto answer = elect(b, 1);
        QCOMPARE(answer.error, ErrorCode::NONE);
        QCOMPARE(answer.records, std::string("t-0: leader=2 isr=2 elr= lastKnown= recovery=1"));
        QCOMPARE(elect(bench({"leader=2 replicas=1,2 isr=2"}), 1).error, ErrorCode::ELECTION_NOT_NEEDED);
        b.replay(ReplicationControl(b.image).brokerFenced(BrokerId(2)));
        QCOMPARE(elect(b, 1).error, ErrorCode::ELIGIBLE_LEADERS_NOT_AVAILABLE);
    }

    void electionOfAllLeavesOutWhatIsNotNeeded() {
        auto b = bench({"leader=2 replicas=1,2 isr=1,2", "leader=1 replicas=1,2 isr=1,2",
                        "leader=2 replicas=1,2 isr=2"});
        b.addTopic("u", {"leader=1 replicas=1 isr=1"});
        protocol::ElectLeadersRequest request;
        request.topicPartitions.reset();
        const auto decision = ReplicationControl(b.image).electLeaders(request);
        QCOMPARE(b.text(decision.records), std::string("t-0: leader=1"));
        const auto& results = decision.response.replicaElectionResults;
        QCOMPARE(results.size(), std::size_t{2});
        QCOMPARE(results.at(0).partitionResult.size(), std::size_t{2});
        QCOMPARE(results.at(0).partitionResult.at(0).errorCode, ErrorCode::NONE);
        QVERIFY(!results.at(0).partitionResult.at(0).errorMessage);
        QCOMPARE(results.at(0).partitionResult.at(1).partitionId, 2);
        QCOMPARE(results.at(0).partitionResult.at(1).errorCode, ErrorCode::PREFERRED_LEADER_NOT_AVAILABLE);
        QVERIFY(results.at(1).partitionResult.empty());
    }

    void electionOfWhatThereIsNotIsRefused() {
        const auto b = bench({"leader=2 replicas=1,2 isr=1,2"});
        protocol::ElectLeadersRequest request;
        *request.topicPartitions = {{"t", {1, -1}}, {"nowhere", {0}}};
        const ReplicationControl control(b.image);
        auto decision = control.electLeaders(request);
        for (const auto& topic : decision.response.replicaElectionResults)
            for (const auto& result : topic.partitionResult)
                QCOMPARE(result.errorCode, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        request.electionType = 2;
        decision = control.electLeaders(request);
        QCOMPARE(decision.response.errorCode, ErrorCode::INVALID_REQUEST);
        QCOMPARE(decision.response.replicaElectionResults.at(0).partitionResult.at(0).errorCode,
                 ErrorCode::INVALID_REQUEST);
        QVERIFY(decision.records.empty());
    }

    // ---- reassignments ----

    void reassigns_data() {
        using Ids = std::optional<std::vector<std::int32_t>>;
        QTest::addColumn<QString>("state");
        QTest::addColumn<Ids>("replicas");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* state, Ids replicas, const char* expected) {
            QTest::newRow(name) << state << replicas << expected;
        };
        const auto* plain = "leader=1 replicas=1,2,3 isr=1,2,3";
        row("one moves", plain, {{1, 2, 4}}, "t-0: replicas=1,2,4,3 adding=4 removing=3");
        row("all move", plain, {{5, 4}}, "t-0: replicas=5,4,1,2,3 adding=4,5 removing=1,2,3");
        row("order alone, at once", plain, {{3, 2, 1}}, "t-0: replicas=3,2,1");
        row("fewer, at once", plain, {{3, 1}}, "t-0: leader=1 isr=1,3 replicas=3,1");
        row("fewer, without the leader", plain, {{3, 2}}, "t-0: leader=3 isr=2,3 replicas=3,2");
        row("fewer, not in sync", "leader=1 replicas=1,2,3 isr=1", {{1, 2}}, "t-0: removing=3");
        row("more", plain, {{1, 2, 3, 4}}, "t-0: replicas=1,2,3,4 adding=4");
        row("nothing", plain, {{1, 2, 3}}, "");
        const auto* moving = "leader=1 replicas=4,5,1,2 isr=1,2,4 adding=4,5 removing=1,2";
        row("elsewhere instead", moving, {{3, 4}}, "t-0: replicas=3,4,1,2,5 adding=3,4 removing=1,2,5");
        row("back, by naming the former", moving, {{1, 2}},
            "t-0: leader=1 isr=1,2 replicas=1,2 adding= removing=");
        row("the former are no longer removed", moving, {{1, 2, 4, 5}}, "t-0: replicas=1,2,4,5 removing=");
        row("the same again", moving, {{4, 5}}, "");
        row("cancelled", moving, std::nullopt, "t-0: leader=1 isr=1,2 replicas=1,2 adding= removing=");
        row("cancelled, the leader was added", "leader=4 replicas=4,5,1,2 isr=4,2 adding=4,5 removing=1,2",
            std::nullopt, "t-0: leader=2 isr=2 replicas=1,2 adding= removing=");
    }

    void reassigns() {
        QFETCH(QString, state);
        QFETCH(std::optional<std::vector<std::int32_t>>, replicas);
        QFETCH(QString, expected);
        const auto answer = reassign(bench({state.toStdString()}), replicas);
        QCOMPARE(answer.error, ErrorCode::NONE);
        QCOMPARE(QString::fromStdString(answer.records), expected);
    }

    void reassignmentRefused_data() {
        using Ids = std::optional<std::vector<std::int32_t>>;
        QTest::addColumn<QString>("state");
        QTest::addColumn<Ids>("replicas");
        QTest::addColumn<bool>("mayChangeFactor");
        QTest::addColumn<ErrorCode>("expected");
        const auto row = [](const char* name, const char* state, Ids replicas, bool mayChangeFactor,
                            ErrorCode expected) {
            QTest::newRow(name) << state << replicas << mayChangeFactor << expected;
        };
        const auto* plain = "leader=1 replicas=1,2 isr=1,2";
        row("nobody", plain, {{}}, true, ErrorCode::INVALID_REPLICA_ASSIGNMENT);
        row("unknown", plain, {{1, 6}}, true, ErrorCode::INVALID_REPLICA_ASSIGNMENT);
        row("negative", plain, {{1, -1}}, true, ErrorCode::INVALID_REPLICA_ASSIGNMENT);
        row("twice", plain, {{1, 3, 3}}, true, ErrorCode::INVALID_REPLICA_ASSIGNMENT);
        row("nothing to cancel", plain, std::nullopt, true, ErrorCode::NO_REASSIGNMENT_IN_PROGRESS);
        row("only the added are in sync", "leader=3 replicas=3,1,2 isr=3 adding=3 removing=1,2", std::nullopt,
            true, ErrorCode::INVALID_REPLICA_ASSIGNMENT);
        row("more than before", plain, {{1, 2, 3}}, false, ErrorCode::INVALID_REPLICATION_FACTOR);
        row("fewer than before", plain, {{1}}, false, ErrorCode::INVALID_REPLICATION_FACTOR);
        row("fewer than the move under way", "leader=1 replicas=3,4,5,1,2 isr=1,2 adding=3,4,5 removing=1,2",
            {{3, 4}}, false, ErrorCode::INVALID_REPLICATION_FACTOR);
    }

    void reassignmentRefused() {
        QFETCH(QString, state);
        QFETCH(std::optional<std::vector<std::int32_t>>, replicas);
        QFETCH(bool, mayChangeFactor);
        QFETCH(ErrorCode, expected);
        const auto answer = reassign(bench({state.toStdString()}), replicas, mayChangeFactor);
        QCOMPARE(answer.error, expected);
        QCOMPARE(answer.records, std::string());
    }

    void reassignmentOfTheSameFactorIsAllowed() {
        const auto b = bench({"leader=1 replicas=1,2 isr=1,2"});
        QCOMPARE(reassign(b, {{3, 4}}, false).error, ErrorCode::NONE);
        QCOMPARE(reassign(b, {{3, 4}}, false, "nowhere").error, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    }

    void cancellingUncleanlyNeedsTheTopicsLeave() {
        auto b = bench({"leader=3 replicas=3,1,2 isr=3 adding=3 removing=1,2"});
        b.setConfig("t", "unclean.leader.election.enable", "true");
        const auto answer = reassign(b, std::nullopt);
        QCOMPARE(answer.error, ErrorCode::NONE);
        QCOMPARE(answer.records, std::string("t-0: leader=1 isr=1 replicas=1,2 adding= removing="));
    }

    void onePartitionTwiceInARequestBuildsOnTheFirst() {
        auto b = bench({"leader=1 replicas=1,2 isr=1,2"});
        protocol::AlterPartitionReassignmentsRequest request;
        request.topics.push_back({"t", {{0, {{3, 4}}}, {0, std::nullopt}}});
        const auto decision = ReplicationControl(b.image).alterPartitionReassignments(request);
        QCOMPARE(decision.response.responses.at(0).partitions.at(1).errorCode, ErrorCode::NONE);
        b.replay(decision.records);
        QCOMPARE(toText(b.state("t")), std::string("leader=1 epoch=1 partitionEpoch=2 replicas=1,2 isr=1,2"));
    }

    void movesUnderWayAreListed() {
        auto b =
            bench({"leader=1 replicas=1,2 isr=1,2", "leader=1 replicas=3,1,2 isr=1,2 adding=3 removing=1"});
        b.addTopic("u", {"leader=1 replicas=1,2 isr=1 removing=2"});
        b.addTopic("v", {"leader=1 replicas=1,2 isr=1"});
        const ReplicationControl control(b.image);
        protocol::ListPartitionReassignmentsRequest request;
        auto response = control.listPartitionReassignments(request);
        QCOMPARE(response.topics.size(), std::size_t{2});
        QCOMPARE(response.topics.at(0).name, std::string("t"));
        QCOMPARE(response.topics.at(0).partitions.size(), std::size_t{1});
        const auto& ongoing = response.topics.at(0).partitions.at(0);
        QCOMPARE(ongoing.partitionIndex, 1);
        QCOMPARE(ongoing.replicas, (std::vector<std::int32_t>{3, 1, 2}));
        QCOMPARE(ongoing.addingReplicas, (std::vector<std::int32_t>{3}));
        QCOMPARE(ongoing.removingReplicas, (std::vector<std::int32_t>{1}));
        QVERIFY(!response.errorMessage);
        request.topics.emplace();
        *request.topics = {{"u", {0, 7, -1}}, {"t", {0}}, {"nowhere", {0}}};
        response = control.listPartitionReassignments(request);
        QCOMPARE(response.topics.size(), std::size_t{1});
        QCOMPARE(response.topics.at(0).name, std::string("u"));
        QCOMPARE(response.topics.at(0).partitions.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(ReplicationControlTest)
#include "replication_control_test.moc"
