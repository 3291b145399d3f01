#include "ui/score/score_reader.h"

#include "ui/dialogs/error_note.h"

#include <QtConcurrent/QtConcurrentRun>

#include <algorithm>

namespace partitura::ui {
namespace {

constexpr std::size_t batchBytes = 4u << 20;
constexpr std::int64_t aheadOffsets = 128; // read beyond the edges once all between them is there

bool isEdgeMissing(PartitionIndex partition, TimestampMs timeMs, const ScoreCache& cache,
                   Offset highWatermark, TimestampMs nowMs) {
    if (timeMs > nowMs || timeMs < 0)
        return false;
    const auto edge = cache.edge(partition, timeMs);
    return !edge || (!edge->isFinal && edge->offset < highWatermark);
}

std::optional<ScoreWish> heatWish(const observe::PartitionSnapshot& partition, OffsetRange visible,
                                  const ScoreAxis& axis, const ScoreCache& cache, TimestampMs nowMs) {
    const auto bounds = boundsOf(partition);
    const auto grid = cellGrid(axis);
    if (countsRecords(partition, visible))
        if (const auto missing = cache.batchesMissing(partition.index, visible, bounds.logStart))
            return ReadBatches{*missing};
    for (auto at = grid.first; at <= grid.last;) {
        if (axis.kind() == AxisKind::time) {
            if (isEdgeMissing(partition.index, at, cache, bounds.highWatermark, nowMs))
                return FindEdge{at};
        } else if (const Offset offset = std::max(Offset(at), bounds.logStart);
                   offset < bounds.highWatermark && !cache.timeAt(partition.index, offset)) {
            return ReadSample{offset};
        }
        if (__builtin_add_overflow(at, grid.cell, &at))
            break;
    }
    return std::nullopt;
}

} // namespace

std::optional<ScoreWish> nextWish(const observe::PartitionSnapshot& partition, const ScoreAxis& axis,
                                  const ScoreCache& cache, TimestampMs nowMs) {
    const auto bounds = boundsOf(partition);
    if (partition.leader == BrokerId() || bounds.readable().isEmpty())
        return std::nullopt;
    const auto last = bounds.highWatermark - 1;
    if (axis.kind() == AxisKind::time) {
        // How far time reaches: to the newest record, and back to the oldest.
        if (cache.newest(partition.index) == noTimestamp && !cache.timeAt(partition.index, last))
            return ReadSample{last};
        if (!cache.timeAt(partition.index, bounds.logStart))
            return ReadSample{bounds.logStart};
        const auto grid = cellGrid(axis);
        for (const auto edge : {grid.first, grid.last})
            if (isEdgeMissing(partition.index, edge, cache, bounds.highWatermark, nowMs))
                return FindEdge{edge};
    }
    const auto visible = visibleOffsets(partition, axis, cache, nowMs);
    if (!visible)
        return std::nullopt;
    if (!showsNotes(*visible, axis))
        return heatWish(partition, *visible, axis, cache, nowMs);
    if (const auto missing = cache.notesMissing(partition.index, *visible, bounds.logStart))
        return ReadNotes{*missing};
    const OffsetRange ahead{
        std::max(bounds.logStart, Offset(std::max<std::int64_t>(0, visible->from.value() - aheadOffsets))),
        std::min(bounds.highWatermark,
                 visible->to + std::min(aheadOffsets, INT64_MAX - visible->to.value()))};
    if (const auto missing = cache.notesMissing(partition.index, ahead, bounds.logStart))
        return ReadNotes{*missing};
    return std::nullopt;
}

ScoreReader::ScoreReader(ScoreCache& cache, QObject* parent)
    : QObject(parent)
    , m_cache(cache) {
    m_time.start();
}

void ScoreReader::show(app::Source* source, const std::string& topic) {
    ++m_show;
    m_source = source;
    m_topic = topic;
    m_states.clear();
    m_errors.clear();
    m_requests = 0;
    m_cache.clear();
}

void ScoreReader::read(const observe::TopicSnapshot& topic, const std::vector<PartitionIndex>& partitions,
                       const ScoreAxis& axis, const std::map<PartitionIndex, ScoreOrigin>& origins,
                       TimestampMs nowMs) {
    if (!m_source || !m_source->capabilities().readRecords)
        return;
    // The one that comes first changes, so that with many partitions each has its turn.
    for (std::size_t i = 0; i < partitions.size(); ++i) {
        const auto index = partitions[(m_next + i) % partitions.size()];
        const auto& partition = topic.partitions[static_cast<std::size_t>(index.value())];
        auto& state = m_states[index];
        notice(partition, state);
        if (state.isReading || m_requests >= requestsMax || state.notBefore.value_or(0) > m_time.elapsed())
            continue;
        if (const auto wish = nextWish(partition, axisOf(axis, origins, index), m_cache, nowMs)) {
            state.isReading = true;
            ++m_requests;
            std::visit([&](const auto& one) { ask(index, one); }, *wish);
        }
    }
    ++m_next;
}

void ScoreReader::locate(PartitionIndex partition, Offset offset) {
    auto& state = m_states[partition];
    if (!m_source || state.isReading || state.notBefore.value_or(0) > m_time.elapsed())
        return;
    state.isReading = true;
    ++m_requests;
    ask(partition, ReadSample{offset});
}

void ScoreReader::notice(const observe::PartitionSnapshot& partition, State& state) {
    if (partition.leader == BrokerId())
        return;
    const auto leader =
        std::ranges::find_if(partition.replicaStates, [](const auto& r) { return r.isLeader; });
    const auto sizeBytes = leader == partition.replicaStates.end() ? 0 : leader->sizeBytes;
    const auto segmentsGrew = [&] {
        if (!state.segments || !partition.segments || state.segments == partition.segments ||
            partition.segments->empty())
            return true;
        const auto begin = std::ranges::lower_bound(*state.segments, partition.segments->front());
        const auto common = state.segments->end() - begin;
        return common <= std::ssize(*partition.segments) &&
               std::equal(begin, state.segments->end(), partition.segments->begin());
    };
    // Another leader's log may be compacted otherwise, and one that gets smaller has lost something.
    const bool isKnown = state.leader != BrokerId();
    if (isKnown && (state.leader != partition.leader || state.epoch != partition.leaderEpoch ||
                    partition.logEnd < state.logEnd || sizeBytes < state.sizeBytes || !segmentsGrew())) {
        m_cache.forget(partition.index);
        ++state.generation;
    }
    if (partition.highWatermark != state.highWatermark && !m_errors.contains(partition.index))
        state.notBefore.reset();
    state.leader = partition.leader;
    state.epoch = partition.leaderEpoch;
    state.sizeBytes = sizeBytes;
    state.logEnd = partition.logEnd;
    state.highWatermark = partition.highWatermark;
    state.segments = partition.segments;
}

template <typename T, typename Take>
std::function<void(Result<T>)> ScoreReader::wanted(PartitionIndex partition, Take take) {
    return [self = QPointer<ScoreReader>(this), partition, show = m_show,
            generation = m_states[partition].generation, take](Result<T> answer) {
        if (!self || self->m_show != show)
            return;
        if (!answer)
            return self->settle(partition, false, errorText(answer.error()));
        // What was forgotten meanwhile is asked for again.
        self->settle(partition, self->m_states[partition].generation != generation || take(*answer), {});
    };
}

void ScoreReader::settle(PartitionIndex partition, bool broughtSomething, const QString& error) {
    --m_requests;
    auto& state = m_states[partition];
    state.isReading = false;
    state.notBefore.reset();
    if (!broughtSomething)
        state.notBefore = m_time.elapsed() + retryMs;
    if (error.isEmpty())
        m_errors.erase(partition);
    else
        m_errors[partition] = error;
    emit changed();
}

void ScoreReader::ask(PartitionIndex partition, const ReadNotes& wish) {
    struct Read {
        std::vector<NoteFacts> notes;
        Offset next;
    };
    const auto take = wanted<std::shared_ptr<Read>>(
        partition, [this, partition, from = wish.offsets.from](const std::shared_ptr<Read>& read) {
            m_cache.addNotes(partition, from, read->next, std::move(read->notes));
            return read->next > from;
        });
    app::RecordQuery query{name(partition), wish.offsets.from};
    query.maxRecords = static_cast<std::size_t>(wish.offsets.size());
    m_source->readRecords(query, [self = QPointer<ScoreReader>(this),
                                  take](Result<std::shared_ptr<const app::RecordPage>> page) {
        if (!self)
            return;
        if (!page)
            return take(page.error());
        QtConcurrent::run([page = std::move(*page)] {
            return std::make_shared<Read>(Read{notesOf(*page), page->nextOffset});
        }).then(self.data(), [take](const std::shared_ptr<Read>& read) { take(read); });
    });
}

void ScoreReader::ask(PartitionIndex partition, const ReadBatches& wish) {
    app::BatchQuery query{name(partition), wish.offsets.from, wish.offsets.to};
    query.maxBytes = batchBytes;
    m_source->readBatches(query,
                          wanted<std::shared_ptr<const app::BatchPage>>(
                              partition, [this, partition, from = wish.offsets.from](const auto& page) {
                                  m_cache.addBatches(partition, from, page->nextOffset, page->batches);
                                  return page->nextOffset > from;
                              }));
}

void ScoreReader::ask(PartitionIndex partition, const ReadSample& wish) {
    app::BatchQuery query{name(partition), wish.offset};
    query.maxBatches = 1;
    query.maxBytes = 1;
    m_source->readBatches(query, wanted<std::shared_ptr<const app::BatchPage>>(
                                     partition, [this, partition, offset = wish.offset](const auto& page) {
                                         if (page->batches.empty())
                                             return false;
                                         m_cache.addSample(partition, offset,
                                                           page->batches.front()->maxTimestampMs);
                                         return true;
                                     }));
}

void ScoreReader::ask(PartitionIndex partition, const FindEdge& wish) {
    const auto end = m_states[partition].highWatermark;
    m_source->findOffset(
        name(partition), wish.timeMs,
        wanted<Offset>(partition, [this, partition, end, timeMs = wish.timeMs](Offset offset) {
            m_cache.addEdge(partition, timeMs, offset, offset < end);
            return true;
        }));
}

} // namespace partitura::ui
