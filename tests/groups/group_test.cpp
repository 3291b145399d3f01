// The parts without time: votes, Java's strings, offsets, records.
#include "broker/groups/consumer_protocol.h"
#include "broker/groups/group.h"
#include "broker/groups/group_records.h"
#include "broker/base/java_string.h"
#include "broker/groups/offsets_store.h"
#include "broker/protocol/messages/consumer_protocol.h"

#include <QTest>

using namespace partitura;
using namespace partitura::groups;
using namespace std::chrono_literals;

namespace {

Member memberWith(std::string id, std::vector<std::string> protocols) {
    Member member;
    member.id = std::move(id);
    for (auto& name : protocols)
        member.protocols.push_back({name, {}});
    member.awaitingJoin = [](protocol::JoinGroupResponse) {};
    return member;
}

const TopicPartition a0{"a", PartitionIndex(0)};
const TopicPartition a1{"a", PartitionIndex(1)};

CommittedOffset offsetAt(std::int64_t offset) {
    CommittedOffset committed;
    committed.offset = Offset(offset);
    committed.committedAtMs = 1000;
    return committed;
}

} // namespace

class GroupTest : public QObject {
    Q_OBJECT

private slots:
    void stringsHashAsInJava() {
        QCOMPARE(javaHashCode(""), 0);
        QCOMPARE(javaHashCode("a"), 97);
        QCOMPARE(javaHashCode("hello"), 99162322);
        QCOMPARE(javaHashCode("test_group"), 2059298962);
        QCOMPARE(javaHashCode("polygenelubricants"), std::numeric_limits<std::int32_t>::min());
        QCOMPARE(javaHashCode("\xC3\xA9"), 0xE9);                         // U+00E9
        QCOMPARE(javaHashCode("\xF0\x9F\x98\x80"), 0xD83D * 31 + 0xDE00); // U+1F600, two units
        QCOMPARE(javaHashCode("\xFF"), 0xFFFD);
        QCOMPARE(javaLength("\xF0\x9F\x98\x80\xC3\xA9z"), std::size_t(4));
    }

    void theFirstMemberLeads() {
        Group group("g", 0);
        group.add(memberWith("z", {"range"}), "consumer");
        group.add(memberWith("a", {"range"}), "consumer");
        QCOMPARE(*group.leaderId(), std::string("z"));
        group.remove("z");
        QCOMPARE(*group.leaderId(), std::string("a"));
        group.remove("a");
        QVERIFY(!group.leaderId());
    }

    void theProtocolAllSupportWithMostVotesWins() {
        Group group("g", 0);
        group.add(memberWith("1", {"range", "sticky"}), "consumer");
        QCOMPARE(group.voteForProtocol(), std::string("range"));
        group.add(memberWith("2", {"sticky", "range"}), "consumer");
        group.add(memberWith("3", {"sticky", "range"}), "consumer");
        QCOMPARE(group.voteForProtocol(), std::string("sticky"));
        group.add(memberWith("4", {"range"}), "consumer");
        QCOMPARE(group.voteForProtocol(), std::string("range"));
    }

    void aMemberMustShareTypeAndProtocolWithAll() {
        Group group("g", 0);
        QVERIFY(group.supportsProtocols("consumer", {{"range", {}}}));
        QVERIFY(!group.supportsProtocols("", {{"range", {}}}));
        QVERIFY(!group.supportsProtocols("consumer", {}));
        group.add(memberWith("1", {"range", "sticky"}), "consumer");
        group.transitionTo(GroupState::preparingRebalance, 0);
        group.add(memberWith("2", {"range"}), "consumer");
        QVERIFY(group.supportsProtocols("consumer", {{"sticky", {}}, {"range", {}}}));
        QVERIFY(!group.supportsProtocols("consumer", {{"sticky", {}}}));
        QVERIFY(!group.supportsProtocols("connect", {{"range", {}}}));
    }

    void generationsDoNotOverflow() {
        Group group("g", 0);
        Group::Restored restored;
        restored.generation = std::numeric_limits<std::int32_t>::max();
        group.restore(restored);
        group.add(memberWith("1", {"range"}), "consumer");
        group.transitionTo(GroupState::preparingRebalance, 0);
        group.beginNextGeneration(0);
        QCOMPARE(group.generation(), 1);
    }

    void aCommitIsVisibleOnceTheLogHasIt() {
        OffsetsStore store;
        const auto ticket = store.beginCommit(a0);
        QVERIFY(!store.find(a0));
        QVERIFY(store.isPending(a0));
        store.finishCommit(a0, ticket, offsetAt(5));
        QCOMPARE(store.find(a0)->offset.value(), std::int64_t(5));
        QVERIFY(!store.isPending(a0));
    }

    void aFailedCommitLeavesNothing() {
        OffsetsStore store;
        store.beginCommit(a0);
        store.failCommit(a0);
        QVERIFY(store.empty());
    }

    void theLaterCommitWinsWhicheverIsAnsweredLast() {
        OffsetsStore store;
        const auto first = store.beginCommit(a0);
        const auto second = store.beginCommit(a0);
        store.finishCommit(a0, second, offsetAt(20));
        store.finishCommit(a0, first, offsetAt(10));
        QCOMPARE(store.find(a0)->offset.value(), std::int64_t(20));
    }

