#include "ui/groups/lag_history.h"

namespace partitura::ui {

std::optional<std::int64_t> totalLag(const observe::GroupSnapshot& group) {
    std::optional<std::int64_t> total;
    for (const auto& offset : group.offsets) {
        if (const auto lag = offset.lag())
            total = total.value_or(0) + *lag;
    }
    return total;
}

std::string LagHistory::key(const std::string& group, const std::string& topic, PartitionIndex partition) {
    return group + '\0' + topic + '\0' + std::to_string(partition.value());
}

bool LagHistory::sample(const observe::ClusterSnapshot& snapshot, Duration gap) {
    const auto passed = snapshot.takenAt - m_last;
    if (m_any && passed >= Duration::zero() && passed < std::chrono::seconds(1))
        return false;
    // A gap or a clock that went back (another source, a rewind): the old line would lead to the wrong place.
    if (m_any && (passed < Duration::zero() || passed > gap))
        clear();
    m_last = snapshot.takenAt;
    m_any = true;

    std::unordered_map<std::string, LagSeries> groups;
    std::unordered_map<std::string, LagSeries> partitions;
    auto carry = [](auto& from, auto& to, const std::string& name, std::int64_t lag) {
        const auto old = from.find(name);
        LagSeries series = old != from.end() ? std::move(old->second) : LagSeries{};
        series.push_back(lag);
        if (series.size() > samples)
            series.pop_front();
        to.emplace(name, std::move(series));
    };
    for (const auto& group : snapshot.groups) {
        if (const auto total = totalLag(*group))
            carry(m_groups, groups, group->id, *total);
        for (const auto& offset : group->offsets) {
            const auto lag = offset.lag();
            if (lag && partitions.size() < mostSeries)
                carry(m_partitions, partitions, key(group->id, offset.topic, offset.partition), *lag);
        }
    }
    m_groups = std::move(groups); // series of groups that are gone go with the old map
    m_partitions = std::move(partitions);
    return true;
}

void LagHistory::clear() {
    m_groups.clear();
    m_partitions.clear();
    m_any = false;
}

const LagSeries* LagHistory::ofGroup(const std::string& group) const {
    const auto it = m_groups.find(group);
    return it == m_groups.end() ? nullptr : &it->second;
}

const LagSeries* LagHistory::ofPartition(const std::string& group, const std::string& topic,
                                         PartitionIndex partition) const {
    const auto it = m_partitions.find(key(group, topic, partition));
    return it == m_partitions.end() ? nullptr : &it->second;
}

} // namespace partitura::ui
