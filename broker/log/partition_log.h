// One partition's log.
#pragma once

#include "broker/base/payload.h"
#include "broker/log/leader_epoch_cache.h"
#include "broker/log/log_config.h"
#include "broker/log/producer_state.h"
#include "broker/log/segment.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace partitura::log {

/// What is known of a log before it is opened.
struct OpenHint {
    /// The directory was closed in order: what is on disk is complete.
    bool cleanShutdown = false;
    /// All before it is known to be durable; recovery begins with the segment it lies in. Segments after it
    /// must follow each other without a gap, or a piece was lost: compaction, which makes gaps, keeps to what
    /// lies before a recovery point that was checkpointed.
    Offset recoveryPoint;
    /// The recovery point was read from its checkpoint, not taken to be 0 because that is damaged.
    bool recoveryPointIsKnown = true;
    Offset logStart;
    /// Hears what recovery has looked through: so many segments and bytes more. May be empty.
    std::function<void(std::size_t segments, std::uint64_t bytes)> recovered = {};
};

/// What must reach the disk for all before `end` to be durable. Any thread may carry it out.
struct FlushTask {
    std::vector<std::shared_ptr<File>> files;
    std::vector<std::string> directories; ///< whose entries changed
    Offset end;
    std::weak_ptr<const void> log;      ///< expired once the log is gone or was truncated
    std::uint64_t number = 0;           ///< of the log's flushes
    std::uint64_t directoryChanges = 0; ///< of the data directory, that this covers
    bool coversTopicId = false;

    /// Syncs files, then directories. Errors: KAFKA_STORAGE_ERROR. Thread: any.
    [[nodiscard]] Result<void> run(Storage& storage) const;
};

/// What an append did.
struct AppendInfo {
    Offset firstOffset;
    Offset lastOffset;
    TimestampMs maxTimestamp = noTimestamp;
    /// Set when the topic's timestamp type is logAppendTime; else -1.
    TimestampMs logAppendTime = noTimestamp;
    /// Nothing was appended: the batch is a repetition; offsets and timestamp are those of the original.
    bool isDuplicate = false;
    std::size_t sizeInBytes = 0;
    std::int64_t recordCount = 0; ///< from batch headers
};

/// A position in the log, for comparing how many bytes lie between two (Kafka's LogOffsetMetadata).
struct LogPosition {
    Offset segmentBaseOffset;
    std::uint64_t position = 0; ///< bytes in the segment's file
};

/// What a read found.
struct ReadResult {
    Payload records;         ///< whole batches, as they lie in the file; empty when there is nothing to read
    Offset firstBatchOffset; ///< base offset of the first batch; where the read began when there is none
    LogPosition startPosition; ///< of the first batch, or of the log's end
};

/// The log of one partition: one directory of segments (Kafka's UnifiedLog). Batches are kept as they are
/// given, appended with one write a segment, and served as regions of their file. Owned by the LogDirectory.
/// Thread: one event loop; the payloads it gives may be read on any thread, also after the log is gone.
/// Errors of all functions: KAFKA_STORAGE_ERROR when the disk fails; after one the log should be taken
/// offline.
class PartitionLog {
public:
    /// Opens the log in `directory`, making it if it is missing. After an unclean shutdown it checks all
    /// batches from the recovery point, cuts the log at the first bad one and rebuilds what follows from the
    /// batches.
    [[nodiscard]] static Result<std::unique_ptr<PartitionLog>>
    open(Storage& storage, const Clock& clock, std::string directory, LogConfig config, OpenHint hint);

    PartitionLog(const PartitionLog&) = delete;
    PartitionLog& operator=(const PartitionLog&) = delete;
    ~PartitionLog();

    [[nodiscard]] const std::string& directory() const { return m_directory; }
    [[nodiscard]] const LogConfig& config() const { return m_config; }
    /// Takes effect with the next append.
    void setConfig(const LogConfig& config) { m_config = config; }

