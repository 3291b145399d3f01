#include "ui/palette/palette_delegate.h"

#include "ui/palette/palette_model.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace partitura::ui {

namespace {

constexpr int keysPx = 88;

/// Draws one line into `box` and returns how wide it came out; the letters at `marks` are strong.
int drawMarked(QPainter* painter, const QRect& box, const QString& text, const QVariantList& marks,
               const QFont& font, const QColor& ink, const QColor& marked) {
    const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, box.width());
    QTextLayout layout(shown, font);
    QList<QTextLayout::FormatRange> formats;
    for (const QVariant& mark : marks) {
        const int at = mark.toInt();
        if (at >= shown.size() || shown[at] != text[at])
            continue;
        QTextCharFormat strong;
        strong.setFontWeight(QFont::Bold);
        strong.setForeground(marked);
        formats.append({at, 1, strong});
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(box.width() + box.height());
    layout.endLayout();
    painter->setPen(ink);
    const qreal y = box.top() + (box.height() - line.height()) / 2;
    layout.draw(painter, QPointF(box.left(), y));
    return qCeil(line.naturalTextWidth());
}

} // namespace

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
    painter->save();
    const Theme& look = theme();
    const QRect row = option.rect;
    if (option.state & QStyle::State_Selected)
        painter->fillRect(row, mixed(look.surface, look.accent, 0.18));
    const QString problem = index.data(PaletteModel::problemRole).toString();
    const bool can = problem.isEmpty();
    const int side = typePx(16);
    const QRect iconBox(row.left() + paddingSmall, row.center().y() - side / 2, side, side);
    index.data(Qt::DecorationRole)
        .value<QIcon>()
        .paint(painter, iconBox, Qt::AlignCenter, can ? QIcon::Normal : QIcon::Disabled);
    QRect rest = row.adjusted(side + 2 * paddingSmall + gridStep, 0, -paddingSmall, 0);

    const QString keys = index.data(PaletteModel::keysRole).toString();
    painter->setFont(textFont(TypeSize::small));
    const QFontMetrics small(painter->font());
    painter->setPen(look.inkSoft);
    painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter, keys);
    // A column for the keys, so that what stands before them is one too.
    rest.setRight(rest.right() - std::max(small.horizontalAdvance(keys), typePx(keysPx)) - padding);
    const int used =
        drawMarked(painter, rest, index.data().toString(), index.data(PaletteModel::positionsRole).toList(),
                   textFont(), can ? look.ink : look.inkFaint, look.accent);
    rest.setLeft(rest.left() + used + padding);
    if (rest.width() > small.averageCharWidth() * 4) {
        if (const QString english = index.data(PaletteModel::englishRole).toString(); !english.isEmpty()) {
            const int width =
                drawMarked(painter, rest, english, index.data(PaletteModel::englishPositionsRole).toList(),
                           textFont(TypeSize::small), look.inkSoft, look.accent);
            rest.setLeft(rest.left() + width + padding);
        }
        painter->setPen(can ? look.inkSoft : look.danger);
        const QString note = can ? index.data(PaletteModel::kindRole).toString() : problem;
        painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter,
                          small.elidedText(note, Qt::ElideRight, rest.width()));
    }
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& /*index*/) const {
    const int needed = QFontMetrics(textFont()).height() + 3 * gridStep;
    return {0, (needed + gridStep - 1) / gridStep * gridStep};
}

} // namespace partitura::ui
