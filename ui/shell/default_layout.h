// The layouts that come with the program: where each view stands in them.
#pragma once

#include <QString>

#include <vector>

class QDockWidget;
class QMainWindow;

namespace partitura::ui {

class View;

/// Keys of the layouts, in the order of the menu; the first is the one a window begins with.
const std::vector<QString>& builtInLayouts();
/// In the user's language; empty for a key that is not one of them.
QString builtInLayoutName(const QString& key);

/// Whether the window has the height for two rows of views, in the size type has now.
bool hasTwoRows(const QMainWindow& window);

/// Places every dock as a table says for this layout. What moves stands on the left, what one reads on the
/// right. The first layout shows every view there is, those the table does not know as tabs on the right;
/// the others close what they do not name. In a window without room for two rows, each side is one place of
/// tabs. Thread: the user interface's.
void placeBuiltIn(const QString& layout, QMainWindow& window, const std::vector<View*>& views,
                  const std::vector<QDockWidget*>& docks);

} // namespace partitura::ui
