// Indexes beside a good log. The first byte of an input says of which kind the rest is.
#include "broker/log/partition_log.h"
#include "broker/record/batch_builder.h"
#include "broker/simulation/manual_clock.h"
#include "broker/simulation/memory_storage.h"
#include "tests/fuzz/fuzz_target.h"

#include <array>

using namespace partitura;
using namespace partitura::log;

namespace {

constexpr std::array suffixes = {".index", ".timeindex", ".txnindex"};
constexpr int batchCount = 30;

std::string pathOf(std::size_t kind) {
    return "/t-0/" + segmentFileName(Offset(0), suffixes[kind]);
}

LogConfig config() {
    LogConfig config;
    config.indexIntervalBytes = 100;
    return config;
}

/// Two records a batch.
void fill(Storage& storage, const Clock& clock) {
    auto log = *PartitionLog::open(storage, clock, "/t-0", config(), {});
    for (int i = 0; i < batchCount; ++i) {
        record::BatchBuilder builder;
        for (int j = 0; j < 2; ++j)
            builder.add(1'600'000'000'000 + i, std::nullopt, Bytes(40));
        auto batch = *builder.build();
        fuzz::require(log->appendAsLeader(batch, LeaderEpoch(0)).ok(), "appends succeed");
    }
    fuzz::require(log->close().ok(), "a log closes");
}

} // namespace

std::vector<Bytes> fuzz::seedInputs() {
    simulation::MemoryStorage storage;
    const simulation::ManualClock clock;
    fill(storage, clock);
    std::vector<Bytes> seeds;
    for (std::size_t kind = 0; kind < suffixes.size(); ++kind) {
        Bytes seed = {static_cast<std::uint8_t>(kind)};
        const auto bytes = readFile(storage, pathOf(kind));
        if (bytes)
            seed.insert(seed.end(), bytes->begin(), bytes->end());
        seed.resize(seed.size() + (kind == 2 ? 2 * TransactionIndex::entryBytes : 0));
        seeds.push_back(std::move(seed));
    }
    return seeds;
}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    simulation::MemoryStorage storage;
    const simulation::ManualClock clock;
    fill(storage, clock);
    auto file = storage.open(pathOf(data[0] % suffixes.size()), Storage::OpenMode::replace);
    fuzz::require(file && (*file)->writeAt(0, ByteView(data + 1, size - 1)).ok(), "the index is written");
    auto log = PartitionLog::open(storage, clock, "/t-0", config(), {.cleanShutdown = true});
    fuzz::require(log.ok(), "a log with a damaged index opens");
    const Offset end(2 * batchCount);
    fuzz::require((*log)->endOffset() == end, "a damaged index does not shorten the log");
    for (Offset at(0); at < end; ++at) {
        const auto read = (*log)->read(at, 1, end, true);
        fuzz::require(read && read->firstBatchOffset == Offset(at.value() / 2 * 2),
                      "an offset is found in its batch");
        const auto some = (*log)->read(at, 500, end, true);
        const auto bytes = some ? some->records.flatten() : some.error();
        const auto batches = bytes ? record::splitBatches(*bytes) : bytes.error();
        fuzz::require(batches && !batches->empty() &&
                          batches->back().position + batches->back().header.sizeInBytes() == bytes->size(),
                      "a read is of whole batches");
    }
    (void)(*log)->offsetForTimestamp(1'600'000'000'010);
    (void)(*log)->maxTimestamp();
    (void)(*log)->abortedTransactions(Offset(0), end);
    fuzz::require((*log)->truncateTo(Offset(31)).ok() && (*log)->endOffset() == Offset(30),
                  "the log is truncated");
    return 0;
}
