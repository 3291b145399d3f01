#include "ui/score/score_legend.h"

#include "ui/score/score_glyphs.h"
#include "ui/style/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace partitura::ui {
namespace {

constexpr int signWidth = 30;
constexpr int signGap = 6;
constexpr int entryGap = 20;
constexpr int margin = 12;
constexpr double radius = 4.2;

enum Sign { record, tombstone, batch, segment, gap, transaction, aborted, committedOffset };

} // namespace

ScoreLegend::ScoreLegend(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("scoreLegend"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMinimumWidth(0);
    retranslate();
}

QStringList ScoreLegend::names() const {
    return {tr("record: key by colour and height"),
            tr("tombstone"),
            tr("batch"),
            tr("segment"),
            tr("compacted away"),
            tr("transaction"),
            tr("aborted"),
            tr("committed offset of a group")};
}

QSize ScoreLegend::sizeHint() const {
    return {400, 32};
}

void ScoreLegend::retranslate() {
    setAccessibleName(tr("Signs of the score"));
    setAccessibleDescription(names().join(QStringLiteral(", ")));
    update();
}

void ScoreLegend::paintSign(QPainter& painter, int sign, double left, double line) const {
    const QColor ink = mixed(theme().surface, theme().ink, 0.72);
    const double middle = left + signWidth / 2.0, beam = line - 14;
    switch (sign) {
    case record:
        for (const auto& [x, y, series] :
             {std::tuple(left + 5, line + 2, 0), std::tuple(left + 21, line - 3, 1)}) {
            score_glyphs::stem(painter, {x, y}, radius, beam, ink);
            score_glyphs::head(painter, {x, y}, radius, theme().category(series), false);
        }
        break;
    case tombstone:
        score_glyphs::stem(painter, {middle, line}, radius, beam, ink);
        score_glyphs::head(painter, {middle, line}, radius, theme().category(0), true);
        break;
    case batch:
        for (const double x : {left + 4, left + 14, left + 24}) {
            score_glyphs::stem(painter, {x - 2, line}, radius, beam, ink);
            score_glyphs::head(painter, {x - 2, line}, radius, ink, false);
        }
        score_glyphs::beam(painter, left + 2, left + 22, beam, radius, ink);
        break;
    case segment:
        painter.fillRect(QRectF(left, line - 4.5, signWidth, 1), ink);
        score_glyphs::measureBar(painter, middle, line - 4, ink);
        break;
    case gap:
        painter.fillRect(QRectF(left, line - 4.5, signWidth, 1), mixed(theme().surface, theme().ink, 0.3));
        score_glyphs::rest(painter, left, left + signWidth, line - 4, true, ink);
        break;
    case transaction:
        score_glyphs::slur(painter, left + 1, left + signWidth - 1, line - 2, SlurStyle::committed,
                           theme().good);
        break;
    case aborted:
        score_glyphs::slur(painter, left + 1, left + signWidth - 1, line - 2, SlurStyle::aborted,
                           theme().danger);
        break;
    case committedOffset:
        score_glyphs::flag(painter, middle - 3, line - 13, line + 4, ink);
        break;
    }
}

void ScoreLegend::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont font = textFont(TypeSize::small);
    const QFontMetrics metrics(font);
    const QStringList all = names();
    int x = margin;
    for (int i = 0; i < all.size(); ++i) {
        const int width = signWidth + signGap + metrics.horizontalAdvance(all[i]);
        if (x + width > this->width() - margin)
            break;
        paintSign(painter, i, x, height() / 2.0 + 5);
        painter.setFont(font);
        painter.setPen(theme().inkSoft);
        painter.drawText(QRect(x + signWidth + signGap, 0, width, height()), Qt::AlignLeft | Qt::AlignVCenter,
                         all[i]);
        x += width + entryGap;
    }
}

} // namespace partitura::ui
