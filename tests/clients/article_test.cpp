// The two programs everybody starts with, as they stand in print: a producer of a hundred messages, a
// consumer that prints them, both at localhost:9092.
#include "tests/clients/clients_suite.h"

#include <QRegularExpression>

#include <map>
#include <set>

using namespace partitura;

namespace {
constexpr int messages = 100;
constexpr int patienceMs = 120'000;
} // namespace

class ArticleTest : public QObject {
    Q_OBJECT

private slots:
    void aHundredMessagesArriveInOrderAndTheLagFallsToZero() {
        if (const auto reason = test::whyNoPython(QStringLiteral("kafka"), QStringLiteral("python3-kafka")))
            QSKIP(reason->constData());
        if (!test::privateNetwork())
            QSKIP("the programs want port 9092, and this system gives the test no network of its own");
        const auto cluster = test::startCluster();
        QVERIFY(cluster);

        QProcess consumer;
        test::startPython(consumer, QStringLiteral("article_consumer.py"));
        // A consumer without an offset starts at the end, so it has to be there first. It is once it commits.
        const auto progress = [&] {
            return test::progress(*cluster, "test_group").value_or(test::Progress{});
        };
        QTRY_COMPARE_WITH_TIMEOUT(progress().partitions, std::size_t{3}, patienceMs);

        const auto producer = test::runPython(QStringLiteral("article_producer.py"), {});
        QVERIFY2(producer.ok(), producer.story());

        QByteArray printed;
        QTRY_COMPARE_WITH_TIMEOUT((printed += consumer.readAllStandardOutput()).count('\n'), messages,
                                  patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(progress().committed, messages, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(progress().lag, 0, patienceMs);
        consumer.terminate();
        consumer.waitForFinished();
        QCOMPARE((printed + consumer.readAllStandardOutput()).count('\n'), messages);

        static const QRegularExpression record(
            QStringLiteral("^ConsumerRecord\\(topic='test_topic', partition=(\\d+), offset=(\\d+), .*"
                           "value=\\{'key': (\\d+), 'value': (\\d+)\\}"),
            QRegularExpression::MultilineOption);
        std::map<int, int> nextOffset;
        std::map<int, int> lastKey;
        std::set<int> keys;
        auto matches = record.globalMatch(QString::fromUtf8(printed));
        while (matches.hasNext()) {
            const auto match = matches.next();
            const auto number = [&](int group) { return match.captured(group).toInt(); };
            const int partition = number(1);
            QCOMPARE(number(2), nextOffset[partition]++);
            QVERIFY(lastKey.insert({partition, -1}).first->second < number(3));
            lastKey[partition] = number(3);
            QCOMPARE(number(4), number(3) * 2);
            keys.insert(number(3));
        }
        QCOMPARE(keys.size(), std::size_t{messages});
    }
};

PARTITURA_CLIENTS_MAIN(ArticleTest)
#include "article_test.moc"
