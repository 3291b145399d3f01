// StaveBuilder: records one by one.
#include "ui/score/stave_builder.h"

#include <algorithm>
#include <cmath>

namespace partitura::ui {
namespace {

constexpr double labelPixelsMax = 220; // a line of text longer than this is not a label
constexpr double labelPixelsMin = 30;
constexpr std::int64_t marginOffsets = 64; // looked at beyond the edges, so that beams and slurs run on

} // namespace

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
    next.reserve(notes.size() + m_stave.markers.size());
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

} // namespace partitura::ui
