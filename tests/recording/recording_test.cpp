// A recording in virtual time: exact at every second, coarser with age, bounded, and whole after a crash.
#include "app/recording/recording.h"
#include "app/recording/recording_schema.h"
#include "tests/recording/recording_bench.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace partitura;
using namespace partitura::app;
using test::Taken;
using Bench = test::RecordingBench;
using Outcome = RecordingReport::Outcome;

namespace {

observe::Event happened(observe::EventKind kind, TimestampMs timeMs, const std::string& topic = {}) {
    observe::Event e;
    e.timeMs = timeMs;
    e.kind = kind;
    e.broker = BrokerId(1);
    e.topic = topic;
    e.partition = topic.empty() ? PartitionIndex() : PartitionIndex(0);
    e.detail = "it happened";
    return e;
}

void compare(Bench& bench, const Taken& taken) {
    const auto moment = bench.reader.moment(taken.at);
    QVERIFY(moment.has_value());
    QCOMPARE(moment->at, taken.at);
    QCOMPARE(moment->damagedParts, 0);
    QCOMPARE(moment->snapshot->takenAtMs, taken.snapshot->takenAtMs);
    QVERIFY(moment->snapshot->takenAt == instantOf(taken.at));
    QVERIFY(test::sameCluster(*moment->snapshot, *taken.snapshot));
}

std::int64_t sumOf(Bench& bench, const char* column) {
    QSqlQuery& query =
        bench.file.run("SELECT sum(produced_bytes), sum(appended_records), sum(span_ms) FROM amount "
                       "WHERE topic = 0");
    query.next();
    const int at = QByteArray(column) == "produced_bytes"     ? 0
                   : QByteArray(column) == "appended_records" ? 1
                                                              : 2;
    const auto sum = query.value(at).toLongLong();
    query.finish();
    return sum;
}

} // namespace

class RecordingTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_dir = std::make_unique<QTemporaryDir>();
        m_path = m_dir->filePath(QStringLiteral("history/one.partitura"));
    }

    void everySecondComesBackExactly() {
        Bench bench(m_path);
        QCOMPARE(bench.report.outcome, Outcome::created);
        test::SampleCluster cluster;
        std::vector<Taken> all;
        for (int second = 0; second < 90; ++second) {
            if (second == 20)
                cluster.addTopic("late", 70); // two chunks
            if (second == 50)
                cluster.removeTopic("late");
            all.push_back(bench.take(cluster));
            cluster.advance(1000, second % 7 == 0 ? 0 : second);
        }
        for (std::size_t i = 0; i < all.size(); ++i)
            compare(bench, all[(i * 37) % all.size()]); // in no order
        // Between two frames the earlier one holds; before the first the first does.
        QCOMPARE(bench.reader.moment(all[10].at + 999)->at, all[10].at);
        QCOMPARE(bench.reader.moment(all[10].at)->nextAt, all[11].at);
        QCOMPARE(bench.reader.moment(0)->at, all[0].at);
        QCOMPARE(bench.reader.moment(all.back().at + 1'000'000)->at, all.back().at);
        QCOMPARE(bench.reader.moment(all.back().at)->nextAt, all.back().at);
    }

    void neighboursShareWhatDidNotChange() {
        Bench bench(m_path);
        test::SampleCluster cluster;
        const auto first = bench.take(cluster);
        cluster.advance(1000);
        const auto second = bench.take(cluster);
        const auto a = bench.reader.moment(first.at)->snapshot;
        const auto b = bench.reader.moment(second.at)->snapshot;
        QVERIFY(a->topics[2] == b->topics[2]); // idle
        QVERIFY(a->topics[0] != b->topics[0]);
    }

    void ratesAreThoseOfTheSecondsBefore() {
        Bench bench(m_path);
        test::SampleCluster cluster;
        RateMeter meter;
        Taken last;
        std::shared_ptr<const Rates> rates;
        for (int second = 0; second < 10; ++second) {
            last = bench.take(cluster);
            rates = meter.update(last.snapshot);
            cluster.advance(1000, 10 + second);
        }
        const auto moment = bench.reader.moment(last.at);
        QVERIFY(moment->rates->span() == rates->span());
        QCOMPARE(moment->rates->cluster().producedBytes, rates->cluster().producedBytes);
        QCOMPARE(moment->rates->topic("topic-1").appendedRecords, rates->topic("topic-1").appendedRecords);
        QVERIFY(moment->rates->cluster().producedBytes > 0);
        // The first second of a run has none.
        QVERIFY(bench.reader.moment(0)->rates->span() == Duration::zero());
    }

    void clocksMayJump() {
        Bench bench(m_path);
        test::SampleCluster cluster;
        std::vector<Taken> all;
        for (const std::int64_t jump : {0, -3'600'000, 0, 5 * 3'600'000, 0, -86'400'000, 0}) {
            cluster.jumpWall(jump);
            for (int i = 0; i < 3; ++i) {
                all.push_back(bench.take(cluster));
                cluster.advance(1000);
            }
        }
        for (std::size_t i = 1; i < all.size(); ++i)
            QCOMPARE(all[i].at - all[i - 1].at, 1000);
        for (const auto& one : all)
            compare(bench, one);
    }

    void aNewRunGoesOnAfterTheLast_data() {
        QTest::addColumn<qint64>("wallJump");
        QTest::newRow("soon") << qint64(5000);
        QTest::newRow("days later") << qint64(3 * 86'400'000);
        QTest::newRow("the wall clock went back") << qint64(-86'400'000);
    }
    void aNewRunGoesOnAfterTheLast() {
        QFETCH(qint64, wallJump);
        test::SampleCluster cluster;
        cluster.addTopic("gone", 3);
        std::vector<Taken> all;
        {
            Bench bench(m_path);
            for (int i = 0; i < 5; ++i) {
                all.push_back(bench.take(cluster));
                cluster.advance(1000);
            }
        }
        cluster.restart();
        cluster.jumpWall(wallJump);
        cluster.removeTopic("gone"); // while nobody recorded
        Bench bench(m_path);
        QCOMPARE(bench.report.outcome, Outcome::opened);
        for (int i = 0; i < 5; ++i) {
            all.push_back(bench.take(cluster));
            cluster.advance(1000);
        }
        QVERIFY(all[5].at > all[4].at);
        if (wallJump > 0)
            QCOMPARE(all[5].at, all[5].snapshot->takenAtMs);
        for (const auto& one : all)
            compare(bench, one);
        // Counters began anew: rates and amounts of the second run do not reach across.
        QVERIFY(bench.reader.moment(all[5].at)->rates->span() == Duration::zero());
        QCOMPARE(sumOf(bench, "span_ms"), 8000);
    }

    void eventsLieWhereTheyHappened() {
        Bench bench(m_path);
        test::SampleCluster cluster;
        bench.take(cluster);
        cluster.advance(1000);
        const auto at =
            bench
                .take(cluster, {happened(observe::EventKind::brokerCrashed, cluster.wallMs() - 400),
                                happened(observe::EventKind::leaderChanged, cluster.wallMs() - 390, "t"),
                                happened(observe::EventKind::logCompacted, cluster.wallMs() + 999)})
                .at;
        const auto overview = bench.reader.overview();
        QCOMPARE(overview.marks->size(), 2u); // compactions are not marked
        QCOMPARE((*overview.marks)[0].at, at - 400);
        QCOMPARE((*overview.marks)[1].event.topic, std::string("t"));
        QCOMPARE(bench.reader.events(at, 10).size(), 3u);
        QCOMPARE(bench.reader.events(at - 395, 10).size(), 1u);
        QCOMPARE(bench.reader.events(at - 401, 10).size(), 0u);
        QVERIFY(bench.reader.moment(at - 1000)->past->events->empty());
        const auto past = bench.reader.moment(at)->past;
        QCOMPARE(past->events->size(), 3u);
        QVERIFY(past->events->front().kind == observe::EventKind::brokerCrashed);
        QCOMPARE(past->events->back().detail, std::string("it happened"));
    }

    void thePastIsTheWindowThatEndsThere() {
        Bench bench(m_path);
        test::SampleCluster cluster; // two busy topics of six partitions, R = 3
        std::vector<Taken> all;
        for (int second = 0; second < 200; ++second) {
            all.push_back(bench.take(cluster));
            cluster.advance(1000, second < 150 ? 10 : 0);
        }
        const RecordedMs at = all[140].at;
        const auto past = bench.reader.moment(at)->past;
        const auto history = throughputHistory(*past, at, {"topic-0"});
        QCOMPARE(history.samples().size(), 121u);
        QVERIFY(history.samples().back().at == instantOf(at));
        const double produced = 6 * 10 * test::SampleCluster::recordBytes;
        for (const auto& sample : history.samples()) {
            QCOMPARE(sample.goodput, produced);
            QCOMPARE(sample.measured, 3 * produced);
            QCOMPARE(sample.model, 3 * produced);
        }
        QCOMPARE(throughputHistory(*past, at, {""}).samples().back().goodput, 2 * produced);
        const auto idle = throughputHistory(*past, at, {"topic-2"}).samples();
        QCOMPARE(idle.size(), 121u);
        QCOMPARE(idle.back().goodput, 0.0);
        const auto held = throughputHistory(*past, at, {"topic-0", ThroughputReading::volume}).samples();
        QCOMPARE(held.back().goodput, 140 * produced);
        QCOMPARE(held.front().goodput, 20 * produced);
        // At rest it holds what it held, and nothing flows.
        const auto later = bench.reader.moment(all[199].at)->past;
        QCOMPARE(throughputHistory(*later, all[199].at, {"topic-0"}).samples().back().goodput, 0.0);
        QCOMPARE(throughputHistory(*later, all[199].at, {"topic-0", ThroughputReading::volume})
                     .samples()
                     .back()
                     .goodput,
                 150 * produced);
        QCOMPARE(past->groups.size(), 120u);
        QVERIFY(past->groups.back()->takenAt == instantOf(at));
        QVERIFY(*past->groups[60]->groups[1] == *all[81].snapshot->groups[1]);
    }

    void olderIsCoarserAndStaysExact() {
        RecordingLimits limits;
        limits.tiers = {{60'000, 10'000}, {300'000, 60'000}};
        Bench bench(m_path, limits);
        test::SampleCluster cluster;
        std::vector<Taken> all;
        for (int second = 0; second < 900; ++second) {
            all.push_back(bench.take(
                cluster, second % 30 == 0
                             ? std::vector{happened(observe::EventKind::isrShrunk, cluster.wallMs())}
                             : std::vector<observe::Event>()));
            if (second % 30 == 29)
                bench.keepHouse();
            cluster.advance(1000, second % 11);
        }
        const auto produced = sumOf(bench, "produced_bytes");
        std::int64_t expected = 0;
        for (int second = 0; second < 899; ++second)
            expected += second % 11 * test::SampleCluster::recordBytes * 12;
        QCOMPARE(produced, expected);
        QCOMPARE(sumOf(bench, "appended_records"), expected / test::SampleCluster::recordBytes * 3);
        QCOMPARE(sumOf(bench, "span_ms"), 899'000);

        // What is kept is as it was taken.
        int kept = 0;
        for (const auto& one : all)
            if (const auto moment = bench.reader.moment(one.at); moment->at == one.at) {
                compare(bench, one);
                ++kept;
            }
        QVERIFY2(kept >= 60 + 24 + 10 && kept < 60 + 24 + 10 + 40, std::to_string(kept).c_str());
        // Of the last minute every second, before it one in ten, before that one a minute.
        for (std::size_t i = all.size() - 60; i < all.size(); ++i)
            QCOMPARE(bench.reader.moment(all[i].at)->at, all[i].at);
        for (const std::size_t i : {650u, 700u})
            QVERIFY(all[i].at - bench.reader.moment(all[i].at)->at < 10'000);
        for (const std::size_t i : {100u, 200u, 300u})
            QVERIFY(all[i].at - bench.reader.moment(all[i].at)->at < 60'000);
        // No event is lost.
        QCOMPARE(bench.reader.events(all.back().at, 1000).size(), 30u);
    }

    void staysWithinItsBounds() {
        RecordingLimits limits;
        limits.maxBytes = 1 << 20;
        limits.tiers = {};
        Bench bench(m_path, limits);
        test::SampleCluster cluster({20, 12, 3, 3, 4, 0});
        std::vector<Taken> all;
        for (int second = 0; second < 600; ++second) {
            if (second == 100)
                cluster.addTopic("short", 3);
            if (second == 120)
                cluster.removeTopic("short");
            all.push_back(bench.take(cluster));
            if (second % 20 == 19)
                bench.keepHouse();
            cluster.advance(1000, second);
        }
        bench.keepHouse();
        QVERIFY2(bench.file.usedBytes() <= limits.maxBytes, std::to_string(bench.file.usedBytes()).c_str());
        QVERIFY2(bench.file.fileBytes() <= 2 * limits.maxBytes,
                 std::to_string(bench.file.fileBytes()).c_str());
        const auto overview = bench.reader.overview();
        QVERIFY(overview.first > all[100].at);
        QCOMPARE(overview.last, all.back().at);
        compare(bench, all.back());
        for (const auto& one : all)
            if (one.at == overview.first)
                compare(bench, one);
        QCOMPARE(bench.file.value("SELECT count(*) FROM part WHERE name = 'short'").toInt(), 0);
        QCOMPARE(bench.file.value("SELECT count(*) FROM name WHERE text = 'short'").toInt(), 0);
    }

    void ageIsBoundToo() {
        RecordingLimits limits;
        limits.maxAgeMs = 60'000;
        Bench bench(m_path, limits);
        test::SampleCluster cluster;
        Taken last;
        for (int second = 0; second < 200; ++second) {
            last = bench.take(cluster);
            cluster.advance(1000);
        }
        bench.keepHouse();
        QCOMPARE(bench.reader.overview().first, last.at - 60'000);
        compare(bench, last);
    }

    /// Ten thousand busy partitions: fewer frames, every second of amounts, bytes within the budget.
    void aLargeClusterIsRecordedLessOften() {
        Bench bench(m_path);
        test::SampleCluster cluster({1, 10'000, 3, 3, 0, 0});
        std::vector<Taken> all;
        for (int second = 0; second < 20; ++second) {
            all.push_back(bench.take(cluster));
            cluster.advance(1000, second + 1000);
        }
        const auto frames = bench.file.value("SELECT count(*) FROM frame").toInt();
        const auto bytes = bench.file.value("SELECT sum(length(body)) FROM version").toLongLong();
        QVERIFY2(bytes < 21 * 2 * RecordingLimits{}.bytesPerSecond, std::to_string(bytes).c_str());
        QVERIFY2(frames >= 2, std::to_string(frames).c_str());
        QCOMPARE(bench.file.value("SELECT count(*) FROM amount WHERE topic = 0").toInt(), 19);
        compare(bench, all.front());
        // One partition changes: one chunk is written, not all.
        bench.take(cluster);
    }

    void topicsTakeTurnsAndNothingIsLost() {
        RecordingLimits limits;
        limits.topicsPerSecond = 4;
        Bench bench(m_path, limits);
        test::SampleCluster cluster({10, 1, 1, 1, 0, 0});
        for (int second = 0; second < 41; ++second) {
            bench.take(cluster);
            cluster.advance(1000, 5);
        }
        QSqlQuery& rows = bench.file.run("SELECT count(*), sum(produced_records), max(span_ms) FROM amount "
                                         "WHERE topic <> 0 GROUP BY topic");
        int topics = 0;
        while (rows.next()) {
            ++topics;
            const auto text = QStringLiteral("%1 %2 %3")
                                  .arg(rows.value(0).toInt())
                                  .arg(rows.value(1).toInt())
                                  .arg(rows.value(2).toInt());
            QVERIFY2(rows.value(0).toInt() >= 13 && rows.value(1).toInt() >= 5 * 37 &&
                         rows.value(2).toInt() <= 4000,
                     qPrintable(text));
        }
        rows.finish();
        QCOMPARE(topics, 10);
    }

    void aCrashLosesNoMoreThanTheLastSecond() {
        test::SampleCluster cluster;
        std::vector<Taken> all;
        const QString copy = m_dir->filePath(QStringLiteral("copy.partitura"));
        {
            Bench bench(m_path);
            for (int second = 0; second < 20; ++second) {
                all.push_back(bench.take(cluster));
                cluster.advance(1000);
            }
            // What a crash leaves: the file and its log, whatever the program still had in mind.
            QVERIFY(QFile::copy(m_path, copy));
            QVERIFY(QFile::copy(m_path + QStringLiteral("-wal"), copy + QStringLiteral("-wal")));
        }
        // The log may be torn in its last write.
        QFile wal(copy + QStringLiteral("-wal"));
        QVERIFY(wal.resize(wal.size() - 100));
        Bench bench(copy);
        QCOMPARE(bench.report.outcome, Outcome::opened);
        const auto overview = bench.reader.overview();
        QVERIFY(overview.last >= all[18].at);
        for (std::size_t i = 0; i < 19; ++i)
            compare(bench, all[i]);
    }

    void aDamagedFileIsSetAside() {
        QDir().mkpath(QFileInfo(m_path).path());
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(5000, 'x'));
        file.close();
        Bench bench(m_path);
        QCOMPARE(bench.report.outcome, Outcome::damaged);
        QVERIFY(bench.report.message.contains(QStringLiteral("one-damaged-")));
        test::SampleCluster cluster;
        compare(bench, bench.take(cluster));
        QCOMPARE(QFileInfo(m_path).dir().entryList({QStringLiteral("one-damaged-*.partitura")}).size(), 1);
    }

    void damagedPartsAreMissingNotFatal() {
        Bench bench(m_path);
        test::SampleCluster cluster;
        const auto taken = bench.take(cluster);
        bench.file.run(
            "UPDATE version SET body = x'01000000ff00' WHERE part = (SELECT id FROM part WHERE kind = 1 "
            "AND name = 'topic-1')");
        const auto moment = bench.reader.moment(taken.at);
        QVERIFY(moment.has_value());
        QCOMPARE(moment->damagedParts, 1);
        QCOMPARE(moment->snapshot->topics.size(), 2u);
    }

    void aNewerFileIsLeftAlone() {
        {
            Bench bench(m_path);
            test::SampleCluster cluster;
            bench.take(cluster);
            bench.file.run("PRAGMA user_version = 1000");
        }
        const auto bytes = [&] {
            QFile file(m_path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QByteArray before = bytes();
        Recording recording;
        QSignalSpy opened(&recording, &Recording::opened);
        recording.open(m_path, RecordingFile::Use::record);
        QVERIFY(opened.wait());
        QCOMPARE(recording.report().outcome, Outcome::newerVersion);
        QVERIFY(!recording.report().message.isEmpty());
        // It records all the same, elsewhere.
        test::SampleCluster cluster;
        QSignalSpy changed(&recording, &Recording::overviewChanged);
        recording.record(cluster.snapshot(), {});
        QTRY_VERIFY(!recording.overview()->isEmpty());
        QVERIFY(recording.path() != m_path);
        QCOMPARE(bytes(), before);
    }

    void theThreadAnswersWithTheNewestAskedFor() {
        Recording recording;
        QSignalSpy opened(&recording, &Recording::opened);
        recording.open({}, RecordingFile::Use::record);
        QVERIFY(opened.wait());
        QVERIFY(recording.report().isUsable());
        test::SampleCluster cluster;
        std::vector<std::shared_ptr<const observe::ClusterSnapshot>> taken;
        for (int i = 0; i < 50; ++i) {
            taken.push_back(cluster.snapshot());
            recording.record(taken.back(), {});
            cluster.advance(1000);
        }
        QTRY_COMPARE(recording.overview()->last - recording.overview()->first, 49'000);
        QSignalSpy loaded(&recording, &Recording::loaded);
        const auto first = recording.overview()->first;
        for (int i = 0; i < 50; ++i)
            recording.load(first + i * 1000);
        const auto newest = [&] { return recording.nearest(first + 49'000); };
        QTRY_VERIFY(newest() && newest()->at == first + 49'000);
        QVERIFY(loaded.size() <= 50);
        QVERIFY(test::sameCluster(*newest()->snapshot, *taken.back()));
        QFile file(recording.path());
        QVERIFY(file.exists());
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

QTEST_GUILESS_MAIN(RecordingTest)
#include "recording_test.moc"
