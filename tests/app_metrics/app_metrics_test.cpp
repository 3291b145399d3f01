// Rates and the throughput model, with numbers worked out by hand.
#include <QTest>

#include "app/metrics/capacity_plan.h"
#include "app/metrics/group_pace.h"
#include "app/metrics/rates.h"
#include "app/metrics/throughput_history.h"
#include "app/metrics/throughput_model.h"
#include "app/metrics/throughput_parts.h"

using namespace partitura;
using namespace partitura::app;
using namespace std::chrono_literals;

namespace {

struct PartitionSpec {
    std::vector<int> replicas;           ///< leader first
    std::uint64_t produced = 0;          ///< bytes; records are a tenth
    std::vector<std::uint64_t> appended; ///< per replica, bytes
    std::vector<bool> online;            ///< empty: all
    std::vector<bool> inSync;            ///< empty: all
};

std::shared_ptr<const observe::TopicSnapshot>
topicOf(const std::string& name, const std::vector<PartitionSpec>& specs, bool internal = false) {
    auto topic = std::make_shared<observe::TopicSnapshot>();
    topic->name = name;
    topic->isInternal = internal;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        const PartitionSpec& spec = specs[i];
        observe::PartitionSnapshot p;
        p.index = PartitionIndex(static_cast<int>(i));
        p.leader = BrokerId(spec.replicas.front());
        p.producedBytes = spec.produced;
        p.producedRecords = spec.produced / 10;
        p.logEnd = Offset(static_cast<std::int64_t>(spec.appended.front() / 10));
        for (std::size_t r = 0; r < spec.replicas.size(); ++r) {
            p.replicas.push_back(BrokerId(spec.replicas[r]));
            observe::ReplicaSnapshot replica;
            replica.broker = BrokerId(spec.replicas[r]);
            replica.isLeader = r == 0;
            replica.online = spec.online.empty() || spec.online[r];
            replica.inSync = spec.inSync.empty() ? replica.online : spec.inSync[r];
            replica.appendedBytes = spec.appended[r];
            replica.appendedRecords = spec.appended[r] / 10;
            replica.sizeBytes = spec.appended[r];
            replica.logEnd = Offset(static_cast<std::int64_t>(spec.appended[r] / 10));
            p.replicaStates.push_back(replica);
        }
        topic->partitions.push_back(p);
    }
    return topic;
}

std::shared_ptr<const observe::ClusterSnapshot>
snapshotOf(std::uint64_t version, Duration at,
           std::vector<std::shared_ptr<const observe::TopicSnapshot>> topics) {
    auto snapshot = std::make_shared<observe::ClusterSnapshot>();
    snapshot->version = version;
    snapshot->takenAt = Instant(at);
    for (int id = 1; id <= 3; ++id) {
        observe::BrokerSnapshot broker;
        broker.id = BrokerId(id);
        broker.state = observe::BrokerState::running;
        snapshot->brokers.push_back(broker);
    }
    snapshot->topics = std::move(topics);
    return snapshot;
}

struct Measured {
    std::shared_ptr<const observe::ClusterSnapshot> snapshot;
    std::shared_ptr<const Rates> rates;

    Throughput ask(const ThroughputQuestion& question) const {
        return measureThroughput(*snapshot, *rates, question);
    }
};

/// Two snapshots two seconds apart, the first with everything at zero.
Measured after2s(const std::vector<std::pair<std::string, std::vector<PartitionSpec>>>& topics) {
    std::vector<std::shared_ptr<const observe::TopicSnapshot>> before;
    std::vector<std::shared_ptr<const observe::TopicSnapshot>> after;
    for (const auto& [name, specs] : topics) {
        std::vector<PartitionSpec> zero = specs;
        for (auto& spec : zero) {
            spec.produced = 0;
            spec.appended.assign(spec.appended.size(), 0);
        }
        before.push_back(topicOf(name, zero, name.starts_with("__")));
        after.push_back(topicOf(name, specs, name.starts_with("__")));
    }
    RateMeter meter;
    meter.update(snapshotOf(1, 10s, before));
    const auto last = snapshotOf(2, 12s, after);
    return {last, meter.update(last)};
}

} // namespace

