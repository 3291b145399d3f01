#include "ui/shell/main_window.h"

#include "app/actions/action.h"
#include "ui/help/context_help.h"
#include "ui/help/glossary_dialog.h"
#include "ui/help/key_overlay.h"
#include "ui/jobs/job_button.h"
#include "ui/jobs/job_text.h"
#include "ui/operate/context_menu.h"
#include "ui/operate/operator.h"
#include "ui/palette/command_palette.h"
#include "ui/shell/actions.h"
#include "ui/shell/appearance.h"
#include "ui/shell/cluster_status.h"
#include "ui/shell/dock_titles.h"
#include "ui/shell/frame_clock.h"
#include "ui/shell/language.h"
#include "ui/shell/layout_menu.h"
#include "ui/shell/layout_store.h"
#include "ui/shell/layouts.h"
#include "ui/shell/selection_strip.h"
#include "ui/shell/source_bar.h"
#include "ui/shell/view_alone.h"
#include "ui/shell/window_memory.h"
#include "ui/shell/window_palette.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/timebar/time_bar.h"
#include "ui/toasts/toast_stack.h"
#include "ui/welcome/welcome_page.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QScreen>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>

#include <algorithm>

namespace partitura::ui {

namespace {
constexpr int viewLeastWidth = 240, viewLeastHeight = 120;
}

MainWindow::MainWindow(std::vector<View*> views, Language& language, LayoutStore& store, QWidget* parent)
    : QMainWindow(parent)
    , m_views(std::move(views))
    , m_language(language)
    , m_store(store)
    , m_appearance(new Appearance(store, this))
    , m_actions(new Actions(this))
    , m_clock(new FrameClock(this))
    , m_operator(new Operator(this))
    , m_selectionStrip(new SelectionStrip(this))
    , m_status(new ClusterStatus(this))
    , m_timeBar(new TimeBar(*m_clock, this))
    , m_jobs(new JobButton(this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Partitura"));
    // Grouped dragging: a tab can be pulled out although its dock shows no title bar.
    setDockOptions(AllowNestedDocks | AllowTabbedDocks | AnimatedDocks | GroupedDragging);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    m_actions->build(*menuBar());
    m_sourceBar = new SourceBar(*m_actions, this);

    auto* bar = addToolBar(QString());
    bar->setObjectName(QStringLiteral("sourceToolBar"));
    bar->setMovable(false);
    bar->setFloatable(false);
    bar->toggleViewAction()->setVisible(false);
    bar->addWidget(m_sourceBar);
    m_sourceBar->add(m_selectionStrip);

    addTimeBar();

    statusBar()->setObjectName(QStringLiteral("statusBar"));
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_jobs);
    statusBar()->addPermanentWidget(m_status);

    makeDocks();
    m_layouts = new Layouts(*this, m_views, m_docks, m_store);
    m_alone = new ViewAlone(*m_layouts, m_docks, this);
    m_layoutMenu = new LayoutMenu(*m_actions, *m_layouts, this);
    m_memory = new WindowMemory(*this, m_views, *m_layouts, m_store);
    m_toasts = new ToastStack(this, m_timeBar->parentWidget()); // the bar is not covered
    m_palette = new CommandPalette(m_store, this);
    m_keys = new KeyOverlay(this);
    m_help = new ContextHelp(this);
    fillPalette(*m_palette, *this);
    fillLanguageMenu();
    connectActions();
    connect(m_clock, &FrameClock::frame, this, &MainWindow::showFrame);
    connect(m_alone, &ViewAlone::changed, m_memory, [this](bool alone) {
        m_memory->setDocksLast(!alone);
        if (!alone)
            m_layouts->fitType();
    });
    connect(&m_turns, &QTimer::timeout, this, &MainWindow::showToNextView);
    connect(m_clock, &FrameClock::timeChanged, this,
            [this] { m_sourceBar->showPast(!m_clock->isLive(), m_clock->shownWallMs()); });
    connect(m_sourceBar, &SourceBar::notice, this, &MainWindow::showNotice);
    connect(m_selectionStrip, &SelectionStrip::changed, this, &MainWindow::select);
    connect(m_layoutMenu, &LayoutMenu::toast, this, &MainWindow::showToast);
    connect(m_layouts, &Layouts::changed, this,
            [this] { m_sourceBar->setLayoutText(m_layoutMenu->currentText()); });
    connect(m_appearance, &Appearance::changed, this, &MainWindow::refreshAppearance);

    m_layouts->reset();
    retranslate();
    refreshAppearance();
    refreshCapabilities();
    if (!m_memory->restoreGeometry())
        resize(QSize(1440, 900).boundedTo(screen()->availableSize()));
    m_fitSoon.setSingleShot(true);
    m_fitSoon.setInterval(300); // a window is dragged to its size
    connect(&m_fitSoon, &QTimer::timeout, this, [this] {
        if (!m_alone->isOn())
            m_layouts->fitType();
    });
}

void MainWindow::makeDocks() {
    QMenu* viewMenu = m_actions->viewMenu();
    QAction* first = viewMenu->actions().value(0);
    for (View* view : m_views) {
        auto* dock = new QDockWidget(this);
        dock->setObjectName(QStringLiteral("dock-") + view->key());
        dock->setWidget(view);
        // Small, whatever it would like: in a small window all keep within their places.
        view->setMinimumSize(viewLeastWidth, viewLeastHeight);
        view->setAutoFillBackground(true);
        view->setBackgroundRole(QPalette::Base);
        viewMenu->insertAction(first, dock->toggleViewAction());
        m_docks.push_back(dock);
        connect(view, &View::notice, this, &MainWindow::showNotice);
        connect(view, &View::callRequested, m_operator, &Operator::start);
        view->setOperator(m_operator);
        connect(view, &View::chosen, this, &MainWindow::select);
        connect(view, &View::momentWanted, m_clock, &FrameClock::showWall);
        connect(view, &View::pinnedChanged, this, &MainWindow::nameDocks);
        connect(view, &View::actionRequested, this, [this](const QString& key) {
            if (QAction* action = m_actions->find(key))
                action->trigger();
        });
    }
    viewMenu->insertSeparator(first);
    new DockTitles(*this, m_docks);
}

MainWindow::~MainWindow() {
    setSource(nullptr);
}

View* MainWindow::view(const QString& key) const {
    const auto at = std::ranges::find(m_views, key, &View::key);
    return at != m_views.end() ? *at : nullptr;
}

void MainWindow::setSource(app::Source* source) {
    if (m_source) {
        m_memory->setScope({});
        m_source->disconnect(this);
    }
    m_turns.stop();
    m_source = source;
    m_clock->setSource(source);
    m_sourceBar->setSource(source);
    m_operator->setSource(source);
    m_timeBar->setRecording(source ? source->recording() : nullptr);
    for (View* view : m_views)
        view->setSource(source);
    if (m_source) {
        connect(m_source, &app::Source::stateChanged, this, &MainWindow::refreshCapabilities);
        m_memory->setScope(m_source->workspaceKey());
        m_clock->beat();
    }
    select({});
    refreshCapabilities();
}

void MainWindow::addTimeBar() {
    auto* bar = new QToolBar(this);
    addToolBar(Qt::BottomToolBarArea, bar);
    bar->setObjectName(QStringLiteral("timeToolBar"));
    bar->setMovable(false);
    bar->setFloatable(false);
    bar->toggleViewAction()->setVisible(false);
    bar->addWidget(m_timeBar);
    connect(m_timeBar, &TimeBar::timesChosen, this, [this](const std::optional<TimeRange>& times) {
        Selection wanted = m_selection;
        wanted.times = times;
        select(wanted);
    });
    const auto on = [this](const char* key, auto slot) {
        connect(m_actions->find(QString::fromLatin1(key)), &QAction::triggered, m_clock, slot);
    };
    on("time-live", &FrameClock::showEnd);
    on("time-back", [this] { m_clock->step(-1); });
    on("time-forward", [this] { m_clock->step(1); });
}

void MainWindow::setJobs(app::JobList* jobs) {
    m_jobs->setJobs(jobs);
    if (jobs)
        connect(jobs, &app::JobList::ended, this, [this](const app::Job& job) {
            const QString text = tr("%1. %2").arg(job.title, jobStatusText(job));
            if (job.why.isEmpty())
                showNotice(text);
            else
                showError(text);
        });
}

void MainWindow::connectActions() {
    const auto on = [this](const char* key, auto slot) {
        connect(m_actions->find(QString::fromLatin1(key)), &QAction::triggered, this, slot);
    };
    on("quit", &QWidget::close);
    on("produce-record", [this] { emit produceRequested(m_selection.topic); });
    on("copy-bootstrap", [this] { m_sourceBar->copyBootstrapServers(); });
    on("clear-selection", [this] { select({}); });
    on("pin-view", &MainWindow::pinFocusedView);
    on("view-alone", [this](bool alone) {
        if (const View* view = viewInHand(); alone && view)
            showAlone(view->key());
        else
            m_alone->end();
        m_actions->find(QStringLiteral("view-alone"))->setChecked(m_alone->isOn());
    });
    on("start-demo", [this] { emit startDemoRequested(); });
    on("cluster-settings", [this] { emit clusterSettingsRequested(); });
    on("command-palette", [this] { m_palette->open(); });
    on("system-theme", [this](bool system) {
        const auto now =
            theme().kind == ThemeKind::dark ? Appearance::Choice::dark : Appearance::Choice::light;
        m_appearance->choose(system ? Appearance::Choice::system : now);
    });
    on("dark-theme", [this](bool dark) {
        m_appearance->choose(dark ? Appearance::Choice::dark : Appearance::Choice::light);
    });
    on("projector-mode", [this](bool projector) { m_appearance->setProjector(projector); });
    on("reduced-motion", [this](bool reduced) { m_appearance->setMotionReduced(reduced); });
    on("welcome", &MainWindow::showWelcome);
    on("key-overlay", &MainWindow::showKeys);
    on("explain-term", [this] {
        if (!m_glossary)
            m_glossary = new GlossaryDialog(this);
        m_glossary->showTerm(m_help->termInHand());
    });
    on("what-is-this", [this] { m_help->ask(); });
    on("show-jobs", [this] { m_jobs->openList(); });
    on("about", &MainWindow::about);
    on("undo-last", [this] { m_operator->undoLast(); });
    connect(m_actions, &Actions::operationTriggered, this, &MainWindow::operate);
    connect(m_operator, &Operator::done, this, [this](const QString& text, const app::ActionCall& undo) {
        showToast(
            text, undo.action.empty() ? std::function<void()>() : [this, undo] { m_operator->run(undo); });
    });
    connect(m_operator, &Operator::failed, this, &MainWindow::showError);
    connect(m_operator, &Operator::undoChanged, this, &MainWindow::refreshCapabilities);
}

void MainWindow::fillLanguageMenu() {
    auto* group = new QActionGroup(this);
    for (const Language::Choice& choice : Language::choices()) {
        QAction* action = m_actions->languageMenu()->addAction(choice.name);
        action->setObjectName(QStringLiteral("action-language-") + choice.code);
        action->setCheckable(true);
        action->setChecked(choice.code == m_language.code());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, code = choice.code] { chooseLanguage(code); });
        connect(&m_language, &Language::changed, action,
                [this, action, code = choice.code] { action->setChecked(code == m_language.code()); });
    }
}

