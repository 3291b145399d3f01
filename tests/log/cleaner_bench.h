// A data directory with one log, a cleaner for it, and both their loops in virtual time.
#pragma once

#include "broker/log/log_cleaner.h"
#include "broker/record/batch_builder.h"
#include "broker/record/for_each_record.h"
#include "broker/simulation/memory_storage.h"
#include "broker/simulation/virtual_event_loop.h"
#include "tests/log/failing_storage.h"

#include <QTest>

namespace partitura::test {

/// One record as a reader sees it.
struct SeenRecord {
    std::int64_t offset = 0;
    TimestampMs timestamp = noTimestamp;
    std::optional<std::string> key;
    std::optional<std::string> value;
    bool operator==(const SeenRecord&) const = default;
};

struct SeenBatch {
    record::BatchHeader header;
    std::vector<SeenRecord> records;
};

/// Settings under which all that may be compacted is, and segments are small.
inline log::LogConfig compactedConfig() {
    log::LogConfig config;
    config.isCompacted = true;
    config.isDeleted = false;
    config.segmentBytes = 4000;
    config.indexIntervalBytes = 500;
    config.minCleanableDirtyRatio = 0;
    config.producerIdExpirationMs = 365LL * 24 * 3600 * 1000;
    return config;
}

struct CleanerBench {
    explicit CleanerBench(log::LogConfig config = compactedConfig(), log::LogCleanerConfig cleanerConfig = {})
        : config(config)
        , cleanerConfig(cleanerConfig) {
        open();
    }

    /// As the broker does when it starts.
    void open() {
        auto opened =
            log::LogDirectory::open(disk, loop.clock(), random, "/b", "cluster", BrokerId(1), config);
        if (!opened)
            qFatal("%s", opened.error().context.c_str());
        directory = std::move(*opened);
        log = *directory->createLog(tp, topicId, config);
        cleaner = std::make_unique<log::LogCleaner>(
            *directory, loop, background, cleanerConfig,
            log::LogCleanerCallbacks{
                .compacted = [this](const auto& done) { compacted.push_back(done); },
                .uncleanable = [this](const auto& log) { uncleanable.push_back(log); },
                .storageFailed = [this](const Error& error) { storageFailures.push_back(error); }});
    }
    /// As the broker dies, with all that was not synced.
    void crash() {
        cleaner.reset();
        directory.reset();
        loop.dropAll();
        background.dropAll();
        storage.crash();
    }

    Result<log::AppendInfo> append(Bytes batch, log::AppendOrigin origin = log::AppendOrigin::client) {
        auto info = log->appendAsLeader(batch, LeaderEpoch(3), origin);
        directory->setHighWatermark(tp, log->endOffset());
        return info;
    }
    /// One record; without a value it is a tombstone.
    Result<log::AppendInfo> put(const std::string& key, std::optional<std::string> value,
                                record::BatchOptions options = {}) {
        record::BatchBuilder builder(options);
        builder.add(loop.clock().wallTimeMs(), asBytes(key),
                    value ? std::optional(asBytes(*value)) : std::nullopt);
        return append(*builder.build());
    }
    void endTransaction(std::int64_t producer, std::int16_t epoch, bool isCommit) {
        const record::EndTransactionMarker marker{isCommit, 1, loop.clock().wallTimeMs()};
        if (!append(record::endTransactionBatch(marker, ProducerId(producer), ProducerEpoch(epoch)),
                    log::AppendOrigin::coordinator))
            qFatal("the marker was refused");
    }
    /// Seals what there is, so that it may be compacted.
    /// Begins a segment and makes all durable: nothing else is compacted.
    void roll() {
        if (!log->roll() || !directory->flush() || !directory->checkpoint())
            qFatal("no roll");
    }
    /// Lets the cleaner do all it has to do now.
    void clean() {
        cleaner->start();
        scheduler.runFor(std::chrono::milliseconds(1));
        const auto idle = [&] { return !cleaner->status().current; };
        if (!scheduler.runUntil(idle, std::chrono::hours(1)))
            qFatal("compaction does not end");
        cleaner->stop();
        scheduler.runPending();
    }

    [[nodiscard]] std::vector<SeenBatch> batches() const {
        std::vector<SeenBatch> seen;
        auto from = log->startOffset();
        while (from < log->endOffset()) {
            auto read = log->read(from, 3000, log->endOffset(), true);
            if (!read || read->records.empty())
                break;
            const auto bytes = *read->records.flatten();
            const auto infos = record::splitBatches(bytes); // checks CRCs
            if (!infos || infos->empty())
                qFatal("a read was not of whole batches");
            for (const auto& info : *infos) {
                seen.push_back({info.header, {}});
                auto walked = record::forEachRecord(
                    ByteView(bytes).subspan(info.position, info.header.sizeInBytes()),
                    [&](const auto&, const record::Record& r) -> Result<void> {
                        seen.back().records.push_back(
                            {r.offset.value(), r.timestamp,
                             r.key ? std::optional(std::string(asText(*r.key))) : std::nullopt,
                             r.value ? std::optional(std::string(asText(*r.value))) : std::nullopt});
                        return {};
                    });
                if (!walked)
                    qFatal("a batch cannot be read");
                from = info.header.lastOffset() + 1;
            }
        }
        return seen;
    }
    /// "key=value@offset" of all data records, "key@offset" for a tombstone.
    [[nodiscard]] QStringList data() const {
        QStringList texts;
        for (const auto& batch : batches())
            if (!batch.header.isControl())
                for (const auto& r : batch.records)
                    texts << QString::fromStdString(r.key.value_or("-") + (r.value ? "=" + *r.value : "") +
                                                    "@" + std::to_string(r.offset));
        return texts;
    }
    [[nodiscard]] int filesWith(const std::string& suffix) {
        int count = 0;
        const auto entries = *storage.list("/b/t-0");
        for (const auto& entry : entries)
            count += entry.name.ends_with(suffix);
        return count;
    }

    const TopicPartition tp{"t", PartitionIndex(0)};
    SeededRandom random{7};
    const Uuid topicId = Uuid::random(random);
    log::LogConfig config;
    log::LogCleanerConfig cleanerConfig;
    simulation::MemoryStorage storage;
    FailingStorage disk{storage};
    simulation::VirtualScheduler scheduler;
    simulation::VirtualEventLoop loop{scheduler};
    simulation::VirtualEventLoop background{scheduler};
    std::unique_ptr<log::LogDirectory> directory;
    log::PartitionLog* log = nullptr;
    std::unique_ptr<log::LogCleaner> cleaner;
    // What it told:
    std::vector<log::FinishedCompaction> compacted;
    std::vector<log::UncleanableLog> uncleanable;
    std::vector<Error> storageFailures;
};

} // namespace partitura::test
