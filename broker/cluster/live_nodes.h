// The nodes of a live cluster, and what can be done to them.
#pragma once

#include "broker/cluster/cluster_config.h"
#include "broker/cluster/command.h"
#include "broker/cluster/live_node.h"

#include <memory>
#include <mutex>
#include <vector>

namespace partitura::cluster {

/// Starts, ends and counts brokers. Owned by LiveCluster. Thread: `node` and `nodes` any; all else one at a
/// time, and none of the brokers'; it waits for brokers.
class LiveNodes {
public:
    struct Node {
        BrokerId id;
        std::uint16_t port = 0; ///< kept when it starts again; 0 before it first listened
        observe::BrokerState state = observe::BrokerState::starting;
        std::shared_ptr<NodeLife> life; ///< null unless it runs, or is paused
    };

    /// All handed in outlive this.
    LiveNodes(const ClusterConfig& config, Storage& storage, const Clock& clock, faults::FaultPlan& plan,
              observe::EventRing& events, std::uint64_t seed);

    /// Starts as many as the configuration says, together. Errors: one line for the user.
    Result<void> startAll();
    /// Stops all in order, together.
    void stopAll();

    /// Errors: INVALID_REQUEST with a sentence when it makes no sense now; those of a broker that cannot
    /// start.
    Result<void> execute(const BrokerCommand& command);
    /// Resumes all that are paused and starts all that are down. Errors: the first that cannot start.
    Result<void> bringBack();
    Result<void> flipBit(const FlipBitCommand& command);

    [[nodiscard]] std::vector<Node> nodes() const;
    [[nodiscard]] std::optional<Node> node(BrokerId id) const;
    [[nodiscard]] net::Endpoint endpointOf(const Node& node) const {
        return {m_config.advertisedHost, node.port};
    }
    [[nodiscard]] const std::string& clusterId() const { return m_clusterId; }

private:
    [[nodiscard]] std::string directoryOf(BrokerId id) const {
        return m_config.dataDirectory + "/broker-" + toString(id);
    }
    [[nodiscard]] bool votes(BrokerId id) const;
    [[nodiscard]] server::BrokerConfig brokerConfig(const Node& node, bool isFirstStart) const;
    [[nodiscard]] std::shared_ptr<NodeLife> makeLife(BrokerId id);
    Result<void> decideClusterId();
    void update(BrokerId id, const std::function<void(Node&)>& change);
    void recovering(NodeLife& life);
    void listens(BrokerId id, std::uint16_t port);
    [[nodiscard]] std::map<BrokerId, net::Endpoint> reached() const;
    void report(observe::EventKind kind, BrokerId id, const std::string& what);

    Result<void> start(BrokerId id);
    void end(BrokerId id, bool isCrash);
    Result<void> add(BrokerId id);
    Result<void> remove(BrokerId id);

    const ClusterConfig& m_config;
    Storage& m_storage;
    const Clock& m_clock;
    faults::FaultPlan& m_plan;
    observe::EventRing& m_events;
    SeededRandom m_seeds;
    std::size_t m_filesMax = 0;
    std::size_t m_mappingsMax = 0;
    std::mutex m_recoveryMutex; ///< for what follows, while brokers open
    std::map<BrokerId, server::NodeView> m_recoveries;
    std::optional<Instant> m_recoveryTold;
    std::string m_clusterId;
    mutable std::mutex m_mutex;
    std::vector<Node> m_nodes; ///< by id
};

} // namespace partitura::cluster
