#include "ui/score/score_cache.h"

#include <algorithm>
#include <cstdlib>
#include <functional>

namespace partitura::ui {
namespace {

Offset firstOf(const NoteFacts& note) {
    return note.offset;
}
Offset lastOf(const NoteFacts& note) {
    return note.offset;
}
TimestampMs timeOf(const NoteFacts& note) {
    return note.timestampMs;
}
const NoteFacts* pointer(const NoteFacts& note) {
    return &note;
}
Offset firstOf(const BatchFacts& batch) {
    return batch->baseOffset;
}
Offset lastOf(const BatchFacts& batch) {
    return batch->lastOffset;
}
TimestampMs timeOf(const BatchFacts& batch) {
    return batch->maxTimestampMs;
}
const app::BatchInfo* pointer(const BatchFacts& batch) {
    return batch.get();
}

/// Beyond the bound the entry farthest from the one just put in goes.
template <typename Map, typename Distance>
void bound(Map& map, std::size_t most, Distance distance) {
    if (map.size() <= most)
        return;
    const auto last = std::prev(map.end());
    map.erase(distance(map.begin()->first) > distance(last->first) ? map.begin() : last);
}

} // namespace

const ScoreCache::Partition* ScoreCache::find(PartitionIndex partition) const {
    const auto found = m_partitions.find(partition);
    return found == m_partitions.end() ? nullptr : &found->second;
}

template <typename T>
void ScoreCache::add(Partition& partition, Blocks<T>& blocks, std::int64_t size, Offset from, Offset next,
                     std::vector<T> items) {
    const auto number = from.value() / size;
    const Offset begin(number * size);
    const Offset end = begin.value() > INT64_MAX - size ? Offset(INT64_MAX) : begin + size;
    const auto [at, isNew] = blocks.try_emplace(number);
    auto& block = at->second;
    m_blocks += isNew ? 1 : 0;
    if (isNew || block.generation != partition.generation || block.read.to != from)
        block = {{}, {from, from}, partition.generation};
    for (auto& item : items) {
        partition.newest = std::max(partition.newest, timeOf(item));
        const bool follows = block.items.empty() || firstOf(block.items.back()) < firstOf(item);
        if (follows && lastOf(item) >= from && firstOf(item) < end)
            block.items.push_back(std::move(item));
    }
    block.read.to = std::clamp(next, from, end);
    block.lastUsed = ++m_clock;
    forgetOldest();
}

void ScoreCache::addNotes(PartitionIndex partition, Offset from, Offset next, std::vector<NoteFacts> notes) {
    auto& held = m_partitions[partition];
    add(held, held.notes, noteBlock, from, next, std::move(notes));
}

void ScoreCache::addBatches(PartitionIndex partition, Offset from, Offset next,
                            std::vector<BatchFacts> batches) {
    auto& held = m_partitions[partition];
    add(held, held.batches, batchBlock, from, next, std::move(batches));
}

void ScoreCache::addSample(PartitionIndex partition, Offset offset, TimestampMs timeMs) {
    auto& held = m_partitions[partition];
    held.newest = std::max(held.newest, timeMs);
    held.samples[offset] = timeMs;
    bound(held.samples, timesMax, [&](Offset other) { return std::abs(other - offset); });
}

void ScoreCache::addEdge(PartitionIndex partition, TimestampMs timeMs, Offset offset, bool isFinal) {
    auto& edges = m_partitions[partition].edges;
    edges[timeMs] = {offset, isFinal};
    bound(edges, timesMax, [&](TimestampMs other) { return std::abs(other - timeMs); });
}

template <typename T>
std::optional<OffsetRange> ScoreCache::missing(const Partition* partition, Blocks<T> Partition::*kind,
                                               std::int64_t size, OffsetRange range, Offset logStart) {
    if (range.isEmpty())
        return std::nullopt;
    for (auto number = range.from.value() / size; number <= (range.to.value() - 1) / size; ++number) {
        const Offset begin = std::max(Offset(number * size), logStart);
        const Offset end = number > INT64_MAX / size - 1 ? range.to : Offset((number + 1) * size);
        Offset from = begin;
        if (partition) {
            const auto& blocks = partition->*kind;
            const auto block = blocks.find(number);
            if (block != blocks.end() && block->second.generation == partition->generation &&
                block->second.read.from <= begin)
                from = block->second.read.to;
        }
        if (from < std::min(end, range.to))
            return OffsetRange{from, end};
    }
    return std::nullopt;
}

std::optional<OffsetRange> ScoreCache::notesMissing(PartitionIndex partition, OffsetRange range,
                                                    Offset logStart) const {
    return missing(find(partition), &Partition::notes, noteBlock, range, logStart);
}

std::optional<OffsetRange> ScoreCache::batchesMissing(PartitionIndex partition, OffsetRange range,
                                                      Offset logStart) const {
    return missing(find(partition), &Partition::batches, batchBlock, range, logStart);
}

template <typename T, typename Item>
ReadPart<Item> ScoreCache::part(Partition* partition, Blocks<T> Partition::*kind, std::int64_t size,
                                OffsetRange range) {
    ReadPart<Item> part;
    if (!partition || range.isEmpty())
        return part;
    auto& blocks = partition->*kind;
    for (auto at = blocks.lower_bound(range.from.value() / size);
         at != blocks.end() && at->first <= (range.to.value() - 1) / size; ++at) {
        auto& block = at->second;
        block.lastUsed = ++m_clock;
        const OffsetRange read{std::max(block.read.from, range.from), std::min(block.read.to, range.to)};
        if (read.isEmpty())
            continue;
        if (!part.read.empty() && part.read.back().to == read.from)
            part.read.back().to = read.to;
        else
            part.read.push_back(read);
        auto item =
            std::ranges::lower_bound(block.items, range.from, {}, [](const T& i) { return lastOf(i); });
        for (; item != block.items.end() && firstOf(*item) < range.to; ++item)
            part.items.push_back(pointer(*item));
    }
    return part;
}

ReadPart<NoteFacts> ScoreCache::notes(PartitionIndex partition, OffsetRange range) {
    return part<NoteFacts, NoteFacts>(const_cast<Partition*>(find(partition)), &Partition::notes, noteBlock,
                                      range);
}

ReadPart<app::BatchInfo> ScoreCache::batches(PartitionIndex partition, OffsetRange range) {
    auto part = this->part<BatchFacts, app::BatchInfo>(const_cast<Partition*>(find(partition)),
                                                       &Partition::batches, batchBlock, range);
    // A batch on the boundary of two blocks is in both.
    const auto sameBatch = [](const auto* a, const auto* b) { return a->baseOffset == b->baseOffset; };
    part.items.erase(std::unique(part.items.begin(), part.items.end(), sameBatch), part.items.end());
    return part;
}

const NoteFacts* ScoreCache::note(PartitionIndex partition, Offset offset) const {
    const auto* held = find(partition);
    if (!held)
        return nullptr;
    const auto block = held->notes.find(offset.value() / noteBlock);
    if (block == held->notes.end())
        return nullptr;
    const auto& items = block->second.items;
    const auto at = std::ranges::lower_bound(items, offset, {}, &NoteFacts::offset);
    return at != items.end() && at->offset == offset ? &*at : nullptr;
}

std::optional<ScoreCache::Edge> ScoreCache::edge(PartitionIndex partition, TimestampMs timeMs) const {
    const auto* held = find(partition);
    if (!held)
        return std::nullopt;
    const auto at = held->edges.find(timeMs);
    return at == held->edges.end() ? std::nullopt : std::optional(at->second);
}

std::optional<ScoreCache::Edge> ScoreCache::edgeBefore(PartitionIndex partition, TimestampMs timeMs) const {
    const auto* held = find(partition);
    if (!held)
        return std::nullopt;
    const auto after = held->edges.upper_bound(timeMs);
    return after == held->edges.begin() ? std::nullopt : std::optional(std::prev(after)->second);
}

std::optional<ScoreCache::Edge> ScoreCache::edgeAfter(PartitionIndex partition, TimestampMs timeMs) const {
    const auto* held = find(partition);
    if (!held)
        return std::nullopt;
    const auto at = held->edges.lower_bound(timeMs);
    return at == held->edges.end() ? std::nullopt : std::optional(at->second);
}

std::optional<TimestampMs> ScoreCache::timeAt(PartitionIndex partition, Offset offset) const {
    const auto* held = find(partition);
    if (!held)
        return std::nullopt;
    if (const auto* note = this->note(partition, offset); note && note->timestampMs != noTimestamp)
        return note->timestampMs;
    if (const auto sample = held->samples.find(offset); sample != held->samples.end())
        return sample->second;
    if (const auto block = held->batches.find(offset.value() / batchBlock); block != held->batches.end()) {
        const auto at = std::ranges::lower_bound(block->second.items, offset, {},
                                                 [](const BatchFacts& batch) { return batch->lastOffset; });
        if (at != block->second.items.end() && (*at)->maxTimestampMs != noTimestamp)
            return (*at)->maxTimestampMs;
    }
    return std::nullopt;
}

TimestampMs ScoreCache::newest(PartitionIndex partition) const {
    const auto* held = find(partition);
    return held ? held->newest : noTimestamp;
}

void ScoreCache::forget(PartitionIndex partition) {
    auto& held = m_partitions[partition];
    ++held.generation;
    held.samples.clear();
    held.edges.clear();
}

void ScoreCache::clear() {
    m_partitions.clear();
    m_blocks = 0;
}

void ScoreCache::forgetOldest() {
    while (m_blocks > blocksMax) {
        std::uint64_t oldest = UINT64_MAX;
        std::function<void()> drop;
        const auto look = [&](auto& blocks) {
            for (auto at = blocks.begin(); at != blocks.end(); ++at)
                if (at->second.lastUsed < oldest) {
                    oldest = at->second.lastUsed;
                    drop = [&blocks, at] { blocks.erase(at); };
                }
        };
        for (auto& [index, partition] : m_partitions) {
            look(partition.notes);
            look(partition.batches);
        }
        drop();
        --m_blocks;
    }
}

} // namespace partitura::ui
