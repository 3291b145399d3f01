#include "app/metrics/group_pace.h"

#include <algorithm>
#include <chrono>

namespace partitura::app {

namespace {

using namespace std::chrono_literals;

/// Rates are taken over so many of the newest samples: consumers commit every few seconds.
constexpr std::size_t rateSamples = 15;

/// Appends to the series of this name, moved over from the maps of before: what is gone is left behind.
template <typename Map, typename Value>
void carry(Map& from, Map& to, const std::string& name, Value value) {
    auto& series = to[name];
    if (const auto old = from.find(name); series.empty() && old != from.end())
        series = std::move(old->second);
    series.push_back(std::move(value));
    if (series.size() > GroupPace::samples)
        series.pop_front();
}

} // namespace

std::string GroupPace::key(const std::string& topic, PartitionIndex partition) {
    return topic + '\0' + std::to_string(partition.value());
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
    decltype(m_logEnds) logEnds;
    decltype(m_committed) committed;
    decltype(m_moments) moments;
    for (const auto& group : snapshot.groups) {
        std::int64_t lag = 0;
        for (const auto& offset : group->offsets) {
            lag += offset.lag().value_or(0);
            if (!offset.logEnd || committed.size() >= mostPartitions)
                continue;
            const auto name = key(offset.topic, offset.partition);
            if (!logEnds.contains(name))
                carry(m_logEnds, logEnds, name, OffsetAt{snapshot.takenAt, offset.logEnd->value()});
            carry(m_committed, committed, group->id + '\0' + name,
                  OffsetAt{snapshot.takenAt, offset.offset.value()});
        }
        carry(m_moments, moments, group->id,
              GroupMoment{snapshot.takenAt, group->state, group->generation, lag});
    }
    m_logEnds = std::move(logEnds);
    m_committed = std::move(committed);
    m_moments = std::move(moments);
    return true;
}

void GroupPace::clear() {
    m_logEnds.clear();
    m_committed.clear();
    m_moments.clear();
    m_last.reset();
}

double GroupPace::rateOf(const Track& track) {
    const auto& first = track[track.size() > rateSamples ? track.size() - rateSamples : 0];
    const double seconds = std::chrono::duration<double>(track.back().at - first.at).count();
    return seconds > 0 ? static_cast<double>(track.back().offset - first.offset) / seconds : 0;
}

Pace GroupPace::of(const std::string& group, const std::string& topic, PartitionIndex partition) const {
    const auto name = key(topic, partition);
    const auto logEnd = m_logEnds.find(name);
    const auto committed = m_committed.find(group + '\0' + name);
    if (logEnd == m_logEnds.end() || committed == m_committed.end())
        return {};
    const Track& ends = logEnd->second;
    const std::int64_t next = committed->second.back().offset;
    Pace pace;
    pace.consumedRecords = std::max(0.0, rateOf(committed->second)); // a reset goes back; that is no rate
    pace.producedRecords = std::max(0.0, rateOf(ends));
    const std::int64_t lag = std::max<std::int64_t>(0, ends.back().offset - next);
    if (lag == 0) {
        pace.behind = pace.toDrain = 0s;
        return pace;
    }
    // The next record came between the last sample that ended before it and the first that ended after it.
    const auto after = std::ranges::find_if(ends, [&](const OffsetAt& end) { return end.offset > next; });
    if (after == ends.begin()) {
        pace.behindAtLeast = true;
        pace.behind = ends.back().at - after->at;
    } else {
        const auto& before = *std::prev(after);
        const double share =
            static_cast<double>(next - before.offset) / static_cast<double>(after->offset - before.offset);
        const auto step = std::chrono::duration<double>(after->at - before.at) * share;
        pace.behind = ends.back().at - before.at - std::chrono::duration_cast<Duration>(step);
    }
    if (const double gain = pace.consumedRecords - pace.producedRecords; gain > 0)
        pace.toDrain = std::chrono::duration_cast<Duration>(
            std::chrono::duration<double>(std::min(static_cast<double>(lag) / gain, 1e8)));
    return pace;
}

Pace GroupPace::of(const observe::GroupSnapshot& group) const {
    Pace all;
    bool drains = true;
    for (const auto& offset : group.offsets) {
        const Pace one = of(group.id, offset.topic, offset.partition);
        if (!one.behind)
            continue;
        if (!all.behind || *one.behind > *all.behind) {
            all.behind = one.behind;
            all.behindAtLeast = one.behindAtLeast;
        }
        all.consumedRecords += one.consumedRecords;
        all.producedRecords += one.producedRecords;
        drains = drains && one.toDrain;
        if (one.toDrain)
            all.toDrain = std::max(all.toDrain.value_or(0s), *one.toDrain);
    }
    if (!drains)
        all.toDrain.reset();
    return all;
}

const std::deque<GroupMoment>& GroupPace::moments(const std::string& group) const {
    static const std::deque<GroupMoment> none;
    const auto at = m_moments.find(group);
    return at != m_moments.end() ? at->second : none;
}

} // namespace partitura::app
