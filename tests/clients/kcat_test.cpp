// kcat, librdkafka on the command line.
#include "tests/clients/clients_suite.h"

#include <algorithm>

using namespace partitura;

class KcatTest : public QObject {
    Q_OBJECT

    std::unique_ptr<app::EmbeddedCluster> m_cluster;

    test::Ended kcat(const QStringList& arguments, const QByteArray& input = {}) {
        const QStringList common{QStringLiteral("-b"), QString::fromStdString(m_cluster->bootstrapServers())};
        return test::run(QStringLiteral("kcat"), common + arguments, input);
    }
    static QStringList words(const char* text) {
        return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    }
    static QByteArray lines(int count) {
        QByteArray text;
        for (int i = 0; i < count; ++i)
            text += "message " + QByteArray::number(i) + "\n";
        return text;
    }
    static QByteArrayList sorted(const QByteArray& text) {
        auto lines = text.split('\n');
        std::ranges::sort(lines);
        return lines;
    }

private slots:
    void initTestCase() {
        if (const auto reason = test::whyNoKcat())
            QSKIP(reason->constData());
        m_cluster = test::startCluster();
        QVERIFY(m_cluster);
    }

    void everyCodecComesBack_data() {
        QTest::addColumn<QString>("codec");
        for (const auto* codec : {"none", "gzip", "snappy", "lz4", "zstd"})
            QTest::newRow(codec) << QString::fromLatin1(codec);
    }
    void everyCodecComesBack() {
        QFETCH(QString, codec);
        const auto topic = QStringLiteral("codec-") + codec;
        const auto produced =
            kcat({"-P", "-t", topic, "-p", "0", "-z", codec, "-X", "linger.ms=20"}, lines(5000));
        QVERIFY2(produced.ok(), produced.story());
        const auto consumed = kcat({"-C", "-t", topic, "-p", "0", "-e", "-q", "-o", "beginning"});
        QVERIFY2(consumed.ok(), consumed.story());
        QCOMPARE(consumed.output, lines(5000));
    }

    void keysHeadersAndTombstonesComeBack() {
        const auto produced = kcat(words("-P -t fields -p 0 -K : -Z -H colour=blue -H empty="), "a:1\nb:\n");
        QVERIFY2(produced.ok(), produced.story());
        const auto consumed = kcat(words("-C -e -q -o beginning -t fields -f %p|%o|%k|%S|%h\\n"));
        QVERIFY2(consumed.ok(), consumed.story());
        QCOMPARE(consumed.output, QByteArray("0|0|a|1|colour=blue,empty=\n0|1|b|-1|colour=blue,empty=\n"));
    }

    void anIdempotentProducerWritesEachMessageOnce() {
        const auto produced = kcat(words("-P -t once -p 0 -X enable.idempotence=true"), lines(20'000));
        QVERIFY2(produced.ok(), produced.story());
        const auto consumed = kcat(words("-C -e -q -o beginning -t once -p 0"));
        QVERIFY2(consumed.ok(), consumed.story());
        QCOMPARE(consumed.output, lines(20'000));
    }

    void theClusterIsListed() {
        QVERIFY(kcat(words("-P -t listed"), "x\n").ok());
        const auto listed = kcat(words("-L -J"));
        QVERIFY2(listed.ok(), listed.story());
        for (const auto& endpoint : m_cluster->cluster().endpoints())
            QVERIFY(listed.output.contains(net::toString(endpoint).c_str()));
        QVERIFY2(listed.output.contains(R"({"topic":"listed","partitions":[{"partition":0,)"),
                 listed.story());
    }

    void aGroupReadsAllAndItsLagFallsToZero() {
        QVERIFY(kcat(words("-P -t grouped"), lines(3000)).ok());
        const auto consumed = kcat(words(
            "-G readers -e -q -X auto.offset.reset=earliest -X enable.partition.eof=true -c 3000 grouped"));
        QVERIFY2(consumed.ok(), consumed.story());
        QCOMPARE(sorted(consumed.output), sorted(lines(3000)));
        const auto progress = [&] {
            return test::progress(*m_cluster, "readers").value_or(test::Progress{});
        };
        QTRY_COMPARE_WITH_TIMEOUT(progress().committed, 3000, 60'000);
        QCOMPARE(progress().lag, 0);
    }

    void aTimestampIsAskedFor() {
        QVERIFY(kcat(words("-P -t timed -p 0"), lines(3)).ok());
        const auto found = kcat(words("-Q -t timed:0:1"));
        QVERIFY2(found.ok(), found.story());
        QVERIFY2(found.output.contains("timed [0] offset 0"), found.story());
    }
};

PARTITURA_CLIENTS_MAIN(KcatTest)
#include "kcat_test.moc"
