#include "ui/shell/layout_menu.h"

#include "ui/shell/actions.h"
#include "ui/shell/layouts.h"

#include <QAction>
#include <QActionGroup>
#include <QInputDialog>
#include <QMenu>

namespace partitura::ui {

LayoutMenu::LayoutMenu(Actions& actions, Layouts& layouts, QWidget* window)
    : QObject(window)
    , m_actions(actions)
    , m_layouts(layouts)
    , m_window(window) {
    const auto on = [this](const char* key, auto slot) {
        connect(m_actions.find(QString::fromLatin1(key)), &QAction::triggered, this, slot);
    };
    on("save-layout-as", &LayoutMenu::saveAs);
    on("rename-layout", &LayoutMenu::rename);
    on("delete-layout", &LayoutMenu::remove);
    on("reset-layout", [this] { go(m_layouts.current().key); });
    on("update-layout", [this] {
        m_layouts.update();
        emit toast(tr("Layout %1 is now as you see it.").arg(m_layouts.current().name), {});
    });
    connect(&m_layouts, &Layouts::changed, this, &LayoutMenu::refresh);
}

void LayoutMenu::go(const QString& key) {
    if (!m_layouts.isModified()) {
        m_layouts.apply(key);
        return;
    }
    const auto before = m_layouts.snapshot();
    m_layouts.apply(key);
    emit toast(tr("Layout %1").arg(m_layouts.current().name),
               [this, before] { m_layouts.bringBack(before); });
}

QString LayoutMenu::currentText() const {
    const QString name = m_layouts.current().name;
    return m_layouts.isModified() ? tr("%1, changed").arg(name) : name;
}

void LayoutMenu::refresh() {
    QMenu* menu = m_actions.layoutMenu();
    // One of them may be what led here, so they go later.
    if (m_entries) {
        for (QAction* action : m_entries->actions())
            menu->removeAction(action);
        m_entries->deleteLater();
    }
    auto* group = m_entries = new QActionGroup(menu);
    QAction* first = m_actions.find(QStringLiteral("save-layout-as"));
    for (const Layouts::Entry& entry : m_layouts.all()) {
        const bool isCurrent = entry.key == m_layouts.current().key;
        auto* action = new QAction(isCurrent ? currentText() : entry.name, group);
        action->setObjectName(QStringLiteral("layout-") + entry.key);
        action->setCheckable(true);
        action->setChecked(isCurrent);
        menu->insertAction(first, action);
        connect(action, &QAction::triggered, this, [this, key = entry.key] { go(key); });
    }
    auto* line = new QAction(group);
    line->setSeparator(true);
    menu->insertAction(first, line);
    const bool own = !m_layouts.current().isBuiltIn;
    const auto allow = [this](const char* key, bool allowed, const QString& problem) {
        QAction* action = m_actions.find(QString::fromLatin1(key));
        action->setEnabled(allowed);
        action->setProperty("problem", problem);
    };
    const QString notOwn = tr("this layout came with the program");
    allow("rename-layout", own, notOwn);
    allow("delete-layout", own, notOwn);
    allow("update-layout", own && m_layouts.isModified(), own ? tr("the layout is as you see it") : notOwn);
}

void LayoutMenu::askName(const QString& title, const QString& name,
                         const std::function<void(const QString&)>& take) {
    auto* dialog = new QInputDialog(m_window);
    dialog->setObjectName(QStringLiteral("layoutName"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(tr("Name"));
    dialog->setTextValue(name);
    connect(dialog, &QInputDialog::textValueSelected, this, take);
    dialog->open();
}

void LayoutMenu::saveAs() {
    const Layouts::Entry current = m_layouts.current();
    askName(tr("Save layout"), current.isBuiltIn ? QString() : current.name, [this](const QString& name) {
        if (m_layouts.saveAs(name))
            emit toast(tr("Layout %1 is kept.").arg(m_layouts.current().name), {});
        else
            emit toast(tr("A layout of yours needs a name that no built-in one has."), {});
    });
}

void LayoutMenu::rename() {
    askName(tr("Rename layout"), m_layouts.current().name, [this](const QString& name) {
        if (!m_layouts.rename(name))
            emit toast(tr("That name is empty or taken; the layout keeps its own."), {});
    });
}

void LayoutMenu::remove() {
    const QString name = m_layouts.current().name;
    const QByteArray state = m_layouts.remove();
    if (!state.isEmpty())
        emit toast(tr("Layout %1 is deleted.").arg(name),
                   [this, name, state] { m_layouts.restore(name, state); });
}

} // namespace partitura::ui
