// Which logs are compacted, when, how fast, and what happens to them meanwhile.
#include "tests/log/cleaner_bench.h"

#include "broker/log/batch_filter.h"

#include <map>
#include <set>

using namespace partitura;
using namespace partitura::log;
using namespace partitura::test;
using namespace std::chrono_literals;

namespace {

/// `count` records of `keys` keys in turn, each in a batch of its own, in a sealed segment.
void fill(CleanerBench& bench, int count, int keys = 3, std::size_t valueBytes = 50) {
    for (int i = 0; i < count; ++i)
        if (!bench.put("k" + std::to_string(i % keys), std::string(valueBytes, 'v')))
            qFatal("refused");
    bench.roll();
}

LogCleanerConfig slowly() {
    LogCleanerConfig config;
    config.ioBufferBytes = 8192;
    config.stepBytes = 1;
    config.ioBytesPerSecond = 1'000'000;
    return config;
}

} // namespace

class LogCleanerTest : public QObject {
    Q_OBJECT

    /// Starts the cleaner and lets it come to `phase`.
    static void comeTo(CleanerBench& bench, CompactionPhase phase) {
        bench.cleaner->start();
        const auto isThere = [&] {
            const auto current = bench.cleaner->status().current;
            return current && current->progress.phase == phase &&
                   (phase != CompactionPhase::cleaning || bench.filesWith(".log.cleaned") == 1);
        };
        QVERIFY(bench.scheduler.runUntil(isThere, 1h));
    }

private slots:
    void theMapHoldsTheLastOffsetOfEachKeyUntilItIsFull() {
        OffsetMap map(OffsetMap::entryBytes * 1000, 0.9, 42);
        QCOMPARE(map.capacity(), std::size_t{900});
        std::map<std::string, std::int64_t> model;
        SeededRandom random(3);
        for (std::int64_t offset = 0; model.size() < 900; ++offset) {
            const auto key = "key" + std::to_string(random.below(1500));
            QVERIFY(map.put(asBytes(key), Offset(offset)));
            model[key] = offset;
            QCOMPARE(map.size(), model.size());
        }
        QVERIFY(!map.put(asBytes("key0"), Offset(99'999)) && !map.put(asBytes("new"), Offset(99'999)));
        for (int i = 0; i < 1500; ++i) {
            const auto key = "key" + std::to_string(i);
            const auto at = model.find(key);
            const auto found = map.find(asBytes(key));
            QVERIFY(found.has_value() == (at != model.end()));
            QVERIFY(!found || found->value() == at->second);
        }
        QVERIFY(!map.find({}));
        OffsetMap tiny(0, 0.9, 1);
        QVERIFY(tiny.put(asBytes("a"), Offset(0)) && !tiny.put(asBytes("b"), Offset(1)));
    }

