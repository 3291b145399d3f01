// Compacted topics, from the producer to the consumer.
#include "tests/server/simulated_cluster.h"

#include <QtTest>

#include <set>

using namespace partitura;
using namespace partitura::server;
using namespace std::chrono_literals;

namespace {

Bytes keyed(int key, const std::string& value) {
    record::BatchBuilder batch;
    batch.add(1'700'000'000'000, asBytes("key-" + std::to_string(key)), asBytes(value));
    return *batch.build();
}

/// Two hundred records of four keys.
void fillTable(SimulatedCluster& cluster) {
    cluster.createTopic("table", 1, 1, {{"cleanup.policy", "compact"}, {"segment.bytes", "2000"}});
    for (int i = 0; i < 200; ++i)
        if (cluster.produce("table", 0, keyed(i % 4, "value-" + std::to_string(i))).errorCode !=
            ErrorCode::NONE)
            qFatal("not produced");
}

/// A cleaner slow enough to be watched.
void slowly(BrokerConfig& config) {
    config.cleaner.ioBufferBytes = 8192;
    config.cleaner.stepBytes = 1;
    config.cleaner.ioBytesPerSecond = 20'000;
}

} // namespace

class CompactionTest : public QObject {
    Q_OBJECT

private slots:
    void aCompactedTopicKeepsTheLastValueOfEachKeyOnEveryReplica() {
        SimulatedCluster cluster(3);
        cluster.start();
        cluster.createTopic("table", 1, 3, {{"cleanup.policy", "compact"}, {"segment.bytes", "2000"}});
        for (int i = 0; i < 200; ++i) {
            record::BatchBuilder batch;
            batch.add(cluster.scheduler.wallTimeMs(), asBytes("key-" + std::to_string(i % 4)),
                      asBytes("value-" + std::to_string(i)));
            QCOMPARE(cluster.produce("table", 0, *batch.build()).errorCode, ErrorCode::NONE);
        }
        const auto before = cluster.replica(1, "table")->log().sizeBytes();
        cluster.runFor(2min);
        for (const int id : {1, 2, 3})
            QVERIFY(cluster.replica(id, "table")->log().sizeBytes() < before / 3);
        const auto values = cluster.values("table");
        QVERIFY(values.size() < 60); // the active segment is left alone
        for (const auto* last : {"value-196", "value-197", "value-198", "value-199"})
            QVERIFY(std::ranges::count(values, last) == 1);
        // It goes on, also after a restart.
        cluster.stop();
        cluster.start();
        QVERIFY(cluster.waitFor([&] { return cluster.leaderOf("table") > 0; }));
        record::BatchBuilder batch;
        batch.add(cluster.scheduler.wallTimeMs(), asBytes("key-0"), asBytes("new"));
        QCOMPARE(cluster.produce("table", 0, *batch.build()).baseOffset, std::int64_t{200});
        QVERIFY(std::ranges::count(cluster.values("table"), "new") == 1);
    }

