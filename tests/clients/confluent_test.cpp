// confluent-kafka, librdkafka's Python face, scenario by scenario; what it does stands in
// confluent_scenarios.py.
#include "tests/clients/clients_suite.h"

using namespace partitura;

namespace {
const QString file = QStringLiteral("confluent_scenarios.py");
} // namespace

class ConfluentTest : public QObject {
    Q_OBJECT

    std::unique_ptr<app::EmbeddedCluster> m_cluster;

private slots:
    void initTestCase() {
        if (const auto reason = test::whyNoPython(QStringLiteral("confluent_kafka"),
                                                  QStringLiteral("python3-confluent-kafka")))
            QSKIP(reason->constData());
        m_cluster = test::startCluster();
        QVERIFY(m_cluster);
    }

    void scenario_data() {
        QTest::addColumn<QString>("name");
        for (const auto& name : test::scenarios(file))
            QTest::newRow(qPrintable(name)) << name;
    }
    void scenario() {
        QFETCH(QString, name);
        const auto ended =
            test::runPython(file, {name, QString::fromStdString(m_cluster->bootstrapServers())});
        QVERIFY2(ended.ok(), ended.story());
    }
};

PARTITURA_CLIENTS_MAIN(ConfluentTest)
#include "confluent_test.moc"
