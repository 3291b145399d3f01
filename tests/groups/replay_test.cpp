// Leadership: a coordinator that reads the log knows what the one before it knew.
#include "broker/groups/group_records.h"
#include "broker/protocol/messages/consumer_protocol.h"
#include "broker/record/batch_builder.h"
#include "broker/record/control_record.h"
#include "tests/groups/group_bench.h"

#include <QTest>

using namespace partitura;
using namespace partitura::groups;
using namespace std::chrono_literals;
using observe::GroupState;

namespace {

Bytes transactionalBatch(ProducerId producer, const EncodedRecord& record) {
    record::BatchOptions options;
    options.producerId = producer;
    options.producerEpoch = ProducerEpoch(0);
    options.baseSequence = 0;
    options.isTransactional = true;
    record::BatchBuilder builder(options);
    builder.add(1, ByteView(record.key), ByteView(*record.value));
    return *builder.build();
}

} // namespace

class ReplayTest : public QObject {
    Q_OBJECT

private slots:
    void groupsAreSpreadAsKafkaSpreadsThem() {
        GroupBench bench;
        QCOMPARE(bench.coordinator->partitionFor("test_group"), PartitionIndex(1314617246 % 50));
        QCOMPARE(bench.coordinator->partitionFor(""), PartitionIndex(0));
        QCOMPARE(bench.coordinator->partitionFor("polygenelubricants"), PartitionIndex(0)); // hash is the smallest int
    }

    void aRestartChangesNothing() {
        GroupBench bench;
        protocol::ConsumerProtocolAssignment assignment;
        assignment.assignedPartitions = {{"a", {0, 1}}};
        Client first;
        Client second;
        second.instanceId = "i2";
        second.joinVersion = 5;
        bench.stabilize({&first, &second});
        auto again = bench.join(first);
        auto other = bench.join(second);
        GroupBench::accept(first, again);
        GroupBench::accept(second, other);
        bench.sync(second);
        bench.sync(first, {{first.memberId, protocol::encodeConsumerProtocol(assignment, 1)}});
        bench.scheduler.runPending();
        bench.commit(first, "a", 0, 11, "half way");
        bench.commit(first, "a", 1, 12);
        bench.scheduler.runPending();
        const auto before = bench.snapshot();
        QCOMPARE(before->members.size(), std::size_t(2));

        bench.restart();
        const auto after = bench.snapshot();
        QVERIFY(after);
        QCOMPARE(*after, *before);
        QCOMPARE(bench.heartbeat(first), ErrorCode::NONE);
        QCOMPARE(bench.heartbeat(second), ErrorCode::NONE);
        QCOMPARE(bench.fetch("orders", "a", 0), 11);
        QVERIFY(bench.sync(first)->assignment == protocol::encodeConsumerProtocol(assignment, 1));
        bench.scheduler.runFor(11s); // sessions have begun anew
        QCOMPARE(bench.heartbeat(first), ErrorCode::UNKNOWN_MEMBER_ID);
    }

    void anEmptyGroupStaysEmpty() {
        GroupBench bench;
        Client client;
        bench.stabilize({&client});
        bench.leave(client);
        bench.scheduler.runPending();
        const auto before = bench.snapshot();
        bench.restart();
        QCOMPARE(*bench.snapshot(), *before);
        QCOMPARE(bench.snapshot()->state, GroupState::empty);
        Client next;
        bench.stabilize({&next});
        QCOMPARE(next.generation, before->generation + 1);
    }

    void whileLoadingClientsAreToldToWait() {
        GroupBench bench;
        Client client;
        bench.stabilize({&client});
        bench.restartWithoutLoading();
        QCOMPARE(bench.join(client)->errorCode, ErrorCode::COORDINATOR_LOAD_IN_PROGRESS);
        QCOMPARE(bench.sync(client)->errorCode, ErrorCode::REBALANCE_IN_PROGRESS);
        QCOMPARE(bench.heartbeat(client), ErrorCode::NONE);
        QCOMPARE(bench.leave(client), ErrorCode::COORDINATOR_LOAD_IN_PROGRESS);
        QCOMPARE(bench.commit(client, "a", 0, 1)->topics[0].partitions[0].errorCode,
                 ErrorCode::COORDINATOR_LOAD_IN_PROGRESS);
        QVERIFY(bench.coordinator->snapshots().empty());
        bench.load();
        QCOMPARE(bench.heartbeat(client), ErrorCode::NONE);
    }

