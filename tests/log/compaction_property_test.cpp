// Compaction of random logs leaves what its definition says, and what consumers and producers rely on.
#include "tests/log/cleaner_bench.h"

#include <map>
#include <set>

using namespace partitura;
using namespace partitura::log;
using namespace partitura::test;

namespace {

constexpr std::int64_t deleteRetentionMs = 60'000;

/// One record as it was appended.
struct Written {
    SeenRecord record;
    TimestampMs appendedMs = 0;
    bool isAborted = false;
    bool isOpen = false;
    std::int64_t batchBase = 0;
};

struct Transaction {
    std::vector<std::int64_t> batches; ///< base offsets
    std::vector<std::int64_t> offsets; ///< of the records
    std::int64_t marker = -1;
};

/// Appends what several producers of all kinds would, and remembers it.
class Writer {
public:
    Writer(CleanerBench& bench, Random& random)
        : m_bench(bench)
        , m_random(random) {}

    void writeSome() {
        const auto kind = m_random.below(10);
        const auto producer = static_cast<std::int64_t>(m_random.below(3));
        if (kind < 4)
            writeBatch({}, nullptr);
        else if (kind < 6)
            writeIdempotent(10 + producer, false);
        else if (kind < 8)
            writeIdempotent(20 + producer, true);
        else
            end(20 + producer);
        if (m_random.below(40) == 0)
            m_bench.scheduler.runFor(std::chrono::seconds(m_random.below(20)));
    }
    void endAll() {
        for (std::int64_t producer = 20; producer < 23; ++producer)
            end(producer);
    }

    std::map<std::int64_t, Written> records;
    std::map<std::int64_t, record::BatchHeader> batches;
    std::vector<Transaction> ended;

private:
    void writeIdempotent(std::int64_t producer, bool isTransactional) {
        auto* open = isTransactional ? &m_open[producer] : nullptr;
        auto& sequence = m_sequences[producer];
        sequence += writeBatch({.producerId = ProducerId(producer),
                                .producerEpoch = ProducerEpoch(0),
                                .baseSequence = sequence,
                                .isTransactional = isTransactional},
                               open);
    }

    std::int32_t writeBatch(record::BatchOptions options, Transaction* transaction) {
        options.compression = static_cast<record::Compression>(m_random.below(5));
        record::BatchBuilder builder(options);
        const auto count = 1 + static_cast<std::int32_t>(m_random.below(6));
        const auto base = m_bench.log->endOffset().value();
        const bool mayLackKeys = !m_bench.log->config().isCompacted;
        for (std::int32_t i = 0; i < count; ++i) {
            SeenRecord r{base + i,
                         m_bench.loop.clock().wallTimeMs() - static_cast<int>(m_random.below(5000)),
                         "k" + std::to_string(m_random.below(25)),
                         {}};
            if (mayLackKeys && m_random.below(6) == 0)
                r.key.reset();
            if (m_random.below(4) != 0)
                r.value = std::string(m_random.below(60), static_cast<char>('a' + m_random.below(26)));
            const std::string headerKey = "h";
            const record::RecordHeader header{headerKey, asBytes(headerKey)};
            builder.add(r.timestamp, r.key ? std::optional(asBytes(*r.key)) : std::nullopt,
                        r.value ? std::optional(asBytes(*r.value)) : std::nullopt,
                        std::span(&header, m_random.below(2)));
            records[r.offset] = {r, m_bench.loop.clock().wallTimeMs(), false, transaction != nullptr, base};
            if (transaction)
                transaction->offsets.push_back(r.offset);
        }
        if (transaction)
            transaction->batches.push_back(base);
        auto bytes = *builder.build();
        if (const auto info = m_bench.append(bytes); !info)
            qFatal("%s", info.error().context.c_str());
        noteBatch(base);
        return count;
    }

    void end(std::int64_t producer) {
        const auto open = m_open.find(producer);
        if (open == m_open.end() || open->second.offsets.empty())
            return;
        const bool isCommit = m_random.below(2) == 0;
        auto& transaction = open->second;
        transaction.marker = m_bench.log->endOffset().value();
        m_bench.endTransaction(producer, 0, isCommit);
        noteBatch(transaction.marker);
        for (const auto offset : transaction.offsets) {
            records[offset].isOpen = false;
            records[offset].isAborted = !isCommit;
        }
        ended.push_back(transaction);
        m_open.erase(open);
    }

    void noteBatch(std::int64_t base) {
        const auto& segment = *m_bench.log->segments().back();
        BatchScan scan(*segment.file(), 0, segment.sizeBytes());
        while (const auto found = *scan.next())
            if (found->header.baseOffset.value() == base)
                batches[base] = found->header;
    }

