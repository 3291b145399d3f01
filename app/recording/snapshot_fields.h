// The fields of every struct of a snapshot, in the order in which a recording has them.
#pragma once

#include "app/recording/field_walk.h"
#include "broker/observe/snapshot.h"

namespace partitura::app::fields {

// New fields go to the end of their list, never between: recordings made before do not have them
// (field_walk.h). Enums likewise: their numbers are in recordings. tests/recording counts the fields.

namespace o = observe;

template <>
struct Fields<o::FaultSnapshot> {
    using S = o::FaultSnapshot;
    static constexpr auto list = std::tuple(&S::kind, &S::node, &S::other, &S::amount, &S::detail);
};
template <>
struct Fields<o::ReplicaSnapshot> {
    using S = o::ReplicaSnapshot;
    static constexpr auto list =
        std::tuple(&S::broker, &S::isLeader, &S::inSync, &S::online, &S::logStart, &S::logEnd,
                   &S::highWatermark, &S::sizeBytes, &S::appendedBytes, &S::appendedRecords, &S::caughtUpMs,
                   &S::leaderEpoch, &S::inElr, &S::isAdding, &S::isRemoving, &S::fetchLag, &S::isThrottled);
};
template <>
struct Fields<o::PartitionSnapshot> {
    using S = o::PartitionSnapshot;
    static constexpr auto list =
        std::tuple(&S::index, &S::leader, &S::leaderEpoch, &S::replicas, &S::isr, &S::logStart,
                   &S::lastStable, &S::highWatermark, &S::logEnd, &S::producedBytes, &S::producedRecords,
                   &S::consumedBytes, &S::replicaStates, &S::partitionEpoch, &S::elr, &S::lastKnownElr,
                   &S::addingReplicas, &S::removingReplicas, &S::segments);
};
/// Partitions are parts of their own.
template <>
struct Fields<o::TopicSnapshot> {
    using S = o::TopicSnapshot;
    static constexpr auto list = std::tuple(&S::name, &S::id, &S::isInternal, &S::configs);
};
template <>
struct Fields<o::ConnectionSnapshot> {
    using S = o::ConnectionSnapshot;
    static constexpr auto list = std::tuple(&S::id, &S::peer, &S::clientId, &S::clientSoftware, &S::requests,
                                            &S::producedBytes, &S::consumedBytes, &S::isBroker);
};
template <>
struct Fields<o::LogCleaningSnapshot> {
    using S = o::LogCleaningSnapshot;
    static constexpr auto list = std::tuple(&S::topic, &S::partition, &S::phase, &S::bytesRead,
                                            &S::bytesTotal, &S::dirtyRatio, &S::startedMs);
};
template <>
struct Fields<o::LogCompactionSnapshot> {
    using S = o::LogCompactionSnapshot;
    static constexpr auto list = std::tuple(&S::topic, &S::partition, &S::bytesBefore, &S::bytesAfter,
                                            &S::recordsBefore, &S::recordsAfter, &S::startedMs, &S::endedMs);
};
template <>
struct Fields<o::UncleanableLogSnapshot> {
    using S = o::UncleanableLogSnapshot;
    static constexpr auto list = std::tuple(&S::topic, &S::partition, &S::reason);
};
template <>
struct Fields<o::LogCleanerSnapshot> {
    using S = o::LogCleanerSnapshot;
    static constexpr auto list = std::tuple(&S::isRunning, &S::current, &S::last, &S::dirtiestRatio, &S::runs,
                                            &S::failed, &S::bytesRead, &S::bytesWritten, &S::uncleanable);
};
template <>
struct Fields<o::LogRecoverySnapshot> {
    using S = o::LogRecoverySnapshot;
    static constexpr auto list = std::tuple(&S::logsTotal, &S::logsRemaining, &S::segmentsTotal,
                                            &S::segmentsRemaining, &S::bytesTotal, &S::bytesRemaining);
};
template <>
struct Fields<o::FetcherSnapshot> {
    using S = o::FetcherSnapshot;
    static constexpr auto list = std::tuple(&S::leader, &S::index, &S::partitions, &S::delayed, &S::lagMax);
};
template <>
struct Fields<o::ReplicationThrottleSnapshot> {
    using S = o::ReplicationThrottleSnapshot;
    static constexpr auto list = std::tuple(&S::limit, &S::bytesPerSecond);
};
template <>
struct Fields<o::BrokerSnapshot> {
    using S = o::BrokerSnapshot;
    static constexpr auto list = std::tuple(
        &S::id, &S::host, &S::port, &S::rack, &S::state, &S::isController, &S::requests, &S::receivedBytes,
        &S::sentBytes, &S::logBytes, &S::logDirectoryError, &S::recovery, &S::cleaners, &S::connections,
        &S::isFenced, &S::isShuttingDown, &S::fetchers, &S::leaderThrottle, &S::followerThrottle);
};
template <>
struct Fields<o::GroupMemberSnapshot> {
    using S = o::GroupMemberSnapshot;
    static constexpr auto list =
        std::tuple(&S::memberId, &S::groupInstanceId, &S::clientId, &S::clientHost, &S::assignment);
};
template <>
struct Fields<o::CommittedOffsetSnapshot> {
    using S = o::CommittedOffsetSnapshot;
    static constexpr auto list =
        std::tuple(&S::topic, &S::partition, &S::offset, &S::metadata, &S::committedAtMs, &S::logEnd);
};
template <>
struct Fields<o::GroupSnapshot> {
    using S = o::GroupSnapshot;
    static constexpr auto list = std::tuple(&S::id, &S::state, &S::protocolType, &S::protocol, &S::generation,
                                            &S::coordinator, &S::leaderMemberId, &S::members, &S::offsets);
};
template <>
struct Fields<o::QuorumReplicaSnapshot> {
    using S = o::QuorumReplicaSnapshot;
    static constexpr auto list = std::tuple(&S::id, &S::role, &S::isVoter, &S::logEnd, &S::lag,
                                            &S::replayedTo, &S::lastFetchMs, &S::caughtUpMs);
};
template <>
struct Fields<o::QuorumSnapshot> {
    using S = o::QuorumSnapshot;
    static constexpr auto list = std::tuple(&S::leader, &S::epoch, &S::highWatermark, &S::replicas);
};
/// Topics and groups are parts of their own; version and times stand in the row of the frame.
template <>
struct Fields<o::ClusterSnapshot> {
    using S = o::ClusterSnapshot;
    static constexpr auto list =
        std::tuple(&S::clusterId, &S::controller, &S::brokers, &S::faults, &S::droppedEvents, &S::quorum);
};

template <>
inline constexpr auto lastOf<o::FaultKind> = o::FaultKind::dropRequests;
template <>
inline constexpr auto lastOf<o::CleanerPhase> = o::CleanerPhase::swapping;
template <>
inline constexpr auto lastOf<o::BrokerState> = o::BrokerState::offline;
template <>
inline constexpr auto lastOf<o::GroupState> = o::GroupState::dead;
template <>
inline constexpr auto lastOf<o::QuorumRole> = o::QuorumRole::resigned;

} // namespace partitura::app::fields
