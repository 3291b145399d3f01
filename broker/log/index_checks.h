// Each index of a segment held against the batches that a walk shows. Part of segment_check.
#pragma once

#include "broker/log/segment_check.h"

namespace partitura::log {

/// An index file read alongside the walk. Its first entry that does not rise ends it.
class IndexAlongside {
public:
    /// Without a file there are no entries, which is a problem if the file `isDue`.
    IndexAlongside(Storage& storage, std::string path, bool exists, bool isDue, std::size_t entryBytes,
                   LogProblems& problems);

    /// The next entry, which stays until advance(); nullptr when there is none.
    [[nodiscard]] const std::uint8_t* entry() const { return m_entry; }
    void advance();
    /// Stops with a problem at the current entry.
    void stop(std::optional<Offset> offset, std::string what);
    void addProblem(std::optional<Offset> offset, std::string what);
    [[nodiscard]] bool isOpen() const { return m_walk.has_value(); }
    [[nodiscard]] std::uint64_t count() const { return m_walk ? m_walk->count() : 0; }

private:
    std::string m_path;
    std::size_t m_entryBytes;
    LogProblems& m_problems;
    std::optional<IndexWalk> m_walk;
    const std::uint8_t* m_entry = nullptr;
};

struct SegmentCheck::OffsetIndexCheck {
    OffsetIndexCheck(Storage& storage, const SegmentContents& segment, LogProblems& problems);
    void add(const WalkedBatch& batch);
    void finish(const SegmentFacts& facts);

    IndexAlongside index;
    Offset baseOffset;
    std::optional<OffsetPosition> last;
};

struct SegmentCheck::TimeIndexCheck {
    TimeIndexCheck(Storage& storage, const SegmentContents& segment, LogProblems& problems);
    void add(const WalkedBatch& batch, TimestampMs maxTimestamp);
    void finish(const SegmentFacts& facts);

    IndexAlongside index;
    Offset baseOffset;
    bool isLastSegment;
    bool isWhole = true; ///< until an entry was refused
    TimestampOffset last;
};

struct SegmentCheck::TransactionIndexCheck {
    TransactionIndexCheck(Storage& storage, const SegmentContents& segment, LogProblems& problems);
    void add(const WalkedBatch& batch);
    void finish();

    IndexAlongside index;
    std::optional<Offset> last;
};

} // namespace partitura::log
