#include "ui/score/score_painter.h"

#include "ui/score/score_glyphs.h"
#include "ui/score/score_words.h"
#include "ui/style/number_text.h"
#include "ui/style/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace partitura::ui {
namespace {

using BarKind = ScorePicture::BarKind;

/// A font at the size it has before the type's scale.
QFont onPaper(QFont font) {
    font.setPixelSize(qRound(font.pixelSize() / theme().typeScale));
    return font;
}

QFont paperFont(TypeSize size, bool bold = false) {
    return onPaper(textFont(size, bold));
}

constexpr double stripHalf = 9;  // of a heat strip
constexpr double stemless = 2.2; // heads smaller than this have neither stem nor beam

QColor inkAt(double share) {
    return mixed(theme().surface, theme().ink, share);
}

QColor faded(QColor colour, double alpha) {
    colour.setAlphaF(static_cast<float>(std::clamp(alpha, 0.0, 1.0)));
    return colour;
}

} // namespace

ScorePainter::ScorePainter(QPainter& painter, const ScorePicture& picture, const Marks& marks)
    : m_painter(painter)
    , m_picture(picture)
    , m_marks(marks)
    , m_width(picture.axis.width()) {}

void ScorePainter::paint(const QRectF& rect) {
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.fillRect(rect, theme().surface);
    paintRuler(rect);
    const QRectF body(0, scoreRuler, rect.width(), rect.height() - scoreRuler);
    m_painter.setClipRect(body);
    m_painter.translate(scoreGutter, scoreRuler);
    for (const auto& stave : m_picture.staves)
        paintName(stave);
    m_painter.setClipRect(QRectF(-0.5, 0, m_width + 1, body.height()));
    for (const auto& stave : m_picture.staves)
        paintStave(stave);
    paintAggregation(body.height());
}

void ScorePainter::text(const QRectF& box, int alignment, const QString& text, const QColor& colour) {
    m_painter.setPen(colour);
    m_painter.drawText(box, alignment | Qt::TextSingleLine,
                       QFontMetricsF(m_painter.font()).elidedText(text, Qt::ElideRight, box.width()));
}

/// What a cell of the heat strips holds, in the corner.
void ScorePainter::paintAggregation(double bottom) {
    const QString words = score_words::aggregation(m_picture);
    if (words.isEmpty())
        return;
    m_painter.setFont(paperFont(TypeSize::small));
    const double width = QFontMetricsF(m_painter.font()).horizontalAdvance(words) + 16;
    const QRectF box(m_width - width - 8, bottom - 28, width, 20);
    m_painter.setPen(QPen(theme().line, 1));
    m_painter.setBrush(theme().surface);
    m_painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    text(box, Qt::AlignCenter, words, theme().inkSoft);
}

void ScorePainter::paintRuler(const QRectF& rect) {
    m_painter.save();
    m_painter.translate(scoreGutter, 0);
    m_painter.setClipRect(QRectF(0, 0, m_width, rect.height()));
    m_painter.setFont(paperFont(TypeSize::small));
    const bool isOffset = m_picture.axis.kind() == AxisKind::offset;
    // A figure stands where its offset begins; the note stands in the middle, so the mark does as well.
    const bool isCentred = isOffset && !m_picture.isFromOrigins && m_picture.axis.pixelsPerUnit() >= 2;
    const double half = isCentred ? 0.5 : 0;
    const auto x = [&](std::int64_t position) { return m_picture.axis.x(position, half); };
    for (const auto position : m_picture.ticks.minor)
        m_painter.fillRect(QRectF(x(position) - 0.5, scoreRuler - 4, 1, 4), theme().line);
    for (const auto position : m_picture.ticks.major) {
        m_painter.fillRect(QRectF(x(position) - 0.5, scoreRuler - 7, 1, 7), theme().inkFaint);
        m_painter.fillRect(QRectF(x(position) - 0.5, scoreRuler, 1, rect.height()),
                           faded(theme().line, 0.45));
        text(QRectF(x(position) - 80, 2, 160, scoreRuler - 10), Qt::AlignHCenter | Qt::AlignVCenter,
             tickText(m_picture.axis.kind(), position, m_picture.ticks.step), theme().inkSoft);
    }
    m_painter.restore();
    m_painter.fillRect(QRectF(0, scoreRuler - 1, rect.width(), 1), theme().line);
}

