// The topics and clients of a simulation.
#pragma once

#include "broker/simulator/fault_schedule.h"
#include "broker/simulator/simulated_cluster.h"
#include "broker/simulator/simulated_consumer.h"
#include "broker/simulator/simulated_group_consumer.h"
#include "broker/simulator/simulated_producer.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace partitura::simulator {

/// How much load there is. Each topic is led by all brokers in turn.
struct WorkloadConfig {
    int partitions = 3;                                ///< of each topic
    int producersPerTopic = 1;                         ///< one kind a topic, see workload.cpp
    int groupMembers = 2;                              ///< of the one group, which reads the first topic
    Duration interval = std::chrono::milliseconds(50); ///< of each producer, between batches
    int recordsPerBatch = 10;
    std::size_t valueBytes = 100;
};

/// offsets.topic.num.partitions.
inline constexpr int offsetsTopicPartitions = 4;

/// How many clients there are; they are numbered from 1.
[[nodiscard]] int clientsOf(const WorkloadConfig& config);
/// Topics for the controller to make when it first starts: those of the clients, and `__consumer_offsets`.
[[nodiscard]] std::vector<protocol::CreateTopicsRequest::CreatableTopic>
topicsOf(const WorkloadConfig& config, int brokers);

/// Producers of each kind, a consumer of all topics and a group, in virtual time. Thread: the simulation's,
/// between tasks.
class Workload {
public:
    /// `cluster` and `history` outlive it.
    Workload(const WorkloadConfig& config, std::uint64_t seed, SimulatedCluster& cluster, History& history);

    void start();
    /// Nothing new is sent; what is under way goes on, and so do consumers.
    void finish();
    /// Asks the cluster, as an administrator, for what isAdministration() says is so asked for. It asks once:
    /// an answer that is an error, or none, changes nothing. Partitions are numbered through the topics in
    /// the order they were made; past the last it begins again.
    void administer(const Fault& action);
    /// Why not all is done: a batch without its answer, a consumer that has not read everything, a replica
    /// out of sync; one line. nullopt once all is quiet.
    [[nodiscard]] std::optional<std::string> unrest() const;
    [[nodiscard]] std::uint64_t recordsAcknowledged() const;
    [[nodiscard]] std::uint64_t recordsPolled() const;

private:
    [[nodiscard]] std::unique_ptr<ClientConnections> connect(int client);
    [[nodiscard]] std::optional<std::string> unrestOf(const TopicPartition& name,
                                                      const replication::PartitionState& state) const;
    [[nodiscard]] std::optional<std::string> unreadOf(const PartitionReader& reader) const;

    SimulatedCluster& m_cluster;
    SeededRandom m_random;
    int m_clients = 0;
    std::vector<TopicPartition> m_partitions; ///< those of administer(), by number
    std::unique_ptr<ClientConnections> m_administrator;
    std::vector<std::unique_ptr<SimulatedProducer>> m_producers;
    std::vector<std::unique_ptr<SimulatedConsumer>> m_consumers;
    std::vector<std::unique_ptr<SimulatedGroupConsumer>> m_members;
};

} // namespace partitura::simulator
