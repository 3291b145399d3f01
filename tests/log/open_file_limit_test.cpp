// More segments than may be open at once.
#include "broker/log/open_file_limit.h"
#include "tests/log/disk.h"

#include <QtTest>

#include <filesystem>
#include <fstream>

using namespace partitura;
using namespace partitura::test;

namespace {

/// How many mappings of files below this path the process has.
int mappedBelow(const std::string& path) {
    std::ifstream maps("/proc/self/maps");
    int count = 0;
    for (std::string line; std::getline(maps, line);)
        count += line.find(" " + path) != std::string::npos;
    return count;
}

/// Segments of 30 entries each.
log::LogConfig indexed() {
    log::LogConfig config;
    config.segmentBytes = 20'000;
    config.indexIntervalBytes = 1;
    return config;
}

/// Looks up each offset and each timestamp of both; whether they answer the same.
bool answerTheSame(log::PartitionLog& one, log::PartitionLog& other) {
    for (auto at = one.startOffset(); at < one.endOffset(); at = at + 1) {
        const auto found = *one.read(at, 1000, one.endOffset(), true);
        const auto expected = *other.read(at, 1000, other.endOffset(), true);
        if (found.firstBatchOffset != expected.firstBatchOffset ||
            found.startPosition.position != expected.startPosition.position ||
            *found.records.flatten() != *expected.records.flatten())
            return false;
        const auto time = 1'600'000'000'000 + at.value();
        if (*one.offsetForTimestamp(time) != *other.offsetForTimestamp(time))
            return false;
    }
    return one.endOffset() == other.endOffset();
}

/// How many files below this path the process has open.
int openBelow(const std::string& path) {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code ignored;
        count += std::filesystem::read_symlink(entry.path(), ignored).string().starts_with(path);
    }
    return count;
}

} // namespace

class OpenFileLimitTest : public QObject {
    Q_OBJECT

private slots:
    void aLogWithManySegmentsWorksWithFewFiles() {
        Disk disk(false);
        Disk plain(true);
        log::OpenFileLimit limited(*disk.storage, 3);
        log::LogConfig config;
        config.segmentBytes = 2000;
        auto log = std::move(*log::PartitionLog::open(limited, disk.clock, disk.root + "/t-0", config, {}));
        auto other = openLog(plain, config);
        for (int i = 0; i < 60; ++i) {
            QVERIFY(append(*log, batchOf(5)).ok());
            QVERIFY(append(*other, batchOf(5)).ok());
            if (i % 10 == 9)
                QVERIFY(log->flush().ok());
        }
        QVERIFY(log->segmentCount() > 10);
        QVERIFY(openBelow(disk.root) <= 3);
        QCOMPARE(readAll(*log, Offset(0), log->endOffset()), readAll(*other, Offset(0), other->endOffset()));
        // What a reader holds stays open, and readable also once the segment is gone.
        const auto held = *log->read(Offset(0), 1 << 20, log->endOffset(), true);
        QVERIFY(log->truncateTo(Offset(100)).ok());
        QVERIFY(log->truncateFullyAndStartAt(Offset(7)).ok());
        QVERIFY(std::get<FileRegion>(held.records.pieces().front()).file->descriptor());
        QVERIFY(held.records.flatten().ok());
        QVERIFY(append(*log, batchOf(5)).ok());
        QCOMPARE(log->endOffset().value(), std::int64_t{12});
        log.reset();
        QVERIFY(limited.remove(disk.root + "/t-0").ok());
        QCOMPARE(openBelow(disk.root), 1); // the reader's
    }

    void indexesAreSearchedInMappingsThatAreBounded() {
        Disk disk(false);
        Disk plain(true);
        constexpr int mappingsMax = 5;
        log::OpenFileLimit limited(*disk.storage, 3, mappingsMax);
        const auto config = indexed();
        auto log = std::move(*log::PartitionLog::open(limited, disk.clock, disk.root + "/t-0", config, {}));
        auto other = openLog(plain, config);
        TimestampMs time = 1'600'000'000'000;
        const auto grow = [&](int batches) {
            for (int i = 0; i < batches; ++i, time += 3)
                for (auto* each : {log.get(), other.get()})
                    QVERIFY(append(*each, batchOf(3, 100, time)).ok());
        };
        grow(300);
        QVERIFY(log->segmentCount() > 4);
        QCOMPARE(mappedBelow(disk.root), 0); // none before somebody searches
        QVERIFY(answerTheSame(*log, *other));
        QCOMPARE(mappedBelow(disk.root), mappingsMax);
        QVERIFY(openBelow(disk.root) <= 3); // they outlive their files' descriptors

        // The active segment's grow, and are cut: what was mapped of them is then gone.
        SeededRandom random(3);
        for (int round = 0; round < 20; ++round) {
            grow(static_cast<int>(random.below(40)));
            QVERIFY(answerTheSame(*log, *other));
            QVERIFY(mappedBelow(disk.root) <= mappingsMax);
            const auto end = log->endOffset() - static_cast<std::int64_t>(random.below(150));
            QVERIFY(log->truncateTo(end).ok() && other->truncateTo(end).ok());
            time = 1'600'000'000'000 + log->endOffset().value();
            QVERIFY(answerTheSame(*log, *other));
        }
        // Retention and an end let go of them.
        QVERIFY(log->incrementLogStart(log->endOffset() - 1).ok());
        QVERIFY(*log->deleteOldSegments(0, log->endOffset()) > 0);
        QVERIFY(mappedBelow(disk.root) <= 2);
        log.reset();
        QCOMPARE(mappedBelow(disk.root), 0);
    }

    void anIndexThatGrowsIsSearchedWhileItGrows() {
        Disk disk(false);
        Disk plain(true);
        log::OpenFileLimit limited(*disk.storage, 3, 10);
        auto config = indexed();
        config.segmentBytes = 100 << 20;
        auto log = std::move(*log::PartitionLog::open(limited, disk.clock, disk.root + "/t-0", config, {}));
        auto other = openLog(plain, config);
        for (int i = 0; i < 3000; ++i) {
            for (auto* each : {log.get(), other.get()})
                QVERIFY(append(*each, batchOf(1, 10, 1'600'000'000'000 + i)).ok());
            auto& mine = *log->segments().front();
            auto& its = *other->segments().front();
            const Offset near(i - i % 7);
            QVERIFY(*mine.offsetIndex().lookup(near) == *its.offsetIndex().lookup(near));
            QVERIFY(*mine.timeIndex().lookup(1'600'000'000'000 + i / 2) ==
                    *its.timeIndex().lookup(1'600'000'000'000 + i / 2));
        }
        QCOMPARE(mappedBelow(disk.root), 2);
    }
};

QTEST_GUILESS_MAIN(OpenFileLimitTest)
#include "open_file_limit_test.moc"
