#include "ui/topology/flow_item.h"

#include "ui/style/theme.h"

#include <QPainter>
#include <QPainterPathStroker>

#include <algorithm>
#include <cmath>

namespace partitura::ui {

namespace {

constexpr qreal trackStep = 2;
constexpr qreal dotSpacing = 24;

} // namespace

QColor flowColour(FlowKind kind) {
    switch (kind) {
    case FlowKind::produce:
        return theme().series[0];
    case FlowKind::replicate:
        return theme().series[2];
    case FlowKind::consume:
        return theme().series[3];
    }
    return theme().ink;
}

FlowItem::FlowItem() {
    setZValue(1);
}

void FlowItem::show(FlowKind kind, double bytesPerSecond, const QString& tip) {
    const qreal before = width();
    m_kind = kind;
    m_bytesPerSecond = bytesPerSecond;
    setToolTip(tip);
    if (!qFuzzyCompare(before, width()))
        prepareGeometryChange();
    update();
}

void FlowItem::place(const QPainterPath& path) {
    if (path == m_path)
        return;
    prepareGeometryChange();
    m_path = path;
    m_track.clear();
    qreal walked = 0; // since the last point of the track
    for (const QPolygonF& line : path.toSubpathPolygons())
        for (qsizetype i = 0; i + 1 < line.size(); ++i) {
            const QLineF piece(line[i], line[i + 1]);
            const qreal length = piece.length();
            qreal at = trackStep - walked;
            if (m_track.empty())
                m_track.push_back(piece.p1());
            for (; at <= length; at += trackStep)
                m_track.push_back(piece.pointAt(at / length));
            walked = length - (at - trackStep);
        }
}

void FlowItem::paintMotion(QPainter& painter, qreal phasePx) const {
    if (!flows() || m_track.size() < 2)
        return;
    refreshDots(painter.device()->devicePixelRatioF());
    const qreal middle = m_dotSide / 2.0;
    for (qreal at = std::fmod(phasePx, dotSpacing) / trackStep; at < static_cast<qreal>(m_track.size() - 1);
         at += dotSpacing / trackStep) {
        const auto before = static_cast<std::size_t>(at);
        const QPointF& a = m_track[before];
        const QPointF corner =
            a + (m_track[before + 1] - a) * (at - std::floor(at)) - QPointF(middle, middle);
        const QPointF whole(std::floor(corner.x()), std::floor(corner.y()));
        const auto part = [](qreal fraction) {
            return static_cast<std::size_t>(fraction * double(dotParts));
        };
        painter.drawPixmap(whole,
                           m_dots[part(corner.y() - whole.y()) * dotParts + part(corner.x() - whole.x())]);
    }
}

void FlowItem::refreshDots(qreal ratio) const {
    const QColor colour = flowColour(m_kind);
    const qreal radius = std::round((width() + 1.5) * 2) / 4;
    if (colour == m_dotColour && radius == m_dotRadius && m_dots[0].devicePixelRatioF() == ratio &&
        !m_dots[0].isNull())
        return;
    m_dotColour = colour;
    m_dotRadius = radius;
    m_dotSide = static_cast<int>(std::ceil(2 * radius)) + 2;
    for (std::size_t i = 0; i < m_dots.size(); ++i) {
        QPixmap dot(QSize(m_dotSide + 1, m_dotSide + 1) * ratio);
        dot.setDevicePixelRatio(ratio);
        dot.fill(Qt::transparent);
        QPainter painter(&dot);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        const QPointF part(static_cast<qreal>(i % dotParts) / double(dotParts),
                           static_cast<qreal>(i / dotParts) / double(dotParts));
        painter.drawEllipse(QPointF(m_dotSide, m_dotSide) / 2 + part, radius, radius);
        painter.end();
        m_dots[i] = dot;
    }
}

qreal FlowItem::width() const {
    if (m_bytesPerSecond <= 0)
        return 1;
    // 1 kB/s is a thread, 100 MB/s a rope; each tenfold adds the same.
    return std::clamp(1.0 + std::log10(std::max(1.0, m_bytesPerSecond / 1000)) * 1.2, 1.5, 7.0);
}

QRectF FlowItem::boundingRect() const {
    return m_path.boundingRect().adjusted(-8, -8, 8, 8);
}

QPainterPath FlowItem::shape() const {
    QPainterPathStroker stroker;
    stroker.setWidth(10);
    return stroker.createStroke(m_path);
}

void FlowItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* /*option*/, QWidget* /*widget*/) {
    const qreal w = width();
    painter->setRenderHint(QPainter::Antialiasing);
    if (!flows()) {
        painter->setPen(QPen(theme().line, 1));
        painter->drawPath(m_path);
        return;
    }
    // Opaque, though it looks translucent: for a long translucent stroke Qt waits on a pool of threads.
    painter->setPen(QPen(mixed(theme().surface, flowColour(m_kind), 0.4), w, Qt::SolidLine, Qt::FlatCap));
    painter->drawPath(m_path);
    const QPointF tip = m_path.pointAtPercent(1);
    const qreal angle =
        std::atan2(tip.y() - m_path.pointAtPercent(0.97).y(), tip.x() - m_path.pointAtPercent(0.97).x());
    QPainterPath head;
    const qreal size = 5 + w;
    head.moveTo(tip);
    head.lineTo(tip - QPointF(size * std::cos(angle - 0.45), size * std::sin(angle - 0.45)));
    head.lineTo(tip - QPointF(size * std::cos(angle + 0.45), size * std::sin(angle + 0.45)));
    head.closeSubpath();
    painter->fillPath(head, flowColour(m_kind));
}

} // namespace partitura::ui
