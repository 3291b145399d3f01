// Dynamic members: joining, synchronising, leaving, expiring.
#include "tests/groups/group_bench.h"

#include <QTest>

using namespace partitura;
using namespace partitura::groups;
using namespace std::chrono_literals;
using observe::GroupState;

class RebalanceTest : public QObject {
    Q_OBJECT

private slots:
    void oneMemberJoinsAndIsAssigned() {
        GroupBench bench;
        Client client;
        const auto join = bench.join(client);
        QVERIFY(!join.came());
        bench.scheduler.runPending();
        QCOMPARE(join->errorCode, ErrorCode::NONE);
        QCOMPARE(join->generationId, 1);
        QVERIFY(join->memberId.starts_with("app-"));
        QCOMPARE(join->memberId.size(), std::size_t(4 + 36));
        QCOMPARE(join->leader, join->memberId);
        QCOMPARE(*join->protocolType, std::string("consumer"));
        QCOMPARE(*join->protocolName, std::string("range"));
        QCOMPARE(join->members.size(), std::size_t(1));
        QCOMPARE(join->members[0].metadata, Bytes{1});

        GroupBench::accept(client, join);
        const auto sync = bench.sync(client, {{client.memberId, {42}}});
        QVERIFY2(!sync.came(), "nothing is answered before the log has it");
        bench.scheduler.runPending();
        QCOMPARE(sync->errorCode, ErrorCode::NONE);
        QCOMPARE(sync->assignment, Bytes{42});
        QCOMPARE(*sync->protocolName, std::string("range"));
        QCOMPARE(bench.heartbeat(client), ErrorCode::NONE);
        QCOMPARE(bench.snapshot()->state, GroupState::stable);
        QCOMPARE(bench.eventNames(), (std::vector<std::string>{"group-rebalancing", "group-stable"}));
        QCOMPARE(bench.events.back().group, std::string("orders"));
    }

    void theLeaderAloneIsToldOfTheMembers() {
        GroupBench bench;
        Client first;
        Client second;
        second.protocols = {{"range", {2}}};
        const auto firstJoin = bench.join(first);
        bench.scheduler.runPending();
        GroupBench::accept(first, firstJoin);
        const auto secondJoin = bench.join(second);
        bench.scheduler.runPending();
        QVERIFY(!secondJoin.came());
        QCOMPARE(bench.heartbeat(first), ErrorCode::REBALANCE_IN_PROGRESS);
        QCOMPARE(bench.sync(first)->errorCode, ErrorCode::REBALANCE_IN_PROGRESS);
        const auto again = bench.join(first);
        QCOMPARE(again->generationId, 2);
        QCOMPARE(again->members.size(), std::size_t(2));
        QCOMPARE(secondJoin->generationId, 2);
        QVERIFY(secondJoin->members.empty());
        QCOMPARE(secondJoin->leader, first.memberId);

        GroupBench::accept(first, again);
        GroupBench::accept(second, secondJoin);
        const auto followerSync = bench.sync(second);
        bench.scheduler.runPending();
        QVERIFY(!followerSync.came());
        const auto leaderSync = bench.sync(first, {{first.memberId, {1}}, {second.memberId, {2}}, {"stranger", {3}}});
        bench.scheduler.runPending();
        QCOMPARE(leaderSync->assignment, Bytes{1});
        QCOMPARE(followerSync->assignment, Bytes{2});
        QCOMPARE(bench.sync(second)->assignment, Bytes{2}); // asked again
    }

    void aNewMemberIsGivenAnIdFirst() {
        GroupBench bench;
        Client client;
        client.joinVersion = 4;
        const auto refused = bench.join(client);
        QCOMPARE(refused->errorCode, ErrorCode::MEMBER_ID_REQUIRED);
        QVERIFY(refused->memberId.starts_with("app-"));
        GroupBench::accept(client, refused);
        const auto join = bench.join(client);
        bench.scheduler.runPending();
        QCOMPARE(join->errorCode, ErrorCode::NONE);
        QCOMPARE(join->memberId, client.memberId);
    }

