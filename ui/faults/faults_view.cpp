#include "ui/faults/faults_view.h"

#include "app/actions/action.h"
#include "app/actions/command_line.h"
#include "app/actions/undo.h"
#include "ui/faults/fault_list.h"
#include "ui/faults/fault_timing.h"
#include "ui/operate/action_form.h"
#include "ui/operate/action_text.h"
#include "ui/operate/context_menu.h"
#include "ui/operate/operator.h"
#include "ui/style/elided_label.h"
#include "ui/style/icons.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTimer>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace partitura::ui {

namespace {

constexpr int keyRole = Qt::UserRole;
constexpr int formWidthMost = 480;
constexpr int narrowWidth = 720; ///< in the type's scale

/// In the order of the palette.
constexpr app::Subject subjects[] = {app::Subject::broker,    app::Subject::disk,    app::Subject::clock,
                                     app::Subject::link,      app::Subject::request, app::Subject::cluster,
                                     app::Subject::partition, app::Subject::group};

/// The labels of both stand in one column, whatever the width of each.
void alignLabels(const QFormLayout& first, const QFormLayout& second) {
    std::vector<QWidget*> labels;
    for (const auto* form : {&first, &second})
        for (int row = 0; row < form->rowCount(); ++row)
            if (auto* item = form->itemAt(row, QFormLayout::LabelRole); item && item->widget())
                labels.push_back(item->widget());
    int width = 0;
    for (auto* label : labels)
        width = std::max(width, label->sizeHint().width());
    for (auto* label : labels)
        label->setMinimumWidth(width);
}

/// What stands in the palette: not what ends faults, which the list does.
bool isInPalette(const app::Action& action) {
    const std::string_view key = action.key;
    return action.kind == app::Action::Kind::fault && key != "fault-undo" && key != "disk-heal" &&
           key != "clock-right" && key != "requests-well" && key != "link-no-delay" &&
           key != "link-no-loss" && key != "link-unclog";
}

} // namespace