    CleanerBench& m_bench;
    Random& m_random;
    std::map<std::int64_t, std::int32_t> m_sequences;
    std::map<std::int64_t, Transaction> m_open;
};

/// What a consumer under read_committed ends up with, walking over the log as Kafka's does.
std::map<std::string, std::string> committedView(CleanerBench& bench) {
    auto aborted = *bench.log->abortedTransactions(bench.log->startOffset(), bench.log->endOffset());
    std::sort(aborted.begin(), aborted.end(),
              [](const auto& a, const auto& b) { return a.firstOffset < b.firstOffset; });
    std::set<std::int64_t> abortedNow;
    std::map<std::string, std::string> view;
    const auto stable = bench.log->lastStableOffset(bench.log->endOffset());
    std::size_t next = 0;
    for (const auto& batch : bench.batches()) {
        if (batch.header.lastOffset() >= stable)
            break;
        for (; next < aborted.size() && aborted[next].firstOffset <= batch.header.lastOffset(); ++next)
            abortedNow.insert(aborted[next].producerId.value());
        if (batch.header.isControl()) {
            const bool isAbort = !batch.records.empty() && batch.records.front().key->at(3) == 0;
            if (isAbort)
                abortedNow.erase(batch.header.producerId.value());
            continue;
        }
        if (batch.header.isTransactional() && abortedNow.contains(batch.header.producerId.value()))
            continue;
        for (const auto& r : batch.records) {
            if (!r.key)
                continue;
            if (r.value)
                view[*r.key] = *r.value;
            else
                view.erase(*r.key);
        }
    }
    return view;
}

std::map<std::string, std::string> committedModel(const Writer& writer, Offset stable) {
    std::map<std::string, std::string> view;
    for (const auto& [offset, written] : writer.records) {
        if (written.isAborted || !written.record.key || offset >= stable.value())
            continue;
        if (written.record.value)
            view[*written.record.key] = *written.record.value;
        else
            view.erase(*written.record.key);
    }
    return view;
}

} // namespace

class CompactionPropertyTest : public QObject {
    Q_OBJECT

    /// Compares all records with the definition.
    static void checkRecords(CleanerBench& bench, const Writer& writer) {
        const auto upTo = bench.log->cleanedUpTo().value_or(Offset(0)).value();
        const auto now = bench.loop.clock().wallTimeMs();
        std::map<std::string, std::int64_t> latest;
        for (const auto& [offset, written] : writer.records)
            if (offset < upTo && written.record.key && !written.isAborted)
                latest[*written.record.key] = offset;
        std::map<std::int64_t, SeenRecord> seen;
        for (const auto& batch : bench.batches())
            if (!batch.header.isControl())
                for (const auto& r : batch.records)
                    seen[r.offset] = r;
        for (const auto& [offset, r] : seen) {
            const auto& written = writer.records.at(offset);
            QVERIFY(r == written.record);
            if (offset >= upTo)
                continue;
            QVERIFY2(r.key && !written.isAborted && latest.at(*r.key) == offset,
                     qPrintable(QString("offset %1 should be gone").arg(offset)));
        }
        for (const auto& [offset, written] : writer.records) {
            if (written.isAborted || seen.contains(offset))
                continue;
            QVERIFY2(offset < upTo, "a record above what is compacted is gone");
            if (!written.record.key || latest.at(*written.record.key) != offset)
                continue;
            QVERIFY2(!written.record.value, "the last value of a key is gone");
            QVERIFY2(now >= written.appendedMs + deleteRetentionMs, "a tombstone went too early");
        }
    }

    /// Compares the headers of what is left with those of what was written.
    static void checkBatches(CleanerBench& bench, const Writer& writer) {
        std::map<std::int64_t, SeenBatch> left;
        for (auto& batch : bench.batches()) {
            const auto& was = writer.batches.at(batch.header.baseOffset.value());
            const auto& is = batch.header;
            QVERIFY(is.lastOffsetDelta == was.lastOffsetDelta);
            QVERIFY(is.partitionLeaderEpoch == LeaderEpoch(3));
            QVERIFY(is.producerId == was.producerId && is.producerEpoch == was.producerEpoch);
            QVERIFY(is.baseSequence == was.baseSequence);
            QVERIFY(is.isTransactional() == was.isTransactional() && is.isControl() == was.isControl());
            QVERIFY(is.compression() ==
                    (is.recordCount == 0 ? record::Compression::none : was.compression()));
            auto greatest = noTimestamp;
            for (const auto& r : batch.records)
                greatest = std::max(greatest, r.timestamp);
            QVERIFY(is.recordCount == 0 ? is.maxTimestamp <= was.maxTimestamp : is.maxTimestamp == greatest);
            left[is.baseOffset.value()] = std::move(batch);
        }
        for (const auto& transaction : writer.ended)
            for (const auto base : transaction.batches)
                if (left.contains(base)) {
                    QVERIFY2(left.contains(transaction.marker) &&
                                 left[transaction.marker].header.recordCount == 1,
                             "the marker went before the data");
                }
    }