class AppMetricsTest : public QObject {
    Q_OBJECT

private slots:
    void ratesAreDifferencesOverTheWindow() {
        const Measured m =
            after2s({{"orders", {{{1, 2, 3}, 2000, {2000, 2000, 1000}}, {{2, 3, 1}, 400, {400, 400, 400}}}}});
        const PartitionRates p0 = m.rates->partition("orders", PartitionIndex(0));
        QCOMPARE(p0.producedBytes, 1000.0);
        QCOMPARE(p0.producedRecords, 100.0);
        QCOMPARE(p0.appendedBytes, 2500.0);
        QCOMPARE(m.rates->topic("orders").producedBytes, 1200.0);
        QCOMPARE(m.rates->cluster().appendedBytes, 3100.0);
        QCOMPARE(m.rates->brokerAppendedBytes(BrokerId(3)), 700.0);
        QCOMPARE(m.rates->replicas("orders", PartitionIndex(0))[2].appendedBytes, 500.0);
        QCOMPARE(m.rates->topic("nothing").producedBytes, 0.0);
        QCOMPARE(m.rates->partition("orders", PartitionIndex(7)).producedBytes, 0.0);
    }

    void partsAddUpToTheMeasurement() {
        const Measured m =
            after2s({{"orders", {{{1, 2, 3}, 2000, {2000, 2000, 1000}}, {{2, 3}, 400, {400, 400}}}},
                     {"clicks", {{{3, 1}, 600, {600, 600}}}},
                     {"__consumer_offsets", {{{1}, 900, {900}}}}});
        for (const auto reading : {ThroughputReading::rate, ThroughputReading::volume})
            for (const auto unit : {ThroughputUnit::bytes, ThroughputUnit::records})
                for (const std::string topic : {"", "orders"}) {
                    const ThroughputQuestion question{topic, reading, unit};
                    for (const auto split : {ThroughputSplit::partition, ThroughputSplit::broker}) {
                        double sum = 0;
                        for (const auto& part : throughputParts(*m.snapshot, *m.rates, question, split))
                            sum += part.amount;
                        QCOMPARE(sum, m.ask(question).measured);
                    }
                }
        const auto byBroker = throughputParts(*m.snapshot, *m.rates, {"orders"}, ThroughputSplit::broker);
        QCOMPARE(byBroker.size(), 3u);
        QVERIFY(byBroker[1].owner.broker == BrokerId(2));
        QCOMPARE(byBroker[1].amount, 1200.0);
        QVERIFY(throughputParts(*m.snapshot, *m.rates, {}, ThroughputSplit::none).empty());
    }

    void theSmallPartsShareABand() {
        ThroughputPartsHistory history;
        const auto sample = [](std::initializer_list<double> amounts) {
            std::vector<ThroughputPart> parts;
            for (const double amount : amounts)
                parts.push_back({{"t", PartitionIndex(static_cast<int>(parts.size())), {}}, amount});
            return parts;
        };
        history.add(Instant(1s), sample({1, 50, 2}));
        history.add(Instant(2s), sample({1, 50, 2, 40}));
        const auto stack = history.stack(3);
        QVERIFY(stack.times == (std::vector<Instant>{Instant(1s), Instant(2s)}));
        const auto& bands = stack.bands;
        QCOMPARE(bands.size(), 3u);
        QVERIFY(bands[0].owner.partition == PartitionIndex(1));
        QVERIFY(bands[1].owner.partition == PartitionIndex(3));
        QCOMPARE(bands[1].amounts, (std::vector<double>{0, 40}));
        QVERIFY(bands[2].owner.isRest());
        QCOMPARE(bands[2].amounts, (std::vector<double>{3, 3}));
        QCOMPARE(history.stack(4).bands.size(), 4u);
        QVERIFY(!history.stack(4).bands.back().owner.isRest());
        for (int i = 0; i < 2000; ++i)
            history.add(Instant(3s + i * 1ms), sample({1}));
        QCOMPARE(history.size(), ThroughputPartsHistory::capacity);
        history.add(Instant(1s), sample({1}));
        QCOMPARE(history.size(), 1u);
    }

