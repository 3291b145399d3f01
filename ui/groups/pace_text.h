// How groups keep up, in words.
#pragma once

#include "app/metrics/group_pace.h"

#include <QString>

namespace partitura::ui {

/// "4.2 s", "over 2 min", "–" while unknown.
QString behindText(const app::Pace& pace);
/// "35 s", "keeps pace" while lag stays, "never" while it grows, "–" while unknown.
QString drainText(const app::Pace& pace);
/// Both rates.
QString paceTip(const app::Pace& pace);
/// Unknown first; what never drains last.
double behindSortValue(const app::Pace& pace);
double drainSortValue(const app::Pace& pace);

} // namespace partitura::ui
