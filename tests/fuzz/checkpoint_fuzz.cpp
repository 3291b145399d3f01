// The small text files of a data directory. The first byte of an input says which one it is.
#include "broker/log/checkpoint_file.h"
#include "broker/log/leader_epoch_cache.h"
#include "broker/log/log_directory.h"
#include "broker/simulation/manual_clock.h"
#include "broker/simulation/memory_storage.h"
#include "tests/fuzz/fuzz_target.h"

#include <array>

using namespace partitura;
using namespace partitura::log;

namespace {

constexpr std::array names = {"recovery-point-offset-checkpoint",
                              "log-start-offset-checkpoint",
                              "replication-offset-checkpoint",
                              "t-0/leader-epoch-checkpoint",
                              "t-0/partition.metadata",
                              "meta.properties",
                              ".kafka_cleanshutdown"};

} // namespace

std::vector<Bytes> fuzz::seedInputs() {
    const std::array texts = {"0\n2\nt 0 0\nother 12 345\n",
                              "0\n1\nt 0 0\n",
                              "0\n0\n",
                              "0\n2\n0 0\n3 120\n",
                              "version: 0\ntopic_id: AAAAAAAAAAAAAAAAAAAAAg",
                              "cluster.id=c\ndirectory.id=AAAAAAAAAAAAAAAAAAAAAg\nnode.id=1\nversion=1\n",
                              "{\"version\":0,\"brokerEpoch\":42}"};
    std::vector<Bytes> seeds;
    for (std::size_t i = 0; i < names.size(); ++i) {
        Bytes seed = {static_cast<std::uint8_t>(i)};
        seed.insert(seed.end(), texts[i], texts[i] + std::char_traits<char>::length(texts[i]));
        seeds.push_back(std::move(seed));
    }
    return seeds;
}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    const std::string name = names[data[0] % names.size()];
    simulation::MemoryStorage storage;
    const simulation::ManualClock clock;
    SeededRandom random(1);
    fuzz::require(storage.createDirectories("/d/t-0").ok(), "directories are made");
    fuzz::require(writeFileAtomically(storage, "/d/" + name, ByteView(data + 1, size - 1)).ok(),
                  "files are made");
    if (const auto offsets = readOffsetCheckpoint(storage, "/d/" + name)) {
        fuzz::require(writeOffsetCheckpoint(storage, "/copy", *offsets).ok(), "a checkpoint is written");
        const auto again = readOffsetCheckpoint(storage, "/copy");
        fuzz::require(again && *again == *offsets, "a checkpoint is read as written");
    }
    (void)LeaderEpochCache::load(storage, "/d/t-0");
    const auto directory = LogDirectory::open(storage, clock, random, "/d", "c", BrokerId(1));
    if (!directory)
        fuzz::require(directory.error().context.find("/d") != std::string::npos,
                      "a refusal names what it is of");
    return 0;
}
