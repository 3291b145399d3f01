// Static members (KIP-345): they come back under a new id and keep what they had.
#include "tests/groups/group_bench.h"

#include <QTest>

using namespace partitura;
using namespace partitura::groups;
using namespace std::chrono_literals;
using observe::GroupState;

namespace {

Client staticClient(std::string instanceId) {
    Client client;
    client.instanceId = std::move(instanceId);
    client.joinVersion = 5;
    return client;
}

/// The client after a restart: it knows its instance id alone.
Client restarted(const Client& client) {
    Client again = client;
    again.memberId.clear();
    again.generation = -1;
    return again;
}

} // namespace

class StaticMemberTest : public QObject {
    Q_OBJECT

private slots:
    void itNeedsNoMemberIdFirst() {
        GroupBench bench;
        Client client = staticClient("i1");
        client.joinVersion = 9;
        const auto join = bench.join(client);
        bench.scheduler.runPending();
        QCOMPARE(join->errorCode, ErrorCode::NONE);
        QVERIFY(join->memberId.starts_with("i1-"));
        QCOMPARE(*join->members.at(0).groupInstanceId, std::string("i1"));
    }

    void itComesBackWithoutARebalanceAndFencesTheOld() {
        GroupBench bench;
        Client leader = staticClient("i1");
        Client follower = staticClient("i2");
        bench.stabilize({&leader, &follower});
        Client again = restarted(follower);
        const auto join = bench.join(again);
        QVERIFY2(!join.came(), "the new id must be in the log first");
        bench.scheduler.runPending();
        QCOMPARE(join->errorCode, ErrorCode::NONE);
        QCOMPARE(join->generationId, follower.generation);
        QVERIFY(join->memberId != follower.memberId);
        GroupBench::accept(again, join);
        QCOMPARE(bench.sync(again)->assignment, Bytes{1});
        QCOMPARE(bench.snapshot()->state, GroupState::stable);
        QCOMPARE(bench.heartbeat(again), ErrorCode::NONE);
        QCOMPARE(bench.heartbeat(follower), ErrorCode::FENCED_INSTANCE_ID);
        QCOMPARE(bench.join(follower)->errorCode, ErrorCode::FENCED_INSTANCE_ID);
        QCOMPARE(bench.sync(follower)->errorCode, ErrorCode::FENCED_INSTANCE_ID);
        QCOMPARE(bench.commit(follower, "a", 0, 1)->topics[0].partitions[0].errorCode, ErrorCode::FENCED_INSTANCE_ID);
        QCOMPARE(bench.leave("orders", {{follower.memberId, "i2", {}}}).members[0].errorCode,
                 ErrorCode::FENCED_INSTANCE_ID);
    }

    void aLeaderThatComesBackDoesNotAssign() {
        GroupBench bench;
        Client leader = staticClient("i1");
        bench.stabilize({&leader});
        Client old = restarted(leader);
        const auto oldJoin = bench.join(old);
        bench.scheduler.runPending();
        QCOMPARE(oldJoin->leader, leader.memberId); // the one before: not itself
        QVERIFY(oldJoin->members.empty());

        Client modern = restarted(leader);
        modern.joinVersion = 9;
        const auto modernJoin = bench.join(modern);
        bench.scheduler.runPending();
        QCOMPARE(modernJoin->leader, modernJoin->memberId);
        QVERIFY(modernJoin->skipAssignment);
        QCOMPARE(modernJoin->members.size(), std::size_t(1));
    }

    void aLogThatRefusesLeavesTheOldIdInPlace() {
        GroupBench bench;
        Client client = staticClient("i1");
        bench.stabilize({&client});
        bench.log.error = ErrorCode::NOT_ENOUGH_REPLICAS;
        const auto join = bench.join(restarted(client));
        bench.scheduler.runPending();
        QCOMPARE(join->errorCode, ErrorCode::COORDINATOR_NOT_AVAILABLE);
        QCOMPARE(bench.heartbeat(client), ErrorCode::NONE);
    }

