#include "broker/cluster/live_cluster.h"

#include "broker/cluster/answered_once.h"
#include "broker/cluster/cluster_observer.h"
#include "broker/cluster/live_nodes.h"

#include <algorithm>
#include <atomic>

namespace partitura::cluster {
namespace {

using observe::BrokerState;
using observe::EventKind;

constexpr std::size_t eventCapacity = 10'000;

} // namespace

struct LiveCluster::State {
    const ClusterConfig config;
    Storage& storage;
    const Clock& clock;
    std::unique_ptr<DirectoryLock> lock;
    observe::EventRing events{eventCapacity};
    faults::FaultPlan plan;
    LiveNodes nodes;
    ClusterObserver observer;
    net::AsioEventLoop operations; ///< commands that wait for brokers, one after another
    std::atomic<bool> stopped = false;

    State(ClusterConfig given, Storage& storage, const Clock& clock, std::uint64_t seed)
        : config(std::move(given))
        , storage(storage)
        , clock(clock)
        , plan(seed)
        , nodes(config, storage, clock, plan, events, seed)
        , observer(nodes, plan, events, clock)
        , operations(clock, "operations") {}

    Result<void> start();
    void report(EventKind kind, BrokerId broker, std::string detail);
    [[nodiscard]] Result<void> checkNode(const std::string& name) const;
    [[nodiscard]] Result<std::shared_ptr<faults::NodeFaults>> faultsOf(BrokerId id);

