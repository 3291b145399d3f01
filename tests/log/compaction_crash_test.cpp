// The broker may die at any operation on its disk while it compacts.
#include "tests/log/cleaner_bench.h"

using namespace partitura;
using namespace partitura::log;
using namespace partitura::test;

namespace {

/// A log of several segments in which much is to be dropped: keys written over, tombstones, transactions of
/// both ends, an idempotent producer, and a segment of which nothing stays.
void fill(CleanerBench& bench) {
    for (int round = 0; round < 6; ++round) {
        for (int i = 0; i < 8; ++i)
            if (!bench.put("k" + std::to_string((round * 3 + i) % 11), std::string(90, 'a' + round),
                           {.producerId = ProducerId(5),
                            .producerEpoch = ProducerEpoch(0),
                            .baseSequence = round * 8 + i}))
                qFatal("refused");
        const record::BatchOptions transactional{.producerId = ProducerId(6),
                                                 .producerEpoch = ProducerEpoch(0),
                                                 .baseSequence = round,
                                                 .isTransactional = true};
        if (!bench.put("t", "v" + std::to_string(round), transactional))
            qFatal("refused");
        if (round == 3)
            bench.roll(); // so that a transaction spans segments
        bench.endTransaction(6, 0, round % 2 == 0);
        if (!bench.put("gone", std::nullopt) || !bench.put("again", std::string(200, 'x')))
            qFatal("refused");
        if (round == 2) {
            bench.roll();
            for (int i = 0; i < 5; ++i)
                if (!bench.put("again", std::string(200, 'y')))
                    qFatal("refused");
        }
        bench.roll();
    }
    if (!bench.put("last", "v") || !bench.directory->flush() || !bench.directory->checkpoint())
        qFatal("no flush");
}

QStringList inRange(const QStringList& data, std::int64_t from, std::int64_t to) {
    QStringList some;
    for (const auto& text : data) {
        const auto offset = text.section('@', 1).toLongLong();
        if (offset >= from && offset < to)
            some << text;
    }
    return some;
}

} // namespace

class CompactionCrashTest : public QObject {
    Q_OBJECT

    /// Runs a compaction that may do `operations` on the disk, then crashes and opens anew; how many it did.
    static std::uint64_t compactAndCrash(CleanerBench& bench, std::uint64_t operations) {
        const auto before = bench.disk.count();
        bench.disk.failAfter(operations);
        bench.clean();
        const auto count = bench.disk.count() - before;
        bench.crash();
        bench.disk.failAfter(std::numeric_limits<std::uint64_t>::max());
        bench.open();
        return count;
    }

    static std::vector<std::int64_t> basesOf(CleanerBench& bench) {
        std::vector<std::int64_t> bases;
        for (const auto& segment : bench.log->segments())
            bases.push_back(segment->baseOffset().value());
        return bases;
    }

private slots:
    void atAnyOperationTheLogIsTheOldOrTheNew_data() {
        QTest::addColumn<int>("segmentBytes");
        QTest::newRow("segments merge in two groups") << 5000;
        QTest::newRow("segments stay apart") << 1000;
        QTest::newRow("segments merge into one") << 1'000'000;
    }
    void atAnyOperationTheLogIsTheOldOrTheNew() {
        QFETCH(int, segmentBytes);
        auto config = compactedConfig();
        config.segmentBytes = static_cast<std::uint64_t>(segmentBytes);
        const auto make = [&] {
            auto bench = std::make_unique<CleanerBench>(config);
            fill(*bench);
            return bench;
        };
        auto whole = make();
        const auto oldData = whole->data();
        const auto oldBases = basesOf(*whole);
        const auto operations = compactAndCrash(*whole, std::numeric_limits<std::uint64_t>::max());
        const auto newData = whole->data();
        QVERIFY(operations > 20);
        QVERIFY(newData.size() < oldData.size() / 2);
        QVERIFY(*whole->log->cleanedUpTo() > Offset(0));
        const auto producers = whole->log->producerState().toSnapshot();
        const auto end = whole->log->endOffset();

        std::size_t olds = 0;
        std::size_t news = 0;
        for (std::uint64_t n = 0; n < operations; ++n) {
            auto bench = make();
            compactAndCrash(*bench, n);
            const auto data = bench->data();
            // Each old segment's range holds what it held or what compaction leaves of it, and those that
            // are compacted come first: nothing that was superseded can come back after its tombstone.
            bool isOld = false;
            for (std::size_t i = 0; i < oldBases.size(); ++i) {
                const auto to = i + 1 < oldBases.size() ? oldBases[i + 1] : end.value();
                const auto is = inRange(data, oldBases[i], to);
                const auto was = inRange(oldData, oldBases[i], to);
                const auto becomes = inRange(newData, oldBases[i], to);
                QVERIFY2(is == becomes || is == was, qPrintable(QString("operation %1").arg(n)));
                if (was == becomes)
                    continue;
                QVERIFY2(!isOld || is == was, qPrintable(QString("operation %1").arg(n)));
                isOld = is == was;
            }
            olds += data == oldData;
            news += data == newData;
            QVERIFY(bench->log->endOffset() == end);
            QVERIFY(bench->log->producerState().toSnapshot() == producers);
            for (const auto* suffix : {".cleaned", ".swap", ".deleted"})
                QCOMPARE(bench->filesWith(suffix), 0);
            // Compacted again it is as if nothing had happened.
            bench->clean();
            QCOMPARE(bench->data(), newData);
            QVERIFY(bench->cleaner->status().uncleanable.empty());
            QVERIFY(bench->log->abortedTransactions(Offset(0), end).ok());
        }
        QVERIFY(olds > 0 && news > 0);
    }

