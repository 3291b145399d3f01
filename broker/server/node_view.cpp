#include "broker/server/node_view.h"

#include <algorithm>

namespace partitura::server {
namespace {

observe::CleanerPhase phaseOf(log::CompactionPhase phase) {
    switch (phase) {
    case log::CompactionPhase::indexing:
        return observe::CleanerPhase::indexing;
    case log::CompactionPhase::cleaning:
        return observe::CleanerPhase::cleaning;
    case log::CompactionPhase::swapping:
        return observe::CleanerPhase::swapping;
    }
    return observe::CleanerPhase::indexing;
}

observe::QuorumRole roleOf(const raft::RaftNode& quorum) {
    switch (quorum.role()) {
    case raft::Role::unattached:
        return observe::QuorumRole::unattached;
    case raft::Role::prospective:
        return observe::QuorumRole::prospective;
    case raft::Role::candidate:
        return observe::QuorumRole::candidate;
    case raft::Role::leader:
        return observe::QuorumRole::leader;
    case raft::Role::follower:
        return observe::QuorumRole::follower;
    case raft::Role::resigned:
        return observe::QuorumRole::resigned;
    }
    return observe::QuorumRole::unknown;
}

} // namespace

observe::QuorumSnapshot snapshotOf(raft::RaftNode& quorum, Offset replayedTo) {
    const auto self = quorum.config().self;
    const auto& voters = quorum.config().voters;
    const auto end = quorum.log().endOffset();
    observe::QuorumSnapshot snapshot;
    snapshot.leader = quorum.leaderAndEpoch().leader;
    snapshot.epoch = quorum.leaderAndEpoch().epoch;
    snapshot.highWatermark = quorum.highWatermark();
    std::map<BrokerId, observe::QuorumReplicaSnapshot> replicas;
    for (const auto id : voters)
        replicas[id].isVoter = true;
    if (const auto* progress = quorum.progress())
        for (const auto* known : {&progress->voters(), &progress->observers()})
            for (const auto& [id, one] : *known) {
                auto& replica = replicas[id];
                replica.logEnd = one.end;
                if (one.end >= Offset(0))
                    replica.lag = std::max<std::int64_t>(0, end - one.end);
                replica.lastFetchMs = one.lastFetchMs;
                replica.caughtUpMs = one.caughtUpMs;
            }
    auto& own = replicas[self];
    own.role =
        own.isVoter || quorum.role() != raft::Role::follower ? roleOf(quorum) : observe::QuorumRole::observer;
    own.logEnd = end;
    own.replayedTo = replayedTo;
    if (quorum.isLeader()) {
        own.lag = 0;
        own.lastFetchMs = own.caughtUpMs = noTimestamp;
    }
    for (auto& [id, replica] : replicas) {
        replica.id = id;
        snapshot.replicas.push_back(replica);
    }
    return snapshot;
}

ReplicaView viewOf(replication::Partition& partition) {
    ReplicaView view;
    view.topicId = partition.topicId();
    view.partition = partition.name().partition;
    view.isLeader = partition.isLeader();
    view.isReadable = !partition.isOffline();
    view.logStart = partition.logStart();
    view.logEnd = partition.logEnd();
    view.highWatermark = partition.highWatermark();
    view.lastStable = partition.lastStable();
    view.sizeBytes = partition.log().sizeBytes();
    view.appendedBytes = partition.log().bytesAppended();
    view.appendedRecords = partition.log().recordsAppended();
    view.producedBytes = partition.producedBytes();
    view.producedRecords = partition.producedRecords();
    view.consumedBytes = partition.consumedBytes();
    view.leaderEpoch = partition.state().leaderEpoch;
    view.fetchLag = partition.fetchLag();
    view.isThrottled =
        partition.isLeader() ? partition.isThrottledAsLeader() : partition.isThrottledAsFollower();
    view.segments = partition.log().segmentBases();
    for (const auto& [id, follower] : partition.followers())
        view.followersCaughtUpMs.emplace_back(id, follower.caughtUpMs);
    return view;
}

std::vector<observe::FetcherSnapshot> snapshotOf(const replication::ReplicaSet& replicas) {
    std::vector<observe::FetcherSnapshot> fetchers;
    for (const auto& [id, fetcher] : replicas.fetchers()) {
        auto& snapshot = fetchers.emplace_back();
        snapshot.leader = id.first;
        snapshot.index = id.second;
        snapshot.delayed = fetcher->delayedCount();
        for (const auto* partition : fetcher->partitions()) {
            ++snapshot.partitions;
            snapshot.lagMax = std::max(snapshot.lagMax, partition->fetchLag().value_or(0));
        }
    }
    return fetchers;
}

std::optional<observe::ReplicationThrottleSnapshot> snapshotOf(const replication::ReplicationQuota& quota) {
    if (quota.limit() == replication::ReplicationQuota::unlimited)
        return std::nullopt;
    return observe::ReplicationThrottleSnapshot{.limit = quota.limit(),
                                                .bytesPerSecond = static_cast<std::int64_t>(quota.rate())};
}

observe::LogCleanerSnapshot snapshotOf(const log::LogCleanerStatus& status) {
    observe::LogCleanerSnapshot snapshot;
    snapshot.isRunning = status.isRunning;
    if (const auto& current = status.current)
        snapshot.current = {.topic = current->log.topic,
                            .partition = current->log.partition,
                            .phase = phaseOf(current->progress.phase),
                            .bytesRead = current->progress.bytesRead,
                            .bytesTotal = current->progress.bytesTotal,
                            .dirtyRatio = current->dirtyRatio,
                            .startedMs = current->startedMs};
    if (const auto& last = status.last)
        snapshot.last = {.topic = last->log.topic,
                         .partition = last->log.partition,
                         .bytesBefore = last->bytesBefore,
                         .bytesAfter = last->bytesAfter,
                         .recordsBefore = last->recordsBefore,
                         .recordsAfter = last->recordsAfter,
                         .startedMs = last->startedMs,
                         .endedMs = last->endedMs};
    snapshot.dirtiestRatio = status.dirtiestRatio;
    snapshot.runs = status.totals.runs;
    snapshot.failed = status.totals.failed;
    snapshot.bytesRead = status.totals.bytesRead;
    snapshot.bytesWritten = status.totals.bytesWritten;
    for (const auto& one : status.uncleanable)
        snapshot.uncleanable.push_back({one.log.topic, one.log.partition, one.reason});
    return snapshot;
}

observe::LogRecoverySnapshot snapshotOf(const log::RecoveryProgress& progress) {
    return {.logsTotal = progress.logsTotal,
            .logsRemaining = progress.logsRemaining,
            .segmentsTotal = progress.segmentsTotal,
            .segmentsRemaining = progress.segmentsRemaining,
            .bytesTotal = progress.bytesTotal,
            .bytesRemaining = progress.bytesRemaining};
}

} // namespace partitura::server
