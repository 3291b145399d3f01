#include "ui/throughput/throughput_view.h"

#include "app/metrics/rates.h"
#include "app/recording/moment.h"
#include "app/workload/workloads.h"
#include "ui/style/combo_box.h"
#include "ui/style/icons.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/style/tool_row.h"
#include "ui/throughput/event_marks.h"
#include "ui/throughput/formula_strip.h"
#include "ui/throughput/planner_panel.h"
#include "ui/throughput/throughput_chart.h"
#include "ui/throughput/throughput_words.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace partitura::ui {

namespace {

constexpr int lowView = 240, highView = 440;
constexpr int lineGap = gridStep;

using app::ThroughputQuestion;
using app::ThroughputReading;
using app::ThroughputUnit;

/// Topics whose past is kept although nobody looks at them: switching to one shows it at once.
constexpr std::size_t topicsRecorded = 16;

} // namespace

ThroughputView::ThroughputView(QWidget* parent)
    : View(parent)
    , m_scope(new ComboBox(this))
    , m_reading(new ComboBox(this))
    , m_unit(new ComboBox(this))
    , m_splitBox(new ComboBox(this))
    , m_plan(new QToolButton(this))
    , m_pause(new QToolButton(this))
    , m_bar(new ToolRow)
    , m_formula(new FormulaStrip(this))
    , m_explanation(new QLabel(this))
    , m_latency(new QLabel(this))
    , m_chart(new ThroughputChart(this))
    , m_planner(new PlannerPanel(this))
    , m_stack(new QStackedLayout) {
    setObjectName(QStringLiteral("throughputView"));
    m_scope->setObjectName(QStringLiteral("throughputScope"));
    m_scope->setCharacters(7, 24);
    m_splitBox->setCharacters(5, 12);
    m_scope->addItem(QString(), QString());
    m_reading->setObjectName(QStringLiteral("throughputReading"));
    m_reading->addItem(QString(), static_cast<int>(ThroughputReading::rate));
    m_reading->addItem(QString(), static_cast<int>(ThroughputReading::volume));
    m_unit->setObjectName(QStringLiteral("throughputUnit"));
    m_unit->addItem(QString(), static_cast<int>(ThroughputUnit::bytes));
    m_unit->addItem(QString(), static_cast<int>(ThroughputUnit::records));
    m_splitBox->setObjectName(QStringLiteral("throughputSplit"));
    for (const auto split :
         {app::ThroughputSplit::none, app::ThroughputSplit::partition, app::ThroughputSplit::broker})
        m_splitBox->addItem(QString(), static_cast<int>(split));
    m_plan->setObjectName(QStringLiteral("throughputPlan"));
    m_plan->setCheckable(true);
    m_plan->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_pause->setObjectName(QStringLiteral("throughputPause"));
    m_pause->setCheckable(true);
    m_pause->setIcon(icon(u"pause"));
    m_explanation->setObjectName(QStringLiteral("throughputExplanation"));
    m_explanation->setWordWrap(true);
    m_explanation->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_explanation->setContentsMargins(12, 0, 12, 0);
    // Room for two lines, so that the chart below does not jump when the sentence grows.
    m_explanation->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_explanation->setAlignment(Qt::AlignLeft | Qt::AlignTop);

    m_latency->setObjectName(QStringLiteral("throughputLatency"));
    m_latency->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_latency->setProperty("role", "soft");
    m_latency->setWordWrap(true);
    m_latency->setContentsMargins(12, 0, 12, 0);
    m_latency->hide();

    m_bar->layout()->setContentsMargins(padding, gridStep, padding, gridStep);
    m_bar->layout()->setSpacing(gridStep);
    m_bar->add(m_scope);
    m_bar->add(m_reading);
    m_bar->add(m_unit);
    m_bar->add(m_splitBox);
    m_bar->addStretch();
    m_bar->add(m_plan);
    m_bar->add(m_pause);
    auto* live = new QWidget(this);
    live->setMinimumHeight(FormulaStrip::heightWhen(true)); // what has no room goes
    auto* column = new QVBoxLayout(live);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(lineGap);
    column->addWidget(m_formula);
    column->addWidget(m_explanation);
    column->addWidget(m_latency);
    column->addWidget(m_chart, 1);
    column->addStretch(); // below the formula where the chart has no room
    m_stack->addWidget(live);
    m_stack->addWidget(m_planner);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(lineGap);
    all->addWidget(m_bar);
    all->addLayout(m_stack, 1);

    for (QComboBox* box : {m_reading, m_unit, m_splitBox})
        connect(box, &QComboBox::currentIndexChanged, this, &ThroughputView::ask);
    connect(m_scope, &QComboBox::activated, this, [this] {
        Selection wanted = selection();
        wanted.setTopic(m_scope->currentData().toString());
        choose(wanted);
    });
    connect(m_plan, &QToolButton::toggled, this, &ThroughputView::setPlanning);
    connect(m_planner, &PlannerPanel::takeFromLiveRequested, this,
            [this] { m_planner->takeFrom(m_frame, m_question); });
    connect(m_pause, &QToolButton::toggled, this, [this](bool on) {
        m_paused = on;
        m_pause->setIcon(icon(on ? u"play" : u"pause"));
        m_chart->setPaused(on);
        retranslate();
    });
    ThroughputView::retranslate();
}