    static std::vector<std::tuple<ProducerId, ProducerEpoch, std::int32_t>> producersOf(CleanerBench& bench) {
        std::vector<std::tuple<ProducerId, ProducerEpoch, std::int32_t>> all;
        for (const auto& state : bench.log->producerState().all())
            all.emplace_back(state.id, state.epoch, state.lastSequence());
        return all;
    }

private slots:
    void resultIsThatOfTheDefinition_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 60; ++seed)
            QTest::addRow("%d", seed) << seed;
    }
    void resultIsThatOfTheDefinition() {
        QFETCH(int, seed);
        SeededRandom random(static_cast<std::uint64_t>(seed));
        auto config = compactedConfig();
        config.deleteRetentionMs = deleteRetentionMs;
        config.segmentBytes = 1500 + random.below(6000);
        LogCleanerConfig cleanerConfig;
        cleanerConfig.ioBufferBytes = 8192;
        cleanerConfig.stepBytes = 1;
        // A third with a map that holds but a few of the 25 keys.
        if (seed % 3 == 0)
            cleanerConfig.dedupeBufferBytes = OffsetMap::entryBytes * (2 + random.below(20));
        CleanerBench bench(config, cleanerConfig);
        Writer writer(bench, random);

        for (int round = 0; round < 5; ++round) {
            auto current = config;
            current.isCompacted = round != 0; // so that the first round may have records without keys
            bench.log->setConfig(current);
            for (int i = 0; i < 80; ++i)
                writer.writeSome();
            bench.log->setConfig(config);
            if (random.below(2) == 0)
                bench.roll();
            if (random.below(3) == 0)
                bench.scheduler.runFor(std::chrono::minutes(2));
            bench.clean();
            QVERIFY(bench.cleaner->status().uncleanable.empty());
            checkRecords(bench, writer);
            checkBatches(bench, writer);
            if (QTest::currentTestFailed())
                return;
            QVERIFY(committedView(bench) ==
                    committedModel(writer, bench.log->lastStableOffset(bench.log->endOffset())));

            // The same after the broker dies, from the batches and what was aborted alone.
            const auto producers = producersOf(bench);
            const auto end = bench.log->endOffset();
            const auto before = bench.data();
            const auto cleanedUpTo = bench.log->cleanedUpTo();
            QVERIFY(bench.directory->flush().ok());
            bench.crash();
            const auto entries = *bench.storage.list("/b/t-0");
            for (const auto& entry : entries)
                if (!entry.name.ends_with(".log") && !entry.name.ends_with(".txnindex") &&
                    entry.name != "partition.metadata" && entry.name != "leader-epoch-checkpoint")
                    QVERIFY(bench.storage.remove("/b/t-0/" + entry.name).ok());
            bench.open();
            QVERIFY(bench.log->endOffset() == end);
            QCOMPARE(bench.data(), before);
            QVERIFY(producersOf(bench) == producers);
            QVERIFY(bench.log->cleanedUpTo() == cleanedUpTo);
        }

        // In the end, with time passed twice, neither tombstones nor markers are left but those that say
        // where a producer is.
        writer.endAll();
        for (int i = 0; i < 3; ++i) {
            QVERIFY(bench.put("last", "v" + std::to_string(i)).ok());
            bench.roll();
            bench.scheduler.runFor(std::chrono::minutes(2));
            bench.cleaner->start();
            bench.scheduler.runFor(std::chrono::minutes(1));
            bench.cleaner->stop();
        }
        const auto upTo = bench.log->cleanedUpTo();
        QVERIFY(*upTo == bench.log->endOffset());
        std::size_t empty = 0;
        for (const auto& batch : bench.batches()) {
            empty += batch.records.empty();
            QVERIFY(!batch.records.empty() || batch.header.hasProducerId());
            for (const auto& r : batch.records)
                QVERIFY(batch.header.isControl() || r.value);
        }
        QVERIFY(empty <= bench.log->producerState().size());
    }
};

QTEST_GUILESS_MAIN(CompactionPropertyTest)
#include "compaction_property_test.moc"
