// Things that happened in the cluster, for people: a bounded ring that counts what it drops.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/strong.h"

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace partitura::observe {

enum class EventKind {
    brokerStarted,
    brokerStopped,
    controllerElected,
    topicCreated,
    topicDeleted,
    partitionsAdded,
    leaderChanged,
    isrShrunk,
    isrExpanded,
    groupRebalancing,
    groupStable,
    groupEmpty,
    connectionRefused, ///< a client was closed for what it sent
    logDirectoryFailed,
    logDirectoryBack,
    logCompacted,   ///< a compaction ended that removed something
    logUncleanable, ///< a log is no longer compacted
    brokerCrashed,
    brokerPaused,
    brokerResumed,
    brokerAdded,
    brokerRemoved,
    faultSet,
    faultsUndone,
    quorumLeaderChanged,
    brokerFenced,
    brokerUnfenced,
    reassignmentBegun,
    reassignmentCompleted,
    reassignmentCancelled,
    preferredLeaderElected, ///< in place of one that could have gone on
    uncleanLeaderElected,   ///< one that may lack records
    replicaTruncated,       ///< a follower gave up records that its leader does not have
    elrChanged,             ///< eligible leader replicas
    configChanged,          ///< of a topic or a broker, its throttles among them
    last = configChanged,
};

/// Kafka's word for the kind, as it stands in the Events view's filter; stable.
std::string_view eventKindName(EventKind kind);

struct Event {
    std::uint64_t sequence = 0; ///< position in the ring's history, from 1
    TimestampMs timeMs = noTimestamp;
    EventKind kind{};
    BrokerId broker;          ///< where it was seen
    std::string topic;        ///< empty when it concerns none
    PartitionIndex partition; ///< -1 when it concerns none
    std::string group;        ///< empty when it concerns none
    std::string detail;       ///< one line: what happened, to what
};

/// The last events of a cluster, oldest dropped first. Thread: any; a short lock, held for a copy at most.
class EventRing {
public:
    explicit EventRing(std::size_t capacity)
        : m_capacity(capacity) {}

    /// Takes the event, numbers it, drops the oldest if full.
    void add(Event event);
    /// Events with a sequence above `after`, oldest first. Those already dropped are missing; the first
    /// sequence returned tells how many.
    [[nodiscard]] std::vector<Event> since(std::uint64_t after) const;
    /// The sequence of the newest event; 0 before the first.
    [[nodiscard]] std::uint64_t last() const;
    /// How many were dropped to make room, ever.
    [[nodiscard]] std::uint64_t dropped() const;

private:
    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::deque<Event> m_events;
    std::uint64_t m_last = 0;
    std::uint64_t m_dropped = 0;
};

} // namespace partitura::observe
