// What surrounds the views: layouts, looks, toasts, jobs, keys, the first page, the settings.
#include <QTest>

#include "app/jobs/job_list.h"
#include "tests/support/fake_source.h"
#include "ui/jobs/job_text.h"
#include "ui/settings/cluster_settings_dialog.h"
#include "ui/shell/actions.h"
#include "ui/shell/appearance.h"
#include "ui/shell/language.h"
#include "ui/shell/layout_menu.h"
#include "ui/shell/layout_store.h"
#include "ui/shell/layouts.h"
#include "ui/shell/main_window.h"
#include "ui/shell/source_bar.h"
#include "ui/style/motion.h"
#include "ui/style/theme.h"
#include "ui/toasts/toast_stack.h"
#include "ui/views.h"
#include "ui/welcome/client_snippets.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStatusBar>
#include <QToolButton>

#include <cmath>

using namespace partitura;
using namespace partitura::ui;

namespace {

struct Bench {
    Language language;
    test::FakeStore<LayoutStore> store;
    test::FakeSource source;
    test::FakeCluster cluster;
    std::unique_ptr<MainWindow> window;

    /// `alone`: the view asked for right after the window is shown, as the command line does.
    explicit Bench(const char* alone = nullptr) {
        language.set(QStringLiteral("en"));
        cluster.addTopic("orders", 6, 3, {12000});
        source.setSnapshot(cluster.snapshot());
        open(alone);
    }
    void open(const char* alone = nullptr) {
        window = std::make_unique<MainWindow>(createViews(nullptr), language, store);
        window->setSource(&source);
        window->resize(1280, 800);
        window->show();
        if (alone)
            window->showAlone(QString::fromLatin1(alone));
        QCoreApplication::processEvents();
        QTest::qWait(20); // docks take their places a turn later
    }
    ~Bench() {
        if (window)
            window->setSource(nullptr);
        window.reset();
        language.set(QStringLiteral("en"));
        applyTheme(*qApp, ThemeKind::light);
        setMotionReduced(false);
    }
    void trigger(const char* action) const { window->actions().find(QString::fromLatin1(action))->trigger(); }
    Layouts& layouts() const { return window->layouts(); }
    QDockWidget* dock(const char* key) const {
        return window->findChild<QDockWidget*>(QStringLiteral("dock-") + QLatin1String(key));
    }
    template <typename T>
    T* find(const char* name) const {
        return window->findChild<T*>(QString::fromLatin1(name));
    }
    QStringList toasts() const {
        QStringList texts;
        for (const auto* label : window->findChildren<QLabel*>(QStringLiteral("toastText")))
            if (label->isVisible())
                texts << label->text();
        return texts;
    }
    void answerName(const QString& name) const {
        auto* dialog = find<QInputDialog>("layoutName");
        QVERIFY(dialog);
        dialog->setTextValue(name);
        dialog->accept();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
};

/// A view that counts its frames.
class Counting : public View {
public:
    [[nodiscard]] QString key() const override { return QStringLiteral("counting"); }
    [[nodiscard]] QString title() const override { return QStringLiteral("Counting"); }
    void setSource(app::Source* /*source*/) override {}
    void showFrame(const Frame& /*frame*/) override { ++shown; }
    void keep(const Frame& /*frame*/) override { ++kept; }
    void retranslate() override {}

    int shown = 0, kept = 0;
};

double luminance(const QColor& colour) {
    const auto part = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF());
}

/// As WCAG 2 defines it: 1 … 21.
double contrast(const QColor& a, const QColor& b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

} // namespace

class WindowTest : public QObject {
    Q_OBJECT

private slots:
    void init() { applyTheme(*qApp, ThemeKind::light); }

    // Layouts

    void aBuiltInLayoutShowsWhatItNames() {
        Bench bench;
        QCOMPARE(bench.layouts().current().key, QStringLiteral("overview"));
        bench.layouts().apply(QStringLiteral("messages"));
        QVERIFY(!bench.dock("messages")->isHidden());
        QVERIFY(bench.dock("throughput")->isHidden());
        bench.layouts().apply(QStringLiteral("overview"));
        QVERIFY(!bench.dock("throughput")->isHidden());
    }

