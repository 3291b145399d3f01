// Power failures at any moment of a log's life, and of its recovery.
#include "tests/log/crash_model.h"
#include "tests/log/disk.h"

#include "broker/log/log_directory.h"
#include "broker/record/for_each_record.h"

#include <array>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

using namespace partitura;
using namespace partitura::log;
using namespace partitura::test;

namespace {

/// One log through several lives, each ended by a power failure (some by an orderly close). All that happens
/// follows from the seed.
class CrashRun {
public:
    explicit CrashRun(std::uint64_t seed)
        : m_disk(true, seed)
        , m_random(seed * 2 + 1) {
        m_config.segmentBytes = 1500 + below(6000); // more than a batch
        m_config.indexIntervalBytes = below(800);
        m_config.segmentIndexBytes = below(2) ? 10 << 20 : 60;
        m_config.fileDeleteDelayMs = 0;
    }

    /// Writes what the disk is asked to do to standard error.
    void trace() {
        m_disk.memory->setFaults({.onOperation = [](const simulation::DiskOperation& operation) {
            constexpr std::array names = {"create", "read",   "write",  "truncate",      "sync",
                                          "mkdir",  "rename", "remove", "sync directory"};
            const auto* name = names[static_cast<std::size_t>(operation.kind)];
            if (operation.kind != simulation::DiskOperation::Kind::read)
                fmt::print(stderr, "{} {} {}\n", name, operation.path, operation.bytes);
        }});
    }

    /// Empty when all went well.
    std::string run() {
        if (!open())
            return m_wrong;
        for (int life = 0; life < 4 && m_wrong.empty(); ++life) {
            m_disk.memory->losePowerAfter(m_disk.memory->changes() + below(250));
            for (int i = 0; i < 120 && m_wrong.empty() && isOn(); ++i)
                act();
            if (isOn() && m_wrong.empty() && below(4) == 0) {
                const auto closed = m_directory->close();
                if (expect(closed, "closing") && closed)
                    m_model.flushed();
            }
            m_log = nullptr;
            m_directory.reset();
            m_disk.memory->crash();
            if (m_wrong.empty())
                reopen();
        }
        return m_wrong;
    }

private:
    static inline const TopicPartition partition{"t", PartitionIndex(0)};

    std::uint64_t below(std::uint64_t bound) { return m_random.below(bound); }
    [[nodiscard]] bool isOn() const { return !m_disk.memory->isOff(); }

    /// Notes an error that a power failure does not explain; false after one.
    template <typename T>
    bool expect(const Result<T>& result, const char* doing) {
        if (!result && isOn())
            m_wrong = fmt::format("{}: {}", doing, result.error().context);
        return m_wrong.empty();
    }

    bool open() {
        auto directory = LogDirectory::open(*m_disk.storage, m_disk.clock, m_random, m_disk.root + "/data",
                                            "c", BrokerId(1), m_config);
        if (!expect(directory, "opening") || !directory)
            return false;
        m_directory = std::move(*directory);
        auto log = m_directory->createLog(partition, Uuid(), m_config);
        if (!expect(log, "making the log") || !log)
            return false;
        m_log = *log;
        return true;
    }

    /// Opens what a crash left, some of the times with more crashes while it is recovered, and checks it;
    /// then once more, which must change nothing.
    void reopen() {
        for (auto crashes = below(2) ? below(4) : 0; crashes > 0; --crashes) {
            m_disk.memory->losePowerAfter(m_disk.memory->changes() + below(20));
            if (!open() && !m_wrong.empty())
                return;
            m_log = nullptr;
            m_directory.reset();
            m_disk.memory->crash();
        }
        if (!open())
            return;
        if (m_wrong = m_model.check(*m_log); !m_wrong.empty())
            return;
        const auto start = m_log->startOffset();
        const auto end = m_log->endOffset();
        const auto epochs = m_log->epochs().entries();
        m_directory.reset();
        if (!open())
            return;
        if (m_log->startOffset() != start || m_log->endOffset() != end ||
            (start != end && m_log->epochs().entries() != epochs))
            m_wrong = fmt::format("opened twice it is [{}, {}), then [{}, {})", start.value(), end.value(),
                                  m_log->startOffset().value(), m_log->endOffset().value());
        else if (m_wrong = m_model.check(*m_log); !m_wrong.empty())
            m_wrong = "opened a second time: " + m_wrong;
        m_model.truncate(end, true);
    }

    // What happens to the log ------------------------------------------------------------------------

    void act() {
        const auto what = below(100);
        if (what < 45)
            appendAsLeader();
        else if (what < 65)
            appendAsFollower();
        else if (what < 75)
            flush();
        else if (what < 83)
            expect(m_directory->checkpoint(), "checkpoint");
        else if (what < 88)
            expect(m_log->roll(), "rolling");
        else if (what < 94)
            truncate();
        else if (what < 98)
            retain();
        else if (what < 99)
            m_epoch = m_epoch + 1;
        else
            startAnew();
    }

    Bytes records(record::BatchOptions options) {
        record::BatchBuilder builder(options);
        for (auto count = 1 + below(4); count > 0; --count) {
            m_disk.clock.advance(std::chrono::milliseconds(1));
            const Bytes value(below(300), static_cast<std::uint8_t>(below(256)));
            builder.add(m_disk.clock.wallTimeMs() - static_cast<TimestampMs>(below(30)), asBytes("key"),
                        value);
        }
        return *builder.build();
    }

