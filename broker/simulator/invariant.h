// What must hold at all times, whatever fails.
#pragma once

#include "broker/replication/partition.h"
#include "broker/simulator/history.h"
#include "broker/simulator/simulated_cluster.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace partitura::simulator {

/// What one broker's replica looked like after a task that changed it.
struct ReplicaState {
    LeaderEpoch leaderEpoch;
    std::int32_t partitionEpoch = -1;
    bool isLeader = false;
    bool isOffline = false;
    Offset highWatermark, logStart, logEnd;

    bool operator==(const ReplicaState&) const = default;
};

struct ReplicaChange {
    int broker = 0;
    replication::Partition& partition;
    /// Null when it was not there before in this life of the broker.
    const ReplicaState* before = nullptr;
    const ReplicaState& after;
};

/// One property, checked as the simulation goes on. Each function hears of one kind of evidence; a property
/// takes those it needs, and must change nothing but itself. Thread: the simulation's.
class Invariant {
public:
    virtual ~Invariant() = default;

    /// A few words that name it, stable.
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// A client's operation was completed.
    virtual void completed(const Operation& /*operation*/) {}
    /// A task of a broker has changed a replica.
    virtual void replicaChanged(SimulatedCluster& /*cluster*/, const ReplicaChange& /*change*/) {}
    /// A task of a broker has run; for what is cheap to look at.
    virtual void inspect(SimulatedCluster& /*cluster*/, int /*broker*/) {}
    /// Some virtual time has passed; for what is not.
    virtual void sample(SimulatedCluster& /*cluster*/) {}
    /// All is healed and quiet, and consumers have read all there is.
    virtual void finish() {}

    /// Who hears of violations; before the first evidence.
    void reportTo(std::function<void(const Invariant&, std::string)> report) { m_report = std::move(report); }

protected:
    /// `text`: one line that says what was seen and what was expected.
    void violated(std::string text) const {
        if (m_report)
            m_report(*this, std::move(text));
    }

private:
    std::function<void(const Invariant&, std::string)> m_report;
};

using Invariants = std::vector<std::unique_ptr<Invariant>>;

/// All there are: those of the clients' histories, then those of the engine (Jepsen's Kafka workload, and
/// what KIP-101, KIP-497 and KRaft promise).
[[nodiscard]] Invariants allInvariants();

} // namespace partitura::simulator