void MainWindow::chooseLanguage(const QString& code) {
    m_language.set(code);
    m_store.save({}, QStringLiteral("language"), code.toUtf8());
}

void MainWindow::showAlone(const QString& viewKey) {
    for (std::size_t i = 0; i < m_views.size(); ++i)
        if (m_views[i]->key() == viewKey)
            m_alone->begin(m_docks[i]);
    m_actions->find(QStringLiteral("view-alone"))->setChecked(m_alone->isOn());
}

void MainWindow::goTo(const QString& viewKey) {
    if (m_alone->isOn())
        showAlone(viewKey);
    for (std::size_t i = 0; i < m_views.size(); ++i)
        if (m_views[i]->key() == viewKey) {
            m_docks[i]->show();
            m_docks[i]->raise();
            m_views[i]->setFocus();
            if (!m_views[i]->isAncestorOf(focusWidget()))
                m_views[i]->nextInFocusChain()->setFocus();
        }
}

void MainWindow::retranslate() {
    m_actions->retranslate();
    m_layoutMenu->refresh();
    m_sourceBar->retranslate();
    m_sourceBar->setLayoutText(m_layoutMenu->currentText());
    m_selectionStrip->retranslate();
    m_status->retranslate();
    m_timeBar->retranslate();
    for (View* view : m_views) {
        view->retranslate();
        view->setAccessibleName(view->title());
    }
    nameDocks();
    refreshCapabilities();
}

