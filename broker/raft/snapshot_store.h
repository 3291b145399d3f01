// Snapshots of the quorum's log: files beside it.
#pragma once

#include "broker/base/storage.h"
#include "broker/base/strong.h"

#include <compare>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace partitura::raft {

/// Which records a snapshot stands for: all before `end`, the last of them of `epoch` (Kafka's
/// OffsetAndEpoch). Thread: a value type.
struct SnapshotId {
    Offset end;
    LeaderEpoch epoch{0};

    auto operator<=>(const SnapshotId&) const = default;
};
/// `00000000000000000042-0000000003`
[[nodiscard]] std::string toString(const SnapshotId& id);

/// The snapshots in a log's directory: `END-EPOCH.checkpoint`, complete and durable once they have that name
/// (Kafka's Snapshots; writeFileAtomically() makes them). Two are kept, so that the log need not begin where
/// the newest ends. Owned by the node. Thread: its loop's, unless it says else.
class SnapshotStore {
public:
    /// Finds what is there and removes what was never completed. Errors: KAFKA_STORAGE_ERROR.
    [[nodiscard]] static Result<SnapshotStore> open(Storage& storage, std::string directory);

    [[nodiscard]] const std::optional<SnapshotId>& latest() const { return m_latest; }
    /// The one before the latest, or the latest where there is but one.
    [[nodiscard]] const std::optional<SnapshotId>& oldest() const { return m_oldest; }
    [[nodiscard]] std::string pathOf(const SnapshotId& id) const;
    /// Errors: SNAPSHOT_NOT_FOUND.
    [[nodiscard]] Result<std::shared_ptr<File>> read(const SnapshotId& id) const;

    /// A snapshot was written at pathOf(id): it is the latest now. Forgets those before the last two.
    [[nodiscard]] Result<void> added(const SnapshotId& id);

private:
    SnapshotStore(Storage& storage, std::string directory)
        : m_storage(&storage)
        , m_directory(std::move(directory)) {}

    Storage* m_storage;
    std::string m_directory;
    std::optional<SnapshotId> m_latest;
    std::optional<SnapshotId> m_oldest;
};

} // namespace partitura::raft
