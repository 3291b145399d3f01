// The simulator finds a broken engine: each of the marked mutations is caught, by a seed that the sound one
// passes.
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
    static FaultSchedule overSlowLinks(const std::string& scenario, std::uint64_t seed) {
        constexpr std::int64_t delay = 100'000; // µs
        FaultSchedule schedule;
        for (int from = 1; from <= 3; ++from)
            for (int to = 1; to <= 3; ++to)
                if (from != to)
                    schedule.push_back(
                        {.kind = Fault::Kind::delayLink, .host = from, .other = to, .amount = delay});
        const int one = 1 + static_cast<int>(seed % 3);
        if (scenario == "long-cut") { // the third is reached by both
            schedule.push_back({.at = 10s, .kind = Fault::Kind::cut, .host = one, .other = one % 3 + 1});
        } else if (scenario == "long-pause") {
            schedule.push_back({.at = 10s, .kind = Fault::Kind::pause, .host = one});
        } else {
            SeededRandom random(seed);
            const auto drawn = findScenario(scenario)->make(
                random, {.brokers = 3, .clients = 6, .mayFail = {1, 2, 3}, .begin = 5s, .end = 1min});
            schedule.insert(schedule.end(), drawn.begin(), drawn.end());
        }
        return schedule;
    }

    /// The first invariant that a seed violates; empty if it violates none.
    static QString violationOf(const QString& scenario, int seed) {
        SimulationConfig config;
        config.seed = static_cast<std::uint64_t>(seed);
        config.schedule = overSlowLinks(scenario.toStdString(), config.seed);
        const auto made = Simulation::make(config);
        if (!made)
            return "cannot start";
        (*made)->runToEnd();
        if ((*made)->violations().empty())
            return {};
        const auto& first = (*made)->violations().front();
        qInfo("seed %d: %s: %s", seed, first.invariant.c_str(), first.text.c_str());
        return QString::fromStdString(first.invariant);
    }

private slots:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }
    void cleanup() { inForce = {}; }

    /// `by` are the invariants that say what is broken; to be caught by another would be luck, or a defect.
    void aBrokenOneIsCaught_data() {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QStringList>("by");
        const QString differ("replicas differ"), lacks("in-sync replica lacks records"),
            vote("vote not kept");
        const auto add = [](const char* mutation, const char* scenario, const QStringList& by) {
            QTest::newRow(mutation) << scenario << by;
        };
        add("acknowledgedBeforeReplication", "crash", {"lost write", "inconsistent offsets"});
        add("highWatermarkOfLeaderAlone", "crash", {differ, lacks});
        // Where its log refuses what does not follow, a replica never comes back.
        add("notTruncated", "crash", {differ, "liveness"});
        add("isrExpandedTooSoon", "reassignments", {differ, lacks});
        add("isrNeverShrunk", "long-cut", {"lagging replica stays in sync"});
        add("electedOutsideIsr", "reassignments", {differ, lacks});
        add("notFenced", "long-pause", {"silent broker not fenced"});
        add("uncleanShutdownTrusted", "quick-power", {differ, lacks});
        add("committedBeforeSync", "reassignments", {"committed and not on disk"});
        add("votedTwice", "all", {vote, "two leaders of the quorum in one epoch"});
        add("voteNotPersisted", "crash", {vote});
        add("staleEpochAccepted", "pause", {vote});
        add("committedByLeaderAlone", "crash", {"committed metadata not kept"});
        add("sequencesIgnored", "network", {"duplicate write"});
        add("offsetsCommittedTooSoon", "crash", {"committed offset moved back"});
    }
    void aBrokenOneIsCaught() {
        QFETCH(QString, scenario);
        QFETCH(QStringList, by);
        constexpr int seedsMax = 40;
        int seed = 0;
        QString caught;
        inForce = QTest::currentDataTag();
        while (caught.isEmpty() && seed < seedsMax)
            caught = violationOf(scenario, ++seed);
        QVERIFY2(!caught.isEmpty(), "no seed found it");
        QVERIFY2(by.contains(caught), qPrintable("caught by: " + caught));
        inForce = {};
        QCOMPARE(violationOf(scenario, seed), QString()); // the sound engine passes
    }
};

QTEST_GUILESS_MAIN(MutationsTest)
#include "mutations_test.moc"
