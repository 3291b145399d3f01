// The form of consumers.
#include "ui/style/theme.h"
#include "ui/workloads/form_fields.h"
#include "ui/workloads/workload_form.h"

#include <QCompleter>
#include <QCoreApplication>
#include <QLineEdit>
#include <QRegularExpression>

namespace partitura::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(partitura::ui::ConsumerForm)
};

class ConsumerForm final : public WorkloadForm {
public:
    ConsumerForm(const app::ConsumerSpec& spec, const QStringList& topics);
    void fill(app::WorkloadSpec& spec) const override;

private:
    void build(const QStringList& topics);
    void load(const app::ConsumerSpec& spec);
    void showWhatMatters();

    QLineEdit* m_topics = new QLineEdit;
    QLineEdit* m_group = new QLineEdit;
    QDoubleSpinBox* m_perRecord = makeDecimal("perRecord", 0, 60'000);
    QSpinBox* m_pauseEvery =
        makeNumber("pauseEvery", 0, 1'000'000'000, Words::tr(" records"), Words::tr("never"));
    QSpinBox* m_pause = makeNumber("pause", 0, 600'000, Words::tr(" ms"));
    QComboBox* m_commit = makeChoice(
        "commit", {Words::tr("at an interval"), Words::tr("after each batch"), Words::tr("never")});
    QSpinBox* m_interval = makeNumber("commitInterval", 1, 3'600'000, Words::tr(" ms"));
    QComboBox* m_isolation =
        makeChoice("isolation", {QStringLiteral("read_uncommitted"), QStringLiteral("read_committed")});
    QComboBox* m_assignor = makeChoice("assignor", {QStringLiteral("range"), QStringLiteral("roundrobin"),
                                                    QStringLiteral("cooperative-sticky")});
    QSpinBox* m_session = makeNumber("sessionTimeout", 6000, 1'800'000, Words::tr(" ms"));
    QLineEdit* m_poisonMatch = new QLineEdit;
    QComboBox* m_poison =
        makeChoice("poison", {Words::tr("crashes"), Words::tr("skips it"), Words::tr("tries for ever")});
};

ConsumerForm::ConsumerForm(const app::ConsumerSpec& spec, const QStringList& topics) {
    setObjectName(QStringLiteral("consumerForm"));
    setDocumentMode(true);
    build(topics);
    load(spec);
    showWhatMatters();
    for (QLineEdit* edit : {m_topics, m_group, m_poisonMatch})
        connect(edit, &QLineEdit::textChanged, this, &WorkloadForm::edited);
    for (QSpinBox* box : {m_pauseEvery, m_pause, m_interval, m_session})
        connect(box, &QSpinBox::valueChanged, this, &WorkloadForm::edited);
    connect(m_perRecord, &QDoubleSpinBox::valueChanged, this, &WorkloadForm::edited);
    for (QComboBox* box : {m_commit, m_isolation, m_assignor, m_poison})
        connect(box, &QComboBox::currentIndexChanged, this, &WorkloadForm::edited);
    connect(this, &WorkloadForm::edited, this, &ConsumerForm::showWhatMatters);
}

void ConsumerForm::build(const QStringList& topics) {
    m_topics->setObjectName(QStringLiteral("topics"));
    m_topics->setCompleter(new QCompleter(topics, m_topics));
    m_topics->setPlaceholderText(Words::tr("one or more, with commas between"));
    m_group->setObjectName(QStringLiteral("group"));
    m_poisonMatch->setObjectName(QStringLiteral("poisonMatch"));
    m_poisonMatch->setPlaceholderText(Words::tr("no record"));
    m_perRecord->setDecimals(3);
    m_perRecord->setSuffix(Words::tr(" ms"));
    m_perRecord->setSpecialValueText(Words::tr("none"));

    auto* reading = new QWidget;
    auto* form = makePage(reading);
    form->addRow(Words::tr("&Topics"), m_topics);
    form->addRow(Words::tr("&Group"), m_group);
    form->addRow(Words::tr("Time per &record"), m_perRecord);
    form->addRow(Words::tr("Pauses after"), m_pauseEvery);
    form->addRow(Words::tr("Pause lasts"), m_pause);
    form->addRow(Words::tr("Poison contains"), m_poisonMatch);
    form->addRow(Words::tr("At poison it"), m_poison);
    addTab(reading, Words::tr("Reading"));

    auto* group = new QWidget;
    form = makePage(group);
    form->addRow(Words::tr("&Commits"), m_commit);
    form->addRow(Words::tr("Interval"), m_interval);
    form->addRow(Words::tr("&Isolation level"), m_isolation);
    form->addRow(Words::tr("&Assignor"), m_assignor);
    form->addRow(Words::tr("&Session timeout"), m_session);
    m_session->setToolTip(
        Words::tr("How long the group waits for a member that crashed before it gives its partitions "
                  "to others"));
    addTab(group, Words::tr("Offsets and group"));
}

void ConsumerForm::load(const app::ConsumerSpec& spec) {
    QStringList topics;
    for (const auto& topic : spec.topics)
        topics << QString::fromStdString(topic);
    m_topics->setText(topics.join(QStringLiteral(", ")));
    m_group->setText(QString::fromStdString(spec.group));
    m_perRecord->setValue(double(spec.perRecordUs) / 1000);
    m_pauseEvery->setValue(int(spec.pauseEvery));
    m_pause->setValue(int(spec.pauseMs));
    m_commit->setCurrentIndex(int(spec.commit));
    m_interval->setValue(int(spec.commitIntervalMs));
    m_isolation->setCurrentIndex(int(spec.isolation));
    m_assignor->setCurrentIndex(int(spec.assignor));
    m_session->setValue(int(spec.sessionTimeoutMs));
    m_poisonMatch->setText(QString::fromStdString(spec.poisonMatch));
    m_poison->setCurrentIndex(int(spec.poison));
}

void ConsumerForm::fill(app::WorkloadSpec& into) const {
    auto& spec = std::get<app::ConsumerSpec>(into.work);
    static const QRegularExpression between(QStringLiteral("[,\\s]+"));
    spec.topics.clear();
    for (const QString& topic : m_topics->text().split(between, Qt::SkipEmptyParts))
        spec.topics.push_back(topic.toStdString());
    spec.group = m_group->text().trimmed().toStdString();
    spec.perRecordUs = qRound64(m_perRecord->value() * 1000);
    spec.pauseEvery = m_pauseEvery->value();
    spec.pauseMs = m_pause->value();
    spec.commit = app::CommitMode(m_commit->currentIndex());
    spec.commitIntervalMs = m_interval->value();
    spec.isolation = app::Isolation(m_isolation->currentIndex());
    spec.assignor = app::Assignor(m_assignor->currentIndex());
    spec.sessionTimeoutMs = m_session->value();
    spec.poisonMatch = m_poisonMatch->text().toStdString();
    spec.poison = app::PoisonAction(m_poison->currentIndex());
}

void ConsumerForm::showWhatMatters() {
    m_pause->setEnabled(m_pauseEvery->value() > 0);
    m_poison->setEnabled(!m_poisonMatch->text().isEmpty());
    m_interval->setEnabled(app::CommitMode(m_commit->currentIndex()) == app::CommitMode::interval);
}

} // namespace

WorkloadForm* makeConsumerForm(const app::ConsumerSpec& spec, const QStringList& topics) {
    return new ConsumerForm(spec, topics);
}

} // namespace partitura::ui
