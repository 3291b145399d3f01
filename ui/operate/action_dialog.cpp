#include "ui/operate/action_dialog.h"

#include "app/actions/command_line.h"
#include "app/actions/preview.h"
#include "app/actions/undo.h"
#include "app/workload/workloads.h"
#include "ui/dialogs/error_note.h"
#include "ui/operate/action_form.h"
#include "ui/operate/action_text.h"
#include "ui/operate/change_model.h"
#include "ui/operate/config_model.h"
#include "ui/style/icons.h"
#include "ui/tables/list_table.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace partitura::ui {

namespace {

constexpr int previewRows = 6;
constexpr int configRows = 10;

bool isAbout(const app::Action& action, const char* key) {
    return std::string_view(action.key) == key;
}

QStringList askedElsewhere(const app::Action& action) {
    return isAbout(action, "alter-topic-configs")
               ? QStringList{QStringLiteral("set"), QStringLiteral("unset")}
               : QStringList();
}

int heightOf(const ListTable& table, int rows) {
    return tableRowHeight(table.font()) * (rows + 1) + 2 * table.frameWidth() + 4;
}

/// What cannot be done yet, without the name of an error that nobody has answered.
QString problemText(const Error& error) {
    if (error.code != ErrorCode::INVALID_REQUEST)
        return errorText(error);
    QString text = QString::fromStdString(error.context);
    text[0] = text[0].toUpper();
    return sentence(text);
}

bool isSame(const std::optional<app::OffsetsWanted>& a, const app::OffsetsWanted& b) {
    return a && a->timeMs == b.timeMs && a->partitions == b.partitions;
}

} // namespace

ActionDialog::ActionDialog(app::Source* source, const app::Action& action, const app::ActionCall& known,
                           QWidget* parent)
    : CommandDialog(source, parent)
    , m_action(action)
    , m_snapshot(source->snapshot())
    , m_fields(new ActionForm(action, known, m_snapshot,
                              source->workloads() ? source->workloads()->snapshot() : nullptr,
                              askedElsewhere(action)))
    , m_changes(new ChangeModel(this))
    , m_preview(new ListTable)
    , m_note(makeHint(QStringLiteral("previewNote")))
    , m_copy(new QToolButton) {
    setObjectName(QStringLiteral("actionDialog"));
    setWindowTitle(actionName(action));
    primaryButton()->setText(actionName(action));
    setIntroduction(sentence(app::words(action.help)));
    form()->addRow(m_fields);
    if (isAbout(action, "alter-topic-configs"))
        addConfigs();
    addPreview();
    if (isAbout(action, "delete-topic"))
        addTypedName();
    addCopyButton();
    connect(m_fields, &ActionForm::changed, this, &ActionDialog::check);
    check();
    if (auto* first = m_fields->findChild<QLineEdit*>(); first && first->text().isEmpty())
        first->setFocus();
}

void ActionDialog::addConfigs() {
    m_configs = new ConfigModel(this);
    auto* table = new ListTable;
    table->setObjectName(QStringLiteral("configs"));
    table->setAccessibleName(tr("Configs of the topic"));
    table->setModel(m_configs);
    table->setColumns({{26}, {16}, {16}}, ConfigModel::name);
    table->setEmptyText(tr("Configs are being read."));
    table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                           QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    table->setMinimumHeight(heightOf(*table, configRows));
    auto* about = makeHint(QStringLiteral("configAbout"));
    about->setText(tr("Double-click a value to change it; empty it to go back to the default."));
    auto* reset = new QPushButton(tr("Back to &default"));
    reset->setObjectName(QStringLiteral("resetConfig"));
    reset->setAutoDefault(false);
    reset->setEnabled(false);
    form()->addRow(table);
    form()->addRow(about);
    auto* line = new QHBoxLayout;
    line->addWidget(reset);
    line->addStretch();
    form()->addRow(line);
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this, about, reset](const QModelIndex& row) {
                reset->setEnabled(row.isValid());
                if (row.isValid())
                    about->setText(QString::fromStdString(m_configs->entry(row.row()).documentation));
            });
    connect(reset, &QPushButton::clicked, this, [this, table] {
        if (table->currentIndex().isValid())
            m_configs->reset(table->currentIndex().row());
    });
    connect(m_configs, &ConfigModel::edited, this, &ActionDialog::check);
}

void ActionDialog::loadConfigs(const std::string& topic) {
    if (topic == m_configsOf || topic.empty() || !source())
        return;
    m_configsOf = topic;
    source()->describeConfigs(topic,
                              whileOpen<std::vector<app::ConfigEntry>>(
                                  [this, topic](const Result<std::vector<app::ConfigEntry>>& entries) {
                                      if (topic != m_configsOf)
                                          return;
                                      m_configs->show(entries ? *entries : std::vector<app::ConfigEntry>());
                                      if (!entries)
                                          errorNote()->showError(entries.error());
                                      check();
                                  }));
}

