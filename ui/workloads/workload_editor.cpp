#include "ui/workloads/workload_editor.h"

#include "app/workload/record_maker.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/workloads/form_fields.h"
#include "ui/workloads/workload_form.h"
#include "ui/workloads/workload_words.h"

#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>

namespace partitura::ui {
namespace {

constexpr std::size_t previewRecords = 3;
constexpr std::size_t previewLength = 400; // of a value: more is not read in a line

QStringList topicNames(app::Source* source) {
    QStringList names;
    for (const auto snapshot = source->snapshot(); const auto& topic : snapshot->topics)
        if (!topic->isInternal)
            names << QString::fromStdString(topic->name);
    return names;
}

} // namespace

WorkloadEditor::WorkloadEditor(app::Source* source, app::Workloads& workloads, const app::WorkloadSpec& spec,
                               std::optional<app::WorkloadId> id, QWidget* parent)
    : CommandDialog(source, parent)
    , m_workloads(workloads)
    , m_before(spec)
    , m_id(id)
    , m_name(new QLineEdit(QString::fromStdString(spec.name)))
    , m_clients(makeNumber("clients", 1, int(app::mostClients)))
    , m_seed(new QLineEdit(QString::number(spec.seed)))
    , m_form(spec.producer() ? makeProducerForm(*spec.producer(), topicNames(source))
                             : makeConsumerForm(*spec.consumer(), topicNames(source)))
    , m_preview(new QPlainTextEdit)
    , m_hint(makeHint(QStringLiteral("workloadProblem"))) {
    setObjectName(QStringLiteral("workloadEditor"));
    const bool producer = spec.producer() != nullptr;
    setWindowTitle(id         ? tr("Change %1").arg(m_name->text())
                   : producer ? tr("New producer")
                              : tr("New consumers"));
    primaryButton()->setText(id ? tr("Change") : tr("Add and start"));
    m_name->setObjectName(QStringLiteral("name"));
    m_clients->setValue(int(spec.clients));
    m_seed->setObjectName(QStringLiteral("seed"));
    m_seed->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("\\d{1,20}")), m_seed));
    m_seed->setToolTip(tr("Keys and values are drawn from it: the same seed makes the same records"));
    m_seed->setMaximumWidth(QFontMetrics(textFont()).horizontalAdvance(QLatin1Char('0')) * 24);
    auto* numbers = new QHBoxLayout;
    numbers->setSpacing(padding);
    numbers->addWidget(m_clients);
    auto* seedLabel = new QLabel(tr("Seed"));
    seedLabel->setBuddy(m_seed);
    numbers->addStretch(1);
    numbers->addWidget(seedLabel);
    numbers->addWidget(m_seed);
    form()->addRow(tr("&Name"), m_name);
    form()->addRow(tr("Clients"), numbers);
    form()->addRow(m_form);

    m_preview->setObjectName(QStringLiteral("preview"));
    m_preview->setAccessibleName(tr("The first records it would send"));
    m_preview->setReadOnly(true);
    m_preview->setFont(monoFont(TypeSize::small));
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_preview->setVisible(producer);
    m_preview->setTabChangesFocus(true);
    m_preview->setFixedHeight(
        QFontMetrics(monoFont(TypeSize::small)).lineSpacing() * int(previewRecords + 2) + paddingSmall);
    form()->addRow(m_preview);
    form()->addRow(m_hint);

    for (QLineEdit* edit : {m_name, m_seed})
        connect(edit, &QLineEdit::textChanged, this, &WorkloadEditor::check);
    connect(m_clients, &QSpinBox::valueChanged, this, &WorkloadEditor::check);
    connect(m_form, &WorkloadForm::edited, this, &WorkloadEditor::check);
    m_name->setFocus();
    check();
}

app::WorkloadSpec WorkloadEditor::spec() const {
    auto spec = m_before;
    spec.name = m_name->text().trimmed().toStdString();
    spec.clients = m_clients->value();
    spec.seed = m_seed->text().toULongLong();
    m_form->fill(spec);
    return spec;
}

void WorkloadEditor::check() {
    const auto now = spec();
    const auto problems = app::problemsOf(now);
    const QString problem = problems.empty() ? QString() : problemText(problems.front());
    m_hint->setText(problem);
    setProblem(problem);
    if (const auto* producer = now.producer()) {
        QStringList lines;
        for (const auto& record :
             app::sampleRecords(*producer, now.seed, previewRecords, QDateTime::currentMSecsSinceEpoch())) {
            auto value = QString::fromStdString(record.value.substr(0, previewLength));
            value.replace(QLatin1Char('\n'), QStringLiteral("⏎"));
            const auto key = record.key ? QString::fromStdString(*record.key) : tr("null", "a record's key");
            lines << key + QStringLiteral("   ") + value.trimmed();
        }
        m_preview->setPlainText(lines.join(QLatin1Char('\n')));
    }
}

void WorkloadEditor::send() {
    const auto now = spec();
    const QString name = m_name->text();
    if (m_id) {
        const auto result = m_workloads.change(*m_id, now);
        return result ? succeed(tr("Workload %1 changed.").arg(name)) : fail(result.error());
    }
    const auto id = m_workloads.add(now);
    if (!id)
        return fail(id.error());
    emit added(*id);
    const auto started = m_workloads.start(*id);
    started ? succeed(tr("Workload %1 started.").arg(name)) : fail(started.error());
}

} // namespace partitura::ui
