// One segment of a log: a file of batches and its indexes.
#pragma once

#include "broker/log/batch_scan.h"
#include "broker/log/log_config.h"
#include "broker/log/segment_indexes.h"
#include "broker/log/transaction_index.h"
#include "broker/record/batch_validation.h"

#include <functional>
#include <memory>
#include <span>

namespace partitura::log {

/// Name of a segment's file: the base offset in 20 digits and `suffix` (".log", ".index", ".snapshot" ...).
[[nodiscard]] std::string segmentFileName(Offset baseOffset, std::string_view suffix);
/// The base offset in a file's name if it ends with `suffix`.
[[nodiscard]] std::optional<Offset> segmentOffsetOf(std::string_view fileName, std::string_view suffix);

/// `<base offset>.log/.index/.timeindex/.txnindex`, as Kafka's LogSegment. Index files are made when first
/// needed, checked when first used after opening, and built anew from the log when missing or damaged. Errors
/// of all functions: KAFKA_STORAGE_ERROR; CORRUPT_MESSAGE where the file holds what is no batch. Thread: the
/// log's loop; file() may be read from any.
class Segment {
public:
    /// Opens the segment in `directory`, or makes it. `config` is read when needed and outlives the segment.
    /// `suffix` follows the names of all its files (".cleaned").
    [[nodiscard]] static Result<std::unique_ptr<Segment>> open(Storage& storage, const std::string& directory,
                                                               Offset baseOffset, const LogConfig& config,
                                                               std::string_view suffix = {});

    [[nodiscard]] Offset baseOffset() const { return m_baseOffset; }
    [[nodiscard]] std::uint64_t sizeBytes() const { return m_file->size(); }
    [[nodiscard]] const std::shared_ptr<File>& file() const { return m_file; }
    [[nodiscard]] OffsetIndex& offsetIndex() { return m_offsetIndex; }
    [[nodiscard]] TimeIndex& timeIndex() { return m_timeIndex; }
    [[nodiscard]] TransactionIndex& transactionIndex() { return m_transactionIndex; }

    /// Whether a batch goes to a new segment instead of this one (LogSegment.shouldRoll).
    [[nodiscard]] Result<bool> shouldRoll(const record::BatchInfo& batch);

    /// Appends `bytes`, which are the `batches` (positions in them relative to the first's), with one write,
    /// and index entries as they fall due. On error the file is as before.
    [[nodiscard]] Result<void> append(ByteView bytes, std::span<const record::BatchInfo> batches);

    /// The first batch whose last offset is at or after `offset`; nullopt when all end before it.
    [[nodiscard]] Result<std::optional<FoundBatch>> find(Offset offset);
    /// A batch boundary in [begin, endMax] such that all batches from `begin`, itself a boundary, to it end
    /// before the offset `limit`: the greatest, or one that lies below it by an interval of the index at
    /// most. Bytes.
    [[nodiscard]] Result<std::uint64_t> boundary(std::uint64_t begin, std::uint64_t endMax, Offset limit);
    /// The offset after the last batch; bytes of a cut batch behind it are removed.
    [[nodiscard]] Result<Offset> endOffset();
    /// All bytes of a batch.
    [[nodiscard]] Result<Bytes> readBatch(const FoundBatch& batch) const;

    /// The greatest timestamp and the last offset of the first batch that has it.
    [[nodiscard]] Result<TimestampOffset> maxTimestamp();
    /// The first record at or after `startOffset` whose timestamp is at or after `timestamp`.
    [[nodiscard]] Result<std::optional<TimestampOffset>> findTimestamp(TimestampMs timestamp,
                                                                       Offset startOffset);

    /// Cuts all batches that reach `offset`; the base offset of the first one cut, if any.
    [[nodiscard]] Result<std::optional<Offset>> truncateTo(Offset offset);

    using Visitor = std::function<Result<void>(const record::BatchHeader&, ByteView batch)>;
    /// Checks every batch with its CRC, cuts the file at the first bad one, builds the indexes anew (that of
    /// transactions is left empty for the log to fill) and shows the good batches to `visit`. Bytes cut.
    [[nodiscard]] Result<std::uint64_t> recover(const Visitor& visit);

    /// Adds those of the segment's files that were written to since the last time, for a flush to sync.
    void takeDirty(std::vector<std::shared_ptr<File>>& files);
    /// Makes the segment's files durable.
    [[nodiscard]] Result<void> sync();
    /// What Kafka does when a segment stops being the active one: the time index ends with the greatest
    /// timestamp, and both index files exist.
    [[nodiscard]] Result<void> finish();
    /// Renames all files of the segment to `.deleted`, to be removed later, and adds their new paths to
    /// `doomed`, the log durably; readers that hold the file keep it (LocalLog.deleteSegmentFiles).
    [[nodiscard]] Result<void> retire(std::vector<std::string>& doomed);

private:
    Segment(Storage& storage, const std::string& pathStem, std::string_view suffix, Offset baseOffset,
            const LogConfig& config, std::shared_ptr<File> file);

    [[nodiscard]] Result<void> ensureIndexes();
    [[nodiscard]] Result<bool> indexesAreSane();
    [[nodiscard]] Result<void> resetIndexes();
    [[nodiscard]] Result<void> rebuildIndexes();
    /// `entry`, if it is of the batch that it points at in `log`; else the indexes are built anew and asked
    /// `again`.
    [[nodiscard]] Result<OffsetPosition> checked(Result<OffsetPosition> entry,
                                                 const std::function<Result<OffsetPosition>()>& again,
                                                 const File& log);
    [[nodiscard]] Result<OffsetPosition> lookup(Offset offset);
    [[nodiscard]] std::int64_t rollJitterMs() const;
    [[nodiscard]] Result<void> noteBatch(const record::BatchHeader& header, TimestampMs maxTimestamp,
                                         std::uint64_t position);

    Storage* m_storage;
    Offset m_baseOffset;
    const LogConfig* m_config;
    std::shared_ptr<File> m_file;
    OffsetIndex m_offsetIndex;
    TimeIndex m_timeIndex;
    TransactionIndex m_transactionIndex;
    std::uint64_t m_bytesSinceIndexEntry = 0;
    TimestampMs m_firstTimestamp =
        noTimestamp; ///< time-based rolling counts from it; -1 is not looked up yet
    std::optional<TimestampOffset> m_maxTimestamp; ///< nullopt is not looked up yet
    bool m_indexesChecked = false;
    bool m_isDirty = false;
};

} // namespace partitura::log
