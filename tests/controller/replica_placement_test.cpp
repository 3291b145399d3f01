// Where replicas go: what must hold of every placement, over random clusters.
#include "broker/controller/replica_placement.h"

#include <QTest>

#include <set>

using namespace partitura;
using namespace partitura::controller;

namespace {

using Brokers = std::map<BrokerId, BrokerImage>;
using Placement = std::vector<std::vector<BrokerId>>;

void add(Brokers& brokers, int id, const std::string& rack, bool fenced = false) {
    auto& broker = brokers[BrokerId(id)];
    broker.id = BrokerId(id);
    broker.rack = rack;
    broker.fenced = fenced;
}

std::map<BrokerId, int> countLeaders(const Placement& placement) {
    std::map<BrokerId, int> counts;
    for (const auto& replicas : placement)
        ++counts[replicas.front()];
    return counts;
}

} // namespace

class ReplicaPlacementTest : public QObject {
    Q_OBJECT

private slots:
    void everyPlacementIsSound() {
        for (std::uint64_t seed = 1; seed <= 500; ++seed) {
            SeededRandom random(seed);
            Brokers brokers;
            std::map<std::string, int> rackSizes;
            const auto count = 1 + random.below(9);
            const auto racks = 1 + random.below(4);
            std::size_t active = 0;
            for (std::uint64_t i = 0; i < count; ++i) {
                const auto rack = "r" + std::to_string(random.below(racks));
                const bool fenced = random.below(4) == 0;
                add(brokers, static_cast<int>(3 * i + 1), rack, fenced);
                if (i % 5 == 4)
                    brokers.rbegin()->second.inControlledShutdown = true;
                active += brokers.rbegin()->second.isActive() ? 1 : 0;
                ++rackSizes[rack];
            }
            const auto replicas = 1 + random.below(count);
            const auto placed = placeReplicas(brokers, 20, static_cast<int>(replicas), random);
            if (active == 0) {
                QCOMPARE(placed.code(), ErrorCode::INVALID_REPLICATION_FACTOR);
                continue;
            }
            QVERIFY(placed.ok());
            QCOMPARE(placed->size(), std::size_t{20});
            for (const auto& partition : *placed) {
                QCOMPARE(partition.size(), static_cast<std::size_t>(replicas));
                QCOMPARE(std::set(partition.begin(), partition.end()).size(), partition.size());
                QVERIFY(brokers.at(partition.front()).isActive());
                std::map<std::string, int> perRack;
                for (auto id : partition)
                    ++perRack[brokers.at(id).rack];
                // A rack gets a further replica only once all racks with brokers left have as many.
                for (const auto& [rack, size] : rackSizes)
                    for (const auto& [other, otherCount] : perRack)
                        QVERIFY(perRack[rack] >= otherCount - 1 || perRack[rack] == size);
                // A fenced broker is taken only when the active ones of its rack all are.
                for (auto id : partition)
                    for (const auto& [other, broker] : brokers)
                        if (!brokers.at(id).isActive() && broker.isActive() &&
                            broker.rack == brokers.at(id).rack)
                            QVERIFY(std::ranges::find(partition, other) != partition.end());
            }
        }
    }

    void leadersAreEvenInOneRack() {
        SeededRandom random(3);
        Brokers brokers;
        for (int id = 1; id <= 5; ++id)
            add(brokers, id, "");
        for (const auto& [id, leads] : countLeaders(*placeReplicas(brokers, 50, 3, random)))
            QCOMPARE(leads, 10);
    }

    void loadOfALostBrokerSpreads() {
        SeededRandom random(3);
        Brokers brokers;
        for (int id = 0; id < 9; ++id)
            add(brokers, id, "r" + std::to_string(id % 3));
        const auto placed = placeReplicas(brokers, 900, 3, random);
        const auto leaders = countLeaders(*placed);
        QCOMPARE(leaders.size(), std::size_t{9});
        for (const auto& [id, leads] : leaders)
            QVERIFY(leads > 60 && leads < 140);
        // Who leads next where a broker led before: each broker of other racks, some of the time.
        std::map<BrokerId, std::set<BrokerId>> heirs;
        for (const auto& partition : *placed)
            heirs[partition[0]].insert(partition[1]);
        for (const auto& [id, next] : heirs)
            QCOMPARE(next.size(), std::size_t{6});
    }

    void aBrokerLessThanReplicasIsAnError() {
        SeededRandom random(1);
        Brokers brokers;
        QCOMPARE(placeReplicas(brokers, 1, 1, random).code(), ErrorCode::INVALID_REPLICATION_FACTOR);
        add(brokers, 1, "");
        add(brokers, 2, "", true);
        QCOMPARE(placeReplicas(brokers, 1, 3, random).code(), ErrorCode::INVALID_REPLICATION_FACTOR);
        QCOMPARE(placeReplicas(brokers, 1, 0, random).code(), ErrorCode::INVALID_REPLICATION_FACTOR);
        const auto placed = placeReplicas(brokers, 3, 2, random); // one active broker alone
        QVERIFY(placed.ok());
        for (const auto& partition : *placed)
            QVERIFY((partition == std::vector{BrokerId(1), BrokerId(2)}));
    }

    void sameSeedSamePlacement() {
        const std::vector<BrokerId> ids{BrokerId(1), BrokerId(2), BrokerId(3)};
        SeededRandom one(5);
        SeededRandom other(5);
        QVERIFY(*placeReplicas(ids, 30, 2, one) == *placeReplicas(ids, 30, 2, other));
    }
};

QTEST_GUILESS_MAIN(ReplicaPlacementTest)
#include "replica_placement_test.moc"
