#include "ui/topology/client_item.h"

#include "ui/style/icons.h"
#include "ui/style/number_text.h"
#include "ui/style/theme.h"
#include "ui/topology/flow_item.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace partitura::ui {

namespace {

// On the grid of 4; what holds type is in its scale.
constexpr qreal pad = 12;
constexpr qreal gap = 4;
qreal iconSide() {
    return typePx(16.0);
}
qreal clientWidest() {
    return typePx(168.0);
}

} // namespace

ClientItem::ClientItem() {
    setZValue(2);
}

QString ClientItem::nameOf(const TopologyPicture::Client& client) {
    return client.clientId.isEmpty() ? tr("client without a name") : client.clientId;
}

QString ClientItem::nameOf(TopologyPicture::Role role, int count, bool besideOthers) {
    const QString number = countText(count);
    if (role == TopologyPicture::Role::consumer)
        return besideOthers ? tr("%1 more consumers").arg(number) : tr("%1 consumers").arg(number);
    if (role == TopologyPicture::Role::idle)
        return besideOthers ? tr("%1 more clients").arg(number) : tr("%1 clients").arg(number);
    return besideOthers ? tr("%1 more producers").arg(number) : tr("%1 producers").arg(number);
}

qreal ClientItem::widthFor(const QString& name, bool withIcon) {
    const qreal text = std::max(QFontMetricsF(textFont(TypeSize::small, true)).horizontalAdvance(name),
                                QFontMetricsF(textFont(TypeSize::small)).horizontalAdvance(widestByteRateText()));
    return std::min(clientWidest(), std::ceil(text) + 2 * pad + 2 + (withIcon ? iconSide() + gap : 0));
}

void ClientItem::show(const TopologyPicture::Client& client, const QString& name) {
    m_client = client;
    m_name = name;
    setToolTip(tr("<b>%1</b><br>%2<br>Connections: %3")
                   .arg(name.toHtmlEscaped(),
                        client.software.isEmpty() ? tr("software not told") : client.software.toHtmlEscaped(),
                        countText(client.connections)));
    update();
}

void ClientItem::place(const QRectF& rect, bool withIcon) {
    if (rect.size() != m_size)
        prepareGeometryChange();
    m_withIcon = withIcon;
    setPos(rect.topLeft());
    m_size = rect.size();
}

QRectF ClientItem::boundingRect() const {
    return QRectF(QPointF(0, 0), m_size).adjusted(-1, -1, 1, 1);
}

void ClientItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* /*option*/, QWidget* widget) {
    const Theme& t = theme();
    const bool produces = m_client.role == TopologyPicture::Role::producer;
    const bool idle = m_client.role == TopologyPicture::Role::idle;
    const QColor colour = idle ? t.inkFaint : flowColour(produces ? FlowKind::produce : FlowKind::consume);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(m_client.bytesPerSecond > 0 ? colour : t.line, 1));
    painter->setBrush(t.surface);
    painter->drawRoundedRect(QRectF(QPointF(0.5, 0.5), m_size - QSizeF(1, 1)), m_size.height() / 2,
                             m_size.height() / 2);
    if (m_withIcon)
        painter->drawPixmap(
            QPointF(pad, (m_size.height() - iconSide()) / 2),
            iconPixmap(produces ? u"producer" : u"consumer", static_cast<int>(iconSide()), colour,
                       widget ? widget->devicePixelRatioF() : painter->device()->devicePixelRatioF()));

    const qreal left = pad + (m_withIcon ? iconSide() + gap : 0);
    const qreal width = m_size.width() - left - pad + 2;
    painter->setFont(textFont(TypeSize::small, true));
    painter->setPen(t.ink);
    painter->drawText(QRectF(left, typePx(3.0), width, typePx(18.0)), Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetricsF(painter->font()).elidedText(m_name, Qt::ElideMiddle, width));
    painter->setFont(textFont(TypeSize::small));
    painter->setPen(m_client.bytesPerSecond > 0 ? t.inkSoft : t.inkFaint);
    painter->drawText(
        QRectF(left, typePx(19.0), width, typePx(18.0)), Qt::AlignLeft | Qt::AlignVCenter,
        m_client.bytesPerSecond > 0
            ? byteRateText(m_client.bytesPerSecond)
            : QFontMetricsF(painter->font()).elidedText(tr("connected, idle"), Qt::ElideRight, width));
}

} // namespace partitura::ui
