#include "app/metrics/throughput_parts.h"

#include <algorithm>
#include <map>
#include <set>

namespace partitura::app {

std::vector<ThroughputPart> throughputParts(const observe::ClusterSnapshot& snapshot, const Rates& rates,
                                            const ThroughputQuestion& question, ThroughputSplit split) {
    std::map<ThroughputOwner, double> amounts;
    for (const auto& topic : snapshot.topics) {
        if (!question.concerns(*topic) || split == ThroughputSplit::none)
            continue;
        for (const auto& partition : topic->partitions) {
            const auto add = [&](BrokerId broker, double amount) {
                amounts[split == ThroughputSplit::partition
                            ? ThroughputOwner{topic->name, partition.index, {}}
                            : ThroughputOwner{{}, {}, broker}] += amount;
            };
            if (question.reading == ThroughputReading::volume) {
                for (const auto& replica : partition.replicaStates)
                    if (replica.online)
                        add(replica.broker, heldBy(replica, question.unit));
                continue;
            }
            for (const auto& replica : rates.replicas(topic->name, partition.index))
                add(replica.broker,
                    question.unit == ThroughputUnit::bytes ? replica.appendedBytes : replica.appendedRecords);
        }
    }
    std::vector<ThroughputPart> parts;
    parts.reserve(amounts.size());
    for (const auto& [owner, amount] : amounts)
        parts.push_back({owner, amount});
    return parts;
}

void ThroughputPartsHistory::add(Instant at, std::vector<ThroughputPart> parts) {
    if (!m_samples.empty() && at < m_samples.back().at)
        m_samples.clear(); // another source, or a time before: the history begins anew
    m_samples.push_back({at, std::move(parts)});
    if (m_samples.size() > capacity)
        m_samples.pop_front();
}

std::vector<ThroughputPartsHistory::Band> ThroughputPartsHistory::bands(std::size_t most) const {
    std::map<ThroughputOwner, double> totals;
    for (const auto& sample : m_samples)
        for (const auto& part : sample.parts)
            totals[part.owner] += part.amount;
    std::vector<std::pair<double, ThroughputOwner>> bySize;
    bySize.reserve(totals.size());
    for (const auto& [owner, total] : totals)
        bySize.emplace_back(total, owner);
    std::ranges::stable_sort(bySize, std::ranges::greater(), &std::pair<double, ThroughputOwner>::first);
    const bool all = bySize.size() <= most;
    std::set<ThroughputOwner> named;
    for (std::size_t i = 0; i < bySize.size() && (all || i + 1 < most); ++i)
        named.insert(bySize[i].second);

    std::vector<Band> bands;
    std::map<ThroughputOwner, std::size_t> place;
    for (const auto& owner : named) {
        place[owner] = bands.size();
        bands.push_back({owner, std::vector<double>(m_samples.size())});
    }
    if (!all)
        bands.push_back({{}, std::vector<double>(m_samples.size())});
    for (std::size_t i = 0; i < m_samples.size(); ++i)
        for (const auto& part : m_samples[i].parts) {
            const auto at = place.find(part.owner);
            bands[at != place.end() ? at->second : bands.size() - 1].amounts[i] += part.amount;
        }
    return bands;
}

} // namespace partitura::app