    void aDeleteHorizonIsWrittenAsTheBaseTimestamp() {
        record::BatchBuilder builder({.baseOffset = Offset(100),
                                      .leaderEpoch = LeaderEpoch(4),
                                      .compression = record::Compression::lz4,
                                      .producerId = ProducerId(9),
                                      .producerEpoch = ProducerEpoch(1),
                                      .baseSequence = 70});
        builder.add(5000, asBytes("a"), asBytes("1"));
        builder.add(9000, asBytes("b"), std::nullopt);
        builder.add(7000, asBytes("c"), asBytes("3"));
        const auto batch = *builder.build();
        BatchRules rules;
        rules.newDeleteHorizonMs = 1'000'000;
        rules.keepsRecord = [](const record::Record& r) { return asText(*r.key) != "a"; };
        Bytes out;
        const auto filtered = filterBatch(batch, rules, out);
        QVERIFY(filtered.ok() && filtered->isKept && filtered->recordsRead == 3);
        QVERIFY(record::hasValidCrc(out));
        auto reader = record::RecordReader::open(out);
        QVERIFY(reader->header() == filtered->header || reader->header().batchLength > 0);
        const auto header = reader->header();
        QVERIFY(header.hasDeleteHorizon());
        QCOMPARE(header.baseTimestamp, TimestampMs{1'000'000});
        QCOMPARE(header.maxTimestamp, TimestampMs{9000});
        QVERIFY(header.baseOffset == Offset(100) && header.lastOffset() == Offset(102));
        QCOMPARE(header.recordCount, 2);
        QVERIFY(header.compression() == record::Compression::lz4);
        QVERIFY(header.baseSequence == 70 && header.lastSequence() == 72);
        record::Record record;
        QVERIFY(*reader->next(record) && record.offset == Offset(101) && record.timestamp == 9000);
        QVERIFY(!record.value && record.sequence == 71);
        QVERIFY(*reader->next(record) && record.offset == Offset(102) && record.timestamp == 7000);

        // The horizon stays when more goes; a batch of which nothing goes is copied as it is.
        Bytes again;
        rules.newDeleteHorizonMs = 2'000'000;
        rules.keepsRecord = [](const record::Record&) { return true; };
        QVERIFY(filterBatch(out, rules, again).ok());
        QCOMPARE(again, out);
        again.clear();
        rules.keepsRecord = [](const record::Record& r) { return asText(*r.key) == "c"; };
        QVERIFY(filterBatch(out, rules, again).ok());
        QCOMPARE(record::BatchHeader::parse(again)->baseTimestamp, TimestampMs{1'000'000});
        // Emptied, it has neither codec nor horizon (DefaultRecordBatch.writeEmptyHeader).
        again.clear();
        rules.staysWhenEmpty = true;
        rules.keepsRecord = [](const record::Record&) { return false; };
        QVERIFY(filterBatch(out, rules, again).ok());
        const auto empty = *record::BatchHeader::parse(again);
        QCOMPARE(again.size(), record::batchHeaderBytes);
        QVERIFY(record::hasValidCrc(again));
        QVERIFY(empty.attributes == 0 && empty.baseTimestamp == -1 && empty.maxTimestamp == 9000);
        QVERIFY(empty.lastOffset() == Offset(102) && empty.recordCount == 0 && empty.baseSequence == 70);
    }

    void tombstonesStayUntilTheirDeleteHorizonHasPassed() {
        auto config = compactedConfig();
        config.deleteRetentionMs = 10'000;
        CleanerBench bench(config);
        QVERIFY(bench.put("a", "1").ok() && bench.put("b", "1").ok() && bench.put("a", std::nullopt).ok());
        bench.roll();
        bench.clean();
        QCOMPARE(bench.data(), QStringList({"b=1@1", "a@2"}));
        const auto horizon = bench.batches().back().header;
        QVERIFY(horizon.hasDeleteHorizon());
        const auto again = [&](const char* key) {
            QVERIFY(bench.put(key, "x").ok());
            bench.roll();
            bench.clean();
        };
        bench.scheduler.runFor(
            std::chrono::milliseconds(horizon.baseTimestamp - bench.loop.clock().wallTimeMs() - 10));
        again("c");
        QCOMPARE(bench.data(), QStringList({"b=1@1", "a@2", "c=x@3"}));
        bench.scheduler.runFor(20ms);
        again("d");
        QCOMPARE(bench.data(), QStringList({"b=1@1", "c=x@3", "d=x@4"}));
    }

    void theLastBatchOfTheRangeStaysThoughEmpty() {
        auto config = compactedConfig();
        config.isCompacted = false;
        CleanerBench bench(config);
        QVERIFY(bench.put("a", "1").ok());
        for (int i = 0; i < 2; ++i) {
            record::BatchBuilder builder;
            builder.add(bench.loop.clock().wallTimeMs(), std::nullopt, asBytes("without a key"));
            QVERIFY(bench.append(*builder.build()).ok());
        }
        bench.roll();
        bench.log->setConfig(compactedConfig());
        bench.clean();
        QCOMPARE(bench.data(), QStringList({"a=1@0"}));
        const auto batches = bench.batches();
        QCOMPARE(batches.size(), std::size_t{2});
        QVERIFY(batches.back().header.lastOffset() == Offset(2) && batches.back().header.recordCount == 0);
    }

