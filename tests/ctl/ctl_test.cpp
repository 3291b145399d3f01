// `partitura ctl` against running instances: what a script does, who is told apart, who is kept out.
#include "app/live/control_place.h"
#include "tests/support/in_process_clients.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr int patienceMs = 60'000;

struct Ended {
    int status = -1;
    QByteArray output, errors;
};

/// Polls until it holds.
template <typename Condition>
bool holds(Condition condition) {
    for (QElapsedTimer timer; !condition(); QThread::msleep(20)) {
        if (!timer.isValid())
            timer.start();
        if (timer.hasExpired(patienceMs))
            return false;
    }
    return true;
}

/// Free ports, likely to stay so: brokers listen at consecutive ones.
int freePort() {
    static int last = 21'000 + static_cast<int>(::getpid() % 300) * 30;
    for (;;) {
        last += 5;
        QTcpServer first, second, third;
        const auto free = [](QTcpServer& server, int port) {
            return server.listen(QHostAddress::LocalHost, static_cast<quint16>(port));
        };
        if (free(first, last) && free(second, last + 1) && free(third, last + 2))
            return last;
    }
}

} // namespace

class CtlTest : public QObject {
    Q_OBJECT

    QTemporaryDir runtime;
    std::vector<std::unique_ptr<QProcess>> instances;

    Ended ctl(QStringList arguments) {
        QProcess process;
        process.start(QStringLiteral(PARTITURA_PROGRAM), QStringList("ctl") + arguments);
        process.closeWriteChannel();
        Ended ended;
        if (!process.waitForFinished(patienceMs)) {
            process.kill();
            process.waitForFinished();
            return ended;
        }
        ended.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        ended.output = process.readAllStandardOutput();
        ended.errors = process.readAllStandardError();
        return ended;
    }
    QList<QJsonObject> rows(const QStringList& arguments) {
        QList<QJsonObject> found;
        for (const auto& line : ctl(arguments + QStringList("--json")).output.split('\n'))
            if (!line.isEmpty())
                found << QJsonDocument::fromJson(line).object();
        return found;
    }
    /// Its data directory, once it can be reached.
    QString serve(QStringList arguments = {}) {
        const int port = freePort();
        const auto before = rows({"instances"});
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        if (!arguments.contains("--data-dir"))
            arguments << "--ephemeral";
        process->start(QStringLiteral(PARTITURA_PROGRAM),
                       QStringList{"serve", "--port", QString::number(port)} + arguments);
        instances.push_back(std::move(process));
        QString directory;
        holds([&] {
            for (const auto& one : rows({"instances"}))
                if (!before.contains(one))
                    directory = one["dataDirectory"].toString();
            return !directory.isEmpty();
        });
        return directory;
    }
    QString stateOf(int broker) {
        for (const auto& row : rows({"brokers"}))
            if (row["id"].toInt() == broker)
                return row["state"].toString();
        return {};
    }
    bool becomes(int broker, const QString& state) {
        return holds([&] { return stateOf(broker) == state; });
    }
    int leaderOf(const QString& topic) {
        const auto partitions = rows({"topics", topic});
        return partitions.isEmpty() ? -1 : partitions[0]["leader"].toInt();
    }
    /// What the instance answers on its socket, until it closes.
    QByteArray talk(const QString& directory, const QByteArray& bytes) {
        const auto socket = partitura::app::controlSocketOf(directory.toStdString());
        QLocalSocket connection;
        connection.connectToServer(QString::fromStdString(*socket));
        connection.write(bytes);
        holds([&] {
            connection.waitForReadyRead(50);
            return connection.state() == QLocalSocket::UnconnectedState;
        });
        return connection.readAll();
    }

private slots:
    void initTestCase() {
        qputenv("XDG_RUNTIME_DIR", runtime.path().toUtf8());
        qputenv("XDG_DATA_HOME", runtime.filePath("data").toUtf8());
    }
    void cleanup() {
        for (const auto& instance : instances) {
            instance->terminate();
            if (!instance->waitForFinished(patienceMs))
                instance->kill();
            instance->waitForFinished();
        }
        instances.clear();
    }

