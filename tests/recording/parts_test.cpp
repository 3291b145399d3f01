// Parts of snapshots as bytes: what goes in comes out, and nothing else does.
#include "app/recording/snapshot_fields.h"
#include "app/recording/snapshot_parts.h"
#include "tests/recording/sample_snapshot.h"

#include <QTest>

using namespace partitura;
using namespace partitura::app;

namespace {

/// Converts to anything: what an aggregate can be initialised with.
struct Anything {
    template <typename T>
    operator T() const;
};

/// How many members an aggregate has.
template <typename T, typename... Args>
constexpr std::size_t membersOf() {
    if constexpr (requires { T{Args{}..., Anything{}}; })
        return membersOf<T, Args..., Anything>();
    else
        return sizeof...(Args);
}

template <typename T>
constexpr std::size_t listed = std::tuple_size_v<decltype(fields::Fields<T>::list)>;

} // namespace

class PartsTest : public QObject {
    Q_OBJECT

private slots:
    /// Whoever gives a struct a field appends it to app/recording/snapshot_fields.h, or it is not recorded.
    void everyFieldIsRecorded() {
        using namespace observe;
#define COMPLETE(S, elsewhere) QCOMPARE(listed<S> + (elsewhere), membersOf<S>())
        COMPLETE(FaultSnapshot, 0u);
        COMPLETE(ReplicaSnapshot, 0u);
        COMPLETE(PartitionSnapshot, 0u);
        COMPLETE(TopicSnapshot, 1u); // partitions
        COMPLETE(ConnectionSnapshot, 0u);
        COMPLETE(LogCleaningSnapshot, 0u);
        COMPLETE(LogCompactionSnapshot, 0u);
        COMPLETE(UncleanableLogSnapshot, 0u);
        COMPLETE(LogCleanerSnapshot, 0u);
        COMPLETE(LogRecoverySnapshot, 0u);
        COMPLETE(FetcherSnapshot, 0u);
        COMPLETE(BrokerSnapshot, 0u);
        COMPLETE(GroupMemberSnapshot, 0u);
        COMPLETE(CommittedOffsetSnapshot, 0u);
        COMPLETE(GroupSnapshot, 0u);
        COMPLETE(QuorumReplicaSnapshot, 0u);
        COMPLETE(QuorumSnapshot, 0u);
        COMPLETE(ClusterSnapshot, 5u); // version, takenAt, takenAtMs, topics, groups
#undef COMPLETE
    }

    void comeBackAsTheyWere() {
        const auto full = test::fullSnapshot();
        const auto cluster = unpackCluster(packCluster(full));
        QVERIFY(cluster);
        QVERIFY(cluster->brokers == full.brokers);
        QVERIFY(cluster->faults == full.faults);
        QVERIFY(*cluster->quorum == *full.quorum);
        QCOMPARE(cluster->clusterId, full.clusterId);
        QCOMPARE(cluster->droppedEvents, full.droppedEvents);
        QVERIFY(cluster->topics.empty());
        auto topic = unpackTopic(packTopic(*full.topics[0]));
        QVERIFY(topic);
        auto partitions = unpackPartitions(packPartitions(full.topics[0]->partitions));
        QVERIFY(partitions);
        topic->partitions = *partitions;
        for (std::size_t p = 0; p < topic->partitions.size(); ++p) { // what is shared is compared by pointer
            const auto& before = full.topics[0]->partitions[p].segments;
            auto& after = topic->partitions[p].segments;
            QVERIFY(before ? after && *after == *before : !after);
            after = before;
        }
        QVERIFY(*topic == *full.topics[0]);
        const auto group = unpackGroup(packGroup(*full.groups[0]));
        QVERIFY(group);
        QVERIFY(*group == *full.groups[0]);
        QVERIFY(unpackPartitions(packPartitions({}))->empty());
    }

    void aPartCutShortIsRefused() {
        const auto full = test::fullSnapshot();
        const auto cut = [](const Bytes& whole, auto unpack) {
            for (std::size_t length = 0; length < whole.size(); ++length)
                QVERIFY2(!unpack(ByteView(whole).first(length)), std::to_string(length).c_str());
            QVERIFY(unpack(ByteView(whole)));
        };
        cut(packCluster(full), [](ByteView b) { return unpackCluster(b).ok(); });
        cut(packTopic(*full.topics[0]), [](ByteView b) { return unpackTopic(b).ok(); });
        cut(packPartitions(full.topics[0]->partitions), [](ByteView b) { return unpackPartitions(b).ok(); });
        cut(packGroup(*full.groups[0]), [](ByteView b) { return unpackGroup(b).ok(); });
    }

    /// Within, where compression does not help to find it.
    void fieldsCutShortAreRefused() {
        const auto full = test::fullSnapshot();
        fields::Writer writer;
        writer.value(*full.groups[0]);
        const Bytes whole = writer.take();
        for (std::size_t length = 0; length < whole.size(); ++length) {
            fields::Reader reader(ByteView(whole).first(length));
            observe::GroupSnapshot group;
            reader.value(group);
            QVERIFY2(!reader.ok(), std::to_string(length).c_str());
        }
    }

    void anOlderWriterKnewFewerFields() {
        // A fault as written before it had a detail: four fields follow.
        fields::Writer writer;
        writer.value(observe::FaultSnapshot{observe::FaultKind::clog, "a", "b", 7, "detail"});
        Bytes bytes = writer.take();
        QCOMPARE(bytes[0], std::uint8_t{5});
        bytes[0] = 4;
        bytes.resize(bytes.size() - 7); // length and "detail"
        fields::Reader reader(bytes);
        observe::FaultSnapshot fault;
        reader.value(fault);
        QVERIFY(reader.ok() && reader.atEnd());
        QVERIFY(fault == (observe::FaultSnapshot{observe::FaultKind::clog, "a", "b", 7, ""}));
        bytes[0] = 6; // more than we know
        fields::Reader newer(bytes);
        newer.value(fault);
        QVERIFY(!newer.ok());
    }

    void numbersOutOfRangeAreRefused() {
        const Bytes tooLarge{0xfe, 0xff, 0xff, 0xff, 0x1f}; // 2^32 - 1 forward
        fields::Reader narrow(tooLarge);
        std::int32_t number = 0;
        narrow.value(number);
        QVERIFY(!narrow.ok());
        fields::Reader wide(tooLarge);
        std::int64_t large = 0;
        wide.value(large);
        QVERIFY(wide.ok());
        QCOMPARE(large, (std::int64_t{1} << 32) - 1);
        const Bytes enumOut{0x40};
        fields::Reader kinds(enumOut);
        auto state = observe::GroupState::empty;
        kinds.value(state);
        QVERIFY(!kinds.ok());
    }

    void aClaimOfAHugeSizeTakesNoMemory() {
        Bytes part = packGroup({});
        part[1] = 0xff;
        QVERIFY(!unpackGroup(part));
    }

    /// Sixty-four partitions of three replicas: what a second of a busy topic costs.
    void isCompact() {
        test::SampleCluster cluster({1, 64, 3, 3, 0, 0});
        cluster.advance(1000, 12345);
        const auto part = packPartitions(cluster.snapshot()->topics[0]->partitions);
        QVERIFY2(part.size() < 1024, std::to_string(part.size()).c_str());
    }
};

QTEST_GUILESS_MAIN(PartsTest)
#include "parts_test.moc"