void ScorePainter::paintName(const Stave& stave) {
    const double left = -scoreGutter + 12;
    const double width = scoreGutter - 24;
    if (m_marks.current == stave.partition && m_marks.hasFocus)
        m_painter.fillRect(QRectF(-scoreGutter, stave.line - 18, 3, 36), theme().accent);
    m_painter.setFont(paperFont(TypeSize::large, true));
    text(QRectF(left, stave.line - 21, width, 20), Qt::AlignLeft | Qt::AlignBottom,
         QStringLiteral("P%1").arg(stave.partition.value()), theme().ink);
    m_painter.setFont(paperFont(TypeSize::small));
    const bool hasLeader = stave.leader != BrokerId();
    paintReplica(m_painter, QRectF(left, stave.line + 4, 10, 10), hasLeader, stave.leaderState);
    text(QRectF(left + 15, stave.line, width - 15, 18), Qt::AlignLeft | Qt::AlignVCenter,
         hasLeader ? score_words::broker(stave.leader) : score_words::noLeader(),
         hasLeader ? theme().inkSoft : theme().danger);
    m_painter.setFont(paperFont(TypeSize::small));
    // Replicas' lines carry their broker's number; there is room for it where lines are not too near.
    for (const auto& line : stave.replicaLines) {
        QFont font = paperFont(TypeSize::small);
        font.setPixelSize(9);
        m_painter.setFont(font);
        text(QRectF(left + width - 34, line.y - 6, 34, 12), Qt::AlignRight | Qt::AlignVCenter,
             QString::number(line.broker.value()), theme().inkFaint);
    }
}

