#include "broker/cluster/live_cluster.h"

#include "broker/base/random.h"
#include "broker/cluster/merge_views.h"
#include "broker/log/log_directory.h"
#include "broker/log/open_file_limit.h"
#include "broker/net/asio_event_loop.h"
#include "broker/net/descriptor_limit.h"
#include "broker/net/tcp_transport.h"
#include "broker/server/broker.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>

namespace partitura::cluster {
namespace {

constexpr std::size_t eventCapacity = 10'000;
constexpr Duration recoveryInterval = std::chrono::seconds(1);

/// One broker with the thread and the seams it lives on.
struct Node {
    BrokerId id;
    SeededRandom random;
    net::AsioEventLoop loop;
    net::AsioEventLoop background;
    net::TcpTransport transport;
    log::OpenFileLimit storage;
    std::unique_ptr<server::Broker> broker;

    Node(BrokerId id, std::uint64_t seed, const Clock& clock, Storage& disk, std::size_t filesMax,
         std::size_t mappingsMax)
        : id(id)
        , random(seed)
        , loop(clock, "broker-" + toString(id))
        , background(clock, "disk-" + toString(id))
        , transport(loop, {})
        , storage(disk, filesMax, mappingsMax) {}

    /// Runs on the broker's loop and waits for the result.
    Result<void> onLoop(const std::function<Result<void>()>& action) {
        Result<void> result;
        loop.runAndWait([&] { result = action(); });
        return result;
    }
};

} // namespace

struct LiveCluster::State {
    ClusterConfig config;
    const Clock& clock;
    std::string clusterId;
    std::unique_ptr<DirectoryLock> lock;
    observe::EventRing events{eventCapacity};
    std::vector<std::unique_ptr<Node>> nodes;
    net::AsioEventLoop observer;

    std::mutex recoveryMutex; ///< for what follows, while brokers open
    std::map<BrokerId, server::NodeView> recoveries;
    std::optional<Instant> recoveryTold;

    mutable std::mutex snapshotMutex;
    std::shared_ptr<const observe::ClusterSnapshot> snapshot = std::make_shared<observe::ClusterSnapshot>();

    // On the observer's loop:
    Duration interval{};
    EventLoop::TimerId timer = 0;
    std::uint64_t round = 0; ///< rises with each gathering; an older one's views are ignored
    std::size_t awaited = 0; ///< brokers that have not answered in this round
    std::vector<server::NodeView> gathered;

    std::atomic<bool> stopped = false;
    std::vector<net::Endpoint> endpoints; ///< set once started

    State(ClusterConfig config, const Clock& clock)
        : config(std::move(config))
        , clock(clock)
        , observer(clock, "observer") {}

