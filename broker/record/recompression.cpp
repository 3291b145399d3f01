#include "broker/record/recompression.h"

#include "broker/record/batch_builder.h"

#include <algorithm>

namespace partitura::record {
namespace {

constexpr std::uint16_t attributesKept = BatchHeader::timestampTypeBit | BatchHeader::transactionalBit;

bool isToChange(const BatchHeader& header, Compression codec) {
    return header.compression() != codec && !header.isControl();
}

} // namespace

Result<std::optional<Bytes>> recompress(ByteView bytes, std::vector<BatchInfo>& batches,
                                        const std::vector<Bytes>& decompressed, Compression codec,
                                        std::optional<int> level, std::size_t batchBytesMax) {
    if (std::ranges::none_of(batches, [&](const auto& batch) { return isToChange(batch.header, codec); }))
        return std::optional<Bytes>();
    Bytes all;
    for (std::size_t i = 0; i < batches.size(); ++i) {
        auto& info = batches[i];
        const auto batch = bytes.subspan(info.position, info.header.sizeInBytes());
        info.position = all.size();
        if (!isToChange(info.header, codec)) {
            all.insert(all.end(), batch.begin(), batch.end());
            continue;
        }
        auto header = info.header;
        header.attributes &= attributesKept;
        const auto records = info.header.compression() == Compression::none ? batch.subspan(batchHeaderBytes)
                                                                            : ByteView(decompressed[i]);
        auto rebuilt = packBatch(header, records, codec, level);
        if (!rebuilt)
            return rebuilt.error();
        if (rebuilt->size() > batchBytesMax)
            return batchTooLarge(rebuilt->size(), batchBytesMax);
        info.header = *BatchHeader::parse(*rebuilt);
        if (all.empty())
            all = std::move(*rebuilt);
        else
            all.insert(all.end(), rebuilt->begin(), rebuilt->end());
    }
    return std::optional(std::move(all));
}

} // namespace partitura::record
