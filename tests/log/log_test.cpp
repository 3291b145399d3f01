// One partition's log, on the machine's disk and on one in memory.
#include "tests/log/disk.h"

#include "broker/base/endian.h"
#include "broker/base/random.h"
#include "broker/log/checkpoint_file.h"
#include "broker/record/crc32c.h"

using namespace partitura;
using namespace partitura::log;
using namespace partitura::test;

namespace {

LogConfig smallSegments() {
    LogConfig config;
    config.segmentBytes = 20'000;
    config.indexIntervalBytes = 1000;
    return config;
}

} // namespace

class LogTest : public QObject {
    Q_OBJECT

    static void disks() {
        QTest::addColumn<bool>("isMemory");
        QTest::newRow("posix") << false;
        QTest::newRow("memory") << true;
    }

private slots:
    void appendsAreReadBack_data() { disks(); }
    void appendsAreReadBack() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        auto log = openLog(disk, smallSegments());
        Bytes expected;
        std::vector<Offset> bases;
        SeededRandom random(5);
        for (int i = 0; i < 200; ++i) {
            auto batch = batchOf(1 + static_cast<int>(random.below(9)), random.below(200));
            bases.push_back(log->endOffset());
            const auto info = log->appendAsLeader(batch, LeaderEpoch(3));
            QVERIFY(info.ok());
            QVERIFY(info->firstOffset == bases.back());
            QVERIFY(info->lastOffset + 1 == log->endOffset());
            expected.insert(expected.end(), batch.begin(), batch.end());
        }
        QVERIFY(log->segmentCount() > 5);
        QCOMPARE(log->bytesAppended(), std::uint64_t{expected.size()});
        QCOMPARE(log->sizeBytes(), std::uint64_t{expected.size()});
        QCOMPARE(readAll(*log, Offset(0), log->endOffset()), expected);
        QCOMPARE(readAll(*log, Offset(0), log->endOffset(), 3000), expected);
        QCOMPARE(readAll(*log, Offset(0), log->endOffset(), 1), expected);

        // Any offset gives the batch it lies in; any limit cuts at a batch.
        std::size_t batch = 0;
        for (Offset at(0); at < log->endOffset(); ++at) {
            if (batch + 1 < bases.size() && bases[batch + 1] == at)
                ++batch;
            const auto read = log->read(at, 10'000, log->endOffset(), true);
            QVERIFY(read.ok());
            QVERIFY(read->firstBatchOffset == bases[batch]);
            const auto cut = log->read(bases[batch], SIZE_MAX, at, true);
            QVERIFY(cut->records.empty());
            if (batch > 0) {
                const auto last = log->read(bases[batch - 1], SIZE_MAX, at, true);
                QVERIFY(record::splitBatches(*last->records.flatten())->size() == 1);
            }
        }
        QVERIFY(log->read(log->endOffset(), 100, log->endOffset(), true)->records.empty());
        QCOMPARE(log->read(log->endOffset() + 1, 100, log->endOffset(), true).code(),
                 ErrorCode::OFFSET_OUT_OF_RANGE);
        QCOMPARE(log->read(Offset(-1), 100, log->endOffset(), true).code(), ErrorCode::OFFSET_OUT_OF_RANGE);
        QVERIFY(log->read(Offset(0), 1, log->endOffset(), false)->records.empty());

        // The same after a clean restart, where there are no recent batches in memory.
        const auto end = log->endOffset();
        QVERIFY(log->close().ok());
        log = openLog(disk, smallSegments(), {.cleanShutdown = true});
        QVERIFY(log->endOffset() == end);
        QVERIFY(log->latestEpoch() == LeaderEpoch(3));
        QCOMPARE(readAll(*log, Offset(0), end), expected);
        QCOMPARE(readAll(*log, Offset(0), end, 3000), expected);
        for (std::size_t i = 1; i < bases.size(); ++i) {
            QVERIFY(log->read(bases[i] - 1, 1, end, true)->firstBatchOffset == bases[i - 1]);
            const auto limited = log->read(bases[i - 1], SIZE_MAX, bases[i], true);
            QVERIFY(record::splitBatches(*limited->records.flatten())->size() == 1);
        }
        QVERIFY(append(*log, batchOf(2)).ok());
        QVERIFY(log->endOffset() == end + 2);
    }

