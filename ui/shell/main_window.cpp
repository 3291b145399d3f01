#include "ui/shell/main_window.h"

#include "ui/shell/actions.h"
#include "ui/shell/cluster_status.h"
#include "ui/shell/default_layout.h"
#include "ui/shell/dock_titles.h"
#include "ui/shell/frame_clock.h"
#include "ui/shell/language.h"
#include "ui/shell/layout_store.h"
#include "ui/shell/selection_strip.h"
#include "ui/shell/source_bar.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/timebar/time_bar.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDataStream>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>

#include <algorithm>

namespace partitura::ui {

namespace {

constexpr int layoutVersion = 1;
constexpr int noticeMs = 6000;

QByteArray packed(const QVariantMap& map) {
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << map;
    return bytes;
}

QVariantMap unpacked(const QByteArray& bytes) {
    QVariantMap map;
    QDataStream stream(bytes);
    stream >> map;
    return stream.status() == QDataStream::Ok ? map : QVariantMap();
}

} // namespace

MainWindow::MainWindow(std::vector<View*> views, Language& language, LayoutStore& store, QWidget* parent)
    : QMainWindow(parent)
    , m_views(std::move(views))
    , m_language(language)
    , m_store(store)
    , m_actions(new Actions(this))
    , m_clock(new FrameClock(this))
    , m_sourceBar(new SourceBar(*m_actions, this))
    , m_selectionStrip(new SelectionStrip(this))
    , m_status(new ClusterStatus(this))
    , m_timeBar(new TimeBar(*m_clock, this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Partitura"));
    // Grouped dragging: a tab can be pulled out although its dock shows no title bar.
    setDockOptions(AllowNestedDocks | AllowTabbedDocks | AnimatedDocks | GroupedDragging);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);

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
    statusBar()->addPermanentWidget(m_status);

    m_actions->build(*menuBar());
    QMenu* viewMenu = m_actions->viewMenu();
    QAction* first = viewMenu->actions().value(0);
    for (View* view : m_views) {
        auto* dock = new QDockWidget(this);
        dock->setObjectName(QStringLiteral("dock-") + view->key());
        dock->setWidget(view);
        view->setAutoFillBackground(true);
        view->setBackgroundRole(QPalette::Base);
        viewMenu->insertAction(first, dock->toggleViewAction());
        m_docks.push_back(dock);
        connect(view, &View::notice, this, &MainWindow::showNotice);
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
    fillLanguageMenu();
    connectActions();
    connect(m_clock, &FrameClock::frame, this, &MainWindow::showFrame);
    connect(&m_turns, &QTimer::timeout, this, &MainWindow::showToNextView);
    connect(m_sourceBar, &SourceBar::notice, this, &MainWindow::showNotice);
    connect(m_selectionStrip, &SelectionStrip::changed, this, &MainWindow::select);

    placeDocks();
    retranslate();
    refreshCapabilities();
    if (!restoreGeometry(m_store.load({}, QStringLiteral("window/geometry"))))
        resize(1440, 900);
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
        saveLayout();
        m_source->disconnect(this);
    }
    m_turns.stop();
    m_source = source;
    m_clock->setSource(source);
    m_sourceBar->setSource(source);
    m_timeBar->setRecording(source ? source->recording() : nullptr);
    for (View* view : m_views)
        view->setSource(source);
    if (m_source) {
        connect(m_source, &app::Source::stateChanged, this, &MainWindow::refreshCapabilities);
        restoreLayout();
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
    QAction* inBar = bar->addWidget(m_timeBar);
    inBar->setVisible(false);
    connect(m_timeBar, &TimeBar::recordingChanged, this, [bar, inBar](bool has) {
        inBar->setVisible(has);
        bar->setVisible(has);
    });
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

void MainWindow::connectActions() {
    const auto on = [this](const char* key, auto slot) {
        connect(m_actions->find(QString::fromLatin1(key)), &QAction::triggered, this, slot);
    };
    on("quit", &QWidget::close);
    on("create-topic", [this] { emit createTopicRequested(); });
    on("produce-record", [this] { emit produceRequested(m_selection.topic); });
    on("copy-bootstrap", [this] { m_sourceBar->copyBootstrapServers(); });
    on("dark-theme", &MainWindow::setDark);
    on("reset-layout", [this] { placeDocks(); });
    on("clear-selection", [this] { select({}); });
    on("pin-view", &MainWindow::pinFocusedView);
    on("about", &MainWindow::about);
    m_actions->find(QStringLiteral("dark-theme"))->setChecked(theme().kind == ThemeKind::dark);
}

void MainWindow::fillLanguageMenu() {
    auto* group = new QActionGroup(this);
    for (const Language::Choice& choice : Language::choices()) {
        QAction* action = m_actions->languageMenu()->addAction(choice.name);
        action->setObjectName(QStringLiteral("action-language-") + choice.code);
        action->setCheckable(true);
        action->setChecked(choice.code == m_language.code());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, code = choice.code] {
            m_language.set(code);
            m_store.save({}, QStringLiteral("language"), code.toUtf8());
        });
    }
}

void MainWindow::placeDocks() {
    placeByDefault(*this, m_views, m_docks);
}

void MainWindow::saveLayout() {
    m_store.save({}, QStringLiteral("window/geometry"), saveGeometry());
    if (!m_source)
        return;
    m_store.save(m_source->workspaceKey(), QStringLiteral("window/docks"), saveState(layoutVersion));
    for (View* view : m_views)
        m_store.save(m_source->workspaceKey(), QStringLiteral("view/") + view->key(),
                     packed(view->saveState()));
}

void MainWindow::restoreLayout() {
    const QString scope = m_source->workspaceKey();
    const QByteArray docks = m_store.load(scope, QStringLiteral("window/docks"));
    if (docks.isEmpty() || !restoreState(docks, layoutVersion))
        placeDocks();
    for (View* view : m_views) {
        const QByteArray state = m_store.load(scope, QStringLiteral("view/") + view->key());
        if (!state.isEmpty())
            view->restoreState(unpacked(state));
    }
}

void MainWindow::retranslate() {
    m_actions->retranslate();
    m_sourceBar->retranslate();
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
        if (!allowed && !can.reason.isEmpty())
            action->setToolTip(can.reason);
    };
    allow("create-topic", can.createTopics);
    allow("produce-record", can.produce);
    allow("copy-bootstrap", m_source && !m_source->bootstrapServers().isEmpty());
}

