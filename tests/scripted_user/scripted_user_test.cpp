// One long story of a user, through the interface alone, in real time: a topic, workloads, a crash and what
// it does, offsets moved, time turned back, and what is taken home. Run offscreen and in a real window.
#include "user.h"

#include "app/desktop/desktop.h"
#include "tests/support/in_process_clients.h"
#include "ui/events/events_model.h"
#include "ui/groups/group_model.h"
#include "ui/groups/offset_model.h"
#include "ui/operate/change_model.h"
#include "ui/shell/frame_clock.h"
#include "ui/timebar/time_strip.h"
#include "ui/topics/partition_model.h"
#include "ui/topics/topic_model.h"
#include "ui/workloads/workload_model.h"

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeWidget>

#include <spdlog/spdlog.h>

using namespace partitura;
using namespace partitura::ui;
using test::User;

namespace {

constexpr int patienceMs = User::patienceMs;
const QString topic = QStringLiteral("lessons");
const QString writer = QStringLiteral("steady"), reader = QStringLiteral("steady-reader");

QTemporaryDir& home() {
    static QTemporaryDir directory;
    return directory;
}

} // namespace

class ScriptedUserTest : public QObject {
    Q_OBJECT

    std::unique_ptr<app::Desktop> desktop;
    std::unique_ptr<User> user;
    bool isBroken = false; ///< a step failed; those that follow stand on it
    QString oldLeader;     ///< of the first partition, as the Topics view says it

