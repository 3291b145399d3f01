// A leader's in-sync replicas: whom it proposes, and what it does with the controller's answers.
#include "broker/replication/partition.h"
#include "broker/replication/replica_selector.h"
#include "tests/log/disk.h"

#include <QtTest>

using namespace partitura;
using namespace partitura::replication;
using namespace partitura::test;
using namespace std::chrono_literals;
using Ids = std::vector<BrokerId>;

namespace {

const BrokerId leader(1), second(2), third(3);

/// Broker 1 leads; 2 and 3, which follow, are registered in epochs 20 and 30.
struct Bench {
    Bench() {
        standings[second] = {.epoch = 20, .isFenced = false};
        standings[third] = {.epoch = 30, .isFenced = false};
        partition.setMinInsyncReplicas(1);
        apply({leader, second}, 7);
    }

    void apply(const Ids& isr, std::int32_t partitionEpoch, LeaderEpoch epoch = LeaderEpoch(4)) {
        partition.apply({.leader = leader,
                         .leaderEpoch = epoch,
                         .partitionEpoch = partitionEpoch,
                         .replicas = {leader, second, third},
                         .isr = isr});
    }
    void produce() {
        auto batch = test::batchOf(1, 10);
        if (!partition.appendAsLeader(batch, log::AppendOrigin::client, 0))
            qFatal("nothing was appended");
    }
    void fetched(BrokerId id, std::int64_t epoch, Offset end) {
        partition.followerFetched(id, epoch, Offset(0), end);
    }
    void answer(ErrorCode error) { retry = partition.isrAnswered(proposals.back().number, {.error = error}); }
    [[nodiscard]] std::string proposed() const {
        std::string text;
        for (const auto& member : proposals.back().isr)
            text += toString(member.id) + "@" + std::to_string(member.brokerEpoch) + " ";
        return text;
    }

    Disk disk{true};
    std::unique_ptr<log::PartitionLog> log = openLog(disk);
    std::map<BrokerId, BrokerStanding> standings;
    std::vector<IsrProposal> proposals;
    bool retry = false;
    const ReplicationConfig config{.self = leader};
    const Partition::Surroundings surroundings{
        .proposeIsr = [this](const auto&, const IsrProposal& one) { proposals.push_back(one); },
        .standingOf = [this](BrokerId id) -> std::optional<BrokerStanding> {
            const auto found = standings.find(id);
            return found == standings.end() ? std::nullopt : std::optional(found->second);
        },
        .truncated = [](const auto&, Offset, Offset) {},
        .requestFlush = [](const auto&) {},
        .storageFailed = [](const auto&) {}};
    Partition partition{{"t", PartitionIndex(0)}, Uuid{}, *log, Offset(0), config, disk.clock, surroundings};
};

} // namespace

class IsrTest : public QObject {
    Q_OBJECT

private slots:
    void whoCaughtUpIsProposedWithItsBrokerEpoch() {
        Bench bench;
        bench.fetched(second, 20, Offset(0));
        bench.fetched(third, 30, Offset(0));
        QCOMPARE(bench.proposals.size(), std::size_t(1));
        QCOMPARE(bench.proposed(), std::string("1@-1 2@20 3@30 "));
        QCOMPARE(bench.proposals.back().partitionEpoch, 7);
        bench.fetched(third, 30, Offset(0));
        QCOMPARE(bench.proposals.size(), std::size_t(1)); // one at a time
    }

    void onlyAnActiveBrokerOfThisLifeIsProposed() {
        Bench bench;
        const BrokerStanding active{.epoch = 30, .isFenced = false};
        for (const auto& standing : {BrokerStanding{.epoch = 30, .isFenced = true},
                                     BrokerStanding{.epoch = 30, .isFenced = false, .isShuttingDown = true},
                                     BrokerStanding{.epoch = 29, .isFenced = false}}) {
            bench.standings[third] = standing;
            bench.fetched(third, 30, Offset(0));
            QVERIFY(bench.proposals.empty());
        }
        bench.standings.erase(third);
        bench.fetched(third, 30, Offset(0));
        QVERIFY(bench.proposals.empty());
        bench.standings[third] = active;
        bench.fetched(third, -1, Offset(0)); // said no epoch, as before KIP-903
        QCOMPARE(bench.proposed(), std::string("1@-1 2@-1 3@-1 "));
    }

