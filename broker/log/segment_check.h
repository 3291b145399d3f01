// What a segment holds, and whether its files agree.
#pragma once

#include "broker/log/batch_walk.h"
#include "broker/log/index_walk.h"
#include "broker/log/log_reader.h"

#include <functional>

namespace partitura::log {

/// What a walk over one segment found. Thread: a value type.
struct SegmentFacts {
    std::int64_t batches = 0;
    std::int64_t records = 0; ///< control records among them; messages of old formats count as they lie
    std::uint64_t fileBytes = 0;
    std::uint64_t validBytes = 0; ///< up to where batches can be read
    std::optional<Offset> firstOffset;
    std::optional<Offset> lastOffset;
    TimestampMs maxTimestamp = noTimestamp;
    LogProblems problems;
};

/// How much checkSegment() and SegmentCheck look at. Headers, CRCs and the order of offsets always.
struct CheckDepth {
    /// Every record: whether it can be read, whether its offset lies in its batch and rises.
    bool records = false;
    /// The indexes: every entry of `.index` points to where a batch begins, and offsets up to its own are
    /// found from there; entries of `.timeindex` are the greatest timestamp up to the batch that holds their
    /// offset; entries of `.txnindex` end at a marker; all rise, none is missing at the end (OffsetIndex,
    /// TimeIndex, TransactionIndex). An entry of `.index` may name the last of several batches that were
    /// appended at once.
    bool indexes = false;
    /// Epochs that batches must not contradict; may be empty.
    std::vector<EpochEntry> leaderEpochs;
};

/// Checks a segment while somebody walks over it. Lives for one walk. Thread: one at a time.
class SegmentCheck {
public:
    SegmentCheck(Storage& storage, const SegmentContents& segment, CheckDepth depth);
    ~SegmentCheck();
    SegmentCheck(const SegmentCheck&) = delete;
    SegmentCheck& operator=(const SegmentCheck&) = delete;

    /// Looks at the batch that follows the last one.
    void add(const WalkedBatch& batch);
    /// Ends the check; `walk` is at its end.
    [[nodiscard]] SegmentFacts finish(const BatchWalk& walk);
    /// Problems so far.
    [[nodiscard]] const LogProblems& problems() const { return m_facts.problems; }

private:
    struct OffsetIndexCheck;
    struct TimeIndexCheck;
    struct TransactionIndexCheck;

    void addProblem(const WalkedBatch& batch, std::string what);
    void checkHeader(const WalkedBatch& batch);
    void checkEpoch(const WalkedBatch& batch);
    void checkRecords(const WalkedBatch& batch);

    std::string m_path;
    Offset m_baseOffset;
    CheckDepth m_depth;
    SegmentFacts m_facts;
    LeaderEpoch m_lastEpoch;
    std::unique_ptr<OffsetIndexCheck> m_offsetIndex;
    std::unique_ptr<TimeIndexCheck> m_timeIndex;
    std::unique_ptr<TransactionIndexCheck> m_transactionIndex;
};

/// Walks over a segment and checks it. Never fails: what cannot be read is a problem.
[[nodiscard]] SegmentFacts checkSegment(Storage& storage, const SegmentContents& segment,
                                        const CheckDepth& depth);

} // namespace partitura::log
