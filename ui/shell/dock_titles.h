// Docks that share a place have their names on tabs; a title bar below the tab would say the same twice.
#pragma once

#include <QObject>

#include <vector>

class QDockWidget;
class QMainWindow;
class QTimer;

namespace partitura::ui {

/// Hides the title bar of each dock while it stands in tabs, and shows it again when it stands alone.
/// Thread: the user interface's.
class DockTitles : public QObject {
    Q_OBJECT

public:
    DockTitles(QMainWindow& window, std::vector<QDockWidget*> docks);

private:
    void refresh();

    QMainWindow& m_window;
    std::vector<QDockWidget*> m_docks;
    QTimer* m_soon; ///< a rearrangement comes as many signals; one look after all of them is enough
};

} // namespace partitura::ui
