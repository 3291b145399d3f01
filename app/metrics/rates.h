// Rates from differences of snapshots: what each partition, topic and broker does per second.
#pragma once

#include "broker/base/topic_partition.h"
#include "broker/observe/snapshot.h"

#include <map>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace partitura::app {

/// Rates of one partition, per second.
struct PartitionRates {
    double producedBytes = 0; ///< D of this partition: what producers append at the leader
    double producedRecords = 0;
    double appendedBytes = 0; ///< summed over all replicas: what their logs took in
    double appendedRecords = 0;
    double consumedBytes = 0;
};

/// What one replica's log took in, per second.
struct ReplicaRates {
    BrokerId broker;
    double appendedBytes = 0;
    double appendedRecords = 0;
};

/// What went over one client connection, per second.
struct ConnectionRates {
    double producedBytes = 0;
    double consumedBytes = 0;
};

/// Rates at one moment, over the window that ended there. Immutable. Thread: any.
class Rates {
public:
    Rates() = default;

    /// The time these rates were taken over; zero while there is but one snapshot, and all rates are zero.
    [[nodiscard]] Duration span() const { return m_span; }
    [[nodiscard]] PartitionRates partition(const std::string& topic, PartitionIndex index) const;
    /// Sum over a topic's partitions; zeros for an unknown topic.
    [[nodiscard]] PartitionRates topic(const std::string& topic) const;
    /// Sum over all topics, internal ones included.
    [[nodiscard]] PartitionRates cluster() const { return m_cluster; }
    /// The partition's replicas, one each; empty for an unknown partition.
    [[nodiscard]] std::span<const ReplicaRates> replicas(const std::string& topic,
                                                         PartitionIndex index) const;
    /// Zeros for an unknown connection. Ids are the broker's own.
    [[nodiscard]] ConnectionRates connection(BrokerId broker, std::uint64_t id) const;
    /// Bytes per second the logs of one broker took in.
    [[nodiscard]] double brokerAppendedBytes(BrokerId broker) const;

private:
    friend class RateMeter;

    struct TopicRates {
        PartitionRates total;
        std::vector<PartitionRates> partitions;
        std::vector<std::vector<ReplicaRates>> replicas; ///< by partition
    };
    std::map<std::pair<BrokerId, std::uint64_t>, ConnectionRates> m_connections;
    std::unordered_map<std::string, TopicRates> m_topics;
    std::unordered_map<BrokerId, double> m_brokerAppended;
    PartitionRates m_cluster;
    Duration m_span{};
};

/// Turns a stream of snapshots into rates over a sliding window. A counter that fell (its broker restarted)
/// counts from zero. Thread: one at a time.
class RateMeter {
public:
    /// `window`: the span rates are taken over; two seconds smooth enough to read and follow within one.
    explicit RateMeter(Duration window = std::chrono::seconds(2))
        : m_window(window) {}

    /// Takes the next snapshot and gives the rates at its moment. The same snapshot twice gives the same.
    std::shared_ptr<const Rates> update(std::shared_ptr<const observe::ClusterSnapshot> snapshot);

private:
    Duration m_window;
    std::vector<std::shared_ptr<const observe::ClusterSnapshot>>
        m_history; ///< oldest first, spans the window
    std::shared_ptr<const Rates> m_rates = std::make_shared<Rates>();
};

} // namespace partitura::app
