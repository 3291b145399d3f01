#include "ui/score/stave_builder.h"

#include <algorithm>
#include <cmath>

namespace partitura::ui {
namespace {

constexpr double farOut = 1e6; // px: beyond any view
constexpr double totalPixelsMin = 64;
constexpr double barPixelsMin = 6;

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