    void everyCommandHasItsHelp() {
        const QStringList commands[] = {
            {},
            {"instances"},
            {"status"},
            {"brokers"},
            {"topics"},
            {"snapshot"},
            {"events"},
            {"broker"},
            {"broker", "add"},
            {"link"},
            {"link", "delay"},
            {"leader", "move"},
            {"elect"},
            {"reassign"},
            {"workload"},
            {"workload", "add"},
            {"fault"},
            {"fault", "request"},
            {"fault", "disk"},
        };
        for (const auto& command : commands) {
            const auto help = ctl(command + QStringList("--help"));
            QCOMPARE(help.status, 0);
            QVERIFY2(help.output.contains(("Usage: partitura ctl " + command.join(' ')).trimmed().toUtf8()),
                     help.output);
        }
    }

    void badUseIsTwo() {
        for (const auto& bad : {QStringList{},
                                {"nonsense"},
                                {"broker"},
                                {"broker", "crash"},
                                {"broker", "crash", "x"},
                                {"link", "cut", "1"},
                                {"link", "delay", "1", "2"},
                                {"link", "delay", "1", "2", "-5"},
                                {"topics", "a", "b"}}) {
            const auto ended = ctl(bad);
            QCOMPARE(ended.status, 2);
            QVERIFY(!ended.errors.isEmpty());
        }
    }

    void withoutAnInstanceItIsTwo() {
        QCOMPARE(ctl({"status"}).status, 2);
        QCOMPARE(ctl({"--data-dir", "/nowhere", "status"}).status, 2);
        QCOMPARE(ctl({"status", "--data-dir", runtime.path()}).status, 2);
        const auto none = ctl({"instances"});
        QCOMPARE(none.status, 0);
        QVERIFY(none.output.isEmpty());
    }

    void aScriptCrashesALeaderAndUndoesAll() {
        serve({"--topic", "orders:1:3"});
        QVERIFY(holds([&] { return leaderOf("orders") > 0; }));
        QVERIFY(becomes(1, "running") && becomes(2, "running") && becomes(3, "running"));
        const int leader = leaderOf("orders");
        const auto id = QString::number(leader);
        QCOMPARE(ctl({"broker", "crash", id}).status, 0);
        QCOMPARE(stateOf(leader), QString("crashed"));
        QVERIFY(holds([&] { return leaderOf("orders") > 0 && leaderOf("orders") != leader; }));
        const auto again = ctl({"broker", "crash", id});
        QCOMPARE(again.status, 1);
        QVERIFY2(again.errors.contains("crashed"), again.errors);

        const int other = leader % 3 + 1;
        QCOMPARE(ctl({"broker", "pause", QString::number(other)}).status, 0);
        QCOMPARE(stateOf(other), QString("paused"));
        QCOMPARE(ctl({"link", "delay", "clients", "1", "2.5", "--both"}).status, 0);
        QCOMPARE(ctl({"link", "cut", "broker-1", "2"}).status, 0);
        QCOMPARE(ctl({"fault", "clock", "1", "5000"}).status, 0);
        QCOMPARE(
            ctl({"fault", "request", "1", "--api", "Produce", "--error", "NOT_LEADER_OR_FOLLOWER"}).status,
            0);
        QStringList kinds;
        for (const auto& fault : rows({"fault", "list"}))
            kinds << fault["kind"].toString();
        QCOMPARE(kinds, (QStringList{"cut", "delay-link", "delay-link", "skew-clock", "fail-requests"}));
        const auto table = ctl({"fault", "list"}).output;
        QVERIFY2(table.contains("Produce: NOT_LEADER_OR_FOLLOWER"), table);

        QCOMPARE(ctl({"fault", "undo"}).status, 0);
        QVERIFY(becomes(1, "running") && becomes(2, "running") && becomes(3, "running"));
        QVERIFY(rows({"fault", "list"}).isEmpty());
        QVERIFY(holds([&] { return rows({"topics", "orders"})[0]["isr"].toArray().size() == 3; }));
        const auto status = rows({"status"});
        QCOMPARE(status[0]["type"].toString(), QString("cluster"));
        const auto snapshot = rows({"snapshot"});
        QCOMPARE(snapshot.size(), 1);
        QCOMPARE(snapshot[0]["brokers"].toArray().size(), 3);
        QStringList events;
        for (const auto& event : rows({"events"}))
            events << event["kind"].toString();
        for (const auto* kind :
             {"broker-crashed", "broker-paused", "broker-resumed", "fault-set", "faults-undone"})
            QVERIFY2(events.contains(kind), kind);
    }

