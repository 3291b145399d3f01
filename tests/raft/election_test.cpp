// Who leads a quorum, and what is committed, in the cases that have names.
#include "tests/raft/quorum.h"

#include <QtTest>

using namespace partitura;
using namespace partitura::raft;
using namespace partitura::raft::test;
using namespace std::chrono_literals;

using Values = std::vector<std::string>;

class ElectionTest : public QObject {
    Q_OBJECT

private slots:
    void aLoneVoterLeadsAtOnce() {
        Quorum quorum(1);
        quorum.start();
        QCOMPARE(quorum.awaitLeader(), 1);
        QVERIFY(quorum.scheduler.now() < Instant(50ms));
        QVERIFY(quorum.append(1, "a").ok());
        QVERIFY(quorum.waitFor([&] { return quorum.committed(1) == Values{"a"}; }));
    }

    void theFirstOfThreeLeadsSoonAfterTheStart() {
        Quorum quorum(3, 1);
        quorum.start();
        QCOMPARE(quorum.awaitLeader(), 1);
        QVERIFY(quorum.scheduler.now() < Instant(200ms));
        QVERIFY(quorum.append(1, "a").ok());
        for (int id = 1; id <= 4; ++id)
            QVERIFY(quorum.waitFor([&] { return quorum.committed(id) == Values{"a"}; }));
        QVERIFY(quorum.scheduler.now() < Instant(400ms));
        QCOMPARE(quorum.violation(), std::string());
    }

    void aLeaderThatStopsIsFollowedWithoutWaiting() {
        Quorum quorum(3);
        quorum.start();
        QCOMPARE(quorum.awaitLeader(), 1);
        const auto before = quorum.scheduler.now();
        quorum.stop(1);
        QVERIFY(quorum.awaitLeader() > 1);
        QVERIFY(quorum.scheduler.now() - before < 500ms);
    }

    void aLeaderThatDiesIsReplacedAndLosesNothingCommitted() {
        Quorum quorum(3);
        quorum.start();
        QCOMPARE(quorum.awaitLeader(), 1);
        QVERIFY(quorum.append(1, "a").ok());
        QVERIFY(quorum.waitFor([&] { return quorum.committed(1) == Values{"a"}; }));
        quorum.losePower(1);
        const int next = quorum.awaitLeader();
        QVERIFY(next > 1);
        QVERIFY(quorum.append(next, "b").ok());
        quorum.start(1);
        QVERIFY(quorum.waitFor([&] { return quorum.committed(1) == Values{"a", "b"}; }));
        QCOMPARE(quorum.violation(), std::string());
    }

    void whatAMajorityNeverHadIsCutAway() {
        Quorum quorum(3);
        quorum.start();
        QCOMPARE(quorum.awaitLeader(), 1);
        quorum.isolate(1);
        QVERIFY(quorum.append(1, "lost").ok());
        QVERIFY(quorum.waitFor([&] { return quorum.leader() > 1; }));
        const int next = quorum.awaitLeader();
        QVERIFY(quorum.append(next, "kept").ok());
        QVERIFY(quorum.waitFor([&] { return quorum.committed(next) == Values{"kept"}; }));
        QVERIFY(quorum.committed(1).empty());
        quorum.healAll();
        QVERIFY(quorum.waitFor([&] { return quorum.committed(1) == Values{"kept"}; }));
        QCOMPARE(quorum.violation(), std::string());
    }

    void aLeaderWithoutAMajorityResigns() {
        Quorum quorum(3);
        quorum.start();
        QCOMPARE(quorum.awaitLeader(), 1);
        quorum.isolate(1);
        QVERIFY(quorum.waitFor([&] { return !quorum.node(1).isLeader(); }, 10s));
        QVERIFY(!quorum.append(1, "x").ok());
    }

    void aNodeThatWasAwayDoesNotDisturbTheLeader() {
        Quorum quorum(3);
        quorum.start();
        QCOMPARE(quorum.awaitLeader(), 1);
        const auto epoch = quorum.node(1).leaderAndEpoch().epoch;
        quorum.isolate(3);
        quorum.scheduler.runFor(60s);
        quorum.healAll();
        quorum.scheduler.runFor(60s);
        QCOMPARE(quorum.leader(), 1);
        QCOMPARE(quorum.node(1).leaderAndEpoch().epoch.value(),
                 epoch.value()); // pre-vote: it never got to a new epoch
        QCOMPARE(quorum.told(3).leader.value(), 1);
    }