void ThroughputView::setSource(app::Source* source) {
    m_source = source;
    m_chart->events().clear();
    m_frame = {};
    m_histories.clear();
    m_wantedTopic.clear();
    while (m_scope->count() > 1)
        m_scope->removeItem(1);
    ask();
}

void ThroughputView::ask() {
    m_question.topic = m_scope->currentData().toString().toStdString();
    m_question.reading = static_cast<ThroughputReading>(m_reading->currentData().toInt());
    m_question.unit = static_cast<ThroughputUnit>(m_unit->currentData().toInt());
    m_split = static_cast<app::ThroughputSplit>(m_splitBox->currentData().toInt());
    m_parts.clear();
    const Frame& now = m_frame.now ? *m_frame.now : m_frame;
    if (now.snapshot && now.isLive() && now.rates->span() > Duration::zero())
        record(now);
    showFigures();
}

void ThroughputView::setPlanning(bool planning) {
    m_stack->setCurrentIndex(planning ? 1 : 0);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_reading, m_unit, m_splitBox, m_pause})
        widget->setVisible(!planning);
}

void ThroughputView::keep(const Frame& frame) {
    const Frame& now = frame.now ? *frame.now : frame;
    if (now.isLive() && isWanted(now))
        record(now);
}

void ThroughputView::showFrame(const Frame& frame) {
    const Frame before = std::exchange(m_frame, frame);
    if (frame.isLive() != before.isLive())
        m_chart->events().clear(); // sequences count anew between now and the past
    if (!frame.isLive()) {
        keep(frame); // it is there on return
        return frame.snapshot == before.snapshot ? void() : showPast(before);
    }
    if (!isWanted(frame))
        return;
    refreshScopes(*frame.snapshot);
    record(frame);
    if (m_source)
        m_chart->events().add(m_source->events(m_chart->events().lastSequence()));
    if (!m_paused)
        showFigures();
}

bool ThroughputView::isWanted(const Frame& frame) {
    // One snapshot says nothing about rates yet. The history of the question shown sets the beat; its step is
    // what a reader can follow.
    return frame.rates->span() > Duration::zero() && m_histories[m_question].wants(frame.snapshot->takenAt);
}

void ThroughputView::showPast(const Frame& before) {
    if (before.isLive() || before.past->events != m_frame.past->events) {
        m_chart->events().clear();
        m_chart->events().add(*m_frame.past->events);
    }
    refreshScopes(*m_frame.snapshot);
    showFigures();
}

