#include "ui/shell/cluster_status.h"

#include "app/metrics/rates.h"
#include "ui/style/number_text.h"
#include "ui/style/theme.h"
#include "ui/timebar/moment_text.h"
#include "ui/topics/topic_totals.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>

namespace partitura::ui {

namespace {

/// Sets text and role only when they changed: a style polish each frame would cost more than the frame.
void setFigure(QLabel* label, const QString& text, const char* role = "") {
    if (label->text() != text)
        label->setText(text);
    if (label->property("role").toString() == QLatin1String(role))
        return;
    label->setProperty("role", role);
    label->style()->unpolish(label);
    label->style()->polish(label);
}

/// Figures that change faster cannot be read.
constexpr qint64 figuresEveryMs = 250;

} // namespace

ClusterHealth clusterHealth(const observe::ClusterSnapshot& snapshot) {
    ClusterHealth health;
    health.brokers = static_cast<int>(snapshot.brokers.size());
    for (const auto& broker : snapshot.brokers)
        health.brokersUp += broker.state == observe::BrokerState::running;
    for (const auto& topic : snapshot.topics) {
        const TopicTotals totals = totalsOf(*topic);
        health.withoutLeader += totals.offline;
        health.underReplicated += totals.underReplicated;
    }
    return health;
}

ClusterStatus::ClusterStatus(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("clusterStatus"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 4, 12, 4);
    row->setSpacing(4);
    m_asOf = new QLabel(this);
    m_asOf->setObjectName(QStringLiteral("statusAsOf"));
    m_asOf->setProperty("role", "danger");
    m_asOf->hide();
    row->addWidget(m_asOf);
    m_brokers = add(QStringLiteral("brokersUp"), m_brokersCaption);
    m_under = add(QStringLiteral("underReplicated"), m_underCaption);
    m_offline = add(QStringLiteral("offlinePartitions"), m_offlineCaption);
    m_messages = add(QStringLiteral("messageRate"), m_messagesCaption);
    m_bytes = add(QStringLiteral("byteRate"), m_bytesCaption);
    m_dropped = add(QStringLiteral("droppedEvents"), m_droppedCaption);
    keepRoom();
    retranslate();
}

void ClusterStatus::keepRoom() {
    // The rates change all the time: room for the widest keeps their neighbours still.
    const QFontMetrics metrics(textFont());
    m_messages->setMinimumWidth(metrics.horizontalAdvance(recordRateText(888888)));
    m_bytes->setMinimumWidth(metrics.horizontalAdvance(byteRateText(88.8e6)));
}

void ClusterStatus::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        keepRoom();
}

QLabel* ClusterStatus::add(const QString& name, QLabel*& caption) {
    auto* row = static_cast<QHBoxLayout*>(layout());
    if (row->count() > 0)
        row->addItem(new QSpacerItem(16, 0, QSizePolicy::Maximum)); // gives way before words do
    caption = new QLabel(this);
    caption->setProperty("role", "soft");
    auto* value = new QLabel(this);
    value->setObjectName(name);
    value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(caption);
    row->addWidget(value);
    return value;
}

void ClusterStatus::showFrame(const Frame& frame) {
    const bool firstRates = !m_ratesShown && frame.rates->span() > Duration::zero();
    const bool turned = m_asOf->isHidden() != frame.isLive();
    if (m_sinceShown.isValid() && m_sinceShown.elapsed() < figuresEveryMs && !firstRates && !turned)
        return;
    m_asOf->setHidden(frame.isLive());
    if (!frame.isLive())
        m_asOf->setText(asOfText(frame.snapshot->takenAtMs));
    m_ratesShown = frame.rates->span() > Duration::zero();
    m_sinceShown.start();
    const ClusterHealth health = clusterHealth(*frame.snapshot);
    const app::PartitionRates rates = frame.rates->cluster();
    setFigure(m_brokers,
              QStringLiteral("%1 / %2").arg(countText(health.brokersUp), countText(health.brokers)),
              health.brokersUp < health.brokers ? "danger" : "");
    setFigure(m_under, countText(health.underReplicated), health.underReplicated > 0 ? "danger" : "");
    setFigure(m_offline, countText(health.withoutLeader), health.withoutLeader > 0 ? "danger" : "");
    setFigure(m_messages, recordRateText(rates.producedRecords));
    setFigure(m_bytes, byteRateText(rates.producedBytes));
    setFigure(m_dropped, countText(frame.snapshot->droppedEvents),
              frame.snapshot->droppedEvents > 0 ? "danger" : "");
    m_dropped->setVisible(frame.snapshot->droppedEvents > 0);
    m_droppedCaption->setVisible(frame.snapshot->droppedEvents > 0);
}

void ClusterStatus::retranslate() {
    const auto name = [](QLabel* caption, QLabel* value, const QString& text, const QString& tip) {
        caption->setText(text);
        caption->setToolTip(tip);
        value->setToolTip(tip);
        value->setAccessibleName(text);
        value->setProperty("term", text); // what it means: ui/help
    };
    name(m_brokersCaption, m_brokers, tr("Brokers up"), tr("Brokers running, of all"));
    name(m_underCaption, m_under, tr("Under-replicated"),
         tr("Partitions with fewer in-sync replicas than assigned"));
    name(m_offlineCaption, m_offline, tr("Offline partitions"),
         tr("Partitions without a leader: nobody can write or read"));
    name(m_messagesCaption, m_messages, tr("Messages"), tr("Records per second that producers append"));
    name(m_bytesCaption, m_bytes, tr("Bytes"),
         tr("Bytes per second that producers append, before replication"));
    name(m_droppedCaption, m_dropped, tr("Events dropped"),
         tr("Events there was no room for; the list has gaps"));
}

} // namespace partitura::ui
