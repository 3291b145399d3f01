#include "ui/faults/fault_timing.h"

#include "ui/style/spacing.h"

#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>

namespace partitura::ui {

namespace {

constexpr int secondsMost = 24 * 60 * 60;
constexpr int timesMost = 1000;

Duration seconds(const QSpinBox& box) {
    return std::chrono::seconds(box.value());
}

} // namespace

FaultTiming::FaultTiming(QWidget* parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_starts(new QSpinBox)
    , m_lasts(new QSpinBox)
    , m_repeats(new QSpinBox)
    , m_times(new QSpinBox) {
    setObjectName(QStringLiteral("faultTiming"));
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(padding);
    m_form->setVerticalSpacing(paddingSmall);
    m_form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const std::pair<QSpinBox*, const char*> boxes[] = {
        {m_starts, "startsIn"}, {m_lasts, "lasts"}, {m_repeats, "repeats"}, {m_times, "times"}};
    for (const auto& [box, name] : boxes) {
        box->setObjectName(QLatin1String(name));
        box->setRange(0, secondsMost);
        box->setAlignment(Qt::AlignRight);
        auto* label = new QLabel;
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_form->addRow(label, box);
        connect(box, &QSpinBox::valueChanged, this, &FaultTiming::refresh);
    }
    m_times->setRange(2, timesMost);
    retranslate();
    refresh();
}

app::Timing FaultTiming::timing() const {
    app::Timing timing;
    timing.startsIn = seconds(*m_starts);
    if (m_canEnd && m_lasts->value() > 0)
        timing.lasts = seconds(*m_lasts);
    if (m_repeats->value() > 0) {
        timing.repeats = seconds(*m_repeats);
        timing.times = m_times->value();
    }
    return timing;
}

void FaultTiming::setCanEnd(bool can) {
    m_canEnd = can;
    offer();
}

void FaultTiming::offer() {
    m_lasts->setEnabled(m_canEnd);
    m_times->setEnabled(m_repeats->value() > 0);
    m_lasts->setToolTip(m_canEnd ? QString() : tr("What this does has no end to wait for"));
    m_times->setToolTip(m_times->isEnabled() ? QString() : tr("Say first how often it comes again"));
}

void FaultTiming::refresh() {
    offer();
    emit changed();
}

void FaultTiming::retranslate() {
    const std::pair<QSpinBox*, QString> texts[] = {{m_starts, tr("Begins in")},
                                                   {m_lasts, tr("Lasts")},
                                                   {m_repeats, tr("Again every")},
                                                   {m_times, tr("Times in all")}};
    for (const auto& [box, text] : texts) {
        auto* label = qobject_cast<QLabel*>(m_form->labelForField(box));
        label->setText(text);
        label->setBuddy(box);
        box->setAccessibleName(text);
    }
    m_starts->setSpecialValueText(tr("at once"));
    m_lasts->setSpecialValueText(tr("until it is undone"));
    m_repeats->setSpecialValueText(tr("once only"));
    for (auto* box : {m_starts, m_lasts, m_repeats})
        box->setSuffix(tr(" s", "seconds"));
}

} // namespace partitura::ui
