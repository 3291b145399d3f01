// The main window over an invented cluster, to look at.
//   ui_preview [--dark] [--language zh_CN] [--size 1024x700] [--scene calm|fault|empty|dense|starting] [--shot FILE --after SECONDS]
#include "tests/support/fake_source.h"
#include "ui/shell/language.h"
#include "ui/shell/layout_store.h"
#include "ui/shell/main_window.h"
#include "ui/style/theme.h"
#include "ui/views.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDockWidget>
#include <QTimer>

#include <cmath>

using namespace partitura;

namespace {

void addScene(test::FakeCluster& cluster, const QString& scene) {
    if (scene == QStringLiteral("dense")) {
        for (int t = 0; t < 12; ++t)
            cluster.addTopic("topic-" + std::to_string(100 + t), 100, 3, {900.0 * t});
        for (std::uint64_t c = 0; c < 20; ++c)
            cluster.addConnection(static_cast<int>(c % 3) + 1, c + 1, "loader-" + std::to_string(c), 80e3, 0);
        for (std::uint64_t c = 0; c < 12; ++c)
            cluster.addConnection(static_cast<int>(c % 3) + 1, c + 50, "worker-" + std::to_string(c), 0, 120e3);
        return;
    }
    if (scene == QStringLiteral("empty") || scene == QStringLiteral("starting"))
        return;
    cluster.addTopic("orders", 6, 3, {61e3, 48e3, 55e3, 31e3, 44e3, 52e3});
    cluster.addTopic("test_topic", 3, 3, {2100});
    cluster.addTopic("payments", 2, 2, {900e3, 20e3}, 800);
    cluster.addTopic("__consumer_offsets", 10, 3, {300}, 90, true);
    for (int b = 1; b <= 3; ++b) {
        const auto id = static_cast<std::uint64_t>(b);
        cluster.addConnection(b, id, "order-service", 97e3, 0);
        cluster.addConnection(b, 10 + id, "kafka-python-producer-1", b == 2 ? 6300 : 0.001, 0, "kafka-python 2.0.2");
        cluster.addConnection(b, 30 + id, "billing", 0, 240e3);
        cluster.addConnection(b, 40 + id, "test_group-consumer", 0, b == 1 ? 6300 : 12, "kafka-python 2.0.2");
    }
    cluster.addConnection(1, 21, "payment-gateway", 900e3, 0, "franz-go 1.17");
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral("0.1.0"));
    QCommandLineParser options;
    options.addOptions({{"dark", {}}, {"language", {}, "code", "en"}, {"size", {}, "size", "1440x900"},
                        {"scene", {}, "name", "calm"}, {"shot", {}, "file"}, {"after", {}, "seconds", "20"},
                        {"topic", {}, "name"}, {"tabs", {}}});
    options.process(application);
    const QString scene = options.value("scene");

    ui::applyTheme(application, options.isSet("dark") ? ui::ThemeKind::dark : ui::ThemeKind::light);
    ui::Language language;
    language.set(options.value("language"));
    test::FakeStore<ui::LayoutStore> store;
    test::FakeSource source;
    test::FakeCluster cluster(scene == QStringLiteral("starting") ? 0 : 3);
    addScene(cluster, scene);
    source.setSnapshot(cluster.snapshot());

    ui::MainWindow window(ui::createViews(nullptr), language, store);
    window.setSource(&source);
    const QStringList size = options.value("size").split('x');
    window.resize(size.value(0).toInt(), size.value(1).toInt());

    double now = 0;
    const auto event = [&](observe::EventKind kind, int broker, const std::string& detail, const std::string& topic = {},
                           int partition = -1) {
        observe::Event e;
        e.timeMs = cluster.nowMs();
        e.kind = kind;
        e.broker = BrokerId(broker);
        e.topic = topic;
        e.partition = PartitionIndex(partition);
        e.detail = detail;
        source.addEvent(e);
    };
    for (int b = 1; b <= 3; ++b)
        event(observe::EventKind::brokerStarted, b, "Broker " + std::to_string(b) + " registered with the controller.");
    event(observe::EventKind::controllerElected, 1, "Broker 1 is the active controller, epoch 1.");
    event(observe::EventKind::topicCreated, 1, "orders: 6 partitions, 3 replicas each.", "orders");

    const auto step = [&](double seconds) {
        const double before = now;
        now += seconds;
        cluster.setLoad("orders", 1 + 0.25 * std::sin(now / 9) + 0.04 * std::sin(now * 1.7));
        cluster.setLoad("payments", 1 + 0.15 * std::sin(now / 14));
        cluster.advance(seconds);
        if (scene == QStringLiteral("fault") && before < 60 && now >= 60) {
            cluster.setBrokerUp(3, false);
            cluster.setInSync("orders", 1, 1, false);
            event(observe::EventKind::brokerStopped, 3, "Broker 3 stopped answering.");
            event(observe::EventKind::leaderChanged, 1, "orders-2 is led by broker 1, epoch 1.", "orders", 2);
            event(observe::EventKind::isrShrunk, 2, "orders-1: ISR is 2.", "orders", 1);
        }
        source.setSnapshot(cluster.snapshot());
    };
    // A past, so that the chart has something to show at once; views take it frame by frame.
    window.show();
    if (options.isSet("tabs"))
        window.tabifyDockWidget(window.findChild<QDockWidget*>("dock-throughput"),
                                window.findChild<QDockWidget*>("dock-events"));
    int warmUp = 0;
    QTimer warm;
    QObject::connect(&warm, &QTimer::timeout, [&] {
        step(warmUp < 300 ? 0.3 : 0.033);
        ++warmUp;
    });
    warm.start(33);
    if (options.isSet("topic"))
        QTimer::singleShot(3000, [&] { emit window.view("events")->topicSelected(options.value("topic")); });
    if (options.isSet("shot"))
        QTimer::singleShot(options.value("after").toInt() * 1000, [&] {
            window.grab().save(options.value("shot"));
            QCoreApplication::quit();
        });
    return QApplication::exec();
}