    /// Log start offset: the first that may be read.
    [[nodiscard]] Offset startOffset() const { return m_start; }
    /// Log end offset: that of the next record.
    [[nodiscard]] Offset endOffset() const { return m_end; }
    /// All before it is durable. Goes back with truncations: write its checkpoint after one.
    [[nodiscard]] Offset recoveryPoint() const { return m_recoveryPoint; }
    /// Records before it belong to no open transaction, nor to one whose marker is at or above the high
    /// watermark; never above `highWatermark`, which must not fall between calls except by truncation.
    [[nodiscard]] Offset lastStableOffset(Offset highWatermark);
    /// Position of the end, to compare with ReadResult::startPosition.
    [[nodiscard]] LogPosition endPosition() const;

    [[nodiscard]] std::uint64_t sizeBytes() const;
    [[nodiscard]] std::size_t segmentCount() const { return m_segments.size(); }
    /// Base offsets of the segments; the same object as the last time while they are the same.
    [[nodiscard]] const std::shared_ptr<const std::vector<Offset>>& segmentBases();
    /// Oldest first; for inspection.
    [[nodiscard]] const std::vector<std::unique_ptr<Segment>>& segments() const { return m_segments; }
    [[nodiscard]] LeaderEpoch latestEpoch() const { return m_epochs.latestEpoch(); }
    [[nodiscard]] const LeaderEpochCache& epochs() const { return m_epochs; }
    [[nodiscard]] EpochEndOffset endOffsetFor(LeaderEpoch epoch) const {
        return m_epochs.endOffsetFor(epoch, m_end);
    }
    /// What is appended next will be of `epoch`, whether anything is or not
    /// (UnifiedLog.maybeAssignEpochStartOffset). Reaches the disk with the next flush.
    void beginLeaderEpoch(LeaderEpoch epoch) { m_epochs.assign(epoch, m_end); }
    [[nodiscard]] const ProducerStateCache& producerState() const { return m_producers; }

    /// Since opening; for rates.
    [[nodiscard]] std::uint64_t bytesAppended() const { return m_bytesAppended; }
    [[nodiscard]] std::uint64_t recordsAppended() const { return m_recordsAppended; }

    /// Appends produced batches: checks them, gives them offsets and the leader epoch by patching `records`
    /// in place, and writes those same bytes, or recompressed ones if the topic's compression.type asks for
    /// it. `recordErrors`, if given, gets refused records. Errors: those of validateBatches, of recompress
    /// and of ProducerStateCache::stage, and RECORD_LIST_TOO_LARGE for more bytes than a segment takes;
    /// nothing is appended then, though the bytes may have been patched.
    [[nodiscard]] Result<AppendInfo> appendAsLeader(MutableByteView records, LeaderEpoch epoch,
                                                    AppendOrigin origin = AppendOrigin::client,
                                                    std::vector<record::RecordError>* recordErrors = nullptr);

    /// Appends batches fetched from the leader as they are. They begin at or after the end offset (gaps come
    /// from compaction); a batch cut at the end is left out. One of magic 0 or 1 has no leader epoch, and all
    /// that are known are forgotten with it. Errors: CORRUPT_MESSAGE, UNKNOWN_SERVER_ERROR
    /// for offsets that fall back (Kafka's UnexpectedAppendOffsetException), INVALID_TXN_STATE.
    [[nodiscard]] Result<AppendInfo> appendAsFollower(ByteView records);

    /// Reads whole batches from the one that contains `from` (or the next, in a gap), up to `maxBytes` and as
    /// far as they end before `limit` (exclusive: high watermark, last stable offset, end offset). With
    /// `minOneBatch` the first batch comes also if it is larger. A read ends with its segment: less than
    /// there is may come, nothing only if there is nothing. Errors: OFFSET_OUT_OF_RANGE outside of
    /// [startOffset, endOffset].
    [[nodiscard]] Result<ReadResult> read(Offset from, std::size_t maxBytes, Offset limit, bool minOneBatch);

    /// The first record whose timestamp is at or after `timestamp` (ms); nullopt when there is none.
    [[nodiscard]] Result<std::optional<TimestampOffset>> offsetForTimestamp(TimestampMs timestamp);
    /// The first record that has the greatest timestamp (KIP-734); nullopt when the log is empty.
    [[nodiscard]] Result<std::optional<TimestampOffset>> maxTimestamp();