    /// The next batch of a random producer: plain, idempotent, transactional, or a marker.
    std::pair<Bytes, AppendOrigin> nextBatch(record::BatchOptions options) {
        const ProducerId id(static_cast<std::int64_t>(below(6)));
        if (id < ProducerId(2))
            return {records(options), AppendOrigin::client};
        const auto* state = m_log->producerState().find(id);
        auto epoch = state ? state->epoch : ProducerEpoch(0);
        const bool isTransactional = id >= ProducerId(4);
        const bool isOpen = state && state->transactionFirstOffset;
        if (isTransactional && isOpen && below(3) == 0) {
            auto marker =
                record::endTransactionBatch({below(2) == 0, 1, m_disk.clock.wallTimeMs()}, id, epoch);
            record::setBaseOffset(marker, options.baseOffset);
            record::setPartitionLeaderEpoch(marker, options.leaderEpoch);
            return {std::move(marker), AppendOrigin::coordinator};
        }
        const bool isNewEpoch = state && !isOpen && below(10) == 0;
        options.producerId = id;
        options.producerEpoch =
            isNewEpoch ? ProducerEpoch(static_cast<std::int16_t>(epoch.value() + 1)) : epoch;
        options.baseSequence = isNewEpoch || !state || state->lastSequence() == record::noSequence
                                   ? 0
                                   : record::sequenceAfter(state->lastSequence(), 1);
        options.isTransactional = isTransactional;
        return {records(options), AppendOrigin::client};
    }

    void appendAsLeader() {
        auto [batch, origin] = nextBatch({});
        const auto end = m_log->endOffset();
        record::setBaseOffset(batch, Offset(0));
        const auto info = m_log->appendAsLeader(batch, m_epoch, origin);
        // Patched on the way, also when the power fails while it is written.
        if (m_log->endOffset() > end || !info)
            m_model.append(batch);
        expect(info, "appending as leader");
    }

    void appendAsFollower() {
        Bytes set;
        auto base = m_log->endOffset();
        for (auto count = below(4); count > 0; --count) {
            base = base + static_cast<std::int64_t>(below(8) == 0 ? below(20) : 0);
            const auto batch = records({.baseOffset = base, .leaderEpoch = m_epoch});
            set.insert(set.end(), batch.begin(), batch.end());
            base = record::offsetAfter(batch, base);
            if (below(6) == 0)
                m_epoch = m_epoch + 1;
        }
        const auto last = nextBatch({.baseOffset = base, .leaderEpoch = m_epoch}).first;
        set.insert(set.end(), last.begin(), last.end());
        m_model.append(set);
        expect(m_log->appendAsFollower(set), "appending as follower");
    }

    void flush() {
        const auto flushed = m_directory->flush();
        if (flushed)
            m_model.flushed();
        expect(flushed, "flushing");
    }

    void truncate() {
        const auto to = m_model.baseOf(below(1000)) + static_cast<std::int64_t>(below(2));
        if (m_model.endBelow(to) < m_log->startOffset())
            return;
        m_model.truncate(to, false);
        const auto cut = m_log->truncateTo(to);
        if (cut)
            m_model.truncate(to, true);
        m_epoch = m_epoch + 1;
        expect(cut, "truncating");
        expect(m_directory->checkpoint(), "checkpoint"); // as PartitionLog asks
    }

    void retain() {
        m_config.retentionBytes = static_cast<std::int64_t>(below(20'000));
        m_log->setConfig(m_config);
        const auto highWatermark = m_model.durable();
        if (below(2) == 0) {
            const auto to =
                std::min(highWatermark, m_log->startOffset() + static_cast<std::int64_t>(below(10)));
            m_model.mayStartAt(to);
            expect(m_log->incrementLogStart(to), "moving the log start");
        }
        m_model.mayStartAt(highWatermark);
        expect(m_log->deleteOldSegments(m_disk.clock.wallTimeMs(), highWatermark), "deleting");
    }

    /// As a follower whose log ends before its leader's begins.
    void startAnew() {
        const auto at = m_log->endOffset() + static_cast<std::int64_t>(below(100));
        m_model.mayBeCleared();
        const auto cleared = m_log->truncateFullyAndStartAt(at);
        m_epoch = m_epoch + 1;
        if (cleared)
            m_model.clear(at);
        expect(cleared, "starting anew");
        expect(m_directory->checkpoint(), "checkpoint");
    }

    Disk m_disk;
    SeededRandom m_random;
    LogConfig m_config;
    std::unique_ptr<LogDirectory> m_directory;
    PartitionLog* m_log = nullptr;
    LeaderEpoch m_epoch{0};
    CrashModel m_model;
    std::string m_wrong;
};

} // namespace

class LogCrashTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { spdlog::set_level(spdlog::level::err); }

    /// With PARTITURA_CRASH_SEED=N in the environment, that seed alone, with all that the disk is asked to
    /// do.
    void whatWasFlushedOutlivesPowerFailures() {
        bool isGiven = false;
        const auto given = qEnvironmentVariable("PARTITURA_CRASH_SEED").toULongLong(&isGiven);
        const std::uint64_t first = isGiven ? given : 0;
        const std::uint64_t end = isGiven ? given + 1 : 3000;
        QStringList wrong;
        for (auto seed = first; seed != end && wrong.size() < 10; ++seed) {
            CrashRun run(seed);
            if (isGiven)
                run.trace();
            if (const auto error = run.run(); !error.empty())
                wrong.append(
                    QString("PARTITURA_CRASH_SEED=%1: %2").arg(seed).arg(QString::fromStdString(error)));
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
    }
};

QTEST_GUILESS_MAIN(LogCrashTest)
#include "log_crash_test.moc"