    void aScriptRunsClients() {
        PARTITURA_NEEDS_IN_PROCESS_CLIENTS();
        serve();
        QTemporaryDir home;
        const auto describe = [&](const QByteArray& text) {
            QFile file(home.filePath("workloads.json"));
            return file.open(QFile::WriteOnly) && file.write(text) == text.size() ? file.fileName()
                                                                                  : QString();
        };
        const auto workload = [&](const QString& name) {
            for (const auto& row : rows({"workload", "list"}))
                if (row["name"].toString() == name)
                    return row;
            return QJsonObject();
        };
        const auto becomes = [&](const QString& name, const QString& state) {
            return holds([&] { return workload(name)["state"].toString() == state; });
        };
        const auto says = [&](const QStringList& arguments, const char* text) {
            const auto ended = ctl(QStringList("workload") + arguments);
            return ended.status == 1 && ended.errors.contains(text);
        };
        QVERIFY(rows({"workload", "list"}).isEmpty());
        QCOMPARE(ctl({"workload", "preset", "steady", "--topic", "orders"}).status, 0);
        QVERIFY(holds([&] { return workload("steady-reader")["records"].toInt() > 0; }));
        QCOMPARE(workload("steady")["spec"].toObject()["topic"].toString(), QString("orders"));
        const auto table = ctl({"workload", "list"}).output;
        QVERIFY2(table.contains("name") && table.contains("steady-reader"), table);

        QCOMPARE(ctl({"workload", "rate", "steady", "250"}).status, 0);
        QCOMPARE(workload("steady")["spec"].toObject()["perSecond"].toInt(), 250);
        QCOMPARE(ctl({"workload", "record-time", "steady-reader", "2.5"}).status, 0);
        QCOMPARE(workload("steady-reader")["spec"].toObject()["perRecordUs"].toInt(), 2500);
        QVERIFY(says({"rate", "steady-reader", "5"}, "of consumers"));
        QVERIFY(says({"resume", "steady"}, "not paused"));
        QCOMPARE(ctl({"workload", "pause", "steady"}).status, 0);
        QVERIFY(becomes("steady", "paused"));
        QCOMPARE(ctl({"workload", "resume", "steady"}).status, 0);
        QVERIFY(becomes("steady", "running"));
        QVERIFY(says({"crash", "steady", "--before-commit"}, "commits nothing"));
        QCOMPARE(ctl({"workload", "crash", "steady-reader", "--before-commit"}).status, 0);
        QVERIFY(becomes("steady-reader", "crashed"));
        QCOMPARE(ctl({"workload", "stop", "steady"}).status, 0);
        QVERIFY(becomes("steady", "stopped"));
        QVERIFY(says({"start", "nobody"}, "no workload nobody"));

        // What is listed can be described, and what is described listed.
        const auto spec = QJsonDocument(workload("steady")["spec"].toObject()).toJson();
        QCOMPARE(ctl({"workload", "remove", "steady"}).status, 0);
        QVERIFY(workload("steady").isEmpty());
        QCOMPARE(ctl({"workload", "add", describe(spec), "--stopped"}).status, 0);
        QCOMPARE(workload("steady")["state"].toString(), QString("stopped"));
        QCOMPARE(ctl({"workload", "start", "steady"}).status, 0);
        QVERIFY(holds([&] { return workload("steady")["records"].toInt() > 0; }));
        QVERIFY(says({"add", describe(R"({"name":"x","topic":"t","perSecond":-1})")}, "perSecond"));
        QVERIFY(says({"add", describe("7")}, "array"));
        QCOMPARE(ctl({"workload", "add", describe("{")}).status, 2);
        QCOMPARE(ctl({"workload", "add", home.filePath("none")}).status, 2);
        QCOMPARE(ctl({"workload", "preset", "nonsense"}).status, 2);
    }

