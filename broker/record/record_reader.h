// Reading the records of a batch.
#pragma once

#include "broker/record/batch_header.h"

#include <optional>
#include <string_view>
#include <vector>

namespace partitura::record {

/// A record's header. The views end with the bytes they were read from.
struct RecordHeader {
    std::string_view key;
    std::optional<ByteView> value; ///< nullopt is null, not empty
};

/// One record. The views end with the reader (or, uncompressed, with the batch) they came from.
struct Record {
    Offset offset;
    TimestampMs timestamp = noTimestamp;
    std::int32_t sequence = noSequence; ///< the producer's sequence number of this record
    std::optional<ByteView> key;        ///< nullopt is null, not empty
    std::optional<ByteView> value;      ///< nullopt is null: a tombstone on a compacted topic
    std::vector<RecordHeader> headers;
    /// Of the record's length field in RecordReader::bytes(); of a message of magic 0 or 1, its offset field.
    std::size_t position = 0;
    std::size_t length = 0; ///< bytes from there to the record's end
};

/// What a record's fields are before they are related to the batch: the walk that allocates nothing.
struct RawRecord {
    std::int64_t timestampDelta = 0;
    std::int32_t offsetDelta = 0;
    std::optional<ByteView> key;
    std::optional<ByteView> value;
    std::int32_t headerCount = 0;
    ByteView headers; ///< bounds-checked, headerCount of them
};

/// Reads one record at the beginning of `bytes` (Kafka's DefaultRecord); the bytes it takes, or 0 when it is
/// cut, its sizes disagree or a header key is null. Thread: any.
[[nodiscard]] std::size_t readRawRecord(ByteView bytes, RawRecord& into);

/// Walks over the records of one batch of any format, decompressing it first if need be. Does not check the
/// CRC. Thread: one at a time.
class RecordReader {
public:
    /// A reader of `batch`, one whole batch that outlives it. Errors: those of BatchHeader::parse,
    /// decompress and, for magic 0 and 1, openWrapper; CORRUPT_MESSAGE when `batch` is shorter than its
    /// length says.
    [[nodiscard]] static Result<RecordReader> open(ByteView batch,
                                                   std::size_t decompressedLimit = decompressedBytesMax);

    /// Of magic 0 and 1 it has the true base offset and record count.
    [[nodiscard]] const BatchHeader& header() const { return m_header; }
    /// The records' bytes, decompressed; of magic 0 and 1 whole messages.
    [[nodiscard]] ByteView bytes() const { return m_isOwned ? ByteView(m_owned) : m_borrowed; }

    /// Reads the next record; false after the last. Errors: INVALID_RECORD when the bytes are not records or
    /// are not as many as the header says.
    [[nodiscard]] Result<bool> next(Record& into);
    /// The next record is the first again.
    void rewind() {
        m_position = 0;
        m_read = 0;
    }

private:
    RecordReader() = default;

    [[nodiscard]] Result<void> openLegacy(ByteView message, std::size_t decompressedLimit);
    [[nodiscard]] Result<bool> nextLegacy(Record& into);

    BatchHeader m_header;
    Bytes m_owned;
    ByteView m_borrowed;
    bool m_isOwned = false;
    std::size_t m_position = 0;
    std::int32_t m_read = 0;
    std::int64_t m_offsetBase = 0; ///< LegacyMessageSet::offsetBase
};

} // namespace partitura::record