    void recoveryTruncatesAtTheFirstBadBatch_data() { disks(); }
    void recoveryTruncatesAtTheFirstBadBatch() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        auto log = openLog(disk, smallSegments());
        std::vector<Bytes> written;
        for (int i = 0; i < 60; ++i) {
            auto batch = batchOf(5, 200, 1'600'000'000'000 + i, fromProducer(7, 0, i * 5));
            QVERIFY(log->appendAsLeader(batch, LeaderEpoch(i / 20)).ok());
            written.push_back(std::move(batch));
        }
        const auto& segments = log->segments();
        QVERIFY(segments.size() >= 4);
        const auto damagedPath = segments[1]->file()->path();
        const auto damagedBase = segments[1]->baseOffset();
        const auto secondBatchAt = 2 * written[0].size() + 30;
        log.reset();
        {
            auto file = *disk.storage->open(damagedPath, Storage::OpenMode::readWrite);
            std::uint8_t byte = 0;
            QVERIFY(file->readAt(secondBatchAt, {&byte, 1}).ok());
            byte ^= 1;
            QVERIFY(file->writeAt(secondBatchAt, {&byte, 1}).ok());
        }
        log = openLog(disk, smallSegments(), {.cleanShutdown = false});
        QVERIFY(log->endOffset() == damagedBase + 10);
        QVERIFY(log->segmentCount() == 2);
        Bytes expected;
        for (std::size_t i = 0; i < static_cast<std::size_t>(log->endOffset().value()) / 5; ++i)
            expected.insert(expected.end(), written[i].begin(), written[i].end());
        QCOMPARE(readAll(*log, Offset(0), log->endOffset()), expected);
        // Producers and epochs are those of what is left.
        const auto* producer = log->producerState().find(ProducerId(7));
        QVERIFY(producer && producer->lastSequence() == log->endOffset().value() - 1);
        QVERIFY(log->latestEpoch() ==
                LeaderEpoch(static_cast<std::int32_t>((log->endOffset().value() - 1) / 100)));
        const auto next = static_cast<std::int32_t>(log->endOffset().value());
        QVERIFY(append(*log, batchOf(5, 10, 1'600'000'000'000, fromProducer(7, 0, next)), 5).ok());
    }

    void anUncleanLogCutAnywhereKeepsWholeBatches_data() { disks(); }
    void anUncleanLogCutAnywhereKeepsWholeBatches() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        auto log = openLog(disk);
        std::vector<std::uint64_t> ends = {0};
        for (int i = 0; i < 4; ++i) {
            QVERIFY(append(*log, batchOf(2, 20)).ok());
            ends.push_back(log->sizeBytes());
        }
        const auto path = log->segments().front()->file()->path();
        const auto bytes = contents(*disk.storage, path);
        log.reset();
        for (std::size_t size = 0; size <= bytes.size(); ++size) {
            QVERIFY(disk.storage->remove(disk.root + "/t-0").ok());
            QVERIFY(disk.storage->createDirectories(disk.root + "/t-0").ok());
            auto file = *disk.storage->open(path, Storage::OpenMode::create);
            QVERIFY(file->writeAt(0, ByteView(bytes).first(size)).ok());
            log = openLog(disk);
            const auto whole = std::upper_bound(ends.begin(), ends.end(), size) - ends.begin() - 1;
            QCOMPARE(log->endOffset().value(), std::int64_t{2 * whole});
            QCOMPARE(log->sizeBytes(), ends[static_cast<std::size_t>(whole)]);
        }
    }

    void aCrashLosesOnlyWhatWasNotFlushed() {
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            Disk disk(true, seed);
            auto log = openLog(disk, smallSegments());
            disk.memory->syncAll();
            for (int i = 0; i < 50; ++i)
                QVERIFY(append(*log, batchOf(5, 200)).ok());
            QVERIFY(log->flush().ok());
            const auto flushed = log->recoveryPoint();
            QVERIFY(flushed == log->endOffset());
            for (int i = 0; i < 50; ++i)
                QVERIFY(append(*log, batchOf(5, 200)).ok());
            const auto all = readAll(*log, Offset(0), log->endOffset());
            log.reset();
            disk.memory->crash();
            log = openLog(disk, smallSegments(), {.recoveryPoint = flushed});
            QVERIFY(log->endOffset() >= flushed);
            const auto left = readAll(*log, Offset(0), log->endOffset());
            QVERIFY(std::equal(left.begin(), left.end(), all.begin()));
            QVERIFY(append(*log, batchOf(1)).ok());
        }
    }

    void damagedIndexesAreBuiltAnew_data() { disks(); }
    void damagedIndexesAreBuiltAnew() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        auto log = openLog(disk, smallSegments());
        for (int i = 0; i < 100; ++i)
            QVERIFY(append(*log, batchOf(3, 200, 1'600'000'000'000 + i * 10)).ok());
        const auto end = log->endOffset();
        const auto expected = readAll(*log, Offset(0), end);
        std::map<std::string, Bytes> good;
        QVERIFY(log->close().ok());
        const auto entries = *disk.storage->list(disk.root + "/t-0");
        for (const auto& entry : entries)
            if (entry.name.ends_with("index"))
                good[entry.name] = contents(*disk.storage, disk.root + "/t-0/" + entry.name);
        QVERIFY(good.size() >= 6);
        int n = 0;
        for (const auto& [name, bytes] : good) {
            const auto path = disk.root + "/t-0/" + name;
            if (n++ % 2 == 0) {
                QVERIFY(disk.storage->remove(path).ok());
            } else {
                auto file = *disk.storage->open(path, Storage::OpenMode::readWrite);
                QVERIFY(file->truncate(bytes.size() / 2 + 1).ok());
            }
        }
        log = openLog(disk, smallSegments(), {.cleanShutdown = true});
        QCOMPARE(readAll(*log, Offset(0), end, 2000), expected);
        QVERIFY(*log->offsetForTimestamp(1'600'000'000'500) ==
                TimestampOffset({1'600'000'000'500, Offset(150)}));
        QVERIFY(log->close().ok());
        for (const auto& [name, bytes] : good)
            QCOMPARE(contents(*disk.storage, disk.root + "/t-0/" + name), bytes);
    }

    void indexFilesAreKafkasToTheByte_data() { disks(); }
    void indexFilesAreKafkasToTheByte() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        LogConfig config;
        config.indexIntervalBytes = 100;
        auto log = openLog(disk, config, {.logStart = Offset(1000)});
        for (int i = 0; i < 3; ++i)
            QVERIFY(append(*log, batchOf(2, 100, 1'600'000'000'000 + 10 * i)).ok());
        const auto batchBytes = static_cast<std::int32_t>(batchOf(2, 100).size());
        QVERIFY(append(*log, batchOf(1, 1, 5)).ok()); // an old timestamp
        QVERIFY(log->close().ok());
        Bytes offsets(24);
        for (int i = 0; i < 3; ++i) {
            storeBigEndian<std::int32_t>(offsets.data() + 8 * i, i == 2 ? 6 : 2 * i + 3);
            storeBigEndian<std::int32_t>(offsets.data() + 8 * i + 4, batchBytes * (i + 1));
        }
        QCOMPARE(contents(*disk.storage, disk.root + "/t-0/00000000000000001000.index"), offsets);
        Bytes times(24);
        for (int i = 0; i < 2; ++i) {
            storeBigEndian<std::int64_t>(times.data() + 12 * i, 1'600'000'000'000 + 10 * (i + 1) + 1);
            storeBigEndian<std::int32_t>(times.data() + 12 * i + 8, 2 * i + 3);
        }
        QCOMPARE(contents(*disk.storage, disk.root + "/t-0/00000000000000001000.timeindex"), times);
        QVERIFY(disk.storage->exists(disk.root + "/t-0/00000000000000001007.snapshot"));
    }

    void timestampsAreFound_data() { disks(); }
    void timestampsAreFound() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        auto log = openLog(disk, smallSegments());
        QVERIFY(!*log->maxTimestamp());
        for (int i = 0; i < 100; ++i)
            QVERIFY(append(*log, batchOf(3, 200, 1'600'000'000'000 + i * 10)).ok());
        for (int restart = 0; restart < 2; ++restart) {
            for (int i = 0; i < 100; ++i)
                for (const int step : {0, 1, 2, 3}) {
                    const auto found = *log->offsetForTimestamp(1'600'000'000'000 + i * 10 + step);
                    if (i == 99 && step == 3)
                        QVERIFY(!found);
                    else
                        QCOMPARE(found->offset.value(), std::int64_t{i * 3 + step});
                }
            QCOMPARE((*log->offsetForTimestamp(0))->offset.value(), std::int64_t{0});
            QVERIFY(**log->maxTimestamp() == TimestampOffset({1'600'000'000'992, Offset(299)}));
            QVERIFY(log->close().ok());
            log = openLog(disk, smallSegments(), {.cleanShutdown = true});
        }
        QVERIFY(log->incrementLogStart(Offset(31)).ok());
        QCOMPARE((*log->offsetForTimestamp(0))->offset.value(), std::int64_t{31});
    }

    void truncationForgetsAllBehindIt_data() { disks(); }
    void truncationForgetsAllBehindIt() {
        QFETCH(bool, isMemory);
        for (const int target : {299, 298, 297, 250, 151, 60, 3, 1, 0}) {
            Disk disk(isMemory);
            auto log = openLog(disk, smallSegments());
            for (int i = 0; i < 100; ++i) {
                auto batch = batchOf(3, 200, 1'600'000'000'000 + i * 10, fromProducer(1, 0, i * 3));
                QVERIFY(log->appendAsLeader(batch, LeaderEpoch(i / 10)).ok());
            }
            const auto all = readAll(*log, Offset(0), log->endOffset());
            QVERIFY(log->flush().ok());
            QVERIFY(log->truncateTo(Offset(target)).ok());
            const auto end = target / 3 * 3; // to the batch it lies in
            QCOMPARE(log->endOffset().value(), std::int64_t{end});
            QVERIFY(log->recoveryPoint() == log->endOffset());
            const auto left = readAll(*log, Offset(0), log->endOffset());
            QVERIFY(std::equal(left.begin(), left.end(), all.begin()));
            QVERIFY(log->latestEpoch() == (end == 0 ? LeaderEpoch() : LeaderEpoch((end - 1) / 30)));
            QVERIFY(append(*log, batchOf(3, 10, 1'600'000'000'000, fromProducer(1, 0, end)), 20).ok());
            QVERIFY(log->endOffsetFor(LeaderEpoch(19)).endOffset == (end == 0 ? Offset(0) : Offset(end)));
            QVERIFY(log->close().ok());
            log = openLog(disk, smallSegments(), {.cleanShutdown = true});
            QCOMPARE(log->endOffset().value(), std::int64_t{end + 3});
            QVERIFY(log->latestEpoch() == LeaderEpoch(20));
            QVERIFY(log->truncateFullyAndStartAt(Offset(500)).ok());
            QVERIFY(log->startOffset() == Offset(500) && log->endOffset() == Offset(500));
            QVERIFY(append(*log, batchOf(1)).ok());
        }
    }

    void followersKeepOffsetsEpochsAndGaps_data() { disks(); }
    void followersKeepOffsetsEpochsAndGaps() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        auto log = openLog(disk, smallSegments());
        Bytes set;
        Offset base(10);
        for (int i = 0; i < 50; ++i) {
            const auto batch = batchOf(4, 200, 1'600'000'000'000,
                                       {.baseOffset = base, .leaderEpoch = LeaderEpoch(i / 25 + 1)});
            set.insert(set.end(), batch.begin(), batch.end());
            base = base + (i == 30 ? 10 : 4);
        }
        auto cut = set;
        cut.resize(cut.size() - 1); // the last batch is not whole
        const auto info = log->appendAsFollower(cut);
        QVERIFY(info.ok());
        QVERIFY(info->firstOffset == Offset(10));
        QVERIFY(log->endOffset() == base - 4);
        QVERIFY(log->segmentCount() > 1);
        QCOMPARE(log->appendAsFollower(set).code(), ErrorCode::UNKNOWN_SERVER_ERROR); // would overlap
        const auto last = record::splitBatches(set)->back();
        QVERIFY(log->appendAsFollower(ByteView(set).subspan(last.position)).ok());
        QCOMPARE(readAll(*log, Offset(10), log->endOffset()), set);
        const Offset gap(10 + 31 * 4 + 2);
        QVERIFY(log->read(gap, 1, log->endOffset(), true)->firstBatchOffset == Offset(10 + 30 * 4 + 10));
        QVERIFY((log->epochs().entries() ==
                 std::vector<EpochEntry>{{LeaderEpoch(1), Offset(10)}, {LeaderEpoch(2), Offset(110)}}));
        set[80] ^= 1;
        QCOMPARE(log->appendAsFollower(set).code(), ErrorCode::CORRUPT_MESSAGE);
    }

    void refusedBatchesChangeNothing_data() { disks(); }
    void refusedBatchesChangeNothing() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        LogConfig config;
        config.maxMessageBytes = 1000;
        auto log = openLog(disk, config);
        QVERIFY(append(*log, batchOf(1)).ok());
        auto damaged = batchOf(1);
        damaged.back() ^= 1;
        QCOMPARE(append(*log, damaged).code(), ErrorCode::CORRUPT_MESSAGE);
        QCOMPARE(append(*log, batchOf(20)).code(), ErrorCode::MESSAGE_TOO_LARGE);
        QCOMPARE(append(*log, batchOf(1, 1, 1'700'000'000'000)).code(), ErrorCode::INVALID_TIMESTAMP);
        QCOMPARE(append(*log, {}).code(), ErrorCode::INVALID_RECORD);
        QVERIFY(log->endOffset() == Offset(1));
        QVERIFY(append(*log, batchOf(1)).ok());
    }

    void logAppendTimeIsStamped_data() { disks(); }
    void logAppendTimeIsStamped() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        LogConfig config;
        config.messageTimestampType = record::TimestampType::logAppendTime;
        auto log = openLog(disk, config);
        const auto info = append(*log, batchOf(3, 10, 5));
        QVERIFY(info.ok());
        QCOMPARE(info->logAppendTime, disk.clock.wallTimeMs());
        const auto bytes = readAll(*log, Offset(0), Offset(3));
        QVERIFY(record::hasValidCrc(bytes));
        QCOMPARE(record::BatchHeader::parse(bytes)->maxTimestamp, disk.clock.wallTimeMs());
        QCOMPARE((*log->offsetForTimestamp(6))->offset.value(), std::int64_t{0});
    }

    void repetitionsAreRecognisedAndSequencesChecked_data() { disks(); }
    void repetitionsAreRecognisedAndSequencesChecked() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        auto log = openLog(disk);
        const auto send = [&](std::int16_t epoch, std::int32_t sequence, int count = 2) {
            return append(*log, batchOf(count, 10, 1'600'000'000'000, fromProducer(4, epoch, sequence)));
        };
        for (int i = 0; i < 7; ++i)
            QVERIFY(send(0, 2 * i).ok());
        for (const int i : {2, 3, 4, 5, 6}) { // the last five
            const auto again = send(0, 2 * i);
            QVERIFY(again.ok() && again->isDuplicate);
            QVERIFY(again->firstOffset == Offset(2 * i) && again->lastOffset == Offset(2 * i + 1));
        }
        QCOMPARE(send(0, 2).code(), ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);
        QCOMPARE(send(0, 16).code(), ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);
        QCOMPARE(send(1, 14).code(), ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);
        QVERIFY(log->endOffset() == Offset(14));
        QVERIFY(send(1, 0).ok());
        QCOMPARE(send(0, 14).code(), ErrorCode::INVALID_PRODUCER_EPOCH);
        QVERIFY(log->close().ok());
        log = openLog(disk, {}, {.cleanShutdown = true});
        QVERIFY(send(1, 0)->isDuplicate);
        QVERIFY(send(1, 2).ok());
        log.reset();
        log = openLog(disk); // from the batches
        QVERIFY(send(1, 2)->isDuplicate);
        QCOMPARE(send(0, 0).code(), ErrorCode::INVALID_PRODUCER_EPOCH);

        // An unknown producer may begin anywhere, and sequences wrap.
        QVERIFY(append(*log, batchOf(3, 10, 1'600'000'000'000, fromProducer(5, 0, INT32_MAX - 1))).ok());
        QVERIFY(append(*log, batchOf(1, 10, 1'600'000'000'000, fromProducer(5, 0, 1))).ok());
        QVERIFY(
            append(*log, batchOf(3, 10, 1'600'000'000'000, fromProducer(5, 0, INT32_MAX - 1)))->isDuplicate);
        QCOMPARE(log->producerState().size(), std::size_t{2});
        log->expireProducers(disk.clock.wallTimeMs() + 25LL * 3600 * 1000);
        QCOMPARE(log->producerState().size(), std::size_t{0});
    }

    void openTransactionsHoldTheLastStableOffset_data() { disks(); }
    void openTransactionsHoldTheLastStableOffset() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        auto log = openLog(disk);
        const auto send = [&](std::int64_t producer, std::int32_t sequence, bool isTransactional = true) {
            return append(*log, batchOf(2, 10, 1'600'000'000'000,
                                        fromProducer(producer, 0, sequence, isTransactional)));
        };
        const auto end = [&](std::int64_t producer, bool isCommit, std::int32_t coordinatorEpoch = 1) {
            return append(*log,
                          record::endTransactionBatch({isCommit, coordinatorEpoch, 1'600'000'000'000},
                                                      ProducerId(producer), ProducerEpoch(0)),
                          0, AppendOrigin::coordinator);
        };
        QVERIFY(append(*log, batchOf(2)).ok()); // 0, 1
        QVERIFY(send(1, 0).ok());               // 2, 3
        QVERIFY(send(2, 0).ok());               // 4, 5
        QVERIFY(log->lastStableOffset(Offset(6)) == Offset(2));
        QVERIFY(log->lastStableOffset(Offset(1)) == Offset(1));
        if (isMemory) { // a log start that moved into the transaction is as low as it goes
            Disk other(true);
            auto cut = openLog(other);
            QVERIFY(append(*cut, batchOf(4, 10, 1'600'000'000'000, fromProducer(1, 0, 0, true))).ok());
            QVERIFY(cut->incrementLogStart(Offset(3)).ok());
            QVERIFY(cut->lastStableOffset(Offset(4)) == Offset(3));
        }
        QCOMPARE(send(1, 2, false).code(), ErrorCode::INVALID_TXN_STATE);
        QVERIFY(end(1, false).ok());                            // 6
        QVERIFY(log->lastStableOffset(Offset(6)) == Offset(2)); // the marker is not replicated yet
        QVERIFY(log->lastStableOffset(Offset(7)) == Offset(4));
        QCOMPARE(end(1, false, 0).code(), ErrorCode::TRANSACTION_COORDINATOR_FENCED);
        QVERIFY(end(2, true).ok()); // 7
        QVERIFY(log->lastStableOffset(Offset(8)) == Offset(8));
        QVERIFY(send(3, 0).ok()); // 8, 9
        const std::vector<AbortedTransaction> aborted = {{ProducerId(1), Offset(2), Offset(6), Offset(4)}};
        QVERIFY(*log->abortedTransactions(Offset(0), Offset(10)) == aborted);
        QVERIFY(log->abortedTransactions(Offset(7), Offset(10))->empty());
        QVERIFY(log->abortedTransactions(Offset(0), Offset(2))->empty());
        const auto index = contents(*disk.storage, disk.root + "/t-0/00000000000000000000.txnindex");
        QCOMPARE(index.size(), std::size_t{34});
        QVERIFY(log->close().ok());
        for (const bool isClean : {true, false}) {
            log = openLog(disk, {}, {.cleanShutdown = isClean});
            QVERIFY(log->lastStableOffset(Offset(10)) == Offset(8));
            QVERIFY(*log->abortedTransactions(Offset(0), Offset(10)) == aborted);
            QCOMPARE(contents(*disk.storage, disk.root + "/t-0/00000000000000000000.txnindex"), index);
        }
        QVERIFY(log->truncateTo(Offset(6)).ok());
        QVERIFY(log->lastStableOffset(Offset(6)) == Offset(2));
        QVERIFY(log->abortedTransactions(Offset(0), Offset(10))->empty());
    }

    void producerSnapshotsAreKafkas() {
        ProducerStateCache cache;
        ProducerStateCache::Update update;
        auto header =
            *record::BatchHeader::parse(batchOf(3, 1, 1'600'000'000'000, fromProducer(258, 7, 4, true)));
        header.baseOffset = Offset(20);
        QVERIFY(cache.stage(update, header, AppendOrigin::client, std::nullopt).ok());
        cache.commit(update);
        const auto snapshot = cache.toSnapshot();
        const auto expected = QByteArray::fromHex("0001"             // version
                                                  "00000000"         // CRC-32C of what follows, put in below
                                                  "00000001"         // entries
                                                  "0000000000000102" // producer id
                                                  "0007"             // epoch
                                                  "00000006"         // last sequence
                                                  "0000000000000016" // last offset
                                                  "00000002"         // offset delta
                                                  "00000174876e8002" // timestamp
                                                  "ffffffff"         // coordinator epoch
                                                  "0000000000000014" // first offset of the transaction
        );
        Bytes bytes(expected.begin(), expected.end());
        storeBigEndian(bytes.data() + 2, record::crc32c(ByteView(bytes).subspan(6)));
        QCOMPARE(snapshot, bytes);
        ProducerStateCache back;
        QVERIFY(back.loadSnapshot(snapshot).ok());
        QCOMPARE(back.toSnapshot(), snapshot);
        QVERIFY(back.findDuplicate(header).has_value());
        for (std::size_t at = 0; at < snapshot.size(); ++at) {
            auto damaged = snapshot;
            damaged[at] ^= 0x10;
            QVERIFY(!back.loadSnapshot(damaged));
            damaged.resize(at);
            QVERIFY(!back.loadSnapshot(damaged));
        }
    }

    void leaderEpochsAnswerAsKafkas_data() { disks(); }
    void leaderEpochsAnswerAsKafkas() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        const auto path = disk.root + "/leader-epoch-checkpoint";
        auto cache = *LeaderEpochCache::load(*disk.storage, disk.root);
        QVERIFY(cache.endOffsetFor(LeaderEpoch(0), Offset(9)) == EpochEndOffset());
        cache.assign(LeaderEpoch(1), Offset(0));
        cache.assign(LeaderEpoch(1), Offset(5)); // no news
        cache.assign(LeaderEpoch(3), Offset(10));
        cache.assign(LeaderEpoch(6), Offset(20));
        QVERIFY(cache.flush().ok());
        QCOMPARE(asText(contents(*disk.storage, path)), std::string_view("0\n3\n1 0\n3 10\n6 20\n"));
        const auto ask = [&](int epoch) { return cache.endOffsetFor(LeaderEpoch(epoch), Offset(30)); };
        QVERIFY(ask(-1) == EpochEndOffset());
        QVERIFY(ask(0) == EpochEndOffset({LeaderEpoch(0), Offset(0)}));
        QVERIFY(ask(1) == EpochEndOffset({LeaderEpoch(1), Offset(10)}));
        QVERIFY(ask(2) == EpochEndOffset({LeaderEpoch(1), Offset(10)}));
        QVERIFY(ask(6) == EpochEndOffset({LeaderEpoch(6), Offset(30)}));
        QVERIFY(ask(7) == EpochEndOffset());
        QVERIFY(cache.epochAt(Offset(19)) == LeaderEpoch(3));
        QVERIFY(cache.truncateFromStart(Offset(12)).ok());
        QVERIFY((cache.entries() ==
                 std::vector<EpochEntry>{{LeaderEpoch(3), Offset(12)}, {LeaderEpoch(6), Offset(20)}}));
        QVERIFY(cache.truncateFromEnd(Offset(20)).ok());
        QVERIFY(LeaderEpochCache::load(*disk.storage, disk.root)->entries() == cache.entries());
        cache.assign(LeaderEpoch(4), Offset(8)); // contradicts what is there
        QVERIFY((cache.entries() == std::vector<EpochEntry>{{LeaderEpoch(4), Offset(8)}}));
    }

    void aDamagedEpochFileIsBuiltAnew_data() { disks(); }
    void aDamagedEpochFileIsBuiltAnew() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        auto log = openLog(disk, smallSegments());
        for (int i = 0; i < 100; ++i)
            QVERIFY(append(*log, batchOf(3, 200), i / 25).ok());
        const auto epochs = log->epochs().entries();
        QCOMPARE(epochs.size(), std::size_t{4});
        QVERIFY(log->close().ok());
        for (const bool isClean : {true, false}) {
            QVERIFY(writeFileAtomically(*disk.storage, disk.root + "/t-0/leader-epoch-checkpoint",
                                        asBytes("0\n9\n"))
                        .ok());
            log = openLog(disk, smallSegments(), {.cleanShutdown = isClean, .recoveryPoint = Offset(300)});
            QVERIFY(log->epochs().entries() == epochs);
        }
    }

    void retentionRemovesWholeSegments_data() { disks(); }
    void retentionRemovesWholeSegments() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        auto config = smallSegments();
        config.retentionMs = 1000;
        auto log = openLog(disk, config);
        for (int i = 0; i < 100; ++i)
            QVERIFY(append(*log, batchOf(5, 200, 1'600'000'000'000 + i * 10)).ok());
        const auto count = log->segmentCount();
        const auto held = *log->read(Offset(0), 5000, log->endOffset(), true);
        const auto now = disk.clock.wallTimeMs();
        QCOMPARE(*log->deleteOldSegments(now + 900, log->endOffset()), std::size_t{0});
        QCOMPARE(*log->deleteOldSegments(now + 1500, Offset(0)), std::size_t{0}); // nothing is replicated
        const auto removed = *log->deleteOldSegments(now + 1500, log->endOffset());
        QVERIFY(removed > 0 && log->segmentCount() == count - removed);
        QVERIFY(log->startOffset() == log->segments().front()->baseOffset());
        QCOMPARE(log->read(Offset(0), 1, log->endOffset(), true).code(), ErrorCode::OFFSET_OUT_OF_RANGE);
        QVERIFY(held.records.flatten().ok()); // a reader may still send what it holds
        config.retentionBytes = 30'000;
        log->setConfig(config);
        QVERIFY(*log->deleteOldSegments(now, log->endOffset()) > 0);
        QVERIFY(log->sizeBytes() < 50'000);
        config.retentionBytes = -1;
        log->setConfig(config);
        QVERIFY(*log->deleteOldSegments(now + 100'000, log->endOffset()) > 0);
        QVERIFY(log->sizeBytes() == 0 && log->startOffset() == log->endOffset());
        QVERIFY(append(*log, batchOf(1)).ok());
    }

    void segmentsRollByTime_data() { disks(); }
    void segmentsRollByTime() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        LogConfig config;
        config.segmentMs = 1000;
        auto log = openLog(disk, config);
        for (const int ms : {0, 500, 1000, 1001, 1500, 2100})
            QVERIFY(append(*log, batchOf(1, 10, 1'600'000'000'000 + ms)).ok());
        QCOMPARE(log->segmentCount(), std::size_t{3});
    }
};

QTEST_GUILESS_MAIN(LogTest)
#include "log_test.moc"
