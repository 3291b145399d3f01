// Snapshots of a live cluster.
#pragma once

#include "broker/cluster/live_nodes.h"
#include "broker/observe/snapshot.h"

#include <functional>
#include <map>

namespace partitura::cluster {

/// Asks the brokers what they show of themselves and merges it, on a thread of its own. Owned by LiveCluster.
/// Thread: any, but see stop().
class ClusterObserver {
public:
    using Snapshot = std::shared_ptr<const observe::ClusterSnapshot>;

    /// All handed in outlive this.
    ClusterObserver(const LiveNodes& nodes, const faults::FaultPlan& plan, const observe::EventRing& events,
                    const Clock& clock);

    /// Makes a snapshot every `interval` from now on, more seldom where that would take more than a tenth of
    /// the time; zero stops.
    void observe(Duration interval);
    /// Makes one now; `taken` runs on the observer's thread, once it is there.
    void look(std::function<void(const Snapshot&)> taken);
    [[nodiscard]] Snapshot snapshot() const;
    /// Runs a task on the observer's thread.
    void post(EventLoop::Task task) { m_loop.post(std::move(task)); }
    /// Asks no broker any more. Thread: not a broker's.
    void pause();
    /// Ends the thread; what waits is dropped. Thread: any but its own.
    void stop() { m_loop.stop(); }

private:
    void tick();
    void startRound();
    void take(std::uint64_t round, BrokerId id, Result<server::NodeView> view);
    void publish();
    [[nodiscard]] server::NodeView lastSeen(const LiveNodes::Node& node) const;

    const LiveNodes& m_nodes;
    const faults::FaultPlan& m_plan;
    const observe::EventRing& m_events;
    const Clock& m_clock;

    mutable std::mutex m_mutex;
    Snapshot m_snapshot = std::make_shared<observe::ClusterSnapshot>();

    // On the loop:
    Duration m_interval{};
    EventLoop::TimerId m_timer = 0;
    bool m_isPaused = false;
    std::uint64_t m_round = 0;
    Instant m_roundStarted{};
    Duration m_roundTook{};    ///< the last that was complete
    std::size_t m_awaited = 0; ///< brokers that have not answered in this round
    std::map<BrokerId, server::NodeView> m_gathered;
    std::map<BrokerId, server::NodeView> m_lastViews;
    std::map<BrokerId, Instant> m_lastAnswers;                   ///< of brokers that run, as far as is known
    std::vector<std::function<void(const Snapshot&)>> m_lookers; ///< of this round
    std::vector<std::function<void(const Snapshot&)>> m_nextLookers;

    net::AsioEventLoop m_loop; ///< last: its tasks use the rest
};

} // namespace partitura::cluster
