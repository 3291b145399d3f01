#include "ui/workloads/workloads_view.h"

#include "app/workload/presets.h"
#include "ui/operate/action_text.h"
#include "ui/operate/context_menu.h"
#include "ui/style/icons.h"
#include "ui/style/spacing.h"
#include "ui/style/tool_row.h"
#include "ui/tables/list_table.h"
#include "ui/tables/mark_delegate.h"
#include "ui/tables/sparkline_delegate.h"
#include "ui/tables/table_keys.h"
#include "ui/workloads/preset_cards.h"
#include "ui/workloads/workload_detail.h"
#include "ui/workloads/workload_editor.h"
#include "ui/workloads/workload_model.h"
#include "ui/workloads/workload_words.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QScrollArea>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace partitura::ui {

namespace {

app::ActionCall callOn(const app::WorkloadStatus& workload, const app::Action& row) {
    return callWith(row, workloadTarget(workload.spec->name).known);
}

} // namespace

WorkloadsView::WorkloadsView(QWidget* parent)
    : View(parent)
    , m_new(new QToolButton)
    , m_preset(new QToolButton)
    , m_crashButton(new QToolButton)
    , m_model(new WorkloadModel(this))
    , m_order(new QSortFilterProxyModel(this))
    , m_table(new ListTable)
    , m_detail(new WorkloadDetail)
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_empty(new PresetCards)
    , m_stack(new QStackedLayout) {
    setObjectName(QStringLiteral("workloadsView"));
    buildActions();

    m_order->setSortRole(WorkloadModel::sortRole);
    m_order->setSourceModel(m_model);
    m_table->setObjectName(QStringLiteral("workloadTable"));
    m_table->setModel(m_order);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder); // as they were added
    m_table->setItemDelegateForColumn(WorkloadModel::state, new MarkDelegate(WorkloadModel::markRole, this));
    m_table->setItemDelegateForColumn(
        WorkloadModel::trend,
        new SparklineDelegate(WorkloadModel::trendRole, app::WorkloadStatus::historyLength, this));
    m_table->setColumns({{14}, {13, 4}, {18, 2}, {11}, {12}, {14, 1}, {9, 5}, {5, 3}, {8, 6}},
                        WorkloadModel::name);
    giveContextMenu(
        *m_table, *this, [this] { return m_source.data(); },
        [this](const QModelIndex& index) -> std::optional<MenuTarget> {
            const auto workload = m_model->workloadAt(m_order->mapToSource(index).row());
            return workload ? std::optional(workloadTarget(workload->spec->name)) : std::nullopt;
        },
        {m_edit, m_duplicate});
    addAction(m_remove);

    m_splitter->setObjectName(QStringLiteral("workloadsSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_table);
    auto* detail = new QScrollArea;
    detail->setFrameShape(QFrame::NoFrame);
    detail->setWidgetResizable(true);
    detail->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    detail->setWidget(m_detail);
    m_detail->setMinimumWidth(1); // its figures go into fewer columns instead
    m_splitter->addWidget(detail);
    m_splitter->setSizes({400, 320}); // shares of whatever there is
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    auto* body = new QWidget;
    body->setLayout(m_stack);
    m_stack->setContentsMargins(0, 0, 0, 0);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildBar());
    layout->addWidget(body, 1);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &WorkloadsView::refresh);
    for (const auto signal : {&QAbstractItemView::clicked, &QAbstractItemView::activated})
        connect(m_table, signal, this, &WorkloadsView::rowChosen);
    connect(m_table, &QAbstractItemView::doubleClicked, this, &WorkloadsView::editCurrent);
    connect(m_detail, &WorkloadDetail::changed, this,
            [this](app::WorkloadId id, const app::WorkloadSpec& spec) {
                if (m_workloads)
                    (void)m_workloads->change(id, spec); // refused only if it is gone meanwhile
            });
    connect(m_empty, &PresetCards::presetChosen, this, &WorkloadsView::startPreset);
    WorkloadsView::setSource(nullptr);
    WorkloadsView::retranslate();
}

QAction* WorkloadsView::makeAction(const char* name, const char* iconName, void (WorkloadsView::*slot)()) {
    auto* action = new QAction(this);
    action->setObjectName(QString::fromLatin1(name));
    action->setIcon(icon(QString::fromLatin1(iconName)));
    connect(action, &QAction::triggered, this, slot);
    return action;
}

QAction* WorkloadsView::makeCommand(const char* name, const char* key) {
    const auto* row = app::findAction(key);
    auto* action = new QAction(icon(QString::fromLatin1(row->icon)), QString(), this);
    action->setObjectName(QString::fromLatin1(name));
    connect(action, &QAction::triggered, this, [this, row] {
        if (const auto workload = current())
            emit callRequested(callOn(*workload, *row));
    });
    m_commands.emplace_back(action, row);
    return action;
}