    void lagIsAlsoATime() {
        GroupPace pace;
        const auto look = [&](int second, std::int64_t logEnd, std::int64_t committed) {
            auto group = std::make_shared<observe::GroupSnapshot>();
            group->id = "g";
            group->offsets.push_back(
                {"t", PartitionIndex(0), Offset(committed), "", noTimestamp, Offset(logEnd)});
            auto snapshot = std::make_shared<observe::ClusterSnapshot>();
            snapshot->takenAt = Instant(std::chrono::seconds(second));
            snapshot->groups.push_back(group);
            pace.sample(*snapshot);
            return pace.of("g");
        };
        QVERIFY(!pace.of("g", "t", PartitionIndex(0)).behind);
        // There are 50 to read when somebody first looks: how old they are is not known.
        Pace now = look(0, 100, 50);
        QCOMPARE(*now.behind, Duration(0s));
        QVERIFY(now.behindAtLeast);
        for (int second = 1; second <= 9; ++second)
            now = look(second, 100 + 10 * second, 50 + 10 * second);
        QVERIFY(now.behindAtLeast == false);
        QCOMPARE(*now.behind, Duration(5s)); // offset 140 came after four seconds
        QCOMPARE(now.consumedRecords, 10.0);
        QCOMPARE(now.producedRecords, 10.0);
        QVERIFY(!now.toDrain); // as fast as producers is not fast enough
        for (int second = 10; second <= 30; ++second)
            now = look(second, 200, std::min(200, 140 + 2 * (second - 9)));
        QCOMPARE(now.consumedRecords, 2.0);
        QCOMPARE(now.producedRecords, 0.0);
        QCOMPARE(*now.toDrain, Duration(9s)); // 18 to go
        QCOMPARE(pace.moments("g").size(), std::size_t(31));
        now = look(31, 200, 200);
        QCOMPARE(*now.behind, Duration(0s));
        QCOMPARE(*now.toDrain, Duration(0s));
        now = look(20, 200, 190); // the clock went back: begin anew
        QVERIFY(now.behindAtLeast);
        QCOMPARE(pace.moments("g").size(), std::size_t(1));
        for (int second = 21; second < 400; ++second)
            look(second, 200, 190);
        QCOMPARE(pace.moments("g").size(), GroupPace::samples);
    }

    void aPlanIsTheModelTurnedRound() {
        CapacityDemand demand{12, 3, 1e6, 4, 24h, 2};
        BrokerLimits limits;
        auto plan = planCapacity(demand, limits);
        QCOMPARE(plan->goodput, 12e6);
        QCOMPARE(plan->model, 36e6);
        QCOMPARE(plan->replication, 24e6);
        QCOMPARE(plan->egress, 24e6);
        QCOMPARE(plan->writesPerBroker, 9e6);
        QCOMPARE(plan->networkOutPerBroker, 12e6);
        QCOMPARE(plan->perDay, 36e6 * 86400);
        QCOMPARE(plan->heldPerBroker, 9e6 * 86400);
        QVERIFY(plan->uses.empty());

        limits = {100e6, 125e6, 15e6, 1e12};
        plan = planCapacity(demand, limits);
        QCOMPARE(plan->uses.size(), 4u);
        QCOMPARE(plan->uses[0].limit, CapacityLimit::networkOut);
        QCOMPARE(plan->uses[0].share(), 0.8);
        QCOMPARE(plan->uses[1].limit, CapacityLimit::diskSize);

        demand.brokers = 2;
        QVERIFY(!planCapacity(demand, limits));
        demand = {1, 1, 5, 1, 0h, 0};
        plan = planCapacity(demand, {});
        QCOMPARE(plan->replication, 0.0);
        QCOMPARE(plan->networkOutPerBroker, 0.0);
    }

    void aCounterThatFellCountsFromZero() {
        RateMeter meter;
        meter.update(snapshotOf(1, 10s, {topicOf("t", {{{1}, 5000, {5000}}})}));
        const auto rates = meter.update(snapshotOf(2, 12s, {topicOf("t", {{{1}, 300, {300}}})}));
        QCOMPARE(rates->topic("t").producedBytes, 150.0);
    }

    void theSameSnapshotTwiceGivesTheSameRates() {
        RateMeter meter;
        meter.update(snapshotOf(1, 10s, {topicOf("t", {{{1}, 0, {0}}})}));
        const auto snapshot = snapshotOf(2, 11s, {topicOf("t", {{{1}, 100, {100}}})});
        const auto first = meter.update(snapshot);
        QCOMPARE(meter.update(snapshot), first);
    }

