#include "broker/simulator/simulation.h"

#include <fmt/format.h>

#include <algorithm>

namespace partitura::simulator {
namespace {

using namespace std::chrono_literals;

/// Between looks at what is not looked at after every task.
constexpr Duration checkInterval = 100ms;
/// Before the first fault, so that there is something to break.
constexpr Duration warmUp = 5s;

enum class Stream : std::uint64_t { schedule = 11, clients = 12 };

std::uint64_t seedOf(std::uint64_t seed, Stream stream) {
    return SeededRandom(SeededRandom(seed).next() ^ static_cast<std::uint64_t>(stream)).next();
}

} // namespace

// ---- making ----

ClusterConfig Simulation::clusterConfig(const SimulationConfig& config) {
    ClusterConfig cluster;
    cluster.brokers = config.brokers;
    cluster.seed = config.seed;
    cluster.links = {.delayMin = 100us, .delayMean = 200us};
    cluster.eventsMax = 10'000;
    cluster.configure = [topics = topicsOf(config.workload, config.brokers)](server::BrokerConfig& broker) {
        broker.topics = topics;
        broker.offsetsTopicPartitions = offsetsTopicPartitions;
        broker.replication.replicaLagTimeMax = 10s; // that ISRs shrink within what a fault lasts
        broker.groups.minSessionTimeout = 1s;
    };
    return cluster;
}

Result<std::unique_ptr<Simulation>> Simulation::make(SimulationConfig config, std::FILE* text) {
    FaultSchedule schedule;
    if (config.schedule) {
        schedule = *config.schedule;
    } else {
        const auto* scenario = findScenario(config.scenario);
        if (!scenario)
            return Error{ErrorCode::INVALID_REQUEST, "there is no scenario " + config.scenario};
        SeededRandom random(seedOf(config.seed, Stream::schedule));
        auto mayFail = config.mayFail;
        for (int id = 1; config.mayFail.empty() && id <= config.brokers; ++id)
            mayFail.push_back(id);
        schedule = scenario->make(random, {.brokers = config.brokers,
                                           .clients = clientsOf(config.workload),
                                           .mayFail = mayFail,
                                           .begin = warmUp,
                                           .end = config.span});
    }
    auto made = std::unique_ptr<Simulation>(new Simulation(std::move(config), std::move(schedule), text));
    if (auto begun = made->begin(); !begun)
        return begun.error();
    return made;
}

Simulation::Simulation(SimulationConfig config, FaultSchedule schedule, std::FILE* text)
    : m_config(std::move(config))
    , m_schedule(std::move(schedule))
    , m_trace(text)
    , m_history([this](const Operation& operation) {
        m_trace.completed(operation);
        for (const auto& invariant : m_invariants)
            invariant->completed(operation);
    })
    , m_cluster(clusterConfig(m_config))
    , m_invariants(allInvariants())
    , m_seen(static_cast<std::size_t>(m_config.brokers) + 1) {
    for (const auto& invariant : m_invariants)
        invariant->reportTo(
            [this](const Invariant& broken, std::string text) { violated(broken.name(), std::move(text)); });
    m_cluster.network().setObserver([this](const simulation::Delivery& delivery) {
        m_trace.delivered(m_cluster.scheduler().now(), delivery);
    });
    m_cluster.scheduler().setObserver([this](const auto* loop) { afterTask(loop); });
}

Simulation::~Simulation() {
    m_cluster.scheduler().setObserver({});
    m_cluster.network().setObserver({});
}

Result<void> Simulation::begin() {
    m_workload = std::make_unique<Workload>(m_config.workload, seedOf(m_config.seed, Stream::clients),
                                            m_cluster, m_history);
    m_workload->start();
    return m_cluster.start();
}

// ---- running ----

Duration Simulation::now() const {
    return m_cluster.scheduler().now().time_since_epoch();
}

Duration Simulation::nextOwn() const {
    if (m_phase == Phase::load && m_nextFault < m_schedule.size())
        return std::min(m_nextCheck, m_schedule[m_nextFault].at);
    return m_nextCheck;
}

bool Simulation::step() {
    if (m_mustEnd)
        m_phase = Phase::over;
    if (m_phase == Phase::over)
        return false;
    ++m_steps;
    auto& scheduler = m_cluster.scheduler();
    const auto own = Instant(std::max(nextOwn(), now()));
    const auto due = scheduler.nextDue();
    if (due && *due < own) {
        scheduler.runNext(*due);
    } else {
        scheduler.advanceTo(own);
        doOwn();
    }
    m_cluster.stopWhatIsShutDown();
    takeEvents();
    return true;
}

void Simulation::doOwn() {
    if (m_phase == Phase::load && m_nextFault < m_schedule.size() && m_schedule[m_nextFault].at <= now()) {
        const auto& fault = m_schedule[m_nextFault++];
        m_trace.happened(m_cluster.scheduler().now(), fault);
        if (isAdministration(fault.kind))
            return m_workload->administer(fault);
        if (auto applied = apply(m_cluster, fault); !applied)
            m_trace.note(m_cluster.scheduler().now(),
                         hostName(fault.host) + " cannot start: " + applied.error().context);
        return;
    }
    check();
}

void Simulation::check() {
    m_nextCheck = now() + checkInterval;
    for (const auto& invariant : m_invariants)
        invariant->sample(m_cluster);
    if (m_phase == Phase::load) {
        if (now() < m_config.span)
            return;
        m_phase = Phase::healed;
        m_trace.note(m_cluster.scheduler().now(), "all is healed");
        if (auto healed = healAll(m_cluster); !healed)
            violated("liveness", "a broker cannot start: " + healed.error().context);
        m_workload->finish();
        return;
    }
    const auto unrest = m_workload->unrest();
    if (unrest && now() >= m_config.span + m_config.quietWithin)
        violated("liveness", "all was healed, and still " + *unrest);
    else if (!unrest)
        for (const auto& invariant : m_invariants)
            invariant->finish();
    else
        return;
    m_mustEnd = true;
}

void Simulation::runFor(Duration span) {
    const auto end = now() + span;
    while (!isOver()) {
        const auto due = m_cluster.scheduler().nextDue();
        const auto next = due ? std::min(due->time_since_epoch(), nextOwn()) : nextOwn();
        if (next > end) {
            m_cluster.scheduler().advanceTo(Instant(end));
            return;
        }
        step();
    }
}

bool Simulation::runUntil(const std::function<bool()>& done, Duration limit) {
    const auto end = now() + limit;
    while (!done())
        if (now() >= end || !step())
            return false;
    return true;
}

// ---- watching ----

void Simulation::afterTask(const simulation::VirtualEventLoop* loop) {
    m_cluster.afterTask(loop);
    if (const auto broker = m_cluster.ownerOf(loop))
        inspect(broker);
}

// Tells the invariants of replicas that a task has changed. Most tasks change none: a comparison of a few
// numbers for each replica is all they cost.
void Simulation::inspect(int broker) {
    auto& seen = m_seen[static_cast<std::size_t>(broker)];
    if (std::exchange(seen.life, m_cluster.lives(broker)) != seen.life)
        seen.replicas.clear();
    const auto& partitions = m_cluster.broker(broker)->replicas().partitions();
    std::size_t index = 0;
    for (const auto& [name, partition] : partitions) {
        if (index == seen.replicas.size() || seen.replicas[index].first != partition.get())
            seen.replicas.insert(seen.replicas.begin() + static_cast<std::ptrdiff_t>(index),
                                 {nullptr, ReplicaState{}});
        auto& [known, state] = seen.replicas[index++];
        const ReplicaState now{partition->state().leaderEpoch,
                               partition->state().partitionEpoch,
                               partition->isLeader(),
                               partition->isOffline(),
                               partition->highWatermark(),
                               partition->logStart(),
                               partition->logEnd()};
        if (known && state == now)
            continue;
        const ReplicaChange change{broker, *partition, known ? &state : nullptr, now};
        for (const auto& invariant : m_invariants)
            invariant->replicaChanged(m_cluster, change);
        known = partition.get();
        state = now;
    }
    seen.replicas.resize(index);
    for (const auto& invariant : m_invariants)
        invariant->inspect(m_cluster, broker);
}

void Simulation::takeEvents() {
    if (m_cluster.events().last() == m_lastEvent)
        return;
    for (const auto& event : m_cluster.events().since(m_lastEvent)) {
        m_trace.happened(m_cluster.scheduler().now(), event);
        m_lastEvent = event.sequence;
    }
}

void Simulation::violated(std::string_view invariant, std::string text) {
    constexpr std::size_t violationsMax = 100;
    if (m_violations.size() >= violationsMax)
        return;
    const auto at = m_cluster.scheduler().now();
    m_violations.push_back({m_config.seed,
                            at,
                            std::string(invariant),
                            std::move(text),
                            {m_trace.latest().begin(), m_trace.latest().end()}});
    m_trace.note(at, "violation: " + m_violations.back().invariant + ": " + m_violations.back().text);
    m_mustEnd = m_mustEnd || m_config.endsAtViolation;
}

// ---- other runs ----

Result<std::unique_ptr<Simulation>> Simulation::replayedTo(Duration time) const {
    auto config = m_config;
    config.schedule = m_schedule;
    auto made = make(std::move(config));
    if (made)
        (*made)->runFor(time);
    return made;
}

Result<std::unique_ptr<Simulation>> Simulation::forkedAt(Duration time, const FaultSchedule& schedule) const {
    auto config = m_config;
    auto& joined = config.schedule.emplace();
    std::ranges::copy_if(m_schedule, std::back_inserter(joined),
                         [&](const Fault& fault) { return fault.at <= time; });
    std::ranges::copy_if(schedule, std::back_inserter(joined),
                         [&](const Fault& fault) { return fault.at > time; });
    auto made = make(std::move(config));
    if (made)
        (*made)->runFor(time);
    return made;
}

} // namespace partitura::simulator
