// What follows for partitions from what happens to brokers, in time, and to configs.
#include "image_bench.h"

#include <QTest>

using namespace partitura;
using namespace partitura::controller;
using namespace partitura::controller::test;

class ReplicationEventsTest : public QObject {
    Q_OBJECT

    static ImageBench bench(const std::vector<std::string>& partitions, const char* minInSync = "1") {
        ImageBench bench;
        for (int id = 1; id <= 4; ++id)
            bench.registerBroker(id);
        bench.addTopic("t", partitions);
        bench.setConfig("t", "min.insync.replicas", minInSync);
        return bench;
    }

    using Event = Records (ReplicationControl::*)(BrokerId) const;
    static std::string happens(ImageBench& bench, Event event, int id) {
        const auto records = (ReplicationControl(bench.image).*event)(BrokerId(id));
        auto text = bench.text(records);
        bench.replay(records);
        return text;
    }
    static constexpr Event fenced = &ReplicationControl::brokerFenced;
    static constexpr Event unfenced = &ReplicationControl::brokerUnfenced;
    static constexpr Event unclean = &ReplicationControl::brokerShutDownUncleanly;
    static constexpr Event shuttingDown = &ReplicationControl::brokerInControlledShutdown;
    static constexpr Event unregistered = &ReplicationControl::brokerUnregistered;

private slots:
    void fencedBrokerLeavesIsrsAndLeadership() {
        auto b = bench({"leader=1 replicas=1,2,3 isr=1,2,3", "leader=2 replicas=2,1 isr=2,1",
                        "leader=3 replicas=3,4 isr=3,4", "leader=1 replicas=1,4 isr=1"});
        QCOMPARE(happens(b, fenced, 1),
                 std::string("t-0: leader=2 isr=2,3 | t-1: isr=2 | t-3: leader=-1 isr= elr=1 lastKnown=1 | "
                             "broker 1@100 fenced"));
        QVERIFY(b.image.broker(BrokerId(1))->fenced);
        QCOMPARE(happens(b, unfenced, 1),
                 std::string("broker 1@100 unfenced | t-3: leader=1 isr=1 elr= lastKnown="));
        QVERIFY(b.image.broker(BrokerId(1))->isActive());
    }

    void fencedWithUncleanElectionOnGoesOn() {
        auto b = bench({"leader=1 replicas=1,2 isr=1", "leader=-1 replicas=3,2 elr=3"});
        b.setConfig("t", "unclean.leader.election.enable", "true");
        QCOMPARE(happens(b, fenced, 1), std::string("t-0: leader=2 isr=2 recovery=1 | broker 1@100 fenced"));
    }

    void eligibleReplicaLeadsWhenItIsBack() {
        auto b = bench({"leader=1 replicas=1,2,3 isr=1,2,3"}, "2");
        happens(b, fenced, 3);
        QCOMPARE(happens(b, fenced, 2), std::string("t-0: isr=1 elr=2 | broker 2@100 fenced"));
        QCOMPARE(happens(b, fenced, 1),
                 std::string("t-0: leader=-1 isr= elr=1,2 lastKnown=1 | broker 1@100 fenced"));
        // 3 left while there were enough in sync: it may lack records.
        QCOMPARE(happens(b, unfenced, 3), std::string("broker 3@100 unfenced"));
        QCOMPARE(happens(b, unfenced, 2),
                 std::string("broker 2@100 unfenced | t-0: leader=2 isr=2 elr=1 lastKnown="));
    }

    void whoWasGoneBrieflyAndInOrderLeadsAgainInANewEpoch() {
        auto b = bench({"leader=1 epoch=3 replicas=1,2 isr=1,2", "leader=2 replicas=2,1 isr=2,1"});
        b.registerBroker(1, true); // its previousBrokerEpoch was right
        QCOMPARE(happens(b, unfenced, 1), std::string("broker 1@200 unfenced | t-0: leader=1"));
        QCOMPARE(b.state("t", 0).leaderEpoch.value(), 4);
        QCOMPARE(b.state("t", 1).partitionEpoch, 0);
    }