    void anIdGivenOutIsWaitedForUntilItExpires() {
        GroupBench bench;
        Client first;
        bench.stabilize({&first});
        Client late;
        late.joinVersion = 9;
        QCOMPARE(bench.join(late)->errorCode, ErrorCode::MEMBER_ID_REQUIRED);
        const auto again = bench.join(first);
        bench.scheduler.runFor(9s);
        QVERIFY(!again.came());
        bench.scheduler.runFor(2s);
        QCOMPARE(again->errorCode, ErrorCode::NONE);
    }

    void requestsThatMakeNoSenseAreRefused() {
        GroupBench bench;
        Client client;
        client.sessionTimeoutMs = 1000;
        QCOMPARE(bench.join(client)->errorCode, ErrorCode::INVALID_SESSION_TIMEOUT);
        client.sessionTimeoutMs = 10'000'000;
        QCOMPARE(bench.join(client)->errorCode, ErrorCode::INVALID_SESSION_TIMEOUT);
        client.sessionTimeoutMs = 10'000;
        client.group = "";
        QCOMPARE(bench.join(client)->errorCode, ErrorCode::INVALID_GROUP_ID);
        QCOMPARE(bench.sync(client)->errorCode, ErrorCode::INVALID_GROUP_ID);
        QCOMPARE(bench.heartbeat(client), ErrorCode::INVALID_GROUP_ID);
        QCOMPARE(bench.leave(client), ErrorCode::INVALID_GROUP_ID);
        client.group = "orders";
        client.memberId = "made up";
        QCOMPARE(bench.join(client)->errorCode, ErrorCode::UNKNOWN_MEMBER_ID);
        QCOMPARE(bench.sync(client)->errorCode, ErrorCode::UNKNOWN_MEMBER_ID);
        QCOMPARE(bench.heartbeat(client), ErrorCode::UNKNOWN_MEMBER_ID);
        QCOMPARE(bench.leave(client), ErrorCode::UNKNOWN_MEMBER_ID);
        client.memberId = "";
        client.protocols.clear();
        QCOMPARE(bench.join(client)->errorCode, ErrorCode::INCONSISTENT_GROUP_PROTOCOL);
    }

    void protocolsMustBeShared() {
        GroupBench bench;
        Client first;
        first.protocols = {{"range", {1}}, {"sticky", {2}}};
        bench.stabilize({&first});
        Client other;
        other.protocols = {{"roundrobin", {1}}};
        QCOMPARE(bench.join(other)->errorCode, ErrorCode::INCONSISTENT_GROUP_PROTOCOL);
        other.protocols = {{"sticky", {3}}};
        other.protocolType = "connect";
        QCOMPARE(bench.join(other)->errorCode, ErrorCode::INCONSISTENT_GROUP_PROTOCOL);
        other.protocolType = "consumer";
        const auto join = bench.join(other);
        const auto again = bench.join(first);
        QCOMPARE(*join->protocolName, std::string("sticky"));
        QCOMPARE(again->members.size(), std::size_t(2));
        QCOMPARE(again->members[0].metadata.size(), std::size_t(1));

        // A sync that was meant for another protocol (KIP-559).
        GroupBench::accept(first, again);
        protocol::SyncGroupRequest request;
        request.groupId = first.group;
        request.memberId = first.memberId;
        request.generationId = first.generation;
        request.protocolType = "consumer";
        request.protocolName = "range";
        Answer<protocol::SyncGroupResponse> answer;
        bench.coordinator->syncGroup({"app", "", 5}, request, answer.reply());
        QCOMPARE(answer->errorCode, ErrorCode::INCONSISTENT_GROUP_PROTOCOL);
    }