void MainWindow::showFrame(const Frame& frame) {
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
    while (m_turn < m_views.size() && !m_views[m_turn]->isVisible())
        ++m_turn;
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

View* MainWindow::focusedView() const {
    const QWidget* focus = focusWidget();
    const auto has = [&](const View* view) { return focus && view->isAncestorOf(focus); };
    const auto at = std::ranges::find_if(m_views, has);
    return at != m_views.end() ? *at : nullptr;
}

void MainWindow::pinFocusedView() {
    if (View* view = focusedView()) {
        view->setPinned(!view->isPinned());
        showNotice(view->isPinned() ? tr("%1 is pinned: it keeps what it shows.").arg(view->title())
                                    : tr("%1 follows the selection again.").arg(view->title()));
    } else {
        showNotice(tr("Click into a view first, then pin it."));
    }
}

void MainWindow::setDark(bool dark) {
    applyTheme(*qApp, dark ? ThemeKind::dark : ThemeKind::light);
    m_store.save({}, QStringLiteral("theme"), dark ? "dark" : "light");
}

void MainWindow::showNotice(const QString& text) {
    statusBar()->showMessage(text, noticeMs);
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
        m_clock->setRunning(isVisible() && !isMinimized());
    QMainWindow::changeEvent(event);
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    m_clock->setRunning(!isMinimized());
    // Dock sizes can only be shared out once the window has its own.
    if (!m_shownOnce) {
        m_shownOnce = true;
        setFocus(); // not the first button of the source bar, which would look chosen
        if (!m_source || m_store.load(m_source->workspaceKey(), QStringLiteral("window/docks")).isEmpty())
            QTimer::singleShot(0, this, &MainWindow::placeDocks);
    }
}

void MainWindow::hideEvent(QHideEvent* event) {
    QMainWindow::hideEvent(event);
    m_clock->setRunning(false);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    saveLayout();
    QMainWindow::closeEvent(event);
}

} // namespace partitura::ui