    QString inSync() { return user->cell("topicTable", topic, TopicModel::inSync); }
    QString leader() { return user->cell("partitionTable", QStringLiteral("0"), PartitionModel::leader); }
    QString state(const QString& workload) {
        return user->cell("workloadTable", workload, WorkloadModel::state);
    }
    qint64 lag() { return User::number(user->cell("groupTable", reader, GroupModel::lag)); }
    QString timeState() { return user->see<QLabel>("timeState")->text(); }
    /// Whether the Events view has a row of this kind about this.
    bool hasEvent(observe::EventKind kind, int column, const QString& about) {
        const auto* model = user->see<QAbstractItemView>("eventsTable")->model();
        for (int row = 0; row < model->rowCount(); ++row)
            if (model->index(row, EventsModel::kindColumn).data() == EventsModel::kindText(kind) &&
                model->index(row, column).data() == about)
                return true;
        return false;
    }
    /// Stops a workload, has it work on the topic, starts it again.
    bool sendTo(const QString& workload, const char* field) {
        return user->clickRow("workloadTable", workload) && user->click("stopWorkloadButton") &&
               QTest::qWaitFor([&] { return state(workload) == QStringLiteral("Stopped"); }, patienceMs) &&
               user->click("editWorkloadButton") && user->enter(field, topic) &&
               user->confirm("workloadEditor") && user->click("startWorkloadButton") &&
               QTest::qWaitFor([&] { return state(workload) == QStringLiteral("Running"); }, patienceMs);
    }
    /// Takes what the user exports by this command home.
    bool takesHome(const QString& words, const QString& id, const QString& path) {
        user->answerFileDialog(path);
        return user->command(words, id) && QTest::qWaitFor([&] { return QFile::exists(path); }, patienceMs);
    }

public:
    static void initMain() {
        for (const char* name :
             {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
            qputenv(name, home().path().toUtf8());
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    }

private slots:
    void initTestCase() {
        PARTITURA_NEEDS_IN_PROCESS_CLIENTS();
        spdlog::set_level(spdlog::level::off);
        app::Options options;
        options.ephemeral = true;
        options.port = 0; // free ones
        options.given = {"--port", "--ephemeral"};
        options.theme = "light";
        options.language = "en";
        auto started = app::Desktop::start(options);
        QVERIFY2(started.ok(), started ? "" : started.error().context.c_str());
        desktop = std::move(*started);
        user = std::make_unique<User>(desktop->window());
        QVERIFY(user->activate());
    }
    void init() {
        if (isBroken)
            QSKIP("it stands on a step that failed");
    }
    void cleanup() { isBroken = isBroken || QTest::currentTestFailed(); }
    void cleanupTestCase() {
        user.reset();
        desktop.reset();
        QTRY_VERIFY_WITH_TIMEOUT(!app::LiveWorkloads::clientsAreLeft(), patienceMs); // the process ends
    }

    void createsATopic() {
        QVERIFY(user->click("welcomeClose"));
        // A dialog offers as many replicas as there are brokers up.
        QTRY_COMPARE_WITH_TIMEOUT(user->see<QLabel>("brokersUp")->text(), QStringLiteral("3 / 3"),
                                  patienceMs);
        QVERIFY(user->command(QStringLiteral("create topic"), QStringLiteral("action-create-topic")));
        QVERIFY(user->enter("name", topic));
        QVERIFY(user->enter("partitions", QStringLiteral("3")));
        QVERIFY(user->enter("replicas", QStringLiteral("3")));
        QVERIFY(user->confirm("createTopicDialog"));

        QVERIFY(user->goTo(QStringLiteral("topics")));
        QVERIFY(user->clickRow("topicTable", topic));
        QTRY_COMPARE_WITH_TIMEOUT(inSync(), QStringLiteral("● all 9"), patienceMs);
        QCOMPARE(user->rows("partitionTable"), 3);
    }

    void startsWorkloadsFromAPreset() {
        QVERIFY(user->goTo(QStringLiteral("workloads")));
        QVERIFY(user->click("startPreset-steady"));
        QTRY_COMPARE_WITH_TIMEOUT(state(writer), QStringLiteral("Running"), patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(state(reader), QStringLiteral("Running"), patienceMs);
        QVERIFY(sendTo(writer, "topic"));
        QVERIFY(sendTo(reader, "topics"));
        QCOMPARE(user->cell("workloadTable", writer, WorkloadModel::target), QStringLiteral("→ lessons"));
    }

    void seesRecordsFlow() {
        QVERIFY(user->goTo(QStringLiteral("topics")));
        QVERIFY(user->clickRow("topicTable", topic));
        const auto records = [&] {
            return User::number(user->cell("topicTable", topic, TopicModel::records));
        };
        QTRY_VERIFY_WITH_TIMEOUT(records() > 0, patienceMs);
        const auto before = records();
        QTRY_VERIFY_WITH_TIMEOUT(records() > before, patienceMs);
        QVERIFY(user->goTo(QStringLiteral("messages")));
        QTRY_VERIFY_WITH_TIMEOUT(user->rows("recordTable") > 0, patienceMs);
        QVERIFY(user->goTo(QStringLiteral("groups")));
        QTRY_COMPARE_WITH_TIMEOUT(user->cell("groupTable", reader, GroupModel::state),
                                  QStringLiteral("Stable"), patienceMs);
    }

    void crashesALeader() {
        QVERIFY(user->goTo(QStringLiteral("topics")));
        QCOMPARE(user->see<QLabel>("partitionTitle")->text(), QStringLiteral("lessons: partitions"));
        oldLeader = leader();
        QVERIFY(!oldLeader.isEmpty());
        QVERIFY(user->goTo(QStringLiteral("faults")));
        auto* palette = user->see<QTreeWidget>("faultPalette");
        const auto crash = palette->findItems(QStringLiteral("Crash broker"), Qt::MatchRecursive);
        QCOMPARE(crash.size(), 1);
        palette->scrollToItem(crash.front());
        QVERIFY(user->clickAt(palette->viewport(), palette->visualItemRect(crash.front()).center()));
        QVERIFY(user->choose("broker", QStringLiteral("Broker %1 ").arg(oldLeader)));
        QVERIFY(user->click("applyFault"));
        QVERIFY(user->see("fault-0"));
    }

    void watchesTheFailover() {
        QVERIFY(user->goTo(QStringLiteral("topics")));
        QTRY_VERIFY_WITH_TIMEOUT(leader() != oldLeader && leader() != QStringLiteral("none"), patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(inSync(), QStringLiteral("◑ 6 of 9"), patienceMs);
        QVERIFY(user->goTo(QStringLiteral("events")));
        using enum observe::EventKind;
        QTRY_VERIFY_WITH_TIMEOUT(hasEvent(leaderChanged, EventsModel::subjectColumn, topic + "-0"),
                                 patienceMs);
    }

    void startsTheBrokerAgain() {
        QVERIFY(user->command(QStringLiteral("broker %1").arg(oldLeader),
                              QStringLiteral("broker/%1").arg(oldLeader)));
        QVERIFY(user->command(QStringLiteral("start broker"), QStringLiteral("action-broker-start")));
        QVERIFY(user->command(QStringLiteral("clear selection"), QStringLiteral("action-clear-selection")));
        QVERIFY(user->goTo(QStringLiteral("topics")));
        QTRY_COMPARE_WITH_TIMEOUT(inSync(), QStringLiteral("● all 9"), patienceMs);
    }

    void resetsTheGroup() {
        QVERIFY(user->goTo(QStringLiteral("workloads")));
        QVERIFY(user->clickRow("workloadTable", reader));
        QVERIFY(user->click("stopWorkloadButton"));
        QTRY_COMPARE_WITH_TIMEOUT(state(reader), QStringLiteral("Stopped"), patienceMs);
        QVERIFY(user->goTo(QStringLiteral("groups")));
        QTRY_COMPARE_WITH_TIMEOUT(user->cell("groupTable", reader, GroupModel::state),
                                  QStringLiteral("Empty"), patienceMs);
        QVERIFY(user->clickRow("groupTable", reader));
        const auto offset = [&](OffsetModel::Column column) {
            return User::number(user->cell("offsetTable", topic, column, OffsetModel::topic));
        };
        QTRY_VERIFY_WITH_TIMEOUT(offset(OffsetModel::currentOffset) > 0, patienceMs);
        const auto lagBefore = lag();

        QVERIFY(user->command(QStringLiteral("reset offsets"), QStringLiteral("action-group-reset")));
        QVERIFY(user->choose("to", QStringLiteral("earliest")));
        QTRY_VERIFY_WITH_TIMEOUT(user->rows("preview") >= 3, patienceMs);
        QCOMPARE(user->cell("preview", topic + "-0", ChangeModel::after), QStringLiteral("0"));
        QVERIFY(user->confirm("actionDialog"));
        QTRY_COMPARE_WITH_TIMEOUT(offset(OffsetModel::currentOffset), 0, patienceMs);
        QCOMPARE(offset(OffsetModel::lag), offset(OffsetModel::logEndOffset));
        QTRY_VERIFY_WITH_TIMEOUT(lag() > lagBefore, patienceMs);
    }

    void scrubsBackToBeforeTheCrash() {
        QVERIFY(user->goTo(QStringLiteral("topics")));
        QVERIFY(user->clickRow("topicTable", topic));
        const auto leaderNow = leader();
        QVERIFY(user->command(QStringLiteral("clear selection"), QStringLiteral("action-clear-selection")));
        QVERIFY(user->goTo(QStringLiteral("events")));
        QVERIFY(user->clickRow("eventsTable", EventsModel::kindText(observe::EventKind::brokerCrashed),
                               EventsModel::kindColumn, true));
        QTRY_VERIFY_WITH_TIMEOUT(timeState() != QStringLiteral("LIVE"), patienceMs);
        // Some seconds to the left of the crash.
        auto* strip = user->see<TimeStrip>("timeStrip");
        const auto crashed = desktop->window().clock().wantedAt();
        QVERIFY(crashed);
        QVERIFY(user->clickAt(strip, QPoint(int(strip->xOf(*crashed - 3000)), strip->height() / 2)));
        QVERIFY(user->goTo(QStringLiteral("topics")));
        QTRY_COMPARE_WITH_TIMEOUT(leader(), oldLeader, patienceMs);
        QCOMPARE(inSync(), QStringLiteral("● all 9"));
        QVERIFY(user->click("timeToEnd"));
        QTRY_COMPARE_WITH_TIMEOUT(timeState(), QStringLiteral("LIVE"), patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(leader(), leaderNow, patienceMs);
    }

    void takesFiguresAndPicturesHome() {
        const auto path = [](const char* name) { return home().filePath(QLatin1String(name)); };
        QVERIFY(takesHome(QStringLiteral("export metrics"), QStringLiteral("action-export-metrics"),
                          path("metrics.csv")));
        QFile csv(path("metrics.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const auto figures = csv.readAll();
        QVERIFY(figures.contains(",lessons,"));
        QVERIFY(figures.count('\n') > 10);

        QVERIFY(user->goTo(QStringLiteral("topics")));
        QVERIFY(takesHome(QStringLiteral("export view"), QStringLiteral("action-export-view"),
                          path("topics.png")));
        const QSize size = desktop->window().view(QStringLiteral("topics"))->size();
        const QImage picture(path("topics.png"));
        QCOMPARE(picture.size(), size * 2);
        QVERIFY(picture.convertToFormat(QImage::Format_Indexed8).colorCount() > 8);

        user->answerFileDialog(path("topics.svg"));
        QVERIFY(user->press(Qt::Key_E, Qt::ControlModifier));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path("topics.svg")), patienceMs);
        QFile svg(path("topics.svg"));
        QVERIFY(svg.open(QIODevice::ReadOnly));
        const auto drawing = svg.readAll();
        QVERIFY(drawing.contains(">lessons<"));
        QCOMPARE(QSvgRenderer(drawing).viewBox(), QRect(QPoint(), size));
    }
};

QTEST_MAIN(ScriptedUserTest)
#include "scripted_user_test.moc"
