// How lag went over the last minutes, sampled from frames.
#pragma once

#include "broker/observe/snapshot.h"

#include <QString>

#include <cstdint>
#include <deque>
#include <unordered_map>

namespace partitura::ui {

/// Lag of one series over time, oldest first, one sample a second at most.
using LagSeries = std::deque<std::int64_t>;

/// Lag of every group, and of every partition each reads, for the last two minutes seen. Only what frames
/// showed is in it: a view that was hidden has a gap, and starts afresh after it.
/// Thread: the user interface's.
class LagHistory {
public:
    static constexpr std::size_t samples = 120;
    static constexpr std::size_t mostSeries = 20'000; ///< beyond it partitions get no history, groups do

    /// Takes the lags of a snapshot if a second has passed since the last it took. True if it took them. A
    /// longer silence than `gap` begins anew: the line would lead over what nobody saw.
    bool sample(const observe::ClusterSnapshot& snapshot, Duration gap = std::chrono::seconds(10));
    void clear();

    /// nullptr if there is none.
    [[nodiscard]] const LagSeries* ofGroup(const std::string& group) const;
    [[nodiscard]] const LagSeries* ofPartition(const std::string& group, const std::string& topic,
                                               PartitionIndex partition) const;

private:
    static std::string key(const std::string& group, const std::string& topic, PartitionIndex partition);

    std::unordered_map<std::string, LagSeries> m_groups;
    std::unordered_map<std::string, LagSeries> m_partitions;
    Instant m_last{};
    bool m_any = false;
};

/// Sum of a group's lags; nullopt if it committed nothing whose partition still exists.
[[nodiscard]] std::optional<std::int64_t> totalLag(const observe::GroupSnapshot& group);

} // namespace partitura::ui
