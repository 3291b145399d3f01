// What T is made of: the share of each partition or each broker, and how the shares went.
#pragma once

#include "app/metrics/throughput_model.h"
#include "broker/base/clock.h"

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace partitura::app {

enum class ThroughputSplit { none, partition, broker };

/// Who a part belongs to: a partition (its `broker` is none), a broker (its `topic` is empty), or all that
/// are not named (neither).
struct ThroughputOwner {
    std::string topic;
    PartitionIndex partition;
    BrokerId broker;

    auto operator<=>(const ThroughputOwner&) const = default;
    [[nodiscard]] bool isRest() const { return topic.empty() && broker == BrokerId(); }
};

struct ThroughputPart {
    ThroughputOwner owner;
    double amount = 0;
};

/// The parts of Throughput::measured, by owner. Partition: what all its online replicas take in (or hold);
/// broker: what its replicas do. Thread: any.
std::vector<ThroughputPart> throughputParts(const observe::ClusterSnapshot& snapshot, const Rates& rates,
                                            const ThroughputQuestion& question, ThroughputSplit split);

/// What a stacked chart draws: bands whose amounts add up at each time. The lowest first. Thread: any.
struct ThroughputStack {
    struct Band {
        ThroughputOwner owner;
        std::vector<double> amounts; ///< its own, at each of `times`
    };
    std::vector<Instant> times; ///< rising
    std::vector<Band> bands;
};

/// The recent past of the parts of one question. Thread: one at a time.
class ThroughputPartsHistory {
public:
    static constexpr std::size_t capacity = 600;

    /// `parts`: by owner. A time before the last one begins the history anew.
    void add(Instant at, const std::vector<ThroughputPart>& parts);
    void clear() { m_samples.clear(); }
    [[nodiscard]] std::size_t size() const { return m_samples.size(); }
    /// At most `most` bands, by owner: the largest over the whole time, and the rest together as the last.
    [[nodiscard]] ThroughputStack stack(std::size_t most) const;

private:
    /// Owners seldom change from one sample to the next, so samples share them.
    using Owners = std::vector<ThroughputOwner>;
    struct Sample {
        Instant at{};
        std::shared_ptr<const Owners> owners;
        std::vector<double> amounts; ///< of each owner
    };
    std::deque<Sample> m_samples;
};

} // namespace partitura::app
