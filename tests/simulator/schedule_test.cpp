// Fault schedules as text, from scenarios, and made shorter.
#include "broker/simulator/shrink.h"

#include <spdlog/spdlog.h>

#include <QtTest>

using namespace partitura;
using namespace partitura::simulator;
using namespace std::chrono_literals;

class ScheduleTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }

    void whatIsPrintedCanBeRead() {
        for (const auto& scenario : scenarios()) {
            SeededRandom random(11);
            const auto made = scenario.make(
                random, {.brokers = 3, .clients = 6, .mayFail = {2, 3}, .begin = 5s, .end = 10min});
            QCOMPARE(made.empty(), scenario.name == "normal");
            QVERIFY(std::ranges::is_sorted(made, {}, &Fault::at));
            const auto read = parseFaultSchedule(toString(made));
            QVERIFY(read);
            QVERIFY(*read == made);
            for (const auto& fault : made)
                if (fault.kind <= Fault::Kind::healDisk)
                    QVERIFY(fault.host == 2 || fault.host == 3);
        }
    }

    void whatIsNoScheduleIsRefused() {
        for (const auto* text : {"kill broker-1", "1s explode broker-1", "1s kill",
                                 "1s kill broker-1 broker-2", "1s kill client", "1s cut broker-1",
                                 "-1s kill broker-1", "1.s kill broker-1", "1s skew-clock broker-1 x",
                                 "1.1234567890s kill broker-1", "1 kill broker-1", "1s kill broker-0"})
            QVERIFY2(!parseFaultSchedule(text), text);
        QVERIFY(parseFaultSchedule("\n1.5s cut broker-1 client-2\n\n"));
    }

    void aFailingScheduleIsShrunkToWhatMatters() {
        SeededRandom random(3);
        auto schedule = findScenario("all")->make(
            random, {.brokers = 3, .clients = 6, .mayFail = {2, 3}, .begin = 5s, .end = 5min});
        const auto first = schedule[schedule.size() / 3], second = schedule[schedule.size() / 2];
        int runs = 0;
        const auto fails = [&](const FaultSchedule& tried) {
            ++runs;
            return std::ranges::find(tried, first) != tried.end() &&
                   std::ranges::find(tried, second) != tried.end();
        };
        QVERIFY(schedule.size() > 40);
        QVERIFY(shrink(schedule, fails, 1000) == (FaultSchedule{first, second}));
        runs = 0;
        const auto stoppedEarly = shrink(schedule, fails, 10);
        QCOMPARE(runs, 10);
        QVERIFY(fails(stoppedEarly) && stoppedEarly.size() < schedule.size());
        QVERIFY(shrink(
                    schedule, [](const auto&) { return true; }, 1000)
                    .empty());
    }

    /// Two of three brokers gone leave min.insync.replicas unmet until all is healed at the end.
    void aScheduleOfOnesOwnIsRun() {
        SimulationConfig config;
        config.span = 20s;
        config.schedule = FaultSchedule{{.at = 6s, .kind = Fault::Kind::kill, .host = 2},
                                        {.at = 7s, .kind = Fault::Kind::kill, .host = 3}};
        const auto run = std::move(*Simulation::make(config));
        run->runFor(8s);
        QVERIFY(!run->cluster().runs(2) && !run->cluster().runs(3));
        run->runToEnd();
        QVERIFY(run->cluster().runs(2) && run->cluster().runs(3));
        QVERIFY(run->violations().empty());
    }

    void aScenarioThatDoesNotExistIsRefused() {
        SimulationConfig config;
        config.scenario = "no such thing";
        QCOMPARE(Simulation::make(config).code(), ErrorCode::INVALID_REQUEST);
    }
};

QTEST_GUILESS_MAIN(ScheduleTest)
#include "schedule_test.moc"
