// Groups from end to end: finding the coordinator, joining, committing, failover, restart.
#include "broker/protocol/messages/consumer_protocol.h"
#include "tests/server/simulated_cluster.h"

#include <QtTest>

using namespace partitura;
using namespace partitura::server;
using namespace std::chrono_literals;

namespace {

/// Where the coordinator of `group` is, once there is one.
int coordinatorOf(SimulatedCluster& cluster, const std::string& group, int asked = 1) {
    protocol::FindCoordinatorRequest request;
    request.key = group;
    int id = -1;
    for (int tries = 0; tries < 100; ++tries) {
        const auto answer = cluster.ask(asked, request, 3);
        if (answer && answer->errorCode == ErrorCode::NONE) {
            id = answer->nodeId;
            break;
        }
        cluster.runFor(100ms);
    }
    cluster.runFor(200ms);
    return id;
}

struct Member {
    std::string group = "readers";
    std::string id;
    std::int32_t generation = -1;
};

ErrorCode join(SimulatedCluster& cluster, Member& member) {
    protocol::JoinGroupRequest request;
    request.groupId = member.group;
    request.sessionTimeoutMs = 10'000;
    request.rebalanceTimeoutMs = 10'000;
    request.memberId = member.id;
    request.protocolType = "consumer";
    auto& protocol = request.protocols.emplace_back();
    protocol.name = "range";
    protocol::ConsumerProtocolSubscription subscription;
    subscription.topics = {"t"};
    protocol.metadata = protocol::encodeConsumerProtocol(subscription, 1);
    const auto answer = cluster.ask(coordinatorOf(cluster, member.group), request, 7);
    if (!answer)
        return answer.code();
    member.id = answer->memberId;
    if (answer->errorCode == ErrorCode::MEMBER_ID_REQUIRED)
        return join(cluster, member);
    member.generation = answer->generationId;
    return answer->errorCode;
}

Result<protocol::SyncGroupResponse> sync(SimulatedCluster& cluster, const Member& member) {
    protocol::SyncGroupRequest request;
    request.groupId = member.group;
    request.generationId = member.generation;
    request.memberId = member.id;
    request.protocolType = "consumer";
    request.protocolName = "range";
    auto& own = request.assignments.emplace_back();
    own.memberId = member.id;
    protocol::ConsumerProtocolAssignment assignment;
    assignment.assignedPartitions.push_back({"t", {0, 1}});
    own.assignment = protocol::encodeConsumerProtocol(assignment, 1);
    return cluster.ask(coordinatorOf(cluster, member.group), request, 5);
}

ErrorCode heartbeat(SimulatedCluster& cluster, const Member& member) {
    protocol::HeartbeatRequest request;
    request.groupId = member.group;
    request.generationId = member.generation;
    request.memberId = member.id;
    const auto answer = cluster.ask(coordinatorOf(cluster, member.group), request, 4);
    return answer ? answer->errorCode : answer.code();
}

ErrorCode commit(SimulatedCluster& cluster, const Member& member, std::int64_t offset,
                 const std::string& note = "") {
    protocol::OffsetCommitRequest request;
    request.groupId = member.group;
    request.generationIdOrMemberEpoch = member.generation;
    request.memberId = member.id;
    auto& topic = request.topics.emplace_back();
    topic.name = "t";
    auto& partition = topic.partitions.emplace_back();
    partition.committedOffset = offset;
    partition.committedMetadata = note;
    const auto answer = cluster.ask(coordinatorOf(cluster, member.group), request, 8);
    return answer ? answer->topics.front().partitions.front().errorCode : answer.code();
}

std::int64_t committed(SimulatedCluster& cluster, const std::string& group, std::string* note = nullptr) {
    protocol::OffsetFetchRequest request;
    auto& wanted = request.groups.emplace_back();
    wanted.groupId = group;
    wanted.topics.reset();
    const auto answer = cluster.ask(coordinatorOf(cluster, group), request, 8);
    if (!answer || answer->groups.front().topics.empty())
        return -1;
    const auto& partition = answer->groups.front().topics.front().partitions.front();
    if (note)
        *note = partition.metadata.value_or("");
    return partition.committedOffset;
}

} // namespace

