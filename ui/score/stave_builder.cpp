#include "ui/score/stave_builder.h"

#include <algorithm>
#include <cmath>

namespace partitura::ui {
namespace {

constexpr double farOut = 1e6;         // px: beyond any view
constexpr double labelPixelsMax = 220; // a line of text longer than this is not a label
constexpr double labelPixelsMin = 30;
constexpr double totalPixelsMin = 64;
constexpr double barPixelsMin = 6;
constexpr std::int64_t marginOffsets = 64; // looked at beyond the edges, so that beams and slurs run on

} // namespace

StaveBuilder::StaveBuilder(const ScoreQuestion& question, const observe::PartitionSnapshot& partition,
                           ScoreCache& cache)
    : m_question(question)
    , m_partition(partition)
    , m_cache(cache)
    , m_axis(axisOf(question.axis, question.origins, partition.index))
    , m_bounds(boundsOf(partition))
    , m_visible(visibleOffsets(partition, m_axis, cache, question.nowMs)) {}

ScorePicture::Stave StaveBuilder::build(double top) {
    placeRows(top);
    m_stave.partition = m_partition.index;
    m_stave.leader = m_partition.leader;
    m_stave.replicas = m_partition.replicaStates.size();
    m_stave.leaderState = m_partition.leader == BrokerId() ? ReplicaState::electing : ReplicaState::inSync;
    for (const auto& replica : m_partition.replicaStates)
        if (replica.isLeader)
            m_stave.leaderState = replicaState(m_partition, replica, m_question.nowMs);
    m_stave.logStart = m_bounds.logStart;
    m_stave.lastStable = m_bounds.lastStable;
    m_stave.highWatermark = m_bounds.highWatermark;
    m_stave.logEnd = m_bounds.logEnd;
    if (const auto error = m_question.errors.find(m_partition.index); error != m_question.errors.end())
        m_stave.error = error->second;
    if (m_visible) {
        m_stave.inView = *m_visible;
        const bool notes = showsNotes(*m_visible, m_axis);
        m_stave.level = notes ? ScorePicture::Level::notes : ScorePicture::Level::heat;
        if (m_axis.kind() == AxisKind::time)
            placeTimes();
        notes ? addNotes() : addCells();
    }
    addLine();
    addBars();
    addReplicas();
    addFlags();
    if (!m_question.origins.empty())
        addFigures();
    return std::move(m_stave);
}

void StaveBuilder::placeRows(double top) {
    using namespace score_layout;
    const auto groups = m_question.groups.size();
    m_stave.top = top;
    m_stave.line = top + static_cast<double>(groups) * lane + beams;
    m_stave.labels = m_stave.line + below;
    m_stave.bottom = top + staveHeight(m_partition.replicaStates.size(), groups, m_question.look) - gap;
}

/// Where offsets lie on an axis of time, from all that says so.
void StaveBuilder::placeTimes() {
    const auto grid = cellGrid(m_axis);
    if (m_stave.level == ScorePicture::Level::notes) {
        const double half = m_question.look.headRadius + 2;
        double last = -farOut;
        for (const auto* note : m_cache.notes(m_partition.index, *m_visible).items)
            if (note->timestampMs != noTimestamp) {
                last = std::max(last, m_axis.x(note->timestampMs));
                m_known.push_back({note->offset, last - half});
                m_known.push_back({note->offset + 1, last + half});
            }
        return;
    }
    for (auto at = grid.first; at <= grid.last && at <= m_question.nowMs; at += grid.cell)
        if (const auto edge = m_cache.edge(m_partition.index, at);
            edge && (m_known.empty() || m_known.back().offset <= edge->offset))
            m_known.push_back({edge->offset, m_axis.x(at)});
}

double StaveBuilder::boundary(Offset offset) const {
    if (m_axis.kind() == AxisKind::offset)
        return m_axis.x(offset.value());
    if (!m_visible || offset < m_visible->from)
        return -farOut;
    const auto after = std::ranges::lower_bound(m_known, offset, {}, &Known::offset);
    if (after == m_known.end()) {
        if (offset > m_visible->to || (offset == m_visible->to && offset < m_bounds.highWatermark))
            return farOut;
        return m_known.empty() ? -farOut : m_known.back().x;
    }
    if (after->offset == offset || after == m_known.begin())
        return after->x;
    const auto& before = *std::prev(after);
    return before.x + (after->x - before.x) * static_cast<double>(offset - before.offset) /
                          static_cast<double>(after->offset - before.offset);
}

double StaveBuilder::noteX(const NoteFacts& note) const {
    if (m_axis.kind() == AxisKind::offset)
        return m_axis.x(note.offset.value(), 0.5);
    return note.timestampMs == noTimestamp ? -farOut : m_axis.x(note.timestampMs);
}

void StaveBuilder::addNotes() {
    auto wide = *m_visible;
    wide.from =
        std::max(m_bounds.logStart, Offset(std::max<std::int64_t>(0, wide.from.value() - marginOffsets)));
    wide.to =
        std::min(m_bounds.highWatermark, wide.to + std::min(marginOffsets, INT64_MAX - wide.to.value()));
    const auto part = m_cache.notes(m_partition.index, wide);
    std::vector<const app::BatchInfo*> batches;
    for (const auto* facts : part.items) {
        if (batches.empty() || batches.back()->baseOffset != facts->batch->baseOffset)
            batches.push_back(facts->batch.get());
        const double x = noteX(*facts);
        if (facts->isControl()) {
            const auto& batch = *facts->batch;
            m_stave.markers.push_back(
                {x, facts->offset, batch.producerId, batch.producerEpoch, batch.transactionEnd});
            continue;
        }
        const double y = m_stave.line - facts->look.height * score_layout::step;
        if (!m_stave.notes.empty() && m_stave.notes.back().y == y &&
            std::abs(m_stave.notes.back().x - x) < 0.75)
            ++m_stave.notes.back().same;
        else
            m_stave.notes.push_back({x, y, *facts});
    }
    addBeams();
    addRests(part);
    addLabels();
    addUnread(part.read);
    addTransactions(batches, part.read);
}

void StaveBuilder::addBeams() {
    auto& notes = m_stave.notes;
    for (std::size_t first = 0; first < notes.size();) {
        const auto base = notes[first].facts.batch->baseOffset;
        ScorePicture::Beam beam{notes[first].x, notes[first].x, m_stave.line + score_layout::beamY, first, 0};
        for (; first < notes.size() && notes[first].facts.batch->baseOffset == base; ++first, ++beam.notes) {
            beam.from = std::min(beam.from, notes[first].x);
            beam.to = std::max(beam.to, notes[first].x);
        }
        m_stave.beams.push_back(beam);
    }
}

void StaveBuilder::addRests(const ReadPart<NoteFacts>& part) {
    auto item = part.items.begin();
    for (const auto& read : part.read) {
        Offset next = std::max(read.from, m_bounds.logStart);
        const auto rest = [&](Offset to) {
            if (next < to)
                m_stave.rests.push_back({boundary(next), boundary(to), {next, to}});
        };
        for (; item != part.items.end() && (*item)->offset < read.to; ++item) {
            rest((*item)->offset);
            next = std::max(next, (*item)->offset + 1);
        }
        rest(read.to);
    }
}

void StaveBuilder::addLabels() {
    auto& notes = m_stave.notes;
    if (m_question.look.labels <= 0)
        return;
    // What stands next: a note, a marker, a rest, or the end of what there is.
    std::vector<double> next;
    for (const auto& note : notes)
        next.push_back(note.x);
    for (const auto& marker : m_stave.markers)
        next.push_back(marker.x);
    for (const auto& rest : m_stave.rests)
        next.push_back(rest.from + m_question.look.headRadius);
    std::ranges::sort(next);
    for (auto& note : notes) {
        const auto after = std::ranges::upper_bound(next, note.x + 0.5);
        const double room = (after == next.end() ? note.x + labelPixelsMax : *after) - note.x - 8;
        if (room >= labelPixelsMin)
            note.labelWidth = std::min(room, labelPixelsMax);
    }
}

void StaveBuilder::addUnread(const std::vector<OffsetRange>& read) {
    Offset next = m_visible->from;
    const auto unread = [&](Offset to) {
        const double from = std::max(0.0, boundary(next)), end = std::min(m_axis.width(), boundary(to));
        if (next < to && from < end)
            m_stave.unread.emplace_back(from, end);
    };
    for (const auto& range : read) {
        if (range.to <= next)
            continue;
        if (range.from >= m_visible->to)
            break;
        unread(range.from);
        next = range.to;
    }
    unread(m_visible->to);
}

StaveBuilder::Count StaveBuilder::countOf(OffsetRange offsets) const {
    Count count{offsets.size(), m_batches.covers(offsets), false};
    if (!count.isCounted)
        return count;
    count.records = 0;
    auto at = std::ranges::lower_bound(m_batches.items, offsets.from, {},
                                       [](const auto* batch) { return batch->lastOffset; });
    for (; at != m_batches.items.end() && (*at)->baseOffset < offsets.to; ++at) {
        const auto& batch = **at;
        if (batch.isControl)
            continue;
        const auto span = batch.lastOffset - batch.baseOffset + 1;
        const OffsetRange common{std::max(batch.baseOffset, offsets.from),
                                 std::min(batch.lastOffset + 1, offsets.to)};
        if (common.size() == span || batch.recordCount == span) {
            count.records += std::min<std::int64_t>(batch.recordCount, common.size());
        } else { // compacted, and only a part of it lies here: which part, its header does not say
            count.isApproximate = true;
            count.records += std::llround(static_cast<double>(batch.recordCount) *
                                          static_cast<double>(common.size()) / static_cast<double>(span));
        }
    }
    return count;
}

void StaveBuilder::addCells() {
    m_batches = m_cache.batches(m_partition.index, *m_visible);
    const auto grid = cellGrid(m_axis);
    const bool isTime = m_axis.kind() == AxisKind::time;
    for (auto at = grid.first; at < grid.last;) {
        std::int64_t to = 0;
        if (__builtin_add_overflow(at, grid.cell, &to))
            to = INT64_MAX;
        if (!isTime) {
            addCell(at, to,
                    {std::max(Offset(at), m_bounds.logStart), std::min(Offset(to), m_bounds.highWatermark)});
        } else if (const auto from = m_cache.edge(m_partition.index, at); from && at <= m_question.nowMs) {
            auto end = m_cache.edge(m_partition.index, to);
            if (to > m_question.nowMs || (end && !end->isFinal))
                end = {m_bounds.highWatermark, false};
            if (end)
                addCell(at, std::min(to, m_question.nowMs),
                        {std::max(from->offset, m_bounds.logStart), end->offset});
        }
        at = to;
    }
    addTotals();
    addTransactions(m_batches.items, m_batches.read);
    for (const auto* batch : m_batches.items)
        if (batch->isControl)
            m_stave.markers.push_back({(boundary(batch->baseOffset) + boundary(batch->lastOffset + 1)) / 2,
                                       batch->baseOffset, batch->producerId, batch->producerEpoch,
                                       batch->transactionEnd});
}

void StaveBuilder::addCell(std::int64_t from, std::int64_t to, OffsetRange offsets) {
    if (offsets.isEmpty())
        return;
    const bool isTime = m_axis.kind() == AxisKind::time;
    const auto count = countOf(offsets);
    ScorePicture::Cell cell{isTime ? m_axis.x(from) : m_axis.x(offsets.from.value()),
                            isTime ? m_axis.x(to) : m_axis.x(offsets.to.value()),
                            offsets,
                            count.records,
                            count.isCounted,
                            count.isApproximate};
    std::optional<TimestampMs> begins = from, ends = to;
    if (!isTime) {
        begins = m_cache.timeAt(m_partition.index, offsets.from);
        ends = offsets.to == m_bounds.highWatermark ? std::optional(m_question.nowMs)
                                                    : m_cache.timeAt(m_partition.index, offsets.to);
    }
    if (begins && ends && *begins <= *ends)
        cell.perSecond = 1000.0 * static_cast<double>(cell.records) /
                         static_cast<double>(std::max<std::int64_t>(1, *ends - *begins));
    m_stave.cells.push_back(cell);
}

void StaveBuilder::addTotals() {
    std::vector<Offset> cuts{m_visible->from};
    if (m_partition.segments)
        for (const auto base : *m_partition.segments)
            if (base > m_visible->from && base < m_visible->to)
                cuts.push_back(base);
    cuts.push_back(m_visible->to);
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
        const OffsetRange offsets{cuts[i], cuts[i + 1]};
        const double from = std::max(0.0, boundary(offsets.from));
        const double to = std::min(m_axis.width(), boundary(offsets.to));
        if (offsets.isEmpty() || to - from < totalPixelsMin)
            continue;
        const auto count = countOf(offsets);
        m_stave.totals.push_back({from, to, count.records, count.isCounted && !count.isApproximate});
    }
}

