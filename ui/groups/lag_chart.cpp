#include "ui/groups/lag_chart.h"

#include "ui/charts/chart_axes.h"
#include "ui/style/number_text.h"
#include "ui/style/theme.h"

#include <algorithm>

namespace partitura::ui {

namespace {

class LagTicker : public QCPAxisTicker {
protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override { return recordsText(tick); }
};

} // namespace

LagChart::LagChart(QWidget* parent)
    : Chart(parent)
    , m_lag(addGraph()) {
    setObjectName(QStringLiteral("lagChart"));
    setMinimumHeight(96);
    axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    axisRect()->setMargins(QMargins(0, 20, 16, 0));
    axisRect()->setMinimumMargins(QMargins(72, 20, 16, 24));
    xAxis->setTicker(QSharedPointer<AgoTicker>::create());
    xAxis->setRange(-static_cast<double>(app::GroupPace::samples), 0);
    yAxis->setTicker(QSharedPointer<LagTicker>::create());
    yAxis->ticker()->setTickCount(4);
    refreshTheme();
    retranslate();
}

LagChart::Band& LagChart::band(std::size_t index) {
    while (m_bands.size() <= index) {
        Band band{new QCPItemRect(this), new QCPItemText(this)};
        band.rect->topLeft->setTypeY(QCPItemPosition::ptAxisRectRatio);
        band.rect->bottomRight->setTypeY(QCPItemPosition::ptAxisRectRatio);
        band.name->setClipToAxisRect(false);
        band.name->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
        band.name->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
        band.name->setPadding(QMargins());
        m_bands.push_back(band);
        refreshTheme();
    }
    return m_bands[index];
}

void LagChart::show(const std::deque<app::GroupMoment>& moments, Instant now) {
    using observe::GroupState;
    QVector<double> x, lag;
    m_rebalances = 0;
    bool rebalancing = false;
    double highest = 0;
    const auto secondsAgo = [&](Instant at) { return std::chrono::duration<double>(at - now).count(); };
    const auto end = [&](double at, std::int32_t generation) {
        Band& last = band(m_rebalances - 1);
        last.rect->bottomRight->setCoords(at, 1);
        last.name->setText(tr("generation %1").arg(generation));
    };
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const auto& moment = moments[i];
        const double at = secondsAgo(moment.at);
        x << at;
        lag << static_cast<double>(moment.lag.value_or(0));
        highest = std::max(highest, lag.back());
        const bool settled = moment.state == GroupState::stable || moment.state == GroupState::empty ||
                             moment.state == GroupState::dead;
        // One that began and ended between two looks still shows by its generation.
        const bool passed =
            i > 0 && settled && !rebalancing && moment.generation != moments[i - 1].generation;
        if ((!settled && !rebalancing) || passed) {
            const double from = i > 0 ? secondsAgo(moments[i - 1].at) : at;
            Band& next = band(m_rebalances++);
            next.rect->topLeft->setCoords(from, 0);
            next.name->position->setCoords(from, 0);
        }
        if (rebalancing || !settled || passed)
            end(at, moment.generation);
        rebalancing = !settled;
    }
    for (std::size_t i = 0; i < m_bands.size(); ++i) {
        m_bands[i].rect->setVisible(i < m_rebalances);
        m_bands[i].name->setVisible(i < m_rebalances);
    }
    m_lag->setData(x, lag, true);
    yAxis->setRange(0, niceTop(std::max(10.0, highest)) * 1.04);
    replot(QCustomPlot::rpQueuedReplot);
}

void LagChart::retranslate() {
    qSharedPointerCast<AgoTicker>(xAxis->ticker())->now = tr("now");
    setAccessibleName(tr("Lag of the group over the last two minutes"));
    replot(QCustomPlot::rpQueuedReplot);
}

void LagChart::refreshTheme() {
    const Theme& t = theme();
    applyChartTheme(*this);
    m_lag->setPen(QPen(t.accent, 2));
    m_lag->setBrush(mixed(t.surface, t.accent, 0.15));
    for (const Band& band : m_bands) {
        band.rect->setPen(Qt::NoPen);
        band.rect->setBrush(mixed(t.surface, t.electing, 0.25));
        band.name->setColor(t.inkSoft);
        band.name->setFont(textFont(TypeSize::small));
    }
    replot(QCustomPlot::rpQueuedReplot);
}

} // namespace partitura::ui