class GroupsTest : public QObject {
    Q_OBJECT

private slots:
    void theFirstGroupMakesTheOffsetsTopic() {
        SimulatedCluster cluster;
        cluster.start();
        protocol::FindCoordinatorRequest request;
        request.key = "g";
        QCOMPARE(cluster.ask(2, request, 3)->errorCode, ErrorCode::COORDINATOR_NOT_AVAILABLE);
        QVERIFY(coordinatorOf(cluster, "g", 3) > 0);
        QCOMPARE(cluster.broker(1).image().topic("__consumer_offsets")->partitions.size(), std::size_t(4));
        QCOMPARE(cluster.state("__consumer_offsets").replicas.size(), std::size_t(3));
        request.coordinatorKeys = {"a", "b", "a"};
        QCOMPARE(cluster.ask(1, request, 4)->coordinators.size(), std::size_t(3));
        request.keyType = 1;
        QVERIFY(cluster.ask(1, request, 4)->coordinators.front().errorCode != ErrorCode::NONE);
    }

    void joinSyncCommitFetchLeave() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 2, 3);
        Member member;
        QCOMPARE(join(cluster, member), ErrorCode::NONE);
        const auto synced = sync(cluster, member);
        QVERIFY(synced);
        QCOMPARE(synced->errorCode, ErrorCode::NONE);
        const auto assignment =
            protocol::decodeConsumerProtocol<protocol::ConsumerProtocolAssignment>(synced->assignment);
        QCOMPARE(assignment->assignedPartitions.front().partitions, (std::vector<std::int32_t>{0, 1}));
        QCOMPARE(heartbeat(cluster, member), ErrorCode::NONE);
        QCOMPARE(committed(cluster, member.group), std::int64_t(-1));
        QCOMPARE(commit(cluster, member, 42, "where I was"), ErrorCode::NONE);
        std::string note;
        QCOMPARE(committed(cluster, member.group, &note), std::int64_t(42));
        QCOMPARE(note, std::string("where I was"));

        protocol::LeaveGroupRequest leave;
        leave.groupId = member.group;
        leave.members.emplace_back().memberId = member.id;
        QCOMPARE(cluster.ask(coordinatorOf(cluster, member.group), leave, 4)->errorCode, ErrorCode::NONE);
        QVERIFY(heartbeat(cluster, member) != ErrorCode::NONE);
        QCOMPARE(committed(cluster, member.group), std::int64_t(42));
    }

    /// As ClassicGroup.validateDeleteGroup: not while it has members; afterwards all is gone, also for the
    /// next coordinator.
    void aGroupIsDeletedOnceItIsEmpty() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 2, 3);
        Member member;
        QCOMPARE(join(cluster, member), ErrorCode::NONE);
        QVERIFY(sync(cluster, member));
        QCOMPARE(commit(cluster, member, 42), ErrorCode::NONE);
        const auto remove = [&] {
            protocol::DeleteGroupsRequest request;
            request.groupsNames = {member.group};
            return cluster.ask(coordinatorOf(cluster, member.group), request, 3)->results.front().errorCode;
        };
        QCOMPARE(remove(), ErrorCode::NON_EMPTY_GROUP);
        protocol::LeaveGroupRequest leave;
        leave.groupId = member.group;
        leave.members.emplace_back().memberId = member.id;
        QCOMPARE(cluster.ask(coordinatorOf(cluster, member.group), leave, 4)->errorCode, ErrorCode::NONE);
        QCOMPARE(remove(), ErrorCode::NONE);
        QCOMPARE(committed(cluster, member.group), std::int64_t(-1));
        QCOMPARE(remove(), ErrorCode::GROUP_ID_NOT_FOUND);
        const int before = coordinatorOf(cluster, member.group);
        cluster.kill(before);
        QVERIFY(cluster.waitFor([&] { return coordinatorOf(cluster, member.group) != before; }));
        QCOMPARE(committed(cluster, member.group), std::int64_t(-1));
        QCOMPARE(remove(), ErrorCode::GROUP_ID_NOT_FOUND);
    }

    void aMemberThatFallsSilentIsDropped() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 2, 3);
        Member member;
        QCOMPARE(join(cluster, member), ErrorCode::NONE);
        QVERIFY(sync(cluster, member));
        cluster.runFor(11s);
        QCOMPARE(heartbeat(cluster, member), ErrorCode::UNKNOWN_MEMBER_ID);
        QVERIFY(!cluster.eventsOf(observe::EventKind::groupEmpty).empty());
    }

    void anotherBrokerIsNotTheCoordinator() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 1, 3);
        protocol::HeartbeatRequest request;
        request.groupId = "readers";
        const int wrong = coordinatorOf(cluster, "readers") % 3 + 1;
        QCOMPARE(cluster.ask(wrong, request, 4)->errorCode, ErrorCode::NOT_COORDINATOR);
    }

    void offsetsOutliveTheirCoordinator() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 2, 3);
        std::string group; // one that is not coordinated by the controller's node
        for (int i = 0; group.empty(); ++i)
            if (coordinatorOf(cluster, "g" + std::to_string(i)) != 1)
                group = "g" + std::to_string(i);
        Member simple{group, "", -1};
        QCOMPARE(commit(cluster, simple, 7), ErrorCode::NONE);
        const int before = coordinatorOf(cluster, group);
        cluster.kill(before);
        QVERIFY(cluster.waitFor([&] { return coordinatorOf(cluster, group) != before; }));
        QCOMPARE(committed(cluster, group), std::int64_t(7));
        QCOMPARE(commit(cluster, simple, 8), ErrorCode::NONE);
        cluster.start();
        QCOMPARE(committed(cluster, group), std::int64_t(8));
    }

    void offsetsOutliveTheCluster_data() {
        QTest::addColumn<bool>("inOrder");
        QTest::newRow("stopped") << true;
        QTest::newRow("killed") << false;
    }
    void offsetsOutliveTheCluster() {
        QFETCH(bool, inOrder);
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 2, 3);
        Member member;
        QCOMPARE(join(cluster, member), ErrorCode::NONE);
        QVERIFY(sync(cluster, member));
        QCOMPARE(commit(cluster, member, 5), ErrorCode::NONE);
        if (inOrder)
            cluster.stop();
        else
            for (int id = 1; id <= 3; ++id)
                cluster.kill(id);
        cluster.start();
        QCOMPARE(committed(cluster, member.group), std::int64_t(5));
        QCOMPARE(heartbeat(cluster, member), ErrorCode::NONE); // members are remembered too
    }

    // The controller and the others come back in different orders; groups do on each.
    void groupsOfEveryCoordinatorOutliveTheCluster() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 2, 3);
        std::map<int, Member> byCoordinator;
        for (int i = 0; byCoordinator.size() < 3 && i < 100; ++i) {
            Member member;
            member.group = "readers-" + std::to_string(i);
            if (!byCoordinator.try_emplace(coordinatorOf(cluster, member.group), member).second)
                continue;
            QCOMPARE(join(cluster, member), ErrorCode::NONE);
            QVERIFY(sync(cluster, member));
            QCOMPARE(commit(cluster, member, i), ErrorCode::NONE);
            byCoordinator[coordinatorOf(cluster, member.group)] = member;
        }
        QCOMPARE(byCoordinator.size(), std::size_t(3));
        cluster.stop();
        cluster.start();
        for (const auto& [id, member] : byCoordinator)
            QCOMPARE(heartbeat(cluster, member), ErrorCode::NONE);
    }

    void offsetsGoWithTheirTopic() {
        SimulatedCluster cluster;
        cluster.start();
        cluster.createTopic("t", 2, 3);
        Member simple{"g", "", -1};
        QCOMPARE(commit(cluster, simple, 7), ErrorCode::NONE);
        QCOMPARE(cluster.deleteTopic("t"), ErrorCode::NONE);
        cluster.runFor(1s);
        QCOMPARE(committed(cluster, "g"), std::int64_t(-1));
    }

    void stoppingAndKillingDoNotMindWhoJoins() {
        for (const bool inOrder : {true, false}) {
            SimulatedCluster cluster;
            cluster.start();
            cluster.createTopic("t", 2, 3);
            Member first;
            QCOMPARE(join(cluster, first), ErrorCode::NONE);
            const int id = coordinatorOf(cluster, first.group);
            const auto follower = cluster.connect(id);
            protocol::SyncGroupRequest waits;
            waits.groupId = first.group;
            waits.memberId = first.id;
            waits.generationId = first.generation;
            Member second; // whose join waits for the first to join again
            const auto other = cluster.connect(id);
            protocol::JoinGroupRequest request;
            request.groupId = second.group;
            request.sessionTimeoutMs = 10'000;
            request.rebalanceTimeoutMs = 60'000;
            request.protocolType = "consumer";
            request.protocols.emplace_back().name = "range";
            other->send(request, 3);
            cluster.runFor(100ms);
            QVERIFY(!other->answered());
            if (inOrder)
                cluster.stop(id);
            else
                cluster.kill(id);
            QVERIFY(other->waitClosed());
            QVERIFY(follower->waitClosed());
            cluster.start(id);
            cluster.runFor(1min);
        }
    }
};

QTEST_GUILESS_MAIN(GroupsTest)
#include "groups_test.moc"
