// Actions in the window: forms made of the table, dialogs with before and after, context menus, the Faults
// view.
#include "app/actions/action.h"
#include "tests/app_actions/samples.h"
#include "tests/support/fake_source.h"
#include "ui/dialogs/error_note.h"
#include "ui/faults/faults_view.h"
#include "ui/groups/groups_view.h"
#include "ui/operate/action_dialog.h"
#include "ui/operate/action_form.h"
#include "ui/operate/broker_list.h"
#include "ui/operate/change_model.h"
#include "ui/operate/config_model.h"
#include "ui/operate/context_menu.h"
#include "ui/operate/operator.h"
#include "ui/shell/actions.h"
#include "ui/shell/language.h"
#include "ui/shell/layout_store.h"
#include "ui/shell/main_window.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/tables/list_table.h"
#include "ui/topics/topics_view.h"
#include "ui/topology/topology_canvas.h"
#include "ui/topology/topology_view.h"
#include "ui/views.h"

#include "app/metrics/rates.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace partitura;
using namespace partitura::ui;
using namespace std::chrono_literals;

namespace {

/// Notes what is to be done, and does it at the next turn.
class NotingSource : public test::FakeSource {
public:
    void execute(app::ActionCall call, Answer<void> answer) override {
        calls.push_back(call);
        QTimer::singleShot(0, this, [this, answer] { answer(outcome); });
    }
    void describeConfigs(std::string, Answer<std::vector<app::ConfigEntry>> answer) override {
        QTimer::singleShot(0, this, [answer] {
            answer(std::vector<app::ConfigEntry>{
                {"cleanup.policy", "delete", "delete", false, "What is done with old segments."},
                {"retention.ms", "60000", "604800000", true, "How long records are kept."},
            });
        });
    }

    std::vector<app::ActionCall> calls;
    Result<void> outcome;
};

/// A cluster of four, with a topic, a group and a fault.
struct Bench {
    NotingSource source;
    test::FakeCluster cluster{4};

    Bench() {
        cluster.addTopic("orders", 3, 3, {12000});
        cluster.addTopic("__consumer_offsets", 4, 3, {0}, 90, true);
        source.setCapabilities({true, true, true, true, true, {}, true, true});
        publish();
    }
    void publish() {
        cluster.advance(2);
        auto snapshot = std::make_shared<observe::ClusterSnapshot>(*cluster.snapshot());
        auto group = std::make_shared<observe::GroupSnapshot>();
        group->id = "shop";
        auto& offset = group->offsets.emplace_back();
        offset.topic = "orders";
        offset.partition = PartitionIndex(0);
        offset.offset = Offset(10);
        offset.logEnd = Offset(200);
        snapshot->groups.push_back(group);
        snapshot->faults = faults;
        source.setSnapshot(snapshot);
    }
    Frame frame() {
        meter.update(source.snapshot());
        publish();
        return {source.snapshot(), meter.update(source.snapshot())};
    }

    std::vector<observe::FaultSnapshot> faults;
    app::RateMeter meter;
};

template <typename T>
T* find(QWidget& in, const char* name) {
    return in.findChild<T*>(QString::fromLatin1(name));
}

/// The context menu that a view has opened, once it has.
QMenu* openMenu(QWidget& view) {
    QMenu* menu = nullptr;
    (void)QTest::qWaitFor([&] {
        for (auto* one : view.findChildren<QMenu*>(QStringLiteral("contextMenu")))
            if (one->isVisible())
                menu = one;
        return menu != nullptr;
    });
    return menu;
}

QAction* entry(QMenu& menu, const char* key) {
    return menu.findChild<QAction*>(QStringLiteral("menu-") + QLatin1String(key));
}

} // namespace

class UiOperateTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeKind::light); }

    /// Nothing of the table is out of reach: an action in the window's menus, thus in the palette, with its
    /// words and an icon that exists.
    void everyActionIsInTheMenus() {
        Bench bench;
        Language language;
        language.set(QStringLiteral("en"));
        test::FakeStore<LayoutStore> store;
        MainWindow window(createViews(nullptr), language, store);
        window.setSource(&bench.source);
        for (const auto& row : app::actions()) {
            if (row.subject == app::Subject::look)
                continue;
            auto* action = window.actions().find(QString::fromLatin1(row.key));
            QVERIFY2(action && !action->text().isEmpty() && !action->toolTip().isEmpty(), row.key);
            QVERIFY2(!action->icon().isNull(), row.key);
            QVERIFY2(!icon(QString::fromLatin1(row.icon)).isNull(), row.icon);
            const auto menus = action->associatedObjects();
            QVERIFY2(std::ranges::any_of(menus, [](QObject* one) { return qobject_cast<QMenu*>(one); }),
                     row.key);
            if (row.isOfCluster())
                QVERIFY2(action->isEnabled(), row.key);
        }
        bench.source.setCapabilities({true, true, true, true, true, QStringLiteral("Only to be looked at.")});
        QVERIFY(!window.actions().find(QStringLiteral("broker-crash"))->isEnabled());
        QCOMPARE(window.actions().find(QStringLiteral("broker-crash"))->toolTip(),
                 QStringLiteral("Only to be looked at."));
        window.setSource(nullptr);
    }

    /// A form of each action takes every value, and gives it back as it was.
    void formsAskForWhatTheTableSays() {
        Bench bench;
        for (const auto& action : app::actions()) {
            if (!action.isOfCluster())
                continue;
            auto known = test::sampleOf(action);
            for (const auto& parameter : action.parameters)
                if (parameter.kind == app::ParameterKind::newTopic)
                    known.arguments[parameter.field] = std::string("fresh");
            known.arguments.erase("cancel"); // rows of their own
            known.arguments.erase("verify");
            ActionForm form(action, known, bench.source.snapshot());
            for (const auto& parameter : action.parameters) {
                if (!known.has(parameter.field))
                    continue;
                auto* field = form.findChild<QWidget*>(QString::fromLatin1(parameter.field));
                QVERIFY2(field && !field->accessibleName().isEmpty(), action.key);
            }
            QVERIFY2(form.problem().isEmpty(), qPrintable(action.key + form.problem()));
            const auto call = form.call();
            for (const auto& [name, value] : known.arguments)
                if (!*action.parameter(name)->when)
                    QVERIFY2(call.has(name) && call.arguments.at(name) == value,
                             (std::string(action.key) + " " + name).c_str());
        }
    }

    void formsSayWhatIsMissingOrWrong() {
        Bench bench;
        ActionForm form(*app::findAction("link-delay"), {"link-delay", {}}, bench.source.snapshot());
        QSignalSpy changed(&form, &ActionForm::changed);
        find<QLineEdit>(form, "meanUs")->setText(QStringLiteral("fast"));
        QVERIFY(changed.count() > 0);
        QVERIFY(!form.problem().isEmpty());
        find<QLineEdit>(form, "meanUs")->clear();
        QVERIFY(form.problem().contains(QStringLiteral("missing")));
        find<QLineEdit>(form, "meanUs")->setText(QStringLiteral("12.5"));
        QVERIFY(form.problem().isEmpty());
        QCOMPARE(*form.call().number("meanUs"), std::int64_t(12500));
    }

    void fieldsThatDoNotCountAreHidden() {
        Bench bench;
        ActionForm form(*app::findAction("group-reset"), {"group-reset", {{"group", std::string("shop")}}},
                        bench.source.snapshot());
        form.show();
        auto* to = find<QComboBox>(form, "to");
        to->setCurrentIndex(to->findData(QStringLiteral("offset")));
        QVERIFY(find<QLineEdit>(form, "offset")->isVisible());
        QVERIFY(!find<QLineEdit>(form, "shift")->isVisible());
        QVERIFY(!form.problem().isEmpty());
        find<QLineEdit>(form, "offset")->setText(QStringLiteral("9223372036854775807"));
        QCOMPARE(*form.call().number("offset"), std::numeric_limits<std::int64_t>::max());
        to->setCurrentIndex(to->findData(QStringLiteral("latest")));
        QVERIFY(!form.call().has("offset"));
    }

    void replicasAreChosenInOrder() {
        Bench bench;
        BrokerList list;
        list.show(*bench.source.snapshot(), {3, 1});
        QCOMPARE(list.chosen(), (std::vector<std::int64_t>{3, 1}));
        list.setCurrentRow(1);
        QTest::keyClick(&list, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(list.chosen(), (std::vector<std::int64_t>{1, 3}));
        list.item(3)->setCheckState(Qt::Checked);
        QCOMPARE(list.chosen(), (std::vector<std::int64_t>{1, 3, 4}));
    }

    void aDialogShowsBeforeAndAfterAndDoesIt() {
        Bench bench;
        auto* dialog = new ActionDialog(&bench.source, *app::findAction("group-reset"),
                                        {"group-reset", {{"group", std::string("shop")}}});
        dialog->open();
        auto* table = find<ListTable>(*dialog, "preview");
        QAbstractItemModelTester tester(table->model(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->model()->index(0, ChangeModel::before).data().toString(), QStringLiteral("10"));
        QCOMPARE(table->model()->index(0, ChangeModel::after).data().toString(), QStringLiteral("0"));
        auto* to = find<QComboBox>(*dialog, "to");
        to->setCurrentIndex(to->findData(QStringLiteral("time")));
        auto* primary = find<QPushButton>(*dialog, "primary");
        QVERIFY(!primary->isEnabled());
        // By time, the leaders are asked first.
        find<QLineEdit>(*dialog, "timeMs")->setText(QStringLiteral("2026-11-22T10:00:00Z"));
        QTRY_VERIFY(primary->isEnabled());
        to->setCurrentIndex(to->findData(QStringLiteral("earliest")));
        find<QToolButton>(*dialog, "copyCommand")->click();
        QVERIFY(QApplication::clipboard()->text().endsWith(
            QStringLiteral("--group shop --reset-offsets --all-topics --to-earliest --execute")));
        QSignalSpy executed(dialog, &ActionDialog::executed);
        primary->click();
        QTRY_COMPARE(executed.count(), 1);
        QCOMPARE(bench.source.calls.front().text("to"), std::string("earliest"));
    }

    void aRefusalStandsInTheDialog() {
        Bench bench;
        bench.source.outcome = Error{ErrorCode::NON_EMPTY_GROUP, "It has members."};
        auto* dialog = new ActionDialog(&bench.source, *app::findAction("group-delete"),
                                        {"group-delete", {{"group", std::string("shop")}}});
        dialog->open();
        find<QPushButton>(*dialog, "primary")->click();
        auto* note = find<QLabel>(*dialog, "errorText");
        QTRY_VERIFY(note->text().contains(QStringLiteral("NON_EMPTY_GROUP")));
        QVERIFY(dialog->isVisible());
        dialog->reject();
    }

    void aFileThatCannotBeReadChangesNothing() {
        Bench bench;
        const auto actions = app::actions();
        const auto action = std::ranges::find_if(actions, [](const app::Action& one) {
            return std::ranges::any_of(one.parameters, [](const app::Parameter& parameter) {
                return parameter.kind == app::ParameterKind::json;
            });
        });
        QVERIFY(action != actions.end());
        ActionForm form(*action, {action->key, {}}, bench.source.snapshot());
        form.show();
        auto* field = form.findChild<QPlainTextEdit*>();
        auto* files = form.findChild<QFileDialog*>();
        auto* note = find<ErrorNote>(form, "jsonError");
        field->setPlainText(QStringLiteral("{\"typed\": 1}"));
        QTemporaryDir dir;
        const QString missing = dir.filePath(QStringLiteral("missing.json"));
        emit files->fileSelected(missing);
        QTRY_VERIFY(note->isVisible());
        QVERIFY(note->text().contains(missing));
        QCOMPARE(field->toPlainText(), QStringLiteral("{\"typed\": 1}"));

        QFile large(dir.filePath(QStringLiteral("large.json")));
        QVERIFY(large.open(QFile::WriteOnly) && large.resize(5 << 20));
        large.close();
        emit files->fileSelected(large.fileName());
        QTRY_VERIFY(note->text().contains(large.fileName()));
        QCOMPARE(field->toPlainText(), QStringLiteral("{\"typed\": 1}"));

        QFile good(dir.filePath(QStringLiteral("good.json")));
        QVERIFY(good.open(QFile::WriteOnly) && good.write("{\"read\": 2}") > 0);
        good.close();
        emit files->fileSelected(good.fileName());
        QTRY_COMPARE(field->toPlainText(), QStringLiteral("{\"read\": 2}"));
        QVERIFY(!note->isVisible());
    }

    void deletingATopicAsksForItsName() {
        Bench bench;
        auto* dialog = new ActionDialog(&bench.source, *app::findAction("delete-topic"),
                                        {"delete-topic", {{"topic", std::string("orders")}}});
        dialog->open();
        auto* primary = find<QPushButton>(*dialog, "primary");
        QVERIFY(!primary->isEnabled());
        QCOMPARE(find<ListTable>(*dialog, "preview")->model()->rowCount(), 3);
        find<QLineEdit>(*dialog, "typedName")->setText(QStringLiteral("orders"));
        QVERIFY(primary->isEnabled());
        dialog->reject();
    }

    void configsAreEditedAgainstTheirDefaults() {
        Bench bench;
        auto* dialog = new ActionDialog(&bench.source, *app::findAction("alter-topic-configs"),
                                        {"alter-topic-configs", {{"topic", std::string("orders")}}});
        dialog->open();
        auto* table = find<ListTable>(*dialog, "configs");
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QAbstractItemModelTester tester(table->model(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto* primary = find<QPushButton>(*dialog, "primary");
        QVERIFY(!primary->isEnabled());
        auto* model = table->model();
        QVERIFY(model->setData(model->index(0, ConfigModel::value), QStringLiteral("compact")));
        QVERIFY(primary->isEnabled());
        QCOMPARE(dialog->call().texts("set"), std::vector<std::string>{"cleanup.policy=compact"});
        QVERIFY(model->setData(model->index(1, ConfigModel::value), QString()));
        QCOMPARE(dialog->call().texts("unset"), std::vector<std::string>{"retention.ms"});
        // What is set to what it was is no change.
        QVERIFY(model->setData(model->index(0, ConfigModel::value), QStringLiteral("delete")));
        QVERIFY(!dialog->call().has("set"));
        QCOMPARE(find<ListTable>(*dialog, "preview")->model()->rowCount(), 1);
        dialog->reject();
    }

    void whatNeedsNoQuestionIsDoneAtOnce() {
        Bench bench;
        QWidget window;
        Operator who(&window);
        who.setSource(&bench.source);
        QSignalSpy done(&who, &Operator::done);
        who.start({"broker-pause", {{"broker", std::int64_t(2)}}});
        QTRY_COMPARE(done.count(), 1);
        QVERIFY(who.lastUndo().has_value());
        QCOMPARE(who.lastUndo()->action, std::string("broker-resume"));
        who.undoLast();
        QTRY_COMPARE(done.count(), 2);
        // Leaders that go elsewhere are shown before, where it is for good.
        who.start({"broker-remove", {{"broker", std::int64_t(1)}}});
        auto* dialog = window.findChild<ActionDialog*>();
        QVERIFY(dialog && find<ListTable>(*dialog, "preview")->model()->rowCount() > 0);
        dialog->reject();
        QCOMPARE(bench.source.calls.size(), std::size_t(2));
        bench.source.outcome = Error{ErrorCode::INVALID_REQUEST, "Broker 2 is crashed."};
        QSignalSpy failed(&who, &Operator::failed);
        who.run({"broker-pause", {{"broker", std::int64_t(2)}}});
        QTRY_COMPARE(failed.count(), 1);
        who.setSource(nullptr);
    }

    void menusOfferWhatMakesSense() {
        Bench bench;
        QWidget parent;
        std::vector<app::ActionCall> wanted;
        auto* menu = makeContextMenu(brokerTarget(BrokerId(2)), bench.source, &parent,
                                     [&](const app::ActionCall& call) { wanted.push_back(call); });
        for (const auto* key : {"broker-stop", "broker-crash", "broker-pause", "broker-restart", "disk-slow",
                                "clock-skew", "requests-fail"})
            QVERIFY2(entry(*menu, key) && entry(*menu, key)->isEnabled(), key);
        QVERIFY(!entry(*menu, "broker-start")->isEnabled());
        QVERIFY(!entry(*menu, "broker-start")->toolTip().isEmpty());
        entry(*menu, "broker-crash")->trigger();
        QCOMPARE(wanted.front(), (app::ActionCall{"broker-crash", {{"broker", std::int64_t(2)}}}));
        menu->findChild<QMenu*>(QStringLiteral("copyCommands"))
            ->findChild<QAction*>(QStringLiteral("copy-broker-crash"));
        auto* copy = menu->findChild<QAction*>(QStringLiteral("copy-broker-crash"));
        QVERIFY(copy);
        copy->trigger();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("partitura ctl broker crash 2"));
        delete menu;
        for (const auto& target :
             {linkTarget("clients", "broker-1"), topicTarget("orders"), groupTarget("shop"),
              partitionTarget({"orders", PartitionIndex(0)}, BrokerId(2))}) {
            menu = makeContextMenu(target, bench.source, &parent, [](const app::ActionCall&) {});
            int entries = 0;
            for (const auto& action : app::actions())
                if (std::ranges::find(target.subjects, action.subject) != target.subjects.end())
                    entries += entry(*menu, action.key) != nullptr;
            QVERIFY(entries > 1);
            delete menu;
        }
    }

    void tablesHaveMenusByMouseAndByKey() {
        Bench bench;
        TopicsView view;
        view.setSource(&bench.source);
        view.resize(900, 600);
        view.show();
        view.showFrame(bench.frame());
        QSignalSpy wanted(&view, &View::callRequested);
        auto* topics = find<ListTable>(view, "topicTable");
        topics->selectRow(0);
        emit topics->customContextMenuRequested(QPoint(-5, -5)); // by key: not where the mouse is
        auto* menu = openMenu(view);
        QVERIFY(menu && entry(*menu, "delete-topic"));
        entry(*menu, "alter-topic-configs")->trigger();
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.front().front().value<app::ActionCall>().text("topic"), std::string("orders"));
        menu->close();
        auto* partitions = find<ListTable>(view, "partitionTable");
        partitions->selectRow(1);
        emit partitions->customContextMenuRequested(
            partitions->visualRect(partitions->currentIndex()).center());
        menu = openMenu(view);
        QVERIFY(menu && entry(*menu, "leader-move") && entry(*menu, "reassign"));
        entry(*menu, "reassign")->trigger();
        QCOMPARE(wanted.back().front().value<app::ActionCall>().number("partition"),
                 std::optional<std::int64_t>(1));
        menu->close();

        GroupsView groups;
        groups.setSource(&bench.source);
        groups.show();
        groups.showFrame(bench.frame());
        auto* table = find<ListTable>(groups, "groupTable");
        QTRY_VERIFY(table->model()->rowCount() > 0);
        table->selectRow(0);
        emit table->customContextMenuRequested(QPoint(-1, -1));
        menu = openMenu(groups);
        QVERIFY(menu && entry(*menu, "group-reset")->isEnabled());
        menu->close();
    }

    void theTopologyHasMenusAndMovesReplicas() {
        Bench bench;
        TopologyView view;
        view.setSource(&bench.source);
        view.resize(1100, 700);
        view.show();
        view.showFrame(bench.frame());
        auto* canvas = find<TopologyCanvas>(view, "topologyCanvas");
        QSignalSpy wanted(&view, &View::callRequested);
        emit canvas->menuRequested(brokerTarget(BrokerId(2)), QPoint(10, 10));
        auto* menu = openMenu(view);
        QVERIFY(menu && entry(*menu, "broker-crash"));
        menu->close();
        // Every mark and box answers to the mouse.
        QSignalSpy menus(canvas, &TopologyCanvas::menuRequested);
        BrokerItem* first = nullptr;
        for (auto* item : canvas->scene()->items())
            if (auto* broker = dynamic_cast<BrokerItem*>(item); broker && broker->id() == BrokerId(1))
                first = broker;
        QVERIFY(first);
        const auto inView = [&](const QPointF& point) {
            return canvas->mapFromScene(first->mapToScene(point));
        };
        const auto rightClick = [&](const QPoint& at) {
            QContextMenuEvent event(QContextMenuEvent::Mouse, at, canvas->viewport()->mapToGlobal(at));
            QApplication::sendEvent(canvas->viewport(), &event);
        };
        rightClick(inView({first->boundingRect().width() / 2, 8}));
        QCOMPARE(menus.count(), 1);
        QCOMPARE(menus.back().front().value<MenuTarget>().subjects.front(), app::Subject::broker);
        for (auto* open : view.findChildren<QMenu*>())
            open->close();
        std::optional<BrokerItem::ReplicaMark> mark;
        QPointF at;
        for (qreal y = 0; y < first->boundingRect().height() && !mark; y += 4)
            for (qreal x = 0; x < first->boundingRect().width() && !mark; x += 4)
                if ((mark = first->markAt({x, y})))
                    at = {x, y};
        QVERIFY(mark);
        rightClick(inView(at));
        QCOMPARE(menus.back().front().value<MenuTarget>().subjects.front(), app::Subject::partition);
        for (auto* open : view.findChildren<QMenu*>())
            open->close();
        // Dragged onto a broker that holds a replica its leader moves, onto another the replica does.
        emit canvas->replicaDropped(QStringLiteral("orders"), PartitionIndex(0), BrokerId(1), BrokerId(2));
        QCOMPARE(wanted.back().front().value<app::ActionCall>().action, std::string("leader-move"));
        emit canvas->replicaDropped(QStringLiteral("orders"), PartitionIndex(0), BrokerId(1), BrokerId(4));
        QCOMPARE(wanted.back().front().value<app::ActionCall>().numbers("brokers"),
                 (std::vector<std::int64_t>{4, 2, 3}));
        QSignalSpy dropped(canvas, &TopologyCanvas::replicaDropped);
        BrokerItem* other = nullptr;
        for (auto* item : canvas->scene()->items())
            if (auto* broker = dynamic_cast<BrokerItem*>(item); broker && broker->id() == BrokerId(4))
                other = broker;
        QTest::mousePress(canvas->viewport(), Qt::LeftButton, {}, inView(at));
        QTest::mouseMove(canvas->viewport(), canvas->mapFromScene(other->mapToScene(QPointF(20, 8))));
        QTest::mouseRelease(canvas->viewport(), Qt::LeftButton, {},
                            canvas->mapFromScene(other->mapToScene(QPointF(20, 8))));
        QCOMPARE(dropped.count(), 1);
    }

    void faultsAreAppliedShownAndUndone() {
        Bench bench;
        QWidget window;
        Operator who(&window);
        who.setSource(&bench.source);
        FaultsView view;
        view.setOperator(&who);
        view.setSource(&bench.source);
        view.resize(1000, 600);
        view.show();
        view.showFrame(bench.frame());
        auto* undoAll = find<QPushButton>(view, "undoAll");
        QVERIFY(!undoAll->isEnabled());
        QVERIFY(find<QLabel>(view, "noFaults")->isVisible());
        // Each fault of the table stands in the palette and makes a form that can be applied.
        auto* palette = find<QTreeWidget>(view, "faultPalette");
        auto* apply = find<QPushButton>(view, "applyFault");
        int faults = 0;
        for (int group = 0; group < palette->topLevelItemCount(); ++group)
            for (int i = 0; i < palette->topLevelItem(group)->childCount(); ++i) {
                auto* item = palette->topLevelItem(group)->child(i);
                palette->setCurrentItem(item);
                ++faults;
                const auto* action = app::findAction(view.call().action);
                QVERIFY(action);
                if (item->text(0) == QStringLiteral("Split network") ||
                    item->text(0) == QStringLiteral("Join network"))
                    continue; // whom, nobody can guess
                QVERIFY2(apply->isEnabled() || std::ranges::any_of(action->parameters,
                                                                   [](const auto& p) {
                                                                       return p.kind ==
                                                                              app::ParameterKind::partition;
                                                                   }),
                         action->key);
            }
        QVERIFY(faults > 20);
        view.restoreState({{QStringLiteral("fault"), QStringLiteral("clock-skew")}});
        find<QLineEdit>(view, "skewMs")->setText(QStringLiteral("-250"));
        apply->click();
        QTRY_COMPARE(bench.source.calls.size(), std::size_t(1));
        QCOMPARE(*bench.source.calls.front().number("skewMs"), std::int64_t(-250));
        bench.faults = {{observe::FaultKind::skewClock, "broker-1", "", -250, ""}};
        bench.cluster.setBrokerUp(2, true);
        view.showFrame(bench.frame());
        QVERIFY(find<QLabel>(view, "faultText-0")->text().contains(QStringLiteral("Broker 1")));
        find<QToolButton>(view, "undo-0")->click();
        QTRY_COMPARE(bench.source.calls.size(), std::size_t(2));
        QCOMPARE(bench.source.calls.back().action, std::string("clock-right"));
        QVERIFY(undoAll->isEnabled());
        undoAll->click();
        QTRY_COMPARE(bench.source.calls.back().action, std::string("fault-undo"));
        // By plan: in 10 s, for 5 s.
        bench.faults.clear();
        who.showSnapshot(*bench.frame().snapshot);
        find<QSpinBox>(view, "startsIn")->setValue(10);
        find<QSpinBox>(view, "lasts")->setValue(5);
        const auto before = bench.source.calls.size();
        apply->click();
        QCOMPARE(who.schedule().entries().size(), std::size_t(1));
        bench.cluster.advance(9);
        who.showSnapshot(*bench.frame().snapshot);
        QTRY_COMPARE(bench.source.calls.size(), before + 1);
        bench.cluster.advance(6);
        who.showSnapshot(*bench.frame().snapshot);
        QTRY_COMPARE(bench.source.calls.size(), before + 2);
        QCOMPARE(bench.source.calls.back().action, std::string("clock-right"));
        view.setSource(nullptr);
        who.setSource(nullptr);
    }

    void theChineseFormsHaveWords() {
        Language language;
        language.set(QStringLiteral("zh_CN"));
        Bench bench;
        ActionForm form(*app::findAction("link-delay"), {"link-delay", {}}, bench.source.snapshot());
        QCOMPARE(find<QLineEdit>(form, "meanUs")->accessibleName(), QStringLiteral("延迟"));
        language.set(QStringLiteral("en"));
    }
};

QTEST_MAIN(UiOperateTest)
#include "operate_test.moc"
