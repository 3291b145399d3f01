#include "ui/charts/chart_axes.h"

#include "ui/style/number_text.h"
#include "ui/style/theme.h"

#include <cmath>

namespace partitura::ui {

double AgoTicker::getTickStep(const QCPRange& range) {
    return range.size() > 90 ? 30 : range.size() > 30 ? 10 : 5;
}

int AgoTicker::getSubTickCount(double /*tickStep*/) {
    return 0;
}

QString AgoTicker::getTickLabel(double tick, const QLocale& /*locale*/, QChar /*format*/, int /*precision*/) {
    if (std::abs(tick) < 0.5)
        return now;
    return durationText(
        std::chrono::duration_cast<Duration>(std::chrono::duration<double>(std::round(tick))));
}

double niceTop(double value) {
    const double wanted = value * 1.12;
    const double power = std::pow(10, std::floor(std::log10(wanted)));
    for (const double step : {1.0, 1.5, 2.0, 2.5, 4.0, 5.0, 7.5, 10.0})
        if (step * power >= wanted)
            return step * power;
    return 10 * power;
}

void applyChartTheme(QCustomPlot& plot) {
    const Theme& t = theme();
    plot.setBackground(QBrush(t.surface));
    for (QCPAxis* axis : {plot.xAxis, plot.yAxis}) {
        axis->setBasePen(axis == plot.xAxis ? QPen(t.line) : QPen(Qt::NoPen));
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(t.inkSoft);
        axis->setTickLabelFont(textFont(TypeSize::small));
        axis->setTickLabelPadding(6);
        axis->grid()->setPen(axis == plot.yAxis ? QPen(t.line, 1) : QPen(Qt::NoPen));
        axis->grid()->setZeroLinePen(Qt::NoPen);
        axis->grid()->setSubGridVisible(false);
    }
}

} // namespace partitura::ui
