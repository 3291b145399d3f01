// Seeds of each scenario, with all invariants checked.
#include "broker/simulator/simulation.h"

#include <spdlog/spdlog.h>

#include <QtTest>

using namespace partitura;
using namespace partitura::simulator;
using namespace std::chrono_literals;

class ScenariosTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }

    void nothingIsViolated_data() {
        QTest::addColumn<int>("seeds");
        for (const auto& scenario : scenarios())
            QTest::newRow(scenario.name.data()) << 4;
    }
    void nothingIsViolated() {
        QFETCH(int, seeds);
        for (int seed = 1; seed <= seeds; ++seed) {
            SimulationConfig config;
            config.seed = static_cast<std::uint64_t>(seed);
            config.scenario = QTest::currentDataTag();
            config.span = 1min;
            const auto made = Simulation::make(config);
            QVERIFY(made);
            (*made)->runToEnd();
            for (const auto& violation : (*made)->violations())
                qWarning("seed %d at %s: %s: %s", seed, toString(violation.at).c_str(),
                         violation.invariant.c_str(), violation.text.c_str());
            QVERIFY((*made)->violations().empty());
            QVERIFY((*made)->workload().recordsAcknowledged() > 1000);
        }
    }
};

QTEST_GUILESS_MAIN(ScenariosTest)
#include "scenarios_test.moc"
