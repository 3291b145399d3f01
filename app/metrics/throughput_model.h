// T = N × R × D: what the formula says the cluster takes in or holds, what it really does, and why they
// differ.
#pragma once

#include "app/metrics/rates.h"
#include "broker/observe/snapshot.h"

#include <string>
#include <vector>

namespace partitura::app {

/// Rate: D is the mean over partitions of what producers append to the leader, per second.
/// Volume: D is the mean of what a partition's leader holds.
enum class ThroughputReading { rate, volume };
enum class ThroughputUnit { bytes, records };

struct ThroughputQuestion {
    std::string topic; ///< empty: the cluster, which is the sum of its topics
    ThroughputReading reading = ThroughputReading::rate;
    ThroughputUnit unit = ThroughputUnit::bytes;
    bool includeInternal = false; ///< for the cluster: count internal topics too

    /// Whether the topic counts.
    [[nodiscard]] bool concerns(const std::string& name, bool isInternal) const {
        return topic.empty() ? includeInternal || !isInternal : name == topic;
    }
    [[nodiscard]] bool concerns(const observe::TopicSnapshot& of) const {
        return concerns(of.name, of.isInternal);
    }
    auto operator<=>(const ThroughputQuestion&) const = default;
};

/// Why measurement and model differ, or that they do not.
enum class ThroughputCause {
    idle,            ///< nothing flows, or nothing is held
    inAgreement,     ///< within two hundredths of the model
    replicasOffline, ///< `replicas` copies on `brokers` are unreachable: their share is missing
    followersBehind, ///< `replicas` followers are short of their leader by `lagRecords`: measured is short
    followersCatchingUp, ///< `replicas` followers take in more than producers send now
    unevenReplicas,    ///< `partitions` have another replica count than their topic's mean: N·R·D is a mean
    followersHoldMore, ///< volume only: leaders have deleted or compacted what followers still hold
    settling,          ///< copies are made a moment after the original; the windows meet shortly
};

struct ThroughputReason {
    ThroughputCause cause = ThroughputCause::idle;
    int replicas = 0;
    int partitions = 0;
    std::int64_t lagRecords = 0;
    std::vector<BrokerId> brokers; ///< those concerned, by id

    bool operator==(const ThroughputReason&) const = default;
};

/// How unevenly the load lies. T does not see it; a broker does.
struct ThroughputSkew {
    std::string topic; ///< of the busiest partition; empty: nothing flows
    PartitionIndex partition;
    double partitionShare = 0; ///< of all that producers append (or that leaders hold), 0 … 1
    BrokerId broker;           ///< the one that leads most of it
    double brokerShare = 0;
    bool partitionStandsOut = false; ///< at least twice an even share, and a tenth of all
    bool brokerStandsOut = false;    ///< at least one and a half times an even share
};

/// The answer. Bytes or records; per second for the rate reading.
struct Throughput {
    int partitions = 0; ///< N
    double replicas =
        0; ///< R: of a topic the mean replica count; of the cluster weighted so that N·R·D holds
    double perPartition = 0; ///< D
    double model = 0;        ///< N·R·D; of the cluster the sum over topics
    double measured = 0;     ///< sum over every online replica on every broker
    double goodput = 0;      ///< what producers get through (or leaders hold): N·D, that is T / R
    std::vector<ThroughputReason> reasons; ///< the weightiest first; never empty
    ThroughputSkew skew;

    /// model − measured: positive while copies are missing.
    [[nodiscard]] double residual() const { return model - measured; }
};

/// What a replica holds. Thread: any.
double heldBy(const observe::ReplicaSnapshot& replica, ThroughputUnit unit);

/// Answers for one moment. An unknown topic gives zeros and `idle`. Thread: any; touches nothing else.
Throughput measureThroughput(const observe::ClusterSnapshot& snapshot, const Rates& rates,
                             const ThroughputQuestion& question);

} // namespace partitura::app
