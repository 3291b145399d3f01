// Invariants of the quorum that keeps the metadata, checked between its nodes' tasks.
#pragma once

#include "broker/simulator/invariant.h"

#include <cstdint>
#include <map>

namespace partitura::simulator {

/// No two nodes lead the quorum in one epoch (KIP-595).
class OneQuorumLeaderAnEpoch final : public Invariant {
public:
    [[nodiscard]] std::string_view name() const override { return "two leaders of the quorum in one epoch"; }
    void inspect(SimulatedCluster& cluster, int broker) override;

private:
    std::map<LeaderEpoch, int> m_leaders;
};

/// A node votes for one candidate an epoch, and knows it as long as that epoch lasts, in later lives, too
/// (KIP-595).
class VotesAreKept final : public Invariant {
public:
    [[nodiscard]] std::string_view name() const override { return "vote not kept"; }
    void inspect(SimulatedCluster& cluster, int broker) override;

private:
    struct Vote {
        LeaderEpoch epoch;
        BrokerId candidate;
    };
    std::map<int, Vote> m_votes; ///< the last, by voter
};

/// Committed metadata is on the disks of a majority, is the same on every node that has committed it, and
/// every later leader has it.
class MetadataIsKept final : public Invariant {
public:
    [[nodiscard]] std::string_view name() const override { return "committed metadata not kept"; }
    void inspect(SimulatedCluster& cluster, int broker) override;

private:
    struct Batch {
        LeaderEpoch epoch;
        std::uint32_t crc = 0;

        bool operator==(const Batch&) const = default;
    };
    struct Node {
        int life = 0;
        Offset verified;         ///< all before it was compared, in this life
        Offset durable;          ///< the most that its disk was seen to have
        LeaderEpoch ledVerified; ///< of its last term; it was looked at when that began
    };

    void compare(SimulatedCluster& cluster, int broker, Offset to);
    void checkDurable(SimulatedCluster& cluster, int leader);

    std::map<int, Node> m_nodes;
    std::map<Offset, Batch> m_committed; ///< by first offset
    Offset m_end;                        ///< of what any node has committed
};

} // namespace partitura::simulator
