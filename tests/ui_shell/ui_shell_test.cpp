// The window and its first views, driven by object names over a fake source.
#include <QTest>

#include "app/metrics/rates.h"
#include "tests/support/fake_source.h"
#include "ui/events/event_filter.h"
#include "ui/events/event_text.h"
#include "ui/events/events_model.h"
#include "ui/shell/actions.h"
#include "ui/shell/cluster_status.h"
#include "ui/shell/language.h"
#include "ui/shell/layout_store.h"
#include "ui/shell/main_window.h"
#include "ui/style/icons.h"
#include "ui/style/number_text.h"
#include "ui/style/theme.h"
#include "ui/throughput/event_marks.h"
#include "ui/throughput/planner_panel.h"
#include "ui/throughput/throughput_chart.h"
#include "ui/throughput/throughput_words.h"
#include "ui/topology/topology_canvas.h"
#include "ui/topology/topology_picture.h"
#include "ui/views.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>

using namespace partitura;
using namespace partitura::ui;
using namespace std::chrono_literals;

namespace {

constexpr QChar thin(0x202F);

QString spaced(QString text) {
    return text.replace(QLatin1Char('_'), thin);
}

observe::Event eventOf(observe::EventKind kind, const std::string& topic = {}) {
    observe::Event event;
    event.kind = kind;
    event.topic = topic;
    event.timeMs = 1795341600000;
    event.detail = "something happened";
    return event;
}

Frame frameOf(test::FakeCluster& cluster) {
    app::RateMeter meter;
    meter.update(cluster.snapshot());
    cluster.advance(2);
    Frame frame;
    frame.snapshot = cluster.snapshot();
    frame.rates = meter.update(frame.snapshot);
    return frame;
}

/// A window over a small cluster at work.
struct Bench {
    Language language;
    test::FakeStore<LayoutStore> store;
    test::FakeSource source;
    test::FakeCluster cluster;
    std::unique_ptr<MainWindow> window;

    Bench() {
        language.set(QStringLiteral("en"));
        cluster.addTopic("orders", 6, 3, {12000});
        cluster.addTopic("__consumer_offsets", 4, 3, {0}, 90, true);
        cluster.addConnection(1, 1, "shop", 36000, 0);
        source.setSnapshot(cluster.snapshot());
        open();
    }
    void open() {
        window = std::make_unique<MainWindow>(createViews(nullptr), language, store);
        window->setSource(&source);
        window->resize(1280, 800);
        window->show();
    }
    ~Bench() {
        window->setSource(nullptr);
        window.reset();
        language.set(QStringLiteral("en"));
    }
    /// Lets `seconds` of the cluster's time pass in steps, a frame after each.
    void run(double seconds, double step = 0.5) {
        for (double t = 0; t < seconds; t += step) {
            cluster.advance(step);
            source.setSnapshot(cluster.snapshot());
            QTest::qWait(40);
        }
    }
    template <typename T>
    T* find(const char* name) const {
        return window->findChild<T*>(QString::fromLatin1(name));
    }
};

} // namespace

class UiShellTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeKind::light); }

    void numbersAreGroupedAndHaveUnits() {
        QCOMPARE(countText(std::int64_t(1204567)), spaced("1_204_567"));
        QCOMPARE(countText(std::int64_t(-1204)), spaced("-1_204"));
        QCOMPARE(countText(std::numeric_limits<std::int64_t>::max()), spaced("9_223_372_036_854_775_807"));
        QCOMPARE(countText(999), QStringLiteral("999"));
        QCOMPARE(byteRateText(12.4e6), spaced("12.4_MB/s"));
        QCOMPARE(byteRateText(742e3), spaced("742_kB/s"));
        QCOMPARE(bytesText(947), spaced("947_B"));
        QCOMPARE(bytesText(999.7), spaced("1.0_kB"));
        QCOMPARE(recordRateText(1204), spaced("1_204_rec/s"));
        QCOMPARE(recordRateText(0.5), spaced("0.5_rec/s"));
        QCOMPARE(percentText(0.3421), spaced("34.2_%"));
    }

    void durationsReadNaturally() {
        QCOMPARE(durationText(480us), spaced("480_µs"));
        QCOMPARE(durationText(12300us), spaced("12.3_ms"));
        QCOMPARE(durationText(4200ms), spaced("4.2_s"));
        QCOMPARE(durationText(42s), spaced("42_s"));
        QCOMPARE(durationText(200s), spaced("3_min 20_s"));
        QCOMPARE(durationText(59700ms), spaced("1_min"));
        QCOMPARE(durationText(26h), spaced("1_d 2_h"));
    }

    void everyIconOfTheTableExists() {
        QVERIFY(!icon(u"copy").isNull());
        QVERIFY(icon(u"no-such-icon").isNull());
        Bench bench;
        for (const QAction* action : bench.window->actions().all())
            QVERIFY2(!action->icon().isNull(), qPrintable(action->objectName()));
    }

    void everyActionHasWords() {
        Bench bench;
        for (const QAction* action : bench.window->actions().all()) {
            QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
            QVERIFY2(!action->toolTip().isEmpty(), qPrintable(action->objectName()));
        }
    }

    void everyViewHasADock() {
        Bench bench;
        for (const char* key : {"dock-topology", "dock-throughput", "dock-events"}) {
            auto* dock = bench.find<QDockWidget>(key);
            QVERIFY2(dock, key);
            QVERIFY2(!dock->windowTitle().isEmpty(), key);
        }
    }

    void theStatusBarCountsWhatIsWrong() {
        Bench bench;
        bench.run(3);
        QTRY_COMPARE(bench.find<QLabel>("brokersUp")->text(), QStringLiteral("3 / 3"));
        QTRY_COMPARE(bench.find<QLabel>("underReplicated")->text(), QStringLiteral("0"));
        QTRY_COMPARE(bench.find<QLabel>("messageRate")->text(), spaced("600_rec/s"));
        QTRY_COMPARE(bench.find<QLabel>("byteRate")->text(), spaced("72.0_kB/s"));
        bench.cluster.setBrokerUp(3, false);
        bench.run(1);
        QTRY_COMPARE(bench.find<QLabel>("brokersUp")->text(), QStringLiteral("2 / 3"));
        QTRY_COMPARE(bench.find<QLabel>("underReplicated")->text(), QStringLiteral("10"));
    }

    void copyPutsTheServersOnTheClipboard() {
        Bench bench;
        bench.find<QToolButton>("copyBootstrap")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("127.0.0.1:9092"));
    }

    void whatTheSourceCannotDoIsGrey() {
        Bench bench;
        QSignalSpy wanted(bench.window.get(), &MainWindow::createTopicRequested);
        bench.window->actions().find("create-topic")->trigger();
        QCOMPARE(wanted.count(), 1);
        bench.source.setCapabilities({.reason = QStringLiteral("read only")});
        QVERIFY(!bench.window->actions().find("create-topic")->isEnabled());
        QCOMPARE(bench.window->actions().find("create-topic")->toolTip(), QStringLiteral("read only"));
    }

    void languageChangesAtOnceAndBack() {
        Bench bench;
        auto* dock = bench.find<QDockWidget>("dock-topology");
        QCOMPARE(dock->windowTitle(), QStringLiteral("Topology"));
        bench.language.set(QStringLiteral("zh_CN"));
        QCoreApplication::processEvents();
        QCOMPARE(dock->windowTitle(), QStringLiteral("拓扑"));
        QCOMPARE(recordRateText(12), spaced("12_条/秒"));
        bench.language.set(QStringLiteral("en"));
        QCoreApplication::processEvents();
        QCOMPARE(dock->windowTitle(), QStringLiteral("Topology"));
    }

    void themeChangesAtOnce() {
        Bench bench;
        bench.window->actions().find("dark-theme")->trigger();
        QCOMPARE(theme().kind, ThemeKind::dark);
        bench.window->actions().find("dark-theme")->trigger();
        QCOMPARE(theme().kind, ThemeKind::light);
        QCOMPARE(bench.store.load({}, "theme"), QByteArray("light"));
    }

    void layoutAndChoicesComeBack() {
        Bench bench;
        bench.find<QDockWidget>("dock-events")->close();
        bench.find<QCheckBox>("showInternalTopics")->setChecked(true);
        bench.window->setSource(nullptr);
        bench.open();
        QVERIFY(bench.find<QDockWidget>("dock-events")->isHidden());
        QVERIFY(bench.find<QCheckBox>("showInternalTopics")->isChecked());
        bench.window->actions().find("reset-layout")->trigger();
        QVERIFY(!bench.find<QDockWidget>("dock-events")->isHidden());
    }

    void aTopicSelectedInOneViewIsSelectedInAll() {
        Bench bench;
        bench.run(3);
        bench.window->view("messages")->setPinned(true);
        const Selection orders = ofTopic("orders");
        emit bench.window->view("topology")->chosen(orders);
        QCOMPARE(bench.window->selection(), orders);
        QTRY_COMPARE(bench.find<QComboBox>("throughputScope")->currentText(), QStringLiteral("orders"));
        QCOMPARE(bench.window->view("messages")->selection(), Selection());
        bench.window->view("messages")->setPinned(false);
        QCOMPARE(bench.window->view("messages")->selection(), orders);
    }

    void aChipTakesItsPartOfTheSelectionAway() {
        Bench bench;
        bench.run(3);
        Selection wanted;
        wanted.setPartition("orders", PartitionIndex(1));
        wanted.broker = BrokerId(2);
        emit bench.window->view("topics")->chosen(wanted);
        QVERIFY(!bench.find<QWidget>("selectionStrip")->isHidden());
        bench.find<QToolButton>("chip-partition")->click();
        wanted.setTopic("orders"); // and broker 2
        QCOMPARE(bench.window->selection(), wanted);
        bench.window->actions().find("clear-selection")->trigger();
        QCOMPARE(bench.window->selection(), Selection());
        QVERIFY(bench.find<QWidget>("selectionStrip")->isHidden());
    }

    void eventsAreThoseOfTheSelection() {
        EventsModel model(10);
        EventFilter filter;
        filter.setSourceModel(&model);
        QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        observe::EventRing ring(100);
        for (int i = 0; i < 4; ++i) {
            auto event = eventOf(observe::EventKind::leaderChanged);
            event.topic = i < 3 ? "orders" : "clicks";
            event.partition = PartitionIndex(i);
            event.timeMs = 1000 + i;
            ring.add(event);
        }
        model.append(ring.since(0));
        Selection wanted = ofTopic("orders");
        filter.setSelection(wanted);
        QCOMPARE(filter.rowCount(), 3);
        wanted.times = TimeRange{1001, 1002};
        filter.setSelection(wanted);
        QCOMPARE(filter.rowCount(), 2);
        wanted.setPartition("orders", PartitionIndex(0));
        filter.setSelection(wanted);
        QCOMPARE(filter.rowCount(), 0);
        wanted.setTopic({});
        filter.setSelection(wanted);
        QCOMPARE(filter.rowCount(), 2);
        // A row of consumers selects a topic and a group: what befell either, and no other group.
        for (const char* group : {"billing", "shipping"}) {
            auto event = eventOf(observe::EventKind::groupRebalancing);
            event.group = group;
            ring.add(event);
        }
        model.append(ring.since(model.lastSequence()));
        wanted = ofTopic("orders");
        wanted.group = QStringLiteral("billing");
        filter.setSelection(wanted);
        QCOMPARE(filter.rowCount(), 4);
    }

    void throughputSaysWhyTheMeasurementIsShort() {
        Bench bench;
        bench.run(4);
        auto* words = bench.find<QLabel>("throughputExplanation");
        QTRY_VERIFY2(words->text().contains("agree"), qPrintable(words->text()));
        bench.cluster.setBrokerUp(3, false);
        bench.run(4);
        QTRY_VERIFY2(words->text().contains("Replicas offline: 6, on broker 3"), qPrintable(words->text()));
    }

    void theMeasurementIsStackedByBroker() {
        Bench bench;
        bench.find<QComboBox>("throughputSplit")->setCurrentIndex(2);
        bench.run(6);
        auto* chart = bench.find<ThroughputChart>("throughputChart");
        QTRY_COMPARE(chart->bands().shown(), std::size_t(3));
        bench.find<QComboBox>("throughputSplit")->setCurrentIndex(0);
        bench.run(2);
        QTRY_COMPARE(chart->bands().shown(), std::size_t(0));
    }

    void theChartNamesWhatHappened() {
        QCustomPlot plot;
        plot.resize(400, 200);
        plot.xAxis->setRange(-120, 0);
        EventMarks marks(&plot);
        observe::EventRing ring(10);
        for (const TimestampMs at : {0, 300, 60'000}) {
            auto event = eventOf(observe::EventKind::leaderChanged);
            event.timeMs = 1'000'000 + at;
            ring.add(event);
        }
        ring.add(eventOf(observe::EventKind::groupStable));
        marks.add(ring.since(0));
        marks.place(1'000'000 + 100'000);
        plot.replot();
        const QString two = marks.textAt({plot.xAxis->coordToPixel(-100), 50});
        QCOMPARE(two.count(QStringLiteral("Leader changed")), 2);
        QCOMPARE(marks.textAt({plot.xAxis->coordToPixel(-40), 50}).count(QStringLiteral("Leader changed")),
                 1);
        QCOMPARE(marks.textAt({plot.xAxis->coordToPixel(-70), 50}), QString());
    }

    void thePlannerNamesTheFirstLimit() {
        Bench bench;
        bench.run(4);
        bench.find<QToolButton>("throughputPlan")->click();
        auto* panel = bench.find<PlannerPanel>("plannerPanel");
        bench.find<QPushButton>("plannerTake")->click();
        QCOMPARE(panel->demand().brokers, 3);
        QVERIFY(panel->demand().perPartition > 0);
        auto* verdict = bench.find<QLabel>("plannerVerdict");
        bench.find<QDoubleSpinBox>("planner-perPartition")->setValue(1000);
        bench.find<QDoubleSpinBox>("planner-diskWrite")->setValue(1);
        QVERIFY2(verdict->text().contains("disk writes"), qPrintable(verdict->text()));
        bench.find<QDoubleSpinBox>("planner-replicas")->setValue(4);
        QVERIFY2(verdict->text().contains("4 brokers"), qPrintable(verdict->text()));
    }

    void eventsModelIsNewestFirstAndBounded() {
        EventsModel model(3);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        observe::EventRing ring(100);
        for (int i = 0; i < 2; ++i)
            ring.add(eventOf(observe::EventKind::topicCreated));
        model.append(ring.since(0));
        for (int i = 0; i < 2; ++i)
            ring.add(eventOf(observe::EventKind::isrShrunk));
        model.append(ring.since(model.lastSequence()));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.lastSequence(), 4u);
        QCOMPARE(model.index(0, EventsModel::kindColumn).data().toString(), QStringLiteral("ISR shrunk"));
        QCOMPARE(model.index(2, EventsModel::kindColumn).data().toString(), QStringLiteral("Topic created"));
        for (int i = 0; i < 10; ++i)
            ring.add(eventOf(observe::EventKind::leaderChanged));
        model.append(ring.since(model.lastSequence()));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.lastSequence(), 14u);
    }

    void eventsAreToldInTheLanguageOfTheInterface() {
        observe::Event event;
        event.detail = "Topic a%2b created with 3 partitions";
        Language language;
        QCOMPARE(eventText(event), QString::fromStdString(event.detail));
        event.detail = "member a joins";
        QCOMPARE(eventText(event), QStringLiteral("Member a joins"));
        event.detail = "member a joins (none given)"; // as older recordings have it
        QCOMPARE(eventText(event), QStringLiteral("Member a joins"));
        event.detail = "member a joins: its topics changed";
        QCOMPARE(eventText(event), QStringLiteral("Member a joins: its topics changed"));
        event.detail = "Topic a%2b created with 3 partitions";
        language.set(QStringLiteral("zh_CN"));
        QCOMPARE(eventText(event), QStringLiteral("主题 a%2b 已创建，共 3 个分区"));
        event.detail = "member consumer-1 joins (none given)"; // as older recordings have it
        QCOMPARE(eventText(event), QStringLiteral("成员 consumer-1 加入"));
        event.detail = "something new";
        QCOMPARE(eventText(event), QStringLiteral("something new"));
        language.set(QStringLiteral("en"));
    }

    void latenciesAreOfTheWorkloadsThatWriteThere() {
        const auto workload = [](const char* name, const char* topic, std::int64_t running) {
            app::WorkloadStatus status;
            app::ProducerSpec work;
            work.topic = topic;
            status.spec = std::make_shared<const app::WorkloadSpec>(app::WorkloadSpec{name, 1, 1, work});
            status.clientsRunning = running;
            status.latency = app::Latency{std::chrono::milliseconds(2), std::chrono::milliseconds(6),
                                          std::chrono::milliseconds(9)};
            return std::make_shared<const app::WorkloadStatus>(status);
        };
        const app::WorkloadsSnapshot all{
            1,
            {workload("shop", "orders", 1), workload("website", "clicks", 1), workload("old", "orders", 0)}};
        const QString ofOrders = latencyText(all, {"orders"});
        QVERIFY2(ofOrders.contains("shop\u00a02.0") && !ofOrders.contains("website") &&
                     !ofOrders.contains("old"),
                 ofOrders.toUtf8());
        QVERIFY(latencyText(all, {""}).contains("website"));
        QVERIFY(latencyText(all, {"payments"}).isEmpty());
    }

    void oneIsNotPlural() {
        Language language;
        language.set(QStringLiteral("en"));
        const auto text = [](int n) {
            return QCoreApplication::translate("partitura::ui::EventsView", "%1 events", nullptr, n);
        };
        QCOMPARE(text(1), QStringLiteral("%1 event"));
        QCOMPARE(text(2), QStringLiteral("%1 events"));
    }

    void everyKindOfEventHasATextAndAFilter() {
        Bench bench;
        const auto* kind = bench.find<QComboBox>("eventKindFilter");
        QSet<QString> texts;
        for (int i = 0; i <= static_cast<int>(observe::EventKind::last); ++i) {
            const auto at = kind->findData(i);
            QVERIFY2(at >= 0 && !kind->itemText(at).isEmpty(), std::to_string(i).c_str());
            texts.insert(kind->itemText(at));
        }
        QCOMPARE(texts.size(), static_cast<int>(observe::EventKind::last) + 1);
    }

    void eventsAreFilteredByKind() {
        Bench bench;
        bench.source.addEvent(eventOf(observe::EventKind::topicCreated, "orders"));
        bench.source.addEvent(eventOf(observe::EventKind::isrShrunk, "orders"));
        auto* table = bench.find<QTableView>("eventsTable");
        QTRY_COMPARE(table->model()->rowCount(), 2);
        auto* kind = bench.find<QComboBox>("eventKindFilter");
        kind->setCurrentIndex(kind->findData(static_cast<int>(observe::EventKind::isrShrunk)));
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(bench.find<QLabel>("eventCount")->text(), QStringLiteral("1 of 2 events"));
    }

    void topologyKnowsReplicasFlowsAndClients() {
        test::FakeCluster cluster;
        cluster.addTopic("orders", 3, 2, {6000});
        cluster.addTopic("__consumer_offsets", 1, 3, {0}, 90, true);
        cluster.addConnection(1, 1, "shop", 6000, 0);
        cluster.addConnection(2, 1, "shop", 6000, 0);
        cluster.addConnection(2, 2, "billing", 0, 9000);
        const TopologyPicture picture = topologyPicture(frameOf(cluster), {});
        QCOMPARE(picture.topics.size(), 1u);
        QCOMPARE(picture.hiddenTopics, 1);
        QCOMPARE(picture.brokers.size(), 3u);
        QVERIFY(picture.brokers[0].controller);
        QCOMPARE(picture.brokers[0].replicas.size(), 2u);
        QVERIFY(picture.brokers[0].replicas[0].leader);
        QCOMPARE(picture.replication.size(), 3u); // 1→2, 2→3, 3→1
        QCOMPARE(picture.replicationBytes(), 18000.0);
        QCOMPARE(picture.clients.size(), 2u);
        QCOMPARE(picture.clients[0].clientId, QStringLiteral("shop"));
        QCOMPARE(picture.clients[0].bytesPerSecond, 12000.0);
        QCOMPARE(picture.clients[0].flows.size(), 2u);
        QCOMPARE(picture.clients[1].role, TopologyPicture::Role::consumer);
        QCOMPARE(topologyPicture(frameOf(cluster), {.showInternal = true}).topics.size(), 2u);
    }

    void replicaStatesFollowTheSnapshot() {
        test::FakeCluster cluster;
        cluster.addTopic("orders", 1, 3, {6000});
        cluster.setInSync("orders", 0, 2, false);
        cluster.setBrokerUp(3, false);
        const TopologyPicture picture = topologyPicture(frameOf(cluster), {});
        QCOMPARE(picture.brokers[0].replicas[0].state, ReplicaState::inSync);
        QCOMPARE(picture.brokers[1].replicas[0].state, ReplicaState::outOfSync);
        QCOMPARE(picture.brokers[1].replicas[0].behind, 50);
        QCOMPARE(picture.brokers[2].replicas[0].state, ReplicaState::offline);
        cluster.setBrokerUp(1, false);
        cluster.setBrokerUp(2, true);
        QCOMPARE(topologyPicture(frameOf(cluster), {}).brokers[1].replicas[0].state, ReplicaState::electing);
    }

    void whatDoesNotFitIsSaid() {
        TopologyCanvas canvas;
        canvas.resize(800, 420);
        canvas.show();
        test::FakeCluster few;
        few.addTopic("orders", 3, 3, {6000});
        canvas.showPicture(topologyPicture(frameOf(few), {}));
        QVERIFY(canvas.aggregateNote().isEmpty());
        test::FakeCluster many;
        many.addTopic("orders", 1200, 3, {6000});
        canvas.showPicture(topologyPicture(frameOf(many), {}));
        QVERIFY2(canvas.aggregateNote().contains(spaced("3_600")), qPrintable(canvas.aggregateNote()));
    }

    void noBoxWithReplicasIsEmpty() {
        test::FakeCluster cluster;
        for (int topic = 0; topic < 12; ++topic)
            cluster.addTopic(("orders-" + std::to_string(topic)).c_str(), 9, 3, {600});
        const TopologyPicture picture = topologyPicture(frameOf(cluster), {});
        const auto& broker = picture.brokers.back(); // not the controller: nothing else in it has colour
        for (int height = 44; height < 400; height += 4)
            for (const int width : {100, 140, 300}) {
                const QSizeF size(width, height);
                BrokerItem item;
                item.show(broker, picture.topics);
                item.place(QRectF(QPointF(), size), BrokerItem::detailFor(broker, picture.topics, size));
                QImage image(size.toSize(), QImage::Format_RGB32);
                image.fill(Qt::white);
                QPainter painter(&image);
                item.paint(&painter, nullptr, nullptr);
                painter.end();
                int coloured = 0;
                for (int y = 0; y < height; ++y)
                    for (int x = 0; x < width; ++x)
                        coloured += image.pixelColor(x, y).hsvSaturation() > 100;
                QVERIFY2(coloured > 50, qPrintable(QStringLiteral("%1x%2").arg(width).arg(height)));
            }
    }

    void explanationsNameBrokersAndAmounts() {
        app::Throughput t;
        t.reasons = {{app::ThroughputCause::followersBehind, 2, 0, 1500, {BrokerId(2), BrokerId(3)}}};
        const QString words = explanationText(t, {});
        QVERIFY2(words.contains("2, 3") && words.contains(spaced("1_500_rec")), qPrintable(words));
    }
};

QTEST_MAIN(UiShellTest)
#include "ui_shell_test.moc"