    void aRemovalOverridesCommitsOnTheirWay() {
        OffsetsStore store;
        const auto ticket = store.beginCommit(a0);
        store.remove(a0);
        store.finishCommit(a0, ticket, offsetAt(10));
        QVERIFY(!store.find(a0));
        QVERIFY(store.empty());
    }

    void partitionsOfATopicAreFound() {
        OffsetsStore store;
        store.put(a0, offsetAt(1));
        store.put(a1, offsetAt(2));
        store.put({"aa", PartitionIndex(0)}, offsetAt(3));
        QCOMPARE(store.partitionsOf("a").size(), std::size_t(2));
        QVERIFY(store.partitionsOf("b").empty());
    }

    void offsetRecordsAreKafkasToTheByte() {
        CommittedOffset offset = offsetAt(42);
        offset.leaderEpoch = LeaderEpoch(3);
        offset.metadata = "m";
        const auto record = encodeOffset("g", a1, offset);
        const Bytes key{0, 1, 0, 1, 'g', 0, 1, 'a', 0, 0, 0, 1};
        QCOMPARE(record.key, key);
        const Bytes value{0, 3, 0, 0, 0, 0, 0, 0, 0, 42, 0, 0, 0, 3, 0, 1, 'm', 0, 0, 0, 0, 0, 0, 3, 0xE8};
        QCOMPARE(*record.value, value);
        offset.expiresAtMs = 2000;
        QCOMPARE((*encodeOffset("g", a1, offset).value)[1], std::uint8_t(1));
        QVERIFY(!encodeOffsetTombstone("g", a1).value);
    }

    void groupRecordsAreKafkasToTheByte() {
        Group group("g", 0);
        Member member = memberWith("m", {"range"});
        member.protocols[0].metadata = {9};
        member.clientId = "c";
        member.clientHost = "/h";
        member.instanceId = "i";
        member.rebalanceTimeout = 2ms;
        member.sessionTimeout = 1ms;
        group.add(member, "consumer");
        group.transitionTo(GroupState::preparingRebalance, 0);
        group.beginNextGeneration(7);
        const auto record = encodeGroup(group, {{"m", {8}}});
        QCOMPARE(record.key, (Bytes{0, 2, 0, 1, 'g'}));
        const Bytes value{0, 3,                                         // version
                          0, 8, 'c', 'o', 'n', 's', 'u', 'm', 'e', 'r', // protocol type
                          0, 0, 0,   1,                                 // generation
                          0, 5, 'r', 'a', 'n', 'g', 'e', 0,   1,   'm', // protocol, leader
                          0, 0, 0,   0,   0,   0,   0,   7,             // state timestamp
                          0, 0, 0,   1,   0,   1,   'm', 0,   1,   'i', // one member
                          0, 1, 'c', 0,   2,   '/', 'h',                // client id, host
                          0, 0, 0,   2,   0,   0,   0,   1,             // timeouts
                          0, 0, 0,   1,   9,   0,   0,   0,   1,   8};  // subscription, assignment
        QCOMPARE(*record.value, value);

        const auto decoded = decodeLogRecord(ByteView(record.key), ByteView(*record.value));
        QVERIFY(decoded.ok());
        const auto& restored = *std::get<GroupRecord>(*decoded).value;
        QCOMPARE(restored.state, GroupState::stable);
        QCOMPARE(restored.members.at(0).assignment, Bytes{8});
        QCOMPARE(restored.members.at(0).protocols.at(0), (MemberProtocol{"range", {9}}));
    }

    void recordsOfOtherGroupsAreSkippedAndGarbageIsRefused() {
        const auto decode = [](Bytes key, std::optional<Bytes> value) {
            return decodeLogRecord(ByteView(key), value ? std::optional<ByteView>(*value) : std::nullopt);
        };
        QVERIFY(std::holds_alternative<UnknownRecord>(*decode({0, 3, 0, 1, 'g'}, Bytes{0, 0})));
        QVERIFY(!decodeLogRecord(std::nullopt, std::nullopt));
        QVERIFY(!decode({}, std::nullopt));
        const auto record = encodeOffset("group", a0, offsetAt(1));
        for (std::size_t length = 0; length < record.key.size(); ++length)
            QVERIFY(!decode(Bytes(record.key.begin(), record.key.begin() + length), record.value));
        for (std::size_t length = 0; length < record.value->size(); ++length)
            QVERIFY(!decode(record.key, Bytes(record.value->begin(), record.value->begin() + length)));
    }

    void assignmentsAndSubscriptionsAreRead() {
        protocol::ConsumerProtocolAssignment assignment;
        assignment.assignedPartitions = {{"a", {0, 2}}, {"b", {1}}};
        const auto read = decodeAssignment(protocol::encodeConsumerProtocol(assignment, 1));
        QVERIFY(read);
        QCOMPARE(*read, (ConsumerAssignment{{"a", {PartitionIndex(0), PartitionIndex(2)}},
                                            {"b", {PartitionIndex(1)}}}));
        QVERIFY(decodeAssignment({})->empty());
        QVERIFY(!decodeAssignment(Bytes{0, 0, 1}));
        protocol::ConsumerProtocolSubscription subscription;
        subscription.topics = {"b", "a"};
        QCOMPARE(*decodeSubscribedTopics(protocol::encodeConsumerProtocol(subscription, 3)),
                 (std::set<std::string>{"a", "b"}));
    }
};

QTEST_APPLESS_MAIN(GroupTest)
#include "group_test.moc"