    void compactionIsSeenInTheSnapshotAndToldAtItsEnd() {
        SimulatedCluster cluster(1, 1, slowly);
        cluster.start();
        fillTable(cluster);
        const auto cleaner = [&] { return cluster.broker(1).view().broker.cleaners.at(0); };
        QVERIFY(cleaner().isRunning && !cleaner().last);
        QVERIFY(cluster.waitFor([&] { return cleaner().current.has_value(); }));
        std::set<observe::CleanerPhase> phases;
        std::uint64_t read = 0;
        QVERIFY(cluster.waitFor([&] {
            const auto now = cleaner();
            if (!now.current)
                return true;
            phases.insert(now.current->phase);
            read = std::max(read, now.current->bytesRead);
            return now.current->topic != "table" || now.current->partition != PartitionIndex(0) ||
                   now.current->bytesRead > now.current->bytesTotal || now.current->dirtyRatio <= 0.5;
        }));
        const auto after = cleaner();
        QVERIFY(!after.current && phases.size() >= 2 && read > 0);
        QCOMPARE(after.last->topic, std::string("table"));
        QVERIFY(after.last->bytesAfter > 0 && after.last->bytesAfter < after.last->bytesBefore / 2);
        QVERIFY(after.last->endedMs > after.last->startedMs);
        QVERIFY(after.runs == 1 && after.failed == 0 && after.uncleanable.empty());
        const auto events = cluster.eventsOf(observe::EventKind::logCompacted);
        QCOMPARE(events.size(), std::size_t{1});
        QCOMPARE(events[0].topic, std::string("table"));
        QCOMPARE(events[0].detail, "table-0 compacted from " + std::to_string(after.last->bytesBefore) +
                                       " to " + std::to_string(after.last->bytesAfter) + " bytes, " +
                                       std::to_string(after.last->recordsAfter) + " of " +
                                       std::to_string(after.last->recordsBefore) + " records kept");
    }

    void aDamagedLogIsNamedAndLeftOut() {
        SimulatedCluster cluster(1);
        cluster.start();
        fillTable(cluster);
        cluster.storage(1).flipBit("/data/table-0/00000000000000000000.log", 8 * 70);
        cluster.runFor(1min);
        const auto cleaner = cluster.broker(1).view().broker.cleaners.at(0);
        QCOMPARE(cleaner.uncleanable.size(), std::size_t{1});
        QCOMPARE(cleaner.uncleanable[0].topic, std::string("table"));
        QVERIFY(cleaner.uncleanable[0].reason.find("CRC") != std::string::npos);
        const auto events = cluster.eventsOf(observe::EventKind::logUncleanable);
        QCOMPARE(events.size(), std::size_t{1});
        QVERIFY(events[0].detail.starts_with("table-0 is not compacted any more: "));
        QVERIFY(cluster.eventsOf(observe::EventKind::logDirectoryFailed).empty());
    }

    void aDiskThatFailsUnderTheCleanerTakesTheLogDirectoryOffline() {
        SimulatedCluster cluster(1, 1, slowly);
        cluster.start();
        fillTable(cluster);
        const auto phase = [&]() -> std::optional<observe::CleanerPhase> {
            const auto current = cluster.broker(1).view().broker.cleaners.at(0).current;
            return current ? std::optional(current->phase) : std::nullopt;
        };
        QVERIFY(cluster.waitFor([&] { return phase() == observe::CleanerPhase::cleaning; }));
        cluster.storage(1).setFaults({.failsWrites = true});
        QVERIFY(cluster.waitFor(
            [&] { return !cluster.eventsOf(observe::EventKind::logDirectoryFailed).empty(); }));
        const auto failed = cluster.eventsOf(observe::EventKind::logDirectoryFailed);
        QVERIFY2(failed[0].detail.find(".cleaned") != std::string::npos, failed[0].detail.c_str());
        QCOMPARE(cluster.produce("table", 0, keyed(0, "refused")).errorCode, ErrorCode::KAFKA_STORAGE_ERROR);
        const auto offline = cluster.broker(1).view().broker;
        QVERIFY(!offline.logDirectoryError.empty() && !offline.cleaners.at(0).isRunning);
        QVERIFY(offline.cleaners.at(0).uncleanable.empty());
        cluster.storage(1).setFaults({});
        QVERIFY(cluster.waitFor([&] { return !cluster.eventsOf(observe::EventKind::logCompacted).empty(); }));
        QVERIFY(cluster.broker(1).view().broker.cleaners.at(0).uncleanable.empty());
        QCOMPARE(cluster.produce("table", 0, keyed(0, "new")).errorCode, ErrorCode::NONE);
        QVERIFY(std::ranges::count(cluster.values("table"), "value-199") == 1);
    }
};

QTEST_GUILESS_MAIN(CompactionTest)
#include "compaction_test.moc"
