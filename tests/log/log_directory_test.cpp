// A broker's data directory: identity, checkpoints, creation and deletion of logs, clean and unclean
// restarts.
#include "tests/log/disk.h"

#include "broker/base/random.h"
#include "broker/log/log_directory.h"

using namespace partitura;
using namespace partitura::log;
using namespace partitura::test;

namespace {

const TopicPartition first{"a-topic", PartitionIndex(0)};
const TopicPartition second{"b.topic", PartitionIndex(12)};

struct Opened {
    Disk& disk;
    SeededRandom random{1};

    Result<std::unique_ptr<LogDirectory>> open(std::string cluster = "cluster", int node = 1) {
        return LogDirectory::open(*disk.storage, disk.clock, random, disk.root + "/data", std::move(cluster),
                                  BrokerId(node));
    }
    std::string text(const std::string& name) {
        return std::string(asText(contents(*disk.storage, disk.root + "/data/" + name)));
    }
};

} // namespace

class LogDirectoryTest : public QObject {
    Q_OBJECT

    static void disks() {
        QTest::addColumn<bool>("isMemory");
        QTest::newRow("posix") << false;
        QTest::newRow("memory") << true;
    }

private slots:
    void aDirectoryBelongsToOneBroker_data() { disks(); }
    void aDirectoryBelongsToOneBroker() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        Opened at{disk};
        auto directory = at.open();
        QVERIFY(directory.ok());
        QVERIFY((*directory)->wasCleanShutdown());
        const auto id = (*directory)->directoryId();
        QCOMPARE(at.text("meta.properties"),
                 "cluster.id=cluster\ndirectory.id=" + toString(id) + "\nnode.id=1\nversion=1\n");
        QCOMPARE(at.open().code(), ErrorCode::KAFKA_STORAGE_ERROR); // in use
        QVERIFY((*directory)->close(42).ok());
        QCOMPARE(at.text(".kafka_cleanshutdown"), std::string("{\"version\":0,\"brokerEpoch\":42}"));
        QCOMPARE(at.open("other").code(), ErrorCode::INCONSISTENT_CLUSTER_ID);
        QCOMPARE(at.open("cluster", 2).code(), ErrorCode::INVALID_CONFIG);
        directory = at.open();
        QVERIFY((*directory)->directoryId() == id);
        QVERIFY((*directory)->wasCleanShutdown());
        QCOMPARE((*directory)->previousBrokerEpoch(), std::int64_t{42});
        QVERIFY(!disk.storage->exists(disk.root + "/data/.kafka_cleanshutdown"));
    }

    void logsOutliveARestart_data() { disks(); }
    void logsOutliveARestart() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        Opened at{disk};
        SeededRandom ids(9);
        const auto topicId = Uuid::random(ids);
        for (const bool closes : {true, false}) {
            auto directory = std::move(*at.open());
            auto* log = *directory->createLog(first, topicId, {});
            QVERIFY(directory->createLog(second, topicId, {}).ok());
            QVERIFY(*directory->createLog(first, topicId, {}) == log);
            QCOMPARE(directory->createLog(first, Uuid::random(ids), {}).code(),
                     ErrorCode::INCONSISTENT_TOPIC_ID);
            const auto end = log->endOffset();
            QVERIFY(append(*log, batchOf(10)).ok());
            QVERIFY(log->incrementLogStart(end + 5).ok());
            directory->setHighWatermark(first, end + 7);
            if (closes) {
                QVERIFY(directory->close().ok());
                QCOMPARE(at.text("recovery-point-offset-checkpoint"),
                         std::string("0\n2\na-topic 0 10\nb.topic 12 0\n"));
                QCOMPARE(at.text("log-start-offset-checkpoint"), std::string("0\n1\na-topic 0 5\n"));
                QCOMPARE(at.text("replication-offset-checkpoint"), std::string("0\n1\na-topic 0 7\n"));
                QCOMPARE(at.text("a-topic-0/partition.metadata"),
                         "version: 0\ntopic_id: " + toString(topicId));
            } else {
                QVERIFY(directory->checkpoint().ok());
            }
            directory.reset();
            directory = std::move(*at.open());
            QCOMPARE(directory->wasCleanShutdown(), closes);
            QCOMPARE(directory->logs().size(), std::size_t{2});
            log = directory->find(first);
            QVERIFY(log && log->endOffset() == end + 10 && log->startOffset() == end + 5);
            QVERIFY(directory->highWatermark(first) == end + 7);
            QVERIFY(directory->highWatermark(second) == Offset(0));
            QVERIFY(directory->topicId(second) == topicId);
            QVERIFY(directory->close().ok());
        }
    }

    void deletedLogsAreGone_data() { disks(); }
    void deletedLogsAreGone() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        Opened at{disk};
        auto directory = std::move(*at.open());
        QVERIFY(append(**directory->createLog(first, {}, {}), batchOf(1)).ok());
        QVERIFY(directory->createLog(second, {}, {}).ok());
        QVERIFY(directory->deleteLog(first).ok());
        QVERIFY(directory->deleteLog(first).ok());
        QVERIFY(!directory->find(first));
        QVERIFY(!disk.storage->exists(disk.root + "/data/a-topic-0"));
        // One whose deletion was cut short goes at the next start; foreign directories stay.
        const auto doomed = disk.root + "/data/a-topic-0.0123456789abcdef0123456789abcdef-delete";
        QVERIFY(disk.storage->createDirectories(doomed).ok());
        QVERIFY(disk.storage->createDirectories(disk.root + "/data/notes").ok());
        QVERIFY(directory->close().ok());
        directory = std::move(*at.open());
        QVERIFY(!disk.storage->exists(doomed));
        QVERIFY(disk.storage->exists(disk.root + "/data/notes"));
        QCOMPARE(directory->logs().size(), std::size_t{1});
        QVERIFY((*directory->createLog(first, {}, {}))->endOffset() == Offset(0));
    }

    void whatIsRemovedWaitsForItsDelay_data() { disks(); }
    void whatIsRemovedWaitsForItsDelay() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        Opened at{disk};
        auto directory = std::move(*at.open());
        log::LogConfig config;
        config.segmentBytes = 3000;
        config.retentionBytes = 0;
        config.fileDeleteDelayMs = 60'000;
        auto* log = *directory->createLog(first, {}, config);
        QVERIFY(directory->createLog(second, {}, config).ok());
        for (int i = 0; i < 6; ++i)
            QVERIFY(append(*log, batchOf(10)).ok());
        const auto reader = log->segments().front()->file();
        QVERIFY(*log->deleteOldSegments(disk.clock.wallTimeMs(), log->endOffset()) > 1);
        QVERIFY(directory->deleteLog(second).ok());
        const auto gone = disk.root + "/data/a-topic-0/00000000000000000000.log";
        QVERIFY(!disk.storage->exists(gone));
        QVERIFY(disk.storage->exists(gone + ".deleted"));
        Bytes bytes(10);
        QCOMPARE(*reader->readAt(0, bytes), bytes.size());
        QVERIFY(directory->takeDoomed().empty());
        disk.clock.advance(std::chrono::seconds(61));
        const auto doomed = directory->takeDoomed();
        QVERIFY(std::ranges::count(doomed, gone + ".deleted") == 1);
        QVERIFY(std::ranges::any_of(doomed, [](const auto& path) { return path.ends_with("-delete"); }));
        QVERIFY(directory->takeDoomed().empty());
        // What a stop leaves goes with the next start.
        QVERIFY(directory->close().ok());
        directory = std::move(*at.open());
        QVERIFY(!disk.storage->exists(gone + ".deleted"));
        QCOMPARE(directory->logs().size(), std::size_t{1});
    }

    void aCrashKeepsWhatWasFlushed() {
        Disk disk(true);
        Opened at{disk};
        auto directory = std::move(*at.open());
        auto* log = *directory->createLog(first, {}, {});
        QVERIFY(append(*log, batchOf(10)).ok());
        QVERIFY(directory->flush().ok());
        QVERIFY(directory->checkpoint().ok());
        QVERIFY(append(*log, batchOf(10)).ok());
        disk.memory->crash();
        directory.reset();
        directory = std::move(*at.open());
        QVERIFY(!directory->wasCleanShutdown());
        QVERIFY(directory->find(first)->endOffset() >= Offset(10));
    }

    void damagedCheckpointsAreRefused_data() { disks(); }
    void damagedCheckpointsAreRefused() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        const auto path = disk.root + "/c";
        for (const auto* text : {"0", "1\n0\n", "0\n2\nt 0 1\n", "0\nx\n", "0\n1\nt 0\n", "0\n1\nt x 1\n"}) {
            QVERIFY(writeFileAtomically(*disk.storage, path, asBytes(text)).ok());
            QVERIFY(!readOffsetCheckpoint(*disk.storage, path));
        }
        QVERIFY(writeFileAtomically(*disk.storage, path, asBytes("0\n1\nt 3 9223372036854775807\n")).ok());
        QCOMPARE(readOffsetCheckpoint(*disk.storage, path)->at({"t", PartitionIndex(3)}).value(), INT64_MAX);
        QVERIFY(readOffsetCheckpoint(*disk.storage, disk.root + "/none")->empty());
    }

    void directoryNamesAreParsed() {
        QVERIFY((parseLogDirectoryName("a-b-3") == TopicPartition{"a-b", PartitionIndex(3)}));
        for (const auto* name : {"a", "a-", "-1", "a-x", "a-1.0123-delete", "a-1.0123-future", "a--1x"})
            QVERIFY(!parseLogDirectoryName(name));
    }

    void recoveryIsCountedDownToNothing_data() { disks(); }
    void recoveryIsCountedDownToNothing() {
        QFETCH(bool, isMemory);
        Disk disk(isMemory);
        Opened at{disk};
        LogConfig config;
        config.segmentBytes = 3000;
        {
            auto directory = std::move(*at.open());
            auto* whole = *directory->createLog(first, Uuid::random(at.random), config);
            auto* partly = *directory->createLog(second, Uuid::random(at.random), config);
            for (auto* log : {whole, partly})
                for (int i = 0; i < 10; ++i)
                    QVERIFY(append(*log, batchOf(10)).ok());
            QVERIFY(directory->checkpoint().ok());
            QVERIFY(partly->flush().ok()); // all but the active segment need no recovery
            QVERIFY(directory->checkpoint().ok());
            QVERIFY(partly->segmentCount() > 3);
        }
        std::vector<RecoveryProgress> seen;
        const auto observer = [&](const RecoveryProgress& progress) { seen.push_back(progress); };
        const auto open = [&] {
            seen.clear();
            return std::move(*LogDirectory::open(*disk.storage, disk.clock, at.random, disk.root + "/data",
                                                 "cluster", BrokerId(1), config, observer));
        };
        auto directory = open();
        const auto* whole = directory->find(first);
        const auto* partly = directory->find(second);
        QVERIFY(seen.size() > whole->segmentCount());
        const auto& total = seen.front();
        QCOMPARE(total.logsTotal, std::size_t{2});
        QCOMPARE(total.logsRemaining, std::size_t{2});
        QCOMPARE(total.segmentsTotal, whole->segmentCount() + 1);
        QCOMPARE(total.segmentsRemaining, total.segmentsTotal);
        QCOMPARE(total.bytesTotal, whole->sizeBytes() + partly->segments().back()->sizeBytes());
        for (std::size_t i = 1; i < seen.size(); ++i) {
            QCOMPARE(seen[i].bytesTotal, total.bytesTotal);
            QVERIFY(seen[i].logsRemaining <= seen[i - 1].logsRemaining);
            QVERIFY(seen[i].segmentsRemaining <= seen[i - 1].segmentsRemaining);
            QVERIFY(seen[i].bytesRemaining <= seen[i - 1].bytesRemaining);
        }
        QVERIFY(seen[1].logsRemaining == 2 && seen[1].segmentsRemaining + 1 == total.segmentsTotal);
        const auto isNothing = [](const RecoveryProgress& p) {
            return p.logsRemaining + p.segmentsRemaining + p.bytesRemaining == 0;
        };
        QVERIFY(isNothing(seen.back()));
        directory.reset();
        // Segments behind damage are not looked through, and yet nothing remains at the end.
        auto file = disk.storage->open(disk.root + "/data/a-topic-0/00000000000000000000.log",
                                       Storage::OpenMode::readWrite);
        QVERIFY((*file)->writeAt(100, Bytes(10, 0xff)).ok());
        directory = open();
        QVERIFY(seen.front().segmentsTotal > 2);
        QVERIFY(isNothing(seen.back()));
        QVERIFY(directory->close().ok());
        directory.reset();
        directory = open();
        QVERIFY(seen.empty()); // closed in order: nothing is recovered
    }

    /// The topic id is synced with the log's first flush: a power failure before it may leave any part of it.
    void aTornTopicIdIsAsGoodAsNone() {
        const std::string whole = "version: 0\ntopic_id: " + toString(Uuid{{1, 2, 3}});
        for (std::size_t size = 0; size < whole.size(); ++size)
            for (const bool isZeroed : {false, true}) {
                simulation::MemoryStorage storage;
                simulation::ManualClock clock;
                SeededRandom random(1);
                const auto open = [&] {
                    return LogDirectory::open(storage, clock, random, "/data", "cluster", BrokerId(1));
                };
                {
                    const auto directory = std::move(*open());
                    QVERIFY(directory->createLog({"t", PartitionIndex(0)}, Uuid{{1, 2, 3}}, {}).ok());
                }
                auto torn = whole.substr(0, size);
                if (isZeroed)
                    torn.resize(whole.size());
                const auto file = storage.open("/data/t-0/partition.metadata", Storage::OpenMode::replace);
                QVERIFY((*file)->writeAt(0, asBytes(torn)).ok());
                const auto opened = open();
                QVERIFY(opened);
                QVERIFY((*opened)->find({"t", PartitionIndex(0)}) != nullptr);
            }
    }
};

QTEST_GUILESS_MAIN(LogDirectoryTest)
#include "log_directory_test.moc"
