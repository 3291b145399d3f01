#include "ui/charts/chart.h"

#include "ui/style/vector_paint.h"

namespace partitura::ui {

void Chart::paintEvent(QPaintEvent* event) {
    {
        QCPPainter painter(this);
        if (paintsVectors(painter)) {
            painter.setMode(QCPPainter::pmVectorized);
            toPainter(&painter);
            return;
        }
    }
    QCustomPlot::paintEvent(event);
}

} // namespace partitura::ui
