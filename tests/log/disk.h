// The two disks that log tests run on, and batches to put on them.
#pragma once

#include "broker/log/partition_log.h"
#include "broker/log/posix_storage.h"
#include "broker/record/batch_builder.h"
#include "broker/simulation/manual_clock.h"
#include "broker/simulation/memory_storage.h"

#include <QTemporaryDir>
#include <QTest>

namespace partitura::test {

/// A fresh disk: the machine's, in a temporary directory, or one in memory that is at its hardest in a crash.
struct Disk {
    explicit Disk(bool isMemory, std::uint64_t seed = 1)
        : random(seed) {
        if (isMemory) {
            auto owned = std::make_unique<simulation::MemoryStorage>(random);
            memory = owned.get();
            storage = std::move(owned);
        } else {
            storage = std::make_unique<log::PosixStorage>();
        }
        root = isMemory ? "/disk" : temporary.path().toStdString() + "/disk";
        if (!storage->createDirectories(root))
            qFatal("no directory to test in");
        if (memory)
            memory->syncAll();
    }

    QTemporaryDir temporary;
    SeededRandom random;
    std::unique_ptr<Storage> storage;
    simulation::MemoryStorage* memory = nullptr; ///< the storage, if it is in memory
    std::string root;
    simulation::ManualClock clock;
};

/// A batch of `count` records with values of `valueBytes`.
inline Bytes batchOf(int count, std::size_t valueBytes = 100, TimestampMs firstTimestamp = 1'600'000'000'000,
                     record::BatchOptions options = {}) {
    record::BatchBuilder builder(options);
    for (int i = 0; i < count; ++i) {
        const Bytes value(valueBytes, static_cast<std::uint8_t>('a' + i % 26));
        builder.add(firstTimestamp + i, asBytes("k" + std::to_string(i)), value);
    }
    return *builder.build();
}

inline record::BatchOptions fromProducer(std::int64_t id, std::int16_t epoch, std::int32_t sequence,
                                         bool isTransactional = false) {
    return {.producerId = ProducerId(id),
            .producerEpoch = ProducerEpoch(epoch),
            .baseSequence = sequence,
            .isTransactional = isTransactional};
}

inline std::unique_ptr<log::PartitionLog> openLog(Disk& disk, const log::LogConfig& config = {},
                                                  log::OpenHint hint = {}) {
    auto log = log::PartitionLog::open(*disk.storage, disk.clock, disk.root + "/t-0", config, hint);
    if (!log)
        qFatal("%s", log.error().context.c_str());
    return std::move(*log);
}

inline Result<log::AppendInfo> append(log::PartitionLog& log, Bytes batch, std::int32_t epoch = 0,
                                      log::AppendOrigin origin = log::AppendOrigin::client) {
    return log.appendAsLeader(batch, LeaderEpoch(epoch), origin);
}

/// Everything from `from` to `limit`, in reads of at most `maxBytes`; checks that reads are of whole batches
/// that follow each other.
inline Bytes readAll(log::PartitionLog& log, Offset from, Offset limit, std::size_t maxBytes = 1 << 20) {
    Bytes all;
    while (from < limit) {
        auto read = log.read(from, maxBytes, limit, true);
        if (!read || read->records.empty())
            break;
        const auto bytes = *read->records.flatten();
        const auto batches = *record::splitBatches(bytes);
        if (batches.empty() ||
            batches.back().position + batches.back().header.sizeInBytes() != bytes.size() ||
            batches.front().header.baseOffset != read->firstBatchOffset)
            qFatal("a read was not of whole batches");
        from = batches.back().header.lastOffset() + 1;
        all.insert(all.end(), bytes.begin(), bytes.end());
    }
    return all;
}

inline Bytes contents(Storage& storage, const std::string& path) {
    auto bytes = readFile(storage, path);
    return bytes ? *bytes : Bytes();
}

} // namespace partitura::test
