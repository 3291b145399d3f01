#include "ui/throughput/planner_panel.h"

#include "app/metrics/rates.h"
#include "ui/style/number_text.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/throughput/limit_bars.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <set>

namespace partitura::ui {

namespace {

constexpr double kilo = 1e3, mega = 1e6, giga = 1e9;
constexpr double secondsPerHour = 3600;

/// A field's key in saved state, its bounds, decimals and first value.
struct FieldRow {
    const char* key;
    double least, most;
    int decimals;
    double first;
};
constexpr FieldRow rows[] = {
    {"partitions", 1, 1'000'000, 0, 12}, {"replicas", 1, 1'000, 0, 3},  {"perPartition", 0, 1e9, 1, 1000},
    {"brokers", 1, 1'000, 0, 3},         {"retention", 0, 1e6, 1, 168}, {"groups", 0, 10'000, 0, 2},
    {"diskWrite", 0, 1e6, 0, 200},       {"network", 0, 1e6, 0, 125},   {"diskSize", 0, 1e7, 0, 1000},
};
constexpr std::size_t limitsFrom = 6; ///< rows from here are limits
constexpr std::size_t resultCount = 7;

} // namespace

PlannerPanel::PlannerPanel(QWidget* parent)
    : QWidget(parent)
    , m_verdict(new QLabel)
    , m_bars(new LimitBars)
    , m_take(new QPushButton) {
    setObjectName(QStringLiteral("plannerPanel"));
    m_verdict->setObjectName(QStringLiteral("plannerVerdict"));
    m_verdict->setWordWrap(true);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_take->setObjectName(QStringLiteral("plannerTake"));

    auto* inner = new QWidget;
    auto* grid = new QGridLayout(inner);
    grid->setContentsMargins(padding, paddingSmall, padding, paddingSmall);
    grid->setHorizontalSpacing(padding);
    grid->setVerticalSpacing(gridStep);
    int line = 0;
    for (const FieldRow& row : rows) {
        if (m_fields.size() == limitsFrom)
            grid->setRowMinimumHeight(line++, paddingSmall);
        Field field{new QLabel, new QDoubleSpinBox};
        field.box->setObjectName(QStringLiteral("planner-") + QLatin1String(row.key));
        field.box->setRange(row.least, row.most);
        field.box->setDecimals(row.decimals);
        field.box->setValue(row.first);
        field.box->setAlignment(Qt::AlignRight);
        field.box->setGroupSeparatorShown(false);
        field.caption->setBuddy(field.box);
        connect(field.box, &QDoubleSpinBox::valueChanged, this, &PlannerPanel::refresh);
        grid->addWidget(field.caption, line, 0);
        grid->addWidget(field.box, line++, 1);
        m_fields.push_back(field);
    }
    grid->addWidget(m_take, line, 0, 1, 2);
    auto* right = new QGridLayout;
    right->setHorizontalSpacing(padding);
    right->setVerticalSpacing(gridStep);
    for (std::size_t i = 0; i < resultCount; ++i) {
        Result result{new QLabel, new QLabel};
        result.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        result.caption->setProperty("role", "soft");
        const int at = static_cast<int>(i);
        right->addWidget(result.caption, at, 0);
        right->addWidget(result.value, at, 1);
        m_results.push_back(result);
    }
    right->setColumnStretch(0, 1);
    m_results.front().value->setFont(textFont(TypeSize::large, true));
    m_results.front().value->setObjectName(QStringLiteral("plannerModel"));
    auto* answers = new QVBoxLayout;
    answers->setSpacing(paddingSmall);
    answers->addWidget(m_verdict);
    answers->addLayout(right);
    answers->addWidget(m_bars);
    answers->addStretch(1);
    grid->setColumnMinimumWidth(2, padding);
    grid->addLayout(answers, 0, 3, line + 1, 1);
    grid->setColumnStretch(3, 1);
    grid->setRowStretch(line + 1, 1);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(inner);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    connect(m_take, &QPushButton::clicked, this, &PlannerPanel::takeFromLiveRequested);
    retranslate();
}

double PlannerPanel::value(FieldIndex field) const {
    return m_fields[field].box->value();
}

app::CapacityDemand PlannerPanel::demand() const {
    return {static_cast<int>(value(partitions)),
            static_cast<int>(value(replicas)),
            value(perPartition) * kilo,
            static_cast<int>(value(brokers)),
            std::chrono::duration_cast<Duration>(
                std::chrono::duration<double>(value(retention) * secondsPerHour)),
            static_cast<int>(value(groups))};
}

app::BrokerLimits PlannerPanel::limits() const {
    return {value(diskWrite) * mega, value(network) * mega, value(network) * mega, value(diskSize) * giga};
}

void PlannerPanel::takeFrom(const Frame& frame, const app::ThroughputQuestion& question) {
    if (!frame.snapshot)
        return;
    const app::ThroughputQuestion rate{question.topic};
    const auto now = measureThroughput(*frame.snapshot, *frame.rates, rate);
    const auto reads = [&](const observe::GroupSnapshot& group) {
        return std::ranges::any_of(group.offsets, [&](const auto& offset) {
            const auto* topic = frame.snapshot->topic(offset.topic);
            return topic && rate.concerns(*topic);
        });
    };
    m_fields[partitions].box->setValue(now.partitions);
    m_fields[replicas].box->setValue(std::round(now.replicas));
    m_fields[perPartition].box->setValue(now.perPartition / kilo);
    m_fields[brokers].box->setValue(static_cast<double>(frame.snapshot->brokers.size()));
    m_fields[groups].box->setValue(static_cast<double>(
        std::ranges::count_if(frame.snapshot->groups, [&](const auto& group) { return reads(*group); })));
}

void PlannerPanel::refresh() {
    const auto plan = app::planCapacity(demand(), limits());
    if (!plan) {
        m_verdict->setText(tr("%1 replicas need %1 brokers: no two replicas of a partition share one.")
                               .arg(value(replicas)));
        m_bars->show({});
        for (const Result& result : m_results)
            result.value->setText(QStringLiteral("–"));
        return;
    }
    const double amounts[] = {plan->model, plan->goodput, plan->writesPerBroker, plan->replication,
                              plan->egress};
    for (std::size_t i = 0; i < std::size(amounts); ++i)
        m_results[i].value->setText(byteRateText(amounts[i]));
    m_results[5].value->setText(bytesText(plan->perDay));
    m_results[6].value->setText(bytesText(plan->heldPerBroker));
    m_bars->show(plan->uses);
    if (plan->uses.empty() || plan->model <= 0) {
        m_verdict->setText(tr("Set limits of a broker to see which is hit first."));
        return;
    }
    const app::LimitUse& first = plan->uses.front();
    m_verdict->setText(first.share() > 1
                           ? tr("Too much: %1 of a broker would have to be %2 times as large.")
                                 .arg(limitText(first.limit))
                                 .arg(first.share(), 0, 'f', 1)
                           : tr("The first limit to be hit is a broker's %1, at %2 times this load.")
                                 .arg(limitText(first.limit))
                                 .arg(1 / first.share(), 0, 'f', 1));
}

void PlannerPanel::retranslate() {
    const QString captions[fieldCount] = {tr("N, partitions"),
                                          tr("R, replicas of each"),
                                          tr("D, per partition"),
                                          tr("Brokers"),
                                          tr("Retention"),
                                          tr("Consumer groups"),
                                          tr("Disk writes of a broker"),
                                          tr("Network of a broker, each way"),
                                          tr("Disk of a broker")};
    const QString units[fieldCount] = {{},
                                       {},
                                       QStringLiteral(" kB/s"),
                                       {},
                                       tr(" h", "hours, after a number"),
                                       {},
                                       QStringLiteral(" MB/s"),
                                       QStringLiteral(" MB/s"),
                                       QStringLiteral(" GB")};
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        m_fields[i].caption->setText(captions[i]);
        m_fields[i].box->setSuffix(units[i]);
        m_fields[i].box->setAccessibleName(captions[i]);
        if (i >= limitsFrom)
            m_fields[i].box->setSpecialValueText(tr("no limit"));
    }
    const QString results[resultCount] = {tr("T = N × R × D, written in all"),
                                          tr("producers get through, N × D"),
                                          tr("each broker writes, T ÷ brokers"),
                                          tr("replication, N × (R − 1) × D"),
                                          tr("to consumers, N × D for each group"),
                                          tr("written in a day"),
                                          tr("each broker holds")};
    for (std::size_t i = 0; i < m_results.size(); ++i)
        m_results[i].caption->setText(results[i]);
    m_take->setText(tr("Take from what runs"));
    m_take->setToolTip(tr("Fills in partitions, replicas, D, brokers and groups as they are now"));
    refresh();
}

QVariantMap PlannerPanel::saveState() const {
    QVariantMap state;
    for (std::size_t i = 0; i < m_fields.size(); ++i)
        state[QLatin1String(rows[i].key)] = m_fields[i].box->value();
    return state;
}

void PlannerPanel::restoreState(const QVariantMap& state) {
    for (std::size_t i = 0; i < m_fields.size(); ++i)
        if (const auto kept = state.value(QLatin1String(rows[i].key)); kept.isValid())
            m_fields[i].box->setValue(kept.toDouble());
}

} // namespace partitura::ui
