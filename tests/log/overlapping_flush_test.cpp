// Flushes of one log that overlap: begun in one order, carried out and ended in another, or never.
#include "tests/log/disk.h"

#include "broker/log/log_directory.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

using namespace partitura;
using namespace partitura::log;
using namespace partitura::test;

namespace {

const TopicPartition partition{"t", PartitionIndex(0)};
Uuid idOf(std::uint8_t number) {
    Uuid id;
    id.bytes.fill(number);
    return id;
}

/// A broker's directory with one log, on a disk whose power fails when the test says so. Power failures take
/// what was not synced by chance, so each scenario runs with many seeds.
class FlushedLog {
public:
    explicit FlushedLog(std::uint64_t seed)
        : m_disk(true, seed) {
        m_config.segmentBytes = 4000;
        m_config.indexIntervalBytes = 500;
        open();
        m_disk.memory->syncAll(); // the directory itself
    }

    void create(Uuid topicId = {}) {
        m_topicId = topicId;
        if (auto made = m_directory->createLog(partition, topicId, m_config); !made)
            qFatal("%s", made.error().context.c_str());
    }
    void remove() {
        must(m_directory->deleteLog(partition));
        m_appended.clear();
        m_durable = Offset(0);
    }
    /// With a new segment, the file before has nothing to sync in the next flush.
    void append(bool rolls = false) {
        if (rolls)
            must(log().roll());
        auto batch = batchOf(3, 100, 1'600'000'000'000, fromProducer(7, 0, m_sequence));
        if (auto done = log().appendAsLeader(batch, LeaderEpoch(1)); !done)
            qFatal("%s", done.error().context.c_str());
        m_sequence += 3;
        m_appended.insert(m_appended.end(), batch.begin(), batch.end());
    }
    FlushTask begin() {
        auto task = m_directory->beginFlush(partition);
        if (!task)
            qFatal("%s", task.error().context.c_str());
        return std::move(*task);
    }
    void run(const FlushTask& task) { must(task.run(*m_disk.storage)); }
    void end(const FlushTask& task) {
        m_directory->endFlush(partition, task);
        m_durable = log().recoveryPoint();
        m_durableId = m_durable > Offset(0) ? m_topicId : Uuid();
    }
    void runAndEnd(const FlushTask& task) {
        run(task);
        end(task);
    }
    void stop() {
        m_durable = log().endOffset();
        must(m_directory->close());
        m_durableId = m_topicId;
        m_directory.reset();
        open();
    }
    void checkpoint() { must(m_directory->checkpoint()); } // which syncs the broker's directory

    /// Loses power and says what is missing then; empty when it is nothing that was flushed.
    std::string crash() {
        m_directory.reset();
        m_disk.memory->crash();
        open();
        if (!m_directory->find(partition)) {
            m_appended.clear();
            m_sequence = 0;
            return m_durable > Offset(0) ? "the log is gone" : "";
        }
        if (log().endOffset() < m_durable)
            return fmt::format("the log ends at {}, it was flushed to {}", log().endOffset().value(),
                               m_durable.value());
        const auto bytes = readAll(log(), Offset(0), log().endOffset());
        if (bytes.size() > m_appended.size() || !std::equal(bytes.begin(), bytes.end(), m_appended.begin()))
            return "the batches are others";
        if (!m_durableId.isZero() && m_directory->topicId(partition) != m_durableId)
            return "the topic id is lost";
        m_appended = bytes;
        m_sequence = static_cast<std::int32_t>(log().endOffset().value());
        m_topicId = m_directory->topicId(partition);
        return {};
    }

    PartitionLog& log() { return *m_directory->find(partition); }

private:
    static void must(const Result<void>& result) {
        if (!result)
            qFatal("%s", result.error().context.c_str());
    }
    void open() {
        auto opened = LogDirectory::open(*m_disk.storage, m_disk.clock, m_disk.random, m_disk.root + "/data",
                                         "c", BrokerId(1), m_config);
        if (!opened)
            qFatal("%s", opened.error().context.c_str());
        m_directory = std::move(*opened);
    }

    Disk m_disk;
    LogConfig m_config;
    std::unique_ptr<LogDirectory> m_directory;
    Bytes m_appended;
    std::int32_t m_sequence = 0;
    Offset m_durable;
    Uuid m_topicId;
    Uuid m_durableId;
};

/// What `scenario` says is wrong, for the first of many seeds that it is wrong with.
QByteArray withSeeds(const std::function<std::string(FlushedLog&, SeededRandom&)>& scenario) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        FlushedLog flushed(seed);
        SeededRandom random(seed * 2 + 1);
        if (const auto wrong = scenario(flushed, random); !wrong.empty())
            return QByteArray::fromStdString(fmt::format("seed {}: {}", seed, wrong));
    }
    return {};
}

} // namespace

class OverlappingFlushTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { spdlog::set_level(spdlog::level::err); }

    void aFlushThatOvertakesAnotherCoversIt() {
        QCOMPARE(withSeeds([](FlushedLog& at, SeededRandom& random) {
                     at.create(idOf(1));
                     at.append();
                     const auto first = at.begin();
                     at.append(true);
                     const auto second = at.begin();
                     at.runAndEnd(second);
                     if (random.below(2) == 0)
                         at.checkpoint();
                     return at.crash(); // the first was never carried out
                 }),
                 QByteArray());
    }

    void oneThatFailedIsMadeUpForByTheNext() {
        QCOMPARE(withSeeds([](FlushedLog& at, SeededRandom& random) {
                     at.create(idOf(1));
                     at.append();
                     (void)at.begin();
                     at.append(true);
                     (void)at.begin();
                     at.runAndEnd(at.begin()); // nothing was written since
                     if (random.below(2) == 0)
                         at.checkpoint();
                     return at.crash();
                 }),
                 QByteArray());
    }

    void theEndOfAnEarlierOneEndsNoLaterOne() {
        QCOMPARE(withSeeds([](FlushedLog& at, SeededRandom&) {
                     at.create(idOf(1));
                     at.append();
                     const auto first = at.begin();
                     at.append(true);
                     (void)at.begin();
                     at.runAndEnd(first);
                     at.append(true);
                     at.runAndEnd(at.begin());
                     at.checkpoint();
                     return at.crash();
                 }),
                 QByteArray());
    }

    void anOvertakenOneMovesNothingBack() {
        FlushedLog at(1);
        at.create(idOf(1));
        at.append();
        const auto first = at.begin();
        at.append(true);
        const auto second = at.begin();
        at.runAndEnd(second);
        QVERIFY(at.log().recoveryPoint() == Offset(6));
        at.runAndEnd(first);
        QVERIFY(at.log().recoveryPoint() == Offset(6));
        QVERIFY(at.begin().files.empty()); // all is durable, and known to be
        QVERIFY(at.begin().directories.empty());
    }

    void oneOfALogThatIsGoneEndsNoneOfItsSuccessor() {
        QCOMPARE(withSeeds([](FlushedLog& at, SeededRandom&) -> std::string {
                     at.create(idOf(1));
                     at.append();
                     const auto ofTheFirst = at.begin();
                     at.remove();
                     at.create(idOf(2));
                     at.append();
                     (void)at.begin();
                     at.run(ofTheFirst);
                     at.end(ofTheFirst);
                     if (at.log().recoveryPoint() != Offset(0))
                         return "the recovery point is another log's";
                     at.append(true);
                     at.runAndEnd(at.begin());
                     at.checkpoint();
                     return at.crash();
                 }),
                 QByteArray());
    }

    void aStopBetweenTheBeginningAndTheEnd() {
        QCOMPARE(withSeeds([](FlushedLog& at, SeededRandom&) {
                     at.create(idOf(1));
                     at.append();
                     const auto first = at.begin();
                     at.append(true);
                     at.stop();
                     at.append();
                     at.run(first); // by the background loop; there is nobody left to be told
                     at.append(true);
                     at.runAndEnd(at.begin());
                     return at.crash();
                 }),
                 QByteArray());
    }

    void aTopicIdGivenMeanwhileIsOfTheNextFlush() {
        QCOMPARE(withSeeds([](FlushedLog& at, SeededRandom&) {
                     at.create();
                     at.append();
                     const auto first = at.begin();
                     at.run(first);
                     at.end(first);
                     const auto second = at.begin();
                     at.create(idOf(1));
                     at.run(second);
                     at.end(second);
                     at.append(true);
                     at.runAndEnd(at.begin());
                     return at.crash();
                 }),
                 QByteArray());
    }

    /// Any number of flushes, carried out and ended in any order or not at all.
    void anyOrder() {
        QCOMPARE(withSeeds([](FlushedLog& at, SeededRandom& random) {
                     std::string wrong;
                     for (int life = 0; life < 4 && wrong.empty(); ++life) {
                         at.create(idOf(1));
                         std::vector<FlushTask> begun;
                         for (auto actions = random.below(25); actions > 0; --actions) {
                             const auto act = random.below(10);
                             if (act < 4) {
                                 at.append(random.below(2) == 0);
                             } else if (act < 6) {
                                 begun.push_back(at.begin());
                             } else if (act < 9 && !begun.empty()) {
                                 const auto one =
                                     begun.begin() + static_cast<std::ptrdiff_t>(random.below(begun.size()));
                                 at.runAndEnd(*one);
                                 begun.erase(one);
                             } else if (act == 9) {
                                 at.checkpoint();
                             }
                         }
                         wrong = at.crash();
                     }
                     return wrong;
                 }),
                 QByteArray());
    }
};

QTEST_GUILESS_MAIN(OverlappingFlushTest)
#include "overlapping_flush_test.moc"
