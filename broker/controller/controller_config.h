// Settings of the controller.
#pragma once

#include "broker/base/clock.h"

namespace partitura::controller {

/// Kafka's names in the comments. A value type.
struct ControllerConfig {
    int defaultPartitions = 1;        ///< num.partitions
    int defaultReplicationFactor = 1; ///< default.replication.factor
    /// What one request may ask for (ReplicationControlManager's MAX_PARTITIONS_PER_BATCH).
    int maxPartitionsPerRequest = 10'000;
    /// leader.imbalance.check.interval.seconds: preferred leaders lead again; zero is never
    /// (auto.leader.rebalance.enable).
    Duration leaderBalanceInterval = std::chrono::minutes(5);
    Duration brokerSessionTimeout = std::chrono::seconds(9); ///< broker.session.timeout.ms
};

} // namespace partitura::controller
