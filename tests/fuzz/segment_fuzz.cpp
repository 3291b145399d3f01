// A log's file after a crash.
#include "broker/log/partition_log.h"
#include "broker/record/batch_builder.h"
#include "broker/record/control_record.h"
#include "broker/simulation/manual_clock.h"
#include "broker/simulation/memory_storage.h"
#include "tests/fuzz/fuzz_target.h"

#include <algorithm>

using namespace partitura;
using namespace partitura::log;

std::vector<Bytes> fuzz::seedInputs() {
    Bytes file;
    for (int i = 0; i < 6; ++i) {
        record::BatchBuilder builder(
            {.baseOffset = Offset(3 * i),
             .leaderEpoch = LeaderEpoch(i / 2),
             .producerId = ProducerId(i % 2 ? 5 : -1),
             .producerEpoch = ProducerEpoch(static_cast<std::int16_t>(i % 2 ? 0 : -1)),
             .baseSequence = i % 2 ? 3 * (i / 2) : record::noSequence,
             .isTransactional = i % 2 == 1});
        for (int j = 0; j < 3; ++j)
            builder.add(1'600'000'000'000 + i, asBytes("key"), Bytes(20));
        const auto batch = *builder.build();
        file.insert(file.end(), batch.begin(), batch.end());
    }
    auto marker = record::endTransactionBatch({false, 1, 1'600'000'000'000}, ProducerId(5), ProducerEpoch(0));
    record::setBaseOffset(marker, Offset(18));
    file.insert(file.end(), marker.begin(), marker.end());
    return {file};
}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes(data, size);
    for (const bool isClean : {false, true}) {
        simulation::MemoryStorage storage;
        const simulation::ManualClock clock;
        fuzz::require(storage.createDirectories("/t-0").ok(), "a directory is made");
        auto file = storage.open("/t-0/" + segmentFileName(Offset(0), ".log"), Storage::OpenMode::create);
        fuzz::require(file && (*file)->writeAt(0, bytes).ok(), "the log is written");
        auto log = PartitionLog::open(storage, clock, "/t-0", {}, {.cleanShutdown = isClean});
        fuzz::require(log || isClean, "a damaged log opens after a crash");
        if (!log)
            continue;
        const auto end = (*log)->endOffset();
        for (auto at = (*log)->startOffset(); at < end;) {
            const auto read = (*log)->read(at, 300, end, true);
            const auto records = read ? read->records.flatten() : read.error();
            if (isClean && (!records || records->empty()))
                break; // what a clean shutdown left is taken on trust until it is read
            fuzz::require(records && !records->empty(), "what is in a log can be read");
            const auto batches = record::splitBatches(*records);
            fuzz::require(batches || isClean, "what recovery kept are batches");
            if (!batches || batches->empty())
                break;
            at = batches->back().header.lastOffset() + 1;
        }
        if (isClean)
            continue;
        fuzz::require((*log)->sizeBytes() <= size, "recovery only cuts");
        record::BatchBuilder builder;
        builder.add(1'600'000'000'000, std::nullopt, asBytes("next"));
        auto next = *builder.build();
        const auto appended = (*log)->appendAsLeader(next, LeaderEpoch(9));
        fuzz::require(appended && appended->firstOffset == end, "a recovered log goes on");
    }
    return 0;
}
