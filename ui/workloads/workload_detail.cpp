#include "ui/workloads/workload_detail.h"

#include "ui/dialogs/error_note.h"
#include "ui/style/elided_label.h"
#include "ui/style/number_text.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/workloads/form_fields.h"

#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace partitura::ui {
namespace {

constexpr const char* factNames[] = {"fact-0", "fact-1", "fact-2", "fact-3", "fact-4",
                                     "fact-5", "fact-6", "fact-7", "fact-8"};

// The slider's way is logarithmic: equal steps multiply by the same factor. Its left end is zero.
constexpr int sliderSteps = 1000;
constexpr double sliderLeast = 0.5;

int toSlider(double value, double most) {
    return value < sliderLeast
               ? 0
               : int(std::lround(sliderSteps * std::log(value / sliderLeast) / std::log(most / sliderLeast)));
}

double fromSlider(int step, double most) {
    return step == 0 ? 0 : std::round(sliderLeast * std::pow(most / sliderLeast, double(step) / sliderSteps));
}

constexpr double mostOnSlider = 100'000; // of records a second; the spin box goes further
constexpr double mostPerRecordMs = 10'000;

} // namespace

WorkloadDetail::WorkloadDetail(QWidget* parent)
    : QWidget(parent)
    , m_title(new ElidedLabel)
    , m_hint(new QLabel)
    , m_knobName(new QLabel)
    , m_slider(new QSlider(Qt::Horizontal))
    , m_knob(makeDecimal("rateKnob", 0, app::mostPerSecond))
    , m_error(new ErrorNote)
    , m_grid(new QGridLayout) {
    setObjectName(QStringLiteral("workloadDetail"));
    m_title->setObjectName(QStringLiteral("workloadTitle"));
    m_title->setFont(textFont(TypeSize::large, true));
    m_hint->setObjectName(QStringLiteral("workloadHint"));
    m_hint->setProperty("role", "soft");
    m_knobName->setProperty("role", "soft");
    m_slider->setObjectName(QStringLiteral("rateSlider"));
    m_slider->setRange(0, sliderSteps);
    m_slider->setMinimumWidth(QFontMetrics(textFont()).averageCharWidth() * 16);
    m_knob->setKeyboardTracking(false);
    m_knobName->setBuddy(m_knob);

    auto* head = new QHBoxLayout;
    head->setSpacing(paddingSmall);
    head->addWidget(m_title, 1);
    head->addWidget(m_hint);
    auto* knobs = new QHBoxLayout;
    knobs->setSpacing(paddingSmall);
    knobs->addWidget(m_knobName);
    knobs->addWidget(m_slider, 1);
    knobs->addWidget(m_knob);
    m_grid->setHorizontalSpacing(padding);
    m_grid->setVerticalSpacing(gridStep);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(paddingSmall, paddingSmall, paddingSmall, paddingSmall);
    layout->setSpacing(paddingSmall);
    layout->addLayout(head);
    layout->addLayout(knobs);
    layout->addWidget(m_error);
    layout->addLayout(m_grid);
    layout->addStretch(1);
    for (const char* name : factNames)
        addFact(name);

    connect(m_slider, &QSlider::valueChanged, this, [this](int step) {
        knobTurned(
            fromSlider(step, m_workload && m_workload->spec->consumer() ? mostPerRecordMs : mostOnSlider));
    });
    connect(m_knob, &QDoubleSpinBox::valueChanged, this, &WorkloadDetail::knobTurned);
    show(nullptr);
}

void WorkloadDetail::addFact(const char* objectName) {
    Fact fact{new QLabel(this), new QLabel(this)};
    fact.name->setProperty("role", "soft");
    fact.value->setObjectName(QString::fromLatin1(objectName));
    fact.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    fact.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts.push_back(fact);
}

void WorkloadDetail::placeFacts() {
    // As many columns as have room, filled one after another.
    const int wanted =
        std::clamp(width() / (QFontMetrics(textFont()).horizontalAdvance(QLatin1Char('0')) * 32), 1, 3);
    if (wanted == m_columns)
        return;
    m_columns = wanted;
    const int rows = (int(m_facts.size()) + wanted - 1) / wanted;
    for (int column = 0; column < 9; ++column)
        m_grid->setColumnStretch(column, 0);
    for (int i = 0; i < int(m_facts.size()); ++i) {
        const int column = i / rows * 3;
        m_grid->addWidget(m_facts[std::size_t(i)].name, i % rows, column);
        m_grid->addWidget(m_facts[std::size_t(i)].value, i % rows, column + 1);
        m_grid->setColumnStretch(column + 2, 1);
    }
}

void WorkloadDetail::resizeEvent(QResizeEvent* event) {
    placeFacts();
    QWidget::resizeEvent(event);
}

void WorkloadDetail::setFact(std::size_t index, const QString& name, const QString& value,
                             const QString& meaning, bool striking) {
    const Fact& fact = m_facts[index];
    fact.name->setText(name);
    fact.value->setText(value);
    fact.name->setToolTip(meaning);
    fact.value->setToolTip(meaning);
    fact.value->setFont(textFont(TypeSize::body, striking));
    fact.value->setAccessibleName(name);
}

