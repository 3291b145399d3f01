// A broker's copy of the metadata log, and the image it adds up to.
#pragma once

#include "broker/controller/controller.h"
#include "broker/replication/partition.h"
#include "broker/replication/replica_set.h"

#include <functional>
#include <memory>

namespace partitura::server {

/// `__cluster_metadata`, partition 0: led by the controller's node, followed by all others, replayed into an
/// image up to the high watermark. Owned by its broker. Thread: the broker's loop.
class MetadataLog final {
public:
    using Changed = std::function<void(const controller::MetadataDelta&)>;

    /// `changed` is told after each replay; not before `open` returned.
    MetadataLog(BrokerId self, BrokerId controller, replication::ReplicaSet& replicas, const Clock& clock,
                Changed changed);
    ~MetadataLog();

    /// Opens the local copy and replays what of it is known to be committed.
    Result<void> open();
    /// Replays nothing more.
    void stop() { m_watcher.reset(); }
    /// Appends records as one batch, on the controller's node; they are replayed and durable (as KRaft's
    /// leader flushes before it counts itself) before this returns.
    Result<void> commit(const controller::Controller::Records& records);

    [[nodiscard]] const controller::MetadataImage& image() const { return m_image; }
    /// First offset not yet replayed.
    [[nodiscard]] Offset replayedTo() const { return m_next; }

private:
    struct Watcher;

    void replayCommitted();
    Result<void> replayBatches(ByteView batches, controller::MetadataDelta& delta);

    const BrokerId m_self;
    const BrokerId m_controller;
    replication::ReplicaSet& m_replicas;
    const Clock& m_clock;
    Changed m_changed;
    replication::Partition* m_partition = nullptr;
    controller::MetadataImage m_image;
    Offset m_next;
    bool m_replaying = false;
    std::shared_ptr<Watcher> m_watcher;
};

} // namespace partitura::server
