// A share of the seeds of the scenario of all faults at once: each without a violation.
#include "broker/simulator/simulation.h"

#include <spdlog/spdlog.h>

#include <QtTest>

using namespace partitura;
using namespace partitura::simulator;
using namespace std::chrono_literals;

class SeedsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }

    void nothingIsViolated() {
        for (std::uint64_t seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; ++seed) {
            SimulationConfig config;
            config.seed = seed;
            config.span = 40s;
            const auto made = Simulation::make(config);
            QVERIFY(made);
            (*made)->runToEnd();
            for (const auto& violation : (*made)->violations())
                qWarning("seed %llu at %s: %s: %s", static_cast<unsigned long long>(seed),
                         toString(violation.at).c_str(), violation.invariant.c_str(), violation.text.c_str());
            QVERIFY((*made)->violations().empty());
            QVERIFY((*made)->workload().recordsAcknowledged() > 500);
        }
    }
};

QTEST_GUILESS_MAIN(SeedsTest)
#include "seeds_test.moc"
