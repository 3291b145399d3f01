// The Topics view: models that keep their rows, actions that say why not, dialogs that check.
#include "app/metrics/rates.h"
#include "tests/ui_support/fake_source.h"
#include "ui/dialogs/create_topic_dialog.h"
#include "ui/dialogs/error_note.h"
#include "ui/dialogs/produce_dialog.h"
#include "ui/dialogs/topic_name.h"
#include "ui/messages/record_table.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/tables/list_table.h"
#include "ui/topics/partition_model.h"
#include "ui/topics/topic_model.h"
#include "ui/topics/topics_view.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace partitura;
using namespace partitura::ui;
using test::FakeSource;

namespace {

ui::Frame frameOf(const FakeSource& source) {
    static app::RateMeter meter;
    return {source.snapshot(), meter.update(source.snapshot())};
}

template <typename T>
T* child(QWidget& parent, const char* name) {
    auto* found = parent.findChild<T*>(QString::fromLatin1(name));
    if (!found)
        qFatal("no %s", name);
    return found;
}

struct ResizeCount : QObject {
    int count = 0;
    bool eventFilter(QObject* /*watched*/, QEvent* event) override {
        count += event->type() == QEvent::Resize;
        return false;
    }
};

} // namespace

class TopicsTest : public QObject {
    Q_OBJECT

private slots:
    void topicNamesFollowKafkasRules_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("good");
        QTest::newRow("plain") << "orders" << true;
        QTest::newRow("all kinds") << "a.B_9-z" << true;
        QTest::newRow("empty") << "" << false;
        QTest::newRow("dot") << "." << false;
        QTest::newRow("dots") << ".." << false;
        QTest::newRow("three dots") << "..." << true;
        QTest::newRow("space") << "a b" << false;
        QTest::newRow("slash") << "a/b" << false;
        QTest::newRow("letters beyond ASCII") << QString::fromUtf8("b\u00fccher") << false;
        QTest::newRow("longest") << QString(249, 'a') << true;
        QTest::newRow("too long") << QString(250, 'a') << false;
    }
    void topicNamesFollowKafkasRules() {
        QFETCH(QString, name);
        QFETCH(bool, good);
        QCOMPARE(topicNameProblem(name).isEmpty(), good);
    }

    void modelUpdatesByDifference() {
        FakeSource source;
        TopicModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show(*source.snapshot(), std::make_shared<app::Rates>());
        QCOMPARE(model.rowCount(), 5);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy inserts(&model, &QAbstractItemModel::rowsInserted);
        const QPersistentModelIndex orders = model.index(model.rowOf("orders"), 0);
        source.addTopic("aaa", 1, 0);
        source.addTopic("zzz", 1, 0);
        source.removeTopic("clicks");
        model.show(*source.snapshot(), std::make_shared<app::Rates>());
        QCOMPARE(inserts.size(), 2);
        QVERIFY(resets.isEmpty());
        QCOMPARE(orders.data().toString(), QString("orders"));
        QCOMPARE(model.rowOf("clicks"), -1);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.show(*source.snapshot(), std::make_shared<app::Rates>());
        QVERIFY(changes.isEmpty()); // nothing changed, nothing said
    }

    void tenThousandPartitionsUpdateQuickly() {
        FakeSource source;
        source.addTopic("many", 10'000, 1000);
        PartitionModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto topicOf = [&] {
            for (const auto snapshot = source.snapshot(); const auto& topic : snapshot->topics) {
                if (topic->name == "many")
                    return topic;
            }
            return std::shared_ptr<const observe::TopicSnapshot>();
        };
        model.show(topicOf(), std::make_shared<app::Rates>(), 0);
        QCOMPARE(model.rowCount(), 10'000);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        source.addPartitions("many", 10'003);
        model.show(topicOf(), std::make_shared<app::Rates>(), 0);
        QCOMPARE(model.rowCount(), 10'003);
        QVERIFY(resets.isEmpty());
    }

    void whatMattersLessIsShownWhereThereIsRoom() {
        QStandardItemModel model(3, 4);
        ListTable table;
        table.setModel(&model);
        table.setColumns({{10}, {10, 2}, {10}, {10, 1}}, 0);
        table.show();
        const auto shown = [&] {
            QString columns;
            for (int column = 0; column < 4; ++column)
                columns += table.isColumnHidden(column) ? QLatin1Char('-') : QLatin1Char('x');
            return columns;
        };
        const int column = 10 * QFontMetrics(textFont()).horizontalAdvance(QLatin1Char('0')) + 2 * cellInset;
        table.resize(column * 2 + 4, 200);
        QCOMPARE(shown(), QString("x-x-"));
        QVERIFY(!table.horizontalScrollBar()->isVisible());
        table.resize(column * 3 + 4, 200);
        QCOMPARE(shown(), QString("x-xx"));
        table.resize(column * 5, 200);
        QCOMPARE(shown(), QString("xxxx"));
        QCOMPARE(table.horizontalHeader()->length(), table.viewport()->width());
        table.resize(column, 200);
        QCOMPARE(shown(), QString("x-x-"));
        QVERIFY(table.horizontalScrollBar()->isVisible());
    }

    void scrollBarsDoNotChaseEachOther() {
        QStandardItemModel model(6, 4);
        applyTheme(*qApp, ThemeKind::light);
        ListTable list;
        RecordTable records;
        const auto settle = [&](auto& table) {
            table.setModel(&model);
            table.setColumns({{10}, {10}, {10}, {10, 1}}, 0);
            table.show();
            ResizeCount resizes;
            table.viewport()->installEventFilter(&resizes);
            const int column =
                10 * QFontMetrics(textFont()).horizontalAdvance(QLatin1Char('0')) + 2 * cellInset;
            // Every height about that of the rows, every width about that of the columns.
            for (int height = 140; height < 220; height += 3)
                for (int width = column * 3 - 16; width < column * 4 + 16; width += 4) {
                    table.resize(width, height);
                    for (int turn = 0; turn < 8; ++turn)
                        QCoreApplication::sendPostedEvents();
                    resizes.count = 0;
                    for (int turn = 0; turn < 8; ++turn)
                        QCoreApplication::sendPostedEvents();
                    QCOMPARE(resizes.count, 0);
                }
        };
        settle(list);
        settle(records);
    }

    void internalTopicsAreShownOnRequest() {
        FakeSource source;
        TopicsView view;
        view.setSource(&source);
        view.showFrame(frameOf(source));
        auto* table = child<QTableView>(view, "topicTable");
        QCOMPARE(table->model()->rowCount(), 4);
        child<QToolButton>(view, "showInternal")->click();
        QCOMPARE(table->model()->rowCount(), 5);
        child<QLineEdit>(view, "topicFilter")->setText("pay");
        QCOMPARE(table->model()->rowCount(), 1);
    }

    void selectionFollowsAndStays() {
        FakeSource source;
        TopicsView view;
        view.select(ofTopic("orders")); // before there is anything to select
        view.setSource(&source);
        view.showFrame(frameOf(source));
        auto* table = child<QTableView>(view, "topicTable");
        QCOMPARE(table->currentIndex().siblingAtColumn(0).data().toString(), QString("orders"));
        QCOMPARE(child<QTableView>(view, "partitionTable")->model()->rowCount(), 6);
        source.addTopic("aaa", 1, 0);
        view.showFrame(frameOf(source));
        QCOMPARE(table->currentIndex().siblingAtColumn(0).data().toString(), QString("orders"));
    }

    void whatTheSourceCannotDoIsGreyedWithTheReason() {
        FakeSource source;
        source.can = {false, false, false, false, true, "Read-only."};
        TopicsView view;
        view.setSource(&source);
        view.showFrame(frameOf(source));
        for (const char* name : {"createTopic", "deleteTopic", "addPartitions", "produceRecord"}) {
            auto* button = child<QToolButton>(view, name);
            QVERIFY(!button->isEnabled());
            QCOMPARE(button->toolTip(), QString("Read-only."));
        }
    }

    void createDialogChecksWhileTyping() {
        FakeSource source;
        QPointer<CreateTopicDialog> dialog = new CreateTopicDialog(&source);
        auto* name = child<QLineEdit>(*dialog, "name");
        auto* primary = child<QPushButton>(*dialog, "primary");
        QVERIFY(!primary->isEnabled());
        name->setText("orders");
        QVERIFY(!primary->isEnabled()); // exists
        name->setText("sensor.raw");
        QVERIFY(primary->isEnabled());
        source.addTopic("sensor_raw", 1, 0);
        name->setText("sensor.ra");
        name->setText("sensor.raw");
        QVERIFY(!primary->isEnabled()); // collides
        QCOMPARE(child<QSpinBox>(*dialog, "replicas")->maximum(), 3);
        name->setText("fresh");
        child<QSpinBox>(*dialog, "partitions")->setValue(8);
        QSignalSpy done(dialog, &CommandDialog::done);
        source.failNext = Error{ErrorCode::INVALID_REPLICATION_FACTOR, "3 replicas asked for, 1 broker up"};
        dialog->show();
        primary->click();
        QTRY_VERIFY(child<ErrorNote>(*dialog, "errorNote")->isVisible());
        QVERIFY(child<ErrorNote>(*dialog, "errorNote")->text().contains("3 replicas asked for"));
        QVERIFY(child<ErrorNote>(*dialog, "errorNote")->text().contains("start a broker"));
        QVERIFY(primary->isEnabled());
        primary->click();
        QTRY_COMPARE(done.size(), 1);
        QCOMPARE(source.created.partitions, 8);
        QTRY_VERIFY(!dialog);
    }

    void createDialogFollowsTheBrokers() {
        FakeSource source;
        source.setBrokers(3, 2);
        auto* dialog = new CreateTopicDialog(&source);
        dialog->show();
        child<QLineEdit>(*dialog, "name")->setText("fresh");
        auto* replicas = child<QSpinBox>(*dialog, "replicas");
        auto* hint = child<QLabel>(*dialog, "copiesHint");
        auto* primary = child<QPushButton>(*dialog, "primary");
        QCOMPARE(replicas->maximum(), 3); // as in Kafka, one that is down counts
        QCOMPARE(replicas->value(), 2);
        QVERIFY(!hint->text().contains("2 of 3"));
        replicas->setValue(3);
        QVERIFY(hint->text().contains("2 of 3"));
        QVERIFY(primary->isEnabled());
        source.setBrokers(4, 3);
        QTRY_COMPARE(replicas->maximum(), 4);
        QCOMPARE(replicas->value(), 3);
        QVERIFY(!hint->text().contains("offline"));
        replicas->setValue(4);
        QVERIFY(hint->text().contains("3 of 4"));
        // One that is removed takes nothing out of the form, only the way to send it.
        source.setBrokers(3, 3);
        QTRY_VERIFY(!primary->isEnabled());
        QCOMPARE(replicas->value(), 4);
        QVERIFY(hint->text().contains("there are 3 brokers"));
        QCOMPARE(child<QLineEdit>(*dialog, "name")->text(), QString("fresh"));
        replicas->setValue(3);
        QVERIFY(primary->isEnabled());
        QTRY_COMPARE(replicas->maximum(), 3);
        dialog->reject();
    }

    void createDialogTakesConfigs() {
        FakeSource source;
        source.configs = {{"cleanup.policy",
                           ConfigType::list,
                           "delete",
                           "What happens to old segments.",
                           {},
                           {},
                           "compact,delete"},
                          {"retention.ms", ConfigType::int64, "604800000", "How long records stay.", -1}};
        auto* dialog = new CreateTopicDialog(&source);
        dialog->show();
        child<QLineEdit>(*dialog, "name")->setText("fresh");
        auto* primary = child<QPushButton>(*dialog, "primary");
        auto* about = child<QLabel>(*dialog, "configAbout");
        const auto add = [&](const QString& name, const QString& value) {
            child<QToolButton>(*dialog, "addConfig")->click();
            auto* names = dialog->findChildren<QComboBox*>("configName").last();
            auto* values = dialog->findChildren<QLineEdit*>("configValue").last();
            names->setEditText(name);
            values->setText(value);
            return values;
        };
        add({}, {}); // one that is left empty does no harm
        QVERIFY(primary->isEnabled());
        auto* retention = add("retention.ms", "soon");
        QVERIFY(!primary->isEnabled());
        QCOMPARE(about->text(), QString("retention.ms takes a number, -1 or more."));
        retention->clear();
        QCOMPARE(about->text(), QString("How long records stay. Default: 604800000."));
        QVERIFY(!primary->isEnabled());
        retention->setText("60000");
        QVERIFY(primary->isEnabled());
        auto* policy = add("cleanup.policy", "shred");
        QCOMPARE(about->text(), QString("cleanup.policy takes: compact, delete."));
        QCOMPARE(policy->completer()->model()->rowCount(), 2);
        policy->setText("compact");
        QVERIFY(primary->isEnabled());
        add("retention.mss", "1");
        QVERIFY(!primary->isEnabled());
        QVERIFY(primary->toolTip().contains("retention.mss"));
        dialog->findChildren<QToolButton*>("removeConfig").last()->click();
        QVERIFY(primary->isEnabled());
        QTRY_COMPARE(dialog->findChildren<QToolButton*>("removeConfig").size(), 3);
        add("retention.ms", "1"); // twice
        QVERIFY(!primary->isEnabled());
        dialog->findChildren<QToolButton*>("removeConfig").last()->click();
        QTRY_COMPARE(dialog->findChildren<QToolButton*>("removeConfig").size(), 3);
        primary->click();
        using Configs = std::vector<std::pair<std::string, std::string>>;
        QTRY_COMPARE(source.created.configs,
                     (Configs{{"retention.ms", "60000"}, {"cleanup.policy", "compact"}}));
    }

    /// What changes or ends a topic is asked for by the dialogs of the table of actions.
    void partitionsAndDeletionAreCalls() {
        FakeSource source;
        TopicsView view;
        view.setSource(&source);
        view.showFrame(frameOf(source));
        QSignalSpy calls(&view, &View::callRequested);
        view.select(ofTopic("orders"));
        child<QToolButton>(view, "addPartitions")->click();
        child<QToolButton>(view, "deleteTopic")->click();
        QCOMPARE(calls.size(), 2);
        const auto add = calls[0][0].value<app::ActionCall>(), remove = calls[1][0].value<app::ActionCall>();
        QCOMPARE(add, (app::ActionCall{"add-partitions",
                                       {{"topic", std::string("orders")}, {"total", std::int64_t(7)}}}));
        QCOMPARE(remove, (app::ActionCall{"delete-topic", {{"topic", std::string("orders")}}}));
    }

    void produceDialogTellsNullFromEmpty() {
        FakeSource source;
        ProduceDialog* dialog = new ProduceDialog(&source, "orders");
        auto draft = dialog->draft();
        QVERIFY(!draft.key);
        QVERIFY(draft.value && draft.value->empty());
        QVERIFY(!draft.partition);
        QTest::keyClicks(child<QLineEdit>(*dialog, "key"), "k");
        QVERIFY(dialog->draft().key);
        QTest::keyClick(child<QLineEdit>(*dialog, "key"), Qt::Key_Backspace);
        QVERIFY(dialog->draft().key && dialog->draft().key->empty());
        child<QCheckBox>(*dialog, "tombstone")->setChecked(true);
        child<QSpinBox>(*dialog, "partition")->setValue(5);
        draft = dialog->draft();
        QVERIFY(!draft.value);
        QCOMPARE(draft.partition->value(), 5);
        child<QPushButton>(*dialog, "primary")->click();
        QTRY_VERIFY(child<QLabel>(*dialog, "outcome")->text().contains("partition 5"));
        QCOMPARE(source.produced.size(), std::size_t(1));
        delete dialog;
    }

    void answerAfterTheDialogClosedIsDropped() {
        FakeSource source;
        auto* dialog = new CreateTopicDialog(&source);
        child<QLineEdit>(*dialog, "name")->setText("fresh");
        child<QPushButton>(*dialog, "primary")->click();
        delete dialog;
        QCoreApplication::processEvents();
    }
};

QTEST_MAIN(TopicsTest)
#include "topics_test.moc"
