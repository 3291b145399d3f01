// The menu of layouts, and what it asks before it changes one.
#pragma once

#include <QObject>
#include <QString>

#include <functional>

class QActionGroup;
class QWidget;

namespace partitura::ui {

class Actions;
class Layouts;

/// Lists the layouts above the actions that change them; the chosen one is marked, and says so when the docks
/// have moved away from it. Names are asked for in a small dialog; what is lost can be undone from a toast.
/// Owned by the window. Thread: the user interface's.
class LayoutMenu : public QObject {
    Q_OBJECT

public:
    LayoutMenu(Actions& actions, Layouts& layouts, QWidget* window);

    /// Goes to a layout; leaving a modified arrangement behind can be undone.
    void go(const QString& key);
    /// The current one's name, marked when it is modified.
    [[nodiscard]] QString currentText() const;
    void refresh();

signals:
    void toast(const QString& text, const std::function<void()>& undo);

private:
    void askName(const QString& title, const QString& name, const std::function<void(const QString&)>& take);
    void saveAs();
    void rename();
    void remove();

    Actions& m_actions;
    Layouts& m_layouts;
    QWidget* m_window;
    QActionGroup* m_entries = nullptr;
};

} // namespace partitura::ui