void ThroughputView::record(const Frame& frame) {
    if (m_split != app::ThroughputSplit::none)
        m_parts.add(frame.snapshot->takenAt,
                    throughputParts(*frame.snapshot, *frame.rates, m_question, m_split));
    std::vector<std::string> scopes{std::string()};
    for (const auto& topic : frame.snapshot->topics)
        if (!topic->isInternal && scopes.size() <= topicsRecorded)
            scopes.push_back(topic->name);
    if (std::ranges::find(scopes, m_question.topic) == scopes.end())
        scopes.push_back(m_question.topic);
    // Histories of topics that are gone go too.
    std::erase_if(m_histories, [&](const auto& entry) {
        return std::ranges::find(scopes, entry.first.topic) == scopes.end();
    });
    for (const std::string& scope : scopes)
        for (const auto reading : {ThroughputReading::rate, ThroughputReading::volume})
            for (const auto unit : {ThroughputUnit::bytes, ThroughputUnit::records}) {
                const ThroughputQuestion question{scope, reading, unit};
                auto& history = m_histories[question];
                if (history.wants(frame.snapshot->takenAt))
                    history.add(frame.snapshot->takenAt, frame.snapshot->takenAtMs,
                                measureThroughput(*frame.snapshot, *frame.rates, question));
            }
}

void ThroughputView::refreshScopes(const observe::ClusterSnapshot& snapshot) {
    QStringList topics;
    for (const bool internal : {false, true})
        for (const auto& topic : snapshot.topics)
            if (topic->isInternal == internal)
                topics << QString::fromStdString(topic->name);
    bool same = m_scope->count() == topics.size() + 1;
    for (int i = 0; same && i < topics.size(); ++i)
        same = m_scope->itemData(i + 1).toString() == topics[i];
    if (!same) {
        const QSignalBlocker quiet(m_scope);
        while (m_scope->count() > 1)
            m_scope->removeItem(1);
        for (const QString& topic : topics)
            m_scope->addItem(topic, topic);
    }
    const int wanted = std::max(0, m_scope->findData(m_wantedTopic));
    if (wanted != m_scope->currentIndex())
        m_scope->setCurrentIndex(wanted);
    if (m_scope->currentData().toString().toStdString() != m_question.topic)
        ask();
}

app::ThroughputHistory ThroughputView::history() {
    if (!m_frame.snapshot || m_frame.isLive())
        return m_histories[m_question];
    const auto at = std::chrono::duration_cast<std::chrono::milliseconds>(
        m_frame.snapshot->takenAt.time_since_epoch()); // a recorded frame stands on the recording's axis
    return app::throughputHistory(*m_frame.past, at.count(), m_question);
}

app::ThroughputStack ThroughputView::stack(const app::ThroughputHistory& history) const {
    if (m_split == app::ThroughputSplit::none)
        return {};
    return m_frame.isLive()
               ? m_parts.stack(StackBands::most)
               : app::throughputStack(*m_frame.past, history, m_question, m_split, StackBands::most);
}

void ThroughputView::showFigures() {
    const app::Throughput now = m_frame.snapshot
                                    ? measureThroughput(*m_frame.snapshot, *m_frame.rates, m_question)
                                    : app::Throughput{};
    m_formula->showFigures(now, m_question);
    m_words = explanationText(now, m_question);
    m_skew = skewText(now);
    showWords();
    const bool isPast = m_frame.snapshot && !m_frame.isLive();
    m_chart->setEnd(isPast ? m_frame.snapshot->takenAtMs : noTimestamp);
    const app::ThroughputHistory seen = history();
    m_chart->showHistory(seen, stack(seen), m_frame.snapshot ? m_frame.snapshot->takenAt : Instant{},
                         m_frame.snapshot ? m_frame.snapshot->takenAtMs : noTimestamp, m_question);
}

