// The files of a segment held against each other: what does not agree is said, each in its own words.
#include "tests/log/log_scenarios.h"
#include "tests/log_dump/damage.h"

using namespace partitura;
using namespace partitura::test;

class SegmentCheckTest : public QObject {
    Q_OBJECT

private slots:
    void damagedIndexes_data();
    void damagedIndexes();
    void damagedTransactionIndexes_data();
    void damagedTransactionIndexes();
    void batchesThatContradictTheirEpochsAreSaid();
    void aMissingIndexIsSaid();
    void roomThatWaitsInAnIndexIsNoDamage();
};

void SegmentCheckTest::damagedIndexes_data() {
    QTest::addColumn<QByteArray>("suffix");
    QTest::addColumn<int>("at");
    QTest::addColumn<int>("add");
    QTest::addColumn<QByteArray>("what");
    // Entry i of .index names offset 3 + 2 i, the second of the batch at its position.
    QTest::newRow("position in a batch")
        << QByteArray(".index") << 7 << 1 << QByteArray("no batch begins at ");
    QTest::newRow("offset before its batch")
        << QByteArray(".index") << 3 << -2 << QByteArray("the batch at ");
    QTest::newRow("offset of the next entry's batch")
        << QByteArray(".index") << 3 << 1 << QByteArray("the entry before it names offset 4");
    QTest::newRow("offset that the next does not follow")
        << QByteArray(".index") << 1 << 1 << QByteArray("offset 5 at ");
    QTest::newRow("timestamp too great")
        << QByteArray(".timeindex") << 7 << 1 << QByteArray("the greatest timestamp up to offset 3 is ");
    QTest::newRow("timestamp too small")
        << QByteArray(".timeindex") << 7 << -1 << QByteArray("the greatest timestamp up to offset 3 is ");
    QTest::newRow("timestamp of an offset behind the log")
        << QByteArray(".timeindex") << 8 << 1 << QByteArray("the offset is behind the last batch");
}

void SegmentCheckTest::damagedIndexes() {
    QFETCH(QByteArray, suffix);
    QFETCH(int, at);
    QFETCH(int, add);
    QFETCH(QByteArray, what);
    Disk disk(true);
    const auto path = smallLog(disk);
    QVERIFY2(problemsOf(*disk.storage, path).empty(), text(problemsOf(*disk.storage, path)));
    const auto file = path + stem + suffix.toStdString();
    auto bytes = contents(*disk.storage, file);
    QVERIFY(bytes.size() >= 24);
    bytes[static_cast<std::size_t>(at)] =
        static_cast<std::uint8_t>(bytes[static_cast<std::size_t>(at)] + add);
    overwrite(*disk.storage, file, bytes);
    const auto problems = problemsOf(*disk.storage, path);
    QVERIFY(!problems.empty());
    QCOMPARE(problems[0].file, file);
    QVERIFY2(problems[0].what.starts_with(what.toStdString()), text(problems));
}

void SegmentCheckTest::damagedTransactionIndexes_data() {
    QTest::addColumn<int>("at");
    QTest::addColumn<int>("add");
    QTest::addColumn<QByteArray>("what");
    QTest::newRow("version") << 1 << 1 << QByteArray("version 1 is unknown");
    QTest::newRow("producer") << 9 << 1
                              << QByteArray("the marker does not abort a transaction of producer 9");
    QTest::newRow("first offset behind the last") << 11 << 1 << QByteArray("the transaction begins at ");
    QTest::newRow("last offset that is no marker") << 25 << -1 << QByteArray("offset 8 is no marker");
    QTest::newRow("last offset behind the log")
        << 19 << 1 << QByteArray("the marker is behind the last batch");
    QTest::newRow("last offset of a commit") << 25 << 9 << QByteArray("the marker does not abort");
}