void ScorePainter::paintStave(const Stave& stave) {
    paintUnread(stave);
    paintReplicas(stave);
    paintLine(stave);
    paintCells(stave);
    paintNotes(stave);
    paintRests(stave);
    paintLabels(stave);
    paintTransactions(stave);
    paintBars(stave);
    paintFlags(stave);
    paintBarNames(stave); // last: the poles of flags give way to words
    paintFigures(stave);
    m_painter.setFont(paperFont(TypeSize::small));
    const QRectF middle(12, stave.line - 9, m_width - 24, 18);
    if (!stave.error.isEmpty())
        text(middle.translated(0, -20), Qt::AlignLeft | Qt::AlignVCenter, stave.error, theme().danger);
    if (stave.logStart >= stave.logEnd)
        text(middle.translated(0, 12), Qt::AlignLeft | Qt::AlignVCenter, score_words::noRecords(stave),
             theme().inkFaint);
    else if (stave.isLeftOfView || stave.isRightOfView) {
        const bool left = stave.isLeftOfView;
        score_glyphs::pointer(m_painter, QPointF(left ? 4 : m_width - 4, stave.line), left, theme().inkFaint);
        text(middle.adjusted(4, 0, -4, 0), (left ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter,
             left ? score_words::endsBefore(stave) : score_words::beginsAfter(stave), theme().inkFaint);
    }
}

void ScorePainter::paintUnread(const Stave& stave) {
    for (const auto& [from, to] : stave.unread)
        m_painter.fillRect(QRectF(from, stave.line - stripHalf, to - from, 2 * stripHalf),
                           faded(theme().raised, 0.7));
}

void ScorePainter::paintCells(const Stave& stave) {
    for (const auto& cell : stave.cells) {
        if (cell.isCounted && cell.records == 0)
            continue; // the bare line says it
        // Cells meet: no seam of background between them.
        const double from = std::floor(cell.from), to = std::max(std::floor(cell.to), from + 1);
        const double held = static_cast<double>(cell.records) / static_cast<double>(cell.offsets.size());
        const double half = stripHalf * (cell.isCounted ? std::clamp(held, 0.12, 1.0) : 1.0);
        const QColor colour = cell.perSecond
                                  ? mixed(theme().surface, theme().accent, 0.12 + 0.78 * cell.shade)
                                  : theme().raised;
        m_painter.fillRect(QRectF(from, stave.line - half, to - from, 2 * half), colour);
    }
    m_painter.setFont(paperFont(TypeSize::small));
    for (const auto& total : stave.totals)
        text(QRectF(total.from, stave.line - stripHalf - 19, total.to - total.from, 16),
             Qt::AlignHCenter | Qt::AlignVCenter, score_words::total(total), theme().inkSoft);
}

void ScorePainter::paintLine(const Stave& stave) {
    m_painter.fillRect(QRectF(0, stave.line - 0.5, m_width, 1), faded(theme().line, 0.6));
    if (stave.committedTo > stave.committedFrom)
        m_painter.fillRect(
            QRectF(stave.committedFrom, stave.line - 0.6, stave.committedTo - stave.committedFrom, 1.2),
            inkAt(0.62));
    if (stave.uncommittedTo > stave.committedTo) {
        QPen pen(inkAt(0.62), 1.2);
        pen.setDashPattern({1, 3});
        m_painter.setPen(pen);
        m_painter.drawLine(QPointF(stave.committedTo, stave.line), QPointF(stave.uncommittedTo, stave.line));
    }
}

void ScorePainter::paintFigures(const Stave& stave) {
    QFont font = paperFont(TypeSize::small);
    font.setPixelSize(9);
    m_painter.setFont(font);
    for (const auto& figure : stave.figures)
        text(QRectF(figure.x - 50, stave.labels - 6, 100, 10), Qt::AlignHCenter | Qt::AlignVCenter,
             countText(figure.offset), theme().inkFaint);
}

void ScorePainter::paintReplicas(const Stave& stave) {
    for (const auto& line : stave.replicaLines) {
        const QColor colour = replicaColour(line.state);
        QPen pen(faded(colour, 0.6), 1);
        if (line.state == ReplicaState::outOfSync || line.state == ReplicaState::offline)
            pen.setDashPattern({4, 3});
        else if (line.state == ReplicaState::electing)
            pen.setDashPattern({1, 3});
        m_painter.setPen(pen);
        m_painter.drawLine(QPointF(line.from, line.y), QPointF(line.to, line.y));
        if (line.to >= 0 && line.to <= m_width)
            paintReplica(m_painter, QRectF(line.to - 3.5, line.y - 3.5, 7, 7), false, line.state);
    }
}

void ScorePainter::paintNotes(const Stave& stave) {
    const double radius = m_picture.look.headRadius;
    const double strength = std::clamp((radius - stemless) / 1.2, 0.0, 1.0);
    if (strength > 0) {
        const QColor ink = inkAt(0.72 * strength);
        for (const auto& beam : stave.beams) {
            for (std::size_t i = beam.firstNote; i < beam.firstNote + beam.notes; ++i)
                score_glyphs::stem(m_painter, {stave.notes[i].x, stave.notes[i].y}, radius, beam.y, ink);
            if (beam.notes > 1)
                score_glyphs::beam(m_painter, beam.from, beam.to, beam.y, radius, ink);
        }
    }
    for (const auto& note : stave.notes) {
        const NotePlace place{stave.partition, note.facts.offset};
        if (m_marks.selected == place) {
            m_painter.fillRect(QRectF(note.x - 0.5, stave.top, 1, stave.bottom - stave.top),
                               faded(theme().accent, 0.5));
            m_painter.setPen(QPen(theme().accent, 1.6));
            m_painter.setBrush(faded(theme().accent, 0.16));
            m_painter.drawEllipse(QPointF(note.x, note.y), radius + 5, radius + 5);
        } else if (m_marks.hovered == place) {
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(faded(theme().accent, 0.18));
            m_painter.drawEllipse(QPointF(note.x, note.y), radius + 4, radius + 4);
        }
        score_glyphs::head(m_painter, {note.x, note.y}, radius, keyColour(note.facts.look),
                           note.facts.isTombstone());
    }
}

void ScorePainter::paintLabels(const Stave& stave) {
    const double share = m_picture.look.labels;
    if (share < 0.05)
        return;
    const QFont mono = onPaper(monoFont(TypeSize::small));
    QFont word = paperFont(TypeSize::small);
    word.setItalic(true);
    for (const auto& note : stave.notes) {
        if (note.labelWidth <= 0 || note.x + note.labelWidth < 0 || note.x > m_width)
            continue;
        const QRectF box(note.x - m_picture.look.headRadius, stave.labels, note.labelWidth, 15);
        const auto& facts = note.facts;
        const bool hasKey = facts.keySize.value_or(0) > 0, hasValue = facts.valueSize.value_or(0) > 0;
        m_painter.setFont(hasKey ? mono : word);
        text(box, Qt::AlignLeft | Qt::AlignVCenter, score_words::keyText(facts),
             faded(hasKey ? theme().ink : theme().inkSoft, share));
        m_painter.setFont(hasValue ? mono : word);
        text(box.translated(0, 15), Qt::AlignLeft | Qt::AlignVCenter, score_words::valueText(facts),
             faded(theme().inkSoft, share));
    }
}

void ScorePainter::paintRests(const Stave& stave) {
    m_painter.setFont(paperFont(TypeSize::small));
    for (const auto& rest : stave.rests) {
        const double from = std::max(rest.from, -40.0), to = std::min(rest.to, m_width + 40);
        if (to < from)
            continue;
        const bool several = rest.offsets.size() > 1;
        score_glyphs::rest(m_painter, from, to, stave.line, several, inkAt(0.55));
        const double seenFrom = std::max(0.0, from), seenTo = std::min(m_width, to);
        const QString count = countText(rest.offsets.size());
        if (several && seenTo - seenFrom > QFontMetricsF(m_painter.font()).horizontalAdvance(count) + 4)
            text(QRectF(seenFrom, stave.line - 24, seenTo - seenFrom, 16), Qt::AlignCenter, count,
                 theme().inkSoft);
    }
}

void ScorePainter::paintTransactions(const Stave& stave) {
    const double y = stave.line + score_layout::beamY - 4;
    for (const auto& slur : stave.slurs) {
        const auto state = slur.facts.state;
        const bool committed = state == TransactionState::committed;
        const bool aborted = state == TransactionState::aborted;
        score_glyphs::slur(m_painter, std::max(slur.from, -200.0), std::min(slur.to, m_width + 200), y,
                           committed ? SlurStyle::committed
                           : aborted ? SlurStyle::aborted
                                     : SlurStyle::open,
                           committed ? theme().good
                           : aborted ? theme().danger
                                     : theme().accent);
    }
    for (const auto& marker : stave.markers) {
        const QPointF at(marker.x, stave.line);
        if (marker.end == app::TransactionEnd::commit)
            score_glyphs::commitMark(m_painter, at, theme().good);
        else if (marker.end == app::TransactionEnd::abort)
            score_glyphs::abortMark(m_painter, at, theme().danger);
        else
            score_glyphs::controlMark(m_painter, at, theme().inkSoft);
    }
}

void ScorePainter::paintBars(const Stave& stave) {
    for (const auto& bar : stave.bars) {
        switch (bar.kind) {
        case BarKind::segment:
            score_glyphs::measureBar(m_painter, bar.x, stave.line, inkAt(0.55));
            break;
        case BarKind::logStart:
            score_glyphs::beginBar(m_painter, bar.x, stave.line, inkAt(0.72));
            break;
        case BarKind::logEnd:
            score_glyphs::endBar(m_painter, bar.x, stave.line, inkAt(0.72));
            break;
        case BarKind::highWatermark:
            // Where nothing is uncommitted the log's end says it all.
            if (stave.highWatermark < stave.logEnd)
                score_glyphs::markBar(m_painter, bar.x, stave.line, false, theme().accent);
            break;
        case BarKind::lastStable:
            if (stave.lastStable < stave.highWatermark)
                score_glyphs::markBar(m_painter, bar.x, stave.line, true, theme().electing);
            break;
        }
    }
}

/// The first bar of each kind carries its name; bars that coincide share one line of text. Marks that stand
/// for themselves are named once more where they do.
void ScorePainter::paintBarNames(const Stave& stave) {
    m_painter.setFont(paperFont(TypeSize::small));
    const QFontMetricsF metrics(m_painter.font());
    double taken = 0;
    for (auto bar = stave.bars.begin(); bar != stave.bars.end();) {
        QStringList names;
        std::vector<std::pair<BarKind, bool>> named;
        const double x = bar->x;
        for (; bar != stave.bars.end() && std::abs(bar->x - x) < 1; ++bar) {
            const bool standsAlone =
                (bar->kind == BarKind::highWatermark && stave.highWatermark < stave.logEnd) ||
                (bar->kind == BarKind::lastStable && stave.lastStable < stave.highWatermark);
            if (std::ranges::find(m_named, std::pair(bar->kind, standsAlone)) != m_named.end())
                continue;
            named.emplace_back(bar->kind, standsAlone);
            names << score_words::barName(bar->kind);
        }
        const QString name = names.join(QStringLiteral(" \u00b7 "));
        const double width = metrics.horizontalAdvance(name) + 2;
        const double left = x + 6 + width > m_width ? std::max(0.0, x - 6 - width) : x + 6;
        if (names.isEmpty() || left < taken)
            continue;
        taken = left + width + 8;
        m_named.insert(m_named.end(), named.begin(), named.end());
        const QRectF place(left, stave.line - score_layout::beams - 1, width, 17);
        for (const auto& flag : stave.flags)
            if (flag.x > left - 2 && flag.x < left + width + 2)
                m_painter.fillRect(QRectF(flag.x - 2, place.top(), 4, place.height()), theme().surface);
        text(place, Qt::AlignLeft | Qt::AlignVCenter, name, theme().inkFaint);
    }
}

void ScorePainter::paintFlags(const Stave& stave) {
    m_painter.setFont(paperFont(TypeSize::small));
    const QFontMetricsF metrics(m_painter.font());
    for (const auto& flag : stave.flags) {
        const QString name =
            score_words::flag(m_marks.groups.value(static_cast<qsizetype>(flag.group)), flag);
        const QColor ink = inkAt(0.62);
        if (flag.isRightOfView) {
            score_glyphs::pointer(m_painter, {m_width - 4, flag.y}, false, ink);
            text(QRectF(m_width / 2, flag.y - 8, m_width / 2 - 14, 16), Qt::AlignRight | Qt::AlignVCenter,
                 name, theme().inkSoft);
            continue;
        }
        const double width = std::min(metrics.horizontalAdvance(name) + 2, m_width / 2);
        const double x = std::max(0.0, flag.x);
        const bool onRight = flag.isLeftOfView || x + 14 + width <= m_width - 4;
        const double textX = onRight ? x + 14 : x - 6 - width;
        if (flag.isLeftOfView)
            score_glyphs::pointer(m_painter, {4, flag.y}, true, ink);
        else
            score_glyphs::flag(m_painter, flag.x, flag.y - 5, stave.line, faded(ink, 0.9));
        text(QRectF(textX, flag.y - 8, width, 16), Qt::AlignLeft | Qt::AlignVCenter, name, theme().inkSoft);
        const double from = onRight ? textX + width + 6 : x + 10;
        if (flag.lag.value_or(0) > 0 && flag.to > from && flag.to >= 0) {
            m_painter.fillRect(QRectF(from, flag.y - 0.5, flag.to - from, 1), faded(ink, 0.7));
            if (flag.to < m_width)
                m_painter.fillRect(QRectF(flag.to - 1, flag.y - 0.5, 1, 6), faded(ink, 0.7));
        }
    }
}

} // namespace partitura::ui