    void generationsAreChecked() {
        GroupBench bench;
        Client client;
        bench.stabilize({&client});
        client.generation = 7;
        QCOMPARE(bench.heartbeat(client), ErrorCode::ILLEGAL_GENERATION);
        QCOMPARE(bench.sync(client)->errorCode, ErrorCode::ILLEGAL_GENERATION);
        QCOMPARE(bench.commit(client, "a", 0, 1)->topics[0].partitions[0].errorCode, ErrorCode::ILLEGAL_GENERATION);
    }

    void whoLeavesMakesTheOthersRebalance() {
        GroupBench bench;
        Client first;
        Client second;
        bench.stabilize({&first, &second});
        QCOMPARE(bench.leave(second), ErrorCode::NONE);
        QCOMPARE(bench.heartbeat(second), ErrorCode::UNKNOWN_MEMBER_ID);
        QCOMPARE(bench.heartbeat(first), ErrorCode::REBALANCE_IN_PROGRESS);
        const auto again = bench.join(first);
        QCOMPARE(again->generationId, 3);
        QCOMPARE(again->members.size(), std::size_t(1));
        GroupBench::accept(first, again);
        QCOMPARE(bench.leave(first), ErrorCode::NONE);
        QCOMPARE(bench.snapshot()->state, GroupState::empty);
        QCOMPARE(bench.snapshot()->generation, 4);
        QCOMPARE(bench.eventNames().back(), std::string("group-empty"));
    }

    void severalMembersLeaveAtOnce() {
        GroupBench bench;
        Client first;
        Client second;
        bench.stabilize({&first, &second});
        const auto answer =
            bench.leave("orders", {{first.memberId, {}, "done"}, {"nobody", {}, {}}, {second.memberId, {}, {}}, {"", {}, {}}});
        QCOMPARE(answer.errorCode, ErrorCode::NONE);
        QCOMPARE(answer.members.size(), std::size_t(4));
        QCOMPARE(answer.members[0].errorCode, ErrorCode::NONE);
        QCOMPARE(answer.members[1].errorCode, ErrorCode::UNKNOWN_MEMBER_ID);
        QCOMPARE(answer.members[2].errorCode, ErrorCode::NONE);
        QCOMPARE(answer.members[3].errorCode, ErrorCode::UNKNOWN_MEMBER_ID);
        QCOMPARE(bench.snapshot()->state, GroupState::empty);
        QCOMPARE(bench.leave("no such", {{"x", {}, {}}}).members[0].errorCode, ErrorCode::UNKNOWN_MEMBER_ID);
    }

    void aSilentMemberExpires() {
        GroupBench bench;
        Client first;
        Client second;
        bench.stabilize({&first, &second});
        for (int i = 0; i < 4; ++i) {
            bench.scheduler.runFor(3s);
            const auto expected = i < 3 ? ErrorCode::NONE : ErrorCode::REBALANCE_IN_PROGRESS;
            QCOMPARE(bench.heartbeat(first), expected);
        }
        QCOMPARE(bench.snapshot()->members.size(), std::size_t(1));
        QCOMPARE(bench.heartbeat(second), ErrorCode::UNKNOWN_MEMBER_ID);
        QVERIFY(bench.events.back().detail.find("silent") != std::string::npos);
    }

    void whoDoesNotRejoinInTimeIsRemoved() {
        GroupBench bench;
        Client first;
        Client second;
        first.sessionTimeoutMs = second.sessionTimeoutMs = 120'000;
        bench.stabilize({&first, &second});
        const auto again = bench.join(first); // the leader joins again: a rebalance
        bench.scheduler.runFor(59s);
        QVERIFY(!again.came());
        bench.scheduler.runFor(1s);
        QCOMPARE(again->members.size(), std::size_t(1));
        QCOMPARE(bench.heartbeat(second), ErrorCode::UNKNOWN_MEMBER_ID);
    }

    void aLeaderThatIsMissingIsReplaced() {
        GroupBench bench;
        Client first;
        Client second;
        first.sessionTimeoutMs = second.sessionTimeoutMs = 120'000;
        bench.stabilize({&first, &second});
        second.protocols = {{"range", {9}}};
        const auto again = bench.join(second); // changed metadata: a rebalance
        bench.scheduler.runFor(60s);
        QCOMPARE(again->leader, second.memberId);
        QCOMPARE(again->members.size(), std::size_t(1));
        QCOMPARE(again->members[0].metadata, Bytes{9});
    }