void ThroughputView::showWords() {
    const bool isLow = height() < typePx(lowView);
    QString words = m_words;
    if (!m_skew.isEmpty() && !isLow)
        words += QLatin1Char(' ') + m_skew;
    if (m_explanation->text() != words)
        m_explanation->setText(words);
    m_explanation->setToolTip(isLow ? m_skew : QString());
    const auto* workloads = m_source && m_frame.isLive() ? m_source->workloads() : nullptr;
    const QString latency = workloads ? latencyText(*workloads->snapshot(), m_question) : QString();
    if (m_latency->text() != latency)
        m_latency->setText(latency);

    // The lower the view, the less stands above the chart: first the latency goes, then the words, then the
    // captions of the figures.
    m_latency->setVisible(!latency.isEmpty() && height() >= typePx(highView));
    int room = height() - m_bar->sizeHint().height() - lineGap - m_chart->minimumHeight();
    const bool isCompact = room < FormulaStrip::heightWhen(false) + lineGap;
    m_formula->setCompact(isCompact);
    room -= FormulaStrip::heightWhen(isCompact) + lineGap;
    m_chart->setVisible(room >= 0);
    m_explanation->setVisible(
        room >= lineGap + std::max(m_explanation->minimumHeight(), m_explanation->heightForWidth(width())));
}

void ThroughputView::resizeEvent(QResizeEvent* event) {
    View::resizeEvent(event);
    showWords();
}

void ThroughputView::showSelection() {
    m_wantedTopic = selection().topic;
    m_scope->setCurrentIndex(std::max(0, m_scope->findData(m_wantedTopic)));
    ask();
}

void ThroughputView::retranslate() {
    m_scope->setItemText(0, tr("Whole cluster"));
    m_scope->setAccessibleName(tr("Scope"));
    m_scope->setToolTip(tr("The cluster is the sum of its topics, internal ones left out"));
    m_reading->setItemText(0, tr("Rate"));
    m_reading->setItemText(1, tr("Volume"));
    m_reading->setAccessibleName(tr("Reading"));
    m_reading->setToolTip(tr("Rate: what flows per second. Volume: what is held"));
    m_unit->setItemText(0, tr("Bytes"));
    m_unit->setItemText(1, tr("Records"));
    m_unit->setAccessibleName(tr("Unit"));
    m_splitBox->setItemText(0, tr("In one"));
    m_splitBox->setItemText(1, tr("By partition"));
    m_splitBox->setItemText(2, tr("By broker"));
    m_splitBox->setAccessibleName(tr("Stack"));
    m_splitBox->setToolTip(tr("What the measurement is made of: each partition's copies, or each broker's"));
    m_plan->setText(tr("Planner"));
    m_plan->setToolTip(tr("T = N × R × D turned round: what a load would ask of each broker"));
    m_planner->retranslate();
    m_pause->setToolTip(m_paused ? tr("Go on") : tr("Pause, to drag and zoom"));
    m_pause->setAccessibleName(m_paused ? tr("Go on") : tr("Pause"));
    m_formula->retranslate();
    m_chart->retranslate();
    showFigures();
}

QVariantMap ThroughputView::saveState() const {
    return {{QStringLiteral("reading"), m_reading->currentIndex()},
            {QStringLiteral("unit"), m_unit->currentIndex()},
            {QStringLiteral("split"), m_splitBox->currentIndex()},
            {QStringLiteral("planner"), m_planner->saveState()},
            {QStringLiteral("planning"), m_plan->isChecked()}};
}

void ThroughputView::restoreState(const QVariantMap& state) {
    m_reading->setCurrentIndex(std::clamp(state.value(QStringLiteral("reading"), 0).toInt(), 0, 1));
    m_unit->setCurrentIndex(std::clamp(state.value(QStringLiteral("unit"), 0).toInt(), 0, 1));
    m_splitBox->setCurrentIndex(std::clamp(state.value(QStringLiteral("split"), 0).toInt(), 0, 2));
    m_planner->restoreState(state.value(QStringLiteral("planner")).toMap());
    m_plan->setChecked(state.value(QStringLiteral("planning")).toBool());
}

void ThroughputView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        m_chart->refreshTheme();
    View::changeEvent(event);
}

} // namespace partitura::ui