void StaveBuilder::addTransactions(const std::vector<const app::BatchInfo*>& batches,
                                   const std::vector<OffsetRange>& read) {
    for (const auto& range : read)
        for (const auto& transaction : transactionsOf(batches, range, m_bounds.highWatermark)) {
            const double half = m_axis.kind() == AxisKind::offset ? m_axis.pixelsPerUnit() / 2 : 0;
            const double from = boundary(transaction.first) + half;
            const double to = boundary(transaction.last) + half;
            if (to >= 0 && from <= m_axis.width())
                m_stave.slurs.push_back({from, to, transaction});
        }
}

void StaveBuilder::addLine() {
    const double width = m_axis.width();
    const auto clipped = [&](double x) { return std::clamp(x, 0.0, width); };
    const bool isEmpty = m_bounds.logStart >= m_bounds.logEnd;
    const double start = boundary(m_bounds.logStart), committed = boundary(m_bounds.highWatermark);
    m_stave.committedFrom = clipped(start);
    m_stave.committedTo = clipped(committed);
    m_stave.uncommittedTo = m_stave.committedTo;
    if (m_bounds.highWatermark < m_bounds.logEnd)
        // When uncommitted records were written nobody can read yet: they lie between the last one and now.
        m_stave.uncommittedTo = clipped(m_axis.kind() == AxisKind::offset ? boundary(m_bounds.logEnd)
                                                                          : m_axis.x(m_question.nowMs));
    if (isEmpty)
        return;
    if (m_axis.kind() == AxisKind::offset) {
        m_stave.isLeftOfView = boundary(m_bounds.logEnd) <= 0;
        m_stave.isRightOfView = start >= width;
    } else if (m_visible && m_visible->isEmpty()) {
        m_stave.isLeftOfView = m_visible->from >= m_bounds.highWatermark;
        m_stave.isRightOfView = !m_stave.isLeftOfView && m_visible->to <= m_bounds.logStart;
    }
}