void MainWindow::nameDocks() {
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        const QString title = m_views[i]->title();
        m_docks[i]->setWindowTitle(m_views[i]->isPinned() ? tr("%1 (pinned)").arg(title) : title);
        m_docks[i]->toggleViewAction()->setText(title);
    }
}

void MainWindow::refreshCapabilities() {
    const app::Capabilities can = m_source ? m_source->capabilities() : app::Capabilities{};
    const auto allow = [&](const char* key, bool allowed) {
        QAction* action = m_actions->find(QString::fromLatin1(key));
        action->setEnabled(allowed);
        action->setProperty("problem", can.reason);
        if (!allowed && !can.reason.isEmpty())
            action->setToolTip(can.reason);
    };
    for (const auto& row : app::actions())
        if (row.isOfCluster())
            allow(row.key, row.kind == app::Action::Kind::fault ? can.faults : can.operate);
    allow("create-topic", can.createTopics);
    allow("undo-last", m_operator->lastUndo().has_value());
    allow("produce-record", can.produce);
    allow("copy-bootstrap", m_source && !m_source->bootstrapServers().isEmpty());
}

void MainWindow::operate(const QString& key) {
    const auto* action = app::findAction(key.toStdString());
    if (key == QLatin1String("create-topic"))
        emit createTopicRequested();
    else if (action)
        m_operator->start(callWith(*action, m_selection));
}

