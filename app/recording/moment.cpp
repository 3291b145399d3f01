#include "app/recording/moment.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace partitura::app {
namespace {

constexpr std::int64_t stepMs = 1000;

struct Amount {
    double model = 0;
    double measured = 0;
    double goodput = 0;
};

Amount amountOf(const RecordedAmounts& row, const ThroughputQuestion& question) {
    const bool bytes = question.unit == ThroughputUnit::bytes;
    if (question.reading == ThroughputReading::volume)
        return bytes ? Amount{row.modelHeldBytes, static_cast<double>(row.storedBytes),
                              static_cast<double>(row.leaderBytes)}
                     : Amount{row.modelHeldRecords, static_cast<double>(row.storedRecords),
                              static_cast<double>(row.leaderRecords)};
    const double seconds = static_cast<double>(std::max<std::int64_t>(1, row.spanMs)) / 1000;
    const auto rate = [&](std::int64_t amount) { return static_cast<double>(amount) / seconds; };
    return bytes ? Amount{row.modelBytes / seconds, rate(row.appendedBytes), rate(row.producedBytes)}
                 : Amount{row.modelRecords / seconds, rate(row.appendedRecords), rate(row.producedRecords)};
}

double amountOf(const RecordedShare& share, const ThroughputQuestion& question) {
    const bool bytes = question.unit == ThroughputUnit::bytes;
    if (question.reading == ThroughputReading::volume)
        return static_cast<double>(bytes ? share.storedBytes : share.storedRecords);
    return static_cast<double>(bytes ? share.appendedBytes : share.appendedRecords);
}

/// By owner. Over the whole time between the frames, not per second.
std::vector<ThroughputPart> partsOf(const RecordedShares& shares, const ThroughputQuestion& question,
                                    ThroughputSplit split) {
    std::vector<ThroughputPart> parts;
    std::map<BrokerId, double> brokers;
    for (const auto& topic : shares.topics) {
        if (!question.concerns(topic.name, topic.isInternal))
            continue;
        if (split == ThroughputSplit::partition)
            for (const auto& [index, share] : topic.partitions)
                parts.push_back({{topic.name, index, {}}, amountOf(share, question)});
        else if (split == ThroughputSplit::broker)
            for (const auto& [broker, share] : topic.brokers)
                brokers[broker] += amountOf(share, question);
    }
    parts.reserve(parts.size() + brokers.size());
    for (const auto& [broker, amount] : brokers)
        parts.push_back({{{}, {}, broker}, amount});
    return parts;
}

} // namespace

RecordedShare& RecordedShare::operator+=(const RecordedShare& other) {
    appendedBytes += other.appendedBytes;
    appendedRecords += other.appendedRecords;
    storedBytes += other.storedBytes;
    storedRecords += other.storedRecords;
    return *this;
}

TimestampMs Overview::wallAt(RecordedMs at) const {
    auto next = std::ranges::upper_bound(samples, at, {}, &Sample::at);
    if (next == samples.begin())
        return samples.empty() ? noTimestamp : samples.front().wallMs + (at - samples.front().at);
    const Sample& before = *std::prev(next);
    return before.wallMs + (at - before.at);
}

RecordedMs Overview::secondOf(TimestampMs wallMs) const {
    RecordedMs nearest = 0;
    std::int64_t away = std::numeric_limits<std::int64_t>::max();
    for (auto sample = samples.rbegin(); sample != samples.rend(); ++sample) {
        if (wallMs > sample->wallMs - sample->spanMs && wallMs <= sample->wallMs)
            return sample->at;
        if (const auto distance = std::abs(sample->wallMs - wallMs); distance < away) {
            away = distance;
            nearest = sample->at;
        }
    }
    return nearest;
}

ThroughputHistory throughputHistory(const Past& past, RecordedMs at, const ThroughputQuestion& question) {
    ThroughputHistory history(std::chrono::milliseconds(stepMs), Past::windowMs / stepMs + 2);
    const auto cluster = past.amounts.find(std::string());
    if (cluster == past.amounts.end())
        return history;
    const auto topic = past.amounts.find(question.topic);
    const auto rows = topic == past.amounts.end()
                          ? std::vector<RecordedAmounts>() // nothing ever happened in it
                          : topic->second;
    const auto coveredBy = [](const std::vector<RecordedAmounts>& rows, RecordedMs t) {
        return std::ranges::lower_bound(rows, t, {}, &RecordedAmounts::at);
    };
    for (RecordedMs t = at - Past::windowMs; t <= at; t += stepMs) {
        // The cluster's rows say when the recorder ran: no point where it did not.
        const auto running = coveredBy(cluster->second, t);
        if (running == cluster->second.end() || running->at - running->spanMs >= t)
            continue;
        auto row = coveredBy(rows, t);
        Throughput shown;
        const bool covered = row != rows.end() && row->at - row->spanMs < t;
        if (!covered && row != rows.begin())
            --row; // holds what it held then
        if (row != rows.end() && (covered || row->at < t)) {
            const Amount amount = amountOf(*row, question);
            if (covered || question.reading == ThroughputReading::volume) {
                shown.model = amount.model;
                shown.measured = amount.measured;
                shown.goodput = amount.goodput;
            }
        }
        history.add(instantOf(t), running->wallMs - (running->at - t), shown);
    }
    return history;
}

ThroughputStack throughputStack(const Past& past, const ThroughputHistory& history,
                                const ThroughputQuestion& question, ThroughputSplit split, std::size_t most) {
    // The bands are those of the frames, …
    ThroughputPartsHistory frames;
    for (const auto& shares : past.shares)
        frames.add(instantOf(shares->at), partsOf(*shares, question, split));
    const ThroughputStack known = frames.stack(most);
    ThroughputStack stack;
    stack.bands.reserve(known.bands.size());
    for (const auto& band : known.bands)
        stack.bands.push_back({band.owner, {}});
    // … their widths those of the seconds.
    for (const auto& sample : history.samples()) {
        const auto shares = std::ranges::lower_bound(past.shares, sample.at, {},
                                                     [](const auto& one) { return instantOf(one->at); });
        if (shares == past.shares.end() || instantOf((*shares)->from) >= sample.at)
            continue;
        const auto frame = static_cast<std::size_t>(shares - past.shares.begin());
        double whole = 0;
        for (const auto& band : known.bands)
            whole += band.amounts[frame];
        for (std::size_t i = 0; i < known.bands.size(); ++i)
            stack.bands[i].amounts.push_back(
                whole > 0 ? sample.measured * known.bands[i].amounts[frame] / whole : 0);
        stack.times.push_back(sample.at);
    }
    return stack;
}

bool isMarked(observe::EventKind kind) {
    using enum observe::EventKind;
    switch (kind) {
    case brokerStarted:
    case brokerStopped:
    case brokerCrashed:
    case brokerPaused:
    case brokerResumed:
    case brokerAdded:
    case brokerRemoved:
    case brokerFenced:
    case controllerElected:
    case quorumLeaderChanged:
    case leaderChanged:
    case uncleanLeaderElected:
    case isrShrunk:
    case isrExpanded:
    case topicCreated:
    case topicDeleted:
    case groupRebalancing:
    case logDirectoryFailed:
    case faultSet:
    case faultsUndone:
    case replicaTruncated:
        return true;
    default:
        return false;
    }
}

} // namespace partitura::app
