#include "ui/tables/sparkline_delegate.h"

#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/tables/cell_delegate.h"

#include <QPainter>
#include <QPainterPath>

namespace partitura::ui {

SparklineDelegate::SparklineDelegate(int role, std::size_t span, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_role(role)
    , m_span(span) {}

void SparklineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const {
    paintCellBackground(*painter, option);
    const QVariantList values = index.data(m_role).toList();
    if (values.isEmpty())
        return;
    const QRectF area = QRectF(option.rect).adjusted(cellInset, gridStep + 1, -cellInset, -gridStep - 1);
    double top = 1;
    for (const QVariant& value : values)
        top = std::max(top, value.toDouble());
    // A fixed span of time: the newest at the right edge, what is not known yet left empty.
    const double step = area.width() / double(m_span - 1);
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
