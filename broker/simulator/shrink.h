// A failing schedule made shorter.
#pragma once

#include "broker/simulator/simulation.h"

namespace partitura::simulator {

/// Leaves out as many faults as possible while the invariant is still violated (delta debugging, Zeller and
/// Hildebrandt 2002), running the simulation at most `runsMax` times. `schedule` is one with which it is
/// violated; the answer is too. Thread: any, one at a time.
[[nodiscard]] FaultSchedule shrink(const SimulationConfig& config, FaultSchedule schedule,
                                   const Violation& violation, int runsMax = 60);

} // namespace partitura::simulator
