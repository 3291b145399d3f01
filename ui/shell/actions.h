// Every action of the window: one table of key, place, icon, keys and words.
#pragma once

#include <QAction>
#include <QObject>
#include <QString>

#include <map>
#include <vector>

class QMenuBar;
class QMenu;

namespace partitura::ui {

/// The actions and the menus they stand in. Thread: the user interface's.
class Actions : public QObject {
    Q_OBJECT

public:
    explicit Actions(QWidget* window);

    /// The action of this key; nullptr if the table has none.
    [[nodiscard]] QAction* find(const QString& key) const;
    [[nodiscard]] const std::vector<QAction*>& all() const { return m_all; }
    /// The title of the menu it stands in, in the user's language.
    [[nodiscard]] QString menuText(const QAction* action) const;
    /// Fills the menu bar. `viewMenu()`, `layoutMenu()` and `languageMenu()` are there afterwards, for the
    /// window to fill.
    void build(QMenuBar& bar);
    [[nodiscard]] QMenu* viewMenu() const { return m_viewMenu; }
    [[nodiscard]] QMenu* layoutMenu() const { return m_layoutMenu; }
    [[nodiscard]] QMenu* languageMenu() const { return m_languageMenu; }
    void retranslate();

private:
    std::vector<QAction*> m_all;
    std::map<QString, QAction*> m_byKey;
    std::vector<std::pair<QMenu*, const char*>> m_menus;
    std::map<const QAction*, QMenu*> m_menuOf;
    QMenu* m_viewMenu = nullptr;
    QMenu* m_layoutMenu = nullptr;
    QMenu* m_languageMenu = nullptr;
};

} // namespace partitura::ui
