#include "ui/throughput/throughput_chart.h"

#include "ui/charts/chart_axes.h"
#include "ui/style/number_text.h"
#include "ui/style/theme.h"
#include "ui/throughput/event_marks.h"
#include "ui/throughput/throughput_words.h"

#include <algorithm>
#include <limits>

namespace partitura::ui {

namespace {

constexpr double spanSeconds = 120;
constexpr int nameHeight = 16;
constexpr int ticksMost = 4;
constexpr int tickSpacing = 15; ///< at the least
constexpr int aroundPlot = 32;  ///< above it and for the axis below
constexpr int rightMargin = 88;

class AmountTicker : public QCPAxisTicker {
public:
    app::ThroughputQuestion question;

protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override {
        return amountText(tick, question);
    }
};

} // namespace

ThroughputChart::ThroughputChart(QWidget* parent)
    : Chart(parent)
    , m_bands(this)
    , m_events(new EventMarks(this)) {
    setObjectName(QStringLiteral("throughputChart"));
    setMinimumHeight(48);
    setNoAntialiasingOnDrag(true);
    m_goodput = addGraph();
    m_measured = addGraph();
    m_model = addGraph();
    m_model->setChannelFillGraph(m_measured);
    for (auto*& name : m_names) {
        name = new QCPItemText(this);
        name->setClipToAxisRect(false);
        name->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        name->position->setTypeX(QCPItemPosition::ptAbsolute);
        name->position->setTypeY(QCPItemPosition::ptAbsolute);
        name->setPadding(QMargins());
    }
    axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    axisRect()->setMargins(QMargins(0, 8, rightMargin, 0));
    axisRect()->setMinimumMargins(QMargins(72, 8, rightMargin, 24));
    xAxis->setTicker(QSharedPointer<AgoTicker>::create());
    yAxis->setTicker(QSharedPointer<AmountTicker>::create());
    xAxis->setRange(-spanSeconds, 0);
    connect(this, &QCustomPlot::afterLayout, this, &ThroughputChart::placeNames);
    scale(0);
    refreshTheme();
    retranslate();
}

void ThroughputChart::showHistory(const app::ThroughputHistory& history, const app::ThroughputStack& stack,
                                  Instant now, TimestampMs nowMs, const app::ThroughputQuestion& question) {
    if (m_paused)
        return;
    if (question != m_question) {
        m_question = question;
        m_top = 0;
    }
    qSharedPointerCast<AmountTicker>(yAxis->ticker())->question = question;

    QVector<double> x, model, measured, goodput;
    double highest = 0;
    double last = -std::numeric_limits<double>::infinity();
    const auto add = [&](double at, double a, double b, double c) {
        x << at;
        model << a;
        measured << b;
        goodput << c;
    };
    for (const auto& sample : history.samples()) {
        const double at = std::chrono::duration<double>(sample.at - now).count();
        if (at < -spanSeconds - 1)
            continue;
        if (at - last > StackBands::gapSeconds && !x.isEmpty()) {
            const double nan = std::numeric_limits<double>::quiet_NaN();
            add((at + last) / 2, nan, nan, nan);
        }
        last = at;
        add(at, sample.model, sample.measured, sample.goodput);
        highest = std::max({highest, sample.model, sample.measured});
        m_last = {sample.model, sample.measured, sample.goodput};
    }
    m_model->setData(x, model, true);
    m_measured->setData(x, measured, true);
    m_goodput->setData(x, goodput, true);
    m_bands.show(stack, now);
    m_goodput->setVisible(m_bands.shown() == 0); // it would cross the bands and mean nothing there
    m_events->place(nowMs);
    scale(highest);
    replot(QCustomPlot::rpQueuedReplot);
}

void ThroughputChart::scale(double highest) {
    // Up at once, down only when far below: a scale that follows every wave cannot be read.
    if (highest * 1.02 > m_top || highest < m_top * 0.3)
        m_top = highest > 0 ? niceTop(highest) : 0;
    // A little above the topmost line, or its label would not be drawn.
    yAxis->setRange(0, (m_top > 0 ? m_top : 1000) * 1.04);
}

void ThroughputChart::resizeEvent(QResizeEvent* event) {
    yAxis->ticker()->setTickCount(
        std::clamp((event->size().height() - aroundPlot) / typePx(tickSpacing), 1, ticksMost));
    Chart::resizeEvent(event);
}

void ThroughputChart::placeNames() {
    // Where lines end close together their names make room for each other, keeping their order.
    std::array<std::size_t, 3> order{0, 1, 2};
    std::array<double, 3> y{};
    for (std::size_t i = 0; i < 3; ++i)
        y[i] = yAxis->coordToPixel(m_last[i]);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return y[i]; });
    for (std::size_t i = 1; i < 3; ++i)
        y[order[i]] = std::max(y[order[i]], y[order[i - 1]] + nameHeight);
    const double over = y[order[2]] - (axisRect()->bottom() - 2);
    for (std::size_t i = 0; i < 3 && over > 0; ++i)
        y[order[i]] -= over;
    const bool named = !m_paused && m_model->dataCount() > 0 && m_bands.shown() == 0;
    for (std::size_t i = 0; i < 3; ++i) {
        m_names[i]->position->setCoords(axisRect()->right() + 8, y[i]);
        m_names[i]->setVisible(named && y[i] >= axisRect()->top()); // in a low chart the lowest are named
    }
    m_bands.placeNames();
}

void ThroughputChart::setPaused(bool paused) {
    m_paused = paused;
    setInteractions(paused ? QCP::Interactions(QCP::iRangeDrag | QCP::iRangeZoom) : QCP::Interactions());
    axisRect()->setRangeZoom(Qt::Horizontal);
    axisRect()->setRangeDrag(Qt::Horizontal);
    m_bands.setNamesVisible(!paused);
    if (!paused)
        xAxis->setRange(-spanSeconds, 0);
    replot(QCustomPlot::rpQueuedReplot);
}

void ThroughputChart::setEnd(TimestampMs endMs) {
    m_endMs = endMs;
    nameEnd();
}

void ThroughputChart::nameEnd() {
    qSharedPointerCast<AgoTicker>(xAxis->ticker())->now =
        m_endMs == noTimestamp ? tr("now") : timeOfDayText(m_endMs).left(8); // to the second
}

void ThroughputChart::retranslate() {
    m_names[0]->setText(tr("model"));
    m_names[1]->setText(tr("measured"));
    m_names[2]->setText(tr("producers"));
    nameEnd();
    setAccessibleName(tr("Throughput over the last two minutes: model and measurement"));
    replot(QCustomPlot::rpQueuedReplot);
}

void ThroughputChart::refreshTheme() {
    const Theme& t = theme();
    applyChartTheme(*this);
    m_bands.refreshTheme();
    m_events->refreshTheme();
    QPen dashed(t.ink, 1.5);
    dashed.setDashPattern({4, 3});
    m_model->setPen(dashed);
    m_model->setBrush(mixed(t.surface, t.outOfSync, 0.3));
    m_measured->setPen(QPen(t.accent, 2));
    m_goodput->setPen(QPen(t.inkFaint, 1));
    const std::array<QColor, 3> names{t.ink, t.accent, t.inkSoft};
    for (std::size_t i = 0; i < 3; ++i) {
        m_names[i]->setColor(names[i]);
        m_names[i]->setFont(textFont(TypeSize::small));
    }
    replot(QCustomPlot::rpQueuedReplot);
}

} // namespace partitura::ui
