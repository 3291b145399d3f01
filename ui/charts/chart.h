// A plot that is drawn as lines and letters where it is painted into a drawing.
#pragma once

#include <qcustomplot.h>

namespace partitura::ui {

/// QCustomPlot shows itself from a buffer of pixels, in a drawing (SVG) too; this one draws its parts there.
/// Thread: the user interface's.
class Chart : public QCustomPlot {
    Q_OBJECT

public:
    using QCustomPlot::QCustomPlot;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace partitura::ui
