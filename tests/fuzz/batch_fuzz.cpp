// Record batches as producers and leaders send them.
#include "broker/base/endian.h"
#include "broker/record/batch_builder.h"
#include "broker/record/batch_validation.h"
#include "broker/record/control_record.h"
#include "broker/record/for_each_record.h"
#include "tests/fuzz/fuzz_target.h"

using namespace partitura;
using namespace partitura::record;

std::vector<Bytes> fuzz::seedInputs() {
    std::vector<Bytes> seeds;
    for (const auto compression :
         {Compression::none, Compression::gzip, Compression::snappy, Compression::lz4, Compression::zstd})
        for (const int count : {1, 3, 40}) {
            BatchBuilder builder(
                {.compression = compression,
                 .producerId = ProducerId(count == 3 ? 7 : -1),
                 .producerEpoch = ProducerEpoch(static_cast<std::int16_t>(count == 3 ? 0 : -1)),
                 .baseSequence = count == 3 ? 0 : noSequence});
            const RecordHeader header{"header", asBytes("value")};
            for (int i = 0; i < count; ++i)
                builder.add(1'600'000'000'000 + i, asBytes("key"),
                            i % 2 ? std::optional(asBytes("a value")) : std::nullopt,
                            std::span(&header, i % 3 == 0 ? 1 : 0));
            seeds.push_back(*builder.build());
        }
    seeds.push_back(endTransactionBatch({true, 3, 5}, ProducerId(7), ProducerEpoch(0)));
    auto two = seeds[0];
    two.insert(two.end(), seeds[1].begin(), seeds[1].end());
    seeds.push_back(std::move(two));
    return seeds;
}

namespace {

constexpr std::size_t decompressedMax = 1 << 20;

/// Whether all records of one batch can be read.
bool isReadable(ByteView batch) {
    auto reader = RecordReader::open(batch, decompressedMax);
    if (!reader)
        return false;
    Record record;
    while (true) {
        const auto more = reader->next(record);
        if (!more)
            return false;
        if (!*more)
            return true;
    }
}

void tryBatches(Bytes bytes) {
    if (const auto found = splitBatches(bytes)) {
        std::size_t end = 0;
        for (const auto& batch : *found) {
            fuzz::require(batch.position == end, "batches follow each other");
            end += batch.header.sizeInBytes();
            fuzz::require(end <= bytes.size(), "batches lie within the bytes");
            const auto one = ByteView(bytes).subspan(batch.position, batch.header.sizeInBytes());
            fuzz::require(hasValidCrc(one), "batches have their CRC");
            (void)endTransactionMarkerOf(one);
            (void)isReadable(one);
        }
    }
    (void)forEachRecord(bytes, [](const auto&, const auto&) { return Result<void>(); });
    ValidationRules rules;
    rules.decompressedBytesMax = decompressedMax;
    std::vector<RecordError> errors;
    if (const auto valid = validateBatches(bytes, rules, &errors))
        fuzz::require(valid->size() == 1 &&
                          isReadable(ByteView(bytes).first(valid->front().header.sizeInBytes())),
                      "what is accepted of a producer can be read");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Bytes bytes(data, data + size);
    tryBatches(bytes);
    if (size < batchHeaderBytes)
        return 0;
    // The same with length and CRC put right, or nothing behind them would ever be tried.
    storeBigEndian(bytes.data() + layout::batchLength, static_cast<std::int32_t>(size - batchLengthOverhead));
    updateCrc(bytes);
    tryBatches(std::move(bytes));
    return 0;
}
