// All the views there are.
#pragma once

#include <vector>

class QWidget;

namespace partitura::ui {

class View;

/// One of each, in the order of the View menu. The caller (the main window) owns them through `parent`.
/// Thread: the user interface's.
std::vector<View*> createViews(QWidget* parent);

} // namespace partitura::ui