    void whoRegisteredAndWasNotHeardOfAgainLosesWhatItLed() {
        auto b = bench({"leader=1 replicas=1,2 isr=1,2"});
        b.registerBroker(1, true);
        QCOMPARE(happens(b, fenced, 1), std::string("t-0: leader=2 isr=2"));
        QCOMPARE(happens(b, fenced, 1), std::string());
    }

    void uncleanShutdownLeavesIsrAndElr() {
        auto b = bench({"leader=1 replicas=1,2,3 isr=1,2", "leader=2 replicas=2,1 isr=2 elr=1",
                        "leader=3 replicas=3,1 isr=3,1"},
                       "2");
        QCOMPARE(happens(b, unclean, 1), std::string("t-0: leader=2 isr=2 | t-1: elr= | t-2: isr=3"));
        b.registerBroker(1, true);
        QCOMPARE(happens(b, unfenced, 1), std::string("broker 1@200 unfenced"));
    }

    void uncleanShutdownOfTheLastLosesNothingMore() {
        auto b = bench({"leader=1 replicas=1,2 isr=1", "leader=-1 replicas=1,2 elr=1 lastKnown=1",
                        "leader=1 replicas=1 isr=1"},
                       "2");
        QCOMPARE(happens(b, unclean, 1), std::string());
        b.registerBroker(1, true);
        QCOMPARE(happens(b, unfenced, 1),
                 std::string("broker 1@200 unfenced | t-0: leader=1 | t-1: leader=1 isr=1 elr= lastKnown= | "
                             "t-2: leader=1"));
    }

    void ofManyUncleanShutdownsTheLastToReturnLeads() {
        auto b = bench({"leader=1 replicas=1,2,3 isr=1,2,3"}, "2");
        for (int id : {1, 3, 2}) {
            happens(b, unclean, id);
            b.registerBroker(id, true);
        }
        QCOMPARE(toText(b.state("t")), std::string("leader=2 epoch=1 partitionEpoch=2 replicas=1,2,3 isr=2"));
        QCOMPARE(happens(b, unfenced, 1), std::string("broker 1@200 unfenced"));
        QCOMPARE(happens(b, unfenced, 2), std::string("broker 2@200 unfenced | t-0: leader=2"));
    }

    void controlledShutdownMovesLeadersAway() {
        auto b = bench({"leader=1 replicas=1,2,3 isr=1,2,3", "leader=1 replicas=1,4 isr=1"});
        const ReplicationControl control(b.image);
        QVERIFY(control.leadsAny(BrokerId(1)));
        QCOMPARE(happens(b, shuttingDown, 1),
                 std::string("broker 1@100 shutting down | t-0: leader=2 isr=2,3 | "
                             "t-1: leader=-1 isr= elr=1 lastKnown=1"));
        QVERIFY(!control.leadsAny(BrokerId(1)));
        QVERIFY(!b.image.broker(BrokerId(1))->isActive());
        QCOMPARE(happens(b, shuttingDown, 1), std::string());
        // Nobody is elected who is shutting down; a new incarnation no longer is.
        QCOMPARE(happens(b, fenced, 2), std::string("t-0: leader=3 isr=3 | broker 2@100 fenced"));
        b.registerBroker(1, true);
        QCOMPARE(happens(b, unfenced, 1),
                 std::string("broker 1@200 unfenced | t-1: leader=1 isr=1 elr= lastKnown="));
    }

    void withoutEligibleReplicasTheLastStaysInTheIsr() {
        auto b = bench({"leader=1 replicas=1,2 isr=1,2"}, "2");
        const ReplicationControl control(b.image, {.eligibleLeaderReplicas = false});
        b.replay(control.brokerFenced(BrokerId(2)));
        QCOMPARE(b.text(control.brokerFenced(BrokerId(1))),
                 std::string("t-0: leader=-1 | broker 1@100 fenced"));
    }