FaultsView::FaultsView(QWidget* parent)
    : View(parent)
    , m_summary(new ElidedLabel)
    , m_undoAll(new QPushButton)
    , m_splitter(new QSplitter(Qt::Horizontal))
    , m_work(new QSplitter(Qt::Horizontal))
    , m_palette(new QTreeWidget)
    , m_name(new QLabel)
    , m_about(new QLabel)
    , m_formPlace(new QVBoxLayout)
    , m_timing(new FaultTiming)
    , m_problem(new QLabel)
    , m_apply(new QPushButton)
    , m_copy(new QToolButton)
    , m_inForce(new QLabel)
    , m_list(new FaultList) {
    setObjectName(QStringLiteral("faultsView"));
    m_summary->setObjectName(QStringLiteral("faultsSummary"));
    m_summary->setProperty("role", "soft");
    m_undoAll->setObjectName(QStringLiteral("undoAll"));
    m_undoAll->setProperty("primary", true);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(padding, paddingSmall, padding, paddingSmall);
    bar->addWidget(m_summary, 1);
    bar->addWidget(m_undoAll);

    m_palette->setObjectName(QStringLiteral("faultPalette"));
    m_palette->setHeaderHidden(true);
    m_palette->setIndentation(padding);
    m_palette->setRootIsDecorated(false);
    m_palette->setItemsExpandable(false);
    m_palette->setMinimumWidth(120);

    m_name->setObjectName(QStringLiteral("faultName"));
    m_name->setFont(textFont(TypeSize::large, true));
    m_name->setWordWrap(true);
    m_about->setObjectName(QStringLiteral("faultAbout"));
    m_about->setWordWrap(true);
    m_about->setProperty("role", "soft");
    m_problem->setObjectName(QStringLiteral("faultProblem"));
    m_problem->setWordWrap(true);
    m_problem->setFont(textFont(TypeSize::small));
    m_problem->setProperty("role", "soft");
    m_apply->setObjectName(QStringLiteral("applyFault"));
    m_apply->setProperty("primary", true);
    m_copy->setObjectName(QStringLiteral("copyCommand"));
    m_copy->setIcon(icon(u"copy"));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setFocusPolicy(Qt::StrongFocus);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_apply);
    buttons->addWidget(m_copy);
    buttons->addStretch(1);
    auto* card = new QWidget;
    card->setMaximumWidth(formWidthMost);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(padding, 0, padding, padding);
    column->setSpacing(padding);
    column->addWidget(m_name);
    column->addWidget(m_about);
    column->addLayout(m_formPlace);
    column->addWidget(m_timing);
    column->addWidget(m_problem);
    column->addLayout(buttons);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(card);
    scroll->setMinimumWidth(200);

    m_inForce->setObjectName(QStringLiteral("inForceTitle"));
    m_inForce->setFont(textFont(TypeSize::large, true));
    m_inForce->setContentsMargins(padding, 0, padding, paddingSmall);
    auto* right = new QWidget;
    right->setMinimumSize(200, 80);
    auto* rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(0, 0, 0, 0);
    rightColumn->setSpacing(0);
    rightColumn->addWidget(m_inForce);
    rightColumn->addWidget(m_list, 1);

    m_splitter->setObjectName(QStringLiteral("faultsSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_work->setObjectName(QStringLiteral("faultsWorkSplitter"));
    m_work->setChildrenCollapsible(false);
    m_work->addWidget(scroll);
    m_work->addWidget(right);
    m_work->setSizes({400, 360});
    m_work->setStretchFactor(1, 1);
    m_splitter->addWidget(m_palette);
    m_splitter->addWidget(m_work);
    m_splitter->setSizes({184, 760});
    m_splitter->setStretchFactor(1, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_splitter, 1);

    connect(m_palette, &QTreeWidget::currentItemChanged, this, &FaultsView::makeForm);
    connect(m_timing, &FaultTiming::changed, this, &FaultsView::check);
    connect(m_apply, &QPushButton::clicked, this, &FaultsView::apply);
    connect(m_copy, &QToolButton::clicked, this, &FaultsView::copyCommand);
    connect(m_undoAll, &QPushButton::clicked, this, &FaultsView::undoAll);
    connect(m_list, &FaultList::undoClicked, this, &FaultsView::undo);
    FaultsView::retranslate();
    chooseFault(QStringLiteral("broker-crash"));
}

void FaultsView::fillPalette() {
    const QString kept =
        m_palette->currentItem() ? m_palette->currentItem()->data(0, keyRole).toString() : QString();
    const QSignalBlocker quiet(m_palette);
    m_palette->clear();
    for (const auto subject : subjects) {
        auto* heading = new QTreeWidgetItem(m_palette, {subjectText(subject)});
        heading->setFlags(Qt::ItemIsEnabled);
        heading->setFont(0, textFont(TypeSize::small, true));
        for (const auto& action : app::actions()) {
            if (action.subject != subject || !isInPalette(action))
                continue;
            auto* item = new QTreeWidgetItem(heading, {actionName(action)});
            item->setIcon(0, icon(QString::fromLatin1(action.icon)));
            item->setData(0, keyRole, QString::fromLatin1(action.key));
            item->setToolTip(0, sentence(app::words(action.help)));
        }
        heading->setExpanded(true);
    }
    chooseFault(kept);
}

void FaultsView::chooseFault(const QString& key) {
    for (int group = 0; group < m_palette->topLevelItemCount(); ++group)
        for (int i = 0; i < m_palette->topLevelItem(group)->childCount(); ++i)
            if (auto* item = m_palette->topLevelItem(group)->child(i); item->data(0, keyRole) == key)
                m_palette->setCurrentItem(item);
}

const app::Action* FaultsView::chosenFault() const {
    const auto* item = m_palette->currentItem();
    return item ? app::findAction(item->data(0, keyRole).toString().toStdString()) : nullptr;
}

void FaultsView::makeForm() {
    const auto* action = chosenFault();
    delete m_form;
    if (action) {
        const auto snapshot =
            m_source ? m_source->snapshot() : std::make_shared<const observe::ClusterSnapshot>();
        m_form = new ActionForm(*action, callWith(*action, selection()), snapshot);
        m_formPlace->addWidget(m_form);
        alignLabels(m_form->form(), m_timing->form());
        connect(m_form, &ActionForm::changed, this, &FaultsView::check);
        m_name->setText(actionName(*action));
        m_about->setText(sentence(app::words(action->help)));
    }
    check();
}

app::ActionCall FaultsView::call() const {
    return m_form ? m_form->call() : app::ActionCall();
}

void FaultsView::check() {
    const auto* action = chosenFault();
    const bool isOffered = m_source && m_source->capabilities().faults;
    QString problem = !m_form ? QString() : m_form->problem();
    if (!isOffered)
        problem = m_source && !m_source->capabilities().reason.isEmpty()
                      ? m_source->capabilities().reason
                      : tr("Faults can be brought about in the embedded cluster and in simulations.");
    m_timing->setCanEnd(m_source && m_form && app::undoOf(call(), *m_source).has_value());
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_apply->setEnabled(action && problem.isEmpty());
    m_apply->setText(m_timing->isAtOnce() ? tr("Apply now") : tr("Plan it"));
    m_copy->setEnabled(action && problem.isEmpty());
}

void FaultsView::apply() {
    const auto* action = chosenFault();
    if (!m_operator || !m_source || !action)
        return;
    const auto wanted = call();
    if (m_timing->isAtOnce())
        return action->destroys ? m_operator->start(wanted) : m_operator->run(wanted);
    const auto planned =
        m_operator->schedule().add(wanted, app::undoOf(wanted, *m_source), m_timing->timing());
    if (!planned) {
        m_problem->setText(QString::fromStdString(planned.error().context));
        m_problem->show();
    }
    refreshList();
}

void FaultsView::undo(const FaultRow& row) {
    if (!m_operator)
        return;
    if (row.planned != 0)
        m_operator->schedule().cancel(row.planned);
    else if (row.undo)
        m_operator->run(*row.undo);
    refreshList();
}

void FaultsView::undoAll() {
    if (m_operator)
        m_operator->run({"fault-undo", {}});
}

void FaultsView::copyCommand() {
    if (m_source)
        QApplication::clipboard()->setText(QString::fromStdString(
            app::commandLineOf(call(), {m_source->bootstrapServers().toStdString(), *m_source->snapshot()})));
}

void FaultsView::setSource(app::Source* source) {
    m_source = source;
    m_frame = {};
    makeForm();
    refreshList();
}

void FaultsView::setOperator(Operator* who) {
    m_operator = who;
}

void FaultsView::showFrame(const Frame& frame) {
    const bool isFirst = !m_frame.snapshot;
    const bool brokersChanged = isFirst || m_frame.snapshot->brokers.size() != frame.snapshot->brokers.size();
    m_frame = frame;
    // A form that is being filled in is left alone.
    if (brokersChanged && !(m_form && m_form->isAncestorOf(QApplication::focusWidget())))
        makeForm();
    else if (m_form)
        m_form->showStates(frame.snapshot);
    refreshList();
}

void FaultsView::refreshList() {
    static const app::Schedule none;
    const auto snapshot =
        m_frame.snapshot ? m_frame.snapshot : std::make_shared<const observe::ClusterSnapshot>();
    const auto rows = faultsInForce(*snapshot, m_operator ? m_operator->schedule() : none);
    m_list->show(rows);
    m_undoAll->setEnabled(!rows.empty());
    m_undoAll->setToolTip(rows.empty()
                              ? tr("Nothing is in force that could be undone")
                              : tr("End every fault, resume paused brokers and start those that are down"));
    m_summary->setText(rows.empty() ? tr("Nothing is in force. Whatever is applied here, one button ends it.")
                                    : tr("%n fault(s) in force or planned", nullptr, int(rows.size())));
}

// In a narrow view what is in force stands below the form, not beside it.
void FaultsView::fit() {
    const bool isNarrow = width() < typePx(narrowWidth);
    const auto wanted = isNarrow ? Qt::Vertical : Qt::Horizontal;
    if (m_work->orientation() == wanted)
        return;
    m_work->setOrientation(wanted);
    m_work->setSizes(isNarrow ? QList<int>{300, 200} : QList<int>{400, 360});
}

void FaultsView::resizeEvent(QResizeEvent* event) {
    View::resizeEvent(event);
    fit();
}

void FaultsView::showEvent(QShowEvent* event) {
    View::showEvent(event);
    // When the list has its size: the fault and, where both fit, its heading.
    QTimer::singleShot(0, m_palette, [this] {
        if (auto* item = m_palette->currentItem()) {
            m_palette->scrollToItem(item->parent());
            m_palette->scrollToItem(item);
        }
    });
}

void FaultsView::showSelection() {
    if (!(m_form && m_form->isAncestorOf(QApplication::focusWidget())))
        makeForm();
}

void FaultsView::retranslate() {
    m_undoAll->setText(tr("Undo all"));
    m_undoAll->setIcon({});
    m_palette->setAccessibleName(tr("Faults by what they befall"));
    m_copy->setText(tr("Copy as command"));
    m_inForce->setText(tr("In force"));
    m_timing->retranslate();
    m_list->retranslate();
    fillPalette();
    makeForm();
    refreshList();
}

QVariantMap FaultsView::saveState() const {
    const auto* action = chosenFault();
    return {{QStringLiteral("fault"), action ? QString::fromLatin1(action->key) : QString()},
            {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())},
            {QStringLiteral("work"), QString::fromLatin1(m_work->saveState().toBase64())}};
}

void FaultsView::restoreState(const QVariantMap& state) {
    chooseFault(state.value(QStringLiteral("fault")).toString());
    m_splitter->restoreState(
        QByteArray::fromBase64(state.value(QStringLiteral("splitter")).toString().toLatin1()));
    m_work->restoreState(QByteArray::fromBase64(state.value(QStringLiteral("work")).toString().toLatin1()));
    fit();
}

void FaultsView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && m_list) {
        m_list->retranslate();
        QTimer::singleShot(0, this, [this] { // when all have their new fonts
            fillPalette();
            if (m_form)
                alignLabels(m_form->form(), m_timing->form());
        });
    }
    View::changeEvent(event);
}

} // namespace partitura::ui
