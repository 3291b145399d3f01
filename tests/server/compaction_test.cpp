// Compacted topics, from the producer to the consumer.
#include "tests/server/simulated_cluster.h"

#include <QtTest>

using namespace partitura;
using namespace partitura::server;
using namespace std::chrono_literals;

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
};

QTEST_GUILESS_MAIN(CompactionTest)
#include "compaction_test.moc"
