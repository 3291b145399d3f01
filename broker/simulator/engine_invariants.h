// Invariants of the engine's inside, checked between its tasks.
#pragma once

#include "broker/simulator/invariant.h"

#include <map>
#include <optional>

namespace partitura::simulator {

/// No two brokers lead a partition in one leader epoch.
class OneLeaderAnEpoch final : public Invariant {
public:
    [[nodiscard]] std::string_view name() const override { return "two leaders in one epoch"; }
    void replicaChanged(SimulatedCluster& cluster, const ReplicaChange& change) override;

private:
    std::map<std::pair<TopicPartition, LeaderEpoch>, int> m_leaders;
};

/// While a broker leads in one epoch, and its disk works, its high watermark does not fall.
class HighWatermarkNeverFalls final : public Invariant {
public:
    [[nodiscard]] std::string_view name() const override { return "high watermark fell"; }
    void replicaChanged(SimulatedCluster& cluster, const ReplicaChange& change) override;
};

/// What lies below a leader's high watermark is committed: it never changes, a later leader has it, and an
/// in-sync replica's log has the same batches there. Batches are compared by their headers, whose CRC stands
/// for the rest.
class ReplicasMatch final : public Invariant {
public:
    [[nodiscard]] std::string_view name() const override { return "replicas differ"; }
    void replicaChanged(SimulatedCluster& cluster, const ReplicaChange& change) override;

private:
    struct Batch {
        Offset base, last;
        LeaderEpoch epoch;
        std::uint32_t crc = 0;

        bool operator==(const Batch&) const = default;
    };
    struct Committed {
        std::vector<Batch> batches; ///< by offset
        Offset end;
        LeaderEpoch leaderEpoch; ///< of the newest leader seen
        int leader = 0;
    };
    struct Verified {
        int life = 0;
        Offset to; ///< all before it was compared
    };

    /// Calls visit(batch) for the batches from `from` to `to`; false if the log could not be read.
    template <typename Visit>
    static bool forEachBatch(replication::Partition& partition, Offset from, Offset to, Visit visit);
    void commit(Committed& committed, const ReplicaChange& change) const;
    void verify(const Committed& committed, Verified& verified, const ReplicaChange& change) const;

    std::map<TopicPartition, Committed> m_committed;
    std::map<std::pair<int, TopicPartition>, Verified> m_verified; ///< by broker
};

/// A replica that is in sync, as its leader and itself know it, has all that is below the leader's high
/// watermark. One that has lost power may lack it until the controller hears of it, and is left out.
class InSyncReplicasHaveAll final : public Invariant {
public:
    [[nodiscard]] std::string_view name() const override { return "in-sync replica lacks records"; }
    void sample(SimulatedCluster& cluster) override;
};

/// With flush.messages=1 a leader's high watermark advances no further than its disk has the log.
class CommittedIsDurable final : public Invariant {
public:
    [[nodiscard]] std::string_view name() const override { return "committed and not on disk"; }
    void replicaChanged(SimulatedCluster& cluster, const ReplicaChange& change) override;
};

/// Two brokers that have replayed the metadata log up to one offset have the same image.
class ImagesAgree final : public Invariant {
public:
    [[nodiscard]] std::string_view name() const override { return "metadata images differ"; }
    void inspect(SimulatedCluster& cluster, int broker) override;

private:
    struct Seen {
        std::uint64_t digest = 0;
        int broker = 0;
    };
    std::map<Offset, Seen> m_digests;             ///< by the offset replayed to
    std::map<int, std::pair<int, Offset>> m_last; ///< of each broker: its life, and what it had replayed to
};

/// A hash of all that the image says.
[[nodiscard]] std::uint64_t digestOf(const controller::MetadataImage& image);

} // namespace partitura::simulator