    void otherProtocolsMakeARebalance() {
        GroupBench bench;
        Client client = staticClient("i1");
        client.protocols = {{"range", {1}}, {"sticky", {1}}};
        bench.stabilize({&client});
        Client again = restarted(client);
        again.protocols = {{"sticky", {1}}, {"range", {1}}};
        const auto join = bench.join(again);
        QCOMPARE(join->generationId, 2);
        QCOMPARE(*join->protocolName, std::string("sticky"));
    }

    void whoWaitsIsFenced() {
        GroupBench bench;
        Client first = staticClient("i1");
        Client second = staticClient("i2");
        bench.stabilize({&first, &second});
        const auto waiting = bench.join(first); // as leader: a rebalance that waits for the second
        const auto again = bench.join(restarted(first));
        QCOMPARE(waiting->errorCode, ErrorCode::FENCED_INSTANCE_ID);
        QVERIFY(!again.came());
        const auto other = bench.join(second);
        QCOMPARE(again->errorCode, ErrorCode::NONE);
        QCOMPARE(again->leader, again->memberId);

        // While completing: the sync that waits is fenced, and all start again.
        GroupBench::accept(second, other);
        const auto sync = bench.sync(second);
        const auto third = bench.join(restarted(second));
        QCOMPARE(sync->errorCode, ErrorCode::FENCED_INSTANCE_ID);
        QCOMPARE(bench.snapshot()->state, GroupState::preparingRebalance);
        QVERIFY(!third.came());
    }

    void itIsMissedOnlyWhenItsSessionEnds() {
        GroupBench bench;
        Client first;
        first.joinVersion = 3;
        Client second = staticClient("i2");
        first.rebalanceTimeoutMs = second.rebalanceTimeoutMs = 5000;
        first.sessionTimeoutMs = 30'000;
        second.sessionTimeoutMs = 20'000;
        bench.stabilize({&first, &second});
        const auto again = bench.join(first);
        bench.scheduler.runFor(5s);
        QCOMPARE(again->members.size(), std::size_t(2)); // not removed for not joining again
        GroupBench::accept(first, again);
        bench.sync(first);
        bench.scheduler.runFor(4s);
        QCOMPARE(bench.heartbeat(first), ErrorCode::NONE);
        QCOMPARE(bench.snapshot()->members.size(), std::size_t(2));
        bench.scheduler.runFor(20s);
        QCOMPARE(bench.snapshot()->members.size(), std::size_t(1));
    }

    void noOneLeftToJoinEndsWithTheSessions() {
        GroupBench bench;
        Client first = staticClient("i1");
        Client second = staticClient("i2");
        first.rebalanceTimeoutMs = second.rebalanceTimeoutMs = 0;
        first.sessionTimeoutMs = second.sessionTimeoutMs = 10'000;
        bench.stabilize({&first, &second});
        bench.leave("orders", {{second.memberId, "i2", {}}});
        bench.scheduler.runFor(5s);
        QCOMPARE(bench.snapshot()->state, GroupState::preparingRebalance);
        bench.scheduler.runFor(6s);
        QCOMPARE(bench.snapshot()->state, GroupState::empty);
    }

    void anAdministratorRemovesItByItsInstanceId() {
        GroupBench bench;
        Client client = staticClient("i1");
        bench.stabilize({&client});
        QCOMPARE(bench.leave("orders", {{"", "i9", {}}}).members[0].errorCode, ErrorCode::UNKNOWN_MEMBER_ID);
        const auto answer = bench.leave("orders", {{"", "i1", "maintenance"}});
        QCOMPARE(answer.members[0].errorCode, ErrorCode::NONE);
        QCOMPARE(answer.members[0].memberId, std::string());
        QCOMPARE(bench.heartbeat(client), ErrorCode::UNKNOWN_MEMBER_ID);
        QCOMPARE(bench.snapshot()->state, GroupState::empty);
    }
};

QTEST_APPLESS_MAIN(StaticMemberTest)
#include "static_member_test.moc"