    // Those that need no broker are done at once.
    Result<void> apply(const LinkCommand& command);
    Result<void> apply(const CutCommand& command);
    Result<void> apply(const DiskCommand& command);
    Result<void> apply(const ClockCommand& command);
    Result<void> apply(const RequestCommand& command);
};

// ---- start and stop ----

Result<void> LiveCluster::State::start() {
    if (auto made = storage.createDirectories(config.dataDirectory); !made)
        return made;
    auto locked = storage.lock(config.dataDirectory);
    if (!locked)
        return locked.error();
    lock = std::move(*locked);
    return nodes.startAll();
}

LiveCluster::LiveCluster(std::unique_ptr<State> state)
    : m_state(std::move(state)) {}

LiveCluster::~LiveCluster() {
    stop();
}

Result<std::unique_ptr<LiveCluster>> LiveCluster::start(ClusterConfig config, Storage& storage,
                                                        const Clock& clock, std::uint64_t seed) {
    auto cluster = std::unique_ptr<LiveCluster>(
        new LiveCluster(std::make_unique<State>(std::move(config), storage, clock, seed)));
    if (auto started = cluster->m_state->start(); !started)
        return started.error();
    return cluster;
}

void LiveCluster::stop() {
    auto& state = *m_state;
    if (state.stopped.exchange(true))
        return;
    state.operations.stop();
    state.observer.pause();
    state.nodes.stopAll();
    state.observer.stop();
    state.lock.reset();
}

const std::string& LiveCluster::clusterId() const {
    return m_state->nodes.clusterId();
}

const std::string& LiveCluster::dataDirectory() const {
    return m_state->config.dataDirectory;
}

std::vector<net::Endpoint> LiveCluster::endpoints() const {
    std::vector<net::Endpoint> all;
    for (const auto& node : m_state->nodes.nodes())
        all.push_back(m_state->nodes.endpointOf(node));
    return all;
}

std::vector<BrokerId> LiveCluster::brokerIds() const {
    std::vector<BrokerId> ids;
    for (const auto& node : m_state->nodes.nodes())
        ids.push_back(node.id);
    return ids;
}

BrokerId LiveCluster::anyBroker() const {
    const auto nodes = m_state->nodes.nodes();
    const auto runs = std::ranges::find(nodes, BrokerState::running, &LiveNodes::Node::state);
    return runs == nodes.end() ? nodes.front().id : runs->id;
}

void LiveCluster::sendFrame(BrokerId broker, Bytes frame, std::function<void(Result<Payload>)> answer) {
    const auto node = m_state->nodes.node(broker);
    if (!node)
        return answer(Error{ErrorCode::BROKER_NOT_AVAILABLE, "There is no broker " + toString(broker) + "."});
    if (m_state->stopped)
        return answer(Error{ErrorCode::BROKER_NOT_AVAILABLE, "The cluster is stopped."});
    if (!node->life)
        return answer(
            Error{ErrorCode::BROKER_NOT_AVAILABLE,
                  "Broker " + toString(broker) + " is " + std::string(brokerStateName(node->state)) + "."});
    node->life->loop().post([life = node->life.get(), frame = std::move(frame),
                             answer = answeredOnce<Payload>(std::move(answer))]() mutable {
        if (life->broker())
            life->broker()->call(std::move(frame), std::move(answer));
    });
}

// ---- commands ----

void LiveCluster::execute(Command command, Done done) {
    auto& state = *m_state;
    if (state.stopped)
        return done(Error{ErrorCode::BROKER_NOT_AVAILABLE, "The cluster is stopped."});
    const auto inTurn = [&](std::function<Result<void>()> action) {
        state.operations.post(
            [action = std::move(action), done = answeredOnce<void>(std::move(done))] { done(action()); });
    };
    if (auto* broker = std::get_if<BrokerCommand>(&command))
        return inTurn([&state, command = *broker] { return state.nodes.execute(command); });
    if (auto* flip = std::get_if<FlipBitCommand>(&command))
        return inTurn([&state, command = *flip] { return state.nodes.flipBit(command); });
    if (std::holds_alternative<UndoAllCommand>(command)) {
        state.plan.undoAll();
        state.report(EventKind::faultsUndone, BrokerId(), "All faults undone");
        return inTurn([&state] { return state.nodes.bringBack(); });
    }
    const auto result = std::visit(
        [&](const auto& one) -> Result<void> {
            if constexpr (requires { state.apply(one); })
                return state.apply(one);
            return {};
        },
        command);
    state.observer.post([result, done = answeredOnce<void>(std::move(done))] { done(result); });
}

void LiveCluster::State::report(EventKind kind, BrokerId broker, std::string detail) {
    observe::Event event;
    event.timeMs = clock.wallTimeMs();
    event.kind = kind;
    event.broker = broker;
    event.detail = std::move(detail);
    events.add(std::move(event));
}

Result<void> LiveCluster::State::checkNode(const std::string& name) const {
    const auto all = nodes.nodes();
    if (name == faults::clientsName ||
        std::ranges::any_of(all, [&](const auto& node) { return faults::nodeName(node.id.value()) == name; }))
        return {};
    return Error{ErrorCode::INVALID_REQUEST,
                 "There is no node " + name + "; they are called broker-1 and so on, and clients."};
}

Result<std::shared_ptr<faults::NodeFaults>> LiveCluster::State::faultsOf(BrokerId id) {
    if (!nodes.node(id))
        return Error{ErrorCode::INVALID_REQUEST, "There is no broker " + toString(id) + "."};
    return plan.node(faults::nodeName(id.value()));
}

Result<void> LiveCluster::State::apply(const LinkCommand& command) {
    for (const auto* name : {&command.from, &command.to})
        if (auto known = checkNode(*name); !known)
            return known;
    if (command.from == command.to)
        return Error{ErrorCode::INVALID_REQUEST, "A link has two ends."};
    auto conditions = plan.link(command.from, command.to);
    const auto& change = command.change;
    conditions.delayMin = change.delayMin.value_or(conditions.delayMin);
    conditions.delayMean = change.delayMean.value_or(conditions.delayMean);
    conditions.lossPerMillion = change.lossPerMillion.value_or(conditions.lossPerMillion);
    conditions.isClogged = change.isClogged.value_or(conditions.isClogged);
    plan.setLink(command.from, command.to, conditions);
    const auto link = "the link from " + command.from + " to " + command.to;
    if (conditions == faults::LinkConditions{})
        report(EventKind::faultsUndone, BrokerId(), "Fault undone: " + link);
    else if (conditions.isClogged)
        report(EventKind::faultSet, BrokerId(), "Fault set: " + link + " is clogged");
    else
        report(EventKind::faultSet, BrokerId(), "Fault set: " + link + " delays or loses frames");
    return {};
}

Result<void> LiveCluster::State::apply(const CutCommand& command) {
    for (const auto* name : {&command.a, &command.b})
        if (auto known = checkNode(*name); !known)
            return known;
    if (command.a == command.b)
        return Error{ErrorCode::INVALID_REQUEST, "A link has two ends."};
    const auto between = "between " + command.a + " and " + command.b;
    switch (command.kind) {
    case CutCommand::Kind::cut:
        plan.cut(command.a, command.b);
        report(EventKind::faultSet, BrokerId(), "Fault set: the network is cut " + between);
        break;
    case CutCommand::Kind::heal:
        plan.heal(command.a, command.b);
        plan.clearLink(command.a, command.b);
        plan.clearLink(command.b, command.a);
        report(EventKind::faultsUndone, BrokerId(), "Fault undone: all that was wrong " + between);
        break;
    case CutCommand::Kind::reset:
        plan.reset(command.a, command.b);
        report(EventKind::faultSet, BrokerId(), "Fault set: connections " + between + " were reset");
        break;
    }
    return {};
}

Result<void> LiveCluster::State::apply(const DiskCommand& command) {
    auto faults = faultsOf(command.broker);
    if (!faults)
        return faults.error();
    (*faults)->setDisk(command.conditions);
    const auto disk = "the disk of broker " + toString(command.broker);
    if (command.conditions == faults::DiskConditions{})
        report(EventKind::faultsUndone, command.broker, "Fault undone: " + disk + " is well");
    else
        report(EventKind::faultSet, command.broker, "Fault set: " + disk);
    return {};
}

Result<void> LiveCluster::State::apply(const ClockCommand& command) {
    auto faults = faultsOf(command.broker);
    if (!faults)
        return faults.error();
    (*faults)->setClockSkewMs(command.skewMs);
    const auto clock = "the clock of broker " + toString(command.broker);
    if (command.skewMs == 0)
        report(EventKind::faultsUndone, command.broker, "Fault undone: " + clock + " is right");
    else
        report(EventKind::faultSet, command.broker,
               "Fault set: " + clock + " is ahead by " + std::to_string(command.skewMs) + " ms");
    return {};
}

Result<void> LiveCluster::State::apply(const RequestCommand& command) {
    auto faults = faultsOf(command.broker);
    if (!faults)
        return faults.error();
    if (command.fault.count == 0) {
        (*faults)->clearRequestFaults();
        report(EventKind::faultsUndone, command.broker,
               "Fault undone: requests to broker " + toString(command.broker));
        return {};
    }
    (*faults)->addRequestFault(command.fault);
    report(EventKind::faultSet, command.broker,
           "Fault set: " + std::to_string(command.fault.count) + " requests to broker " +
               toString(command.broker));
    return {};
}

// ---- observation ----

void LiveCluster::observe(Duration interval) {
    m_state->observer.observe(interval);
}

void LiveCluster::look(std::function<void(const std::shared_ptr<const observe::ClusterSnapshot>&)> taken) {
    m_state->observer.look(std::move(taken));
}

std::shared_ptr<const observe::ClusterSnapshot> LiveCluster::snapshot() const {
    return m_state->observer.snapshot();
}

const observe::EventRing& LiveCluster::events() const {
    return m_state->events;
}

} // namespace partitura::cluster