    void aViewDrawsWhileItIsSeenAndKeepsWhileItIsNot() {
        Bench bench;
        auto* view = new Counting;
        bench.window = std::make_unique<MainWindow>(std::vector<View*>{view}, bench.language, bench.store);
        bench.window->setSource(&bench.source);
        bench.window->show();
        QTRY_VERIFY(view->shown > 3);
        const auto keepsOnly = [&] {
            const int shown = view->shown, kept = view->kept;
            return QTest::qWaitFor([&] { return view->kept > kept + 3; }) && view->shown == shown;
        };
        view->parentWidget()->hide();
        QVERIFY(keepsOnly());
        const int kept = view->kept;
        view->parentWidget()->show();
        QTRY_VERIFY(view->shown > 6);
        QCOMPARE(view->kept, kept);
        bench.window->showMinimized();
        QVERIFY(keepsOnly());
        const int shown = view->shown;
        bench.window->showNormal();
        QTRY_VERIFY(view->shown > shown + 3);
    }

    void movingDocksMarksTheLayoutAndChangesNone() {
        Bench bench;
        QTRY_VERIFY(!bench.layouts().isModified());
        bench.trigger("save-layout-as");
        bench.answerName(QStringLiteral("Mine"));
        QTRY_COMPARE(bench.layouts().current().name, QStringLiteral("Mine"));
        const auto kept = bench.store.load({}, QStringLiteral("layouts"));
        QVERIFY(!kept.isEmpty());
        bench.dock("events")->close();
        QTRY_VERIFY(bench.layouts().isModified());
        QCOMPARE(bench.find<QToolButton>("layoutButton")->text(), QStringLiteral("Mine, changed"));
        bench.window->addDockWidget(Qt::RightDockWidgetArea, bench.dock("topology"));
        QCoreApplication::processEvents();
        QCOMPARE(bench.store.load({}, QStringLiteral("layouts")), kept);
        bench.trigger("reset-layout");
        QTRY_VERIFY(!bench.layouts().isModified());
        QVERIFY(!bench.dock("events")->isHidden());
    }

    void sizesAreNotAModification() {
        Bench bench;
        QTRY_VERIFY(!bench.layouts().isModified());
        bench.window->resize(1100, 760);
        bench.window->resizeDocks({bench.dock("topology")}, {300}, Qt::Horizontal);
        QTest::qWait(50);
        QVERIFY(!bench.layouts().isModified());
    }

    void layoutsAreUpdatedRenamedAndDeletedWithUndo() {
        Bench bench;
        QVERIFY(!bench.window->actions().find("delete-layout")->isEnabled()); // a built-in one
        QVERIFY(!bench.layouts().saveAs(QStringLiteral("  ")));
        QVERIFY(!bench.layouts().saveAs(QStringLiteral("Overview")));
        QVERIFY(bench.layouts().saveAs(QStringLiteral("Mine")));
        bench.dock("events")->close();
        QTRY_VERIFY(bench.window->actions().find("update-layout")->isEnabled());
        bench.trigger("update-layout");
        QTRY_VERIFY(!bench.layouts().isModified());
        bench.layouts().apply(QStringLiteral("overview"));
        bench.layouts().apply(QStringLiteral("user/Mine"));
        QVERIFY(bench.dock("events")->isHidden());
        bench.trigger("rename-layout");
        bench.answerName(QStringLiteral("Ours"));
        QCOMPARE(bench.layouts().current().key, QStringLiteral("user/Ours"));
        bench.trigger("delete-layout");
        QCOMPARE(bench.layouts().all().size(), 4u);
        auto* undo = bench.find<QPushButton>("toastUndo");
        QVERIFY(undo);
        undo->click();
        QCOMPARE(bench.layouts().all().back().name, QStringLiteral("Ours"));
    }

    void leavingAModifiedArrangementCanBeUndone() {
        Bench bench;
        QTRY_VERIFY(!bench.layouts().isModified());
        bench.dock("events")->close();
        QTRY_VERIFY(bench.layouts().isModified());
        bench.window->layoutMenu().go(QStringLiteral("messages"));
        QVERIFY(bench.dock("throughput")->isHidden());
        bench.find<QPushButton>("toastUndo")->click();
        QCOMPARE(bench.layouts().current().key, QStringLiteral("overview"));
        QVERIFY(!bench.dock("throughput")->isHidden());
        QVERIFY(bench.dock("events")->isHidden());
        QTRY_VERIFY(bench.layouts().isModified());
    }