    void whoLacksCommittedRecordsIsNotElected() {
        Quorum quorum(3);
        quorum.start();
        QCOMPARE(quorum.awaitLeader(), 1);
        quorum.isolate(3);
        QVERIFY(quorum.append(1, "a").ok());
        QVERIFY(quorum.waitFor([&] { return quorum.committed(2) == Values{"a"}; }));
        quorum.losePower(1);
        quorum.healAll();
        QCOMPARE(quorum.awaitLeader(), 2);
        QVERIFY(quorum.waitFor([&] { return quorum.committed(3) == Values{"a"}; }));
    }

    void withoutAMajorityNothingIsCommitted() {
        Quorum quorum(3);
        quorum.start();
        QCOMPARE(quorum.awaitLeader(), 1);
        quorum.losePower(2);
        quorum.losePower(3);
        QVERIFY(quorum.append(1, "a").ok());
        quorum.scheduler.runFor(30s);
        QVERIFY(quorum.committed(1).empty());
        QCOMPARE(quorum.leader(), 0);
        quorum.start();
        QVERIFY(quorum.awaitLeader() > 0);
        QCOMPARE(quorum.violation(), std::string());
    }

    void whoWasAwayForLongTakesTheLeadersSnapshot() {
        Quorum quorum(3, 1);
        quorum.setSnapshotInterval(10);
        quorum.start();
        QCOMPARE(quorum.awaitLeader(), 1);
        quorum.losePower(3);
        quorum.losePower(4);
        Values values;
        for (int i = 0; i < 50; ++i) {
            values.push_back(std::to_string(i));
            QVERIFY(quorum.append(1, values.back()).ok());
            QVERIFY(quorum.waitFor([&] { return quorum.committed(1) == values; }));
        }
        QVERIFY(quorum.waitFor([&] { return quorum.node(1).log().startOffset() > Offset(20); }));
        quorum.start();
        for (const int id : {3, 4}) {
            QVERIFY(quorum.waitFor([&] { return quorum.committed(id) == values; }));
            QVERIFY(quorum.node(id).log().startOffset() > Offset(20));
        }
        // And what a node begins with after a restart.
        quorum.losePower(1);
        quorum.start(1);
        QVERIFY(quorum.committed(1).size() > 20);
        QVERIFY(quorum.waitFor([&] { return quorum.committed(1) == values; }));
        QCOMPARE(quorum.violation(), std::string());
    }

    void aLogWithoutItsSnapshotIsRefused() {
        Quorum quorum(1);
        quorum.setSnapshotInterval(10);
        quorum.start();
        QCOMPARE(quorum.awaitLeader(), 1);
        for (int i = 0; i < 40; ++i) {
            QVERIFY(quorum.append(1, "x").ok());
            quorum.scheduler.runFor(100ms);
        }
        QVERIFY(quorum.node(1).log().startOffset() > Offset(0));
        quorum.stop(1);
        const std::string directory = "node/__cluster_metadata-0";
        const auto entries = *quorum.storage(1).list(directory);
        for (const auto& entry : entries)
            if (entry.name.ends_with(".checkpoint"))
                QVERIFY(quorum.storage(1).remove(directory + "/" + entry.name).ok());
        quorum.start(1);
        QVERIFY2(quorum.violation().find("no snapshot") != std::string::npos, quorum.violation().c_str());
    }