    /// Aborted transactions that overlap [from, upTo), for a fetch under read_committed; in the order of
    /// their markers.
    [[nodiscard]] Result<std::vector<AbortedTransaction>> abortedTransactions(Offset from, Offset upTo);

    /// Removes all batches that reach `offset`, durably; the end is then that of the last batch left, so
    /// `offset` or less.
    [[nodiscard]] Result<void> truncateTo(Offset offset);
    /// Removes everything; the log then starts and ends at `offset`.
    [[nodiscard]] Result<void> truncateFullyAndStartAt(Offset offset);
    /// Moves the log start forward (DeleteRecords, or the leader's). Whole segments before it go with
    /// deleteOldSegments(). Errors: OFFSET_OUT_OF_RANGE above the end offset.
    [[nodiscard]] Result<void> incrementLogStart(Offset offset);
    /// Removes segments that retention time, size or the log start lets go, none that reaches
    /// `highWatermark`; their count.
    [[nodiscard]] Result<std::size_t> deleteOldSegments(TimestampMs nowMs, Offset highWatermark);
    /// All before it is compacted; nullopt before the first time. Goes back with truncations: write its
    /// checkpoint after one.
    [[nodiscard]] std::optional<Offset> cleanedUpTo() const { return m_cleanedUpTo; }
    void setCleanedUpTo(Offset offset) { m_cleanedUpTo = offset; }
    /// Another one when a truncation has cut or removed sealed segments, and never that of another log, while
    /// somebody holds it: what was made of those segments is then stale.
    using Generation = std::shared_ptr<const char>;
    [[nodiscard]] const Generation& generation() const { return m_generation; }
    enum class Replaced {
        done,
        sourcesAreGone,    ///< retention removed them all; nothing was done
        sourcesHaveChanged ///< nothing was done
    };
    /// Puts the durable segment in the `.cleaned` files at the first source's base offset into the place of
    /// `sources`, files of consecutive sealed segments as they were at `generation`. After a crash at any
    /// moment the log opens with the ones or the other (Kafka's LocalLog.replaceSegments).
    [[nodiscard]] Result<Replaced> replaceSegments(const Generation& generation,
                                                   std::span<const std::shared_ptr<File>> sources);
    /// Files that are no longer part of the log, to be removed file.delete.delay.ms from now; each once.
    [[nodiscard]] std::vector<std::string> takeDoomed() { return std::exchange(m_doomed, {}); }
    /// Forgets idle producers (producer.id.expiration.ms).
    void expireProducers(TimestampMs nowMs);

    /// Forgets what it knows and opens the directory anew, as after a crash: for when the disk failed and is
    /// back. After an error it must not be used but for another try.
    [[nodiscard]] Result<void> reopen();

    /// Begins a new segment, unless the active one is empty.
    [[nodiscard]] Result<void> roll();
    /// Whether as much lies beyond the recovery point as flush.messages allows, or a segment is complete.
    [[nodiscard]] bool wantsFlush() const {
        return m_hasRolled || m_end - m_recoveryPoint >= m_config.flushMessages;
    }
    /// Begins to make everything appended durable. Run the task, which may take long, on any thread, and give
    /// it to endFlush() if that went well; after an error the log should be taken offline, since nobody knows
    /// what became of the bytes.
    [[nodiscard]] Result<FlushTask> beginFlush();
    void endFlush(const FlushTask& task);
    /// Both at once: makes everything appended durable; the recovery point is then the end.
    [[nodiscard]] Result<void> flush();
    /// When the last flush began, or the log was opened.
    [[nodiscard]] Instant lastFlush() const { return m_lastFlush; }
    /// Leaves the directory complete for a clean start; nothing may be appended after.
    [[nodiscard]] Result<void> close();

private:
    struct RecentBatches;
    struct BatchSpan {
        Offset baseOffset;
        Offset lastOffset;
        std::uint64_t position = 0;
        std::uint64_t end = 0;
    };

    PartitionLog(Storage& storage, const Clock& clock, std::string directory, LogConfig config);

