// ScoreCanvas: wheel, keys, mouse.
#include "ui/score/score_canvas.h"
#include "ui/score/score_hit.h"

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QScrollBar>
#include <QToolTip>

#include <cmath>
#include <utility>

namespace partitura::ui {
namespace {

constexpr double wheelZoom = 1.0015; // for each eighth of a degree
constexpr double keyZoom = 1.5;
constexpr double keyPan = 0.12; // of the width

/// Several lines as a tooltip takes them: payloads may look like markup and are none.
QString tooltipText(const QString& text) {
    QStringList lines;
    for (const auto& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        lines << line.toHtmlEscaped();
    return lines.isEmpty()
               ? QString()
               : QStringLiteral("<p style='white-space:pre'>%1</p>").arg(lines.join(QStringLiteral("<br>")));
}

} // namespace

void ScoreCanvas::keyPressEvent(QKeyEvent* event) {
    const auto at = scene();
    if (!at)
        return QAbstractScrollArea::keyPressEvent(event);
    const double step = m_camera.axis().width() * keyPan * (event->modifiers() & Qt::ShiftModifier ? 5 : 1);
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomBy(keyZoom);
    case Qt::Key_Minus:
        return zoomBy(1 / keyZoom);
    case Qt::Key_0:
        return showAll();
    case Qt::Key_F:
        return setFollowing(!m_camera.isFollowing());
    case Qt::Key_Home:
        m_camera.showStart(*at);
        break;
    case Qt::Key_End:
        m_camera.showEnd(*at);
        break;
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const bool right = event->key() == Qt::Key_Right;
        if (m_selected || event->modifiers() & Qt::ControlModifier)
            return stepNote(right ? 1 : -1);
        m_camera.pan(right ? step : -step, *at);
        break;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (!m_selected)
            stepNote(1);
        else
            emit noteChosen(*m_selected);
        return;
    case Qt::Key_Escape:
        if (!m_selected)
            return QAbstractScrollArea::keyPressEvent(event);
        m_selected.reset();
        m_mustReveal = false;
        break;
    case Qt::Key_Up:
        return stepStave(-1);
    case Qt::Key_Down:
        return stepStave(1);
    default:
        return QAbstractScrollArea::keyPressEvent(event);
    }
    read();
    rebuild();
    emit moved();
}

bool ScoreCanvas::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const QString text = tooltipText(factsAt(help->pos()));
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, viewport());
        return true;
    }
    if (event->type() == QEvent::NativeGesture) {
        auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (const auto at = scene(); at && gesture->gestureType() == Qt::ZoomNativeGesture) {
            m_camera.zoom(1 + gesture->value(), onStaves(gesture->position()).x(), *at);
            read();
            rebuild();
            emit moved();
            return true;
        }
    }
    if (event->type() == QEvent::Leave)
        hover({-1, -1});
    return QAbstractScrollArea::viewportEvent(event);
}

void ScoreCanvas::wheelEvent(QWheelEvent* event) {
    const auto at = scene();
    const auto position = onStaves(event->position());
    // Over the names the wheel goes from partition to partition.
    if (!at || position.x() < 0)
        return QAbstractScrollArea::wheelEvent(event);
    const auto delta = event->angleDelta();
    const bool pans = event->modifiers() & Qt::ShiftModifier || std::abs(delta.x()) > std::abs(delta.y());
    if (pans) {
        const int along = delta.x() != 0 ? delta.x() : delta.y();
        m_camera.pan(-along * 0.8, *at);
    } else {
        m_camera.zoom(std::pow(wheelZoom, delta.y()), position.x(), *at);
    }
    event->accept();
    read();
    rebuild();
    emit moved();
}

void ScoreCanvas::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        m_pressed = m_dragged = event->position();
        m_isDragging = false;
    }
}

void ScoreCanvas::mouseMoveEvent(QMouseEvent* event) {
    const auto at = scene();
    if (!m_pressed || !at)
        return hover(event->position());
    const bool isFar =
        (event->position() - *m_pressed).manhattanLength() >= QApplication::startDragDistance();
    if (!m_isDragging && !isFar)
        return;
    m_isDragging = true;
    viewport()->setCursor(Qt::ClosedHandCursor);
    const auto moved = (event->position() - *m_dragged) / magnification();
    m_dragged = event->position();
    if (moved.x() != 0)
        m_camera.pan(-moved.x(), *at);
    verticalScrollBar()->setValue(verticalScrollBar()->value() - static_cast<int>(std::round(moved.y())));
    read();
    rebuild();
    emit this->moved();
}

void ScoreCanvas::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_pressed)
        return;
    const bool wasDragging = std::exchange(m_isDragging, false);
    m_pressed.reset();
    hover(event->position());
    if (wasDragging)
        return;
    const auto* stave = score_hit::staveAt(m_picture, onStaves(event->position()));
    if (const auto* note = noteAt(event->position()); note && stave)
        choose({stave->partition, note->facts.offset});
    else if (stave) {
        m_current = stave->partition;
        viewport()->update();
    }
}

void ScoreCanvas::hover(QPointF at) {
    std::optional<NotePlace> hovered;
    const auto* stave = score_hit::staveAt(m_picture, onStaves(at));
    if (const auto* note = noteAt(at); note && stave)
        hovered = NotePlace{stave->partition, note->facts.offset};
    viewport()->setCursor(hovered ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (hovered == m_hovered)
        return;
    m_hovered = hovered;
    viewport()->update();
}

void ScoreCanvas::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void ScoreCanvas::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace partitura::ui
