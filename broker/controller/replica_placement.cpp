#include "broker/controller/replica_placement.h"

#include <algorithm>
#include <optional>
#include <string>

namespace partitura::controller {
namespace {

template <typename T>
void shuffle(std::vector<T>& items, Random& random) {
    for (auto i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[random.below(i)]);
}

/// Brokers that take turns. A partition gets each once; the next one that asks here starts one further.
class Turns {
public:
    void add(BrokerId id) { m_brokers.push_back(id); }

    void start(Random& random) {
        if (!m_brokers.empty())
            m_first = random.below(m_brokers.size());
    }

    void mix(Random& random) { shuffle(m_brokers, random); }

    std::optional<BrokerId> next(std::size_t partition) {
        if (m_partition != partition) {
            m_partition = partition;
            m_taken = 0;
            ++m_first;
        }
        if (m_taken == m_brokers.size())
            return std::nullopt;
        return m_brokers[(m_first + m_taken++) % m_brokers.size()];
    }

private:
    std::vector<BrokerId> m_brokers;
    std::size_t m_first = 0;
    std::size_t m_taken = 0;
    std::size_t m_partition = 0; ///< that asked last
};

struct Rack {
    Turns active;
    Turns inactive;

    std::optional<BrokerId> next(std::size_t partition) {
        const auto id = active.next(partition);
        return id ? id : inactive.next(partition);
    }
};

class Placer {
public:
    Placer(const std::map<BrokerId, BrokerImage>& brokers, Random& random)
        : m_random(random) {
        std::map<std::string, Rack> racks;
        for (const auto& [id, broker] : brokers) {
            auto& rack = racks[broker.rack];
            (broker.isActive() ? rack.active : rack.inactive).add(id);
            m_activeCount += broker.isActive() ? 1 : 0;
        }
        for (auto& [name, rack] : racks) {
            rack.active.start(random);
            rack.inactive.start(random);
            m_racks.push_back(std::move(rack));
        }
        m_firstRack = m_racks.empty() ? 0 : random.below(m_racks.size());
    }

    [[nodiscard]] std::size_t activeCount() const { return m_activeCount; }

    /// There are at least as many brokers as replicas, and one of them is active.
    std::vector<BrokerId> place(std::size_t partition, std::size_t replicas) {
        if (partition > 0 && partition % m_activeCount == 0)
            mix();
        auto rack = m_firstRack;
        m_firstRack = after(m_firstRack);
        auto leaderRack = rack;
        auto leader = m_racks[leaderRack].active.next(partition);
        while (!leader) {
            leaderRack = after(leaderRack);
            leader = m_racks[leaderRack].active.next(partition);
        }
        std::vector<BrokerId> placed{*leader};
        bool leaderRackCounted = false; // in its first turn
        for (; placed.size() < replicas; rack = after(rack)) {
            if (rack == leaderRack && !leaderRackCounted) {
                leaderRackCounted = true;
                continue;
            }
            if (const auto id = m_racks[rack].next(partition))
                placed.push_back(*id);
        }
        return placed;
    }

private:
    [[nodiscard]] std::size_t after(std::size_t rack) const { return (rack + 1) % m_racks.size(); }

    void mix() {
        shuffle(m_racks, m_random);
        for (auto& rack : m_racks) {
            rack.active.mix(m_random);
            rack.inactive.mix(m_random);
        }
    }

    Random& m_random;
    std::vector<Rack> m_racks;
    std::size_t m_activeCount = 0;
    std::size_t m_firstRack = 0;
};

} // namespace

Result<std::vector<std::vector<BrokerId>>> placeReplicas(const std::map<BrokerId, BrokerImage>& brokers,
                                                         int count, int replicas, Random& random) {
    Placer placer(brokers, random);
    if (replicas < 1 || static_cast<std::size_t>(replicas) > brokers.size())
        return Error{ErrorCode::INVALID_REPLICATION_FACTOR,
                     "Unable to replicate the partition " + std::to_string(replicas) +
                         " time(s): " + std::to_string(brokers.size()) + " broker(s) are registered."};
    if (placer.activeCount() == 0)
        return Error{ErrorCode::INVALID_REPLICATION_FACTOR, "All brokers are fenced or shutting down."};
    std::vector<std::vector<BrokerId>> placed;
    placed.reserve(static_cast<std::size_t>(count));
    for (std::size_t p = 0; p < static_cast<std::size_t>(count); ++p)
        placed.push_back(placer.place(p, static_cast<std::size_t>(replicas)));
    return placed;
}

Result<std::vector<std::vector<BrokerId>>> placeReplicas(const std::vector<BrokerId>& ids, int count,
                                                         int replicas, Random& random) {
    std::map<BrokerId, BrokerImage> brokers;
    for (auto id : ids) {
        brokers[id].id = id;
        brokers[id].fenced = false;
    }
    return placeReplicas(brokers, count, replicas, random);
}

} // namespace partitura::controller
