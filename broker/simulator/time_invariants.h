// Invariants of what must happen within a time.
#pragma once

#include "broker/simulator/invariant.h"

#include <map>
#include <optional>
#include <tuple>

namespace partitura::simulator {

/// Since when each of some conditions has held without a break, from one sample to the next.
template <typename Key>
class Lasting {
public:
    /// In the sample that goes on, `key` holds; for how long it has.
    Duration holds(const Key& key, Instant now) {
        const auto before = m_before.find(key);
        const auto since = before == m_before.end() ? now : before->second;
        m_now[key] = since;
        return now - since;
    }
    /// Ends a sample: what was not said to hold does not.
    void next() { m_before = std::exchange(m_now, {}); }

private:
    std::map<Key, Instant> m_before, m_now;
};

/// A follower that has not caught up for replica.lag.time.max.ms leaves the ISR before twice that time is
/// over, unless its leader waits for the controller.
class IsrShrinksInTime final : public Invariant {
public:
    [[nodiscard]] std::string_view name() const override { return "lagging replica stays in sync"; }
    void sample(SimulatedCluster& cluster) override;

private:
    /// Leader, its life and epoch, and the follower.
    using Key = std::tuple<int, int, LeaderEpoch, TopicPartition, BrokerId>;
    Lasting<Key> m_lagging;
};

/// A broker that is down or stands still is fenced when its session is over, by a controller that is there
/// all the while.
class SilentBrokersAreFenced final : public Invariant {
public:
    [[nodiscard]] std::string_view name() const override { return "silent broker not fenced"; }
    void sample(SimulatedCluster& cluster) override;

private:
    /// Controller, its life and epoch, and the silent broker.
    using Key = std::tuple<int, int, LeaderEpoch, int>;
    Lasting<Key> m_silent;
};

} // namespace partitura::simulator
