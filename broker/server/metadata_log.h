// A broker's copy of the metadata log, and the image it adds up to.
#pragma once

#include "broker/controller/metadata_writer.h"
#include "broker/log/log_flusher.h"
#include "broker/raft/raft_node.h"

#include <functional>
#include <memory>

namespace partitura::server {

/// When the image is put into a snapshot: whichever comes first, and never without a new record.
struct SnapshotInterval {
    std::uint64_t bytes = 20 << 20;        ///< metadata.log.max.record.bytes.between.snapshots
    Duration time = std::chrono::hours(1); ///< metadata.log.max.snapshot.interval.ms; 0 for never
};

/// `__cluster_metadata`, partition 0: kept by the quorum, replayed into an image as far as it is committed.
/// Owned by its broker. Thread: the broker's loop.
class MetadataLog final {
public:
    struct Callbacks {
        /// Told after each replay, also of what changed nothing that others act on.
        std::function<void(const controller::MetadataDelta&)> replayed;
        /// See RaftNode::Callbacks.
        std::function<void(const raft::LeaderAndEpoch&)> leaderChanged;
        std::function<void(const Error&)> storageFailed;
    };

    /// All references outlive the log. None of the callbacks is called before open().
    MetadataLog(log::LogDirectory& logs, EventLoop& loop, EventLoop& background, raft::RaftPeers& peers,
                Callbacks callbacks);
    ~MetadataLog();

    /// Opens the local copy, loads its snapshot and takes part in the quorum. A snapshot is made each time
    /// that so much has been replayed as `interval` says. Errors: KAFKA_STORAGE_ERROR, also for a snapshot
    /// that cannot be read.
    Result<void> open(raft::RaftConfig config, const SnapshotInterval& interval);
    /// Takes no further part, in order.
    void stop();
    /// The disk failed, and is back with all logs opened anew.
    void suspend();
    [[nodiscard]] Result<void> resume();

    /// Appends records as one batch, as leader of the quorum: the offset after it. Errors: those of
    /// RaftNode::append.
    Result<Offset> append(const controller::Records& records);

    [[nodiscard]] raft::RaftNode& quorum() { return *m_quorum; }
    [[nodiscard]] const controller::MetadataImage& image() const { return m_image; }
    /// First offset not yet replayed.
    [[nodiscard]] Offset replayedTo() const { return m_next; }

private:
    void replayCommitted();
    Result<void> replayBatches(ByteView batches, controller::MetadataDelta& delta);
    Result<void> loadSnapshot();
    void loadNewSnapshot();
    void takeSnapshotIfDue();
    void writeFile(std::string path, std::shared_ptr<const Bytes> bytes,
                   std::function<void(Result<void>)> done);

    log::LogDirectory& m_logs;
    EventLoop& m_loop;
    EventLoop& m_background;
    raft::RaftPeers& m_peers;
    const Callbacks m_callbacks;
    log::LogFlusher m_flusher;
    std::unique_ptr<raft::RaftNode> m_quorum;
    controller::MetadataImage m_image;
    Offset m_next;
    bool m_replaying = false;
    SnapshotInterval m_snapshotInterval;
    std::uint64_t m_replayedBytes = 0; ///< since the last snapshot
    Instant m_lastSnapshot{};          ///< or when the log was opened
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace partitura::server
