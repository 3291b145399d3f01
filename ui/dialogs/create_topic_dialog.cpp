#include "ui/dialogs/create_topic_dialog.h"

#include "ui/dialogs/config_rows.h"
#include "ui/dialogs/topic_name.h"
#include "ui/style/number_text.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTimer>

#include <algorithm>

namespace partitura::ui {
namespace {

constexpr int mostPartitions = 10'000; // more than one machine serves well; Kafka itself sets no bound

constexpr int followEveryMs = 500;

int brokersUp(const observe::ClusterSnapshot& snapshot) {
    return int(
        std::ranges::count(snapshot.brokers, observe::BrokerState::running, &observe::BrokerSnapshot::state));
}

} // namespace

CreateTopicDialog::CreateTopicDialog(app::Source* source, QWidget* parent)
    : CommandDialog(source, parent)
    , m_name(new QLineEdit)
    , m_nameHint(makeHint(QStringLiteral("nameHint")))
    , m_partitions(new QSpinBox)
    , m_replicas(new QSpinBox)
    , m_copiesHint(makeHint(QStringLiteral("copiesHint")))
    , m_configs(new ConfigRows(source->topicConfigs())) {
    setObjectName(QStringLiteral("createTopicDialog"));
    setWindowTitle(tr("Create a topic"));
    primaryButton()->setText(tr("Create topic"));
    m_name->setObjectName(QStringLiteral("name"));
    m_name->setPlaceholderText(tr("my-topic"));
    m_partitions->setObjectName(QStringLiteral("partitions"));
    m_partitions->setRange(1, mostPartitions);
    m_partitions->setValue(3);
    m_replicas->setObjectName(QStringLiteral("replicas"));
    m_replicas->setRange(1, 3); // until the brokers are counted
    m_replicas->setValue(std::clamp(brokersUp(*source->snapshot()), 1, 3));

    // Numbers need no more room than numbers take.
    for (QSpinBox* number : {m_partitions, m_replicas}) {
        number->setMinimumWidth(m_partitions->sizeHint().width());
        number->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    form()->addRow(tr("&Name"), m_name);
    form()->addRow(QString(), m_nameHint);
    form()->addRow(tr("&Partitions"), m_partitions);
    form()->addRow(tr("&Replicas of each"), m_replicas);
    form()->addRow(QString(), m_copiesHint);
    auto* configsLabel = new QLabel(tr("Configs"));
    form()->addRow(configsLabel, m_configs);
    for (QWidget* widget : {static_cast<QWidget*>(configsLabel), static_cast<QWidget*>(m_configs)})
        widget->setVisible(!source->topicConfigs().empty());

    connect(m_name, &QLineEdit::textChanged, this, &CreateTopicDialog::check);
    connect(m_partitions, &QSpinBox::valueChanged, this, &CreateTopicDialog::check);
    connect(m_replicas, &QSpinBox::valueChanged, this, &CreateTopicDialog::check);
    connect(m_configs, &ConfigRows::changed, this, &CreateTopicDialog::check);
    m_name->setFocus();
    followBrokers();
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &CreateTopicDialog::followBrokers);
    timer->start(followEveryMs);
}

void CreateTopicDialog::followBrokers() {
    if (!source() || !m_replicas->isEnabled()) // closed, or the command is on its way
        return;
    const auto snapshot = source()->snapshot();
    m_brokers = std::max(1, int(snapshot->brokers.size()));
    m_brokersUp = brokersUp(*snapshot);
    // What was asked for stays, though a broker may be gone meanwhile.
    m_replicas->setMaximum(std::max(m_brokers, m_replicas->value()));
    m_replicas->setToolTip(tr("At most one replica on each broker; brokers: %1, of them up: %2.")
                               .arg(m_brokers)
                               .arg(m_brokersUp));
    check();
}

void CreateTopicDialog::check() {
    const QString name = m_name->text();
    QString problem = topicNameProblem(name);
    if (problem.isEmpty() && source()) {
        for (const auto snapshot = source()->snapshot(); const auto& topic : snapshot->topics) {
            const QString other = QString::fromStdString(topic->name);
            if (other == name)
                problem = tr("A topic of this name exists.");
            else if (topicNamesCollide(other, name))
                problem =
                    tr("Too like \"%1\": Kafka does not tell \".\" from \"_\" in metric names.").arg(other);
            if (!problem.isEmpty())
                break;
        }
    }
    const bool dotted =
        problem.isEmpty() && (name.contains(QLatin1Char('.')) || name.contains(QLatin1Char('_')));
    m_nameHint->setText(!problem.isEmpty() ? problem
                        : dotted           ? tr("Good. Use \".\" or \"_\" in your names, not both.")
                                           : tr("Good."));
    const int replicas = m_replicas->value();
    const int copies = m_partitions->value() * replicas;
    QString hint = tr("%1 replicas in all, spread over the brokers.", nullptr, copies).arg(countText(copies));
    if (replicas > m_brokers)
        hint = tr("Too many: a broker holds at most one replica of each partition, and there are %1 brokers.")
                   .arg(m_brokers);
    else if (replicas > m_brokersUp)
        hint += QLatin1Char(' ') +
                tr("Those of brokers that are down are offline until these are back; up: %1 of %2.")
                    .arg(m_brokersUp)
                    .arg(m_brokers);
    m_copiesHint->setText(hint);
    if (problem.isEmpty() && replicas > m_brokers)
        problem = hint;
    setProblem(problem.isEmpty() ? m_configs->problem() : problem);
}

void CreateTopicDialog::send() {
    app::TopicSpec spec;
    spec.name = m_name->text().toStdString();
    spec.partitions = m_partitions->value();
    spec.replicas = std::int16_t(m_replicas->value());
    spec.configs = m_configs->configs();
    setBusy(true);
    const QString name = m_name->text();
    source()->createTopic(std::move(spec), whileOpen<void>([this, name](const Result<void>& result) {
                              if (result.ok()) {
                                  emit created(name);
                                  succeed(tr("Topic %1 created.").arg(name));
                              } else {
                                  fail(result.error());
                              }
                          }));
}

} // namespace partitura::ui