    void whatMakesNoSenseIsRefused() {
        serve();
        for (const auto& refused : {QStringList{"broker", "stop", "9"},
                                    {"link", "cut", "1", "nobody"},
                                    {"link", "cut", "1", "1"},
                                    {"fault", "request", "1"},
                                    {"fault", "request", "1", "--error", "NONSENSE"},
                                    {"fault", "request", "1", "--api", "Nothing", "--drop"},
                                    {"broker", "remove", "1"},
                                    {"topics", "none"},
                                    {"leader", "move", "none", "0", "1"},
                                    {"fault", "flip-bit", "1", "none", "0", "5"},
                                    {"link", "delay", "1", "2", "5", "--min", "6"}}) {
            const auto ended = ctl(refused);
            QVERIFY2(ended.status == 1, refused.join(' ').toUtf8() + ended.errors);
            QVERIFY(ended.errors.startsWith("partitura: "));
        }
    }

    void brokersAreAddedAndRemoved() {
        serve();
        QCOMPARE(ctl({"broker", "add"}).status, 0);
        QVERIFY(becomes(4, "running"));
        QCOMPARE(ctl({"broker", "remove", "4"}).status, 0);
        QVERIFY(holds([&] { return stateOf(4).isEmpty(); }));
    }

    void aMoveIsHeldToARateUntilItIsVerified() {
        serve({"--topic", "orders:1:1"});
        QVERIFY(holds([&] { return leaderOf("orders") > 0; }));
        const auto target = QString::number(leaderOf("orders") % 3 + 1);
        const auto limits = [&] {
            QStringList found;
            for (const auto broker : rows({"snapshot"})[0]["brokers"].toArray())
                for (const QString side : {"leaderThrottle", "followerThrottle"})
                    found << QString::number(broker[side]["limit"].toInt());
            return found.join(' ');
        };
        QCOMPARE(limits(), QString("0 0 0 0 0 0"));
        QCOMPARE(ctl({"reassign", "orders", "0", target, "--throttle", "1000000"}).status, 0);
        QVERIFY(holds([&] { return limits().count("1000000") == 4; })); // of the two brokers that take part
        QVERIFY(holds([&] { return QString::number(leaderOf("orders")) == target; }));
        QVERIFY(holds([&] {
            const auto told = rows({"reassign", "orders", "0", "--verify"});
            return told.size() == 1 && told[0]["state"] == "complete";
        }));
        QVERIFY(holds([&] { return limits() == "0 0 0 0 0 0"; }));
        QStringList told;
        for (const auto& event : rows({"events"}))
            if (event["kind"] == "config-changed")
                told << event["detail"].toString();
        QVERIFY2(told.contains("Configs of broker " + target +
                               " changed: follower.replication.throttled.rate=1000000, "
                               "leader.replication.throttled.rate=1000000"),
                 told.join('\n').toUtf8());
        QVERIFY2(told.contains("Configs of topic orders changed: "
                               "follower.replication.throttled.replicas unset, "
                               "leader.replication.throttled.replicas unset"),
                 told.join('\n').toUtf8());
    }

    void eventsAreFollowedUntilTheClientGoes() {
        const auto directory = serve();
        QProcess follower;
        follower.start(QStringLiteral(PARTITURA_PROGRAM), {"ctl", "events", "--follow", "--json"});
        QByteArray seen;
        const auto sees = [&](const char* kind) {
            return holds([&] {
                follower.waitForReadyRead(50);
                seen += follower.readAllStandardOutput();
                return seen.contains(kind);
            });
        };
        QVERIFY(sees("broker-started"));
        QCOMPARE(ctl({"broker", "pause", "2"}).status, 0);
        QVERIFY(sees("broker-paused"));
        follower.kill();
        follower.waitForFinished();
        QCOMPARE(ctl({"broker", "resume", "2"}).status, 0);
        // One that follows and does not read holds nobody up.
        const auto socket = partitura::app::controlSocketOf(directory.toStdString());
        QLocalSocket deaf;
        deaf.setReadBufferSize(1);
        deaf.connectToServer(QString::fromStdString(*socket));
        deaf.write("{\"command\":\"events\",\"follow\":true}\n");
        QVERIFY(deaf.waitForBytesWritten(patienceMs));
        QCOMPARE(ctl({"status"}).status, 0);
    }

