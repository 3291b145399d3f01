// What the command palette of a window offers.
#pragma once

namespace partitura::ui {

class CommandPalette;
class MainWindow;

/// Actions, views, layouts, themes, languages, sources, and what is in the cluster. The window outlives its
/// palette. Thread: the user interface's.
void fillPalette(CommandPalette& palette, MainWindow& window);

} // namespace partitura::ui
