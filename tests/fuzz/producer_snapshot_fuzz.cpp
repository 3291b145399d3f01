// Producer snapshots.
#include "broker/base/endian.h"
#include "broker/log/producer_state.h"
#include "broker/record/crc32c.h"
#include "tests/fuzz/fuzz_target.h"

using namespace partitura;
using namespace partitura::log;

std::vector<Bytes> fuzz::seedInputs() {
    std::vector<Bytes> seeds;
    for (const int count : {0, 1, 5}) {
        ProducerStateCache cache;
        ProducerStateCache::Update update;
        for (int i = 0; i < count; ++i) {
            ProducerState state{ProducerId(i)};
            state.addBatch(ProducerEpoch(2), {i + 4, Offset(10 * i + 4), 4, 1'600'000'000'000});
            if (i % 2)
                state.transactionFirstOffset = Offset(10 * i);
            update.states.push_back(state);
        }
        cache.commit(update);
        seeds.push_back(cache.toSnapshot());
    }
    return seeds;
}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Bytes bytes(data, data + size);
    ProducerStateCache cache;
    (void)cache.loadSnapshot(bytes);
    if (size < 10)
        return 0;
    storeBigEndian(bytes.data() + 2, record::crc32c(ByteView(bytes).subspan(6)));
    if (!cache.loadSnapshot(bytes))
        return 0;
    const auto written = cache.toSnapshot();
    ProducerStateCache again;
    fuzz::require(again.loadSnapshot(written).ok(), "a snapshot that was written can be read");
    fuzz::require(again.toSnapshot() == written, "a snapshot is read as written");
    (void)cache.firstUnstableOffset(Offset(100));
    cache.expire(1'600'000'000'001);
    return 0;
}
