// Kinds of trouble, made into schedules.
#pragma once

#include "broker/base/random.h"
#include "broker/simulator/fault_schedule.h"

#include <span>
#include <string_view>
#include <vector>

namespace partitura::simulator {

/// What a scenario has to work with.
struct Stage {
    int brokers = 3;
    int clients = 0;
    /// Brokers that processes, disks and clocks may fail of. Links between any two hosts may.
    std::vector<int> mayFail;
    Duration begin{}; ///< of the first fault, since the simulation's beginning
    Duration end{};   ///< of the last
};

/// A named way of making schedules. To add one (reassignments, leader moves): a function in scenario.cpp
/// that draws a fault and its end, and a row in the table of scenarios.
struct Scenario {
    std::string_view name;
    std::string_view about; ///< one line for --help
    FaultSchedule (*make)(Random& random, const Stage& stage);
};

/// All of them; the first is the default.
[[nodiscard]] std::span<const Scenario> scenarios();
/// nullptr if there is none of that name.
[[nodiscard]] const Scenario* findScenario(std::string_view name);

} // namespace partitura::simulator