    void anEarlierLifeMayNotFetch() {
        Bench bench;
        const auto check = [&](BrokerId id, std::int64_t epoch, bool named = true) {
            return bench.partition.checkFollower(id, epoch, named);
        };
        QCOMPARE(check(second, 20), ErrorCode::NONE);
        QCOMPARE(check(second, 21), ErrorCode::NONE); // of a life the metadata here do not know yet
        QCOMPARE(check(second, -1), ErrorCode::NONE);
        QCOMPARE(check(second, 19), ErrorCode::NOT_LEADER_OR_FOLLOWER);
        QVERIFY(check(BrokerId(9), 1) == ErrorCode::UNKNOWN_LEADER_EPOCH);
        QVERIFY(check(BrokerId(9), 1, false) == ErrorCode::NOT_LEADER_OR_FOLLOWER);
    }

    void anAcceptedProposalIsTheStateBeforeTheMetadataSaySo() {
        Bench bench;
        bench.fetched(third, 30, Offset(0));
        QVERIFY(!bench.partition.isrAnswered(
            bench.proposals.back().number,
            {.leaderEpoch = LeaderEpoch(4), .partitionEpoch = 8, .isr = {leader, second, third}}));
        QVERIFY(bench.partition.state().isr == (Ids{leader, second, third}));
        QCOMPARE(bench.partition.state().partitionEpoch, 8);
        bench.apply({leader, second}, 7); // older metadata say nothing new
        QCOMPARE(bench.partition.state().isr.size(), std::size_t(3));
    }

    void anAnswerOfAnotherLeaderEpochIsIgnored() {
        Bench bench;
        bench.fetched(third, 30, Offset(0));
        QVERIFY(!bench.partition.isrAnswered(
            bench.proposals.back().number,
            {.leaderEpoch = LeaderEpoch(5), .partitionEpoch = 8, .isr = {leader, third}}));
        QVERIFY(bench.partition.state().isr == (Ids{leader, second}));
    }

    void anIneligibleReplicaMayBeProposedAnew() {
        for (const auto error : {ErrorCode::INELIGIBLE_REPLICA, ErrorCode::OPERATION_NOT_ATTEMPTED}) {
            Bench bench;
            bench.fetched(third, 30, Offset(0));
            bench.answer(error);
            QVERIFY(!bench.retry);
            bench.fetched(third, 30, Offset(0));
            QCOMPARE(bench.proposals.size(), std::size_t(2));
        }
    }

    void otherRefusalsWaitForMetadata() {
        for (const auto error : {ErrorCode::FENCED_LEADER_EPOCH, ErrorCode::INVALID_UPDATE_VERSION,
                                 ErrorCode::INVALID_REQUEST, ErrorCode::NEW_LEADER_ELECTED,
                                 ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, ErrorCode::UNKNOWN_TOPIC_ID}) {
            Bench bench;
            bench.fetched(third, 30, Offset(0));
            bench.answer(error);
            QVERIFY(!bench.retry);
            bench.fetched(third, 30, Offset(0));
            bench.apply({leader, second}, 7); // another partition of the topic changed: nothing new of this
            bench.fetched(third, 30, Offset(0));
            QCOMPARE(bench.proposals.size(), std::size_t(1));
            bench.apply({leader, second}, 8);
            bench.fetched(third, 30, Offset(0));
            QCOMPARE(bench.proposals.size(), std::size_t(2));
        }
    }

    void errorsThatSayNothingOfTheProposalAreRetried() {
        Bench bench;
        bench.fetched(third, 30, Offset(0));
        bench.answer(ErrorCode::UNKNOWN_SERVER_ERROR);
        QVERIFY(bench.retry);
        bench.apply({leader, second}, 8);
        bench.answer(ErrorCode::UNKNOWN_SERVER_ERROR); // overtaken
        QVERIFY(!bench.retry);
    }

    // The controller may have taken it in already.
    void theHighWatermarkWaitsForWhoIsProposed() {
        Bench bench;
        bench.fetched(second, 20, Offset(0));
        bench.fetched(third, 30, Offset(0));
        bench.produce();
        bench.disk.clock.advance(1min); // too long for it to count as caught up
        bench.fetched(second, 20, Offset(1));
        QVERIFY(bench.partition.highWatermark() == Offset(0));
        bench.apply({leader, second}, 7);
        QVERIFY(bench.partition.highWatermark() == Offset(0));
        bench.answer(ErrorCode::INELIGIBLE_REPLICA);
        bench.produce();
        QVERIFY(bench.partition.highWatermark() == Offset(1));
    }

    void theHighWatermarkWaitsForWhoIsAboutToJoin() {
        Bench bench;
        bench.standings[third].isFenced = true;
        bench.fetched(third, 30, Offset(0));
        bench.standings[third].isFenced = false;
        bench.produce();
        bench.fetched(second, 20, Offset(1));
        QVERIFY(bench.partition.highWatermark() == Offset(0));
        bench.standings[third].isFenced = true; // may not join
        bench.fetched(second, 20, Offset(0));
        bench.fetched(second, 20, Offset(1));
        QVERIFY(bench.partition.highWatermark() == Offset(1));
    }

