#include "ui/tables/mark_delegate.h"

#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/tables/cell_delegate.h"

#include <QPainter>
#include <QPainterPath>

namespace partitura::ui {
namespace {

QColor markColour(StateMark mark) {
    switch (mark) {
    case StateMark::on:
        return theme().inSync;
    case StateMark::half:
    case StateMark::changing:
        return theme().electing;
    case StateMark::off:
        return theme().offline;
    case StateMark::broken:
        return theme().danger;
    }
    return theme().ink;
}

void paintMark(QPainter& painter, const QRectF& rect, StateMark mark) {
    const QColor colour = markColour(mark);
    QPen pen(colour, rect.width() / 8);
    if (mark == StateMark::changing)
        pen.setStyle(Qt::DotLine);
    painter.setPen(pen);
    painter.setBrush(mark == StateMark::on ? QBrush(colour) : Qt::NoBrush);
    if (mark == StateMark::broken) {
        painter.drawLine(rect.topLeft(), rect.bottomRight());
        painter.drawLine(rect.topRight(), rect.bottomLeft());
        return;
    }
    painter.drawEllipse(rect);
    if (mark == StateMark::half) {
        QPainterPath half;
        half.moveTo(rect.center());
        half.arcTo(rect, 90, 180);
        painter.fillPath(half, colour);
    }
}

} // namespace

MarkDelegate::MarkDelegate(int role, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_role(role) {}

void MarkDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    paintCellBackground(*painter, option);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    constexpr int side = 2 * gridStep + gridStep / 2;
    const QRectF shape(option.rect.left() + cellInset, option.rect.center().y() + 1 - side / 2.0, side, side);
    paintMark(*painter, shape, static_cast<StateMark>(index.data(m_role).toInt()));
    painter->setPen(theme().ink);
    painter->setFont(option.font);
    const QRect text = option.rect.adjusted(cellInset + side + paddingSmall, 0, -gridStep, 0);
    painter->drawText(
        text, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(option.font).elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    painter->restore();
}

} // namespace partitura::ui
