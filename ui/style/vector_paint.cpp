#include "ui/style/vector_paint.h"

#include <QPaintEngine>
#include <QPainter>

namespace partitura::ui {

bool paintsVectors(const QPainter& painter) {
    return painter.isActive() && painter.paintEngine()->type() == QPaintEngine::SVG;
}

} // namespace partitura::ui
