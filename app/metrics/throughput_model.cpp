#include "app/metrics/throughput_model.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace partitura::app {

namespace {

constexpr double agreement = 0.02;

/// What one partition's producers append now, or its leader holds; and the same summed over online replicas.
struct PartitionAmount {
    double original = 0;
    double copies = 0;
};

PartitionAmount amountOf(const observe::TopicSnapshot& topic, const observe::PartitionSnapshot& partition,
                         const Rates& rates, const ThroughputQuestion& question) {
    PartitionAmount amount;
    if (question.reading == ThroughputReading::rate) {
        const PartitionRates r = rates.partition(topic.name, partition.index);
        const bool bytes = question.unit == ThroughputUnit::bytes;
        amount.original = bytes ? r.producedBytes : r.producedRecords;
        amount.copies = bytes ? r.appendedBytes : r.appendedRecords;
        return amount;
    }
    // Without a leader the fullest copy is the best witness of what the partition holds.
    double fullest = 0;
    bool hasLeader = false;
    for (const auto& replica : partition.replicaStates) {
        const double amountHeld = heldBy(replica, question.unit);
        fullest = std::max(fullest, amountHeld);
        if (replica.isLeader && replica.online) {
            amount.original = amountHeld;
            hasLeader = true;
        }
        if (replica.online)
            amount.copies += amountHeld;
    }
    if (!hasLeader)
        amount.original = fullest;
    return amount;
}

/// Gathers what could explain a residual while the sums are made.
class Reasons {
public:
    void look(const observe::PartitionSnapshot& partition, double meanReplicas) {
        for (const auto& replica : partition.replicaStates) {
            if (!replica.online) {
                add(m_offline, replica.broker);
            } else if (!replica.isLeader && replica.logEnd < partition.logEnd) {
                // A follower a few records short is on its way; the ISR says which are too late.
                add(replica.inSync ? m_close : m_behind, replica.broker);
                (replica.inSync ? m_close : m_behind).lagRecords += partition.logEnd - replica.logEnd;
            }
        }
        if (std::abs(static_cast<double>(partition.replicas.size()) - meanReplicas) > 1e-9)
            ++m_uneven.partitions;
    }

    std::vector<ThroughputReason> explain(const Throughput& t, ThroughputReading reading) {
        const double residual = t.residual();
        if (t.model <= 0 && t.measured <= 0)
            return {make(ThroughputCause::idle)};
        if (std::abs(residual) <= agreement * std::max(t.model, t.measured))
            return {make(ThroughputCause::inAgreement)};
        std::vector<ThroughputReason> reasons;
        if (residual > 0) {
            if (m_offline.replicas > 0)
                reasons.push_back(make(ThroughputCause::replicasOffline, m_offline));
            if (m_behind.replicas > 0)
                reasons.push_back(make(ThroughputCause::followersBehind, m_behind));
        } else if (reading == ThroughputReading::rate && m_behind.replicas > 0) {
            reasons.push_back(make(ThroughputCause::followersCatchingUp, m_behind));
        } else if (reading == ThroughputReading::rate && m_close.replicas > 0 && m_uneven.partitions == 0) {
            reasons.push_back(make(ThroughputCause::followersCatchingUp, m_close));
        }
        if (m_uneven.partitions > 0)
            reasons.push_back(make(ThroughputCause::unevenReplicas, m_uneven));
        if (reasons.empty() && residual < 0 && reading == ThroughputReading::volume)
            reasons.push_back(make(ThroughputCause::followersHoldMore));
        if (reasons.empty() && residual > 0 && m_close.replicas > 0)
            reasons.push_back(make(ThroughputCause::followersBehind, m_close));
        if (reasons.empty())
            reasons.push_back(make(ThroughputCause::settling));
        return reasons;
    }

private:
    struct Gathered {
        int replicas = 0;
        int partitions = 0;
        std::int64_t lagRecords = 0;
        std::set<BrokerId> brokers;
    };

    static void add(Gathered& to, BrokerId broker) {
        ++to.replicas;
        to.brokers.insert(broker);
    }
    static ThroughputReason make(ThroughputCause cause) { return {cause, 0, 0, 0, {}}; }
    static ThroughputReason make(ThroughputCause cause, const Gathered& from) {
        return {cause,
                from.replicas,
                from.partitions,
                from.lagRecords,
                {from.brokers.begin(), from.brokers.end()}};
    }

    Gathered m_offline, m_behind, m_close, m_uneven;
};

} // namespace

double heldBy(const observe::ReplicaSnapshot& replica, ThroughputUnit unit) {
    return unit == ThroughputUnit::bytes
               ? static_cast<double>(replica.sizeBytes)
               : static_cast<double>(std::max<std::int64_t>(0, replica.logEnd - replica.logStart));
}

Throughput measureThroughput(const observe::ClusterSnapshot& snapshot, const Rates& rates,
                             const ThroughputQuestion& question) {
    Throughput t;
    Reasons reasons;
    std::map<BrokerId, double> led;
    double assigned = 0;
    double busiest = 0;
    for (const auto& topic : snapshot.topics) {
        if (!question.concerns(*topic) || topic->partitions.empty())
            continue;
        double replicas = 0;
        double original = 0;
        for (const auto& partition : topic->partitions) {
            const PartitionAmount amount = amountOf(*topic, partition, rates, question);
            replicas += static_cast<double>(partition.replicas.size());
            original += amount.original;
            t.measured += amount.copies;
            if (partition.leader != BrokerId())
                led[partition.leader] += amount.original;
            if (amount.original > busiest) {
                busiest = amount.original;
                t.skew.topic = topic->name;
                t.skew.partition = partition.index;
            }
        }
        const auto count = static_cast<double>(topic->partitions.size());
        const double meanReplicas = replicas / count;
        for (const auto& partition : topic->partitions)
            reasons.look(partition, meanReplicas);
        t.partitions += static_cast<int>(topic->partitions.size());
        assigned += replicas;
        t.goodput += original;
        t.model += meanReplicas * original; // N·R·D with D = original / N
    }
    if (t.partitions > 0) {
        t.perPartition = t.goodput / t.partitions;
        t.replicas = t.goodput > 0 ? t.model / t.goodput : assigned / t.partitions;
    }
    if (t.goodput > 0) {
        t.skew.partitionShare = busiest / t.goodput;
        t.skew.partitionStandsOut =
            t.partitions > 1 && t.skew.partitionShare >= std::max(0.1, 2.0 / t.partitions);
        for (const auto& [broker, amount] : led)
            if (amount / t.goodput > t.skew.brokerShare) {
                t.skew.broker = broker;
                t.skew.brokerShare = amount / t.goodput;
            }
        const auto brokers = static_cast<double>(snapshot.brokers.size());
        t.skew.brokerStandsOut = brokers > 1 && t.skew.brokerShare * brokers >= 1.5;
    }
    t.reasons = reasons.explain(t, question.reading);
    return t;
}

} // namespace partitura::app
