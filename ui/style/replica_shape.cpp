#include "ui/style/replica_shape.h"

#include "ui/style/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace partitura::ui {

ReplicaState replicaState(const observe::PartitionSnapshot& partition,
                          const observe::ReplicaSnapshot& replica, TimestampMs nowMs) {
    if (!replica.online)
        return ReplicaState::offline;
    if (partition.leader == BrokerId())
        return ReplicaState::electing;
    if (replica.isLeader)
        return ReplicaState::inSync;
    if (!replica.inSync)
        return ReplicaState::outOfSync;
    const bool late = replica.caughtUpMs != noTimestamp && nowMs - replica.caughtUpMs > laggingAfterMs;
    return late && replica.logEnd < partition.logEnd ? ReplicaState::lagging : ReplicaState::inSync;
}

QColor replicaColour(ReplicaState state) {
    switch (state) {
    case ReplicaState::inSync:
        return theme().inSync;
    case ReplicaState::lagging:
        return theme().lagging;
    case ReplicaState::outOfSync:
        return theme().outOfSync;
    case ReplicaState::offline:
        return theme().offline;
    case ReplicaState::electing:
        return theme().electing;
    }
    return theme().ink;
}

void paintReplica(QPainter& painter, const QRectF& rect, bool leader, ReplicaState state,
                  const QColor& colour) {
    const QColor ink = colour.isValid() ? colour : replicaColour(state);
    const qreal width = rect.width() >= 10 ? 1.5 : 1.0;
    const QRectF box = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2);
    const qreal radius = std::min(3.0, box.height() / 4);

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush); // the caller's brush would fill, and hide, what is meant to be open
    QPen pen(ink, width);
    pen.setCapStyle(Qt::FlatCap);
    QPainterPath outline;
    outline.addRoundedRect(box, radius, radius);

    switch (state) {
    case ReplicaState::inSync:
        painter.setPen(pen);
        painter.setBrush(leader ? QBrush(ink) : QBrush(Qt::NoBrush));
        painter.drawPath(outline);
        break;
    case ReplicaState::lagging: {
        painter.save();
        painter.setClipRect(QRectF(box.left(), box.center().y(), box.width(), box.height() / 2));
        painter.fillPath(outline, ink);
        painter.restore();
        painter.setPen(pen);
        painter.drawPath(outline);
        break;
    }
    case ReplicaState::outOfSync: {
        // Rising lines x + y = c, cut to the box by hand: clipping to a path is slow and coarse at this size.
        painter.setPen(QPen(ink, 1));
        for (qreal c = 3; c < box.width() + box.height(); c += 3.5) {
            const QPointF low(std::max(0.0, c - box.height()), std::min(c, box.height()));
            const QPointF high(std::min(c, box.width()), std::max(0.0, c - box.width()));
            painter.drawLine(box.topLeft() + low, box.topLeft() + high);
        }
        painter.setPen(pen);
        painter.drawPath(outline);
        break;
    }
    case ReplicaState::offline:
        painter.setPen(pen);
        painter.drawPath(outline);
        painter.drawLine(box.topLeft() + QPointF(1, 1), box.bottomRight() - QPointF(1, 1));
        painter.drawLine(box.topRight() + QPointF(-1, 1), box.bottomLeft() + QPointF(1, -1));
        break;
    case ReplicaState::electing:
        pen.setStyle(Qt::DotLine);
        painter.setPen(pen);
        painter.drawPath(outline);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawEllipse(box.center(), 1.5, 1.5);
        break;
    }
    painter.restore();
}

void paintCrown(QPainter& painter, const QRectF& rect) {
    const auto at = [&](qreal x, qreal y) {
        return QPointF(rect.left() + x * rect.width() / 16, rect.top() + y * rect.height() / 16);
    };
    QPainterPath crown;
    crown.moveTo(at(2.5, 13));
    crown.lineTo(at(1.5, 4.5));
    crown.lineTo(at(5.2, 7.5));
    crown.lineTo(at(8, 2.5));
    crown.lineTo(at(10.8, 7.5));
    crown.lineTo(at(14.5, 4.5));
    crown.lineTo(at(13.5, 13));
    crown.closeSubpath();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme().accent, 1, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(theme().accent);
    painter.drawPath(crown);
    painter.restore();
}

} // namespace partitura::ui