    /// The window is never told to close: what it had saved by itself is all that is left.
    void theArrangementSurvivesAKill() {
        Bench bench;
        bench.layouts().apply(QStringLiteral("operations"));
        QTest::qWait(20); // the docks take their places
        bench.dock("events")->close();
        bench.find<QCheckBox>("showInternalTopics")->setChecked(true);
        const auto docks = std::make_pair(bench.source.workspaceKey(), QStringLiteral("window/docks"));
        QTRY_VERIFY(bench.store.values.contains(docks));
        QTRY_COMPARE(bench.store.values[docks], bench.window->saveState(1)); // once they have their places
        const auto left = bench.store.values;
        bench.window->setSource(nullptr);
        bench.window.reset();
        bench.store.values = left;
        bench.open();
        QCOMPARE(bench.layouts().current().key, QStringLiteral("operations"));
        QVERIFY(bench.dock("events")->isHidden());
        QTRY_VERIFY(bench.layouts().isModified());
        QVERIFY(bench.find<QCheckBox>("showInternalTopics")->isChecked());
    }

    void aStoreOfNonsenseGivesTheFirstLayout() {
        Bench bench;
        bench.window->setSource(nullptr);
        bench.window.reset();
        for (const char* key : {"window/docks", "window/layout", "view/topics"})
            bench.store.save(bench.source.workspaceKey(), QString::fromLatin1(key), "nonsense");
        bench.store.save({}, QStringLiteral("layouts"), "nonsense");
        bench.open();
        QCOMPARE(bench.layouts().current().key, QStringLiteral("overview"));
        QVERIFY(!bench.dock("events")->isHidden());
    }

    // Looks

    void theThemeFollowsTheSystemWhileItRuns() {
        Bench bench;
        auto& look = bench.window->appearance().system();
        const QString space = QStringLiteral("org.freedesktop.appearance");
        look.takeSetting(space, QStringLiteral("color-scheme"), 1u);
        QCOMPARE(theme().kind, ThemeKind::dark);
        look.takeSetting(space, QStringLiteral("color-scheme"), 2u);
        QCOMPARE(theme().kind, ThemeKind::light);
        bench.trigger("dark-theme");
        QCOMPARE(theme().kind, ThemeKind::dark);
        look.takeSetting(space, QStringLiteral("color-scheme"), 2u);
        QCOMPARE(theme().kind, ThemeKind::dark); // chosen by hand
        bench.trigger("system-theme");
        QCOMPARE(theme().kind, ThemeKind::light);
        look.takeSetting(QStringLiteral("org.example"), QStringLiteral("color-scheme"), 1u);
        QCOMPARE(theme().kind, ThemeKind::light);
    }

    void motionFollowsTheSystemUntilChosen() {
        Bench bench;
        auto& look = bench.window->appearance().system();
        look.takeSetting(QStringLiteral("org.gnome.desktop.interface"), QStringLiteral("enable-animations"),
                         false);
        QVERIFY(motionIsReduced());
        QVERIFY(bench.window->actions().find("reduced-motion")->isChecked());
        bench.trigger("reduced-motion");
        QVERIFY(!motionIsReduced());
        QCOMPARE(bench.store.load({}, QStringLiteral("motion")), QByteArray("full"));
    }

    void aProjectorMakesEverythingLargerAndBack() {
        Bench bench;
        auto* name = bench.find<QToolButton>("sourceName");
        auto* rate = bench.find<QLabel>("messageRate");
        const int large = name->font().pixelSize(), body = rate->font().pixelSize();
        bench.trigger("projector-mode");
        QCOMPARE(name->font().pixelSize(), qRound(large * 1.35));
        QCOMPARE(rate->font().pixelSize(), qRound(body * 1.35));
        QCOMPARE(bench.store.load({}, QStringLiteral("projector")), QByteArray("on"));
        bench.trigger("dark-theme");
        QVERIFY(theme().projector && theme().kind == ThemeKind::dark);
        bench.trigger("projector-mode");
        QCOMPARE(name->font().pixelSize(), large);
        QCOMPARE(rate->font().pixelSize(), body);
    }

    void contrastIsEnough_data() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("projector");
        QTest::newRow("light") << false << false;
        QTest::newRow("dark") << true << false;
        QTest::newRow("projector, light") << false << true;
        QTest::newRow("projector, dark") << true << true;
    }