void ActionDialog::addPreview() {
    m_preview->setObjectName(QStringLiteral("preview"));
    m_preview->setAccessibleName(tr("What would change, before and after"));
    m_preview->setModel(m_changes);
    m_preview->setColumns({{18}, {14}, {14}, {22, 1}}, ChangeModel::note);
    m_preview->setMinimumHeight(heightOf(*m_preview, 2));
    m_preview->setMaximumHeight(heightOf(*m_preview, previewRows));
    form()->addRow(m_preview);
    form()->addRow(m_note);
}

void ActionDialog::addTypedName() {
    m_typed = new QLineEdit;
    m_typed->setObjectName(QStringLiteral("typedName"));
    form()->addRow(tr("&Type its name"), m_typed);
    connect(m_typed, &QLineEdit::textChanged, this, &ActionDialog::check);
}

void ActionDialog::addCopyButton() {
    m_copy->setObjectName(QStringLiteral("copyCommand"));
    m_copy->setIcon(icon(u"copy"));
    m_copy->setText(tr("Copy as command"));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setFocusPolicy(Qt::StrongFocus);
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(commandLine()); });
    findChild<QDialogButtonBox*>()->addButton(m_copy, QDialogButtonBox::HelpRole);
}

app::ActionCall ActionDialog::call() const {
    auto call = m_fields->call();
    if (m_configs) {
        if (auto set = m_configs->set(); !set.empty())
            call.arguments["set"] = std::move(set);
        if (auto unset = m_configs->unset(); !unset.empty())
            call.arguments["unset"] = std::move(unset);
    }
    return app::keepingOtherDiskFaults(call, *m_snapshot);
}

QString ActionDialog::commandLine() const {
    const auto bootstrap = source() ? source()->bootstrapServers().toStdString() : std::string();
    return QString::fromStdString(app::commandLineOf(call(), {bootstrap, *m_snapshot, m_byTime}));
}

bool ActionDialog::lookUpOffsets(const app::ActionCall& call) {
    const auto wanted = app::offsetsWanted(call, *m_snapshot);
    if (!wanted || !source())
        return false;
    if (!isSame(m_lookedUp, *wanted)) {
        m_lookedUp = wanted;
        m_byTime.clear();
        for (const auto& name : wanted->partitions)
            source()->findOffset(name, wanted->timeMs,
                                 whileOpen<Offset>([this, name, of = *wanted](const Result<Offset>& offset) {
                                     if (!isSame(m_lookedUp, of))
                                         return;
                                     if (offset)
                                         m_byTime[name] = *offset;
                                     else
                                         errorNote()->showError(offset.error());
                                     check();
                                 }));
    }
    return m_byTime.size() < wanted->partitions.size();
}

void ActionDialog::check() {
    if (source())
        m_snapshot = source()->snapshot();
    const auto wanted = call();
    if (m_configs)
        loadConfigs(wanted.text("topic"));
    QString problem = m_fields->problem();
    const bool isWaiting = problem.isEmpty() && lookUpOffsets(wanted);
    std::vector<app::Change> changes;
    if (problem.isEmpty() && !isWaiting) {
        auto preview = app::previewOf(wanted, *m_snapshot, m_byTime);
        if (preview)
            changes = std::move(*preview);
        else
            problem = problemText(preview.error());
    }
    if (problem.isEmpty() && isWaiting)
        problem = tr("Leaders are being asked.");
    if (problem.isEmpty() && m_configs && changes.empty())
        problem = tr("Nothing is changed yet.");
    m_note->setText(problem);
    m_note->setVisible(!problem.isEmpty());
    m_preview->setVisible(!changes.empty());
    m_changes->show(std::move(changes));
    m_copy->setEnabled(problem.isEmpty());
    if (m_typed) {
        const QString name = QString::fromStdString(wanted.text("topic"));
        m_typed->setPlaceholderText(name);
        if (problem.isEmpty() && m_typed->text() != name)
            problem = tr("Type the topic's name to delete it.");
    }
    setProblem(problem);
}

void ActionDialog::send() {
    setBusy(true);
    const auto sent = call();
    source()->execute(
        sent, whileOpen<void>([this, sent, undo = app::undoOf(sent, *source())](const Result<void>& result) {
            if (!result)
                return fail(result.error());
            emit executed(sent, undo);
            succeed(sentence(callText(sent)));
        }));
}

} // namespace partitura::ui
