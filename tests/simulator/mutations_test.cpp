// The simulator finds a broken engine: each of the marked mutations is caught, and none of them none is.
#include "broker/base/mutation.h"
#include "broker/simulator/simulation.h"

#include <spdlog/spdlog.h>

#include <QtTest>

#include <string_view>

using namespace partitura;
using namespace partitura::simulator;
using namespace std::chrono_literals;

namespace {
std::string_view inForce;
}

bool partitura::isMutation(const char* name) {
    return inForce == name;
}

class MutationsTest : public QObject {
    Q_OBJECT

    /// What a scenario draws, over links between brokers that are slow from the beginning: what has not
    /// arrived yet is what a broken engine takes for done.
    static FaultSchedule overSlowLinks(const char* scenario, std::uint64_t seed) {
        SeededRandom random(seed);
        const auto drawn = findScenario(scenario)->make(
            random, {.brokers = 3, .clients = 6, .mayFail = {1, 2, 3}, .begin = 5s, .end = 1min});
        constexpr std::int64_t delay = 100'000; // µs
        FaultSchedule schedule;
        for (int from = 1; from <= 3; ++from)
            for (int to = 1; to <= 3; ++to)
                if (from != to)
                    schedule.push_back(
                        {.kind = Fault::Kind::delayLink, .host = from, .other = to, .amount = delay});
        schedule.insert(schedule.end(), drawn.begin(), drawn.end());
        return schedule;
    }

    /// The first invariant that a seed violates; empty if none does.
    static std::string firstViolation(const char* scenario, int seeds) {
        for (int seed = 1; seed <= seeds; ++seed) {
            SimulationConfig config;
            config.seed = static_cast<std::uint64_t>(seed);
            config.schedule = overSlowLinks(scenario, config.seed);
            const auto made = Simulation::make(config);
            if (!made)
                return "cannot start";
            (*made)->runToEnd();
            if (!(*made)->violations().empty()) {
                const auto& first = (*made)->violations().front();
                qInfo("seed %d: %s: %s", seed, first.invariant.c_str(), first.text.c_str());
                return first.invariant;
            }
        }
        return {};
    }

private slots:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }
    void cleanup() { inForce = {}; }

    void aSoundEnginePasses_data() {
        QTest::addColumn<int>("seeds");
        for (const auto* scenario : {"all", "crash", "power", "partition", "reassignments"})
            QTest::newRow(scenario) << 3;
    }
    void aSoundEnginePasses() {
        QFETCH(int, seeds);
        QCOMPARE(firstViolation(QTest::currentDataTag(), seeds), std::string());
    }

    void aBrokenOneIsCaught_data() {
        QTest::addColumn<QString>("scenario");
        QTest::newRow("acknowledgedBeforeReplication") << "crash";
        QTest::newRow("highWatermarkOfLeaderAlone") << "crash";
        QTest::newRow("notTruncated") << "crash";
        QTest::newRow("isrExpandedTooSoon") << "reassignments";
        QTest::newRow("electedOutsideIsr") << "reassignments";
        QTest::newRow("uncleanShutdownTrusted") << "quick-power";
        QTest::newRow("votedTwice") << "all";
        QTest::newRow("voteNotPersisted") << "crash";
        QTest::newRow("committedByLeaderAlone") << "crash";
        QTest::newRow("sequencesIgnored") << "network";
        QTest::newRow("offsetsCommittedTooSoon") << "crash";
    }
    void aBrokenOneIsCaught() {
        QFETCH(QString, scenario);
        inForce = QTest::currentDataTag();
        constexpr int seedsMax = 40;
        const auto caught = firstViolation(scenario.toUtf8().constData(), seedsMax);
        QVERIFY2(!caught.empty(), "no seed found it");
        QVERIFY(caught != "cannot start");
    }
};

QTEST_GUILESS_MAIN(MutationsTest)
#include "mutations_test.moc"
