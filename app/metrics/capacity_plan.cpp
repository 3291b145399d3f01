#include "app/metrics/capacity_plan.h"

#include <algorithm>

namespace partitura::app {

std::optional<CapacityPlan> planCapacity(const CapacityDemand& demand, const BrokerLimits& limits) {
    if (demand.replicas > demand.brokers)
        return std::nullopt;
    constexpr double secondsPerDay = 86'400;
    const auto brokers = static_cast<double>(demand.brokers);
    CapacityPlan plan;
    plan.goodput = demand.partitions * demand.perPartition;
    plan.model = plan.goodput * demand.replicas;
    plan.replication = plan.model - plan.goodput;
    plan.egress = plan.goodput * demand.groups;
    plan.writesPerBroker = plan.model / brokers;
    plan.networkOutPerBroker = (plan.replication + plan.egress) / brokers;
    plan.perDay = plan.model * secondsPerDay;
    plan.heldPerBroker = plan.writesPerBroker * std::chrono::duration<double>(demand.retention).count();
    const auto hold = [&](CapacityLimit limit, double wanted, double available) {
        if (available > 0)
            plan.uses.push_back({limit, wanted, available});
    };
    hold(CapacityLimit::diskWrite, plan.writesPerBroker, limits.diskWrite);
    hold(CapacityLimit::networkIn, plan.writesPerBroker, limits.networkIn);
    hold(CapacityLimit::networkOut, plan.networkOutPerBroker, limits.networkOut);
    hold(CapacityLimit::diskSize, plan.heldPerBroker, limits.diskSize);
    std::ranges::stable_sort(plan.uses, std::ranges::greater(), &LimitUse::share);
    return plan;
}

} // namespace partitura::app
