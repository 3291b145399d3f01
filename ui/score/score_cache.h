// What was read of a topic, in bounded memory: records, batch headers, and where times lie.
#pragma once

#include "ui/score/note_facts.h"

#include <map>
#include <optional>
#include <vector>

namespace partitura::ui {

/// Offsets [from, to).
struct OffsetRange {
    Offset from, to;

    [[nodiscard]] bool isEmpty() const { return from >= to; }
    [[nodiscard]] std::int64_t size() const { return isEmpty() ? 0 : to - from; }
    [[nodiscard]] bool contains(Offset offset) const { return from <= offset && offset < to; }
    bool operator==(const OffsetRange&) const = default;
};

/// What lies in the part of a partition that is looked at. Pointers stay good until the cache changes.
template <typename T>
struct ReadPart {
    std::vector<const T*> items;   ///< in offset order
    std::vector<OffsetRange> read; ///< what of the part was read; rising, apart from each other
    /// Whether all of `range` was read.
    [[nodiscard]] bool covers(OffsetRange range) const {
        if (range.isEmpty())
            return true;
        for (const auto& one : read)
            if (one.from <= range.from && range.to <= one.to)
                return true;
        return false;
    }
};

/// Blocks of one topic's partitions, the least recently used of which go first. What is kept of a partition
/// is out of date once forget() was called; it is shown until it is read anew. Thread: the user interface's.
class ScoreCache {
public:
    static constexpr std::int64_t noteBlock = 256;   ///< offsets of a block of records
    static constexpr std::int64_t batchBlock = 4096; ///< and of batch headers
    static constexpr std::size_t blocksMax = 600;    ///< of either kind
    static constexpr std::size_t timesMax = 4096;    ///< of a partition

    /// Takes what a read from `from`, a place notesMissing() gave, answered; it went on to `next`.
    void addNotes(PartitionIndex partition, Offset from, Offset next, std::vector<NoteFacts> notes);
    void addBatches(PartitionIndex partition, Offset from, Offset next, std::vector<BatchFacts> batches);
    /// The batch that holds `offset`, or the next one, was written at `timeMs`.
    void addSample(PartitionIndex partition, Offset offset, TimestampMs timeMs);
    /// The first record at or after `timeMs` has `offset`. One that is the log end may still change.
    void addEdge(PartitionIndex partition, TimestampMs timeMs, Offset offset, bool isFinal);

    /// What to read next for `range` to be complete, of one block; nothing before `logStart`. nullopt when
    /// all is there.
    [[nodiscard]] std::optional<OffsetRange> notesMissing(PartitionIndex partition, OffsetRange range,
                                                          Offset logStart) const;
    [[nodiscard]] std::optional<OffsetRange> batchesMissing(PartitionIndex partition, OffsetRange range,
                                                            Offset logStart) const;
    /// Counts as use.
    [[nodiscard]] ReadPart<NoteFacts> notes(PartitionIndex partition, OffsetRange range);
    [[nodiscard]] ReadPart<app::BatchInfo> batches(PartitionIndex partition, OffsetRange range);
    /// The record at `offset`; nullptr if it is not held.
    [[nodiscard]] const NoteFacts* note(PartitionIndex partition, Offset offset) const;

    struct Edge {
        Offset offset;
        bool isFinal = false;
    };
    [[nodiscard]] std::optional<Edge> edge(PartitionIndex partition, TimestampMs timeMs) const;
    /// The nearest one known at or before, at or after it.
    [[nodiscard]] std::optional<Edge> edgeBefore(PartitionIndex partition, TimestampMs timeMs) const;
    [[nodiscard]] std::optional<Edge> edgeAfter(PartitionIndex partition, TimestampMs timeMs) const;
    /// When what is at `offset` was written, as far as a sample at it, a record or a batch header tells.
    [[nodiscard]] std::optional<TimestampMs> timeAt(PartitionIndex partition, Offset offset) const;
    /// The greatest timestamp of all that is held of a partition.
    [[nodiscard]] TimestampMs newest(PartitionIndex partition) const;

    /// What is held of the partition has changed (compaction, truncation, another leader).
    void forget(PartitionIndex partition);
    void clear();
    [[nodiscard]] std::size_t blocks() const { return m_blocks; }

private:
    template <typename T>
    struct Block {
        std::vector<T> items;
        OffsetRange read; ///< within the block
        std::uint64_t generation = 0;
        std::uint64_t lastUsed = 0;
    };
    template <typename T>
    using Blocks = std::map<std::int64_t, Block<T>>; // by offset / block size
    struct Partition {
        Blocks<NoteFacts> notes;
        Blocks<BatchFacts> batches;
        std::map<Offset, TimestampMs> samples;
        std::map<TimestampMs, Edge> edges;
        TimestampMs newest = noTimestamp;
        std::uint64_t generation = 0;
    };

    template <typename T>
    void add(Partition& partition, Blocks<T>& blocks, std::int64_t size, Offset from, Offset next,
             std::vector<T> items);
    template <typename T>
    static std::optional<OffsetRange> missing(const Partition* partition, Blocks<T> Partition::*kind,
                                              std::int64_t size, OffsetRange range, Offset logStart);
    /// The blocks' items that `range` holds some of, and what of it they cover.
    template <typename T, typename Item>
    ReadPart<Item> part(Partition* partition, Blocks<T> Partition::*kind, std::int64_t size,
                        OffsetRange range);
    void forgetOldest();
    [[nodiscard]] const Partition* find(PartitionIndex partition) const;

    std::map<PartitionIndex, Partition> m_partitions;
    std::uint64_t m_clock = 0;
    std::size_t m_blocks = 0;
};

} // namespace partitura::ui
