// Files that are damaged, missing or foreign: recovered, or refused with their name; and disks that fail.
#include "tests/log/disk.h"

#include "broker/log/log_directory.h"

#include <spdlog/spdlog.h>

using namespace partitura;
using namespace partitura::log;
using namespace partitura::test;

namespace {

LogConfig smallSegments() {
    LogConfig config;
    config.segmentBytes = 700;
    config.indexIntervalBytes = 100;
    return config;
}

const std::string topicDirectory = "/data/t-0/";

/// A log of 24 batches of two records in several segments, and its bytes.
struct Written {
    explicit Written(Disk& disk)
        : disk(disk) {
        auto log = openLog(disk, smallSegments());
        for (int i = 0; i < 24; ++i) {
            auto batch = batchOf(2, 20, 1'600'000'000'000 + 10 * i, fromProducer(7, 0, 2 * i));
            if (!log->appendAsLeader(batch, LeaderEpoch(i / 8)))
                qFatal("appending failed");
            batches.push_back(batch);
        }
        for (const auto& segment : log->segments())
            paths.push_back(segment->file()->path());
        if (!log->close())
            qFatal("closing failed");
    }

    void overwrite(const std::string& path, ByteView bytes) {
        auto file = disk.storage->open(path, Storage::OpenMode::replace);
        if (!file || !(*file)->writeAt(0, bytes))
            qFatal("writing failed");
    }

    /// Whether `log` holds the first batches that end at its end, and they are found.
    [[nodiscard]] bool isPrefix(PartitionLog& log) const {
        Bytes expected;
        for (std::size_t i = 0; i < static_cast<std::size_t>(log.endOffset().value()) / 2; ++i)
            expected.insert(expected.end(), batches[i].begin(), batches[i].end());
        for (Offset at(0); at < log.endOffset(); ++at)
            if (log.read(at, 1, log.endOffset(), true)->firstBatchOffset != Offset(at.value() / 2 * 2))
                return false;
        return readAll(log, Offset(0), log.endOffset(), 300) == expected;
    }

    Disk& disk;
    std::vector<Bytes> batches;
    std::vector<std::string> paths; ///< of the segments
};

Result<std::unique_ptr<LogDirectory>> openDirectory(Disk& disk) {
    static SeededRandom random(1);
    return LogDirectory::open(*disk.storage, disk.clock, random, disk.root + "/data", "c", BrokerId(1));
}

} // namespace

class LogCrashDamageTest : public QObject {
    Q_OBJECT