    /// Text 4.5:1 and what is drawn 3:1 as WCAG asks; on a projector 7:1 and 4.5:1.
    void contrastIsEnough() {
        QFETCH(bool, dark);
        QFETCH(bool, projector);
        applyTheme(*qApp, dark ? ThemeKind::dark : ThemeKind::light, projector);
        const Theme& t = theme();
        const double text = projector ? 7 : 4.5, drawn = projector ? 4.5 : 2.9;
        for (const QColor& ground : {t.window, t.surface}) {
            for (const QColor& ink : {t.ink, t.inkSoft})
                QVERIFY2(contrast(ink, ground) >= text, qPrintable(ink.name() + ground.name()));
            for (const QColor& state : {t.inSync, t.outOfSync, t.offline, t.electing, t.accent, t.danger})
                QVERIFY2(contrast(state, ground) >= drawn, qPrintable(state.name() + ground.name()));
            if (projector)
                for (const QColor& colour : t.series)
                    QVERIFY2(contrast(colour, ground) >= drawn, qPrintable(colour.name() + ground.name()));
        }
        QVERIFY(contrast(t.onAccent, t.accent) >= text);
    }

    // Toasts

    void aNoticeIsAToastAndUndoIsDoneOnce() {
        Bench bench;
        int undone = 0;
        bench.window->showToast(QStringLiteral("Deleted."), [&] { ++undone; });
        QCOMPARE(bench.toasts(), QStringList{QStringLiteral("Deleted.")});
        auto* undo = bench.find<QPushButton>("toastUndo");
        undo->click();
        undo->click();
        QCOMPARE(undone, 1);
        QVERIFY(bench.toasts().isEmpty());
        bench.window->showNotice(QStringLiteral("Created."));
        QVERIFY(bench.find<QFrame>("toast"));
    }

