#include "broker/cluster/live_nodes.h"

#include "broker/cluster/answered_once.h"
#include "broker/cluster/merge_views.h"
#include "broker/log/log_directory.h"
#include "broker/net/descriptor_limit.h"
#include "broker/protocol/messages/unregister_broker.h"

#include <algorithm>
#include <future>
#include <thread>

namespace partitura::cluster {
namespace {

using observe::BrokerState;
using observe::EventKind;
using Kind = BrokerCommand::Kind;

constexpr Duration recoveryInterval = std::chrono::seconds(1);
/// How long a broker that is to stop may take to hand over what it leads.
constexpr Duration handOverPatience = std::chrono::seconds(5);
constexpr Duration answerPatience = std::chrono::seconds(40);

Error refusal(BrokerId id, const std::string& why) {
    return {ErrorCode::INVALID_REQUEST, "Broker " + toString(id) + " " + why};
}

/// Asks a broker and waits.
template <typename Request>
Result<typename Request::Response> ask(NodeLife& life, const Request& request) {
    using Response = typename Request::Response;
    const auto version = Request::table.valid.last;
    auto frame = protocol::encodeRequest(request, version, 0, "partitura").flatten();
    if (!frame)
        return frame.error();
    const auto promised = std::make_shared<std::promise<Result<Response>>>();
    auto answer = answeredOnce<Payload>([promised, version](Result<Payload> payload) {
        auto bytes = payload ? payload->flatten() : Result<Bytes>(payload.error());
        promised->set_value(bytes ? protocol::decodeResponse<Response>(*bytes, version)
                                  : Result<Response>(bytes.error()));
    });
    life.loop().post([&life, frame = std::move(*frame), answer = std::move(answer)]() mutable {
        if (life.broker())
            life.broker()->call(std::move(frame), std::move(answer));
    });
    auto future = promised->get_future();
    if (future.wait_for(answerPatience) != std::future_status::ready)
        return Error{ErrorCode::REQUEST_TIMED_OUT, "no answer came in time"};
    return future.get();
}

} // namespace

LiveNodes::LiveNodes(const ClusterConfig& config, Storage& storage, const Clock& clock,
                     faults::FaultPlan& plan, observe::EventRing& events, std::uint64_t seed)
    : m_config(config)
    , m_storage(storage)
    , m_clock(clock)
    , m_plan(plan)
    , m_events(events)
    , m_seeds(seed) {}

// ---- who there is ----

std::vector<LiveNodes::Node> LiveNodes::nodes() const {
    const std::lock_guard lock(m_mutex);
    return m_nodes;
}

std::optional<LiveNodes::Node> LiveNodes::node(BrokerId id) const {
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find(m_nodes, id, &Node::id);
    return found == m_nodes.end() ? std::nullopt : std::optional(*found);
}

void LiveNodes::update(BrokerId id, const std::function<void(Node&)>& change) {
    const std::lock_guard lock(m_mutex);
    if (const auto found = std::ranges::find(m_nodes, id, &Node::id); found != m_nodes.end())
        change(*found);
}

bool LiveNodes::votes(BrokerId id) const {
    const auto voters = server::votersOf(m_config.brokers);
    return std::ranges::find(voters, id) != voters.end();
}

server::BrokerConfig LiveNodes::brokerConfig(const Node& node, bool isFirstStart) const {
    auto broker = m_config.broker;
    broker.id = node.id;
    broker.replication.self = node.id;
    broker.quorum.voters = server::votersOf(m_config.brokers);
    broker.clusterId = m_clusterId;
    broker.directory = directoryOf(node.id);
    broker.listenHosts = m_config.listenHosts;
    broker.advertised = {m_config.advertisedHost, node.port};
    if (!isFirstStart)
        broker.topics.clear(); // who deleted one since does not want it back
    return broker;
}

std::shared_ptr<NodeLife> LiveNodes::makeLife(BrokerId id) {
    return std::make_shared<NodeLife>(id, m_seeds.next(), m_clock, m_storage, m_filesMax, m_mappingsMax,
                                      m_plan, m_events);
}

// Brokers reach each other where they listen; an address for all is reached over loopback.
std::map<BrokerId, net::Endpoint> LiveNodes::reached() const {
    const auto& host = m_config.listenHosts.front();
    const auto reachable = host == "0.0.0.0" ? "127.0.0.1" : host == "::" ? "::1" : host;
    std::map<BrokerId, net::Endpoint> all;
    for (const auto& node : nodes())
        if (node.port != 0)
            all[node.id] = {reachable, node.port};
    return all;
}

void LiveNodes::listens(BrokerId id, std::uint16_t port) {
    update(id, [&](Node& node) { node.port = port; });
    const auto name = faults::nodeName(id.value());
    m_plan.setEndpoint({m_config.advertisedHost, port}, name);
    m_plan.setEndpoint(reached()[id], name);
}

void LiveNodes::report(EventKind kind, BrokerId id, const std::string& what) {
    observe::Event event;
    event.timeMs = m_clock.wallTimeMs();
    event.kind = kind;
    event.broker = id;
    event.detail = "Broker " + toString(id) + " " + what;
    m_events.add(std::move(event));
}

// ---- all together ----

Result<void> LiveNodes::startAll() {
    // Half of what may be open is for files, the other for connections.
    m_filesMax = net::raiseDescriptorLimit() / 2 / static_cast<std::size_t>(m_config.brokers);
    // Half of the mappings are for the program, its libraries and threads.
    m_mappingsMax = net::mappingLimit() / 2 / static_cast<std::size_t>(m_config.brokers);
    if (auto decided = decideClusterId(); !decided)
        return decided;
    for (int i = 1; i <= m_config.brokers; ++i) {
        const auto port = m_config.basePort == 0 ? 0 : m_config.basePort + i - 1;
        auto life = makeLife(BrokerId(i));
        const std::lock_guard lock(m_mutex);
        m_nodes.push_back(
            {BrokerId(i), static_cast<std::uint16_t>(port), BrokerState::starting, std::move(life)});
    }
    // All open at the same time; the first to fail speaks for all.
    std::vector<std::future<Result<void>>> opening;
    for (const auto& node : nodes())
        opening.push_back(std::async(std::launch::async, [this, node] {
            return node.life->open(brokerConfig(node, true), [this, &node] { recovering(*node.life); });
        }));
    Result<void> opened;
    for (auto& one : opening)
        if (auto result = one.get(); !result && opened)
            opened = result;
    if (!opened)
        return opened;
    for (const auto& node : nodes())
        listens(node.id, node.life->port());
    for (const auto& node : nodes()) {
        if (auto joined = node.life->join(reached()); !joined)
            return joined;
        update(node.id, [](Node& changed) { changed.state = BrokerState::running; });
    }
    return {};
}

void LiveNodes::recovering(NodeLife& life) {
    if (!m_config.recovering)
        return;
    const std::lock_guard lock(m_recoveryMutex);
    const auto& view = m_recoveries[life.broker()->config().id] = life.broker()->view();
    const auto now = m_clock.now();
    const bool isDue = !m_recoveryTold || now - *m_recoveryTold >= recoveryInterval;
    if (!isDue && view.broker.recovery->logsRemaining > 0)
        return;
    m_recoveryTold = now;
    std::vector<server::NodeView> views;
    for (const auto& [id, one] : m_recoveries)
        views.push_back(one);
    m_config.recovering(*mergeViews(views, {}));
}

// The id a cluster got when it was first started stands in each broker's meta.properties.
Result<void> LiveNodes::decideClusterId() {
    for (int i = 1; i <= m_config.brokers && m_clusterId.empty(); ++i) {
        auto known = log::clusterIdOf(m_storage, directoryOf(BrokerId(i)));
        if (!known)
            return known.error();
        m_clusterId = *known;
    }
    if (m_clusterId.empty())
        m_clusterId = toString(Uuid::random(m_seeds));
    return {};
}

// The first node last: brokers that go down have nothing more to ask of it.
void LiveNodes::stopAll() {
    const auto all = nodes();
    {
        std::vector<std::jthread> stops; // each is long at its disk
        for (const auto& node : all)
            if (node.life)
                stops.emplace_back([life = node.life] { life->stop(Duration::zero()); });
    }
    for (const auto& node : all)
        update(node.id, [](Node& stopped) { stopped.life.reset(); });
}

Result<void> LiveNodes::bringBack() {
    Result<void> result;
    for (const auto& node : nodes()) {
        Result<void> one;
        if (node.state == BrokerState::paused)
            one = execute({Kind::resume, node.id});
        else if (!node.life)
            one = start(node.id);
        if (result && !one)
            result = one;
    }
    return result;
}

// ---- one ----

Result<void> LiveNodes::execute(const BrokerCommand& command) {
    const auto id = command.broker;
    if (command.kind == Kind::add)
        return add(id);
    const auto known = node(id);
    if (!known)
        return Error{ErrorCode::INVALID_REQUEST, "There is no broker " + toString(id) + "."};
    const bool isPaused = known->state == BrokerState::paused;
    const auto state = " " + std::string(observe::brokerStateName(known->state)) + ".";
    if (command.kind == Kind::start
            ? known->life != nullptr
            : !known->life && command.kind != Kind::restart && command.kind != Kind::remove)
        return refusal(id, "is" + state);
    switch (command.kind) {
    case Kind::start:
        return start(id);
    case Kind::stop:
        end(id, false);
        return {};
    case Kind::crash:
        end(id, true);
        return {};
    case Kind::restart:
        if (known->life)
            end(id, false);
        return start(id);
    case Kind::pause:
        if (isPaused)
            return refusal(id, "is" + state);
        update(id, [](Node& node) { node.state = BrokerState::paused; });
        known->life->pause();
        report(EventKind::brokerPaused, id, "paused");
        return {};
    case Kind::resume:
        if (!isPaused)
            return refusal(id, "is" + state);
        known->life->resume();
        update(id, [](Node& node) { node.state = BrokerState::running; });
        report(EventKind::brokerResumed, id, "resumed");
        return {};
    case Kind::remove:
        return remove(id);
    case Kind::add:
        break;
    }
    return {};
}

Result<void> LiveNodes::start(BrokerId id) {
    update(id, [](Node& node) { node.state = BrokerState::starting; });
    const auto isDown = [&](const Error& error) {
        update(id, [](Node& node) { node.state = BrokerState::stopped; });
        return error;
    };
    const auto life = makeLife(id);
    if (auto opened = life->open(brokerConfig(*node(id), false)); !opened)
        return isDown(opened.error());
    listens(id, life->port());
    if (auto joined = life->join(reached()); !joined)
        return isDown(joined.error());
    update(id, [&](Node& node) {
        node.state = BrokerState::running;
        node.life = life;
    });
    return {};
}

void LiveNodes::end(BrokerId id, bool isCrash) {
    const auto life = node(id)->life;
    if (isCrash)
        life->crash();
    update(id, [](Node& node) { node.state = BrokerState::stopping; });
    if (!isCrash)
        life->stop(handOverPatience);
    update(id, [&](Node& node) {
        node.state = isCrash ? BrokerState::crashed : BrokerState::stopped;
        node.life.reset();
    });
    if (isCrash)
        report(EventKind::brokerCrashed, id, "crashed");
}

Result<void> LiveNodes::add(BrokerId wanted) {
    auto id = wanted;
    if (id == BrokerId())
        for (id = BrokerId(1); node(id);)
            ++id;
    if (node(id))
        return refusal(id, "is there already.");
    if (id.value() < 1)
        return refusal(id, "is none: ids begin with 1.");
    const auto port = m_config.basePort == 0 ? 0 : m_config.basePort + id.value() - 1;
    if (port > 65'535)
        return refusal(id, "would have a port above 65535.");
    {
        const std::lock_guard lock(m_mutex);
        const auto at = std::ranges::lower_bound(m_nodes, id, {}, &Node::id);
        m_nodes.insert(at, {id, static_cast<std::uint16_t>(port), BrokerState::starting, nullptr});
    }
    if (auto started = start(id); !started) {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_nodes, [&](const Node& node) { return node.id == id; });
        return started;
    }
    report(EventKind::brokerAdded, id, "added");
    return {};
}

Result<void> LiveNodes::remove(BrokerId id) {
    if (votes(id))
        return refusal(id, "votes in the quorum and cannot be removed.");
    // All are asked, since some may not know of a topic yet, before it is stopped in vain; the controller
    // looks again.
    std::shared_ptr<NodeLife> other;
    std::string held;
    for (const auto& node : nodes()) {
        if (!node.life || node.state != BrokerState::running)
            continue;
        if (node.id != id)
            other = node.life;
        node.life->loop().runAndWait([&] {
            for (const auto& [name, topic] : node.life->broker()->image().topics())
                for (const auto& partition : topic.partitions)
                    if (std::ranges::find(partition.replicas, id) != partition.replicas.end())
                        held = name;
        });
    }
    if (!other)
        return refusal(id, "cannot be removed while no other runs.");
    if (!held.empty())
        return refusal(id, "holds replicas, of " + held + " among others; move them away first.");
    if (node(id)->life)
        end(id, false);
    protocol::UnregisterBrokerRequest request;
    request.brokerId = id.value();
    const auto answer = ask(*other, request);
    if (!answer)
        return refusal(id, "is stopped and still registered: " + answer.error().context);
    if (answer->errorCode != ErrorCode::NONE && answer->errorCode != ErrorCode::BROKER_ID_NOT_REGISTERED)
        return Error{answer->errorCode, answer->errorMessage.value_or("")};
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_nodes, [&](const Node& node) { return node.id == id; });
    }
    report(EventKind::brokerRemoved, id, "removed");
    return {};
}

Result<void> LiveNodes::flipBit(const FlipBitCommand& command) {
    if (!node(command.broker))
        return Error{ErrorCode::INVALID_REQUEST, "There is no broker " + toString(command.broker) + "."};
    const auto directory = directoryOf(command.broker) + "/" + toString(command.partition);
    const auto entries = m_storage.list(directory);
    if (!entries)
        return refusal(command.broker, "holds no replica of " + toString(command.partition) + ".");
    for (const auto& entry : *entries) // by name, and so by offset
        if (entry.name.ends_with(".log"))
            return faults::flipBit(m_storage, directory + "/" + entry.name, command.bit);
    return refusal(command.broker, "has no segment of " + toString(command.partition) + ".");
}

} // namespace partitura::cluster
