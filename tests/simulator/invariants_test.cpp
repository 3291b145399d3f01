// Each invariant of histories catches a history that breaks it, and lets a good one pass.
#include "broker/simulator/history_invariants.h"

#include <QtTest>

using namespace partitura;
using namespace partitura::simulator;

class InvariantsTest : public QObject {
    Q_OBJECT

    using Kind = Operation::Kind;
    const TopicPartition m_partition{"t", PartitionIndex(0)};
    std::uint64_t m_id = 0;

    Operation operation(Kind kind, int client) {
        Operation made;
        made.id = ++m_id;
        made.completion = m_id + 1;
        made.kind = kind;
        made.client = client;
        made.outcome = Operation::Outcome::ok;
        made.partition = m_partition;
        made.group = "g";
        return made;
    }
    static std::int64_t value(int client, int count) { return (std::int64_t{client} << 32) + count; }
    Operation sent(int client, int count, std::int64_t offset, std::int32_t records = 1) {
        auto made = operation(Kind::send, client);
        made.value = value(client, count);
        made.count = records;
        made.offset = Offset(offset);
        made.acks = -1;
        made.isIdempotent = true;
        return made;
    }
    Operation polled(int client, std::int64_t from,
                     const std::vector<std::pair<std::int64_t, std::int64_t>>& records,
                     std::uint64_t session = 1) {
        auto made = operation(Kind::poll, client);
        made.offset = Offset(from);
        made.session = session;
        for (const auto& [offset, value] : records)
            made.records.push_back({Offset(offset), value});
        return made;
    }
    Operation owned(std::int32_t generation, const std::string& member) {
        auto made = operation(Kind::own, 1);
        made.generation = generation;
        made.member = member;
        made.owned = {m_partition};
        return made;
    }
    Operation offsets(Kind kind, std::int64_t offset) {
        auto made = operation(kind, 1);
        made.offset = Offset(offset);
        return made;
    }

    template <typename Checked>
    static int violations(const std::vector<Operation>& history) {
        int count = 0;
        Checked checked;
        checked.reportTo([&](const Invariant&, const std::string& text) {
            QVERIFY(!text.empty());
            ++count;
        });
        for (const auto& operation : history)
            checked.completed(operation);
        checked.finish();
        return count;
    }

private slots:
    void aGoodHistoryPasses() {
        const std::vector history{sent(1, 0, 0, 2),
                                  polled(9, 0, {{0, value(1, 0)}}),
                                  polled(9, 1, {{1, value(1, 1)}}),
                                  sent(1, 2, 2),
                                  polled(9, 2, {{2, value(1, 2)}}),
                                  owned(1, "a"),
                                  offsets(Kind::commit, 2),
                                  offsets(Kind::commit, 3),
                                  owned(2, "b"),
                                  offsets(Kind::recall, 3)};
        QCOMPARE(violations<OffsetsAreConsistent>(history), 0);
        QCOMPARE(violations<WritesAreKept>(history), 0);
        QCOMPARE(violations<WritesAreNotRepeated>(history), 0);
        QCOMPARE(violations<PollsAreInOrder>(history), 0);
        QCOMPARE(violations<SendsAreInOrder>(history), 0);
        QCOMPARE(violations<PartitionsAreOwnedOnce>(history), 0);
        QCOMPARE(violations<CommitsAreKept>(history), 0);
    }

    void twoValuesAtOneOffset() {
        QCOMPARE(violations<OffsetsAreConsistent>(
                     {polled(8, 0, {{0, value(1, 0)}}), polled(9, 0, {{0, value(1, 1)}})}),
                 1);
        QCOMPARE(violations<OffsetsAreConsistent>({sent(1, 5, 0), polled(9, 0, {{0, value(1, 0)}})}), 1);
    }

    void anAcknowledgedWriteThatNobodyReads() {
        QCOMPARE(
            violations<WritesAreKept>({sent(1, 0, 0, 3), polled(9, 0, {{0, value(1, 0)}, {1, value(1, 1)}})}),
            1);
        auto unacknowledged = sent(1, 0, 0);
        unacknowledged.outcome = Operation::Outcome::unknown;
        QCOMPARE(violations<WritesAreKept>({unacknowledged}), 0);
        auto byLeaderAlone = sent(1, 0, 0);
        byLeaderAlone.acks = 1;
        QCOMPARE(violations<WritesAreKept>({byLeaderAlone}), 0);
    }

    void aRepeatedWrite() {
        const auto repeated = polled(9, 0, {{0, value(1, 0)}, {1, value(1, 0)}});
        QCOMPARE(violations<WritesAreNotRepeated>({sent(1, 0, 0), repeated}), 1);
        QCOMPARE(violations<WritesAreNotRepeated>({repeated, sent(1, 0, 0)}), 1);
        auto plain = sent(1, 0, 0);
        plain.isIdempotent = false;
        QCOMPARE(violations<WritesAreNotRepeated>({plain, repeated}), 0);
    }

    void pollsThatSkipOrGoBack() {
        const auto first = polled(9, 0, {{0, 1}, {1, 2}});
        QCOMPARE(violations<PollsAreInOrder>({first, polled(9, 3, {{3, 4}})}), 1);
        QCOMPARE(violations<PollsAreInOrder>({first, polled(9, 1, {{1, 2}})}), 1);
        QCOMPARE(violations<PollsAreInOrder>({polled(9, 0, {{0, 1}, {2, 3}})}), 1);
        QCOMPARE(violations<PollsAreInOrder>({polled(9, 5, {{6, 1}})}), 1);
        QCOMPARE(violations<PollsAreInOrder>({first, polled(9, 0, {{0, 1}}, 2)}), 0);
        QCOMPARE(violations<PollsAreInOrder>({operation(Kind::reset, 9)}), 1);
    }

    void sendsThatOvertakeEachOther() {
        QCOMPARE(violations<SendsAreInOrder>({sent(1, 0, 5, 3), sent(1, 3, 7)}), 1);
        QCOMPARE(violations<SendsAreInOrder>({sent(1, 0, 5, 3), sent(1, 3, 8), sent(2, 0, 3)}), 0);
    }

    void aPartitionWithTwoOwners() {
        QCOMPARE(violations<PartitionsAreOwnedOnce>({owned(3, "a"), owned(3, "b")}), 1);
        QCOMPARE(violations<PartitionsAreOwnedOnce>({owned(3, "a"), owned(3, "a"), owned(4, "b")}), 0);
    }

    void aCommitThatIsForgotten() {
        QCOMPARE(violations<CommitsAreKept>({offsets(Kind::commit, 7), offsets(Kind::recall, 5)}), 1);
        QCOMPARE(violations<CommitsAreKept>({offsets(Kind::commit, 7), offsets(Kind::recall, -1)}), 1);
        QCOMPARE(violations<CommitsAreKept>(
                     {offsets(Kind::commit, 7), offsets(Kind::commit, 5), offsets(Kind::recall, 5)}),
                 0);
    }
};

QTEST_GUILESS_MAIN(InvariantsTest)
#include "invariants_test.moc"
