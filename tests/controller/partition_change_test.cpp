// What becomes of one partition: cases by hand, and what Kafka decided on the same questions.
#include "partition_text.h"

#include "broker/controller/partition_records.h"

#include <QFile>
#include <QTest>

using namespace partitura;
using namespace partitura::controller;
using namespace partitura::controller::test;

namespace {

std::string decide(const std::string& state, const std::string& target, const std::string& rules) {
    return toText(changePartition(parseState(state), parseTarget(target), parseRules(rules)));
}

} // namespace

class PartitionChangeTest : public QObject {
    Q_OBJECT

private slots:
    void changes_data() {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("rules");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* state, const char* target, const char* rules,
                            const char* expected) {
            QTest::newRow(name) << state << target << rules << expected;
        };
        const auto* three = "leader=1 replicas=1,2,3 isr=1,2,3";
        row("nothing asked", three, "", "live=1,2,3 elr", "-");
        row("follower lost", three, "isr=1,3", "live=1,3 elr", "isr=1,3");
        row("leader lost", three, "isr=2,3", "live=2,3 elr", "leader=2 isr=2,3");
        row("leader lost, order is the assignment's", "leader=1 replicas=1,2,3 isr=3,2,1", "isr=3,2",
            "live=2,3 elr", "leader=2 isr=3,2");
        row("a shrink alone keeps the epoch", three, "isr=1", "live=1,2,3 elr", "isr=1");
        row("a new epoch for the same leader", three, "newEpoch", "live=1,2,3 elr", "leader=1");

        row("below the minimum who leaves is eligible", three, "isr=1", "live=1 min=2 elr", "isr=1 elr=2,3");
        row("who shut down uncleanly is not", three, "isr=1 uncleanly=3", "live=1 min=2 elr", "isr=1 elr=2");
        row("the last one too", "leader=1 replicas=1,2 isr=1 elr=2", "isr=", "live= min=2 elr",
            "leader=-1 isr= elr=1,2 lastKnown=1");
        row("without the feature the last stays", "leader=1 replicas=1,2 isr=1", "isr=", "live= min=2",
            "leader=-1");
        row("an eligible one leads", "leader=-1 replicas=1,2 elr=1,2 lastKnown=1", "", "live=2 min=2 elr",
            "leader=2 isr=2 elr=1 lastKnown=");
        row("who is enough alone ends the ELR", "leader=-1 replicas=1,2 elr=1,2", "", "live=2 min=1 elr",
            "leader=2 isr=2 elr=");
        row("not while the ISR has members", "leader=-1 replicas=1,2 isr=1 elr=2", "", "live=2 min=2 elr",
            "-");
        row("enough in sync again", "leader=1 replicas=1,2,3 isr=1 elr=2,3", "isr=1,3", "live=1,3 min=2 elr",
            "isr=1,3 elr=");
        row("the minimum of a small partition is its size", "leader=1 replicas=1 isr=1", "isr=1",
            "live=1 min=2 elr", "-");

        row("who led last", "leader=-1 replicas=1,2 lastKnown=2", "", "live=1,2 min=1 elr",
            "leader=2 isr=2 lastKnown= recovery=1");
        row("not if it is away", "leader=-1 replicas=1,2 lastKnown=2", "", "live=1 min=1 elr", "-");
        row("not if it has no replica any more", "leader=-1 replicas=1,2 lastKnown=3", "",
            "live=1,3 min=1 elr", "-");
        row("not while another is eligible", "leader=-1 replicas=1,2 elr=1 lastKnown=2", "",
            "live=2 min=2 elr", "-");

        row("unclean", "leader=-1 replicas=1,2,3 elr=1 lastKnown=1", "",
            "live=2,3 election=unclean min=2 elr", "leader=2 isr=2 elr= lastKnown= recovery=1");
        row("unclean without the feature", "leader=1 replicas=1,2 isr=1", "isr=", "live=2 election=unclean",
            "leader=2 isr=2 recovery=1");
        row("unclean prefers the ISR", three, "isr=3", "live=2,3 election=unclean", "leader=3 isr=3");
        row("unclean prefers the eligible", "leader=-1 replicas=1,2,3 elr=3", "",
            "live=1,3 election=unclean min=2 elr", "leader=3 isr=3 elr=");
        row("recovered", "leader=1 replicas=1,2 isr=1 recovery=1", "isr=1,2 recovery=0", "live=1,2 elr",
            "isr=1,2 recovery=0");