    Result<void> start(Storage& storage, std::uint64_t seed);
    Result<void> decideClusterId(Storage& storage, Random& random);
    void recovering(Node& node);
    [[nodiscard]] server::BrokerConfig brokerConfig(BrokerId id) const;
    [[nodiscard]] std::string directoryOf(BrokerId id) const {
        return config.dataDirectory + "/broker-" + toString(id);
    }
    void gather();
    void publish();
};

Result<void> LiveCluster::State::start(Storage& storage, std::uint64_t seed) {
    SeededRandom seeds(seed);
    // Half of what may be open is for files, the other for connections.
    const auto filesMax = net::raiseDescriptorLimit() / 2 / static_cast<std::size_t>(config.brokers);
    // Half of the mappings are for the program, its libraries and threads.
    const auto mappingsMax = net::mappingLimit() / 2 / static_cast<std::size_t>(config.brokers);
    if (auto made = storage.createDirectories(config.dataDirectory); !made)
        return made;
    auto locked = storage.lock(config.dataDirectory);
    if (!locked)
        return locked.error();
    lock = std::move(*locked);
    if (auto decided = decideClusterId(storage, seeds); !decided)
        return decided;
    for (int i = 1; i <= config.brokers; ++i)
        nodes.push_back(
            std::make_unique<Node>(BrokerId(i), seeds.next(), clock, storage, filesMax, mappingsMax));
    // All open at the same time; the first to fail speaks for all.
    std::vector<std::future<Result<void>>> opening;
    for (auto& node : nodes)
        opening.push_back(std::async(std::launch::async, [this, &node] {
            return node->onLoop([&] {
                node->broker = std::make_unique<server::Broker>(
                    brokerConfig(node->id), server::Seams{node->loop, node->background, node->random,
                                                          node->transport, node->storage, events});
                return node->broker->open([&] { recovering(*node); });
            });
        }));
    Result<void> opened;
    for (auto& one : opening)
        if (auto result = one.get(); !result && opened)
            opened = result;
    if (!opened)
        return opened;
    // Brokers reach each other where they listen; an address for all is reached over loopback.
    const auto& host = config.listenHosts.front();
    const auto reachable = host == "0.0.0.0" ? "127.0.0.1" : host == "::" ? "::1" : host;
    std::map<BrokerId, net::Endpoint> reached;
    for (auto& node : nodes) {
        reached[node->id] = {reachable, node->broker->port()};
        endpoints.push_back({config.advertisedHost, node->broker->port()});
    }
    for (auto& node : nodes)
        if (auto joined = node->onLoop([&] { return node->broker->join(reached); }); !joined)
            return joined;
    return {};
}

void LiveCluster::State::recovering(Node& node) {
    if (!config.recovering)
        return;
    const std::lock_guard lock(recoveryMutex);
    auto& view = recoveries[node.id] = node.broker->view();
    const auto now = clock.now();
    const bool isDue = !recoveryTold || now - *recoveryTold >= recoveryInterval;
    if (!isDue && view.broker.recovery->logsRemaining > 0)
        return;
    recoveryTold = now;
    std::vector<server::NodeView> views;
    for (const auto& [id, one] : recoveries)
        views.push_back(one);
    config.recovering(*mergeViews(views, {}));
}

// The id a cluster got when it was first started stands in each broker's meta.properties.
Result<void> LiveCluster::State::decideClusterId(Storage& storage, Random& random) {
    for (int i = 1; i <= config.brokers && clusterId.empty(); ++i) {
        auto known = log::clusterIdOf(storage, directoryOf(BrokerId(i)));
        if (!known)
            return known.error();
        clusterId = *known;
    }
    if (clusterId.empty())
        clusterId = toString(Uuid::random(random));
    return {};
}

server::BrokerConfig LiveCluster::State::brokerConfig(BrokerId id) const {
    auto broker = config.broker;
    broker.id = id;
    broker.replication.self = id;
    broker.quorum.voters = server::votersOf(config.brokers);
    broker.clusterId = clusterId;
    broker.directory = directoryOf(id);
    broker.listenHosts = config.listenHosts;
    const auto port = config.basePort == 0 ? 0 : config.basePort + id.value() - 1;
    broker.advertised = {config.advertisedHost, static_cast<std::uint16_t>(port)};
    return broker;
}

LiveCluster::LiveCluster(std::unique_ptr<State> state)
    : m_state(std::move(state)) {}

LiveCluster::~LiveCluster() {
    stop();
}

Result<std::unique_ptr<LiveCluster>> LiveCluster::start(ClusterConfig config, Storage& storage,
                                                        const Clock& clock, std::uint64_t seed) {
    auto cluster =
        std::unique_ptr<LiveCluster>(new LiveCluster(std::make_unique<State>(std::move(config), clock)));
    if (auto started = cluster->m_state->start(storage, seed); !started)
        return started.error();
    return cluster;
}

void LiveCluster::stop() {
    auto& state = *m_state;
    if (state.stopped.exchange(true))
        return;
    state.observer.runAndWait([&] {
        state.observer.cancel(state.timer);
        ++state.round;
    });
    // The controller last: brokers that go down have nothing more to ask of it.
    for (auto node = state.nodes.rbegin(); node != state.nodes.rend(); ++node)
        (*node)->loop.runAndWait([&] {
            if ((*node)->broker)
                (*node)->broker->stop();
            (*node)->broker.reset();
        });
    state.observer.stop();
    for (auto& node : state.nodes) {
        node->loop.stop();
        node->background.stop();
    }
    state.lock.reset();
}

const std::string& LiveCluster::clusterId() const {
    return m_state->clusterId;
}

std::vector<net::Endpoint> LiveCluster::endpoints() const {
    return m_state->endpoints;
}

std::vector<BrokerId> LiveCluster::brokerIds() const {
    std::vector<BrokerId> ids;
    for (const auto& node : m_state->nodes)
        ids.push_back(node->id);
    return ids;
}

void LiveCluster::sendFrame(BrokerId broker, Bytes frame, std::function<void(Result<Payload>)> answer) {
    const auto found = std::ranges::find(m_state->nodes, broker, &Node::id);
    if (found == m_state->nodes.end())
        return answer(Error{ErrorCode::BROKER_NOT_AVAILABLE, "There is no broker " + toString(broker) + "."});
    if (m_state->stopped)
        return answer(Error{ErrorCode::BROKER_NOT_AVAILABLE, "The cluster is stopped."});
    auto* node = found->get();
    node->loop.post([node, frame = std::move(frame), answer = std::move(answer)]() mutable {
        if (node->broker)
            node->broker->call(std::move(frame), std::move(answer));
        else
            answer(Error{ErrorCode::BROKER_NOT_AVAILABLE, "The broker is stopped."});
    });
}

// ---- observation ----

void LiveCluster::observe(Duration interval) {
    auto& state = *m_state;
    state.observer.post([&state, interval] {
        state.observer.cancel(state.timer);
        state.interval = interval;
        state.awaited = 0;
        if (interval > Duration::zero())
            state.gather();
    });
}

std::shared_ptr<const observe::ClusterSnapshot> LiveCluster::snapshot() const {
    const std::lock_guard lock(m_state->snapshotMutex);
    return m_state->snapshot;
}

const observe::EventRing& LiveCluster::events() const {
    return m_state->events;
}

// Asks every broker for its view; the last to answer completes the round. None begins before that, or a
// broker slower than the interval would never be seen, and asked ever more often.
void LiveCluster::State::gather() {
    timer = observer.schedule(interval, [this] { gather(); });
    if (awaited > 0)
        return;
    gathered.clear();
    awaited = nodes.size();
    ++round;
    for (auto& node : nodes)
        node->loop.post([this, node = node.get(), asked = round] {
            if (!node->broker)
                return;
            auto view = std::make_shared<server::NodeView>(node->broker->view());
            observer.post([this, view, asked] {
                // Views of one round only: the counters of brokers are compared with each other.
                if (asked != round)
                    return;
                gathered.push_back(std::move(*view));
                if (--awaited == 0)
                    publish();
            });
        });
}

void LiveCluster::State::publish() {
    auto fresh = mergeViews(gathered, *snapshot);
    fresh->takenAt = clock.now();
    fresh->takenAtMs = clock.wallTimeMs();
    fresh->clusterId = clusterId;
    fresh->droppedEvents = events.dropped();
    const std::lock_guard lock(snapshotMutex);
    snapshot = std::move(fresh);
}

} // namespace partitura::cluster
