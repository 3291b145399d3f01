#include "broker/simulator/time_invariants.h"

#include <fmt/format.h>

namespace partitura::simulator {

using namespace std::chrono_literals;

// Leaders look at their followers each half of the time allowed, and may be refused once.
void IsrShrinksInTime::sample(SimulatedCluster& cluster) {
    for (int id = 1; id <= cluster.size(); ++id) {
        if (!cluster.runs(id) || cluster.isPaused(id))
            continue;
        auto& broker = *cluster.broker(id);
        const auto now = broker.loop().clock().now();
        const auto lagMax = broker.config().replication.replicaLagTimeMax;
        for (const auto& [name, partition] : broker.replicas().partitions()) {
            if (!partition->isLeader() || partition->isOffline() || partition->awaitsIsrAnswer())
                continue;
            const auto& state = partition->state();
            for (const auto member : state.isr) {
                const auto follower = partition->followers().find(member);
                if (follower == partition->followers().end() ||
                    follower->second.isCaughtUp(partition->logEnd(), now, lagMax))
                    continue;
                const Key key{id, cluster.lives(id), state.leaderEpoch, name, member};
                if (m_lagging.holds(key, now) > lagMax)
                    violated(fmt::format("broker {} is in the ISR of {}, and leader {} knows that it lags",
                                         member.value(), toString(name), id));
            }
        }
    }
    m_lagging.next();
}

void SilentBrokersAreFenced::sample(SimulatedCluster& cluster) {
    constexpr auto toCommit = 3s;
    const auto now = cluster.scheduler().now();
    for (int id = 1; id <= cluster.size(); ++id) {
        if (!cluster.runs(id) || cluster.isPaused(id))
            continue;
        auto& controller = *cluster.broker(id);
        if (!controller.controller() || !controller.quorum().isLeader())
            continue;
        // Sessions are looked at each quarter of the time.
        const auto latest = controller.config().controller.brokerSessionTimeout * 5 / 4 + toCommit;
        for (int other = 1; other <= cluster.size(); ++other) {
            const auto* known = controller.image().broker(BrokerId(other));
            if (!known || known->fenced || (cluster.runs(other) && !cluster.isPaused(other)))
                continue;
            const Key key{id, cluster.lives(id), controller.quorum().leaderAndEpoch().epoch, other};
            if (m_silent.holds(key, now) > latest)
                violated(fmt::format("broker {} has been silent for longer than its session, and controller "
                                     "{} has not fenced it",
                                     other, id));
        }
    }
    m_silent.next();
}

} // namespace partitura::simulator