    static void disks() {
        QTest::addColumn<bool>("isMemory");
        QTest::newRow("posix") << false;
        QTest::newRow("memory") << true;
    }

private slots:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }

    void aSegmentCutAnywhereEndsTheLogThere_data() { disks(); }
    void aSegmentCutAnywhereEndsTheLogThere() {
        QFETCH(bool, isMemory);
        Disk whole(isMemory);
        const Written written(whole);
        QVERIFY(written.paths.size() > 3);
        const auto second = contents(*whole.storage, written.paths[1]);
        const auto inFirst = contents(*whole.storage, written.paths[0]).size() / written.batches[0].size();
        for (std::size_t size = 0; size <= second.size(); size += isMemory ? 1 : 13) {
            Disk disk(isMemory);
            Written again(disk);
            again.overwrite(again.paths[1], ByteView(second).first(size));
            auto log = openLog(disk, smallSegments());
            const auto left = inFirst + size / written.batches[0].size();
            QCOMPARE(log->endOffset().value(),
                     size == second.size() ? 48 : static_cast<std::int64_t>(2 * left));
            QVERIFY(again.isPrefix(*log));
            QVERIFY(append(*log, batchOf(1)).ok());
        }
    }

    void aBitFlippedInABatchEndsTheLogThere_data() { disks(); }
    void aBitFlippedInABatchEndsTheLogThere() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        Written written(disk);
        const auto good = contents(*disk.storage, written.paths[1]);
        const auto batchBytes = written.batches[0].size();
        const auto firstOfSecond = contents(*disk.storage, written.paths[0]).size() / batchBytes;
        for (std::size_t byte = 0; byte < batchBytes; byte += isMemory ? 1 : 13) {
            // Base offset and leader epoch are outside of the CRC: what they say cannot be checked.
            const bool isUnprotected = byte < 8 || (byte >= 12 && byte < 16);
            Disk each(isMemory);
            Written again(each);
            auto damaged = good;
            damaged[batchBytes + byte] ^= static_cast<std::uint8_t>(1u << byte % 8);
            again.overwrite(again.paths[1], damaged);
            auto log = openLog(each, smallSegments());
            if (!isUnprotected) {
                QCOMPARE(log->endOffset().value(), static_cast<std::int64_t>(2 * (firstOfSecond + 1)));
                QVERIFY(again.isPrefix(*log));
            }
            const auto end = log->endOffset();
            readAll(*log, Offset(0), end);
            QVERIFY(append(*log, batchOf(1), 9).ok());
        }
    }

    void indexesOfAnotherSegmentAreBuiltAnew_data() { disks(); }
    void indexesOfAnotherSegmentAreBuiltAnew() {
        QFETCH(bool, isMemory);
        for (const bool isClean : {true, false}) {
            Disk disk(isMemory);
            Written written(disk);
            for (const auto* suffix : {".index", ".timeindex"}) {
                const auto pathOf = [&](std::size_t i) {
                    return written.paths[i].substr(0, written.paths[i].size() - 4) + suffix;
                };
                auto foreign = contents(*disk.storage, pathOf(2));
                QVERIFY(!foreign.empty());
                foreign.back() ^= 4;
                written.overwrite(pathOf(0), foreign);
                written.overwrite(pathOf(1), Bytes(foreign.size())); // zeros, as after a crash
            }
            auto log = openLog(disk, smallSegments(), {.cleanShutdown = isClean});
            QVERIFY(log->endOffset() == Offset(48) && written.isPrefix(*log));
            for (int i = 0; i < 24; ++i)
                QVERIFY((*log->offsetForTimestamp(1'600'000'000'000 + 10 * i))->offset == Offset(2 * i));
        }
    }

    void foreignFilesAreLeftAlone_data() { disks(); }
    void foreignFilesAreLeftAlone() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        Written written(disk);
        const auto directory = disk.root + "/t-0/";
        const std::array names = {"notes.txt", "x.log", "0.log", "000000000000000000-1.log", "log", ".log"};
        for (const auto* name : names)
            written.overwrite(directory + name, asBytes("foreign"));
        QVERIFY(disk.storage->createDirectories(directory + "00000000000000000003.log").ok());
        for (const bool isClean : {true, false}) {
            auto log = openLog(disk, smallSegments(), {.cleanShutdown = isClean});
            QVERIFY(written.isPrefix(*log) && log->endOffset() == Offset(48));
        }
        for (const auto* name : names)
            QCOMPARE(contents(*disk.storage, directory + name).size(), std::size_t{7});
    }

    void aDirectoryHalfMadeIsAnEmptyLog_data() { disks(); }
    void aDirectoryHalfMadeIsAnEmptyLog() {
        QFETCH(bool, isMemory);
        for (const auto* name :
             {"", "partition.metadata", "leader-epoch-checkpoint", "leader-epoch-checkpoint.tmp",
              "00000000000000000000.index", "00000000000000000000.log", "00000000000000000004.snapshot"}) {
            Disk disk(isMemory);
            QVERIFY(disk.storage->createDirectories(disk.root + topicDirectory).ok());
            if (*name)
                QVERIFY(
                    disk.storage->open(disk.root + topicDirectory + name, Storage::OpenMode::create).ok());
            const auto directory = openDirectory(disk);
            QVERIFY2(directory.ok(), directory ? name : directory.error().context.c_str());
            auto* log = (*directory)->find({"t", PartitionIndex(0)});
            QVERIFY(log && log->endOffset() == Offset(0));
            QVERIFY(append(*log, batchOf(1)).ok());
            QVERIFY((*directory)->flush().ok());
        }
    }

    void damagedTextFilesAreRefusedByNameOrDoneWithout_data() { disks(); }
    void damagedTextFilesAreRefusedByNameOrDoneWithout() {
        QFETCH(bool, isMemory);
        const auto tryText = [&](const std::string& name, std::string_view text, bool isRefused) {
            Disk disk(isMemory);
            auto directory = std::move(*openDirectory(disk));
            auto* log = *directory->createLog({"t", PartitionIndex(0)}, Uuid(), {});
            const auto appended = append(*log, batchOf(3)).ok();
            const auto closed = directory->close().ok();
            directory.reset();
            const auto written =
                writeFileAtomically(*disk.storage, disk.root + "/data/" + name, asBytes(text)).ok();
            const auto opened = openDirectory(disk);
            if (!opened)
                return isRefused && opened.error().context.find(name) != std::string::npos;
            auto* found = (*opened)->find({"t", PartitionIndex(0)});
            return appended && closed && written && !isRefused && found && found->endOffset() == Offset(3);
        };
        for (const auto* text :
             {"", "0", "1\n0\n", "0\n7\nt 0 1\n", "0\n1\nt 0 99999999999999999999\n", "\x01\xff\n\n"}) {
            for (const auto* name : {"recovery-point-offset-checkpoint", "replication-offset-checkpoint",
                                     "log-start-offset-checkpoint", "t-0/leader-epoch-checkpoint"})
                QVERIFY2(tryText(name, text, false), name);
            QVERIFY(tryText("meta.properties", text, true));
        }
        for (const auto* text :
             {"version: 1\ntopic_id: AAAAAAAAAAAAAAAAAAAAAg", "version: 0\ntopic_id: short", "x"})
            QVERIFY(tryText("t-0/partition.metadata", text, true));
    }

    void aTopicIdWrittenInPartIsMissing() {
        const TopicPartition tp{"t", PartitionIndex(0)};
        Uuid id;
        id.bytes.fill(7);
        const auto path = "/data/t-0/partition.metadata";
        for (std::size_t size = 0; size < 42; ++size)
            for (const bool wasFlushed : {false, true}) {
                Disk disk(true);
                auto directory = std::move(*openDirectory(disk));
                QVERIFY(append(**directory->createLog(tp, id, {}), batchOf(3)).ok());
                if (wasFlushed)
                    QVERIFY(directory->flush().ok() && directory->checkpoint().ok());
                directory.reset();
                auto file = *disk.storage->open(disk.root + path, Storage::OpenMode::readWrite);
                QVERIFY(file->size() == 43 && file->truncate(size).ok());
                auto opened = openDirectory(disk);
                if (wasFlushed && size != 0) { // no power failure did that
                    QVERIFY(!opened && opened.error().context.find(path) != std::string::npos);
                    continue;
                }
                QVERIFY((*opened)->topicId(tp).isZero());
                QVERIFY((*opened)->find(tp)->endOffset() == Offset(3));
                QVERIFY((*opened)->createLog(tp, id, {}).ok());
                QVERIFY((*opened)->flush().ok() && (*opened)->checkpoint().ok());
                opened->reset();
                disk.memory->crash();
                opened = openDirectory(disk);
                QVERIFY(opened.ok() && (*opened)->topicId(tp) == id);
            }
    }

    void aFullDiskTakesTheLogNoFurther() {
        for (std::uint64_t bytesFree = 0; bytesFree < 3000; bytesFree += 37) {
            Disk disk(true, bytesFree);
            Written written(disk);
            auto log = openLog(disk, smallSegments(), {.cleanShutdown = true});
            disk.memory->setFaults({.bytesFree = bytesFree});
            Result<AppendInfo> info = AppendInfo();
            for (int i = 24; info; ++i) {
                auto batch = batchOf(2, 20, 1'600'000'000'000 + 10 * i, fromProducer(7, 0, 2 * i));
                info = log->appendAsLeader(batch, LeaderEpoch(3));
                if (info)
                    written.batches.push_back(batch);
            }
            QCOMPARE(info.code(), ErrorCode::KAFKA_STORAGE_ERROR);
            QVERIFY(info.error().context.find("No space left") != std::string::npos);
            disk.memory->setFaults({});
            log = openLog(disk, smallSegments()); // after an error a log is opened anew
            QVERIFY(log->endOffset() == Offset(static_cast<std::int64_t>(2 * written.batches.size())));
            QVERIFY(written.isPrefix(*log));
        }
    }

    void aFailedSyncMovesNoRecoveryPoint() {
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            Disk disk(true, seed);
            auto log = openLog(disk, smallSegments());
            disk.memory->syncAll();
            QVERIFY(append(*log, batchOf(4, 50)).ok());
            QVERIFY(log->flush().ok());
            const auto durable = log->recoveryPoint();
            QVERIFY(append(*log, batchOf(4, 50)).ok());
            disk.memory->setFaults({.failsSyncs = true});
            QCOMPARE(log->flush().code(), ErrorCode::KAFKA_STORAGE_ERROR);
            QVERIFY(log->recoveryPoint() == durable);
            log.reset();
            disk.memory->setFaults({});
            disk.memory->crash();
            log = openLog(disk, smallSegments(), {.recoveryPoint = durable});
            QVERIFY(log->endOffset() >= durable);
        }
    }

    void bitsThatFlipInReadsDoNotStay() {
        for (std::uint64_t seed = 0; seed < 300; ++seed) {
            Disk disk(true, seed);
            const Written written(disk);
            disk.memory->setFaults({.readFlipsOneIn = 5});
            const auto log =
                PartitionLog::open(*disk.storage, disk.clock, disk.root + "/t-0", smallSegments(), {});
            if (!log)
                QVERIFY(log.error().context.find(disk.root) != std::string::npos);
            // Read well again, what was not cut is right.
            disk.memory->setFaults({});
            const auto again = openLog(disk, smallSegments());
            QVERIFY(written.isPrefix(*again));
        }
    }
};

QTEST_GUILESS_MAIN(LogCrashDamageTest)
#include "log_crash_damage_test.moc"
