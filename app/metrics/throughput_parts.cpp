#include "app/metrics/throughput_parts.h"

#include <algorithm>
#include <iterator>
#include <map>

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

void ThroughputPartsHistory::add(Instant at, const std::vector<ThroughputPart>& parts) {
    if (!m_samples.empty() && at < m_samples.back().at)
        m_samples.clear(); // another source, or a time before: the history begins anew
    Sample sample{at, m_samples.empty() ? nullptr : m_samples.back().owners, {}};
    if (!sample.owners || !std::ranges::equal(*sample.owners, parts, {}, {}, &ThroughputPart::owner)) {
        auto owners = std::make_shared<Owners>();
        std::ranges::transform(parts, std::back_inserter(*owners), &ThroughputPart::owner);
        sample.owners = std::move(owners);
    }
    std::ranges::transform(parts, std::back_inserter(sample.amounts), &ThroughputPart::amount);
    m_samples.push_back(std::move(sample));
    if (m_samples.size() > capacity)
        m_samples.pop_front();
}

ThroughputStack ThroughputPartsHistory::stack(std::size_t most) const {
    // An owner's place among all owners, looked up once for all samples that share theirs.
    std::map<ThroughputOwner, std::size_t> places;
    std::map<const Owners*, std::vector<std::size_t>> placesOf;
    std::vector<double> totals;
    for (const auto& sample : m_samples) {
        auto& of = placesOf[sample.owners.get()];
        for (std::size_t i = of.size(); i < sample.owners->size(); ++i)
            of.push_back(places.emplace((*sample.owners)[i], places.size()).first->second);
        totals.resize(places.size());
        for (std::size_t i = 0; i < of.size(); ++i)
            totals[of[i]] += sample.amounts[i];
    }
    std::vector<std::pair<double, ThroughputOwner>> bySize;
    bySize.reserve(places.size());
    for (const auto& [owner, place] : places)
        bySize.emplace_back(totals[place], owner);
    std::ranges::stable_sort(bySize, std::ranges::greater(), &std::pair<double, ThroughputOwner>::first);
    const std::size_t named = bySize.size() <= most ? bySize.size() : most - 1;
    std::ranges::sort(bySize.begin(), bySize.begin() + static_cast<std::ptrdiff_t>(named), {},
                      &std::pair<double, ThroughputOwner>::second);

    ThroughputStack stack;
    std::vector<std::size_t> bandOf(places.size(), named); // the rest
    for (std::size_t i = 0; i < named; ++i) {
        bandOf[places[bySize[i].second]] = i;
        stack.bands.push_back({bySize[i].second, std::vector<double>(m_samples.size())});
    }
    if (named < bySize.size())
        stack.bands.push_back({{}, std::vector<double>(m_samples.size())});
    for (const auto& sample : m_samples) {
        const auto& of = placesOf[sample.owners.get()];
        for (std::size_t i = 0; i < of.size(); ++i)
            stack.bands[bandOf[of[i]]].amounts[stack.times.size()] += sample.amounts[i];
        stack.times.push_back(sample.at);
    }
    return stack;
}

} // namespace partitura::app