void MainWindow::showFrame(const Frame& frame) {
    // What is done is done to the cluster as it is now, whatever is looked at.
    m_operator->showSnapshot(frame.now ? *frame.now->snapshot : *frame.snapshot);
    m_status->showFrame(frame);
    // A topic that was there and is gone is no longer selected; one that was never there may be on its way,
    // and one that was not yet there in the past is there now.
    const bool present =
        !m_selection.topic.isEmpty() && frame.snapshot->topic(m_selection.topic.toStdString());
    if (m_selectedTopicSeen && !present && frame.isLive()) {
        Selection without = m_selection;
        without.setTopic({});
        select(without);
    }
    if (frame.isLive())
        m_selectedTopicSeen = present;
    m_frame = frame;
    if (!m_turns.isActive()) {
        m_turn = 0;
        m_turns.start();
    }
}

void MainWindow::showToNextView() {
    for (; m_turn < m_views.size() && (isMinimized() || !m_views[m_turn]->isVisible()); ++m_turn)
        m_views[m_turn]->keep(m_frame);
    if (m_turn < m_views.size())
        m_views[m_turn++]->showFrame(m_frame);
    else
        m_turns.stop();
}

void MainWindow::select(const Selection& selection) {
    if (selection.topic != m_selection.topic)
        m_selectedTopicSeen = false;
    m_selection = selection;
    m_selectionStrip->showSelection(selection);
    m_timeBar->showTimes(selection.times);
    for (View* view : m_views)
        view->select(selection);
}

void MainWindow::pinFocusedView() {
    if (View* view = viewInHand()) {
        view->setPinned(!view->isPinned());
        showNotice(view->isPinned() ? tr("%1 is pinned: it keeps what it shows.").arg(view->title())
                                    : tr("%1 follows the selection again.").arg(view->title()));
    } else {
        showNotice(tr("Click into a view first, then pin it."));
    }
}