void StaveBuilder::addBars() {
    using Kind = ScorePicture::BarKind;
    if (m_partition.segments) {
        double last = -farOut;
        for (const auto base : *m_partition.segments) {
            const double x = boundary(base);
            if (base <= m_bounds.logStart || base > m_bounds.logEnd || !isInView(x) ||
                x - last < barPixelsMin)
                continue;
            m_stave.bars.push_back({x, Kind::segment, base});
            last = x;
        }
    }
    if (m_partition.leader != BrokerId())
        addLogBars();
    std::ranges::stable_sort(m_stave.bars, {}, &ScorePicture::Bar::x);
}

void StaveBuilder::addLogBars() {
    using Kind = ScorePicture::BarKind;
    const auto add = [&](Kind kind, Offset offset) {
        const double x = boundary(offset);
        if (isInView(x))
            m_stave.bars.push_back({x, kind, offset});
    };
    add(Kind::logStart, m_bounds.logStart);
    add(Kind::lastStable, m_bounds.lastStable);
    add(Kind::highWatermark, m_bounds.highWatermark);
    if (m_axis.kind() == AxisKind::time && m_bounds.highWatermark < m_bounds.logEnd) {
        if (isInView(m_axis.x(m_question.nowMs)))
            m_stave.bars.push_back({m_axis.x(m_question.nowMs), Kind::logEnd, m_bounds.logEnd});
    } else {
        add(Kind::logEnd, m_bounds.logEnd);
    }
}

