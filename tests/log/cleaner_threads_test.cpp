// The cleaner with a thread for each loop and the machine's disk, while the log is appended to, read and
// truncated. What matters here is what the thread sanitizer says.
#include "broker/base/live_clock.h"
#include "broker/log/log_cleaner.h"
#include "broker/log/posix_storage.h"
#include "broker/net/asio_event_loop.h"
#include "broker/record/batch_builder.h"

#include <QTemporaryDir>
#include <QTest>
#include <semaphore>

using namespace partitura;
using namespace partitura::log;

class CleanerThreadsTest : public QObject {
    Q_OBJECT

    static void append(PartitionLog& log, LogDirectory& directory, const TopicPartition& tp, int count) {
        for (int i = 0; i < count; ++i) {
            record::BatchBuilder builder({.compression = record::Compression::lz4});
            for (int j = 0; j < 20; ++j)
                builder.add(1000, asBytes("k" + std::to_string((i + j) % 50)), asBytes(std::string(40, 'v')));
            auto batch = *builder.build();
            if (!log.appendAsLeader(batch, LeaderEpoch(1)))
                qFatal("refused");
        }
        if (!log.roll())
            qFatal("no roll");
        directory.setHighWatermark(tp, log.endOffset());
        if (!directory.flush() || !directory.checkpoint()) // nothing else is compacted
            qFatal("cannot flush");
    }

private slots:
    void compactsWhileTheLogLives() {
        QTemporaryDir temporary;
        PosixStorage storage;
        LiveClock clock;
        SeededRandom random(1);
        net::AsioEventLoop loop(clock, "broker");
        net::AsioEventLoop background(clock, "background");
        const TopicPartition tp{"t", PartitionIndex(0)};
        LogConfig config;
        config.isCompacted = true;
        config.isDeleted = false;
        config.segmentBytes = 20'000;
        config.minCleanableDirtyRatio = 0;
        LogCleanerConfig cleanerConfig;
        cleanerConfig.ioBufferBytes = 8192;
        cleanerConfig.stepBytes = 1;
        cleanerConfig.backoff = std::chrono::milliseconds(1);
        std::unique_ptr<LogDirectory> directory;
        std::unique_ptr<LogCleaner> cleaner;
        PartitionLog* log = nullptr;
        std::counting_semaphore<> finished{0};
        std::function<void()> turn;
        int turns = 0;
        int truncatedIn = 0;
        std::uint64_t runs = 0;

        loop.runAndWait([&] {
            auto opened = LogDirectory::open(storage, clock, random, temporary.path().toStdString() + "/b",
                                             "c", BrokerId(1), config);
            if (!opened)
                qFatal("%s", opened.error().context.c_str());
            directory = std::move(*opened);
            log = *directory->createLog(tp, Uuid(), config);
            cleaner = std::make_unique<LogCleaner>(*directory, loop, background, cleanerConfig);
            cleaner->start();
            // Each turn follows what the cleaner posted before it, until it has done its share.
            turn = [&] {
                const auto status = cleaner->status();
                const auto done = status.totals.runs;
                if (turns < 40 && done >= runs) {
                    ++turns;
                    runs = done + 1;
                    append(*log, *directory, tp, 30);
                } else if (status.current && turns % 8 == 0 && truncatedIn != turns) {
                    truncatedIn = turns;
                    if (!log->truncateTo(log->endOffset() - 700))
                        qFatal("not truncated");
                    append(*log, *directory, tp, 30);
                }
                if (const auto read = log->read(log->startOffset(), 1000, log->endOffset(), true);
                    !read || !read->records.flatten())
                    qFatal("not read");
                if (turns == 40 && done >= runs) {
                    finished.release();
                    return;
                }
                loop.schedule(std::chrono::milliseconds(1), turn);
            };
            turn();
        });
        finished.acquire();
        loop.runAndWait([&] {
            const auto status = cleaner->status();
            QVERIFY(status.uncleanable.empty());
            QVERIFY(status.totals.runs >= 40 && status.totals.recordsKept < status.totals.recordsRead);
            QVERIFY(log->cleanedUpTo() > Offset(0));
            QVERIFY(log->sizeBytes() < 100'000);
            append(*log, *directory, tp, 200);
        });
        // Both loops end in the midst of it.
        loop.runAndWait([&] {
            cleaner.reset();
            QVERIFY(directory->close().ok());
            directory.reset();
        });
        background.stop();
        loop.stop();
    }
};

QTEST_GUILESS_MAIN(CleanerThreadsTest)
#include "cleaner_threads_test.moc"
