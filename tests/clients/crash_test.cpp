// kill -9 under load, again and again: nothing acknowledged is missing, nothing is there twice.
#include "tests/clients/clients_suite.h"

#include <QDir>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using namespace partitura;

namespace {

constexpr int rounds = 50;
constexpr int patienceMs = 120'000;
const QString topic = QStringLiteral("crashed");

/// The first of three ports nobody listens at.
int freePorts() {
    if (test::privateNetwork())
        return 9092;
    for (int port = 21'000;; port += 3) {
        QTcpServer first;
        QTcpServer second;
        QTcpServer third;
        if (first.listen(QHostAddress::LocalHost, static_cast<quint16>(port)) &&
            second.listen(QHostAddress::LocalHost, static_cast<quint16>(port + 1)) &&
            third.listen(QHostAddress::LocalHost, static_cast<quint16>(port + 2)))
            return port;
    }
}

} // namespace

class CrashTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (const auto reason = test::whyNoPython(QStringLiteral("confluent_kafka"),
                                                  QStringLiteral("python3-confluent-kafka")))
            QSKIP(reason->constData());
    }

    void killedUnderLoad() {
        const QTemporaryDir directory;
        const int port = freePorts();
        QProcess serve;
        serve.setProgram(QStringLiteral(PARTITURA_PROGRAM));
        serve.setArguments({"serve", "--port", QString::number(port), "--data-dir", directory.path(),
                            "--topic", topic + ":3:3", "--log-level", "error"});
        serve.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        serve.start();
        QVERIFY(serve.waitForStarted());

        QProcess producer;
        producer.setProcessChannelMode(QProcess::MergedChannels);
        test::startPython(producer, QStringLiteral("crash_producer.py"),
                          {QStringLiteral("127.0.0.1:%1").arg(port), topic, QStringLiteral("3")});
        QVERIFY(producer.waitForStarted());
        QByteArray story;
        for (int round = 0; round < rounds; ++round) {
            // Once records flow again, in the midst of them.
            QTRY_VERIFY2_WITH_TIMEOUT(producer.canReadLine() || producer.state() != QProcess::Running,
                                      "no record was acknowledged any more", patienceMs);
            story += producer.readAll();
            QVERIFY2(producer.state() == QProcess::Running, story);
            serve.kill();
            QVERIFY(serve.waitForFinished());
            serve.start();
            QVERIFY(serve.waitForStarted());
        }
        producer.closeWriteChannel();
        QVERIFY(producer.waitForFinished(5 * patienceMs));
        story += producer.readAll();
        QVERIFY2(producer.exitStatus() == QProcess::NormalExit && producer.exitCode() == 0, story);
        qInfo("%d crashes, %s", rounds, story.trimmed().split('\n').last().constData());
        serve.terminate();
        QVERIFY(serve.waitForFinished(patienceMs));
        QCOMPARE(serve.exitCode(), 0);
    }
};

PARTITURA_CLIENTS_MAIN(CrashTest)
#include "crash_test.moc"
