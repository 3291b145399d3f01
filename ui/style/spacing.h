// The grid every view is laid out on, in px at 96 dpi.
#pragma once

namespace partitura::ui {

inline constexpr int gridStep = 4;
inline constexpr int paddingSmall = 2 * gridStep;
inline constexpr int padding = 3 * gridStep;
/// From a cell's edge to its text: what the style sheet gives header sections (style/theme.cpp).
inline constexpr int cellInset = 8;

} // namespace partitura::ui