    void twoInstancesAreToldApart() {
        const auto one = serve(), two = serve();
        QVERIFY(!one.isEmpty() && !two.isEmpty() && one != two);
        const auto which = ctl({"status"});
        QCOMPARE(which.status, 2);
        QVERIFY2(which.errors.contains(one.toUtf8()) && which.errors.contains(two.toUtf8()), which.errors);
        QCOMPARE(ctl({"--data-dir", one, "broker", "crash", "1"}).status, 0);
        QCOMPARE(rows({"brokers", "--data-dir", one})[0]["state"].toString(), QString("crashed"));
        QVERIFY(holds([&] { return rows({"brokers", "--data-dir", two})[0]["state"] == "running"; }));
    }

    void whatADeadInstanceLeftIsNoHindrance() {
        QTemporaryDir home;
        const auto data = home.filePath("data");
        const auto directory = serve({"--data-dir", data});
        QCOMPARE(directory, QFileInfo(data).canonicalFilePath());
        instances.back()->kill();
        instances.back()->waitForFinished();
        instances.clear();
        QVERIFY(QFileInfo::exists(data + "/control.sock"));
        QCOMPARE(ctl({"status"}).status, 2);
        QCOMPARE(ctl({"status", "--data-dir", data}).status, 2);
        QVERIFY(!serve({"--data-dir", data}).isEmpty());
        QCOMPARE(ctl({"status", "--data-dir", data}).status, 0);
        cleanup();
        QVERIFY(!QFileInfo::exists(data + "/control.sock")); // one that ends in order leaves none
    }

    void aPathTooLongForASocketIsNoHindrance() {
        QTemporaryDir home;
        const auto data = home.filePath(QString(120, 'd'));
        QVERIFY(!serve({"--data-dir", data}).isEmpty());
        QVERIFY(!QFileInfo::exists(data + "/control.sock"));
        QCOMPARE(ctl({"status", "--data-dir", data}).status, 0);
        QCOMPARE(ctl({"status"}).status, 0);
        cleanup(); // before its directory goes
    }