void MainWindow::refreshAppearance() {
    const auto check = [this](const char* key, bool on) {
        m_actions->find(QString::fromLatin1(key))->setChecked(on);
    };
    check("system-theme", m_appearance->choice() == Appearance::Choice::system);
    check("dark-theme", theme().kind == ThemeKind::dark);
    check("projector-mode", m_appearance->isProjector());
    check("reduced-motion", m_appearance->isMotionReduced());
    m_layouts->setAnimated(!m_appearance->isMotionReduced());
    if (!m_alone->isOn())
        m_layouts->fitType();
}

void MainWindow::showNotice(const QString& text) {
    m_toasts->show({text, ToastMessage::Severity::info, {}});
}

void MainWindow::showToast(const QString& text, const std::function<void()>& undo) {
    m_toasts->show({text, ToastMessage::Severity::success, undo});
}

void MainWindow::showError(const QString& text) {
    m_toasts->show({text, ToastMessage::Severity::error, {}});
}

void MainWindow::showWelcome() {
    if (!m_welcome) {
        m_welcome = new WelcomePage(*m_actions, m_language, *m_appearance, this);
        connect(m_welcome, &WelcomePage::languageChosen, this, &MainWindow::chooseLanguage);
        connect(m_welcome, &WelcomePage::notice, this, &MainWindow::showNotice);
    }
    m_welcome->open(m_source ? m_source->bootstrapServers() : QString());
}

View* MainWindow::viewInHand() const {
    for (QWidget* at = focusWidget(); at; at = at->parentWidget())
        if (auto* view = qobject_cast<View*>(at))
            return view;
    for (View* view : m_views)
        if (view->isVisible() && view->underMouse())
            return view;
    return nullptr;
}

void MainWindow::showKeys() {
    std::vector<KeyOverlay::Section> sections;
    if (const View* view = viewInHand())
        sections.push_back({view->title(), view->keys()});
    KeyOverlay::Section window{tr("Window"), {}};
    for (const QAction* action : m_actions->all())
        if (!action->shortcut().isEmpty())
            window.keys.push_back(
                {action->shortcut().toString(QKeySequence::NativeText), action->iconText()});
    sections.push_back(std::move(window));
    m_keys->open(sections);
}

void MainWindow::about() {
    QMessageBox box(this);
    box.setObjectName(QStringLiteral("aboutBox"));
    box.setWindowTitle(tr("About Partitura"));
    box.setIconPixmap(iconPixmap(u"score", 48, theme().accent, devicePixelRatioF()));
    box.setText(tr("<b>Partitura %1</b>").arg(QCoreApplication::applicationVersion()));
    box.setInformativeText(
        tr("A Kafka cluster one can watch at work: to teach, to learn, to develop against.\n\n"
           "Free software under the GNU General Public License, version 3 or later. "
           "Apache Kafka is a trademark of the Apache Software Foundation, which has no part in this."));
    box.exec();
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::WindowStateChange)
        m_clock->setIdle(isMinimized());
    QMainWindow::changeEvent(event);
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    m_clock->setRunning(true);
    // Dock sizes can only be shared out once the window has its own.
    if (!m_shownOnce) {
        m_shownOnce = true;
        setFocus(); // not the first button of the source bar, which would look chosen
        if (!m_memory->hasDocks())
            QTimer::singleShot(0, this, [this] { m_alone->during([this] { m_layouts->reset(); }); });
    }
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    m_fitSoon.start();
}

void MainWindow::hideEvent(QHideEvent* event) {
    QMainWindow::hideEvent(event);
    m_clock->setRunning(isVisible()); // it is, to Qt, while it is minimized
}

void MainWindow::closeEvent(QCloseEvent* event) {
    m_alone->end(); // what is remembered are all the docks
    m_memory->save();
    QMainWindow::closeEvent(event);
}

} // namespace partitura::ui
