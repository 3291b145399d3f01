#include "ui/dialogs/create_topic_dialog.h"

#include "ui/dialogs/topic_name.h"
#include "ui/style/number_text.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

namespace partitura::ui {
namespace {

constexpr int mostPartitions = 10'000; // more than one machine serves well; Kafka itself sets no bound

int brokersUp(const observe::ClusterSnapshot& snapshot) {
    return int(std::count_if(snapshot.brokers.begin(), snapshot.brokers.end(), [](const auto& broker) {
        return broker.state == observe::BrokerState::running;
    }));
}

} // namespace

CreateTopicDialog::CreateTopicDialog(app::Source* source, QWidget* parent)
    : CommandDialog(source, parent)
    , m_name(new QLineEdit)
    , m_nameHint(makeHint(QStringLiteral("nameHint")))
    , m_partitions(new QSpinBox)
    , m_replicas(new QSpinBox)
    , m_copiesHint(makeHint(QStringLiteral("copiesHint"))) {
    setObjectName(QStringLiteral("createTopicDialog"));
    setWindowTitle(tr("Create a topic"));
    primaryButton()->setText(tr("Create topic"));
    m_name->setObjectName(QStringLiteral("name"));
    m_name->setPlaceholderText(tr("my-topic"));
    m_partitions->setObjectName(QStringLiteral("partitions"));
    m_partitions->setRange(1, mostPartitions);
    m_partitions->setValue(3);
    m_replicas->setObjectName(QStringLiteral("replicas"));
    const int brokers = std::max(1, brokersUp(*source->snapshot()));
    m_replicas->setRange(1, std::min(brokers, 32767));
    m_replicas->setValue(std::min(brokers, 3));
    m_replicas->setToolTip(tr("At most one replica on each broker; brokers up: %1.").arg(brokers));

    form()->addRow(tr("&Name"), m_name);
    form()->addRow(QString(), m_nameHint);
    form()->addRow(tr("&Partitions"), m_partitions);
    form()->addRow(tr("&Replicas of each"), m_replicas);
    form()->addRow(QString(), m_copiesHint);

    connect(m_name, &QLineEdit::textChanged, this, &CreateTopicDialog::check);
    connect(m_partitions, &QSpinBox::valueChanged, this, &CreateTopicDialog::check);
    connect(m_replicas, &QSpinBox::valueChanged, this, &CreateTopicDialog::check);
    m_name->setFocus();
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
    const int copies = m_partitions->value() * m_replicas->value();
    m_copiesHint->setText(
        tr("%1 replicas in all, spread over the brokers.", nullptr, copies).arg(countText(copies)));
    setProblem(problem);
}

void CreateTopicDialog::send() {
    app::TopicSpec spec;
    spec.name = m_name->text().toStdString();
    spec.partitions = m_partitions->value();
    spec.replicas = std::int16_t(m_replicas->value());
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