    void whoLagsIsDroppedAfterTheTimeAllowed() {
        Bench bench;
        bench.fetched(second, 20, Offset(0));
        bench.produce();
        bench.disk.clock.advance(30s);
        bench.partition.shrinkIsr();
        QVERIFY(bench.proposals.empty());
        bench.disk.clock.advance(1ms);
        bench.partition.shrinkIsr();
        QCOMPARE(bench.proposed(), std::string("1@-1 "));
    }

    void whoIsAlwaysALittleBehindStays() {
        Bench bench;
        bench.produce();
        for (int end = 0; end < 10; ++end) {
            bench.fetched(second, 20, Offset(end)); // what there was when it last asked
            bench.produce();
            bench.disk.clock.advance(14s);
            bench.partition.shrinkIsr();
            QVERIFY2(bench.proposals.empty(), std::to_string(end).c_str());
        }
    }

    void aSilentFollowerWithAllStays() {
        Bench bench;
        bench.fetched(second, 20, Offset(0));
        bench.disk.clock.advance(1h);
        bench.partition.shrinkIsr();
        QVERIFY(bench.proposals.empty());
    }

    void aReassignmentsNewReplicaIsKnownInTheSameLeaderEpoch() {
        Bench bench;
        const BrokerId fourth(4);
        bench.standings[fourth] = {.epoch = 40, .isFenced = false};
        QCOMPARE(bench.partition.checkFollower(fourth, 40, true), ErrorCode::UNKNOWN_LEADER_EPOCH);
        bench.partition.apply({.leader = leader,
                               .leaderEpoch = LeaderEpoch(4),
                               .partitionEpoch = 8,
                               .replicas = {leader, second, fourth},
                               .isr = {leader, second},
                               .addingReplicas = {fourth}});
        QCOMPARE(bench.partition.checkFollower(fourth, 40, true), ErrorCode::NONE);
        QCOMPARE(bench.partition.checkFollower(third, 30, true), ErrorCode::UNKNOWN_LEADER_EPOCH);
        bench.fetched(fourth, 40, Offset(0));
        QCOMPARE(bench.proposed(), std::string("1@-1 2@-1 4@40 "));
    }

    void aLeaderElectedAgainKnowsItsFollowers() {
        Bench bench;
        bench.fetched(second, 20, Offset(0));
        bench.apply({leader, second}, 8, LeaderEpoch(5));
        QVERIFY(bench.partition.followers().at(second).brokerEpoch == std::optional<std::int64_t>(20));
        bench.partition.apply({.leader = second,
                               .leaderEpoch = LeaderEpoch(6),
                               .partitionEpoch = 9,
                               .replicas = {leader, second, third},
                               .isr = {leader, second}});
        QVERIFY(bench.partition.followers().empty());
        bench.apply({leader, second}, 10, LeaderEpoch(7));
        QVERIFY(!bench.partition.followers().at(second).brokerEpoch);
    }

    void anEpochWithoutRecordsIsKnownToFollowers() {
        Bench bench;
        bench.produce();
        bench.apply({leader, second}, 8, LeaderEpoch(9));
        const auto end = bench.log->endOffsetFor(LeaderEpoch(8)); // written by some leader in between
        QVERIFY(end.epoch == LeaderEpoch(4));
        QVERIFY(end.endOffset == Offset(1));
        QVERIFY(bench.partition.truncateTo(Offset(1)).ok());
        QVERIFY(bench.log->latestEpoch() == LeaderEpoch(4));
    }

    void consumersAreSentToTheBestReplicaOfTheirRack() {
        const std::vector<ReadableReplica> followers{
            {BrokerId(2), "b", Offset(5), 1s}, {BrokerId(3), "c", Offset(5), 2s},
            {BrokerId(4), "c", Offset(6), 9s}, {BrokerId(5), "d", Offset(6), 2s},
            {BrokerId(6), "d", Offset(6), 1s}, {BrokerId(7), "e", Offset(6), 1s},
            {BrokerId(8), "e", Offset(6), 1s}, {BrokerId(9), "", Offset(9), 0s}};
        const auto select = [&](std::string_view rack) { return selectReadReplica(rack, "a", followers); };
        QVERIFY(!select(""));
        QVERIFY(!select("a"));
        QVERIFY(!select("nowhere"));
        QVERIFY(select("b") == std::optional(BrokerId(2)));
        QVERIFY(select("c") == std::optional(BrokerId(4))); // has more
        QVERIFY(select("d") == std::optional(BrokerId(6))); // caught up later
        QVERIFY(select("e") == std::optional(BrokerId(8))); // the greater id
    }
};

QTEST_GUILESS_MAIN(IsrTest)
#include "isr_test.moc"
