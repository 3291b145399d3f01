#include "ui/groups/group_delegates.h"

#include "ui/groups/group_model.h"
#include "ui/groups/lag_history.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/tables/cell_delegate.h"

#include <QPainter>
#include <QPainterPath>

namespace partitura::ui {
namespace {

QColor stateColour(observe::GroupState state) {
    switch (state) {
    case observe::GroupState::stable:
        return theme().inSync;
    case observe::GroupState::preparingRebalance:
    case observe::GroupState::completingRebalance:
        return theme().electing;
    case observe::GroupState::empty:
        return theme().offline;
    case observe::GroupState::dead:
        return theme().danger;
    }
    return theme().ink;
}

/// Stable: a full disc; completing: half; preparing: a dotted ring; empty: a ring; dead: a cross.
void paintStateShape(QPainter& painter, const QRectF& rect, observe::GroupState state) {
    const QColor colour = stateColour(state);
    QPen pen(colour, rect.width() / 8);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    switch (state) {
    case observe::GroupState::stable:
        painter.setBrush(colour);
        painter.drawEllipse(rect);
        break;
    case observe::GroupState::completingRebalance: {
        painter.drawEllipse(rect);
        QPainterPath half;
        half.moveTo(rect.center());
        half.arcTo(rect, 90, 180);
        painter.fillPath(half, colour);
        break;
    }
    case observe::GroupState::preparingRebalance:
        pen.setStyle(Qt::DotLine);
        painter.setPen(pen);
        painter.drawEllipse(rect);
        break;
    case observe::GroupState::empty:
        painter.drawEllipse(rect);
        break;
    case observe::GroupState::dead:
        painter.drawLine(rect.topLeft(), rect.bottomRight());
        painter.drawLine(rect.topRight(), rect.bottomLeft());
        break;
    }
}

} // namespace

void GroupStateDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const {
    paintCellBackground(*painter, option);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    constexpr int side = 2 * gridStep + gridStep / 2;
    const QRectF shape(option.rect.left() + cellInset, option.rect.center().y() + 1 - side / 2.0, side, side);
    paintStateShape(*painter, shape,
                    static_cast<observe::GroupState>(index.data(GroupModel::stateRole).toInt()));
    painter->setPen(theme().ink);
    painter->setFont(option.font);
    const QRect text = option.rect.adjusted(cellInset + side + paddingSmall, 0, -gridStep, 0);
    painter->drawText(
        text, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(option.font).elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    painter->restore();
}

void SparklineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const {
    paintCellBackground(*painter, option);
    const QVariantList values = index.data(GroupModel::trendRole).toList();
    if (values.isEmpty())
        return;
    const QRectF area = QRectF(option.rect).adjusted(cellInset, gridStep + 1, -cellInset, -gridStep - 1);
    double top = 1;
    for (const QVariant& value : values)
        top = std::max(top, value.toDouble());
    // A fixed span of time: the newest at the right edge, what is not known yet left empty.
    const double step = area.width() / double(LagHistory::samples - 1);
    const auto point = [&](qsizetype i) {
        return QPointF(area.right() - double(values.size() - 1 - i) * step,
                       area.bottom() - values.at(i).toDouble() / top * area.height());
    };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(theme().line, 1));
    painter->drawLine(area.bottomLeft(), area.bottomRight());
    QPainterPath line(point(0));
    for (qsizetype i = 1; i < values.size(); ++i)
        line.lineTo(point(i));
    QColor fill = theme().accent;
    QPainterPath under = line;
    under.lineTo(area.right(), area.bottom());
    under.lineTo(point(0).x(), area.bottom());
    under.closeSubpath();
    fill.setAlphaF(0.15f);
    painter->fillPath(under, fill);
    painter->setPen(QPen(theme().accent, 1.5));
    painter->drawPath(line);
    painter->setBrush(theme().accent);
    painter->setPen(Qt::NoPen);
    painter->drawEllipse(point(values.size() - 1), gridStep / 2.0, gridStep / 2.0);
    painter->restore();
}

} // namespace partitura::ui
