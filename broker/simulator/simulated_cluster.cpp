#include "broker/simulator/simulated_cluster.h"

#include "broker/cluster/merge_views.h"

#include <algorithm>

namespace partitura::simulator {
namespace {

constexpr auto clusterId = "cluster";
constexpr Duration shutDownTimeout = std::chrono::seconds(10);

/// Seeds for the parts of a cluster, far from each other for seeds that are near.
enum class Stream : std::uint64_t { network = 1, disk = 2, broker = 3 };

std::uint64_t seedOf(std::uint64_t seed, Stream stream, std::uint64_t a = 0, std::uint64_t b = 0) {
    SeededRandom random(seed);
    for (const auto part : {static_cast<std::uint64_t>(stream), a, b})
        random = SeededRandom(random.next() ^ part);
    return random.next();
}

} // namespace

SimulatedCluster::SimulatedCluster(ClusterConfig config)
    : m_config(std::move(config))
    , m_networkRandom(seedOf(m_config.seed, Stream::network))
    , m_network(m_config.links, &m_networkRandom)
    , m_events(m_config.eventsMax)
    , m_hardware(m_scheduler)
    , m_snapshot(std::make_shared<observe::ClusterSnapshot>()) {
    for (int id = 1; id <= m_config.brokers; ++id) {
        auto& added = *m_nodes.emplace_back(std::make_unique<Node>());
        added.diskRandom = std::make_unique<SeededRandom>(
            seedOf(m_config.seed, Stream::disk, static_cast<std::uint64_t>(id)));
        added.storage = m_config.tearsUnsynced
                            ? std::make_unique<simulation::MemoryStorage>(*added.diskRandom)
                            : std::make_unique<simulation::MemoryStorage>();
    }
    m_scheduler.setObserver([this](const auto* loop) { afterTask(loop); });
}

SimulatedCluster::~SimulatedCluster() {
    m_scheduler.setObserver({});
    for (int id = size(); id >= 1; --id)
        if (runs(id))
            kill(id);
}

// ---- processes ----

Result<void> SimulatedCluster::open(int id) {
    auto& opened = node(id);
    ++opened.lives;
    opened.random =
        std::make_unique<SeededRandom>(seedOf(m_config.seed, Stream::broker, static_cast<std::uint64_t>(id),
                                              static_cast<std::uint64_t>(opened.lives)));
    opened.loop = std::make_unique<simulation::VirtualEventLoop>(m_scheduler);
    opened.background = std::make_unique<simulation::VirtualEventLoop>(m_scheduler);
    opened.loop->virtualClock().setSkewMs(opened.clockSkewMs);
    opened.background->virtualClock().setSkewMs(opened.clockSkewMs);
    opened.transport = std::make_unique<simulation::SimulatedTransport>(m_network, *opened.loop, hostOf(id));
    server::BrokerConfig config;
    config.id = BrokerId(id);
    config.advertised = endpointOf(id);
    config.listenHosts = {hostOf(id)};
    config.directory = "/data";
    config.clusterId = clusterId;
    config.quorum.voters = server::votersOf(size());
    config.replication.self = config.id;
    config.offsetsTopicPartitions = 4;
    if (m_config.configure)
        m_config.configure(config);
    opened.broker = std::make_unique<server::Broker>(config, server::Seams{*opened.loop, *opened.background,
                                                                           *opened.random, *opened.transport,
                                                                           *opened.storage, m_events});
    auto result = opened.broker->open();
    if (!result)
        clear(id);
    return result;
}

Result<void> SimulatedCluster::join(int id) {
    std::map<BrokerId, net::Endpoint> nodes;
    for (int i = 1; i <= size(); ++i)
        nodes[BrokerId(i)] = endpointOf(i);
    auto result = node(id).broker->join(nodes);
    if (!result)
        kill(id);
    return result;
}

Result<void> SimulatedCluster::start() {
    std::vector<int> opened;
    for (int id = 1; id <= size(); ++id) {
        if (runs(id))
            continue;
        if (auto result = open(id); !result)
            return result;
        opened.push_back(id);
    }
    for (const auto id : opened)
        if (auto result = join(id); !result)
            return result;
    return {};
}

Result<void> SimulatedCluster::start(int id) {
    if (node(id).isShuttingDown)
        stop(id);
    if (runs(id))
        return {};
    if (auto result = open(id); !result)
        return result;
    return join(id);
}

void SimulatedCluster::clear(int id) {
    auto& ended = node(id);
    ended.broker.reset();
    ended.transport.reset();
    ended.loop.reset();
    ended.background.reset();
    ended.isPaused = ended.isShuttingDown = ended.mayStop = false;
    ended.busy = {};
}

void SimulatedCluster::stop(int id) {
    auto& stopped = node(id);
    if (!stopped.broker)
        return;
    if (stopped.isPaused)
        resume(id);
    stopped.broker->stop();
    // What the broker left on its loop must do no harm when it is gone.
    stopped.broker.reset();
    m_scheduler.runPending();
    clear(id);
}

void SimulatedCluster::shutDown(int id) {
    auto& ending = node(id);
    if (!ending.broker || ending.isPaused || ending.isShuttingDown)
        return;
    ending.isShuttingDown = true;
    ending.broker->shutDown(shutDownTimeout, [&ending] { ending.mayStop = true; });
}

void SimulatedCluster::stopWhatIsShutDown() {
    for (int id = 1; id <= size(); ++id)
        if (node(id).mayStop)
            stop(id);
}

void SimulatedCluster::kill(int id) {
    auto& killed = node(id);
    if (!killed.broker)
        return;
    killed.loop->dropAll();
    killed.background->dropAll();
    clear(id);
}

void SimulatedCluster::losePower(int id) {
    storage(id).crash();
    node(id).hasLostPower = true;
    kill(id);
}

void SimulatedCluster::pause(int id) {
    auto& paused = node(id);
    if (!paused.broker)
        return;
    paused.isPaused = true;
    paused.loop->pause();
    paused.background->pause();
}

void SimulatedCluster::resume(int id) {
    auto& resumed = node(id);
    if (!resumed.broker || !resumed.isPaused)
        return;
    resumed.isPaused = false;
    resumed.loop->resume();
    resumed.background->resume();
}

// ---- surroundings ----

void SimulatedCluster::setClockSkewMs(int id, std::int64_t skewMs) {
    auto& skewed = node(id);
    skewed.clockSkewMs = skewMs;
    for (const auto* loop : {&skewed.loop, &skewed.background})
        if (*loop)
            (*loop)->virtualClock().setSkewMs(skewMs);
}

void SimulatedCluster::setDisk(int id, const DiskConditions& conditions) {
    simulation::DiskFaults faults;
    faults.bytesFree = conditions.bytesFree;
    faults.failsWrites = conditions.failsWrites;
    faults.failsSyncs = conditions.failsSyncs;
    faults.readFlipsOneIn = conditions.readFlipsOneIn;
    if (conditions.operationTakes > Duration::zero())
        faults.onOperation = [&busy = node(id).busy, takes = conditions.operationTakes](const auto&) {
            busy += takes;
        };
    storage(id).setFaults(std::move(faults));
}

int SimulatedCluster::ownerOf(const simulation::VirtualEventLoop* loop) const {
    for (int id = 1; id <= size(); ++id) {
        const auto& candidate = *m_nodes[index(id)];
        if (candidate.broker && (candidate.loop.get() == loop || candidate.background.get() == loop))
            return id;
    }
    return 0;
}

void SimulatedCluster::afterTask(const simulation::VirtualEventLoop* loop) {
    const auto id = ownerOf(loop);
    if (id != 0 && node(id).busy > Duration::zero())
        keepWaiting(id, node(id).background.get() == loop);
}

// Virtual time stands still while a task runs; what its disk took, the loop waits after it.
void SimulatedCluster::keepWaiting(int id, bool isBackground) {
    const auto loopOf = [isBackground](Node& at) { return (isBackground ? at.background : at.loop).get(); };
    const auto busy = std::exchange(node(id).busy, {});
    if (node(id).isPaused)
        return;
    loopOf(node(id))->pause();
    m_hardware.schedule(busy, [this, id, life = lives(id), loopOf] {
        if (runs(id) && lives(id) == life && !isPaused(id))
            loopOf(node(id))->resume();
    });
}

std::shared_ptr<const observe::ClusterSnapshot> SimulatedCluster::snapshot() {
    std::vector<server::NodeView> views;
    for (auto& one : m_nodes) {
        one->storage->setObserved(true);
        if (one->broker)
            views.push_back(one->broker->view());
        one->storage->setObserved(false);
    }
    auto fresh = cluster::mergeViews(views, *m_snapshot);
    fresh->takenAt = m_scheduler.now();
    fresh->takenAtMs = m_scheduler.wallTimeMs();
    fresh->clusterId = clusterId;
    fresh->droppedEvents = m_events.dropped();
    m_snapshot = std::move(fresh);
    return m_snapshot;
}

} // namespace partitura::simulator