    // As after a crash between taking the leader's snapshot and beginning the log anew with it.
    void aSnapshotWithoutItsLogIsBegunWith() {
        Quorum quorum(3);
        quorum.setSnapshotInterval(10);
        quorum.start();
        QCOMPARE(quorum.awaitLeader(), 1);
        Values values;
        for (int i = 0; i < 40; ++i) {
            values.push_back(std::to_string(i));
            QVERIFY(quorum.append(1, values.back()).ok());
            QVERIFY(quorum.waitFor([&] { return quorum.committed(3) == values; }));
        }
        QVERIFY(quorum.node(3).snapshot());
        quorum.stop(3);
        const std::string directory = "node/__cluster_metadata-0";
        int removed = 0;
        const auto entries = *quorum.storage(3).list(directory);
        for (const auto& entry : entries)
            if (entry.name.ends_with(".log") || entry.name.ends_with("index")) {
                QVERIFY(quorum.storage(3).remove(directory + "/" + entry.name).ok());
                ++removed;
            }
        QVERIFY(removed > 0);
        quorum.start(3);
        QVERIFY(quorum.waitFor([&] { return quorum.committed(3) == values; }));
        QVERIFY(quorum.node(3).log().startOffset() > Offset(0));
        QVERIFY(quorum.append(1, "next").ok());
        QVERIFY(quorum.waitFor([&] { return quorum.committed(3).size() == values.size() + 1; }));
        QCOMPARE(quorum.violation(), std::string());
    }

    void aVoteIsNotForgotten() {
        Quorum quorum(3);
        for (const int id : {1, 2})
            quorum.start(id);
        protocol::VoteRequest request;
        request.clusterId = "cluster";
        auto& topic = request.topics.emplace_back();
        topic.topicName = "__cluster_metadata";
        auto& partition = topic.partitions.emplace_back();
        partition.replicaEpoch = 7;
        partition.replicaId = 1;
        const auto granted = [&](int candidate) {
            partition.replicaId = candidate;
            return quorum.node(2).vote(request).topics.front().partitions.front().voteGranted;
        };
        QVERIFY(granted(1));
        QVERIFY(granted(1));
        QVERIFY(!granted(3));
        quorum.losePower(2);
        quorum.start(2);
        QVERIFY(!granted(3));
        QVERIFY(granted(1));
    }

    void requestsThatMakeNoSenseAreRefused() {
        Quorum quorum(3);
        quorum.start();
        QCOMPARE(quorum.awaitLeader(), 1);
        protocol::VoteRequest vote;
        vote.clusterId = "other";
        QCOMPARE(quorum.node(2).vote(vote).errorCode, ErrorCode::INCONSISTENT_CLUSTER_ID);
        vote.clusterId = "cluster";
        QCOMPARE(quorum.node(2).vote(vote).errorCode, ErrorCode::INVALID_REQUEST);
        auto& topic = vote.topics.emplace_back();
        topic.topicName = "__cluster_metadata";
        auto& partition = topic.partitions.emplace_back();
        partition.replicaId = 3;
        partition.replicaEpoch = 0;
        const auto code = [&] {
            return quorum.node(2).vote(vote).topics.front().partitions.front().errorCode;
        };
        partition.lastOffsetEpoch = 5;
        QCOMPARE(code(), ErrorCode::INVALID_REQUEST);
        partition.lastOffsetEpoch = -1;
        QCOMPARE(code(), ErrorCode::INVALID_REQUEST);
        protocol::FetchRequest fetch;
        protocol::FetchResponse got;
        quorum.node(1).fetch(fetch, [&](auto response) { got = std::move(response); });
        QCOMPARE(got.errorCode, ErrorCode::INVALID_REQUEST);
        protocol::BeginQuorumEpochRequest begin;
        begin.topics.emplace_back().topicName = "__cluster_metadata";
        begin.topics.front().partitions.emplace_back().leaderId = 9;
        QCOMPARE(quorum.node(2).beginQuorumEpoch(begin).errorCode, ErrorCode::INVALID_REQUEST);
    }

    void aDamagedStateFileIsRefusedByName() {
        simulation::MemoryStorage storage;
        const std::string path = "quorum-state";
        const ElectionState state{LeaderEpoch(4), BrokerId(2), BrokerId(3), {}};
        QVERIFY(writeElectionState(storage, path, state).ok());
        QVERIFY(*readElectionState(storage, path) == state);
        const auto whole = *readFile(storage, path);
        for (std::size_t cut = 0; cut < whole.size(); ++cut) {
            auto file = *storage.open(path, Storage::OpenMode::replace);
            QVERIFY(file->writeAt(0, ByteView(whole).first(cut)).ok());
            const auto read = readElectionState(storage, path);
            QVERIFY(!read.ok());
            QVERIFY(read.error().context.find(path) != std::string::npos);
        }
    }
};

QTEST_GUILESS_MAIN(ElectionTest)
#include "election_test.moc"
