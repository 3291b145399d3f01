// Where an axis carries figures: round offsets, round times.
#pragma once

#include "ui/score/score_axis.h"

#include <QString>

#include <vector>

namespace partitura::ui {

struct AxisTicks {
    std::vector<std::int64_t> major; ///< positions that carry a label
    std::vector<std::int64_t> minor;
    std::int64_t step = 1; ///< from one major to the next
};

/// Ticks within the axis, the major ones at least `pixels` apart, none below `least`. Times are round in a
/// zone `utcOffsetMs` east of UTC. Thread: any.
[[nodiscard]] AxisTicks axisTicks(const ScoreAxis& axis, std::int64_t utcOffsetMs, double pixels = 110,
                                  std::int64_t least = 0);

/// "1 204 567"; "10:04:05", with ms or the date as the step asks for. Thread: the user interface's.
[[nodiscard]] QString tickText(AxisKind kind, std::int64_t position, std::int64_t step);

} // namespace partitura::ui
