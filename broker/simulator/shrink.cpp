#include "broker/simulator/shrink.h"

#include <algorithm>

namespace partitura::simulator {
namespace {

bool violates(SimulationConfig config, const FaultSchedule& schedule, const std::string& invariant) {
    config.schedule = schedule;
    config.endsAtViolation = true;
    auto made = Simulation::make(std::move(config));
    if (!made)
        return false;
    (*made)->runToEnd();
    return std::ranges::any_of((*made)->violations(),
                               [&](const auto& found) { return found.invariant == invariant; });
}

} // namespace

FaultSchedule shrink(const SimulationConfig& config, FaultSchedule schedule, const Violation& violation,
                     int runsMax) {
    // What had not happened by then did not matter.
    std::erase_if(schedule, [&](const Fault& fault) { return Instant(fault.at) > violation.at; });
    return shrink(
        std::move(schedule),
        [&](const FaultSchedule& shorter) { return violates(config, shorter, violation.invariant); },
        runsMax);
}

FaultSchedule shrink(FaultSchedule schedule, const std::function<bool(const FaultSchedule&)>& stillFails,
                     int runsMax) {
    std::size_t piece = std::max<std::size_t>(schedule.size() / 2, 1);
    while (!schedule.empty() && runsMax > 0) {
        bool isShorter = false;
        for (std::size_t from = 0; from < schedule.size() && runsMax > 0;) {
            auto shorter = schedule;
            const auto begin = shorter.begin() + static_cast<std::ptrdiff_t>(from);
            const auto count = std::min(piece, schedule.size() - from);
            shorter.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
            --runsMax;
            if (stillFails(shorter)) {
                schedule = std::move(shorter);
                isShorter = true;
            } else {
                from += piece;
            }
        }
        if (piece == 1 && !isShorter)
            break;
        piece = std::max<std::size_t>(piece / 2, 1);
    }
    return schedule;
}

} // namespace partitura::simulator
