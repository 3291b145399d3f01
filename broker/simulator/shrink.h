// A failing schedule made shorter.
#pragma once

#include "broker/simulator/simulation.h"

namespace partitura::simulator {

/// Leaves out as many faults as possible while `stillFails` says yes to the rest, asking it at most `runsMax`
/// times (delta debugging, Zeller and Hildebrandt 2002). It is taken to say yes to `schedule`.
[[nodiscard]] FaultSchedule shrink(FaultSchedule schedule,
                                   const std::function<bool(const FaultSchedule&)>& stillFails, int runsMax);
/// The same for a schedule with which an invariant was violated, by running the simulation again.
[[nodiscard]] FaultSchedule shrink(const SimulationConfig& config, FaultSchedule schedule,
                                   const Violation& violation, int runsMax = 60);

} // namespace partitura::simulator