    void whatReplacesARecordIsDurableBeforeTheRecordGoes() {
        auto config = compactedConfig();
        config.segmentBytes = 1000;
        const auto make = [&] {
            auto bench = std::make_unique<CleanerBench>(config);
            for (int i = 0; i < 60; ++i) { // none of it is synced, but the first half
                if (!bench->put("k" + std::to_string(i % 3), std::string(90, 'v')))
                    qFatal("refused");
                if (i == 29 && (!bench->log->roll() || !bench->directory->flush()))
                    qFatal("no flush");
            }
            bench->roll();
            return bench;
        };
        const auto operations = compactAndCrash(*make(), std::numeric_limits<std::uint64_t>::max());
        for (std::uint64_t n = 0; n <= operations; ++n) {
            auto bench = make();
            compactAndCrash(*bench, n);
            const auto data = bench->data();
            for (const auto* key : {"k0=", "k1=", "k2="})
                QVERIFY2(!data.filter(key).isEmpty(), qPrintable(QString("operation %1").arg(n)));
        }
    }

    void openingMayBeInterruptedTooAndIsCompletedByTheNext() {
        auto config = compactedConfig();
        config.segmentBytes = 1'000'000;
        CleanerBench model(config);
        fill(model);
        const auto oldData = model.data();
        const auto operations = compactAndCrash(model, std::numeric_limits<std::uint64_t>::max());
        const auto newData = model.data();
        int interrupted = 0;
        for (std::uint64_t n = 0; n < operations; ++n) {
            for (std::uint64_t m = 0; m < 40; ++m) {
                CleanerBench bench(config);
                fill(bench);
                bench.disk.failAfter(n);
                bench.clean();
                bench.crash();
                if (bench.filesWith(".swap") == 0)
                    break;
                bench.disk.failAfter(m);
                auto opened = LogDirectory::open(bench.disk, bench.loop.clock(), bench.random, "/b",
                                                 "cluster", BrokerId(1), config);
                const bool wasEnough = opened.ok();
                interrupted += !wasEnough;
                opened = Error{};
                bench.storage.crash();
                bench.disk.failAfter(std::numeric_limits<std::uint64_t>::max());
                bench.open();
                const auto data = bench.data();
                QVERIFY2(data == newData || data == oldData,
                         qPrintable(QString("operation %1, then %2").arg(n).arg(m)));
                if (wasEnough)
                    break;
            }
        }
        QVERIFY(interrupted > 20);
    }

    void aDiskThatFailsIsReportedAndNotHeldAgainstTheLog() {
        CleanerBench bench;
        fill(bench);
        const auto data = bench.data();
        bench.disk.failFilesWith(".log.cleaned");
        bench.clean();
        QVERIFY(!bench.storageFailures.empty());
        QVERIFY(bench.storageFailures.front().context.find("the disk has failed") != std::string::npos);
        QVERIFY(bench.cleaner->status().uncleanable.empty());
        QVERIFY(bench.cleaner->status().totals.runs == 0);
        QCOMPARE(bench.data(), data);
        QCOMPARE(bench.filesWith(".cleaned"), 0);
        bench.disk.failFilesWith("");
        bench.clean();
        QVERIFY(bench.cleaner->status().totals.runs > 0);
    }

    void aDamagedBatchIsFoundAndLeft() {
        CleanerBench bench;
        fill(bench);
        const auto path = bench.log->segments()[1]->file()->path();
        auto file = *bench.storage.open(path, Storage::OpenMode::readWrite);
        const auto before = *readFile(bench.storage, path);
        const std::uint8_t byte = before[100] ^ 1;
        QVERIFY(file->writeAt(100, {&byte, 1}).ok());
        const auto damaged = *readFile(bench.storage, path);
        bench.clean();
        const auto status = bench.cleaner->status();
        QCOMPARE(status.uncleanable.size(), std::size_t{1});
        QVERIFY(status.uncleanable.front().reason.find("CRC") != std::string::npos);
        QVERIFY(status.uncleanable.front().reason.find(path) != std::string::npos);
        QVERIFY(*readFile(bench.storage, path) == damaged);
    }
};

QTEST_GUILESS_MAIN(CompactionCrashTest)
#include "compaction_crash_test.moc"
