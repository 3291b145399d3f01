// The grid every view is laid out on, in px at 96 dpi.
#pragma once

namespace partitura::ui {

inline constexpr int gridStep = 4;
inline constexpr int paddingSmall = 2 * gridStep;
inline constexpr int padding = 3 * gridStep;

} // namespace partitura::ui
