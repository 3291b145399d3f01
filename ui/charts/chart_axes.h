// What all charts over the recent past share: the axis of seconds ago, a calm scale, the theme's lines.
#pragma once

#include <qcustomplot.h>

namespace partitura::ui {

/// Seconds before now, as "−30 s"; zero is called `now`. Thread: the user interface's.
class AgoTicker : public QCPAxisTicker {
public:
    QString now;

protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double tickStep) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;
};

/// The smallest round number that leaves a little room above `value`, which is above 0.
double niceTop(double value);

/// Background, axes and grid in the theme in force. The caller replots.
void applyChartTheme(QCustomPlot& plot);

} // namespace partitura::ui
