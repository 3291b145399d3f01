// The cluster's settings: kept, brought back, and turned into options and commands.
#include <QTest>

#include "app/cli/options.h"
#include "app/cli/remembered_settings.h"

using namespace partitura::app;

namespace {

ClusterSettings unusual() {
    ClusterSettings s;
    s.brokers = 5;
    s.port = 19092;
    s.host = QStringLiteral("192.0.2.7");
    s.dataDirectory = QStringLiteral("/tmp/it's here");
    s.defaultPartitions = 12;
    s.defaultReplicas = 2;
    s.autoCreateTopics = false;
    s.rebalanceDelayMs = 3000;
    return s;
}

Options parsed(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "partitura");
    const auto result = parseCommandLine(static_cast<int>(arguments.size()), arguments.data());
    return std::get<Options>(result);
}

} // namespace

class ClusterSettingsTest : public QObject {
    Q_OBJECT

private slots:
    void comeBackAsTheyWereKept() {
        QCOMPARE(ClusterSettings::fromJson(unusual().toJson()), unusual());
        QCOMPARE(ClusterSettings::fromJson({}), ClusterSettings());
    }

    void nonsenseGivesDefaults() {
        QJsonObject json = unusual().toJson();
        json[QStringLiteral("brokers")] = 4000;
        json[QStringLiteral("port")] = QStringLiteral("nine");
        json[QStringLiteral("rebalanceDelayMs")] = -1;
        const auto settings = ClusterSettings::fromJson(json);
        QCOMPARE(settings.brokers, 3);
        QCOMPARE(settings.port, 9092);
        QCOMPARE(settings.rebalanceDelayMs, 0);
        QCOMPARE(settings.defaultPartitions, 12);
    }

    void theCommandLineWins() {
        Options options = parsed({"--brokers", "1", "--ephemeral"});
        applySettings(unusual(), options);
        QCOMPARE(options.brokers, 1);
        QVERIFY(options.ephemeral);
        QVERIFY(options.dataDirectory.empty());
        QCOMPARE(options.port, 19092);
        QCOMPARE(options.defaultPartitions, 12);
        QVERIFY(!options.autoCreateTopics);
    }

    void optionsAndSettingsAreTheSameThing() {
        Options options = parsed({});
        applySettings(unusual(), options);
        QCOMPARE(settingsOf(options), unusual());
    }

    /// The command that is copied, read by the command line, gives the cluster it was copied from.
    void theCopiedCommandMeansTheSame() {
        QCOMPARE(unusual().serveCommand(),
                 QStringLiteral("partitura serve --brokers 5 --port 19092 --host 192.0.2.7 --data-dir "
                                "'/tmp/it'\\''s here' --default-partitions 12 --default-replicas 2 "
                                "--no-auto-create --rebalance-delay-ms 3000"));
        const Options options =
            parsed({"serve", "--brokers", "5", "--port", "19092", "--host", "192.0.2.7", "--data-dir",
                    "/tmp/it's here", "--default-partitions", "12", "--default-replicas", "2",
                    "--no-auto-create", "--rebalance-delay-ms", "3000"});
        QCOMPARE(options.command, Options::Command::serve);
        QCOMPARE(settingsOf(options), unusual());
        QCOMPARE(ClusterSettings().serveCommand(), QStringLiteral("partitura serve --brokers 3 --port 9092"));
    }
};

QTEST_GUILESS_MAIN(ClusterSettingsTest)
#include "cluster_settings_test.moc"