    void whoWaitsWhenLeadershipEndsIsToldWhereNotToAsk() {
        GroupBench bench;
        Client first;
        Client second;
        bench.stabilize({&first, &second});
        const auto join = bench.join(first);
        bench.coordinator->unload(bench.coordinator->partitionFor("orders"));
        QCOMPARE(join->errorCode, ErrorCode::NOT_COORDINATOR);
        QCOMPARE(bench.heartbeat(first), ErrorCode::NOT_COORDINATOR);
        QVERIFY(!bench.snapshot());

        bench.restart();
        const auto leader = bench.join(first);
        const auto follower = bench.join(second);
        GroupBench::accept(second, follower);
        const auto sync = bench.sync(second);
        bench.coordinator->shutdown();
        QCOMPARE(sync->errorCode, ErrorCode::NOT_COORDINATOR);
        QVERIFY(leader.came());
        bench.scheduler.runFor(24h);
        QCOMPARE(bench.scheduler.pending(), std::size_t(0));
    }

    void anAnswerOfTheLogToAFormerLeaderDoesNoHarm() {
        GroupBench bench;
        bench.log.delay = 1s;
        Client client;
        const auto join = bench.join(client);
        bench.scheduler.runPending();
        GroupBench::accept(client, join);
        const auto sync = bench.sync(client, {{client.memberId, {1}}});
        bench.restart();
        QCOMPARE(sync->errorCode, ErrorCode::NOT_COORDINATOR);
        bench.scheduler.runFor(2s);
        QVERIFY(!bench.snapshot());
    }

    void aGroupLargerThanAllowedRebalances() {
        GroupBench bench;
        Client first;
        Client second;
        bench.stabilize({&first, &second});
        bench.config.maxGroupSize = 1;
        bench.restart();
        QCOMPARE(bench.heartbeat(first), ErrorCode::REBALANCE_IN_PROGRESS);
        const auto stays = bench.join(first);
        QVERIFY(!stays.came());
        QCOMPARE(bench.join(second)->errorCode, ErrorCode::GROUP_MAX_SIZE_REACHED);
        QCOMPARE(stays->members.size(), std::size_t(1));
    }

    void transactionsCountWhenTheyAreCommitted() {
        GroupBench bench;
        CommittedOffset offset;
        offset.offset = Offset(8);
        offset.committedAtMs = bench.scheduler.wallTimeMs();
        const auto partition = bench.coordinator->partitionFor("g");
        const auto append = [&](const Bytes& batch) {
            auto& log = bench.log.batches[partition];
            log.insert(log.end(), batch.begin(), batch.end());
        };
        const auto marker = [](bool isCommit, ProducerId producer) {
            return record::endTransactionBatch({isCommit, 0, 1}, producer, ProducerEpoch(0));
        };
        append(transactionalBatch(ProducerId(1), encodeOffset("g", {"a", PartitionIndex(0)}, offset)));
        append(transactionalBatch(ProducerId(2), encodeOffset("g", {"a", PartitionIndex(1)}, offset)));
        append(transactionalBatch(ProducerId(3), encodeOffset("g", {"a", PartitionIndex(2)}, offset)));
        append(marker(true, ProducerId(1)));
        append(marker(false, ProducerId(2)));
        bench.restart();
        QCOMPARE(bench.fetch("g", "a", 0), 8);
        QCOMPARE(bench.fetch("g", "a", 1), -1);
        QCOMPARE(bench.fetch("g", "a", 2), -1);
    }

    void garbageIsRefused() {
        GroupBench bench;
        Client client;
        bench.stabilize({&client});
        bench.commit(client, "a", 0, 1, "metadata");
        bench.scheduler.runPending();
        const auto partition = bench.coordinator->partitionFor("orders");
        const Bytes good = bench.log.batches[partition];
        QCOMPARE(bench.coordinator->replay(partition, good).code(), ErrorCode::NOT_COORDINATOR);

        for (std::size_t length = 1; length < good.size(); ++length) {
            bench.coordinator->beginLoad(partition);
            static_cast<void>(bench.coordinator->replay(partition, ByteView(good).first(length)));
            bench.coordinator->endLoad(partition);
        }
        bench.coordinator->beginLoad(partition);
        QVERIFY(!bench.coordinator->replay(partition, ByteView(good).first(good.size() - 1)).ok());

        SeededRandom random(3);
        for (int round = 0; round < 3000; ++round) {
            Bytes bad = good;
            for (int i = 0; i < 3; ++i)
                bad[random.below(bad.size())] = static_cast<std::uint8_t>(random.next());
            bench.coordinator->beginLoad(partition);
            static_cast<void>(bench.coordinator->replay(partition, bad));
            bench.coordinator->endLoad(partition);
            bench.scheduler.runFor(200ms);
            static_cast<void>(bench.coordinator->snapshots());
            Client visitor;
            bench.join(visitor);
            bench.scheduler.runFor(100ms);
        }
        bench.coordinator->beginLoad(partition);
        QVERIFY(bench.coordinator->replay(partition, good).ok());
    }
};

QTEST_APPLESS_MAIN(ReplayTest)
#include "replay_test.moc"
