#include "tests/log/log_scenarios.h"

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

void writePlain(log::PartitionLog& log) {
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

void writeIdempotent(log::PartitionLog& log) {
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

void writeTransactional(log::PartitionLog& log) {
    for (int i = 0; i < 12; ++i) {
        must(append(log, batchOf(3, 80, start + i, fromProducer(7, 0, 6 * i, true))));
        must(append(log, batchOf(2, 80, start + i, fromProducer(8, 0, 2 * i, true))));
        must(append(log, batchOf(3, 80, start + i, fromProducer(7, 0, 6 * i + 3, true))));
        endTransaction(log, 7, i % 2 == 0);
        endTransaction(log, 8, i % 3 == 0);
    }
    must(append(log, batchOf(1, 80, start, fromProducer(7, 0, 72, true)))); // left open
}

void writeEpochs(log::PartitionLog& log) {
    for (const auto epoch : {0, 1, 4, 5})
        appendMany(log, 15, {}, epoch);
}

void writeTruncated(log::PartitionLog& log) {
    writeEpochs(log);
    must(log.truncateTo(Offset(151)));
    appendMany(log, 10, {}, 7);
    must(log.truncateTo(Offset(153)));
}

void writeGaps(log::PartitionLog& log) {
    Offset next(10);
    for (int i = 0; i < 30; ++i) {
        BatchBuilder builder({.baseOffset = next, .leaderEpoch = LeaderEpoch(2)});
        builder.addAt(next, start + i, asBytes("a"), asBytes(std::string(70, 'x')));
        builder.addAt(next + 3, start + i, asBytes("b"), asBytes(std::string(70, 'y')));
        must(log.appendAsFollower(*builder.build()));
        next = next + 11;
    }
}

void writeFuture(log::PartitionLog& log) {
    // The greatest timestamp comes early, so that the time index has few entries.
    must(append(log, batchOf(2, 60, start + 1'000'000)));
    appendMany(log, 30);
    must(append(log, batchOf(2, 60, start + 2'000'000)));
    must(log.roll());
    appendMany(log, 3);
}

LogScenario compressed(const char* topic, Compression codec) {
    return {topic, denselyIndexed(60'000), [codec](log::PartitionLog& log) {
                appendMany(log, 40, {.compression = codec});
                BatchBuilder large({.compression = codec});
                for (int i = 0; i < 2000; ++i)
                    large.add(start + 5000 + i, asBytes("key"), asBytes("value " + std::to_string(i)));
                must(append(log, *large.build()));
            }};
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
        {"empty", {}, [](log::PartitionLog&) {}},
        compressed("gzip", Compression::gzip),
        compressed("snappy", Compression::snappy),
        compressed("lz4", Compression::lz4),
        compressed("zstd", Compression::zstd),
        {"idempotent", denselyIndexed(), writeIdempotent},
        {"transactional", denselyIndexed(3000), writeTransactional},
        {"epochs", denselyIndexed(2500), writeEpochs},
        {"truncated", denselyIndexed(2500), writeTruncated},
        {"gaps", denselyIndexed(2500), writeGaps},
        {"append-time", appendTime(), [](log::PartitionLog& log) { appendMany(log, 20); }},
        {"early-maximum", denselyIndexed(), writeFuture},
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
        scenario.write(**log);
        directory.setHighWatermark(tp, (*log)->endOffset());
        for (const auto& path : (*log)->takeDoomed())
            must(storage.remove(path));
    }
    must(directory.close(5));
}

} // namespace partitura::test
