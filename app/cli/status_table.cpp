#include "app/cli/status_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace partitura::app {
namespace {

std::string bytesPerSecond(double value) {
    constexpr std::array<const char*, 5> units = {"B/s", "kB/s", "MB/s", "GB/s", "TB/s"};
    std::size_t unit = 0;
    for (; value >= 1000 && unit + 1 < units.size(); ++unit)
        value /= 1000;
    return unit == 0 ? fmt::format("{:.0f} {}", value, units[unit])
                     : fmt::format("{:.1f} {}", value, units[unit]);
}

const char* stateName(observe::GroupState state) {
    switch (state) {
    case observe::GroupState::empty:
        return "Empty";
    case observe::GroupState::preparingRebalance:
        return "PreparingRebalance";
    case observe::GroupState::completingRebalance:
        return "CompletingRebalance";
    case observe::GroupState::stable:
        return "Stable";
    case observe::GroupState::dead:
        return "Dead";
    }
    return "";
}

} // namespace

std::string statusTable(const observe::ClusterSnapshot& snapshot, const Rates& rates) {
    std::string out;
    const auto line = [&](const std::string& text) { out += text + "\n"; };
    std::string brokers;
    for (const auto& broker : snapshot.brokers) {
        const auto clients =
            std::ranges::count(broker.connections, false, &observe::ConnectionSnapshot::isBroker);
        brokers += fmt::format(
            "  {}{} {}:{} {}", broker.id.value(), broker.isController ? "*" : "", broker.host, broker.port,
            broker.state == observe::BrokerState::running ? fmt::format("{} clients", clients)
                                                          : std::string(brokerStateName(broker.state)));
    }
    line("BROKERS (* controller)" + brokers);
    line(fmt::format("{:<28} {:>3} {:>3} {:>8} {:>12} {:>12} {:>12}", "TOPIC", "N", "R", "in sync", "log end",
                     "D", "T = N*R*D"));
    for (const auto& topic : snapshot.topics) {
        if (topic->isInternal || topic->partitions.empty())
            continue;
        std::size_t replicas = 0;
        std::size_t inSync = 0;
        std::int64_t records = 0;
        for (const auto& partition : topic->partitions) {
            replicas += partition.replicas.size();
            inSync += partition.isr.size();
            records += partition.logEnd.value();
        }
        const auto n = static_cast<double>(topic->partitions.size());
        const auto produced = rates.topic(topic->name).producedBytes;
        line(fmt::format("{:<28} {:>3} {:>3} {:>8} {:>12} {:>12} {:>12}", topic->name,
                         topic->partitions.size(), topic->partitions.front().replicas.size(),
                         fmt::format("{}/{}", inSync, replicas), records, bytesPerSecond(produced / n),
                         bytesPerSecond(produced * static_cast<double>(replicas) / n)));
    }
    line(fmt::format("{:<28} {:<20} {:>7} {:>12}", "GROUP", "state", "members", "lag"));
    for (const auto& group : snapshot.groups) {
        std::int64_t lag = 0;
        for (const auto& offset : group->offsets)
            lag += offset.lag().value_or(0);
        line(fmt::format("{:<28} {:<20} {:>7} {:>12}", group->id, stateName(group->state),
                         group->members.size(), lag));
    }
    return out;
}

} // namespace partitura::app
