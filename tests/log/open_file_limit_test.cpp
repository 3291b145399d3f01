// More segments than may be open at once.
#include "broker/log/open_file_limit.h"
#include "tests/log/disk.h"

#include <QtTest>

#include <filesystem>

using namespace partitura;
using namespace partitura::test;

namespace {

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
};

QTEST_GUILESS_MAIN(OpenFileLimitTest)
#include "open_file_limit_test.moc"
