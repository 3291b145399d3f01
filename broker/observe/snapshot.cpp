#include "broker/observe/snapshot.h"

#include <algorithm>

namespace partitura::observe {

std::string_view brokerStateName(BrokerState state) {
    switch (state) {
    case BrokerState::starting:
        return "starting";
    case BrokerState::running:
        return "running";
    case BrokerState::fenced:
        return "fenced";
    case BrokerState::paused:
        return "paused";
    case BrokerState::stopping:
        return "stopping";
    case BrokerState::stopped:
        return "stopped";
    case BrokerState::crashed:
        return "crashed";
    case BrokerState::offline:
        return "offline";
    }
    return "unknown";
}

const TopicSnapshot* ClusterSnapshot::topic(std::string_view name) const {
    const auto at =
        std::ranges::lower_bound(topics, name, {}, [](const auto& t) { return std::string_view(t->name); });
    return at != topics.end() && (*at)->name == name ? at->get() : nullptr;
}

const BrokerSnapshot* ClusterSnapshot::broker(BrokerId id) const {
    const auto at = std::ranges::find(brokers, id, &BrokerSnapshot::id);
    return at != brokers.end() ? &*at : nullptr;
}

const GroupSnapshot* ClusterSnapshot::group(std::string_view id) const {
    const auto at =
        std::ranges::lower_bound(groups, id, {}, [](const auto& g) { return std::string_view(g->id); });
    return at != groups.end() && (*at)->id == id ? at->get() : nullptr;
}

} // namespace partitura::observe