    void whoNeverSyncsIsRemoved() {
        GroupBench bench;
        Client first;
        Client second;
        bench.stabilize({&first, &second});
        const auto firstJoin = bench.join(first);
        const auto secondJoin = bench.join(second);
        GroupBench::accept(first, firstJoin);
        GroupBench::accept(second, secondJoin);
        bench.sync(first);
        bench.scheduler.runPending();
        for (int i = 0; i < 11; ++i) { // both alive, one never asks for its assignment
            bench.scheduler.runFor(5s);
            QCOMPARE(bench.heartbeat(first), ErrorCode::NONE);
            QCOMPARE(bench.heartbeat(second), ErrorCode::NONE);
        }
        bench.scheduler.runFor(5s);
        QCOMPARE(bench.heartbeat(second), ErrorCode::UNKNOWN_MEMBER_ID);
        QCOMPARE(bench.heartbeat(first), ErrorCode::REBALANCE_IN_PROGRESS);
    }

    void aMemberLostWhileCompletingStartsAgain() {
        GroupBench bench;
        Client first;
        Client second;
        bench.stabilize({&first, &second});
        const auto firstJoin = bench.join(first);
        const auto secondJoin = bench.join(second);
        GroupBench::accept(first, firstJoin);
        GroupBench::accept(second, secondJoin);
        const auto followerSync = bench.sync(second);
        QCOMPARE(bench.leave(first), ErrorCode::NONE); // the leader, before it assigned
        QCOMPARE(followerSync->errorCode, ErrorCode::REBALANCE_IN_PROGRESS);
        const auto again = bench.join(second);
        QCOMPARE(again->leader, second.memberId);
    }

    void anAssignmentThatComesTooLateIsDropped() {
        GroupBench bench;
        bench.log.delay = 1s;
        Client first;
        const auto join = bench.join(first);
        bench.scheduler.runPending();
        GroupBench::accept(first, join);
        const auto sync = bench.sync(first, {{first.memberId, {1}}});
        Client second;
        bench.join(second); // while the log writes
        QCOMPARE(sync->errorCode, ErrorCode::REBALANCE_IN_PROGRESS);
        bench.scheduler.runFor(2s);
        QCOMPARE(bench.snapshot()->state, GroupState::preparingRebalance);
    }

    void aLogThatRefusesIsHeardOf() {
        GroupBench bench;
        Client client;
        const auto join = bench.join(client);
        bench.scheduler.runPending();
        GroupBench::accept(client, join);
        bench.log.error = ErrorCode::NOT_ENOUGH_REPLICAS;
        const auto sync = bench.sync(client, {{client.memberId, {1}}});
        bench.scheduler.runPending();
        QCOMPARE(sync->errorCode, ErrorCode::COORDINATOR_NOT_AVAILABLE);
        QCOMPARE(bench.heartbeat(client), ErrorCode::REBALANCE_IN_PROGRESS);
    }

    void aRequestSentTwiceIsAnsweredTwice() {
        GroupBench bench;
        Client first;
        Client second;
        bench.stabilize({&first, &second});
        const auto once = bench.join(first);
        const auto twice = bench.join(first);
        QCOMPARE(once->errorCode, ErrorCode::REBALANCE_IN_PROGRESS);
        QVERIFY(!twice.came());
        const auto other = bench.join(second);
        QCOMPARE(twice->errorCode, ErrorCode::NONE);
        QCOMPARE(once.count(), std::size_t(1));

        GroupBench::accept(second, other);
        const auto sync = bench.sync(second);
        const auto syncAgain = bench.sync(second);
        QCOMPARE(sync->errorCode, ErrorCode::REBALANCE_IN_PROGRESS);
        QVERIFY(!syncAgain.came());
        const auto sameJoin = bench.join(second); // its answer was lost
        QCOMPARE(sameJoin->generationId, second.generation);
    }

