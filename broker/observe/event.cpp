#include "broker/observe/event.h"

#include <algorithm>

namespace partitura::observe {

std::string_view eventKindName(EventKind kind) {
    switch (kind) {
    case EventKind::brokerStarted:
        return "broker-started";
    case EventKind::brokerStopped:
        return "broker-stopped";
    case EventKind::controllerElected:
        return "controller-elected";
    case EventKind::topicCreated:
        return "topic-created";
    case EventKind::topicDeleted:
        return "topic-deleted";
    case EventKind::partitionsAdded:
        return "partitions-added";
    case EventKind::leaderChanged:
        return "leader-changed";
    case EventKind::isrShrunk:
        return "isr-shrunk";
    case EventKind::isrExpanded:
        return "isr-expanded";
    case EventKind::groupRebalancing:
        return "group-rebalancing";
    case EventKind::groupStable:
        return "group-stable";
    case EventKind::groupEmpty:
        return "group-empty";
    case EventKind::connectionRefused:
        return "connection-refused";
    case EventKind::logDirectoryFailed:
        return "log-directory-failed";
    case EventKind::logDirectoryBack:
        return "log-directory-back";
    case EventKind::logCompacted:
        return "log-compacted";
    case EventKind::logUncleanable:
        return "log-uncleanable";
    case EventKind::brokerCrashed:
        return "broker-crashed";
    case EventKind::brokerPaused:
        return "broker-paused";
    case EventKind::brokerResumed:
        return "broker-resumed";
    case EventKind::brokerAdded:
        return "broker-added";
    case EventKind::brokerRemoved:
        return "broker-removed";
    case EventKind::faultSet:
        return "fault-set";
    case EventKind::faultsUndone:
        return "faults-undone";
    case EventKind::quorumLeaderChanged:
        return "quorum-leader-changed";
    case EventKind::brokerFenced:
        return "broker-fenced";
    case EventKind::brokerUnfenced:
        return "broker-unfenced";
    case EventKind::reassignmentBegun:
        return "reassignment-begun";
    case EventKind::reassignmentCompleted:
        return "reassignment-completed";
    case EventKind::reassignmentCancelled:
        return "reassignment-cancelled";
    case EventKind::preferredLeaderElected:
        return "preferred-leader-elected";
    case EventKind::uncleanLeaderElected:
        return "unclean-leader-elected";
    case EventKind::replicaTruncated:
        return "replica-truncated";
    case EventKind::elrChanged:
        return "elr-changed";
    case EventKind::configChanged:
        return "config-changed";
    }
    return "unknown";
}

void EventRing::add(Event event) {
    const std::lock_guard lock(m_mutex);
    event.sequence = ++m_last;
    m_events.push_back(std::move(event));
    if (m_events.size() > m_capacity) {
        m_events.pop_front();
        ++m_dropped;
    }
}

std::vector<Event> EventRing::since(std::uint64_t after) const {
    const std::lock_guard lock(m_mutex);
    const auto from = std::ranges::upper_bound(m_events, after, {}, &Event::sequence);
    return {from, m_events.end()};
}

std::uint64_t EventRing::last() const {
    const std::lock_guard lock(m_mutex);
    return m_last;
}

std::uint64_t EventRing::dropped() const {
    const std::lock_guard lock(m_mutex);
    return m_dropped;
}

} // namespace partitura::observe
