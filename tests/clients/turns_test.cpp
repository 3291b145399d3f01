// Every broker crashes and starts again, one after the other, while real clients produce with acks=all:
// nothing acknowledged is missing, and where the client is idempotent nothing is there twice.
#include "tests/clients/clients_suite.h"

#include <algorithm>
#include <csignal>
#include <future>

using namespace partitura;
using cluster::BrokerCommand;

namespace {

constexpr int partitions = 3;
constexpr int patienceMs = 240'000;
/// Records that go through each client before the next thing happens.
constexpr std::int64_t enough = 300;

} // namespace

class TurnsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<app::EmbeddedCluster> m_cluster;

    /// A client that produces to a topic of its own name until its standard input ends.
    struct Client {
        QString name;
        std::unique_ptr<QProcess> process;
        std::int64_t mark = 0; ///< what its topic held when it was last looked at
    };
    std::vector<Client> m_clients;
    int m_lines = 0; ///< written to kcat

    void begin(const QString& name, const std::function<void(QProcess&)>& start) {
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::MergedChannels);
        start(*process);
        m_clients.push_back({name, std::move(process)});
    }
    Client* find(const QString& name) {
        const auto found = std::ranges::find(m_clients, name, &Client::name);
        return found == m_clients.end() ? nullptr : &*found;
    }
    [[nodiscard]] QString servers() const { return QString::fromStdString(m_cluster->bootstrapServers()); }

    /// How much of a client's topic is committed.
    std::int64_t held(const QString& topic) {
        std::int64_t sum = 0;
        const auto snapshot = m_cluster->cluster().snapshot();
        if (const auto* found = snapshot->topic(topic.toStdString()))
            for (const auto& partition : found->partitions)
                sum += partition.highWatermark.value();
        return sum;
    }
    /// kcat sends what it is told: a little ahead of what is there, so that a crash finds some on their way.
    void feedKcat() {
        auto* kcat = find(QStringLiteral("kcat"));
        while (kcat && m_lines < held(kcat->name) + 500)
            kcat->process->write("record " + QByteArray::number(m_lines++) + "\n");
    }
    void mark() {
        for (auto& client : m_clients)
            client.mark = held(client.name);
    }
    bool allGotFurther() {
        feedKcat();
        return std::ranges::all_of(
            m_clients, [&](const auto& client) { return held(client.name) >= client.mark + enough; });
    }
    [[nodiscard]] QByteArray slowest() {
        QByteArray text;
        for (const auto& client : m_clients)
            text += client.name.toUtf8() + " " + QByteArray::number(held(client.name) - client.mark) +
                    " of " + QByteArray::number(enough) + "; ";
        return text;
    }
    bool allRun() {
        return std::ranges::all_of(
            m_clients, [](const auto& client) { return client.process->state() == QProcess::Running; });
    }
    bool isInSync() {
        feedKcat();
        const auto snapshot = m_cluster->cluster().snapshot();
        return std::ranges::all_of(m_clients, [&](const auto& client) {
            const auto* topic = snapshot->topic(client.name.toStdString());
            return topic && topic->partitions.size() == partitions &&
                   std::ranges::all_of(topic->partitions, [](const auto& p) { return p.isr.size() == 3; });
        });
    }
    Result<void> run(BrokerCommand::Kind kind, int broker) {
        std::promise<Result<void>> done;
        m_cluster->cluster().execute(BrokerCommand{kind, BrokerId(broker)},
                                     [&](Result<void> result) { done.set_value(result); });
        return done.get_future().get();
    }

private slots:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); } // as the program does: peers go away

    void everyBrokerInTurn() {
        app::Options options;
        options.port = test::privateNetwork() ? 9092 : 0;
        options.ephemeral = true;
        for (const auto* topic : {"kcat", "kafka-python", "confluent-kafka"})
            options.topics.push_back({.name = topic, .partitions = partitions, .replicas = 3});
        auto started = app::EmbeddedCluster::start(options);
        QVERIFY2(started, started ? "" : started.error().context.c_str());
        m_cluster = std::move(*started);
        m_cluster->cluster().observe(std::chrono::milliseconds(20));

        if (!test::whyNoKcat())
            // One request in flight: see crash_producer.py.
            begin(QStringLiteral("kcat"), [&](QProcess& process) {
                process.start(QStringLiteral("kcat"),
                              {"-P", "-b", servers(), "-t", "kcat", "-X", "acks=all", "-X",
                               "enable.idempotence=true", "-X", "max.in.flight=1", "-X",
                               "message.timeout.ms=600000", "-X", "reconnect.backoff.ms=10", "-X",
                               "reconnect.backoff.max.ms=50", "-X", "linger.ms=1"});
            });
        const auto python = [&](const char* module, const char* package, const char* name, const char* file) {
            if (!test::whyNoPython(QString::fromLatin1(module), QString::fromLatin1(package)))
                begin(QString::fromLatin1(name), [&](QProcess& process) {
                    test::startPython(process, QString::fromLatin1(file),
                                      {servers(), QString::fromLatin1(name), QString::number(partitions)});
                });
        };
        python("kafka", "python3-kafka", "kafka-python", "crash_producer_kafka_python.py");
        python("confluent_kafka", "python3-confluent-kafka", "confluent-kafka", "crash_producer.py");
        if (m_clients.empty())
            QSKIP("none of kcat, python3-kafka and python3-confluent-kafka is installed");
        for (const auto& client : m_clients)
            QVERIFY2(client.process->waitForStarted(), qPrintable(client.name));

        for (int broker = 1; broker <= 3; ++broker) {
            mark();
            QTRY_VERIFY2_WITH_TIMEOUT(allGotFurther(), slowest(), patienceMs);
            const auto crashed = run(BrokerCommand::Kind::crash, broker);
            QVERIFY2(crashed, crashed ? "" : crashed.error().context.c_str());
            mark();
            QTRY_VERIFY2_WITH_TIMEOUT(allGotFurther(), slowest(), patienceMs);
            const auto back = run(BrokerCommand::Kind::start, broker);
            QVERIFY2(back, back ? "" : back.error().context.c_str());
            QTRY_VERIFY2_WITH_TIMEOUT(isInSync(), "a replica does not come back into the ISR", patienceMs);
            QVERIFY(allRun());
        }

        for (const auto& client : m_clients) {
            client.process->closeWriteChannel();
            QVERIFY2(client.process->waitForFinished(patienceMs), qPrintable(client.name));
            const auto story = client.name.toUtf8() + ": " + client.process->readAll();
            QVERIFY2(client.process->exitStatus() == QProcess::NormalExit && client.process->exitCode() == 0,
                     story);
            qInfo("%s", story.right(100).constData());
        }
        if (!find(QStringLiteral("kcat")))
            return;
        const auto read = test::run(QStringLiteral("kcat"),
                                    {"-C", "-b", servers(), "-t", "kcat", "-e", "-q", "-o", "beginning"});
        QVERIFY2(read.ok(), read.story());
        auto records = read.output.trimmed().split('\n');
        std::ranges::sort(records);
        QByteArrayList expected;
        for (int i = 0; i < m_lines; ++i)
            expected.push_back("record " + QByteArray::number(i));
        std::ranges::sort(expected);
        QCOMPARE(records.size(), expected.size());
        QCOMPARE(records, expected);
    }
};

PARTITURA_CLIENTS_MAIN(TurnsTest)
#include "turns_test.moc"
