// What T is made of: the share of each partition or each broker, and how the shares went.
#pragma once

#include "app/metrics/throughput_model.h"
#include "broker/base/clock.h"

#include <deque>
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

/// The recent past of the parts of one question. Thread: one at a time.
class ThroughputPartsHistory {
public:
    static constexpr std::size_t capacity = 600;

    struct Sample {
        Instant at{};
        std::vector<ThroughputPart> parts; ///< by owner
    };
    /// A band of a stacked chart: its own amount at each sample, from the oldest.
    struct Band {
        ThroughputOwner owner;
        std::vector<double> amounts;
    };

    void add(Instant at, std::vector<ThroughputPart> parts);
    void clear() { m_samples.clear(); }
    [[nodiscard]] const std::deque<Sample>& samples() const { return m_samples; }
    /// At most `most` bands by owner: the largest over the whole time, and the rest together as the last.
    [[nodiscard]] std::vector<Band> bands(std::size_t most) const;

private:
    std::deque<Sample> m_samples;
};

} // namespace partitura::app