void SegmentCheckTest::damagedTransactionIndexes() {
    QFETCH(int, at);
    QFETCH(int, add);
    QFETCH(QByteArray, what);
    Disk disk(true);
    // Producer 8 writes 0 to 7 and aborts at 9, writes 10 to 17 and commits at 18; producer 7 leaves 8 open.
    auto log = openLog(disk);
    const auto must = [](const auto& done) {
        if (!done)
            qFatal("%s", done.error().context.c_str());
    };
    const auto end = [&](std::int64_t producer, bool isCommit) {
        must(append(*log,
                    record::endTransactionBatch({isCommit, 0, 1}, ProducerId(producer), ProducerEpoch(0)), 0,
                    log::AppendOrigin::coordinator));
    };
    must(append(*log, batchOf(8, 20, 1, fromProducer(8, 0, 0, true))));
    must(append(*log, batchOf(1, 20, 1, fromProducer(7, 0, 0, true))));
    end(8, false);
    must(append(*log, batchOf(8, 20, 1, fromProducer(8, 0, 8, true))));
    end(8, true);
    must(log->close());
    const auto path = disk.root + "/t-0";
    const auto file = path + stem + ".txnindex";
    QVERIFY2(problemsOf(*disk.storage, path).empty(), text(problemsOf(*disk.storage, path)));
    auto bytes = contents(*disk.storage, file);
    QCOMPARE(bytes.size(), std::size_t(34));
    bytes[static_cast<std::size_t>(at)] =
        static_cast<std::uint8_t>(bytes[static_cast<std::size_t>(at)] + add);
    overwrite(*disk.storage, file, bytes);
    const auto problems = problemsOf(*disk.storage, path);
    QVERIFY(!problems.empty());
    QCOMPARE(problems[0].file, file);
    QVERIFY2(problems[0].what.starts_with(what.toStdString()), text(problems));
}

void SegmentCheckTest::batchesThatContradictTheirEpochsAreSaid() {
    Disk disk(true);
    writeLogDirectory(*disk.storage, disk.root + "/data");
    const auto path = disk.root + "/data/epochs-0";
    const auto withEpochs = [&](std::string_view entries) {
        overwrite(*disk.storage, path + "/leader-epoch-checkpoint", Bytes(entries.begin(), entries.end()));
        return problemsOf(*disk.storage, path);
    };
    QVERIFY(withEpochs("0\n3\n0 0\n1 75\n4 150\n").empty()); // the last was not written yet
    QVERIFY(withEpochs("0\n1\n4 200\n").empty());            // the log's start has moved
    QCOMPARE(withEpochs("0\n4\n0 0\n1 75\n2 150\n5 225\n").size(), std::size_t(15));
    QCOMPARE(withEpochs("0\n4\n0 0\n1 75\n4 150\n5 220\n").size(), std::size_t(1));
}

void SegmentCheckTest::aMissingIndexIsSaid() {
    Disk disk(true);
    writeLogDirectory(*disk.storage, disk.root + "/data");
    const auto path = disk.root + "/data/epochs-0";
    for (const auto* suffix : {".index", ".timeindex"}) {
        QVERIFY(disk.storage->remove(path + stem + suffix).ok());
        const auto problems = problemsOf(*disk.storage, path);
        QVERIFY(!problems.empty());
        QCOMPARE(problems.back().what, std::string("the index is missing"));
        QCOMPARE(problems.back().file, path + stem + suffix);
    }
    // The active segment's are made when they are first written to.
    const auto last = log::readPartition(*disk.storage, path)->segments.back();
    QVERIFY(disk.storage->remove(last.path(".index")).ok());
    QCOMPARE(problemsOf(*disk.storage, path).size(), std::size_t(2));
}

void SegmentCheckTest::roomThatWaitsInAnIndexIsNoDamage() {
    Disk disk(true);
    const auto path = smallLog(disk);
    for (const auto* suffix : {".index", ".timeindex"}) {
        auto bytes = contents(*disk.storage, path + stem + suffix);
        bytes.resize(12 * 8 * 1000);
        overwrite(*disk.storage, path + stem + suffix, bytes);
    }
    QVERIFY2(problemsOf(*disk.storage, path).empty(), text(problemsOf(*disk.storage, path)));
    log::IndexWalk walk(*disk.storage->open(path + stem + ".index", Storage::OpenMode::readOnly), 8);
    while (*walk.next())
        ;
    QVERIFY(walk.count() > 1);
    QCOMPARE(walk.unusedBytes(), 12 * 8 * 1000 - walk.count() * 8);
}

QTEST_GUILESS_MAIN(SegmentCheckTest)
#include "segment_check_test.moc"
