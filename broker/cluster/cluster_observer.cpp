#include "broker/cluster/cluster_observer.h"

#include "broker/cluster/answered_once.h"
#include "broker/cluster/merge_views.h"

#include <algorithm>

namespace partitura::cluster {
namespace {

using observe::BrokerState;

/// A round does not wait longer for a broker; it is then shown as it was last seen.
constexpr Duration roundPatience = std::chrono::seconds(1);
/// From the beginning of one round to that of the next so many times as long passes as the last one took, of
/// thousands of partitions or on a busy machine: a cluster that is watched is to be as fast as one that is
/// not.
constexpr int periodPerRound = 10;
constexpr Duration longestPeriod = std::chrono::seconds(1);
/// For so long a broker that runs may be silent (the machine may be busy) before its replicas count as
/// offline. One that was paused or ended here is known to be, and shown so at once.
constexpr Duration silencePatience = std::chrono::seconds(3);

} // namespace

ClusterObserver::ClusterObserver(const LiveNodes& nodes, const faults::FaultPlan& plan,
                                 const observe::EventRing& events, const Clock& clock)
    : m_nodes(nodes)
    , m_plan(plan)
    , m_events(events)
    , m_clock(clock)
    , m_loop(clock, "observer") {}

void ClusterObserver::observe(Duration interval) {
    m_loop.post([this, interval] {
        m_loop.cancel(m_timer);
        m_timer = 0;
        m_interval = interval;
        if (interval > Duration::zero())
            tick();
    });
}

void ClusterObserver::look(std::function<void(const Snapshot&)> taken) {
    m_loop.post([this, taken = std::move(taken)]() mutable {
        // The round under way may have begun before what its asker wants to see.
        m_nextLookers.push_back(std::move(taken));
        if (m_awaited == 0)
            startRound();
    });
}

ClusterObserver::Snapshot ClusterObserver::snapshot() const {
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

void ClusterObserver::pause() {
    m_loop.runAndWait([this] {
        m_isPaused = true;
        m_loop.cancel(m_timer);
        ++m_round;
    });
}

// No round begins before the last is complete, or a broker slower than the interval would never be seen, and
// asked ever more often.
void ClusterObserver::tick() {
    const auto period = std::min(periodPerRound * m_roundTook, longestPeriod);
    m_timer = m_loop.schedule(std::max(m_interval, period), [this] { tick(); });
    if (m_awaited == 0)
        startRound();
}

void ClusterObserver::startRound() {
    if (m_isPaused)
        return;
    m_gathered.clear();
    m_lookers = std::exchange(m_nextLookers, {});
    m_roundStarted = m_clock.now();
    const auto round = ++m_round;
    m_awaited = 1; // for this call
    for (const auto& node : m_nodes.nodes()) {
        if (!node.life || node.state == BrokerState::paused || node.state == BrokerState::stopping)
            continue;
        ++m_awaited;
        auto answer = answeredOnce<server::NodeView>([this, round, id = node.id](auto view) {
            m_loop.post(
                [this, round, id, view = std::make_shared<Result<server::NodeView>>(std::move(view))] {
                    take(round, id, std::move(*view));
                });
        });
        node.life->loop().post([life = node.life.get(), answer = std::move(answer)] {
            if (life->broker())
                answer(life->broker()->view());
        });
    }
    m_loop.schedule(roundPatience, [this, round] {
        if (round == m_round && m_awaited > 0)
            publish();
    });
    if (--m_awaited == 0)
        publish();
}

void ClusterObserver::take(std::uint64_t round, BrokerId id, Result<server::NodeView> view) {
    // Views of one round only: the counters of brokers are compared with each other.
    if (round != m_round || m_awaited == 0)
        return;
    if (view) {
        m_lastAnswers.insert_or_assign(id, m_clock.now());
        m_gathered.insert_or_assign(id, std::move(*view));
    } else {
        m_lastAnswers.erase(id); // it has ended meanwhile
    }
    if (--m_awaited == 0)
        publish();
}

server::NodeView ClusterObserver::lastSeen(const LiveNodes::Node& node) const {
    server::NodeView view;
    const auto seen = m_lastViews.find(node.id);
    if (seen != m_lastViews.end())
        view = seen->second;
    const auto answered = m_lastAnswers.find(node.id);
    if (seen != m_lastViews.end() && answered != m_lastAnswers.end() &&
        m_clock.now() - answered->second < silencePatience) {
        if (std::ranges::any_of(m_gathered,
                                [](const auto& other) { return other.second.broker.isController; }))
            view.broker.isController = false;
        return view;
    }
    const auto endpoint = m_nodes.endpointOf(node);
    view.isStale = true;
    view.broker.id = node.id;
    view.broker.host = endpoint.host;
    view.broker.port = endpoint.port;
    view.broker.state = node.state;
    view.broker.isController = false;
    if (!node.life)
        view.broker.connections.clear();
    return view;
}

void ClusterObserver::publish() {
    const bool isComplete = std::exchange(m_awaited, 0) == 0;
    std::vector<server::NodeView> views;
    for (const auto& node : m_nodes.nodes()) {
        if (!node.life || node.state != BrokerState::running)
            m_lastAnswers.erase(node.id);
        const auto found = m_gathered.find(node.id);
        views.push_back(found == m_gathered.end() ? lastSeen(node) : std::move(found->second));
    }
    auto fresh = mergeViews(views, *snapshot());
    m_lastViews.clear();
    for (auto& view : views)
        m_lastViews.insert_or_assign(view.broker.id, std::move(view));
    fresh->takenAt = m_clock.now();
    fresh->takenAtMs = m_clock.wallTimeMs();
    fresh->clusterId = m_nodes.clusterId();
    fresh->faults = m_plan.active();
    fresh->droppedEvents = m_events.dropped();
    const Snapshot published = std::move(fresh);
    {
        const std::lock_guard lock(m_mutex);
        m_snapshot = published;
    }
    if (isComplete) // else it waited for a silent broker, which costs nobody anything
        m_roundTook = m_clock.now() - m_roundStarted;
    for (const auto& looker : std::exchange(m_lookers, {}))
        looker(published);
    if (!m_nextLookers.empty())
        startRound();
}

} // namespace partitura::cluster