    void aMemberWithNothingNewDoesNotDisturb() {
        GroupBench bench;
        Client first;
        Client second;
        bench.stabilize({&first, &second});
        const auto join = bench.join(second);
        QCOMPARE(join->generationId, 2);
        QVERIFY(join->members.empty());
        QCOMPARE(bench.snapshot()->state, GroupState::stable);
    }

    void theFirstRebalanceWaitsForMore() {
        GroupConfig config;
        config.initialRebalanceDelay = 3s;
        GroupBench bench(config);
        Client first;
        Client second;
        const auto firstJoin = bench.join(first);
        bench.scheduler.runFor(2s);
        const auto secondJoin = bench.join(second);
        bench.scheduler.runFor(2s);
        QVERIFY2(!firstJoin.came(), "a new member prolongs the wait");
        bench.scheduler.runFor(2s);
        QCOMPARE(firstJoin->generationId, 1);
        QCOMPARE(secondJoin->generationId, 1);
        QCOMPARE(firstJoin->members.size(), std::size_t(2));
    }

    void inVersionZeroTheSessionTimeoutIsTheRebalanceTimeout() {
        GroupBench bench;
        Client first;
        Client second;
        first.joinVersion = second.joinVersion = 0;
        bench.stabilize({&first, &second});
        const auto again = bench.join(first);
        bench.scheduler.runFor(8s);
        bench.heartbeat(second);
        QVERIFY(!again.came());
        bench.scheduler.runFor(2s); // 10 s
        QCOMPARE(again->members.size(), std::size_t(1));
    }

    void aGroupCanBeFull() {
        GroupConfig config;
        config.maxGroupSize = 1;
        GroupBench bench(config);
        Client first;
        bench.stabilize({&first});
        Client second;
        QCOMPARE(bench.join(second)->errorCode, ErrorCode::GROUP_MAX_SIZE_REACHED);
        QCOMPARE(bench.heartbeat(first), ErrorCode::NONE);
    }

    void aReplyMayCallBack() {
        GroupBench bench;
        Client client;
        Answer<protocol::SyncGroupResponse> sync;
        protocol::JoinGroupRequest request;
        request.groupId = client.group;
        request.sessionTimeoutMs = client.sessionTimeoutMs;
        request.protocolType = "consumer";
        request.protocols = {{"range", {1}}};
        bench.coordinator->joinGroup({"app", "", 3}, request, [&](protocol::JoinGroupResponse response) {
            client.memberId = response.memberId;
            client.generation = response.generationId;
            sync = bench.sync(client, {{client.memberId, {5}}});
        });
        bench.scheduler.runPending();
        QCOMPARE(sync->assignment, Bytes{5});
        bench.coordinator->heartbeat({}, {client.group, client.generation, client.memberId, {}},
                                     [&](protocol::HeartbeatResponse) { bench.coordinator->shutdown(); });
        QCOMPARE(bench.heartbeat(client), ErrorCode::NOT_COORDINATOR);
    }

    void snapshotsAreSharedUntilSomethingChanges() {
        GroupBench bench;
        Client client;
        bench.stabilize({&client});
        const auto before = bench.snapshot();
        bench.heartbeat(client);
        QCOMPARE(bench.snapshot(), before);
        QCOMPARE(before->coordinator, BrokerId(1));
        QCOMPARE(before->leaderMemberId, client.memberId);
        QCOMPARE(before->members.at(0).clientHost, std::string("/127.0.0.1"));
        bench.commit(client, "a", 0, 3);
        QCOMPARE(bench.snapshot(), before);
        bench.scheduler.runPending();
        QVERIFY(bench.snapshot() != before);
        QCOMPARE(bench.snapshot()->offsets.at(0).offset, Offset(3));
    }
};

QTEST_APPLESS_MAIN(RebalanceTest)
#include "rebalance_test.moc"