void WorkloadDetail::show(const app::WorkloadStatus* workload) {
    const bool another = !workload || !m_workload || m_workload->id != workload->id;
    m_workload = workload ? std::optional(*workload) : std::nullopt;
    setEnabled(workload != nullptr);
    if (!workload) {
        m_title->clear();
        m_hint->clear();
        m_error->clear();
        m_knobName->clear();
        m_slider->hide();
        m_knob->hide();
        for (std::size_t i = 0; i < m_facts.size(); ++i)
            setFact(i, {}, {}, {}, false);
        return;
    }
    const auto& w = *workload;
    m_title->setText(QString::fromStdString(w.spec->name));
    m_hint->setText(w.changedSinceStart ? tr("Changed: acts after the next start")
                                        : tr("seed %1").arg(QString::number(w.spec->seed)));
    const QString error = QString::fromStdString(w.lastError);
    if (error.isEmpty())
        m_error->clear();
    else if (m_error->text() != error)
        m_error->showText(error);
    showKnob(another);
    const auto count = [](std::uint64_t value) { return countText(value); };
    const auto percentile = [&](std::chrono::microseconds app::Latency::*which) {
        return w.latency ? durationText((*w.latency).*which) : QStringLiteral("–");
    };
    if (w.spec->producer()) {
        const auto done = w.records + w.errors;
        setFact(0, tr("Acknowledged"), count(w.records), tr("Records the brokers answered for"), true);
        setFact(1, tr("On their way"), count(w.sent > done ? w.sent - done : 0),
                tr("Sent by the program and not answered yet; after a crash they are lost or unanswered"),
                false);
        setFact(2, tr("Failed"), count(w.errors), tr("Records the client gave up on"), w.errors > 0);
        setFact(3, tr("Data"), bytesText(double(w.bytes)), tr("Keys and values of acknowledged records"),
                false);
        setFact(4, tr("Data rate"), byteRateText(w.bytesPerSecond), {}, false);
        setFact(5, tr("Clients running"), countText(w.clientsRunning), {}, false);
        const auto meaning = tr("From sending to acknowledgement, in the last ten seconds");
        setFact(6, tr("Latency p50"), percentile(&app::Latency::p50), meaning, false);
        setFact(7, tr("Latency p95"), percentile(&app::Latency::p95), meaning, false);
        setFact(8, tr("Latency p99"), percentile(&app::Latency::p99), meaning, false);
        return;
    }
    setFact(0, tr("Processed"), count(w.records), tr("Records its clients worked on since the last start"),
            true);
    setFact(1, tr("Partitions"), countText(w.partitions), tr("Assigned to its clients now"), false);
    setFact(2, tr("Clients running"), countText(w.clientsRunning), {}, false);
    setFact(3, tr("Rebalances"), count(w.rebalances), tr("Assignments its clients got"), false);
    setFact(4, tr("Commits"), count(w.commits), {}, false);
    setFact(5, tr("Poison"), tr("%1 skipped, %2 tries").arg(count(w.skipped), count(w.retries)),
            tr("Records passed over, and attempts at one that cannot be processed"), w.retries > 0);
    setFact(6, tr("Processed again"), count(w.repeated),
            tr("Records at offsets that were processed before: their offsets had not been committed"),
            w.repeated > 0);
    setFact(7, tr("Twice in the log"), count(w.writtenTwice),
            tr("Records that stand in the log more than once: a producer without idempotence tried again"),
            w.writtenTwice > 0);
    setFact(8, tr("Missing"), count(w.missing),
            tr("Numbers of a workload's producer that have not come although higher ones did, over ten "
               "seconds ago: "
               "lost, skipped, or still waiting in another partition"),
            w.missing > 0);
}

void WorkloadDetail::showKnob(bool another) {
    const auto* producer = m_workload->spec->producer();
    const auto* consumer = m_workload->spec->consumer();
    m_knobName->setText(producer ? tr("Rate of each client") : tr("Time per record"));
    m_slider->setAccessibleName(m_knobName->text());
    m_knob->setAccessibleName(m_knobName->text());
    m_slider->show();
    m_knob->show();
    if (!another && (m_slider->isSliderDown() || m_knob->hasFocus()))
        return;
    const QSignalBlocker silent(m_knob), alsoSilent(m_slider);
    m_knob->setDecimals(producer ? 1 : 3);
    m_knob->setSingleStep(producer ? 10 : 1);
    m_knob->setRange(0, producer ? app::mostPerSecond : 60'000);
    m_knob->setSuffix(producer ? tr(" rec/s") : tr(" ms"));
    m_knob->setSpecialValueText(producer ? tr("as fast as it can") : tr("none"));
    const double value = producer ? producer->perSecond : double(consumer->perRecordUs) / 1000;
    m_knob->setValue(value);
    m_slider->setValue(toSlider(value, producer ? mostOnSlider : mostPerRecordMs));
}

void WorkloadDetail::knobTurned(double value) {
    if (!m_workload)
        return;
    {
        const QSignalBlocker silent(m_knob), alsoSilent(m_slider);
        m_knob->setValue(value);
        if (sender() == m_knob)
            m_slider->setValue(
                toSlider(value, m_workload->spec->producer() ? mostOnSlider : mostPerRecordMs));
    }
    auto spec = *m_workload->spec;
    if (auto* producer = std::get_if<app::ProducerSpec>(&spec.work))
        producer->perSecond = value;
    else
        std::get<app::ConsumerSpec>(spec.work).perRecordUs = std::llround(value * 1000);
    m_workload->spec = std::make_shared<app::WorkloadSpec>(spec);
    emit changed(m_workload->id, spec);
}

void WorkloadDetail::retranslate() {
    m_error->retranslate();
    const auto shown = m_workload;
    show(shown ? &*shown : nullptr);
}

} // namespace partitura::ui
