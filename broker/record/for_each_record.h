// Walking over all records of a stretch of log.
#pragma once

#include "broker/record/record_reader.h"

namespace partitura::record {

/// Calls visit(header, record) for each record of the whole batches in `batches`; a batch cut at the end is
/// left out. `visit` returns a Result<void>; its first error, or the first of a batch that cannot be read,
/// ends the walk. Records are valid during the call. Thread: any.
template <typename Visit>
Result<void> forEachRecord(ByteView batches, Visit visit) {
    while (batches.size() >= batchBytesMin && !isCut(batches, batches.size())) {
        auto header = BatchHeader::parse(batches);
        if (!header)
            return header.error();
        const auto size = header->sizeInBytes();
        auto reader = RecordReader::open(batches.first(size));
        if (!reader)
            return reader.error();
        Record record;
        for (;;) {
            auto more = reader->next(record);
            if (!more)
                return more.error();
            if (!*more)
                break;
            if (Result<void> visited = visit(reader->header(), record); !visited)
                return visited;
        }
        batches = batches.subspan(size);
    }
    return {};
}

/// Calls visit(record) for each record of `reader`, which is then at its first again. Errors: those of
/// RecordReader::next. Thread: the reader's.
template <typename Visit>
Result<void> lookAhead(RecordReader& reader, Visit visit) {
    Record record;
    for (;;) {
        auto more = reader.next(record);
        if (!more)
            return more.error();
        if (!*more)
            break;
        visit(record);
    }
    reader.rewind();
    return {};
}

/// The offset after the last whole batch in `batches`; `from` if there is none. Thread: any.
inline Offset offsetAfter(ByteView batches, Offset from) {
    while (batches.size() >= batchBytesMin) {
        const auto header = BatchHeader::parse(batches);
        if (!header || header->sizeInBytes() > batches.size())
            break;
        from = header->lastOffset() + 1;
        batches = batches.subspan(header->sizeInBytes());
    }
    return from;
}

} // namespace partitura::record
