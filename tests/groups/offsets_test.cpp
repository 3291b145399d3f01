// Committed offsets: in every version, on their way, expiring.
#include "broker/protocol/codec.h"
#include "broker/protocol/messages/consumer_protocol.h"
#include "tests/groups/group_bench.h"

#include <QTest>

using namespace partitura;
using namespace partitura::groups;
using namespace std::chrono_literals;

namespace {

/// What arrives of a message that crosses the wire.
template <typename M>
M overTheWire(const M& message, std::int16_t version) {
    auto bytes = *protocol::encode(message, version).flatten();
    auto decoded = protocol::decode<M>(MutableByteView(bytes), version);
    if (!decoded.ok())
        qFatal("%s", decoded.error().context.c_str());
    return *decoded;
}

ErrorCode errorOf(const Answer<protocol::OffsetCommitResponse>& answer) {
    return answer->topics.at(0).partitions.at(0).errorCode;
}

Client simple(const std::string& group) {
    Client client;
    client.group = group;
    return client;
}

} // namespace

class OffsetsTest : public QObject {
    Q_OBJECT

private slots:
    void commitAndFetchInEveryVersion_data() {
        QTest::addColumn<int>("version");
        for (int version = 1; version <= 10; ++version)
            QTest::addRow("v%d", version) << version;
    }