    // Opening: log_recovery.cpp
    [[nodiscard]] Result<void> load(const OpenHint& hint);
    [[nodiscard]] Result<void> loadSegments(const std::vector<Storage::Entry>& entries, Offset logStart);
    [[nodiscard]] Result<void> checkFirstEpoch();
    [[nodiscard]] Result<void> rebuildEpochs();
    [[nodiscard]] Result<void> recoverEpoch(const record::BatchHeader& header);
    [[nodiscard]] Result<void> recoverSegments(Offset recoveryPoint, bool allowsGaps, const OpenHint& hint);
    /// From the last snapshot and the batches after it; aborted transactions that end at `indexAbortedFrom`
    /// or later are put into their index.
    [[nodiscard]] Result<void> loadProducers(Offset indexAbortedFrom = Offset(INT64_MAX));
    [[nodiscard]] Result<void> indexAborted(const ProducerStateCache::Update& update, Offset from);
    /// Nothing when there is one at `offset` or later.
    [[nodiscard]] Result<void> writeProducerSnapshot(Offset offset);
    [[nodiscard]] Result<void> removeSnapshots(Offset from, Offset to);
    /// Makes the snapshot at `offset` durable, if there is one.
    [[nodiscard]] Result<void> syncSnapshot(Offset offset);

    // Compaction: partition_log_replace.cpp
    void beforeTruncation(Offset offset);
    void afterTruncation();
    [[nodiscard]] Result<void> swapFiles(std::size_t first, std::size_t count);

    [[nodiscard]] Segment& active() const { return *m_segments.back(); }
    [[nodiscard]] std::size_t segmentIndexOf(Offset offset) const;
    [[nodiscard]] Result<void> addSegment(Offset baseOffset);
    [[nodiscard]] Offset rollOffset(const record::BatchHeader& next) const;
    [[nodiscard]] Result<void> rollAt(Offset baseOffset);
    [[nodiscard]] Result<void> write(ByteView bytes, const std::vector<record::BatchInfo>& batches);
    [[nodiscard]] Result<void> stageProducers(ProducerStateCache::Update& update, ByteView bytes,
                                              const std::vector<record::BatchInfo>& batches,
                                              AppendOrigin origin);
    [[nodiscard]] Result<AppendInfo> commitAppend(ByteView bytes,
                                                  const std::vector<record::BatchInfo>& batches,
                                                  const ProducerStateCache::Update& update);
    [[nodiscard]] Result<std::optional<BatchSpan>> findBatch(Segment& segment, Offset offset);
    [[nodiscard]] Result<std::uint64_t> readEnd(std::size_t segment, const BatchSpan& first,
                                                std::size_t maxBytes, Offset limit);
    [[nodiscard]] Result<void> removeFirstSegments(std::size_t count);

    Storage& m_storage;
    const Clock& m_clock;
    std::string m_directory;
    LogConfig m_config;
    std::vector<std::unique_ptr<Segment>> m_segments; ///< by base offset, never empty once open
    Offset m_start;
    Offset m_end;
    Offset m_recoveryPoint;
    LeaderEpochCache m_epochs;
    ProducerStateCache m_producers;
    std::vector<Offset> m_snapshots; ///< offsets of the snapshot files, rising
    std::vector<std::shared_ptr<File>> m_unsyncedSnapshots;
    /// The last batches of the active segment, so that readers at the tail need no index; made with the first
    /// append.
    std::unique_ptr<RecentBatches> m_recent;
    std::vector<std::string> m_doomed;
    bool m_directoryIsDirty = false;
    bool m_hasRolled = false; ///< since the last flush began
    Instant m_lastFlush{};
    FlushTask m_unended; ///< files and directories of flushes begun and not ended: still not durable
    std::uint64_t m_flushes = 0;
    /// What a FlushTask watches: another one after each truncation.
    std::shared_ptr<const void> m_identity = std::make_shared<char>();
    std::optional<Offset> m_cleanedUpTo;
    Generation m_generation = std::make_shared<const char>();
    std::uint64_t m_bytesAppended = 0;
    std::uint64_t m_recordsAppended = 0;
    std::shared_ptr<const std::vector<Offset>> m_segmentBases = std::make_shared<std::vector<Offset>>();
};

} // namespace partitura::log
