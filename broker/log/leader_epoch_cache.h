// Which leader epoch began at which offset.
#pragma once

#include "broker/base/storage.h"
#include "broker/base/strong.h"

#include <optional>
#include <string>
#include <vector>

namespace partitura::log {

/// One leader epoch and the offset of its first record.
struct EpochEntry {
    LeaderEpoch epoch;
    Offset startOffset;
    bool operator==(const EpochEntry&) const = default;
};

/// Answer to "where does this epoch end?": the greatest known epoch not above the asked one, and the offset
/// after its last record. Both are -1 (undefined) when nothing is known.
struct EpochEndOffset {
    LeaderEpoch epoch;
    Offset endOffset{-1};
    bool operator==(const EpochEndOffset&) const = default;
};

/// The epochs of one log, kept in its `leader-epoch-checkpoint` (Kafka's LeaderEpochFileCache). Truncations
/// are written at once; assignments when flush() is called, which must happen before the recovery point
/// passes them: recovery finds later ones in the batches. Thread: the log's loop.
class LeaderEpochCache {
public:
    LeaderEpochCache() = default;
    /// Reads `directory/leader-epoch-checkpoint`, if any.
    [[nodiscard]] static Result<LeaderEpochCache> load(Storage& storage, const std::string& directory);

    [[nodiscard]] const std::vector<EpochEntry>& entries() const { return m_entries; }
    /// -1 when there is none.
    [[nodiscard]] LeaderEpoch latestEpoch() const;
    /// The epoch in force at `offset`; -1 when unknown.
    [[nodiscard]] LeaderEpoch epochAt(Offset offset) const;

    /// Notes that `epoch` begins at `startOffset`; what it contradicts (same or later epochs or offsets)
    /// goes. Nothing when it is already the latest and does not begin earlier.
    void assign(LeaderEpoch epoch, Offset startOffset);
    /// Rules of OffsetForLeaderEpoch (LeaderEpochFileCache.endOffsetFor); `logEndOffset` ends the latest
    /// epoch.
    [[nodiscard]] EpochEndOffset endOffsetFor(LeaderEpoch epoch, Offset logEndOffset) const;

    /// Forgets epochs that begin at `endOffset` or later.
    [[nodiscard]] Result<void> truncateFromEnd(Offset endOffset);
    /// Forgets epochs that end before `startOffset`; the one in force there begins at it.
    [[nodiscard]] Result<void> truncateFromStart(Offset startOffset);
    [[nodiscard]] Result<void> clear();
    /// Writes the file if it is behind.
    [[nodiscard]] Result<void> flush();

private:
    Storage* m_storage = nullptr;
    std::string m_path;
    std::vector<EpochEntry> m_entries; ///< epochs and offsets rise
    bool m_isDirty = false;
};

} // namespace partitura::log
