#include "ui/tables/cell_delegate.h"

#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QPainter>

namespace partitura::ui {

QColor selectedRowColour() {
    // Opaque, because the style may have painted the row before.
    const QColor& back = theme().surface;
    const QColor& over = theme().accent;
    constexpr double share = 0.18;
    const auto mix = [](int a, int b) { return int(a + (b - a) * share); };
    return {mix(back.red(), over.red()), mix(back.green(), over.green()), mix(back.blue(), over.blue())};
}

void paintCellBackground(QPainter& painter, const QStyleOptionViewItem& option) {
    if (option.state & QStyle::State_Selected)
        painter.fillRect(option.rect, selectedRowColour());
}

void paintCellText(QPainter& painter, const QRect& cell, const QModelIndex& index) {
    const QString text = index.data().toString();
    if (text.isEmpty())
        return;
    const QVariant colour = index.data(Qt::ForegroundRole);
    const QVariant font = index.data(Qt::FontRole);
    painter.setPen(colour.isValid() ? colour.value<QColor>() : theme().ink);
    painter.setFont(font.isValid() ? font.value<QFont>() : textFont());
    QRect inner = cell.adjusted(cellInset, 0, -cellInset, 0);
    if (const auto dot = index.data(Qt::DecorationRole); dot.isValid()) {
        const int dotSize = typePx(2 * gridStep);
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(dot.value<QColor>());
        painter.drawEllipse(QRectF(inner.left(), inner.center().y() - dotSize / 2 + 0.5, dotSize, dotSize));
        painter.restore();
        inner.setLeft(inner.left() + dotSize + gridStep + 2);
    }
    const int alignment = index.data(Qt::TextAlignmentRole).toInt();
    painter.drawText(inner, alignment | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, inner.width()));
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    painter->save();
    paintCellBackground(*painter, option);
    paintCellText(*painter, option.rect, index);
    painter->restore();
}

} // namespace partitura::ui
