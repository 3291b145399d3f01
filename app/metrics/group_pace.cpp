#include "app/metrics/group_pace.h"

#include <chrono>
#include <tuple>
#include <utility>

namespace partitura::app {

namespace {

using namespace std::chrono_literals;

using Looks = GroupPace::Looks;

/// Rates are taken over so many of the newest looks: consumers commit every few seconds.
constexpr std::size_t rateSamples = 15;

template <typename T>
void push(std::deque<T>& series, T value) {
    series.push_back(std::move(value));
    if (series.size() > GroupPace::samples)
        series.pop_front();
}

/// Per second; zero where it fell: a reset goes back, and that is no rate.
double rateOf(const Looks& looks, std::int64_t GroupPace::Look::*offset) {
    const auto& last = looks.back();
    const auto& first = looks[looks.size() > rateSamples ? looks.size() - rateSamples : 0];
    const double seconds = std::chrono::duration<double>(last.at - first.at).count();
    return seconds > 0 ? std::max(0.0, static_cast<double>(last.*offset - first.*offset) / seconds) : 0;
}

Pace paceOf(const Looks& looks) {
    const auto& now = looks.back();
    Pace pace;
    pace.consumedRecords = rateOf(looks, &GroupPace::Look::committed);
    pace.producedRecords = rateOf(looks, &GroupPace::Look::logEnd);
    if (now.lag() == 0) {
        pace.behind = pace.toDrain = 0s;
        return pace;
    }
    // The next record came between the last look at which the log ended before it and the one after that.
    const auto before = std::find_if(looks.rbegin(), looks.rend(),
                                     [&](const auto& look) { return look.logEnd <= now.committed; });
    if (before == looks.rend()) {
        pace.behindAtLeast = true;
        pace.behind = now.at - looks.front().at;
    } else {
        const auto& after = *std::prev(before);
        const double share = static_cast<double>(now.committed - before->logEnd) /
                             static_cast<double>(after.logEnd - before->logEnd);
        const auto step = std::chrono::duration<double>(after.at - before->at) * share;
        pace.behind = now.at - before->at - std::chrono::duration_cast<Duration>(step);
    }
    if (const double gain = pace.consumedRecords - pace.producedRecords; gain > 0)
        pace.toDrain = std::chrono::duration_cast<Duration>(
            std::chrono::duration<double>(std::min(static_cast<double>(now.lag()) / gain, 1e8)));
    return pace;
}

/// The whole group's pace from those of its partitions.
class PaceSum {
public:
    void add(const Pace& one) {
        if (!m_all.behind || *one.behind > *m_all.behind) {
            m_all.behind = one.behind;
            m_all.behindAtLeast = one.behindAtLeast;
        }
        m_all.consumedRecords += one.consumedRecords;
        m_all.producedRecords += one.producedRecords;
        m_drains = m_drains && one.toDrain;
        if (one.toDrain)
            m_all.toDrain = std::max(m_all.toDrain.value_or(0s), *one.toDrain);
    }
    [[nodiscard]] Pace sum() const {
        Pace all = m_all;
        if (!m_drains)
            all.toDrain.reset();
        return all;
    }

private:
    Pace m_all;
    bool m_drains = true;
};

} // namespace

std::optional<std::int64_t> totalLag(const observe::GroupSnapshot& group) {
    std::optional<std::int64_t> total;
    for (const auto& offset : group.offsets)
        if (const auto lag = offset.lag())
            total = total.value_or(0) + *lag;
    return total;
}

bool GroupPace::sample(const observe::ClusterSnapshot& snapshot, Duration gap) {
    if (m_last) {
        const auto passed = snapshot.takenAt - *m_last;
        if (passed >= 0s && passed < 1s)
            return false;
        if (passed < 0s || passed > gap)
            clear();
    }
    m_last = snapshot.takenAt;
    decltype(m_groups) groups; // what is gone is left behind
    std::size_t tracked = 0;
    for (const auto& seen : snapshot.groups) {
        Group& group = groups[seen->id];
        if (const auto was = m_groups.find(seen->id); was != m_groups.end())
            group = std::move(was->second);
        push(group.moments, GroupMoment{snapshot.takenAt, seen->state, seen->generation, totalLag(*seen)});
        // Both lists stand in the same order.
        std::vector<Partition> before = std::exchange(group.partitions, {});
        auto old = before.begin();
        group.partitions.reserve(seen->offsets.size());
        PaceSum pace;
        for (const auto& offset : seen->offsets) {
            if (!offset.logEnd || tracked == mostPartitions)
                continue;
            while (old != before.end() &&
                   std::tie(old->topic, old->index) < std::tie(offset.topic, offset.partition))
                ++old;
            const bool known =
                old != before.end() && old->index == offset.partition && old->topic == offset.topic;
            auto& partition = group.partitions.emplace_back(
                known ? std::move(*old++) : Partition{offset.topic, offset.partition, {}});
            push(partition.looks, {snapshot.takenAt, offset.offset.value(), offset.logEnd->value()});
            pace.add(paceOf(partition.looks));
            ++tracked;
        }
        group.pace = pace.sum();
    }
    m_groups = std::move(groups);
    return true;
}

void GroupPace::clear() {
    m_groups.clear();
    m_last.reset();
}

const Looks& GroupPace::looks(const std::string& group, const std::string& topic,
                              PartitionIndex partition) const {
    static const Looks none;
    const auto found = m_groups.find(group);
    if (found == m_groups.end())
        return none;
    const auto& all = found->second.partitions;
    const auto at = std::lower_bound(
        all.begin(), all.end(), std::tie(topic, partition),
        [](const Partition& one, const auto& wanted) { return std::tie(one.topic, one.index) < wanted; });
    return at != all.end() && at->index == partition && at->topic == topic ? at->looks : none;
}

Pace GroupPace::of(const std::string& group, const std::string& topic, PartitionIndex partition) const {
    const Looks& seen = looks(group, topic, partition);
    return seen.empty() ? Pace{} : paceOf(seen);
}

Pace GroupPace::of(const std::string& group) const {
    const auto found = m_groups.find(group);
    return found != m_groups.end() ? found->second.pace : Pace{};
}

const std::deque<GroupMoment>& GroupPace::moments(const std::string& group) const {
    static const std::deque<GroupMoment> none;
    const auto at = m_groups.find(group);
    return at != m_groups.end() ? at->second.moments : none;
}

} // namespace partitura::app
