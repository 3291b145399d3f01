#include "ui/operate/action_form.h"

#include "ui/dialogs/error_note.h"
#include "ui/dialogs/topic_name.h"
#include "ui/operate/action_text.h"
#include "ui/operate/broker_list.h"
#include "ui/style/broker_state_text.h"
#include "ui/style/combo_box.h"
#include "ui/style/number_text.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QFile>
#include <QFileDialog>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QtConcurrent>

#include <algorithm>

namespace partitura::ui {

namespace {

using app::Parameter;
using app::ParameterKind;
using Read = std::optional<Result<app::Argument>>;

constexpr int linesOfTexts = 3, linesOfJson = 10;
constexpr qint64 jsonBytesMost = 4 << 20;

/// APIs whose requests teach most when they fail; any other can be typed.
constexpr const char* apis[] = {"Produce",         "Fetch",         "Metadata",   "ListOffsets",
                                "FindCoordinator", "JoinGroup",     "SyncGroup",  "Heartbeat",
                                "OffsetCommit",    "OffsetFetch",   "LeaveGroup", "InitProducerId",
                                "CreateTopics",    "AlterPartition"};

bool isList(ParameterKind kind) {
    return kind == ParameterKind::broker || kind == ParameterKind::node || kind == ParameterKind::topic ||
           kind == ParameterKind::group || kind == ParameterKind::workload || kind == ParameterKind::choice ||
           kind == ParameterKind::api || kind == ParameterKind::error;
}

QString unitOf(const Parameter& parameter) {
    const QLatin1String field(parameter.field);
    if (parameter.kind == ParameterKind::milliseconds || field == QLatin1String("skewMs"))
        return QStringLiteral("ms");
    if (field == QLatin1String("bytesFree"))
        return QStringLiteral("B");
    return {};
}

struct FileText {
    QString text;
    QString problem; ///< why there is none
};

FileText readJson(const QString& path) {
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return {{}, ActionForm::tr("%1 could not be read: %2.").arg(path, file.errorString())};
    const QByteArray bytes = file.read(jsonBytesMost + 1);
    if (file.error() != QFile::NoError)
        return {{}, ActionForm::tr("%1 could not be read: %2.").arg(path, file.errorString())};
    if (bytes.size() > jsonBytesMost)
        return {{},
                ActionForm::tr("%1 is too large: at most %2 are read.").arg(path, bytesText(jsonBytesMost))};
    return {QString::fromUtf8(bytes), {}};
}

} // namespace

ActionForm::ActionForm(const app::Action& action, app::ActionCall known,
                       std::shared_ptr<const observe::ClusterSnapshot> snapshot,
                       std::shared_ptr<const app::WorkloadsSnapshot> workloads, const QStringList& without,
                       QWidget* parent)
    : QWidget(parent)
    , m_action(action)
    , m_known(std::move(known))
    , m_snapshot(std::move(snapshot))
    , m_workloads(std::move(workloads))
    , m_layout(new QFormLayout(this)) {
    setObjectName(QStringLiteral("actionForm"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(padding);
    m_layout->setVerticalSpacing(paddingSmall);
    m_layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_layout->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (const auto& parameter : action.parameters)
        if (!without.contains(QLatin1String(parameter.field)))
            addField(parameter);
    refresh();
}

void ActionForm::addField(const Parameter& parameter) {
    // What other rows of the table ask for: to cancel or to verify a move is an action of its own.
    if (QLatin1String(parameter.field) == QLatin1String("cancel") ||
        QLatin1String(parameter.field) == QLatin1String("verify"))
        return;
    if (parameter.kind == ParameterKind::flag)
        return addFlag(parameter);
    if (parameter.kind == ParameterKind::texts)
        return addTexts(parameter);
    if (parameter.kind == ParameterKind::json)
        return addJson(parameter);
    if (parameter.kind == ParameterKind::brokers)
        return addBrokers(parameter);
    if (isList(parameter.kind))
        return addChoices(parameter);
    addLine(parameter);
}

QString ActionForm::beginning(const Parameter& parameter) const {
    const auto at = m_known.arguments.find(parameter.field);
    if (at != m_known.arguments.end())
        return QString::fromStdString(app::argumentText(parameter, at->second));
    return QString::fromLatin1(parameter.preset);
}

std::vector<std::pair<QString, QString>> ActionForm::choicesOf(const Parameter& parameter) const {
    std::vector<std::pair<QString, QString>> choices;
    const auto add = [&](const QString& value, const QString& text) { choices.emplace_back(value, text); };
    switch (parameter.kind) {
    case ParameterKind::broker:
    case ParameterKind::node:
        if (parameter.kind == ParameterKind::node)
            add(QStringLiteral("clients"), tr("Clients"));
        for (const auto& broker : m_snapshot->brokers) {
            const QString id = QString::number(broker.id.value());
            add(parameter.kind == ParameterKind::node ? QStringLiteral("broker-") + id : id,
                tr("Broker %1 · %2").arg(id, brokerStateText(broker.state)));
        }
        break;
    case ParameterKind::topic:
        // The cluster's own come last: nobody begins with them.
        for (const bool isInternal : {false, true})
            for (const auto& topic : m_snapshot->topics)
                if (topic->isInternal == isInternal)
                    add(QString::fromStdString(topic->name), QString::fromStdString(topic->name));
        break;
    case ParameterKind::group:
        for (const auto& group : m_snapshot->groups)
            add(QString::fromStdString(group->id), QString::fromStdString(group->id));
        break;
    case ParameterKind::workload:
        if (m_workloads)
            for (const auto& workload : m_workloads->workloads)
                add(QString::fromStdString(workload->spec->name),
                    QString::fromStdString(workload->spec->name));
        break;
    case ParameterKind::api:
        for (const char* name : apis)
            add(QString::fromLatin1(name), QString::fromLatin1(name));
        break;
    case ParameterKind::error:
#define X(code, number, retriable)                                                                           \
    if ((number) > 0)                                                                                        \
        add(QStringLiteral(#code), QStringLiteral(#code));
        PARTITURA_ERROR_CODES(X)
#undef X
        break;
    default:
        for (const QString& choice : QString::fromLatin1(parameter.choices).split(QLatin1Char(',')))
            add(choice, choiceText(choice));
    }
    return choices;
}

void ActionForm::showStates(std::shared_ptr<const observe::ClusterSnapshot> snapshot) {
    m_snapshot = std::move(snapshot);
    for (const Field& field : m_fields) {
        const auto kind = field.parameter->kind;
        auto* box = findChild<QComboBox*>(QString::fromLatin1(field.parameter->field));
        if (!box || (kind != ParameterKind::broker && kind != ParameterKind::node))
            continue;
        for (const auto& [value, text] : choicesOf(*field.parameter))
            if (const int at = box->findData(value); at >= 0 && box->itemText(at) != text)
                box->setItemText(at, text);
    }
}

void ActionForm::addChoices(const Parameter& parameter) {
    auto* field = new ComboBox;
    // Names of what is not there yet, and those of long lists, are typed.
    field->setEditable(parameter.kind == ParameterKind::api || parameter.kind == ParameterKind::error ||
                       parameter.kind == ParameterKind::topic || parameter.kind == ParameterKind::group ||
                       parameter.kind == ParameterKind::workload);
    field->setInsertPolicy(QComboBox::NoInsert);
    field->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    field->setMinimumContentsLength(16);
    if (!parameter.isRequired)
        field->addItem(parameter.kind == ParameterKind::choice ? QString() : tr("All"), QString());
    if (parameter.kind == ParameterKind::broker && !parameter.isRequired)
        field->setItemText(0, tr("The next free id"));
    for (const auto& [value, text] : choicesOf(parameter))
        field->addItem(text, value);
    const QString begin = beginning(parameter);
    if (const int at = field->findData(begin); at >= 0)
        field->setCurrentIndex(at);
    else if (!begin.isEmpty())
        field->setEditText(begin);
    if (parameter.kind == ParameterKind::error && begin.isEmpty() && !parameter.isRequired)
        field->setItemText(0, tr("None"));
    connect(field, &QComboBox::currentTextChanged, this, &ActionForm::refresh);
    add(parameter, field, [field, &parameter]() -> Read {
        const int at = field->isEditable() ? field->findText(field->currentText()) : field->currentIndex();
        const QString text = at >= 0 ? field->itemData(at).toString() : field->currentText();
        if (text.isEmpty())
            return std::nullopt;
        return app::parseArgument(parameter, text.toStdString());
    });
}

void ActionForm::addLine(const Parameter& parameter) {
    auto* field = new QLineEdit(beginning(parameter));
    QLabel* unit = nullptr;
    if (const QString text = unitOf(parameter); !text.isEmpty()) {
        unit = new QLabel(text);
        unit->setProperty("role", "soft");
    }
    if (parameter.kind == ParameterKind::time)
        field->setPlaceholderText(
            QDateTime::fromMSecsSinceEpoch(m_snapshot->takenAtMs, Qt::UTC).toString(Qt::ISODate));
    if (parameter.kind == ParameterKind::partition && !parameter.isRequired)
        field->setPlaceholderText(tr("All"));
    if (parameter.kind == ParameterKind::number || parameter.kind == ParameterKind::milliseconds ||
        parameter.kind == ParameterKind::partition)
        field->setAlignment(Qt::AlignRight);
    connect(field, &QLineEdit::textChanged, this, &ActionForm::refresh);
    add(
        parameter, field,
        [field, &parameter]() -> Read {
            const QString text = field->text().trimmed();
            if (text.isEmpty())
                return std::nullopt;
            return app::parseArgument(parameter, text.toStdString());
        },
        unit);
}

void ActionForm::addFlag(const Parameter& parameter) {
    auto* field = new QCheckBox(app::words(parameter.label));
    field->setChecked(beginning(parameter) == QLatin1String("true"));
    connect(field, &QCheckBox::toggled, this, &ActionForm::refresh);
    add(parameter, field, [field]() -> Read {
        if (!field->isChecked())
            return std::nullopt;
        return Result<app::Argument>(app::Argument(true));
    });
}

void ActionForm::addTexts(const Parameter& parameter) {
    auto* field = new QPlainTextEdit;
    field->setFont(monoFont());
    field->setTabChangesFocus(true);
    field->setFixedHeight(QFontMetrics(field->font()).lineSpacing() * linesOfTexts + 2 * paddingSmall);
    QStringList lines;
    for (const auto& text : m_known.texts(parameter.field))
        lines << QString::fromStdString(text);
    field->setPlainText(lines.join(QLatin1Char('\n')));
    connect(field, &QPlainTextEdit::textChanged, this, &ActionForm::refresh);
    add(parameter, field, [field]() -> Read {
        std::vector<std::string> texts;
        for (const QString& line : field->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            if (!line.trimmed().isEmpty())
                texts.push_back(line.trimmed().toStdString());
        if (texts.empty())
            return std::nullopt;
        return Result<app::Argument>(app::Argument(std::move(texts)));
    });
}

void ActionForm::addJson(const Parameter& parameter) {
    auto* field = new QPlainTextEdit(beginning(parameter));
    field->setFont(monoFont());
    field->setTabChangesFocus(true);
    field->setMinimumHeight(QFontMetrics(field->font()).lineSpacing() * linesOfJson + 2 * paddingSmall);
    auto* open = new QPushButton(tr("From &file…"));
    open->setObjectName(QStringLiteral("openJson"));
    open->setAutoDefault(false);
    auto* files = new QFileDialog(this, tr("JSON"));
    files->setNameFilters({tr("JSON files (*.json)"), tr("All files (*)")});
    files->setFileMode(QFileDialog::ExistingFile);
    connect(open, &QPushButton::clicked, files, &QDialog::open);
    auto* note = new ErrorNote;
    note->setObjectName(QStringLiteral("jsonError"));
    connect(files, &QFileDialog::fileSelected, field, [field, note](const QString& path) {
        QtConcurrent::run([path] { return readJson(path); }).then(field, [field, note](const FileText& read) {
            if (read.problem.isEmpty())
                field->setPlainText(read.text);
            else
                note->showText(read.problem); // and what was there stays
        });
    });
    connect(field, &QPlainTextEdit::textChanged, note, &ErrorNote::clear);
    connect(field, &QPlainTextEdit::textChanged, this, &ActionForm::refresh);
    add(
        parameter, field,
        [field, &parameter]() -> Read {
            const QString text = field->toPlainText().trimmed();
            if (text.isEmpty())
                return std::nullopt;
            return app::parseArgument(parameter, text.toStdString());
        },
        open, note);
}

void ActionForm::addBrokers(const Parameter& parameter) {
    auto* field = new BrokerList;
    auto chosen = m_known.numbers(parameter.field);
    // A plan begins with how things are.
    const auto* topic = m_snapshot->topic(m_known.text("topic"));
    const auto index = m_known.number("partition").value_or(-1);
    if (chosen.empty() && topic && index >= 0 && static_cast<std::size_t>(index) < topic->partitions.size())
        for (const auto id : topic->partitions[static_cast<std::size_t>(index)].replicas)
            chosen.push_back(id.value());
    field->show(*m_snapshot, chosen);
    connect(field, &BrokerList::changed, this, &ActionForm::refresh);
    add(parameter, field, [field]() -> Read {
        auto chosen = field->chosen();
        if (chosen.empty())
            return std::nullopt;
        return Result<app::Argument>(app::Argument(std::move(chosen)));
    });
}

void ActionForm::add(const Parameter& parameter, QWidget* field, std::function<Read()> read, QWidget* beside,
                     QWidget* below) {
    const QString label = app::words(parameter.label);
    field->setObjectName(QString::fromLatin1(parameter.field));
    field->setAccessibleName(label);
    field->setToolTip(app::words(parameter.help));
    QWidget* row = field;
    if (beside) {
        row = new QWidget;
        auto* grid = new QGridLayout(row);
        grid->setContentsMargins(0, 0, 0, 0);
        grid->setSpacing(paddingSmall);
        grid->setColumnStretch(0, 1);
        grid->addWidget(field, 0, 0);
        grid->addWidget(beside, 0, 1, field->inherits("QPlainTextEdit") ? Qt::AlignTop : Qt::Alignment());
        if (below)
            grid->addWidget(below, 1, 0, 1, 2);
    }
    auto* labelWidget = new QLabel(parameter.kind == ParameterKind::flag ? QString() : label);
    labelWidget->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    labelWidget->setBuddy(field);
    m_layout->addRow(labelWidget, row);
    m_fields.push_back({&parameter, labelWidget, row, std::move(read)});
}

bool ActionForm::counts(const Parameter& parameter) const {
    const QString condition = QString::fromLatin1(parameter.when);
    if (condition.isEmpty())
        return true;
    const QString field = condition.section(QLatin1Char('='), 0, 0);
    const QString value = condition.section(QLatin1Char('='), 1);
    for (const Field& one : m_fields)
        if (field == QLatin1String(one.parameter->field)) {
            const auto read = one.read();
            return read && read->ok() &&
                   QString::fromStdString(app::argumentText(*one.parameter, **read)) == value;
        }
    return false;
}

void ActionForm::refresh() {
    for (const Field& field : m_fields) {
        const bool isShown = counts(*field.parameter);
        field.label->setVisible(isShown);
        field.row->setVisible(isShown);
    }
    emit changed();
}

app::ActionCall ActionForm::call() const {
    app::ActionCall call{m_action.key, {}};
    for (const Field& field : m_fields)
        if (counts(*field.parameter))
            if (auto read = field.read(); read && read->ok())
                call.arguments.insert_or_assign(field.parameter->field, **read);
    return call;
}

QString ActionForm::problem() const {
    for (const Field& field : m_fields) {
        if (!counts(*field.parameter))
            continue;
        const QString label = app::words(field.parameter->label);
        const auto read = field.read();
        const bool isNeeded = field.parameter->isRequired || *field.parameter->when;
        if (!read && isNeeded)
            return tr("%1 is missing.").arg(label);
        if (read && !read->ok())
            return tr("%1 cannot be read: %2").arg(label, app::words(field.parameter->help));
        if (read && field.parameter->kind == ParameterKind::newTopic) {
            const QString name = QString::fromStdString(app::argumentText(*field.parameter, **read));
            if (QString problem = topicNameProblem(name); !problem.isEmpty())
                return problem;
        }
    }
    return {};
}

} // namespace partitura::ui