    void theWindowSlides() {
        RateMeter meter(1s);
        for (int i = 0; i <= 4; ++i)
            meter.update(
                snapshotOf(1 + static_cast<std::uint64_t>(i), 10s + i * 500ms,
                           {topicOf("t", {{{1}, i < 2 ? 1000u * static_cast<unsigned>(i) : 2000u, {0}}})}));
        // 2000 was reached at 11 s; from 11 s to 12 s nothing came.
        const auto rates = meter.update(snapshotOf(9, 12100ms, {topicOf("t", {{{1}, 2000, {0}}})}));
        QCOMPARE(rates->topic("t").producedBytes, 0.0);
    }

    void anotherSourceStartsAnew() {
        RateMeter meter;
        meter.update(snapshotOf(50, 100s, {topicOf("t", {{{1}, 100, {100}}})}));
        const auto rates = meter.update(snapshotOf(1, 10s, {topicOf("t", {{{1}, 9000, {9000}}})}));
        QCOMPARE(rates->topic("t").producedBytes, 0.0);
    }

    void modelAndMeasurementAgreeWithAllInSync() {
        // N = 2, R = 3, D = (1000 + 200) / 2 = 600 B/s: T = 3600 B/s.
        const Measured m =
            after2s({{"orders", {{{1, 2, 3}, 2000, {2000, 2000, 2000}}, {{2, 3, 1}, 400, {400, 400, 400}}}}});
        const Throughput t = m.ask({.topic = "orders"});
        QCOMPARE(t.partitions, 2);
        QCOMPARE(t.replicas, 3.0);
        QCOMPARE(t.perPartition, 600.0);
        QCOMPARE(t.model, 3600.0);
        QCOMPARE(t.measured, 3600.0);
        QCOMPARE(t.residual(), 0.0);
        QCOMPARE(t.goodput, 1200.0);
        QCOMPARE(t.reasons.front().cause, ThroughputCause::inAgreement);
        QCOMPARE(t.skew.partition.value(), 0);
        QCOMPARE(t.skew.partitionShare, 1000.0 / 1200.0);
    }

    void recordsAreCountedAlike() {
        const Measured m = after2s({{"orders", {{{1, 2}, 2000, {2000, 2000}}}}});
        const Throughput t = m.ask({.topic = "orders", .unit = ThroughputUnit::records});
        QCOMPARE(t.perPartition, 100.0);
        QCOMPARE(t.model, 200.0);
        QCOMPARE(t.measured, 200.0);
    }

    void anOfflineReplicaIsMissing() {
        const Measured m = after2s({{"orders", {{{1, 2, 3}, 2000, {2000, 2000, 0}, {true, true, false}}}}});
        const Throughput t = m.ask({.topic = "orders"});
        QCOMPARE(t.model, 3000.0);
        QCOMPARE(t.measured, 2000.0);
        QCOMPARE(t.residual(), 1000.0);
        const ThroughputReason expected{ThroughputCause::replicasOffline, 1, 0, 0, {BrokerId(3)}};
        QVERIFY(t.reasons.front() == expected);
    }

    void aFollowerOutOfSyncIsBehind() {
        const Measured m = after2s({{"orders", {{{1, 2}, 2000, {2000, 500}, {}, {true, false}}}}});
        const Throughput t = m.ask({.topic = "orders"});
        QCOMPARE(t.residual(), 750.0);
        const ThroughputReason expected{ThroughputCause::followersBehind, 1, 0, 150, {BrokerId(2)}};
        QVERIFY(t.reasons.front() == expected);
    }

    void aFollowerCatchingUpTakesMoreThanProducersSend() {
        RateMeter meter;
        meter.update(snapshotOf(1, 10s, {topicOf("t", {{{1, 2}, 8000, {8000, 1000}, {}, {true, false}}})}));
        const auto last =
            snapshotOf(2, 12s, {topicOf("t", {{{1, 2}, 8200, {8200, 5000}, {}, {true, false}}})});
        const Throughput t = measureThroughput(*last, *meter.update(last), {.topic = "t"});
        QCOMPARE(t.model, 200.0);
        QCOMPARE(t.measured, 2100.0);
        QCOMPARE(t.reasons.front().cause, ThroughputCause::followersCatchingUp);
        QCOMPARE(t.reasons.front().lagRecords, 320);
    }

