#include "ui/score/score_hit.h"

#include "ui/score/score_words.h"

#include <algorithm>
#include <cmath>

namespace partitura::ui::score_hit {
namespace {

constexpr double reach = 8; // px from a note that still hits it

} // namespace

const ScorePicture::Stave* staveAt(const ScorePicture& picture, QPointF point) {
    for (const auto& stave : picture.staves)
        if (point.y() >= std::max(0.0, stave.top) && point.y() < stave.bottom + score_layout::gap)
            return &stave;
    return nullptr;
}

const ScorePicture::Note* noteAt(const ScorePicture& picture, QPointF p) {
    const auto* stave = staveAt(picture, p);
    if (!stave || p.x() < 0 || p.y() > stave->labels + score_layout::labels * picture.look.labels)
        return nullptr;
    const ScorePicture::Note* best = nullptr;
    double nearest = reach + picture.look.headRadius;
    for (const auto& note : stave->notes) {
        // From beam to label a note is as wide as its head; within its head the nearer one wins.
        const bool inLabel =
            p.y() >= stave->labels && p.x() >= note.x - reach && p.x() <= note.x + note.labelWidth;
        const bool inColumn = p.y() >= stave->line + score_layout::beamY - 4 && p.y() <= stave->labels;
        if (!inLabel && !inColumn)
            continue;
        const double away = inLabel ? 0 : std::abs(p.x() - note.x) + 0.05 * std::abs(p.y() - note.y);
        if (away < nearest) {
            nearest = away;
            best = &note;
        }
    }
    return best;
}

QString factsAt(const ScorePicture& picture, const QStringList& groups, QPointF p) {
    const auto* stave = staveAt(picture, p);
    if (!stave)
        return {};
    if (p.x() < 0)
        return score_words::about(*stave);
    for (const auto& flag : stave->flags)
        if (std::abs(p.y() - flag.y) <= score_layout::lane / 2 && p.x() <= std::max(flag.x + 160, flag.to))
            return score_words::about(*stave, flag, groups.value(static_cast<qsizetype>(flag.group)));
    for (const auto& line : stave->replicaLines)
        if (std::abs(p.y() - line.y) <= score_layout::replica / 2)
            return score_words::about(*stave, line);
    for (const auto& bar : stave->bars)
        if (std::abs(p.x() - bar.x) <= 4 && std::abs(p.y() - stave->line) <= 24)
            return score_words::about(*stave, bar);
    for (const auto& marker : stave->markers)
        if (std::abs(p.x() - marker.x) <= 6 && std::abs(p.y() - stave->line) <= 10)
            return score_words::about(*stave, marker);
    if (const auto* note = noteAt(picture, p))
        return score_words::about(*stave, *note);
    for (const auto& rest : stave->rests)
        if (p.x() >= rest.from && p.x() <= rest.to && std::abs(p.y() - stave->line) <= 24)
            return score_words::about(*stave, rest);
    for (const auto& slur : stave->slurs)
        if (p.x() >= slur.from && p.x() <= slur.to && p.y() < stave->line - 14 && p.y() > stave->line - 50)
            return score_words::about(*stave, slur);
    for (const auto& cell : stave->cells)
        if (p.x() >= cell.from && p.x() <= cell.to && std::abs(p.y() - stave->line) <= 24)
            return score_words::about(*stave, cell);
    return {};
}

} // namespace partitura::ui::score_hit
