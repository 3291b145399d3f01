// What a leader does for a topic whose compression.type is not "producer".
#pragma once

#include "broker/record/batch_validation.h"

#include <optional>
#include <vector>

namespace partitura::record {

/// Gives batches that are not compressed with `codec` that codec (LogValidator, BrokerCompressionType): the
/// records stay as they are, and so do producer, sequence, offsets, timestamps and the transactional bit;
/// what else a producer set in the attributes goes, as with Kafka's MemoryRecordsBuilder. Control batches
/// stay. `batches` are those validateBatches() found in `bytes`, `decompressed` what it decompressed;
/// positions and headers in `batches` become those of the returned bytes. nullopt: nothing needs to change.
/// `level`: see compress(). Errors: MESSAGE_TOO_LARGE when a rebuilt batch is larger than `batchBytesMax`;
/// those of compress(). Thread: any.
[[nodiscard]] Result<std::optional<Bytes>> recompress(ByteView bytes, std::vector<BatchInfo>& batches,
                                                      const std::vector<Bytes>& decompressed,
                                                      Compression codec, std::optional<int> level,
                                                      std::size_t batchBytesMax);

} // namespace partitura::record