    void differingReplicaCountsMakeTheFormulaAMean() {
        // R = 2 on the mean, D = 550: the model says 2200; the busy partition has three copies.
        const Measured m = after2s({{"t", {{{1, 2, 3}, 2000, {2000, 2000, 2000}}, {{2}, 200, {200}}}}});
        const Throughput t = m.ask({.topic = "t"});
        QCOMPARE(t.replicas, 2.0);
        QCOMPARE(t.perPartition, 550.0);
        QCOMPARE(t.model, 2200.0);
        QCOMPARE(t.measured, 3100.0);
        QCOMPARE(t.reasons.front().cause, ThroughputCause::unevenReplicas);
        QCOMPARE(t.reasons.front().partitions, 2);
    }

    void theVolumeReadingSumsWhatIsHeld() {
        const Measured m = after2s({{"orders",
                                     {{{1, 2, 3}, 0, {9000, 9000, 9000}},
                                      {{2, 3, 1}, 0, {3000, 3000, 3000}, {true, true, false}}}}});
        const Throughput t = m.ask({.topic = "orders", .reading = ThroughputReading::volume});
        QCOMPARE(t.perPartition, 6000.0);
        QCOMPARE(t.model, 36000.0);
        QCOMPARE(t.measured, 33000.0);
        QCOMPARE(t.reasons.front().cause, ThroughputCause::replicasOffline);
        const Throughput records =
            m.ask({.topic = "orders", .reading = ThroughputReading::volume, .unit = ThroughputUnit::records});
        QCOMPARE(records.model, 3600.0);
        QCOMPARE(records.measured, 3300.0);
    }

    void theClusterIsTheSumOfItsTopicsWithoutInternalOnes() {
        const Measured m = after2s({{"__consumer_offsets", {{{1}, 100, {100}}}},
                                    {"a", {{{1, 2, 3}, 2000, {2000, 2000, 2000}}}},
                                    {"b", {{{2}, 2000, {2000}}}}});
        const Throughput t = m.ask({});
        QCOMPARE(t.partitions, 2);
        QCOMPARE(t.perPartition, 1000.0);
        QCOMPARE(t.replicas, 2.0); // 4000 / (2 × 1000)
        QCOMPARE(t.model, 4000.0);
        QCOMPARE(t.measured, 4000.0);
        QCOMPARE(t.partitions * t.replicas * t.perPartition, t.model);
        QCOMPARE(m.ask({.includeInternal = true}).model, 4050.0);
    }

    void skewStandsOut() {
        const Measured m = after2s(
            {{"t", {{{1, 2}, 9000, {9000, 9000}}, {{2, 3}, 500, {500, 500}}, {{3, 1}, 500, {500, 500}}}}});
        const Throughput t = m.ask({.topic = "t"});
        QCOMPARE(t.skew.partitionShare, 0.9);
        QCOMPARE(t.skew.broker.value(), 1);
        QCOMPARE(t.skew.brokerShare, 0.9);
        QVERIFY(t.skew.partitionStandsOut);
        QVERIFY(t.skew.brokerStandsOut);
        QCOMPARE(t.reasons.front().cause, ThroughputCause::inAgreement);
    }

    void nothingIsIdle() {
        const Measured m = after2s({{"t", {{{1}, 0, {0}}}}});
        QCOMPARE(m.ask({.topic = "t"}).reasons.front().cause, ThroughputCause::idle);
        QCOMPARE(m.ask({.topic = "unknown"}).reasons.front().cause, ThroughputCause::idle);
        QCOMPARE(m.ask({.topic = "t"}).replicas, 1.0);
    }

    void historyIsEvenAndBounded() {
        ThroughputHistory history(250ms, 3);
        const Throughput t;
        QVERIFY(history.add(Instant(1s), 1000, t));
        QVERIFY(!history.add(Instant(1100ms), 1100, t));
        for (int i = 1; i <= 4; ++i)
            QVERIFY(history.add(Instant(1s + i * 250ms), 1000 + i * 250, t));
        QCOMPARE(history.samples().size(), 3u);
        QCOMPARE(history.samples().front().atMs, 1500);
        QVERIFY(history.add(Instant(0s), 0, t));
        QCOMPARE(history.samples().size(), 1u);
    }
};

QTEST_GUILESS_MAIN(AppMetricsTest)
#include "app_metrics_test.moc"
