// The work of compacting one log.
#pragma once

#include "broker/log/cleaned_transactions.h"
#include "broker/log/compaction_plan.h"
#include "broker/log/offset_map.h"
#include "broker/record/record_reader.h"

#include <memory>

namespace partitura::log {

/// Bounds on the memory of one compaction.
struct CompactionLimits {
    std::size_t offsetMapBytes = 128u << 20; ///< at most; less for a log that cannot fill it
    double offsetMapLoadFactor = 0.9;
    std::size_t bufferBytes = 256u << 10; ///< grows for a batch that is larger, and shrinks again
    std::uint64_t hashSeed = 0;
};

enum class CompactionPhase { indexing, cleaning, swapping };

/// How far a compaction has come. A value type.
struct CompactionProgress {
    CompactionPhase phase = CompactionPhase::indexing;
    std::uint64_t bytesRead = 0; ///< of bytesTotal: dirty segments are read twice
    std::uint64_t bytesTotal = 0;
    std::uint64_t bytesCleaned = 0; ///< read while cleaning
    std::uint64_t bytesWritten = 0;
    std::uint64_t recordsRead = 0; ///< while cleaning
    std::uint64_t recordsKept = 0;
    double mapUtilization = 0; ///< 0 to 1
};

/// Compacts the segments of a plan into `.cleaned` files beside them, in steps (Kafka's Cleaner): it notes
/// the last offset of each key in the dirty part, then rewrites segment group by group what that leaves.
/// Touches nothing but those files. Owned by the run of a LogCleaner. Thread: one at a time. Errors of all
/// functions: KAFKA_STORAGE_ERROR; CORRUPT_MESSAGE and those of RecordReader where a batch is damaged.
class Compaction {
public:
    Compaction(Storage& storage, CompactionPlan plan, const CompactionLimits& limits);

    enum class Step {
        more,       ///< there is more to do
        groupReady, ///< the files of group() are written and durable; step() goes on with the next
        done
    };
    /// Reads and writes about `bytesMax`, at least one batch, or syncs one file.
    [[nodiscard]] Result<Step> step(std::uint64_t bytesMax);

    [[nodiscard]] const CompactionPlan& plan() const { return m_plan; }
    /// Files of the segments that what is ready replaces.
    [[nodiscard]] std::vector<std::shared_ptr<File>> group() const;
    /// All before it is compacted once the last group has been swapped in; known after indexing.
    [[nodiscard]] Offset endOffset() const { return m_latest + 1; }
    [[nodiscard]] const CompactionProgress& progress() const { return m_progress; }
    /// Bytes read and written so far.
    [[nodiscard]] std::uint64_t bytesMoved() const { return m_progress.bytesRead + m_progress.bytesWritten; }
    /// Removes what is written and not swapped in.
    [[nodiscard]] Result<void> discard();

private:
    enum class State { indexing, syncing, cleaning, finishing, ready, done };

    /// Whole batches with right CRCs from `position` on; valid until the next call.
    [[nodiscard]] Result<ByteView> readBatches(const CompactionPlan::Source& source, std::uint64_t position);
    [[nodiscard]] Result<void> indexMore();
    /// Whether the map took all of it.
    [[nodiscard]] Result<bool> indexBatch(const record::BatchHeader& header, ByteView batch);
    void endIndexing();
    [[nodiscard]] Result<void> syncMore();
    [[nodiscard]] Result<void> beginGroup();
    [[nodiscard]] Result<void> cleanMore();
    [[nodiscard]] Result<void> cleanBatch(const record::BatchHeader& header, ByteView batch,
                                          std::vector<record::BatchInfo>& written);
    void prefetchKey(const record::Record& record) const;
    [[nodiscard]] bool keepsRecord(const record::BatchHeader& header, const record::Record& record) const;
    [[nodiscard]] bool isLastOfProducer(const record::BatchHeader& header) const;
    [[nodiscard]] Result<void> finishGroup();

    Storage& m_storage;
    CompactionPlan m_plan;
    CompactionLimits m_limits;
    CompactionProgress m_progress;
    State m_state = State::indexing;
    OffsetMap m_map;
    Offset m_latest{-1}; ///< the map knows all keys from the first dirty offset to it
    CleanedTransactions m_transactions;
    std::vector<SourceGroup> m_groups;
    std::size_t m_group = 0;
    std::size_t m_source = 0;
    std::uint64_t m_position = 0; ///< in that source
    std::unique_ptr<Segment> m_cleaned;
    Bytes m_buffer;
    Bytes m_output;
};

} // namespace partitura::log