void StaveBuilder::addReplicas() {
    double y = m_stave.labels + score_layout::labels * m_question.look.labels + score_layout::replica / 2;
    const double width = m_axis.width();
    for (const auto& replica : m_partition.replicaStates) {
        if (replica.isLeader)
            continue;
        ScorePicture::ReplicaLine line;
        line.y = y;
        line.broker = replica.broker;
        line.state = replicaState(m_partition, replica, m_question.nowMs);
        line.logStart = replica.logStart;
        line.logEnd = replica.logEnd;
        line.behind = std::max<std::int64_t>(0, m_bounds.logEnd - replica.logEnd);
        line.from = std::clamp(boundary(replica.logStart), -16.0, width);
        line.to = std::clamp(boundary(replica.logEnd), -16.0, width + 16);
        if (m_axis.kind() == AxisKind::time && replica.logEnd > m_bounds.highWatermark)
            line.to = std::clamp(m_axis.x(m_question.nowMs), -16.0, width + 16);
        m_stave.replicaLines.push_back(line);
        y += score_layout::replica;
    }
}

void StaveBuilder::addFigures() {
    const double half = m_axis.pixelsPerUnit() >= 2 ? 0.5 : 0;
    for (const auto offset : axisTicks(m_axis, 0).major)
        if (Offset(offset) >= m_bounds.logStart && Offset(offset) < m_bounds.logEnd)
            m_stave.figures.push_back({m_axis.x(offset, half), offset});
}

void StaveBuilder::addFlags() {
    double y = m_stave.top + score_layout::lane / 2;
    for (std::size_t group = 0; group < m_question.groups.size(); ++group, y += score_layout::lane) {
        const auto& offsets = m_question.groups[group].offsets;
        const auto committed = offsets.find(m_partition.index);
        if (committed == offsets.end())
            continue;
        ScorePicture::Flag flag;
        flag.group = group;
        flag.y = y;
        flag.offset = committed->second.offset;
        flag.lag = committed->second.lag();
        flag.x = boundary(flag.offset);
        flag.to = std::min(boundary(m_bounds.highWatermark), m_axis.width());
        flag.isLeftOfView = flag.x < 0;
        flag.isRightOfView = flag.x > m_axis.width();
        m_stave.flags.push_back(flag);
    }
}

} // namespace partitura::ui