    void commitAndFetchInEveryVersion() {
        QFETCH(int, version);
        const auto v = static_cast<std::int16_t>(version);
        GroupBench bench;
        const bool usesIds = version >= 10;
        const Uuid id = bench.topics.idOf("a");
        Uuid unknownId;
        unknownId.bytes[0] = 99;

        protocol::OffsetCommitRequest commit;
        commit.groupId = "g";
        commit.topics = {{"a", id, {{0, 5, 2, "here"}, {99, 1, 2, ""}}}, {"nowhere", unknownId, {{0, 1, 1, {}}}}};
        Answer<protocol::OffsetCommitResponse> committed;
        bench.coordinator->offsetCommit({"c", "", v}, overTheWire(commit, v), committed.reply());
        QVERIFY(!committed.came());
        bench.scheduler.runPending();
        const auto commitResponse = overTheWire(committed.get(), v);
        QCOMPARE(commitResponse.topics.size(), std::size_t(2));
        QCOMPARE(commitResponse.topics[0].name, std::string(usesIds ? "" : "a"));
        QCOMPARE(commitResponse.topics[0].topicId, usesIds ? id : Uuid());
        QCOMPARE(commitResponse.topics[0].partitions[0].errorCode, ErrorCode::NONE);
        QCOMPARE(commitResponse.topics[0].partitions[1].errorCode, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
        QCOMPARE(commitResponse.topics[1].partitions[0].errorCode,
                 usesIds ? ErrorCode::UNKNOWN_TOPIC_ID : ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);

        protocol::OffsetFetchRequest fetch;
        fetch.groupId = "g";
        fetch.topics->push_back({"a", {0, 1}});
        fetch.groups.push_back({"g", "m", 3, {{{"a", id, {0, 1}}}}});
        if (version >= 8)
            fetch.groups.push_back({"other", {}, -1, {{{"a", usesIds ? unknownId : id, {4}}}}});
        Answer<protocol::OffsetFetchResponse> fetched;
        bench.coordinator->offsetFetch({"c", "", v}, overTheWire(fetch, v), fetched.reply());
        const auto response = overTheWire(fetched.get(), v);
        const auto check = [&](const auto& partitions) {
            QCOMPARE(partitions.size(), std::size_t(2));
            QCOMPARE(partitions[0].committedOffset, 5);
            QCOMPARE(*partitions[0].metadata, std::string("here"));
            QCOMPARE(partitions[0].committedLeaderEpoch, version >= 6 ? 2 : -1);
            QCOMPARE(partitions[1].committedOffset, -1);
            QCOMPARE(partitions[1].errorCode, ErrorCode::NONE);
        };
        if (version < 8) {
            QCOMPARE(response.topics.size(), std::size_t(1));
            check(response.topics[0].partitions);
        } else {
            QCOMPARE(response.groups.size(), std::size_t(2));
            check(response.groups[0].topics.at(0).partitions);
            QCOMPARE(response.groups[0].topics[0].topicId, usesIds ? id : Uuid());
            const auto& unknown = response.groups[1].topics.at(0).partitions.at(0);
            QCOMPARE(unknown.committedOffset, -1);
            QCOMPARE(unknown.errorCode, usesIds ? ErrorCode::UNKNOWN_TOPIC_ID : ErrorCode::NONE);
        }
    }

    void nullTopicsAskForAll() {
        GroupBench bench;
        Client client = simple("g");
        bench.commit(client, "a", 0, 1);
        bench.commit(client, "a", 3, 2);
        bench.commit(client, "b", 1, 3);
        bench.scheduler.runPending();
        bench.topics.remove("b");
        for (const std::int16_t version : {2, 7, 8, 9, 10}) {
            protocol::OffsetFetchRequest request;
            request.groupId = "g";
            request.topics.reset();
            request.groups = {{"g", {}, -1, std::nullopt}};
            Answer<protocol::OffsetFetchResponse> answer;
            bench.coordinator->offsetFetch({"c", "", version}, overTheWire(request, version), answer.reply());
            if (version < 8) {
                QCOMPARE(answer->topics.size(), std::size_t(2));
                QCOMPARE(answer->topics[0].partitions.size(), std::size_t(2));
                QCOMPARE(answer->topics[1].partitions[0].committedOffset, 3);
            } else {
                // By id, a topic that is gone cannot be named.
                QCOMPARE(answer->groups[0].topics.size(), std::size_t(version < 10 ? 2 : 1));
                QCOMPARE(answer->groups[0].topics[0].partitions.size(), std::size_t(2));
            }
        }
    }

    void errorsStandWhereTheVersionHasRoomForThem() {
        GroupBench bench;
        bench.coordinator->shutdown();
        const auto ask = [&](std::int16_t version) {
            protocol::OffsetFetchRequest request;
            request.groupId = "g";
            request.topics->push_back({"a", {0}});
            request.groups = {{"g", {}, -1, {{{"a", {}, {0}}}}}};
            Answer<protocol::OffsetFetchResponse> answer;
            bench.coordinator->offsetFetch({"c", "", version}, overTheWire(request, version), answer.reply());
            return overTheWire(answer.get(), version);
        };
        QCOMPARE(ask(1).topics.at(0).partitions.at(0).errorCode, ErrorCode::NOT_COORDINATOR);
        QCOMPARE(ask(2).errorCode, ErrorCode::NOT_COORDINATOR);
        QCOMPARE(ask(8).groups.at(0).errorCode, ErrorCode::NOT_COORDINATOR);
        QCOMPARE(errorOf(bench.commit(simple("g"), "a", 0, 1)), ErrorCode::NOT_COORDINATOR);
    }

    void onlyMembersCommitToAGroupThatHasSome() {
        GroupBench bench;
        Client member;
        bench.stabilize({&member});
        QCOMPARE(errorOf(bench.commit(simple("orders"), "a", 0, 1)), ErrorCode::UNKNOWN_MEMBER_ID);
        const auto commit = bench.commit(member, "a", 0, 1);
        bench.scheduler.runPending();
        QCOMPARE(errorOf(commit), ErrorCode::NONE);
        bench.leave(member);
        const auto simpleCommit = bench.commit(simple("orders"), "a", 0, 2); // an administrator resets it
        bench.scheduler.runPending();
        QCOMPARE(errorOf(simpleCommit), ErrorCode::NONE);
        QCOMPARE(bench.fetch("orders", "a", 0), 2);
    }

    void aGenerationOfAGroupNobodyKnowsIsRefused() {
        GroupBench bench;
        Client member;
        member.memberId = "m";
        member.generation = 3;
        QCOMPARE(errorOf(bench.commit(member, "a", 0, 1, "", 8)), ErrorCode::ILLEGAL_GENERATION);
        QCOMPARE(errorOf(bench.commit(member, "a", 0, 1, "", 9)), ErrorCode::GROUP_ID_NOT_FOUND);
    }

    void commitsAreAllowedWhileARebalanceIsPreparedNotWhileItCompletes() {
        GroupBench bench;
        Client first;
        Client second;
        bench.stabilize({&first, &second});
        const auto firstJoin = bench.join(first);
        const auto commit = bench.commit(second, "a", 0, 7);
        bench.scheduler.runPending();
        QCOMPARE(errorOf(commit), ErrorCode::NONE);
        const auto secondJoin = bench.join(second);
        GroupBench::accept(second, secondJoin);
        QCOMPARE(errorOf(bench.commit(second, "a", 0, 8)), ErrorCode::REBALANCE_IN_PROGRESS);
    }

    void commitsKeepTheSessionAlive() {
        GroupBench bench;
        Client client;
        bench.stabilize({&client});
        for (int i = 0; i < 5; ++i) {
            bench.scheduler.runFor(8s);
            const auto commit = bench.commit(client, "a", 0, i);
            bench.scheduler.runPending();
            QCOMPARE(errorOf(commit), ErrorCode::NONE);
        }
    }

    void metadataRoundTripsWithinItsLimit() {
        GroupBench bench;
        const std::string longest(4096, 'x');
        const auto fits = bench.commit(simple("g"), "a", 0, 1, longest);
        bench.scheduler.runPending();
        QCOMPARE(errorOf(fits), ErrorCode::NONE);
        QCOMPARE(bench.snapshot("g")->offsets.at(0).metadata, longest);
        QCOMPARE(errorOf(bench.commit(simple("g"), "a", 0, 2, longest + "x")), ErrorCode::OFFSET_METADATA_TOO_LARGE);
        std::string accents; // 4096 code units, 8192 bytes
        for (int i = 0; i < 4096; ++i)
            accents += "\xC3\xA9";
        const auto counted = bench.commit(simple("g"), "a", 0, 3, accents);
        bench.scheduler.runPending();
        QCOMPARE(errorOf(counted), ErrorCode::NONE);
    }

    void aCommitOnItsWayIsNotYetSeen() {
        GroupBench bench;
        const auto first = bench.commit(simple("g"), "a", 0, 1);
        bench.scheduler.runPending();
        bench.log.delay = 1s;
        const auto second = bench.commit(simple("g"), "a", 0, 2);
        ErrorCode error{};
        QCOMPARE(bench.fetch("g", "a", 0, false, &error), 1);
        QCOMPARE(error, ErrorCode::NONE);
        QCOMPARE(bench.fetch("g", "a", 0, true, &error), -1);
        QCOMPARE(error, ErrorCode::UNSTABLE_OFFSET_COMMIT);
        bench.scheduler.runFor(1s);
        QCOMPARE(bench.fetch("g", "a", 0, true, &error), 2);
        QCOMPARE(error, ErrorCode::NONE);
        QVERIFY(first.came() && second.came());
    }

    void aCommitTheLogRefusesIsNotSeen() {
        GroupBench bench;
        bench.log.error = ErrorCode::MESSAGE_TOO_LARGE;
        const auto tooLarge = bench.commit(simple("g"), "a", 0, 1);
        bench.scheduler.runPending();
        QCOMPARE(errorOf(tooLarge), ErrorCode::INVALID_COMMIT_OFFSET_SIZE);
        bench.log.error = ErrorCode::NOT_LEADER_OR_FOLLOWER;
        const auto moved = bench.commit(simple("g"), "a", 0, 1);
        bench.scheduler.runPending();
        QCOMPARE(errorOf(moved), ErrorCode::NOT_COORDINATOR);
        QCOMPARE(bench.fetch("g", "a", 0), -1);
    }

    void aCommitIsAnsweredEvenIfTheGroupIsGone() {
        GroupBench bench;
        bench.log.delay = 1s;
        const auto commit = bench.commit(simple("g"), "a", 0, 1);
        bench.coordinator->shutdown();
        bench.scheduler.runFor(1s);
        QCOMPARE(errorOf(commit), ErrorCode::NONE); // the log has it, whoever leads it now
    }

    void anEmptyGroupsOffsetsExpire() {
        GroupBench bench;
        Client client;
        bench.stabilize({&client});
        bench.commit(client, "a", 0, 5);
        bench.scheduler.runFor(1s);
        bench.leave(client);
        bench.scheduler.runFor(6 * 24h);
        QCOMPARE(bench.fetch("orders", "a", 0), 5);
        bench.scheduler.runFor(25h);
        QCOMPARE(bench.fetch("orders", "a", 0), -1);
        QVERIFY(!bench.snapshot());
        bench.restart();
        QVERIFY2(!bench.snapshot(), "the log knows it too");
    }

    void aSimpleGroupsOffsetsExpireAfterTheirCommit() {
        GroupBench bench;
        bench.commit(simple("g"), "a", 0, 5);
        bench.scheduler.runFor(4 * 24h);
        bench.commit(simple("g"), "a", 1, 6);
        bench.scheduler.runFor(4 * 24h);
        QCOMPARE(bench.fetch("g", "a", 0), -1);
        QCOMPARE(bench.fetch("g", "a", 1), 6);
    }

    void whatIsStillReadDoesNotExpire() {
        GroupBench bench;
        protocol::ConsumerProtocolSubscription subscription;
        subscription.topics = {"a"};
        Client client;
        client.sessionTimeoutMs = 1'800'000;
        client.protocols = {{"range", protocol::encodeConsumerProtocol(subscription, 1)}};
        bench.stabilize({&client});
        bench.commit(client, "a", 0, 5);
        bench.commit(client, "b", 0, 6);
        for (int i = 0; i < 8 * 24 * 3; ++i) {
            bench.scheduler.runFor(20min);
            QCOMPARE(bench.heartbeat(client), ErrorCode::NONE);
        }
        QCOMPARE(bench.fetch("orders", "a", 0), 5);
        QCOMPARE(bench.fetch("orders", "b", 0), -1);
    }

    void aRetentionTimeOfItsOwnIsKept() {
        GroupBench bench;
        protocol::OffsetCommitRequest request;
        request.groupId = "g";
        request.retentionTimeMs = 3'600'000;
        request.topics = {{"a", {}, {{0, 5, -1, ""}}}};
        Answer<protocol::OffsetCommitResponse> answer;
        bench.coordinator->offsetCommit({"c", "", 2}, overTheWire(request, 2), answer.reply());
        bench.scheduler.runFor(50min);
        bench.restart();
        QCOMPARE(bench.fetch("g", "a", 0), 5);
        bench.scheduler.runFor(30min);
        QCOMPARE(bench.fetch("g", "a", 0), -1);
    }

    void aDeletedTopicTakesItsOffsetsAlong() {
        GroupBench bench;
        bench.commit(simple("g"), "a", 0, 5);
        bench.commit(simple("h"), "a", 1, 6);
        bench.commit(simple("g"), "b", 0, 7);
        bench.scheduler.runPending();
        bench.coordinator->topicDeleted("a");
        bench.scheduler.runPending();
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(bench.fetch("g", "a", 0), -1);
            QCOMPARE(bench.fetch("h", "a", 1), -1);
            QCOMPARE(bench.fetch("g", "b", 0), 7);
            bench.restart();
        }
    }
};

QTEST_APPLESS_MAIN(OffsetsTest)
#include "offsets_test.moc"
