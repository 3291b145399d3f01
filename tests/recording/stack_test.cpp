// What the throughput of the past is made of: shares between recorded frames, and stacks of them.
#include "app/metrics/rates.h"
#include "tests/recording/recording_bench.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace partitura;
using namespace partitura::app;
using test::Taken;
using Bench = test::RecordingBench;

namespace {

/// The same with partitions of unequal load, and broker 3 without its replicas in topic-1.
std::shared_ptr<const observe::ClusterSnapshot> skewed(const observe::ClusterSnapshot& even) {
    auto cluster = std::make_shared<observe::ClusterSnapshot>(even);
    for (auto& one : cluster->topics) {
        auto topic = std::make_shared<observe::TopicSnapshot>(*one);
        for (auto& partition : topic->partitions)
            for (auto& replica : partition.replicaStates) {
                const auto load = static_cast<std::uint64_t>(partition.index.value() % 5 + 1);
                replica.appendedBytes *= load;
                replica.appendedRecords *= load;
                replica.sizeBytes *= load;
                replica.logEnd = Offset(replica.logEnd.value() * static_cast<std::int64_t>(load));
                replica.online = topic->name != "topic-1" || replica.broker != BrokerId(3);
            }
        one = std::move(topic);
    }
    return cluster;
}

/// Every way to ask for the parts of the whole or of a topic.
template <typename Do>
void forEveryStack(Do&& look) {
    for (const auto reading : {ThroughputReading::rate, ThroughputReading::volume})
        for (const auto unit : {ThroughputUnit::bytes, ThroughputUnit::records})
            for (const std::string topic : {"", "topic-0", "topic-1", "topic-2"})
                for (const auto split : {ThroughputSplit::partition, ThroughputSplit::broker})
                    look(ThroughputQuestion{topic, reading, unit}, split);
}

bool isClose(double a, double b) {
    return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

} // namespace

class StackTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_dir = std::make_unique<QTemporaryDir>();
        m_path = m_dir->filePath(QStringLiteral("one.partitura"));
    }

    void stacksAddUpToTheLine_data() {
        QTest::addColumn<int>("topics");
        QTest::addColumn<int>("partitions");
        QTest::addColumn<bool>("isOld");
        QTest::newRow("every second") << 3 << 6 << false;
        QTest::newRow("one in ten is kept") << 3 << 6 << true;
        QTest::newRow("a thousand partitions") << 4 << 250 << false;
        QTest::newRow("ten thousand") << 4 << 2500 << false;
    }
    void stacksAddUpToTheLine() {
        QFETCH(int, topics);
        QFETCH(int, partitions);
        QFETCH(bool, isOld);
        RecordingLimits limits;
        limits.tiers = {{60'000, 10'000}};
        Bench bench(m_path, limits);
        test::SampleCluster cluster({topics, partitions, 3, 3, 0, 1});
        std::vector<Taken> all;
        for (int second = 0; second < 200; ++second) {
            const auto snapshot = skewed(*cluster.snapshot());
            all.push_back({bench.writer.record(snapshot, {})->at, snapshot});
            cluster.advance(1000, second % 30 < 5 ? 0 : 10 + second % 7);
        }
        if (isOld)
            bench.keepHouse();
        const auto moment = bench.reader.moment(all[isOld ? 135 : 190].at);
        const auto& past = *moment->past;
        QVERIFY(past.shares.size() >= 4);
        QVERIFY(static_cast<int>(past.shares.size()) <= std::max(7, 2 + 20'000 / (topics * partitions)));
        for (std::size_t i = 1; i < past.shares.size(); ++i)
            QVERIFY(past.shares[i]->from == past.shares[i - 1]->at);
        forEveryStack([&](const ThroughputQuestion& question, ThroughputSplit split) {
            const auto history = throughputHistory(past, moment->at, question);
            const auto stack = throughputStack(past, history, question, split, 8);
            QCOMPARE(stack.times.size(), history.samples().size());
            QVERIFY(stack.times.size() > 100);
            for (std::size_t i = 0; i < stack.times.size(); ++i) {
                QVERIFY(stack.times[i] == history.samples()[i].at);
                double sum = 0;
                for (const auto& band : stack.bands)
                    sum += band.amounts[i];
                QVERIFY2(isClose(sum, history.samples()[i].measured),
                         qPrintable(QStringLiteral("%1 of %2").arg(sum).arg(history.samples()[i].measured)));
            }
        });
        // What was shared is all there was: nothing is made to fit.
        const auto& cluster0 = past.amounts.at(std::string());
        for (const auto& shares : past.shares) {
            std::int64_t shared = 0, flowed = 0;
            for (const auto& topic : shares->topics)
                for (const auto& [broker, share] : topic.brokers)
                    shared += share.appendedBytes;
            for (const auto& row : cluster0)
                flowed += row.at > shares->from && row.at <= shares->at ? row.appendedBytes : 0;
            if (shares->from >= cluster0.front().at) // else some of its seconds are before the window
                QCOMPARE(shared, flowed);
        }
    }

    void bandsAreWhatTheirOwnersTookIn() {
        Bench bench(m_path);
        test::SampleCluster cluster;
        std::vector<Taken> all;
        for (int second = 0; second < 150; ++second) {
            const auto snapshot = skewed(*cluster.snapshot());
            all.push_back({bench.writer.record(snapshot, {})->at, snapshot});
            cluster.advance(1000, second % 20);
        }
        const auto moment = bench.reader.moment(all[140].at);
        forEveryStack([&](const ThroughputQuestion& question, ThroughputSplit split) {
            const auto stack = throughputStack(
                *moment->past, throughputHistory(*moment->past, moment->at, question), question, split, 100);
            QCOMPARE(stack.times.size(), 121u);
            for (std::size_t i = 0; i < stack.times.size(); ++i) {
                RateMeter meter(std::chrono::seconds(1));
                meter.update(all[19 + i].snapshot);
                const auto& now = all[20 + i].snapshot;
                const auto parts = throughputParts(*now, *meter.update(now), question, split);
                std::map<ThroughputOwner, double> expected; // what stood still may not be among them
                for (const auto& band : stack.bands)
                    expected[band.owner] = 0;
                for (const auto& part : parts)
                    expected[part.owner] = part.amount;
                QCOMPARE(stack.bands.size(), expected.size());
                for (const auto& band : stack.bands)
                    QVERIFY(isClose(band.amounts[i], expected[band.owner]));
            }
        });
    }

    void nothingIsStackedAcrossATimeNobodyRecorded() {
        test::SampleCluster cluster;
        Taken last;
        for (int run = 0; run < 2; ++run) {
            Bench bench(m_path);
            for (int second = 0; second < 30; ++second) {
                last = bench.take(cluster);
                cluster.advance(1000);
            }
            cluster.restart();
            cluster.jumpWall(20'000);
        }
        Bench bench(m_path);
        const auto past = bench.reader.moment(last.at)->past;
        QCOMPARE(past->shares.size(), 58u);
        const ThroughputQuestion question;
        const auto history = throughputHistory(*past, last.at, question);
        const auto stack = throughputStack(*past, history, question, ThroughputSplit::broker, 8);
        QCOMPARE(history.samples().size(), 58u);
        QCOMPARE(stack.times.size(), 58u);
        QVERIFY(throughputStack(*past, history, question, ThroughputSplit::none, 8).bands.empty());
        // Nor is there anything before the first second.
        QVERIFY(bench.reader.moment(0)->past->shares.empty());
    }

    void sharesOfDamagedPartsAreLeftOut() {
        Bench bench(m_path);
        test::SampleCluster cluster;
        std::vector<Taken> all;
        for (int second = 0; second < 10; ++second) {
            all.push_back(bench.take(cluster));
            cluster.advance(1000);
        }
        bench.file.run("UPDATE version SET body = x'01000000ff00' WHERE at = ? AND part = (SELECT id FROM "
                       "part WHERE kind = 2 AND name = 'topic-1')",
                       {qlonglong(all[5].at)});
        const auto moment = bench.reader.moment(all[9].at);
        QCOMPARE(moment->past->shares.size(), 7u); // neither what led to it nor what followed
        const ThroughputQuestion question{"topic-1"};
        const auto history = throughputHistory(*moment->past, moment->at, question);
        const auto stack = throughputStack(*moment->past, history, question, ThroughputSplit::partition, 8);
        QCOMPARE(history.samples().size(), 9u);
        QCOMPARE(stack.times.size(), 7u);
        for (const auto& band : stack.bands)
            for (const double amount : band.amounts)
                QCOMPARE(amount, 3.0 * 10 * test::SampleCluster::recordBytes);
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

QTEST_GUILESS_MAIN(StackTest)
#include "stack_test.moc"
