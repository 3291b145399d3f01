// Fetched batches, taken apart into records for views.
#pragma once

#include "app/source.h"

namespace partitura::app {

/// The records at or after `query.from` in `batches`, up to `query.maxRecords`. A batch that cannot be read
/// ends the page before it with an error only if nothing came before. Thread: any; may decompress.
Result<std::shared_ptr<const RecordPage>> makeRecordPage(const RecordQuery& query, SharedBytes batches,
                                                         Offset logStart, Offset highWatermark);

/// The headers of the batches in `batches` that `query` wants; only control batches are read, for what they
/// end. A header that cannot be one ends the page before it, with an error only if nothing came before.
/// Thread: any.
Result<std::shared_ptr<const BatchPage>> makeBatchPage(const BatchQuery& query, ByteView batches,
                                                       Offset logStart, Offset highWatermark);

} // namespace partitura::app
