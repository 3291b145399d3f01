// T = N × R × D turned round: what a load would ask of each broker, and what gives out first.
#pragma once

#include "broker/base/clock.h"

#include <optional>
#include <vector>

namespace partitura::app {

/// A load one thinks about. Amounts are bytes per second.
struct CapacityDemand {
    int partitions = 1;                    ///< N, 1 …
    int replicas = 1;                      ///< R, 1 … brokers
    double perPartition = 0;               ///< D: what producers append to each partition
    int brokers = 1;                       ///< 1 …
    Duration retention = Duration::zero(); ///< how long records are kept
    int groups = 1;                        ///< consumer groups that each read everything, 0 …

    bool operator==(const CapacityDemand&) const = default;
};

/// What one broker can do; 0 is no limit. Bytes per second; of the disk's size bytes.
struct BrokerLimits {
    double diskWrite = 0;
    double networkIn = 0;
    double networkOut = 0;
    double diskSize = 0;

    bool operator==(const BrokerLimits&) const = default;
};

enum class CapacityLimit { diskWrite, networkIn, networkOut, diskSize };

/// How much of a limit the load takes.
struct LimitUse {
    CapacityLimit limit{};
    double wanted = 0;
    double available = 0;

    /// Above 1 it is not enough.
    [[nodiscard]] double share() const { return wanted / available; }
};

/// Bytes per second, evenly spread over brokers; what is held is bytes.
struct CapacityPlan {
    double goodput = 0;             ///< N·D: what producers get through
    double model = 0;               ///< T = N·R·D
    double replication = 0;         ///< N·(R−1)·D, between brokers
    double egress = 0;              ///< to consumers: N·D for each group
    double writesPerBroker = 0;     ///< T / brokers; all of it comes over the network
    double networkOutPerBroker = 0; ///< (replication + egress) / brokers
    double perDay = 0;              ///< bytes the cluster writes a day
    double heldPerBroker = 0;       ///< T · retention / brokers
    std::vector<LimitUse> uses;     ///< of the limits that are set, the first to be hit first
};

/// nullopt when there are fewer brokers than replicas: no two replicas share a broker. Thread: any.
std::optional<CapacityPlan> planCapacity(const CapacityDemand& demand, const BrokerLimits& limits);

} // namespace partitura::app