void WorkloadsView::buildActions() {
    m_newProducer = makeAction("newProducer", "producer", &WorkloadsView::newProducer);
    m_newConsumers = makeAction("newConsumers", "consumer", &WorkloadsView::newConsumers);
    m_start = makeCommand("startWorkload", "workload-start");
    m_pause = makeCommand("pauseWorkload", "workload-pause");
    m_stop = makeCommand("stopWorkload", "workload-stop");
    m_crash = makeCommand("crashWorkload", "workload-crash");
    m_crashBeforeCommit = makeCommand("crashWorkloadBeforeCommit", "workload-crash-before-commit");
    m_edit = makeAction("editWorkload", "edit", &WorkloadsView::editCurrent);
    m_duplicate = makeAction("duplicateWorkload", "copy", &WorkloadsView::duplicateCurrent);
    m_remove = makeCommand("removeWorkload", "workload-remove");
    m_remove->setShortcut(QKeySequence::Delete);
    m_remove->setShortcutContext(Qt::WidgetWithChildrenShortcut);
}

QWidget* WorkloadsView::buildBar() {
    auto* bar = new ToolRow;
    bar->layout()->setSpacing(gridStep);
    const auto withMenu = [&](QToolButton* button, const char* name, const char* iconName) {
        button->setObjectName(QString::fromLatin1(name));
        button->setIcon(icon(QString::fromLatin1(iconName)));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setPopupMode(QToolButton::InstantPopup);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setMenu(new QMenu(button));
        bar->add(button);
    };
    withMenu(m_new, "newWorkload", "plus");
    m_new->menu()->addActions({m_newProducer, m_newConsumers});
    withMenu(m_preset, "fromPreset", "play");
    for (const auto& preset : app::workloadPresets()) {
        const auto key = QString::fromUtf8(preset.key.data(), qsizetype(preset.key.size()));
        auto* action = m_preset->menu()->addAction(QString());
        action->setObjectName(QStringLiteral("preset-") + key);
        action->setData(key);
        connect(action, &QAction::triggered, this, [this, key] { startPreset(key); });
    }
    m_preset->menu()->setToolTipsVisible(true);
    bar->addStretch();
    for (QAction* action : {m_start, m_pause, m_stop, m_crash, m_edit, m_duplicate, m_remove}) {
        auto* button = action == m_crash ? m_crashButton : new QToolButton;
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setFocusPolicy(Qt::StrongFocus);
        bar->add(button);
    }
    m_crashButton->setPopupMode(QToolButton::InstantPopup);
    m_crashButton->setMenu(new QMenu(m_crashButton));
    m_crashButton->menu()->addActions({m_crash, m_crashBeforeCommit});
    m_crashButton->menu()->setToolTipsVisible(true);
    return bar;
}

QString WorkloadsView::key() const {
    return QStringLiteral("workloads");
}

QString WorkloadsView::title() const {
    return tr("Workloads");
}

void WorkloadsView::setSource(app::Source* source) {
    m_source = source;
    m_workloads = source ? source->workloads() : nullptr;
    m_shownVersion = 0;
    m_newerThan.reset();
    m_model->show({});
    m_stack->setCurrentWidget(m_empty);
    const bool possible = m_workloads != nullptr;
    const QString reason =
        possible ? QString()
                 : tr("Clients can be run against the live cluster; this source cannot have any.");
    m_empty->setStartEnabled(possible, reason);
    for (QToolButton* button : {m_new, m_preset}) {
        button->setEnabled(possible);
        button->setToolTip(reason);
    }
    refresh();
}

void WorkloadsView::showFrame(const Frame& /*frame*/) {
    const auto* all = m_workloads;
    if (!all)
        return;
    const auto snapshot = all->snapshot();
    if (snapshot->version == m_shownVersion)
        return;
    m_shownVersion = snapshot->version;
    m_model->show(*snapshot);
    m_stack->setCurrentWidget(snapshot->workloads.empty() ? static_cast<QWidget*>(m_empty) : m_splitter);
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->selectRow(0);
    for (const auto& workload : snapshot->workloads)
        if (m_newerThan && workload->id > *m_newerThan) {
            m_newerThan.reset();
            selectRowOf(workload->id);
        }
    refresh();
}

void WorkloadsView::refresh() {
    m_detail->show(current().get());
    refreshActions();
}

void WorkloadsView::refreshActions() {
    const auto workload = current();
    for (const auto& [action, row] : m_commands) {
        const QString reason = workload ? reasonAgainst(callOn(*workload, *row), *workload) : QString();
        action->setEnabled(workload && reason.isEmpty());
        action->setToolTip(reason.isEmpty() ? sentence(app::words(row->help)) : reason);
    }
    for (QAction* action : {m_edit, m_duplicate})
        action->setEnabled(workload != nullptr);
}