        row("preferred", "leader=2 replicas=1,2,3 isr=1,2", "", "live=1,2 election=preferred elr",
            "leader=1");
        row("preferred is not in sync", "leader=2 replicas=1,2,3 isr=2", "",
            "live=1,2 election=preferred elr", "-");
        row("preferred is not live", "leader=2 replicas=1,2,3 isr=1,2", "", "live=2 election=preferred elr",
            "-");
        row("online leaves a leader where it is", "leader=2 replicas=1,2,3 isr=1,2", "", "live=1,2 elr", "-");

        row("reassignment begins", "leader=1 replicas=1,2 isr=1,2",
            "replicas=3,4,1,2 adding=3,4 removing=1,2", "live=1,2,3,4 elr",
            "replicas=3,4,1,2 adding=3,4 removing=1,2");
        const auto* moving = "leader=1 replicas=3,4,1,2 isr=1,2,3 adding=3,4 removing=1,2";
        row("waits for the last", moving, "isr=1,2,3", "live=1,2,3,4 elr", "-");
        row("is over", moving, "isr=1,2,3,4", "live=1,2,3,4 elr",
            "leader=3 isr=3,4 replicas=3,4 adding= removing=");
        row("is over, the leader stays", "leader=1 replicas=1,3,2 isr=1,2 adding=3 removing=2", "isr=1,2,3",
            "live=1,2,3 elr", "leader=1 isr=1,3 replicas=1,3 adding= removing=");
        row("adding alone keeps the epoch", "leader=1 replicas=1,2 isr=1 adding=2", "isr=1,2", "live=1,2 elr",
            "isr=1,2 adding=");
        row("order alone keeps the epoch", three, "replicas=3,2,1", "live=1,2,3 elr", "replicas=3,2,1");
        row("removing what is not in sync", "leader=1 replicas=1,2,3 isr=1,2", "replicas=1,2,3 removing=3",
            "live=1,2,3 elr", "leader=1 replicas=1,2");
        row("who leaves the assignment is not eligible", "leader=1 replicas=1,2,3 isr=1 elr=2,3",
            "replicas=1,2 adding= removing= isr=1", "live=1 min=2 elr", "leader=1 replicas=1,2 elr=2");
    }

    void changes() {
        QFETCH(QString, state);
        QFETCH(QString, target);
        QFETCH(QString, rules);
        QFETCH(QString, expected);
        QCOMPARE(decide(state.toStdString(), target.toStdString(), rules.toStdString()),
                 expected.toStdString());
    }

    /// A line of the file: a state, what was asked, the rules, the record of the real PartitionChangeBuilder
    /// and the state after PartitionRegistration.merge, both of Kafka 4.0.0.
    void kafkaDecidesTheSame() {
        QFile file(QFINDTESTDATA("kafka_partition_changes.txt"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        int lines = 0;
        while (!file.atEnd()) {
            const auto line = QString::fromUtf8(file.readLine()).trimmed();
            if (line.isEmpty() || line.startsWith('#'))
                continue;
            const auto parts = line.split('|');
            QCOMPARE(parts.size(), 5);
            const auto part = [&](int i) { return parts[i].trimmed().toStdString(); };
            auto state = parseState(part(0));
            const auto record = changePartition(state, parseTarget(part(1)), parseRules(part(2)));
            QVERIFY2(toText(record) == part(3),
                     qPrintable(line + "\ndecided: " + QString::fromStdString(toText(record))));
            if (record)
                merge(state, *record);
            QCOMPARE(toText(state), part(4));
            ++lines;
        }
        QVERIFY(lines >= 400);
    }

    void recordsKeepAllOfAState() {
        const auto state = parseState("leader=1 epoch=7 partitionEpoch=9 replicas=1,2,3,4 isr=1 adding=4 "
                                      "removing=2 elr=2,3 lastKnown=3 recovery=1");
        QVERIFY(stateOf(recordOf(state)) == state);
        const auto plain = parseState("leader=1 replicas=1 isr=1");
        QVERIFY(stateOf(recordOf(plain)) == plain);
        QVERIFY(!recordOf(plain).eligibleLeaderReplicas); // tagged fields, absent when empty
    }
};

QTEST_GUILESS_MAIN(PartitionChangeTest)
#include "partition_change_test.moc"