    void batchesLargerThanTheBufferAreTakenToo() {
        LogCleanerConfig config;
        config.ioBufferBytes = 8192;
        auto logConfig = compactedConfig();
        logConfig.segmentBytes = 1'000'000;
        CleanerBench bench(logConfig, config);
        for (int i = 0; i < 6; ++i) {
            QVERIFY(bench.put("k" + std::to_string(i % 2), std::string(100'000, 'x')).ok());
            QVERIFY(bench.put("small", "y").ok());
        }
        bench.roll();
        bench.clean();
        QCOMPARE(bench.batches().size(), std::size_t{3});
        QVERIFY(bench.log->sizeBytes() < 201'000);
    }

    void neitherTheActiveSegmentNorWhatIsNotCommittedIsTouched() {
        CleanerBench bench;
        fill(bench, 9);
        const auto middle = bench.log->endOffset();
        fill(bench, 9);
        QVERIFY(bench.put("k0", "active").ok());
        bench.directory->setHighWatermark(bench.tp, middle + 1); // within the second segment
        bench.clean();
        QVERIFY(bench.log->cleanedUpTo() == middle);
        QCOMPARE(bench.data().size(), 3 + 9 + 1);
        bench.directory->setHighWatermark(bench.tp, bench.log->endOffset());
        bench.clean();
        QVERIFY(bench.log->cleanedUpTo() == bench.log->segments().back()->baseOffset());
        QCOMPARE(bench.data().size(), 3 + 1);
    }

    void anOpenTransactionHoldsCompactionBack() {
        CleanerBench bench;
        fill(bench, 9);
        const auto middle = bench.log->endOffset();
        const record::BatchOptions open{.producerId = ProducerId(1),
                                        .producerEpoch = ProducerEpoch(0),
                                        .baseSequence = 0,
                                        .isTransactional = true};
        QVERIFY(bench.put("k0", "open", open).ok());
        fill(bench, 9);
        bench.clean();
        QVERIFY(bench.log->cleanedUpTo() == middle);
        bench.endTransaction(1, 0, false);
        bench.roll();
        bench.clean();
        QVERIFY(bench.log->cleanedUpTo() == bench.log->endOffset());
        QCOMPARE(bench.data().filter("open").size(), 0);
    }

    void lagsAndRatioSayWhen() {
        auto config = compactedConfig();
        config.minCompactionLagMs = 60'000;
        CleanerBench bench(config);
        fill(bench, 9);
        bench.scheduler.runFor(50s);
        const auto middle = bench.log->endOffset();
        fill(bench, 9);
        bench.clean();
        QVERIFY(!bench.log->cleanedUpTo());
        bench.scheduler.runFor(20s);
        bench.clean();
        QVERIFY(bench.log->cleanedUpTo() == middle);

        config.minCompactionLagMs = 0;
        config.minCleanableDirtyRatio = 0.9;
        bench.log->setConfig(config);
        bench.clean();
        QVERIFY(bench.log->cleanedUpTo() == middle);
        QVERIFY(bench.cleaner->status().dirtiestRatio > 0.5 && bench.cleaner->status().dirtiestRatio < 0.9);
        config.maxCompactionLagMs = 120'000;
        bench.log->setConfig(config);
        bench.clean();
        QVERIFY(bench.log->cleanedUpTo() == middle);
        bench.scheduler.runFor(120s);
        bench.clean();
        QVERIFY(bench.log->cleanedUpTo() == bench.log->endOffset());
        config.isCompacted = false;
        fill(bench, 9);
        bench.log->setConfig(config);
        bench.scheduler.runFor(1h);
        bench.clean();
        QVERIFY(bench.log->cleanedUpTo() < bench.log->endOffset());
    }

    void theDirtiestComesFirstAndItLooksAgainByItself() {
        CleanerBench bench;
        fill(bench, 60, 60);
        bench.clean();
        fill(bench, 30, 30); // a third is dirty
        const TopicPartition other{"u", PartitionIndex(0)};
        auto* log = *bench.directory->createLog(other, Uuid::random(bench.random), bench.config);
        record::BatchBuilder builder;
        for (int i = 0; i < 50; ++i)
            builder.add(1000, asBytes("same"), asBytes("x"));
        auto batch = *builder.build();
        QVERIFY(log->appendAsLeader(batch, LeaderEpoch(1)).ok() && log->roll().ok());
        bench.directory->setHighWatermark(other, log->endOffset());
        QVERIFY(bench.directory->flush().ok() && bench.directory->checkpoint().ok());
        bench.cleaner->start();
        QVERIFY(bench.scheduler.runUntil([&] { return bench.cleaner->status().current.has_value(); }, 1s));
        QVERIFY(bench.cleaner->status().current->log == other);
        bench.scheduler.runFor(1s);
        QCOMPARE(bench.cleaner->status().totals.runs, std::uint64_t{3});
        QVERIFY(log->cleanedUpTo() == log->endOffset());
        fill(bench, 30, 30);
        bench.scheduler.runFor(13s);
        QVERIFY(bench.log->cleanedUpTo() < bench.log->endOffset());
        QVERIFY(*bench.cleaner->status().sinceLastRun >= 13s);
        bench.scheduler.runFor(2s);
        QVERIFY(bench.log->cleanedUpTo() == bench.log->endOffset());
    }

    void aSmallMapTakesSeveralRuns() {
        LogCleanerConfig config;
        config.dedupeBufferBytes = OffsetMap::entryBytes * 10;
        CleanerBench bench(compactedConfig(), config);
        fill(bench, 100, 40);
        bench.clean();
        QVERIFY(bench.cleaner->status().totals.runs > 4);
        QVERIFY(bench.log->cleanedUpTo() == bench.log->endOffset());
        QCOMPARE(bench.data().size(), 40);
        QVERIFY(bench.data().front().endsWith("@60"));
    }

    void theRateIsKept() {
        auto config = slowly();
        config.ioBytesPerSecond = 200'000;
        auto logConfig = compactedConfig();
        logConfig.segmentBytes = 200'000;
        CleanerBench bench(logConfig, config);
        fill(bench, 1000, 1000, 900);
        const auto begun = bench.scheduler.now();
        bench.clean();
        const auto took = std::chrono::duration<double>(bench.scheduler.now() - begun).count();
        const auto totals = bench.cleaner->status().totals;
        const auto moved = static_cast<double>(totals.bytesRead + totals.bytesWritten);
        QVERIFY(moved > 2.5e6);
        QVERIFY2(took > 0.9 * moved / 200'000 && took < 1.1 * moved / 200'000,
                 qPrintable(QString("%1 s for %2 bytes").arg(took).arg(moved)));
    }

    void progressIsSeenAndEndsAtItsTotal() {
        CleanerBench bench(compactedConfig(), slowly());
        fill(bench, 300, 5);
        bench.cleaner->start();
        std::uint64_t read = 0;
        std::set<CompactionPhase> phases;
        CompactionProgress last;
        const auto startedMs = bench.loop.clock().wallTimeMs();
        const auto isDone = [&] {
            const auto status = bench.cleaner->status();
            if (!status.current)
                return status.totals.runs == 1;
            last = status.current->progress;
            phases.insert(last.phase);
            if (last.bytesRead < read || last.bytesRead > last.bytesTotal)
                qFatal("progress goes back or too far");
            read = last.bytesRead;
            return status.current->startedMs < startedMs;
        };
        QVERIFY(bench.scheduler.runUntil(isDone, 1h));
        QCOMPARE(phases.size(), std::size_t{3});
        QCOMPARE(last.bytesRead, last.bytesTotal);
        QCOMPARE(last.recordsRead, std::uint64_t{300});
        QCOMPARE(last.recordsKept, std::uint64_t{5});
        const auto totals = bench.cleaner->status().totals;
        QVERIFY(totals.recordsKept == 5 && totals.bytesRead == last.bytesRead && totals.segmentsReplaced > 3);
    }

    void theEndOfACompactionIsToldWithItsSizes() {
        CleanerBench bench(compactedConfig(), slowly());
        fill(bench, 200, 4);
        const auto sealedBytes = bench.log->sizeBytes();
        comeTo(bench, CompactionPhase::cleaning);
        QCOMPARE(bench.cleaner->status().current->dirtyRatio, 1.0);
        QVERIFY(!bench.cleaner->status().last && bench.compacted.empty());
        const auto begun = bench.loop.clock().wallTimeMs();
        bench.scheduler.runFor(1min);
        QCOMPARE(bench.compacted.size(), std::size_t{1});
        const auto& done = bench.compacted.front();
        QVERIFY(done.log == bench.tp);
        QCOMPARE(done.bytesBefore, sealedBytes);
        QCOMPARE(done.bytesAfter, bench.log->sizeBytes());
        QVERIFY(done.bytesAfter < done.bytesBefore / 10);
        QCOMPARE(done.recordsBefore, std::uint64_t{200});
        QCOMPARE(done.recordsAfter, std::uint64_t{4});
        QVERIFY(done.startedMs <= begun && done.endedMs >= begun && done.endedMs > done.startedMs);
        QCOMPARE(bench.cleaner->status().last->bytesAfter, done.bytesAfter);
        // One that removes nothing is no news, but known.
        QVERIFY(bench.put("other", "1").ok());
        bench.roll();
        bench.scheduler.runFor(1min);
        QCOMPARE(bench.cleaner->status().totals.runs, std::uint64_t{2});
        QCOMPARE(bench.compacted.size(), std::size_t{1});
        QCOMPARE(bench.cleaner->status().last->recordsAfter, std::uint64_t{5});
    }

    void aCorruptBatchMakesALogUncleanable() {
        CleanerBench bench;
        fill(bench, 200, 4);
        bench.storage.flipBit("/b/t-0/00000000000000000000.log", 8 * 80);
        bench.cleaner->start();
        bench.scheduler.runFor(1min);
        QCOMPARE(bench.uncleanable.size(), std::size_t{1}); // and is not tried again
        QVERIFY(bench.uncleanable.front().reason.find("CRC") != std::string::npos);
        QCOMPARE(bench.cleaner->status().uncleanable.size(), std::size_t{1});
        QCOMPARE(bench.cleaner->status().totals.failed, std::uint64_t{1});
        QVERIFY(bench.storageFailures.empty());
    }

    void aDiskThatFailsIsNoFaultOfTheLog_data() {
        QTest::addColumn<int>("phase");
        QTest::newRow("reading") << static_cast<int>(CompactionPhase::indexing);
        QTest::newRow("writing") << static_cast<int>(CompactionPhase::cleaning);
        QTest::newRow("swapping") << static_cast<int>(CompactionPhase::swapping);
    }
    void aDiskThatFailsIsNoFaultOfTheLog() {
        QFETCH(int, phase);
        CleanerBench bench(compactedConfig(), slowly());
        fill(bench, 100, 5);
        comeTo(bench, static_cast<CompactionPhase>(phase));
        bench.storage.setFaults({.failsWrites = true, .failsSyncs = true});
        const bool told = bench.scheduler.runUntil([&] { return !bench.storageFailures.empty(); },
                                                   std::chrono::seconds(10));
        QVERIFY(told);
        QCOMPARE(bench.storageFailures.front().code, ErrorCode::KAFKA_STORAGE_ERROR);
        QVERIFY(bench.uncleanable.empty() && bench.cleaner->status().uncleanable.empty());
        bench.cleaner->stop();
        bench.scheduler.runPending();
        // When the disk is back it is compacted like any other.
        bench.storage.setFaults({});
        QVERIFY(bench.directory->reopenLogs().ok());
        bench.cleaner->start();
        bench.scheduler.runFor(1min);
        QCOMPARE(bench.data().size(), 5);
        QCOMPARE(bench.compacted.size(), std::size_t{1});
        QCOMPARE(bench.filesWith(".cleaned"), 0);
    }

    void itMayBeStoppedAnywhereAndBegunAgain() {
        for (const auto phase : {CompactionPhase::indexing, CompactionPhase::cleaning}) {
            CleanerBench bench(compactedConfig(), slowly());
            fill(bench, 300, 5);
            const auto before = bench.data();
            comeTo(bench, phase);
            bench.cleaner->stop();
            QVERIFY(!bench.cleaner->status().isRunning && !bench.cleaner->status().current);
            bench.scheduler.runFor(1min);
            QCOMPARE(bench.filesWith(".cleaned"), 0);
            QVERIFY(bench.data() == before || phase == CompactionPhase::cleaning);
            bench.clean();
            QCOMPARE(bench.data().size(), 5);

            // Also by its end, with tasks of it under way on both loops.
            fill(bench, 300, 5);
            comeTo(bench, phase);
            bench.cleaner.reset();
            bench.directory.reset();
            bench.scheduler.runFor(1min);
            QCOMPARE(bench.filesWith(".cleaned"), 0);
        }
    }

    void aLogThatIsTruncatedMeanwhileIsLeftAlone() {
        CleanerBench bench(compactedConfig(), slowly());
        fill(bench, 100, 5);
        bench.clean();
        const auto cleaned = *bench.log->cleanedUpTo();
        fill(bench, 200, 5);
        comeTo(bench, CompactionPhase::indexing);
        const auto to = bench.log->segments()[1]->baseOffset() + 3;
        QVERIFY(to < cleaned || to < bench.log->endOffset());
        QVERIFY(bench.log->truncateTo(to).ok());
        bench.directory->setHighWatermark(bench.tp, bench.log->endOffset());
        QVERIFY(bench.log->cleanedUpTo() <= bench.log->segments().back()->baseOffset());
        const auto after = bench.data();
        QVERIFY(bench.put("new", "1").ok());
        bench.roll();
        bench.scheduler.runFor(10s);
        QCOMPARE(bench.cleaner->status().totals.discarded, std::uint64_t{1});
        QCOMPARE(bench.filesWith(".cleaned"), 0);
        QCOMPARE(bench.data().mid(0, after.size()), after);
        // Later it is compacted like any other.
        bench.scheduler.runFor(1min);
        QVERIFY(bench.log->cleanedUpTo() == bench.log->endOffset());
        QVERIFY(bench.cleaner->status().uncleanable.empty());
    }

    void filesCutWhileTheyAreReadAreNoFaultOfTheLog() {
        CleanerBench bench(compactedConfig(), slowly());
        fill(bench, 300, 5);
        comeTo(bench, CompactionPhase::indexing);
        QVERIFY(bench.log->truncateTo(Offset(3)).ok());
        bench.directory->setHighWatermark(bench.tp, bench.log->endOffset());
        fill(bench, 20, 5);
        bench.scheduler.runFor(1s);
        QVERIFY(bench.cleaner->status().uncleanable.empty());
        QCOMPARE(bench.cleaner->status().totals.discarded, std::uint64_t{1});
        QCOMPARE(bench.cleaner->status().totals.failed, std::uint64_t{0});
        bench.scheduler.runFor(1min);
        QCOMPARE(bench.data().size(), 5);
    }

    void whatIsReadyForSegmentsCutAndFilledAgainIsThrownAway() {
        auto config = compactedConfig();
        config.segmentBytes = 2000;
        CleanerBench bench(config, slowly());
        fill(bench, 100, 5);
        comeTo(bench, CompactionPhase::swapping);
        const auto file = bench.log->segments().front()->file();
        QVERIFY(bench.log->truncateTo(Offset(3)).ok());
        QVERIFY(bench.put("new", "1").ok() && bench.put("newer", "2").ok());
        bench.roll();
        QVERIFY(bench.log->segments().front()->file() == file);
        const auto data = bench.data();
        bench.scheduler.runFor(1s);
        QCOMPARE(bench.data(), data);
        QCOMPARE(bench.cleaner->status().totals.discarded, std::uint64_t{1});
        QCOMPARE(bench.filesWith(".cleaned"), 0);
    }

    void markersGoAfterTheirDataAndAbortedOnesAreIndexedUntilThen() {
        auto config = compactedConfig();
        config.deleteRetentionMs = 10'000;
        CleanerBench bench(config);
        for (std::int32_t i = 0; i < 2; ++i) {
            QVERIFY(bench
                        .put("k", "aborted",
                             {.producerId = ProducerId(1 + i),
                              .producerEpoch = ProducerEpoch(0),
                              .baseSequence = 0,
                              .isTransactional = true})
                        .ok());
            bench.endTransaction(1 + i, 0, i == 1); // one is aborted, one committed
        }
        QVERIFY(bench.put("k", "later").ok());
        bench.roll();
        bench.clean();
        const auto markers = [&] {
            int count = 0;
            for (const auto& batch : bench.batches())
                count += batch.header.isControl() && batch.header.recordCount == 1;
            return count;
        };
        QCOMPARE(bench.data(), QStringList({"k=later@4"}));
        QCOMPARE(markers(), 2);
        const auto aborted = *bench.log->abortedTransactions(Offset(0), bench.log->endOffset());
        bench.crash();
        bench.open();
        QVERIFY(*bench.log->abortedTransactions(Offset(0), bench.log->endOffset()) == aborted);
        QCOMPARE(aborted.size(), std::size_t{1});
        QVERIFY(aborted.front().firstOffset == Offset(0) && aborted.front().lastOffset == Offset(1));
        // The producers' last batches count as data while they live; expired, they go, then the markers.
        bench.log->expireProducers(INT64_MAX);
        const auto again = [&](const char* key) {
            QVERIFY(bench.put(key, "x").ok());
            bench.roll();
            bench.clean();
        };
        again("a"); // the empty batches go
        again("b"); // the markers get their delete horizon
        QCOMPARE(markers(), 2);
        QVERIFY(bench.log->abortedTransactions(Offset(0), bench.log->endOffset())->empty());
        bench.scheduler.runFor(20s);
        again("c");
        QCOMPARE(markers(), 0);
    }

    void aLogThatIsMadeAnewMeanwhileIsAnother() {
        CleanerBench bench(compactedConfig(), slowly());
        fill(bench, 300, 5);
        comeTo(bench, CompactionPhase::cleaning);
        QVERIFY(bench.directory->deleteLog(bench.tp).ok());
        bench.log = *bench.directory->createLog(bench.tp, bench.topicId, bench.config);
        fill(bench, 30, 30);
        const auto data = bench.data();
        const auto totals = bench.cleaner->status().totals;
        bench.scheduler.runFor(10s);
        QCOMPARE(bench.cleaner->status().totals.runs, totals.runs);
        QVERIFY(!bench.log->cleanedUpTo());
        QCOMPARE(bench.data(), data);
        bench.scheduler.runFor(1min);
        QVERIFY(bench.log->cleanedUpTo() == bench.log->endOffset());
        QCOMPARE(bench.filesWith(".cleaned"), 0);
    }

    void retentionMeanwhileDoesNotStopIt() {
        auto logConfig = compactedConfig();
        logConfig.isDeleted = true;
        logConfig.retentionMs = 1000;
        logConfig.timestampAfterMaxMs = INT64_MAX;
        logConfig.segmentBytes = 2000;
        CleanerBench bench(logConfig, slowly());
        fill(bench, 100, 100, 100);
        bench.scheduler.runFor(10s);
        fill(bench, 100, 100, 100);
        comeTo(bench, CompactionPhase::indexing);
        const auto removed =
            bench.log->deleteOldSegments(bench.loop.clock().wallTimeMs(), bench.log->endOffset());
        QVERIFY(removed.ok() && *removed > 2);
        bench.scheduler.runFor(10s);
        QCOMPARE(bench.cleaner->status().totals.runs, std::uint64_t{1});
        QVERIFY(bench.log->cleanedUpTo() == bench.log->endOffset());
        QCOMPARE(bench.data().size(), 100);
        QCOMPARE(bench.filesWith(".cleaned"), 0);
    }

    void theCheckpointIsKafkasAndFollowsLogs() {
        CleanerBench bench;
        fill(bench, 30, 5);
        bench.clean();
        const auto path = std::string("/b/cleaner-offset-checkpoint");
        const auto text = [&] {
            return QByteArray::fromStdString(std::string(asText(*readFile(bench.storage, path))));
        };
        QCOMPARE(text(), "0\n1\nt 0 30\n");
        bench.crash();
        bench.open();
        QVERIFY(bench.log->cleanedUpTo() == Offset(30));
        fill(bench, 30, 5);
        QVERIFY(bench.log->truncateTo(Offset(28)).ok());
        QVERIFY(bench.directory->checkpoint().ok());
        QCOMPARE(text(), QByteArray("0\n1\nt 0 " +
                                    QByteArray::number(static_cast<qlonglong>(
                                        bench.log->segments().back()->baseOffset().value())) +
                                    "\n"));
        // Above the end of a log, as after a loss, it starts over.
        bench.log->setCleanedUpTo(Offset(1'000'000));
        const auto range = cleanableRange(*bench.log, bench.log->endOffset(), 0);
        QVERIFY(range.ok() && range->firstDirty == bench.log->startOffset());
        QVERIFY(bench.log->cleanedUpTo() == bench.log->startOffset());
        QVERIFY(bench.directory->deleteLog(bench.tp).ok());
        QCOMPARE(text(), "0\n0\n");
    }

    void smallSegmentsMergeAndAreFoundByOffsetAndTime() {
        CleanerBench bench;
        for (int i = 0; i < 40; ++i) {
            fill(bench, 2, 2, 10);
            bench.scheduler.runFor(1s);
        }
        for (int i = 0; i < 20; ++i)
            QVERIFY(bench.put("own" + std::to_string(i), std::string(150, 'x')).ok());
        bench.roll();
        QVERIFY(bench.log->segmentCount() > 40);
        bench.clean();
        QVERIFY(bench.log->segmentCount() <= 5);
        for (const auto& batch : bench.batches()) {
            const auto found = bench.log->read(batch.header.lastOffset(), 1, bench.log->endOffset(), true);
            QVERIFY(found.ok() && found->firstBatchOffset == batch.header.baseOffset);
        }
        const auto first = bench.batches().front();
        const auto found = bench.log->offsetForTimestamp(first.header.maxTimestamp - 5000);
        QVERIFY(found.ok() && *found && (*found)->offset == first.header.lastOffset());
        QVERIFY(bench.filesWith(".deleted") > 0); // until file.delete.delay.ms have passed
        for (const auto& path : bench.log->takeDoomed())
            QVERIFY(bench.disk.remove(path).ok());
        QCOMPARE(bench.filesWith(".deleted"), 0);
        int snapshots = bench.filesWith(".snapshot");
        QVERIFY2(snapshots <= 5, qPrintable(QString::number(snapshots)));
    }
};

QTEST_GUILESS_MAIN(LogCleanerTest)
#include "log_cleaner_test.moc"