    void theStackIsBoundedAndErrorsStay() {
        QWidget window;
        window.resize(600, 600);
        QStatusBar bar(&window);
        ToastStack stack(&window, &bar);
        stack.show({QStringLiteral("broken"), ToastMessage::Severity::error, {}});
        for (int i = 0; i < 9; ++i)
            stack.show({QString::number(i), ToastMessage::Severity::info, {}});
        QCOMPARE(stack.toasts().size(), ToastStack::most);
        QCOMPARE(stack.toasts().front()->message().text, QStringLiteral("broken"));
        QCOMPARE(stack.toasts().back()->message().text, QStringLiteral("8"));
        stack.show({QStringLiteral("8"), ToastMessage::Severity::info, {}});
        QCOMPARE(stack.toasts().size(), ToastStack::most); // said twice, shown once
        QCOMPARE(stack.toasts().front()->lifeMs(), 0);
        stack.toasts().front()->findChild<QToolButton*>(QStringLiteral("toastCopy"))->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("broken"));
        for (int i = 0; i < 9; ++i)
            stack.show({QStringLiteral("e%1").arg(i), ToastMessage::Severity::error, {}});
        QCOMPARE(stack.toasts().size(), ToastStack::most);
    }

    void aToastStandsStillUnderTheMouse() {
        QWidget window;
        Toast toast({QStringLiteral("text"), ToastMessage::Severity::info, {}}, &window);
        QVERIFY(toast.isCounting());
        QEnterEvent enter({1, 1}, {1, 1}, {1, 1});
        QApplication::sendEvent(&toast, &enter);
        QVERIFY(!toast.isCounting());
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(&toast, &leave);
        QVERIFY(toast.isCounting());
        QVERIFY(!toast.accessibleDescription().isEmpty());
    }

    // Jobs

    void jobsAreCountedShownAndStopped() {
        Bench bench;
        app::JobList jobs;
        bench.window->setJobs(&jobs);
        auto* button = bench.find<QToolButton>("jobsButton");
        QVERIFY(button->isHidden());
        const auto progress = jobs.begin(QStringLiteral("Export orders"), app::Job::Unit::records, 200);
        progress->setDone(50);
        jobs.refresh();
        QVERIFY(!button->isHidden());
        QVERIFY2(button->text().startsWith(QStringLiteral("1 job, 25")), qPrintable(button->text()));
        bench.trigger("show-jobs");
        auto* status = button->findChild<QLabel*>(QStringLiteral("jobStatus"));
        QVERIFY(status);
        QVERIFY2(status->text().startsWith(QStringLiteral("50 of 200 records")), qPrintable(status->text()));
        button->findChild<QToolButton*>(QStringLiteral("jobCancel"))->click();
        QVERIFY(progress->isCancelled());
        progress->end(app::JobProgress::End::incomplete);
        jobs.refresh();
        QVERIFY2(status->text().startsWith(QStringLiteral("Incomplete, cancelled")),
                 qPrintable(status->text()));
        QVERIFY(bench.toasts().join(QString()).contains(QStringLiteral("Export orders")));
        button->findChild<QPushButton*>(QStringLiteral("jobsClear"))->click();
        QVERIFY(button->isHidden());
        bench.window->setJobs(nullptr);
    }

    // Keys, first page, settings, sources

    void theSheetOfKeysListsTheViewAndTheWindow() {
        Bench bench;
        bench.window->goTo(QStringLiteral("messages"));
        bench.trigger("key-overlay");
        auto* sheet = bench.find<QWidget>("keyOverlay");
        QVERIFY(sheet->isVisible());
        QStringList lines;
        for (const auto* label : sheet->findChildren<QLabel*>(QStringLiteral("keyHint")))
            lines << label->text();
        QVERIFY(lines.contains(QStringLiteral("Read anew")));
        for (const QAction* action : bench.window->actions().all())
            if (!action->shortcut().isEmpty())
                QVERIFY2(lines.contains(action->iconText()), qPrintable(action->iconText()));
        QTest::keyClick(sheet, Qt::Key_Escape);
        QVERIFY(!sheet->isVisible());
    }

    void shortcutsAreUnique() {
        Bench bench;
        QStringList keys;
        for (const QAction* action : bench.window->actions().all())
            if (!action->shortcut().isEmpty())
                keys << action->shortcut().toString();
        QStringList once = keys;
        once.removeDuplicates();
        QCOMPARE(once, keys);
    }

    void theFirstPageLeadsToTheDemoInOneClick() {
        Bench bench;
        QSignalSpy demo(bench.window.get(), &MainWindow::startDemoRequested);
        bench.window->showWelcome();
        auto* page = bench.find<QWidget>("welcomePage");
        QVERIFY(page->isVisible());
        bench.find<QPushButton>("welcomeDemo")->click();
        QCOMPARE(demo.count(), 1);
        QVERIFY(!page->isVisible());
        bench.window->showWelcome();
        QTest::keyClick(page, Qt::Key_Return); // the great button has the focus
        QCOMPARE(demo.count(), 2);
        bench.trigger("welcome");
        QVERIFY(page->isVisible());
        auto* code = bench.find<QPlainTextEdit>("welcomeCode");
        QVERIFY(code->toPlainText().contains(QStringLiteral("127.0.0.1:9092")));
        bench.find<QPushButton>("welcomeCopy")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), code->toPlainText());
        auto* language = bench.find<QComboBox>("welcomeLanguage");
        language->setCurrentIndex(language->findData(QStringLiteral("zh_CN")));
        emit language->activated(language->currentIndex());
        QCoreApplication::processEvents();
        QVERIFY(bench.find<QLabel>("welcomeTitle")->text().startsWith(QStringLiteral("欢迎")));
        QTest::keyClick(page, Qt::Key_Escape);
        QVERIFY(!page->isVisible());
        // The keys of the window work again.
        bench.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        QTest::keyClick(bench.window.get(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(bench.find<QWidget>("commandPalette")->isVisible());
    }

    void everySnippetNamesTheServers() {
        for (const ClientSnippet& snippet : clientSnippets(QStringLiteral("host:1,host:2"))) {
            QVERIFY2(snippet.code.contains(QStringLiteral("host:1,host:2")), qPrintable(snippet.name));
            QVERIFY2(!snippet.code.contains(QStringLiteral("%1")), qPrintable(snippet.name));
        }
    }

    void settingsSayWhatTakesEffectWhen() {
        app::ClusterSettings kept;
        auto* dialog = new ClusterSettingsDialog(kept, kept, QStringLiteral("/data"), nullptr);
        QSignalSpy chosen(dialog, &ClusterSettingsDialog::settingsChosen);
        auto* effect = dialog->findChild<QLabel*>(QStringLiteral("settingsEffect"));
        QVERIFY(effect->text().contains(QStringLiteral("in force")));
        dialog->findChild<QSpinBox*>(QStringLiteral("settingsBrokers"))->setValue(5);
        QVERIFY(effect->text().contains(QStringLiteral("at once")));
        QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("settingsBrokersHint"))
                    ->text()
                    .startsWith(QStringLiteral("2 brokers join")));
        dialog->findChild<QSpinBox*>(QStringLiteral("settingsPort"))->setValue(19092);
        QVERIFY(effect->text().contains(QStringLiteral("next start")));
        dialog->findChild<QPushButton*>(QStringLiteral("settingsCopy"))->click();
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("partitura serve --brokers 5 --port 19092"));
        dialog->findChild<QCheckBox*>(QStringLiteral("settingsEphemeral"))->setChecked(true);
        QVERIFY(!dialog->findChild<QLineEdit*>(QStringLiteral("settingsDirectory"))->isEnabled());
        dialog->findChild<QPushButton*>(QStringLiteral("primary"))->click();
        QCOMPARE(chosen.count(), 1);
        const auto settings = chosen.front().front().value<app::ClusterSettings>();
        QCOMPARE(settings.brokers, 5);
        QCOMPARE(settings.port, 19092);
        QVERIFY(settings.ephemeral);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void sourcesAreWhatTheProgramSaysTheyAre() {
        Bench bench;
        int chosen = 0;
        bench.window->sourceBar().setChoices(
            {{QStringLiteral("live"), [] { return QStringLiteral("Live"); }, "broker", [&] { ++chosen; }}});
        auto* menu = bench.find<QToolButton>("sourceName")->menu();
        QCOMPARE(menu->actions().front()->text(), QStringLiteral("Live"));
        menu->actions().front()->trigger();
        QCOMPARE(chosen, 1);
    }

    void aViewAloneIsNotWhatIsRemembered() {
        Bench bench("score");
        QVERIFY(!bench.dock("score")->isHidden());
        QVERIFY(bench.dock("topology")->isHidden());
        bench.window->setSource(nullptr); // as if it had crashed: nothing ends the view alone
        bench.open();
        QVERIFY(!bench.dock("topology")->isHidden());

        bench.trigger("view-alone");
        bench.window->showAlone(QStringLiteral("faults"));
        QVERIFY(bench.dock("topology")->isHidden());
        bench.trigger("view-alone");
        QVERIFY(!bench.dock("topology")->isHidden());
    }

    void aViewAloneIsNoChangeOfTheLayout() {
        Bench bench;
        QCoreApplication::processEvents();
        bench.window->showAlone(QStringLiteral("score"));
        QCoreApplication::processEvents();
        QVERIFY(bench.dock("topology")->isHidden());
        QVERIFY(!bench.layouts().isModified());
        bench.trigger("view-alone");
        QCoreApplication::processEvents();
        QVERIFY(!bench.dock("topology")->isHidden());
        QVERIFY(!bench.layouts().isModified());
        bench.dock("events")->close();
        QTRY_VERIFY(bench.layouts().isModified());
        bench.window->showAlone(QStringLiteral("score"));
        bench.trigger("view-alone");
        QCoreApplication::processEvents();
        QVERIFY(bench.layouts().isModified());
    }

    void largeTypeTakesTheSecondRow() {
        Bench bench;
        bench.window->resize(1280, 800);
        const auto areTabs = [&] {
            return bench.window->tabifiedDockWidgets(bench.dock("topology"))
                .contains(bench.dock("throughput"));
        };
        QVERIFY(!areTabs());
        bench.trigger("projector-mode");
        QVERIFY(areTabs());
        QVERIFY(!bench.layouts().isModified());
        bench.trigger("projector-mode");
        QVERIFY(!areTabs());
        QCoreApplication::processEvents();
        // Who has arranged the docks keeps them.
        bench.dock("events")->close();
        QTRY_VERIFY(bench.layouts().isModified());
        bench.trigger("projector-mode");
        QVERIFY(!areTabs());
        bench.trigger("projector-mode");
    }

    void aLowWindowHasOneRowOfViews() {
        Bench bench;
        const auto areTabs = [&] {
            return bench.window->tabifiedDockWidgets(bench.dock("topology"))
                .contains(bench.dock("throughput"));
        };
        bench.window->resize(1280, 800);
        QVERIFY(!areTabs());
        bench.window->resize(1024, 700);
        QTRY_VERIFY(areTabs());
        QVERIFY(!bench.layouts().isModified());
        bench.window->resize(1280, 800);
        QTRY_VERIFY(!areTabs());
    }

    void aNarrowWindowLeavesOutWordsNotButtons() {
        Bench bench;
        for (const int width : {1440, 1024, 700}) {
            bench.window->resize(width, 700);
            QTest::qWait(20);
            auto* bar = bench.find<QWidget>("sourceBar");
            for (const char* name : {"copyBootstrap", "layoutButton", "paletteButton", "themeButton"}) {
                const auto* button = bench.find<QWidget>(name);
                QVERIFY2(button->isVisible() && button->geometry().right() <= bar->width(), name);
            }
        }
    }
};

QTEST_MAIN(WindowTest)
#include "window_test.moc"
