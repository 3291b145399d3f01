// Where each view stands at first.
#pragma once

#include <vector>

class QDockWidget;
class QMainWindow;

namespace partitura::ui {

class View;

/// Places every dock as one table says: what moves on the left (topology over throughput), what one reads on
/// the right (topics and groups over messages). A view the table does not know becomes a tab on the right.
/// Thread: the user interface's.
void placeByDefault(QMainWindow& window, const std::vector<View*>& views,
                    const std::vector<QDockWidget*>& docks);

} // namespace partitura::ui
