#include "tests/log/log_scenarios.h"

#include "broker/log/compaction.h"
#include "broker/record/batch_builder.h"
#include "broker/simulation/manual_clock.h"
#include "tests/log/disk.h"

namespace partitura::test {
namespace {

using record::BatchBuilder;
using record::BatchOptions;
using record::Compression;

constexpr TimestampMs start = 1'600'000'000'000;

void must(const Result<log::AppendInfo>& appended) {
    if (!appended)
        qFatal("append: %s", appended.error().context.c_str());
}

void must(const Result<void>& done) {
    if (!done)
        qFatal("%s", done.error().context.c_str());
}

/// Indexes with many entries from few bytes.
log::LogConfig denselyIndexed(std::uint64_t segmentBytes = 1u << 30) {
    log::LogConfig config;
    config.indexIntervalBytes = 200;
    config.segmentBytes = segmentBytes;
    config.timestampAfterMaxMs = INT64_MAX;
    return config;
}

void appendMany(log::PartitionLog& log, int batches, BatchOptions options = {}, std::int32_t epoch = 0) {
    for (int i = 0; i < batches; ++i)
        must(append(log, batchOf(5, 60, start + i * 100, options), epoch));
}

void writePlain(log::PartitionLog& log, Storage&) {
    appendMany(log, 40);
    const Bytes binary{0x00, 0xff, 0x10, 0x80};
    BatchBuilder builder;
    const record::RecordHeader header{"trace", ByteView(binary)};
    const record::RecordHeader nothing{"none", std::nullopt};
    const std::array headers{header, nothing};
    builder.add(start + 9000, ByteView(binary), std::nullopt, headers);
    builder.add(start + 9001, std::nullopt, asBytes("späße \"quoted\"\n"));
    must(append(log, *builder.build()));
}

void writeIdempotent(log::PartitionLog& log, Storage&) {
    for (int i = 0; i < 20; ++i) {
        must(append(log, batchOf(3, 50, start + i, fromProducer(4, 0, 3 * i))));
        must(append(log, batchOf(2, 50, start + i, fromProducer(9, 2, i == 0 ? 0 : 2 * i))));
    }
    must(append(log, batchOf(1, 50, start + 50, fromProducer(4, 1, 0))));
}

void endTransaction(log::PartitionLog& log, std::int64_t producer, bool isCommit) {
    must(append(
        log, record::endTransactionBatch({isCommit, 3, start + 500}, ProducerId(producer), ProducerEpoch(0)),
        0, log::AppendOrigin::coordinator));
}

void writeTransactional(log::PartitionLog& log, Storage&) {
    for (int i = 0; i < 12; ++i) {
        must(append(log, batchOf(3, 80, start + i, fromProducer(7, 0, 6 * i, true))));
        must(append(log, batchOf(2, 80, start + i, fromProducer(8, 0, 2 * i, true))));
        must(append(log, batchOf(3, 80, start + i, fromProducer(7, 0, 6 * i + 3, true))));
        endTransaction(log, 7, i % 2 == 0);
        endTransaction(log, 8, i % 3 == 0);
    }
    must(append(log, batchOf(1, 80, start, fromProducer(7, 0, 72, true)))); // left open
}

void writeEpochs(log::PartitionLog& log, Storage&) {
    for (const auto epoch : {0, 1, 4, 5})
        appendMany(log, 15, {}, epoch);
}

void writeTruncated(log::PartitionLog& log, Storage& storage) {
    writeEpochs(log, storage);
    must(log.truncateTo(Offset(151)));
    appendMany(log, 10, {}, 7);
    must(log.truncateTo(Offset(153)));
}

void writeGaps(log::PartitionLog& log, Storage&) {
    Offset next(10);
    for (int i = 0; i < 30; ++i) {
        BatchBuilder builder({.baseOffset = next, .leaderEpoch = LeaderEpoch(2)});
        builder.addAt(next, start + i, asBytes("a"), asBytes(std::string(70, 'x')));
        builder.addAt(next + 3, start + i, asBytes("b"), asBytes(std::string(70, 'y')));
        must(log.appendAsFollower(*builder.build()));
        next = next + 11;
    }
}

void writeFuture(log::PartitionLog& log, Storage&) {
    // The greatest timestamp comes early, so that the time index has few entries.
    must(append(log, batchOf(2, 60, start + 1'000'000)));
    appendMany(log, 30);
    must(append(log, batchOf(2, 60, start + 2'000'000)));
    must(log.roll());
    appendMany(log, 3);
}

LogScenario compressed(const char* topic, Compression codec) {
    return {topic, denselyIndexed(60'000), [codec](log::PartitionLog& log, Storage&) {
                appendMany(log, 40, {.compression = codec});
                BatchBuilder large({.compression = codec});
                for (int i = 0; i < 2000; ++i)
                    large.add(start + 5000 + i, asBytes("key"), asBytes("value " + std::to_string(i)));
                must(append(log, *large.build()));
            }};
}

// Compacted logs ---------------------------------------------------------------------------------------

constexpr std::int64_t deleteRetentionMs = 60'000;

log::LogConfig compacted() {
    auto config = denselyIndexed(2500);
    config.isCompacted = true;
    config.isDeleted = false;
    config.deleteRetentionMs = deleteRetentionMs;
    return config;
}

/// Seals what there is and compacts it as a cleaner would at `nowMs`.
void compact(log::PartitionLog& log, Storage& storage, TimestampMs nowMs) {
    must(log.roll());
    must(log.flush());
    const auto range = log::cleanableRange(log, log.endOffset(), nowMs);
    if (!range)
        qFatal("%s", range.error().context.c_str());
    auto plan = log::planCompaction(log, *range, nowMs);
    if (!plan)
        qFatal("%s", plan.error().context.c_str());
    const auto generation = plan->generation;
    log::Compaction compaction(storage, std::move(*plan), {.offsetMapBytes = 1 << 20});
    for (;;) {
        const auto step = compaction.step(1 << 20);
        if (!step)
            qFatal("compaction: %s", step.error().context.c_str());
        if (*step == log::Compaction::Step::done)
            break;
        if (*step == log::Compaction::Step::groupReady) {
            const auto replaced = log.replaceSegments(generation, compaction.group());
            if (!replaced || *replaced != log::PartitionLog::Replaced::done)
                qFatal("the compacted segments did not take the place of others");
        }
    }
    log.setCleanedUpTo(compaction.endOffset());
}

/// `count` batches of three records with ever the same keys, every fourth with a tombstone, in all codecs.
void appendKeyed(log::PartitionLog& log, int count, TimestampMs timestamp, BatchOptions options = {}) {
    constexpr std::array codecs{Compression::none, Compression::gzip, Compression::snappy, Compression::lz4,
                                Compression::zstd};
    for (int i = 0; i < count; ++i) {
        options.compression = codecs[static_cast<std::size_t>(i) % codecs.size()];
        BatchBuilder builder(options);
        for (int j = 0; j < 3; ++j) {
            const auto key = "key " + std::to_string((i * 7 + j * j) % 23);
            const auto value = std::string(40, 'v') + std::to_string(i);
            // Later records are not always of later times.
            builder.add(timestamp + i * 10 - j, asBytes(key),
                        i % 4 == 3 && j == 1 ? std::nullopt : std::optional(asBytes(value)));
        }
        must(append(log, *builder.build()));
        if (options.baseSequence != record::noSequence)
            options.baseSequence += 3;
    }
}

/// Tombstones that wait for their delete horizon, a second pass over a clean part, and a dirty end.
void writeCompacted(log::PartitionLog& log, Storage& storage) {
    appendKeyed(log, 60, start);
    compact(log, storage, start + 1000);
    appendKeyed(log, 30, start + 2000);
    compact(log, storage, start + 3000);
    appendKeyed(log, 10, start + 4000);
}

/// The tombstones of the first part are gone.
void writeTombstonesGone(log::PartitionLog& log, Storage& storage) {
    appendKeyed(log, 60, start);
    compact(log, storage, start + 1000);
    appendKeyed(log, 5, start + 2000);
    compact(log, storage, start + 2000 + 2 * deleteRetentionMs);
}

/// Batches without records, kept for what they say of a producer or of the log's end.
void writeCompactedIdempotent(log::PartitionLog& log, Storage& storage) {
    for (int producer = 20; producer < 24; ++producer)
        appendKeyed(log, 12, start + producer * 1000, fromProducer(producer, 1, 0));
    compact(log, storage, start + 50'000);
    appendKeyed(log, 12, start + 60'000, fromProducer(24, 0, 0));
    compact(log, storage, start + 70'000);
}

/// Transactions committed, aborted and open; markers with and without data left, then with a delete horizon,
/// then, the oldest, gone.
void writeCompactedTransactional(log::PartitionLog& log, Storage& storage) {
    const auto transactions = [&log](int from, int to) {
        for (int i = from; i < to; ++i) {
            const int producer = 30 + i % 3;
            appendKeyed(log, 4, start + i * 100, fromProducer(producer, 0, i / 3 * 12, true));
            endTransaction(log, producer, i % 4 != 0);
        }
    };
    transactions(0, 12);
    compact(log, storage, start + 5000);
    transactions(12, 18);
    log.expireProducers(INT64_MAX); // then their last batches need not stay
    compact(log, storage, start + 6000);
    transactions(18, 24);
    compact(log, storage, start + 7000 + deleteRetentionMs);
    appendKeyed(log, 2, start + 8000, fromProducer(33, 0, 0, true)); // left open
    must(log.roll());
    must(log.flush());
}

log::LogConfig compactedAppendTime() {
    auto config = compacted();
    config.messageTimestampType = record::TimestampType::logAppendTime;
    return config;
}

log::LogConfig appendTime() {
    auto config = denselyIndexed();
    config.messageTimestampType = record::TimestampType::logAppendTime;
    return config;
}

} // namespace

const std::vector<LogScenario>& logScenarios() {
    static const std::vector<LogScenario> scenarios{
        {"plain", denselyIndexed(), writePlain},
        {"empty", {}, [](log::PartitionLog&, Storage&) {}},
        compressed("gzip", Compression::gzip),
        compressed("snappy", Compression::snappy),
        compressed("lz4", Compression::lz4),
        compressed("zstd", Compression::zstd),
        {"idempotent", denselyIndexed(), writeIdempotent},
        {"transactional", denselyIndexed(3000), writeTransactional},
        {"epochs", denselyIndexed(2500), writeEpochs},
        {"truncated", denselyIndexed(2500), writeTruncated},
        {"gaps", denselyIndexed(2500), writeGaps},
        {"append-time", appendTime(), [](log::PartitionLog& log, Storage&) { appendMany(log, 20); }},
        {"early-maximum", denselyIndexed(), writeFuture},
        {"compacted", compacted(), writeCompacted},
        {"compacted-tombstones-gone", compacted(), writeTombstonesGone},
        {"compacted-idempotent", compacted(), writeCompactedIdempotent},
        {"compacted-transactional", compacted(), writeCompactedTransactional},
        {"compacted-append-time", compactedAppendTime(), writeCompacted},
    };
    return scenarios;
}

void writeLogDirectory(Storage& storage, const std::string& path) {
    simulation::ManualClock clock;
    SeededRandom random(42);
    auto opened = log::LogDirectory::open(storage, clock, random, path, "test-cluster", BrokerId(1));
    if (!opened)
        qFatal("%s", opened.error().context.c_str());
    auto& directory = **opened;
    for (const auto& scenario : logScenarios()) {
        const TopicPartition tp{scenario.topic, PartitionIndex(0)};
        auto log = directory.createLog(tp, Uuid::random(random), scenario.config);
        if (!log)
            qFatal("%s", log.error().context.c_str());
        scenario.write(**log, storage);
        directory.setHighWatermark(tp, (*log)->endOffset());
        for (const auto& path : (*log)->takeDoomed())
            must(storage.remove(path));
    }
    must(directory.close(5));
}

} // namespace partitura::test
