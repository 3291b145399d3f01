// How consumer groups keep up: lag as time, rates, and when what is left will be read.
#pragma once

#include "broker/base/clock.h"
#include "broker/observe/snapshot.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace partitura::app {

/// Of a group, or of a group on one partition.
struct Pace {
    /// Age of the oldest record not yet consumed; zero without lag; nullopt while unknown.
    std::optional<Duration> behind;
    bool behindAtLeast = false; ///< it was there before anybody looked: `behind` is the least it can be
    double consumedRecords = 0; ///< per second, as committed
    double producedRecords = 0; ///< per second
    /// Until lag is none, if both rates stay; zero without lag; nullopt while it does not fall.
    std::optional<Duration> toDrain;
};

/// Records a group has yet to read; nullopt if it committed nothing whose partition still exists.
[[nodiscard]] std::optional<std::int64_t> totalLag(const observe::GroupSnapshot& group);

/// One look at a group.
struct GroupMoment {
    Instant at{};
    observe::GroupState state{};
    std::int32_t generation = 0;
    std::optional<std::int64_t> lag; ///< totalLag()
};

/// Learns from snapshots, one a second at most, over the last two minutes. Record times are those at which
/// the log end was seen to pass an offset, so nothing needs to be read. Thread: one at a time.
class GroupPace {
public:
    static constexpr std::size_t samples = 120;
    static constexpr std::size_t mostPartitions = 20'000; ///< (group, partition) pairs; more have no pace

    /// One look at a partition a group reads.
    struct Look {
        Instant at{};
        std::int64_t committed = 0;
        std::int64_t logEnd = 0;

        [[nodiscard]] std::int64_t lag() const { return std::max<std::int64_t>(0, logEnd - committed); }
    };
    using Looks = std::deque<Look>; ///< oldest first

    /// Takes the snapshot if it is time; true if it did. A moment before the last, or later after it than
    /// `gap`, begins anew.
    bool sample(const observe::ClusterSnapshot& snapshot, Duration gap = std::chrono::seconds(10));
    void clear();

    /// Empty for what is unknown.
    [[nodiscard]] const Looks& looks(const std::string& group, const std::string& topic,
                                     PartitionIndex partition) const;
    [[nodiscard]] Pace of(const std::string& group, const std::string& topic, PartitionIndex partition) const;
    /// The slowest partition's `behind`, the sums of the rates.
    [[nodiscard]] Pace of(const std::string& group) const;
    /// Oldest first; empty for an unknown group.
    [[nodiscard]] const std::deque<GroupMoment>& moments(const std::string& group) const;

private:
    struct Partition {
        std::string topic;
        PartitionIndex index;
        Looks looks; ///< not empty
    };
    struct Group {
        std::deque<GroupMoment> moments;
        std::vector<Partition> partitions; ///< by topic, then index, as in snapshots
        Pace pace;
    };

    std::unordered_map<std::string, Group> m_groups;
    std::optional<Instant> m_last;
};

} // namespace partitura::app