    void unregisteredBrokerLeavesEverything() {
        auto b = bench({"leader=1 replicas=1,2 isr=1,2", "leader=2 replicas=2,1 isr=2 elr=1",
                        "leader=1 replicas=1,2 isr=1"},
                       "2");
        QCOMPARE(happens(b, unregistered, 1),
                 std::string("t-0: leader=2 isr=2 | t-1: elr= | t-2: leader=-1 isr= elr=1 lastKnown=1 | "
                             "broker 1@100 unregistered"));
        QVERIFY(!b.image.broker(BrokerId(1)));
    }

    void preferredLeadersAreBalancedSoManyAtATime() {
        auto b = bench({"leader=2 replicas=1,2 isr=1,2", "leader=1 replicas=1,2 isr=1,2",
                        "leader=3 replicas=1,3 isr=3", "leader=2 replicas=3,2 isr=2,3",
                        "leader=2 replicas=4,2 isr=2,4"});
        const ReplicationControl control(b.image);
        const auto first = control.balancePreferredLeaders(2);
        QCOMPARE(b.text(first), std::string("t-0: leader=1 | t-3: leader=3"));
        b.replay(first);
        QCOMPARE(b.text(control.balancePreferredLeaders(2)), std::string("t-4: leader=4"));
    }

    void switchingUncleanElectionOnElectsWhereNobodyLeads() {
        auto b = bench(
            {"leader=-1 replicas=1,2 elr=1", "leader=2 replicas=1,2 isr=2", "leader=-1 replicas=3 elr=3"});
        b.replay(ReplicationControl(b.image).brokerFenced(BrokerId(1)));
        b.replay(ReplicationControl(b.image).brokerFenced(BrokerId(3)));
        const ReplicationControl control(b.image);
        QCOMPARE(b.text(control.topicConfigChanged("t", b.image.topicConfigs("t"))), std::string());
        QCOMPARE(b.text(control.topicConfigChanged("t", {{"unclean.leader.election.enable", "true"}})),
                 std::string("t-0: leader=2 isr=2 elr= recovery=1"));
        QVERIFY(control.topicConfigChanged("nowhere", {}).empty());
    }

    void lowerMinimumEndsAnElrThatTheIsrOutgrows() {
        auto b = bench({"leader=3 replicas=3,4,1 isr=3,4 elr=1", "leader=3 replicas=3,4,1 isr=3 elr=4",
                        "leader=-1 replicas=1,2 elr=1,2"},
                       "3");
        b.replay(ReplicationControl(b.image).brokerFenced(BrokerId(1)));
        b.replay(ReplicationControl(b.image).brokerFenced(BrokerId(2)));
        const ReplicationControl control(b.image);
        QCOMPARE(b.text(control.topicConfigChanged("t", {{"min.insync.replicas", "2"}})),
                 std::string("t-0: elr="));
    }

    void clearedElrsAreGone() {
        auto b = bench({"leader=1 replicas=1,2 isr=1 elr=2", "leader=-1 replicas=1,2 elr=1 lastKnown=2",
                        "leader=1 replicas=1,2 isr=1"});
        b.addTopic("u", {"leader=1 replicas=1,2 isr=1 elr=2"});
        protocol::ClearElrRecord record;
        record.topicName = "t";
        b.replay({record});
        QVERIFY(b.state("t", 0).elr.empty());
        QCOMPARE(b.state("t", 0).partitionEpoch, 1);
        QVERIFY(b.state("t", 1).lastKnownElr.empty());
        QCOMPARE(b.state("t", 2).partitionEpoch, 0);
        QVERIFY(!b.state("u").elr.empty());
        record.topicName.clear();
        b.replay({record});
        QVERIFY(b.state("u").elr.empty());
        MetadataDelta delta;
        record.topicName = "nowhere";
        QCOMPARE(b.image.replay(record, Offset(99), delta).code(), ErrorCode::INVALID_RECORD);
    }
};

QTEST_GUILESS_MAIN(ReplicationEventsTest)
#include "replication_events_test.moc"
