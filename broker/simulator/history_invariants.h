// Invariants of the clients' histories alone (after Jepsen's workload for Kafka).
#pragma once

#include "broker/simulator/invariant.h"

#include <map>
#include <optional>
#include <set>

namespace partitura::simulator {

/// What was read at an offset is what everybody reads there, and what its producer was told (acks=all):
/// one offset, one value.
class OffsetsAreConsistent final : public Invariant {
public:
    [[nodiscard]] std::string_view name() const override { return "inconsistent offsets"; }
    void completed(const Operation& operation) override;

private:
    void see(const TopicPartition& partition, Offset offset, std::int64_t value);

    std::map<TopicPartition, std::vector<std::int64_t>> m_values; ///< by offset; -1 is not known
};

/// What was acknowledged with acks=all is read in the end.
class WritesAreKept final : public Invariant {
public:
    [[nodiscard]] std::string_view name() const override { return "lost write"; }
    void completed(const Operation& operation) override;
    void finish() override;

private:
    std::map<std::int64_t, Operation> m_acknowledged; ///< by first value
    std::map<int, std::vector<char>> m_read;          ///< by client, then count
};

/// No record of an idempotent producer is read at two offsets.
class WritesAreNotRepeated final : public Invariant {
public:
    [[nodiscard]] std::string_view name() const override { return "duplicate write"; }
    void completed(const Operation& operation) override;
    void finish() override;

private:
    struct Place {
        PartitionIndex partition;
        Offset offset{-1};
    };
    std::map<int, std::vector<Place>> m_places; ///< by client, then count
    std::set<int> m_idempotent;
    std::map<int, std::string> m_repeated; ///< of clients not known to be idempotent: the first
};

/// A consumer gets every record after the one before it: within a poll, and from one to the next.
class PollsAreInOrder final : public Invariant {
public:
    [[nodiscard]] std::string_view name() const override { return "polls out of order"; }
    void completed(const Operation& operation) override;

private:
    struct Position {
        std::uint64_t session = 0;
        Offset next;
    };
    std::map<std::pair<int, TopicPartition>, Position> m_positions;
};

/// Of two batches that a producer sent to one partition one after the other, the second lies behind the
/// first.
class SendsAreInOrder final : public Invariant {
public:
    [[nodiscard]] std::string_view name() const override { return "sends out of order"; }
    void completed(const Operation& operation) override;

private:
    std::map<std::pair<int, TopicPartition>, Offset> m_last; ///< offset of the last record
};

/// In one generation of a group a partition belongs to one member; seen from the members and from the
/// coordinator.
class PartitionsAreOwnedOnce final : public Invariant {
public:
    [[nodiscard]] std::string_view name() const override { return "partition owned twice"; }
    void completed(const Operation& operation) override;
    void sample(SimulatedCluster& cluster) override;

private:
    /// Owners of the newest generations, by group.
    std::map<std::string, std::map<std::pair<std::int32_t, TopicPartition>, std::string>> m_owners;
};

/// What a group committed is there until it commits something else; seen from the members and from the
/// coordinator.
class CommitsAreKept final : public Invariant {
public:
    [[nodiscard]] std::string_view name() const override { return "committed offset moved back"; }
    void completed(const Operation& operation) override;
    void sample(SimulatedCluster& cluster) override;

private:
    struct Commit {
        std::uint64_t operation = 0;
        std::uint64_t completion = 0;
        Offset offset;
    };
    using Key = std::pair<std::string, TopicPartition>;
    /// The last that were acknowledged, oldest first.
    std::map<Key, std::vector<Commit>> m_commits;
    std::map<std::tuple<int, int, Key>, Offset> m_seen; ///< by broker, its life, and key
};

} // namespace partitura::simulator
