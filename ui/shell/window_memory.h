// What comes back after a restart, also after a crash: the window's place, its docks, each view's choices.
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QTimer>

#include <map>
#include <vector>

class QMainWindow;

namespace partitura::ui {

class Layouts;
class LayoutStore;
class View;

/// Looks every second what has changed and hands that to the store, so a program that is killed loses a
/// second of rearranging at most. Docks and choices are kept for each source apart, the window's place for
/// all. Owned by the window. Thread: the user interface's.
class WindowMemory : public QObject {
    Q_OBJECT

public:
    WindowMemory(QMainWindow& window, const std::vector<View*>& views, Layouts& layouts, LayoutStore& store);

    /// False when nothing is remembered.
    bool restoreGeometry();
    /// Brings back how this source was left, and remembers it from now on. Empty: nothing more is remembered
    /// until the next.
    void setScope(const QString& workspaceKey);
    [[nodiscard]] bool hasDocks() const;
    /// While false, docks are remembered as they were: how they stand now is for a while only.
    void setDocksLast(bool last) { m_docksLast = last; }
    /// What has changed since, at once.
    void save();

private:
    void keep(const QString& scope, const QString& key, const QByteArray& value);

    QMainWindow& m_window;
    const std::vector<View*>& m_views;
    Layouts& m_layouts;
    LayoutStore& m_store;
    QString m_scope;
    std::map<QString, QByteArray> m_saved; ///< by scope and key, as the store has it
    bool m_docksLast = true;
    QTimer m_timer;
};

} // namespace partitura::ui