    void onlyItsUserGetsIn() {
        const auto directory = serve();
        const auto socket = *partitura::app::controlSocketOf(directory.toStdString());
        struct stat status {};
        QCOMPARE(::stat(socket.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t(0600));
        QCOMPARE(::stat(runtime.filePath("partitura").toUtf8().constData(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t(0700));
        if (::geteuid() != 0)
            return; // who cannot become another
        // Even where the file lets others in: who they are is asked of the system.
        for (QDir up(directory); !up.isRoot(); up.cdUp())
            ::chmod(up.path().toUtf8().constData(), up.path() == "/tmp" ? 01777 : 0755);
        ::chmod(socket.c_str(), 0666);
        const auto stranger = ::fork();
        if (stranger == 0) {
            if (::setgid(65'534) != 0 || ::setuid(65'534) != 0)
                ::_exit(2);
            const int descriptor = partitura::app::connectToControl(socket);
            if (descriptor < 0)
                ::_exit(3);
            char answer[100];
            (void)!::send(descriptor, "{\"command\":\"status\"}\n", 21, MSG_NOSIGNAL);
            ::_exit(::recv(descriptor, answer, sizeof answer, 0) > 0 ? 4 : 0);
        }
        int result = -1;
        QCOMPARE(::waitpid(stranger, &result, 0), stranger);
        QVERIFY(WIFEXITED(result));
        QCOMPARE(WEXITSTATUS(result), 0); // it connected, and got no answer
        QCOMPARE(ctl({"status"}).status, 0);
    }

    void garbageIsRefusedAndHarmsNobody() {
        const auto directory = serve();
        const QByteArray bad[] = {
            "\n",
            "nonsense\n",
            "[]\n",
            "{}\n",
            "{\"command\":7}\n",
            "{\"command\":\"broker\"}\n",
            "{\"command\":\"broker\",\"action\":\"crash\"}\n",
            "{\"command\":\"broker\",\"action\":\"crash\",\"broker\":\"1\"}\n",
            "{\"command\":\"broker\",\"action\":\"crash\",\"broker\":4294967297}\n",
            "{\"command\":\"broker\",\"action\":\"crash\",\"broker\":-1}\n",
            "{\"command\":\"broker\",\"action\":\"crash\",\"broker\":1.5}\n",
            "{\"command\":\"broker\",\"action\":\"add\",\"broker\":2000000000}\n",
            "{\"command\":\"link\",\"action\":\"delay\",\"from\":1,\"to\":2,\"meanUs\":-1}\n",
            R"({"command":"link","action":"delay","from":1,"to":2,"meanUs":9223372036854775807}
)",
            "{\"command\":\"link\",\"action\":\"cut\",\"from\":[1],\"to\":{}}\n",
            "{\"command\":\"reassign\",\"topic\":\"t\",\"partition\":0,\"brokers\":[\"a\"]}\n",
            "{\"command\":\"reassign\",\"topic\":\"t\",\"partition\":0,\"brokers\":7}\n",
            "{\"command\":\"fault\",\"action\":\"request\",\"broker\":1,\"api\":[],\"drop\":true}\n",
            "{\"command\":\"\\ud800\"}\n",
            "\xff\xfe{\"command\":\"status\"}\n",
            QByteArray(30'000, '[') + "\n",
        };
        for (const auto& line : bad) {
            const auto answer = talk(directory, line);
            const auto last = QJsonDocument::fromJson(answer.trimmed().split('\n').last()).object();
            QVERIFY2(last["ok"] == QJsonValue(false) && !last["error"].toString().isEmpty(),
                     line.left(100) + answer);
        }
        const auto huge = talk(directory, QByteArray(200'000, 'x'));
        QVERIFY2(huge.isEmpty() || huge.contains("\"ok\":false"), huge);
        QCOMPARE(ctl({"status"}).status, 0);
        QVERIFY(becomes(1, "running"));
    }

    void clientsThatHangAreClosedAndHoldNobodyUp() {
        const auto directory = serve();
        const auto socket = QString::fromStdString(*partitura::app::controlSocketOf(directory.toStdString()));
        std::vector<std::unique_ptr<QLocalSocket>> silent;
        for (int i = 0; i < 10; ++i) {
            silent.push_back(std::make_unique<QLocalSocket>());
            silent.back()->connectToServer(socket);
            silent.back()->write("{\"comm"); // and no more
            QVERIFY(silent.back()->waitForBytesWritten(patienceMs));
        }
        QCOMPARE(ctl({"status"}).status, 0);
        QVERIFY(holds([&] {
            return std::ranges::all_of(silent, [](const auto& one) {
                one->waitForReadyRead(10);
                return one->state() == QLocalSocket::UnconnectedState;
            });
        }));
    }

    void stoppingWithClientsEndsInOrder() {
        const auto directory = serve();
        QProcess follower;
        follower.start(QStringLiteral(PARTITURA_PROGRAM), {"ctl", "events", "--follow"});
        QVERIFY(follower.waitForReadyRead(patienceMs));
        QProcess busy;
        busy.start(QStringLiteral(PARTITURA_PROGRAM), {"ctl", "broker", "restart", "2"});
        QVERIFY(busy.waitForStarted(patienceMs));
        instances.back()->terminate();
        QVERIFY(instances.back()->waitForFinished(patienceMs));
        QCOMPARE(instances.back()->exitStatus(), QProcess::NormalExit);
        QCOMPARE(instances.back()->exitCode(), 0);
        QVERIFY(follower.waitForFinished(patienceMs));
        QCOMPARE(follower.exitCode(), 1);
        QVERIFY(busy.waitForFinished(patienceMs));
    }
};

QTEST_GUILESS_MAIN(CtlTest)
#include "ctl_test.moc"