std::shared_ptr<const app::WorkloadStatus> WorkloadsView::current() const {
    const auto index = m_order->mapToSource(m_table->currentIndex());
    return index.isValid() ? m_model->workloadAt(index.row()) : nullptr;
}

void WorkloadsView::selectRowOf(app::WorkloadId id) {
    showFrame({});
    if (const int row = m_model->rowOf(id); row >= 0)
        m_table->setCurrentIndex(m_order->mapFromSource(m_model->index(row, 0)));
}

void WorkloadsView::rowChosen() {
    const auto workload = current();
    if (!workload)
        return;
    Selection wanted = selection();
    if (const auto* producer = workload->spec->producer()) {
        wanted.setTopic(QString::fromStdString(producer->topic));
    } else {
        const auto* consumer = workload->spec->consumer();
        wanted.setTopic(QString::fromStdString(consumer->topics.front()));
        wanted.group = QString::fromStdString(consumer->group);
    }
    choose(wanted);
}

void WorkloadsView::newProducer() {
    app::ProducerSpec work;
    work.topic = selection().topic.toStdString();
    app::WorkloadSpec spec;
    spec.name = "producer";
    spec.work = std::move(work);
    openEditor(spec, std::nullopt);
}

void WorkloadsView::newConsumers() {
    app::ConsumerSpec work;
    if (!selection().topic.isEmpty())
        work.topics = {selection().topic.toStdString()};
    work.group = selection().group.isEmpty() ? "readers" : selection().group.toStdString();
    app::WorkloadSpec spec;
    spec.name = "consumer";
    spec.work = std::move(work);
    openEditor(spec, std::nullopt);
}

void WorkloadsView::editCurrent() {
    if (const auto workload = current())
        openEditor(*workload->spec, workload->id);
}

void WorkloadsView::duplicateCurrent() {
    if (const auto workload = current())
        openEditor(*workload->spec, std::nullopt);
}

void WorkloadsView::openEditor(const app::WorkloadSpec& spec, std::optional<app::WorkloadId> id) {
    if (!m_workloads)
        return;
    auto* editor = new WorkloadEditor(m_source, *m_workloads, spec, id, this);
    connect(editor, qOverload<const QString&>(&CommandDialog::done), this, &View::notice);
    connect(editor, &WorkloadEditor::added, this, &WorkloadsView::selectRowOf);
    editor->open();
}

void WorkloadsView::startPreset(const QString& key) {
    if (!m_workloads)
        return;
    const auto snapshot = m_workloads->snapshot();
    m_newerThan = snapshot->workloads.empty() ? app::WorkloadId() : snapshot->workloads.back()->id;
    emit callRequested({"workload-preset", {{"preset", key.toStdString()}}});
    choose(ofTopic(key));
}

void WorkloadsView::refreshPresets() {
    for (QAction* action : m_preset->menu()->actions()) {
        const auto key = action->data().toString().toStdString();
        action->setText(presetName(key));
        action->setToolTip(presetLesson(key));
    }
}

void WorkloadsView::retranslate() {
    struct Text {
        QAction* action;
        QString text;
        QString tip;
    };
    const Text texts[] = {
        {m_newProducer, tr("Producer…"), {}},
        {m_newConsumers, tr("Consumers…"), {}},
        {m_edit, tr("Change…"), tr("Change what it does")},
        {m_duplicate, tr("Duplicate…"), tr("Make another like it")},
    };
    for (const auto& [action, text, tip] : texts) {
        action->setText(text);
        action->setToolTip(tip.isEmpty() ? text : tip);
    }
    for (const auto& [action, row] : m_commands)
        action->setText(actionName(*row));
    refreshActions();
    m_new->setText(tr("New"));
    m_preset->setText(tr("From preset"));
    m_crashButton->setAccessibleName(tr("Crash"));
    m_table->setAccessibleName(tr("Workloads"));
    refreshPresets();
    m_model->retranslate();
    m_table->refitColumns();
    m_empty->retranslate();
    m_detail->retranslate();
}

std::vector<KeyHint> WorkloadsView::keys() const {
    auto all = tableKeys();
    all.push_back({m_remove->shortcut().toString(QKeySequence::NativeText), m_remove->toolTip()});
    return all;
}

QVariantMap WorkloadsView::saveState() const {
    return {{QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())},
            {QStringLiteral("columns"), m_table->saveColumns()}};
}

void WorkloadsView::restoreState(const QVariantMap& state) {
    m_splitter->restoreState(
        QByteArray::fromBase64(state.value(QStringLiteral("splitter")).toString().toLatin1()));
    m_table->restoreColumns(state.value(QStringLiteral("columns")));
}

} // namespace partitura::ui
