// kafka-python 2.0.2, scenario by scenario; what it does stands in kafka_python_scenarios.py.
#include "tests/clients/clients_suite.h"

#include <QTemporaryDir>

using namespace partitura;

namespace {
const QString file = QStringLiteral("kafka_python_scenarios.py");
const QString restartFile = QStringLiteral("restart_scenarios.py");
} // namespace

class KafkaPythonTest : public QObject {
    Q_OBJECT

    std::unique_ptr<app::EmbeddedCluster> m_cluster;

private slots:
    void initTestCase() {
        if (const auto reason = test::whyNoPython(QStringLiteral("kafka"), QStringLiteral("python3-kafka")))
            QSKIP(reason->constData());
    }

    void scenario_data() {
        QTest::addColumn<QString>("name");
        for (const auto& name : test::scenarios(file))
            QTest::newRow(qPrintable(name)) << name;
        m_cluster = test::startCluster();
    }
    void scenario() {
        QFETCH(QString, name);
        QVERIFY(m_cluster);
        const auto ended =
            test::runPython(file, {name, QString::fromStdString(m_cluster->bootstrapServers())});
        QVERIFY2(ended.ok(), ended.story());
    }

    void topicsRecordsAndOffsetsSurviveARestart() {
        m_cluster.reset();
        QTemporaryDir directory;
        for (const auto& name : test::scenarios(restartFile)) {
            const auto cluster = test::startCluster(directory.path());
            QVERIFY(cluster);
            const auto ended =
                test::runPython(restartFile, {name, QString::fromStdString(cluster->bootstrapServers())});
            QVERIFY2(ended.ok(), ended.story());
        }
    }
};

PARTITURA_CLIENTS_MAIN(KafkaPythonTest)
#include "kafka_python_test.moc"
