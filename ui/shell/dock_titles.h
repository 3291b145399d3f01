// Every dock has its name on a tab, whether it shares its place or stands alone.
#pragma once

#include <QObject>

#include <map>
#include <vector>

class QDockWidget;
class QMainWindow;
class QTimer;

namespace partitura::ui {

/// Hides the title bar of a dock while it stands in tabs, and gives one that stands alone a title that looks
/// like its neighbours' tabs. Docks are closed and brought back in the View menu. Thread: the user
/// interface's.
class DockTitles : public QObject {
    Q_OBJECT

public:
    DockTitles(QMainWindow& window, std::vector<QDockWidget*> docks);

private:
    enum class Title { none, tab, windowFrame };

    [[nodiscard]] Title wanted(const QDockWidget* dock) const;
    void refresh();

    QMainWindow& m_window;
    std::vector<QDockWidget*> m_docks;
    std::map<const QDockWidget*, Title> m_shown;
    QTimer* m_soon; ///< a rearrangement comes as many signals; one look after all of them is enough
};

} // namespace partitura::ui
