// Brokers in virtual time, and all that can befall them.
#pragma once

#include "broker/observe/event.h"
#include "broker/observe/snapshot.h"
#include "broker/server/broker.h"
#include "broker/simulation/memory_storage.h"
#include "broker/simulation/simulated_transport.h"
#include "broker/simulation/virtual_event_loop.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace partitura::simulator {

struct ClusterConfig {
    int brokers = 3; ///< their ids are 1 to `brokers`
    std::uint64_t seed = 1;
    simulation::LinkConditions links; ///< as usual
    /// Losing power leaves any part of what was not synced, drawn from the seed; else nothing of it.
    bool tearsUnsynced = true;
    std::size_t eventsMax = 100'000;
    /// Changes what a broker is started with, each time it is; may be empty.
    std::function<void(server::BrokerConfig&)> configure;
};

/// What is wrong with a disk; simulation::DiskFaults says how it shows.
struct DiskConditions {
    std::optional<std::uint64_t> bytesFree;
    bool failsWrites = false;
    bool failsSyncs = false;
    std::uint64_t readFlipsOneIn = 0;
    Duration operationTakes{}; ///< the loop that asks for a read, write or sync stands still so long after it
};

/// The nodes of a cluster: a disk, a clock and a network connection each, and a broker while it runs; the
/// same broker code as live. Nothing here waits: the caller lets virtual time pass. Ids are 1 to size().
/// Thread: one; all but the accessors between tasks of the scheduler only.
class SimulatedCluster {
public:
    explicit SimulatedCluster(ClusterConfig config);
    ~SimulatedCluster();
    SimulatedCluster(const SimulatedCluster&) = delete;
    SimulatedCluster& operator=(const SimulatedCluster&) = delete;

    /// Starts all brokers that do not run, as if together: each finds the others listening. Errors: the first
    /// broker's that cannot start; it does not run then.
    Result<void> start();
    /// Starts one; nothing if it runs. Errors: those of Broker::open and join; it does not run then.
    Result<void> start(int id);
    /// Stops in order.
    void stop(int id);
    /// Hands over what it leads first; stops when the controller lets it go, or after a while without. A
    /// start() meanwhile stops it at once and starts it again.
    void shutDown(int id);
    /// Stops the brokers that may go. For the caller, between tasks.
    void stopWhatIsShutDown();
    /// Ends the process without its doing; what it wrote is there when it starts again.
    void kill(int id);
    /// The same, and the disk loses what was not synced.
    void losePower(int id);
    /// The process stands still, its connections stay.
    void pause(int id);
    void resume(int id);
    void setClockSkewMs(int id, std::int64_t skewMs);
    void setDisk(int id, const DiskConditions& conditions);

    [[nodiscard]] int size() const { return static_cast<int>(m_nodes.size()); }
    /// nullptr while it does not run.
    [[nodiscard]] server::Broker* broker(int id) { return node(id).broker.get(); }
    [[nodiscard]] bool runs(int id) const { return m_nodes[index(id)]->broker != nullptr; }
    [[nodiscard]] bool isPaused(int id) const { return m_nodes[index(id)]->isPaused; }
    [[nodiscard]] simulation::MemoryStorage& storage(int id) { return *node(id).storage; }
    /// How often the broker was started; tells one life from the next.
    [[nodiscard]] int lives(int id) const { return m_nodes[index(id)]->lives; }
    /// Whether its disk ever lost what was not synced.
    [[nodiscard]] bool hasLostPower(int id) const { return m_nodes[index(id)]->hasLostPower; }
    /// The id of the broker whose loop this is, or 0.
    [[nodiscard]] int ownerOf(const simulation::VirtualEventLoop* loop) const;
    /// To be told of each task that ran (VirtualScheduler's observer belongs to the cluster).
    void afterTask(const simulation::VirtualEventLoop* loop);

    [[nodiscard]] simulation::VirtualScheduler& scheduler() { return m_scheduler; }
    [[nodiscard]] const simulation::VirtualScheduler& scheduler() const { return m_scheduler; }
    [[nodiscard]] simulation::SimulatedNetwork& network() { return m_network; }
    [[nodiscard]] observe::EventRing& events() { return m_events; }
    [[nodiscard]] static std::string hostOf(int id) { return "broker-" + std::to_string(id); }
    [[nodiscard]] static net::Endpoint endpointOf(int id) { return {hostOf(id), 9092}; }
    /// What the cluster looks like now; what did not change since the last call is shared with its answer.
    std::shared_ptr<const observe::ClusterSnapshot> snapshot();

private:
    struct Node {
        std::unique_ptr<SeededRandom> diskRandom;
        std::unique_ptr<simulation::MemoryStorage> storage;
        std::unique_ptr<SeededRandom> random;
        std::unique_ptr<simulation::VirtualEventLoop> loop;
        std::unique_ptr<simulation::VirtualEventLoop> background;
        std::unique_ptr<simulation::SimulatedTransport> transport;
        std::unique_ptr<server::Broker> broker;
        std::int64_t clockSkewMs = 0;
        bool isPaused = false;
        bool hasLostPower = false;
        bool isShuttingDown = false;
        bool mayStop = false; ///< its shutdown is complete
        int lives = 0;
        Duration busy{}; ///< what the disk operations of the running task take
    };
    [[nodiscard]] static std::size_t index(int id) { return static_cast<std::size_t>(id - 1); }
    [[nodiscard]] Node& node(int id) { return *m_nodes[index(id)]; }
    Result<void> open(int id);
    Result<void> join(int id);
    void clear(int id);
    void keepWaiting(int id, bool isBackground);

    const ClusterConfig m_config;
    simulation::VirtualScheduler m_scheduler;
    SeededRandom m_networkRandom;
    simulation::SimulatedNetwork m_network;
    observe::EventRing m_events;
    /// For what no broker does: the end of a slow disk's operation.
    simulation::VirtualEventLoop m_hardware;
    std::vector<std::unique_ptr<Node>> m_nodes;
    std::shared_ptr<const observe::ClusterSnapshot> m_snapshot;
};

} // namespace partitura::simulator
