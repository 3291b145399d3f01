#include "ui/score/score_glyphs.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace partitura::ui::score_glyphs {
namespace {

constexpr double slant = -22;     // degrees
constexpr double flatness = 0.76; // a head's height to its width
constexpr double barHalf = 12;

void fill(QPainter& painter, const QRectF& rect, const QColor& colour) {
    painter.fillRect(rect, colour);
}

QPainterPath diamond(QPointF centre, double half) {
    QPainterPath path(centre + QPointF(0, -half));
    path.lineTo(centre + QPointF(half, 0));
    path.lineTo(centre + QPointF(0, half));
    path.lineTo(centre + QPointF(-half, 0));
    path.closeSubpath();
    return path;
}

} // namespace

void head(QPainter& painter, QPointF centre, double radius, const QColor& colour, bool hollow) {
    const double width = hollow ? std::clamp(radius * 0.36, 0.8, 1.7) : 0;
    const double rx = radius - width / 2, ry = radius * flatness - width / 2;
    painter.setPen(hollow ? QPen(colour, width) : QPen(Qt::NoPen));
    painter.setBrush(hollow ? QBrush(Qt::NoBrush) : QBrush(colour));
    if (radius < 3) {
        painter.drawEllipse(centre, rx, std::max(ry, 0.8));
        return;
    }
    const QTransform before = painter.transform();
    painter.translate(centre);
    painter.rotate(slant);
    painter.drawEllipse(QPointF(), rx, ry);
    painter.setTransform(before);
}

void stem(QPainter& painter, QPointF head, double radius, double top, const QColor& colour) {
    painter.setPen(QPen(colour, std::clamp(radius * 0.24, 0.6, 1.2), Qt::SolidLine, Qt::FlatCap));
    const double x = head.x() + radius * 0.86;
    painter.drawLine(QPointF(x, head.y() - radius * 0.3), QPointF(x, top));
}

void beam(QPainter& painter, double from, double to, double y, double radius, const QColor& colour) {
    const double thick = std::clamp(radius * 0.72, 1.4, 3.6);
    const double x = radius * 0.86, half = std::clamp(radius * 0.12, 0.3, 0.6);
    fill(painter, QRectF(from + x - half, y, to - from + 2 * half, thick), colour);
}

void rest(QPainter& painter, double from, double to, double line, bool several, const QColor& colour) {
    const double width = to - from;
    if (several && width >= 20) {
        fill(painter, QRectF(from + 5, line - 2, width - 10, 4), colour);
        fill(painter, QRectF(from + 4, line - 6, 1.2, 12), colour);
        fill(painter, QRectF(to - 5.2, line - 6, 1.2, 12), colour);
        return;
    }
    const double block = std::clamp(width * 0.6, 1.2, 9.0);
    fill(painter, QRectF((from + to - block) / 2, line, block, std::clamp(block * 0.5, 2.0, 4.5)), colour);
}

void slur(QPainter& painter, double from, double to, double y, SlurStyle style, const QColor& colour) {
    const double width = std::max(to - from, 6.0);
    const double rise = std::clamp(width * 0.12, 5.0, 13.0);
    const QPointF left(from, y), right(from + width, y);
    const double reach = std::min(width * 0.25, 60.0);
    const auto arc = [&](double height) {
        QPainterPath path(left);
        path.cubicTo(left + QPointF(reach, -height), right + QPointF(-reach, -height), right);
        return path;
    };
    if (style == SlurStyle::committed) {
        QPainterPath crescent = arc(rise * 1.33);
        crescent.connectPath(arc(rise * 1.33 - 3.2).toReversed());
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawPath(crescent);
        return;
    }
    QPen pen(colour, 1.4, Qt::CustomDashLine, Qt::RoundCap);
    pen.setDashPattern(style == SlurStyle::aborted ? QList<qreal>{4, 3} : QList<qreal>{0.1, 3});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(arc(rise * 1.33));
}

void commitMark(QPainter& painter, QPointF centre, const QColor& colour) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPath(diamond(centre, 4.5));
}

void abortMark(QPainter& painter, QPointF centre, const QColor& colour) {
    painter.setPen(QPen(colour, 1.4, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(centre + QPointF(-3.5, -3.5), centre + QPointF(3.5, 3.5));
    painter.drawLine(centre + QPointF(3.5, -3.5), centre + QPointF(-3.5, 3.5));
}

void controlMark(QPainter& painter, QPointF centre, const QColor& colour) {
    painter.setPen(QPen(colour, 1.2));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(diamond(centre, 4));
}

void flag(QPainter& painter, double x, double top, double foot, const QColor& colour) {
    fill(painter, QRectF(x - 0.6, top, 1.2, foot - top), colour);
    QPainterPath pennant(QPointF(x, top));
    pennant.lineTo(x + 7, top + 3.5);
    pennant.lineTo(x, top + 7);
    pennant.closeSubpath();
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPath(pennant);
}

void beginBar(QPainter& painter, double x, double line, const QColor& colour) {
    fill(painter, QRectF(x - 6, line - barHalf, 3, 2 * barHalf), colour);
    fill(painter, QRectF(x - 1.2, line - barHalf, 1.2, 2 * barHalf), colour);
}

void endBar(QPainter& painter, double x, double line, const QColor& colour) {
    fill(painter, QRectF(x, line - barHalf, 1.2, 2 * barHalf), colour);
    fill(painter, QRectF(x + 3, line - barHalf, 3, 2 * barHalf), colour);
}

void measureBar(QPainter& painter, double x, double line, const QColor& colour) {
    fill(painter, QRectF(x - 0.6, line - barHalf, 1.2, 2 * barHalf), colour);
}

void markBar(QPainter& painter, double x, double line, bool dashed, const QColor& colour) {
    QPen pen(colour, 1.4, Qt::SolidLine, Qt::FlatCap);
    if (dashed)
        pen.setDashPattern({3, 2.5});
    painter.setPen(pen);
    painter.drawLine(QPointF(x, line - barHalf - 8), QPointF(x, line + barHalf));
}

void pointer(QPainter& painter, QPointF tip, bool left, const QColor& colour) {
    const double side = left ? 6 : -6;
    QPainterPath path(tip);
    path.lineTo(tip + QPointF(side, -4));
    path.lineTo(tip + QPointF(side, 4));
    path.closeSubpath();
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPath(path);
}

} // namespace partitura::ui::score_glyphs
