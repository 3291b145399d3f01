// What a seed does is the same in every build: the hashes below hold for release, debug, asan and tsan alike.
//
// A change of what the engine or the simulator does changes them, and is then meant to. To renew them run the
// test (`./dev build && build/release/tests/simulator_hashes_test`): each row that differs prints itself
// anew. Then see that the asan and tsan builds agree: `ctest --preset asan -R simulator_hashes`, and tsan
// likewise.
#include "broker/simulator/simulation.h"

#include <spdlog/spdlog.h>

#include <QtTest>

#include <string_view>

using namespace partitura;
using namespace partitura::simulator;
using namespace std::chrono_literals;

namespace {

struct Expected {
    std::string_view scenario;
    std::uint64_t seed;
    std::uint64_t hash;
    std::uint64_t steps;
};

constexpr Expected table[] = {
    {"all", 1, 0x3b574be367b17b55, 15565},
    {"all", 2, 0x03c56f4333d92a88, 20898},
    {"power", 3, 0xf9165473ee44ad4e, 25373},
    {"reassignments", 4, 0xc9b7eadc8f5661bd, 18816},
};

} // namespace

class HashesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }

    void aSeedDoesTheSameInEveryBuild_data() {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(std::size(table)); ++row)
            QTest::addRow("%s-%llu", table[row].scenario.data(),
                          static_cast<unsigned long long>(table[row].seed))
                << row;
    }
    void aSeedDoesTheSameInEveryBuild() {
        QFETCH(int, row);
        const auto& expected = table[row];
        SimulationConfig config;
        config.seed = expected.seed;
        config.scenario = expected.scenario;
        config.span = 20s;
        const auto made = Simulation::make(config);
        QVERIFY(made);
        (*made)->runToEnd();
        const auto hash = (*made)->traceHash();
        const auto steps = (*made)->steps();
        if (hash != expected.hash || steps != expected.steps)
            qWarning("    {\"%s\", %llu, 0x%016llx, %llu},", expected.scenario.data(),
                     static_cast<unsigned long long>(expected.seed), static_cast<unsigned long long>(hash),
                     static_cast<unsigned long long>(steps));
        QVERIFY((*made)->violations().empty());
        QVERIFY2(hash == expected.hash && steps == expected.steps, "another run than the one expected");
    }
};

QTEST_GUILESS_MAIN(HashesTest)
#include "hashes_test.moc"
