#include "ui/shell/actions.h"

#include "app/actions/action.h"
#include "ui/style/icons.h"

#include <QMenu>
#include <QMenuBar>

#include <algorithm>

namespace partitura::ui {

namespace {

constexpr const char* menuTexts[] = {"&File", "&Cluster", "&View", "&Help"};
constexpr const char* clusterMenu = menuTexts[1];
constexpr const char* viewMenuText = menuTexts[2];
constexpr const char* languageMenuText = QT_TRANSLATE_NOOP("Actions", "&Language");

/// The menu a row stands in; nullptr for those of no menu.
const char* menuOf(const app::Action& row) {
    const std::string_view menu = *row.menu ? row.menu : clusterMenu;
    const auto* at =
        std::ranges::find(menuTexts, menu, [](const char* text) { return std::string_view(text); });
    return at != std::end(menuTexts) ? *at : nullptr;
}

/// The rows that are actions of the window, in order.
std::vector<const app::Action*> windowRows() {
    std::vector<const app::Action*> rows;
    for (const auto& row : app::actions())
        if (row.subject == app::Subject::window || std::string_view(row.key) == "create-topic")
            rows.push_back(&row);
    return rows;
}

} // namespace

Actions::Actions(QWidget* window)
    : QObject(window) {
    for (const auto* row : windowRows()) {
        auto* action = new QAction(icon(QString::fromLatin1(row->icon)), QString(), this);
        action->setObjectName(QStringLiteral("action-") + QLatin1String(row->key));
        action->setShortcut(QKeySequence(QString::fromLatin1(row->keys)));
        action->setCheckable(row->isCheckable);
        window->addAction(action);
        m_all.push_back(action);
        m_byKey[QString::fromLatin1(row->key)] = action;
    }
}

QAction* Actions::find(const QString& key) const {
    const auto at = m_byKey.find(key);
    return at != m_byKey.end() ? at->second : nullptr;
}

void Actions::build(QMenuBar& bar) {
    std::map<const char*, QMenu*> menus;
    for (const char* text : menuTexts) {
        QMenu* menu = bar.addMenu(QString());
        menus[text] = menu;
        m_menus.emplace_back(menu, text);
    }
    m_viewMenu = menus[viewMenuText];
    std::size_t at = 0;
    for (const auto* row : windowRows()) {
        if (row->lineBefore)
            menus[menuOf(*row)]->addSeparator();
        menus[menuOf(*row)]->addAction(m_all[at++]);
    }
    m_languageMenu = new QMenu(m_viewMenu);
    m_languageMenu->setIcon(icon(u"language"));
    m_menus.emplace_back(m_languageMenu, languageMenuText);
    m_viewMenu->insertMenu(find(QStringLiteral("reset-layout")), m_languageMenu);
    retranslate();
}

void Actions::retranslate() {
    std::size_t at = 0;
    for (const auto* row : windowRows()) {
        QAction* action = m_all[at++];
        action->setText(app::words(row->text));
        action->setIconText(app::withoutMnemonic(action->text()));
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        const QString help = app::words(row->help);
        action->setToolTip(keys.isEmpty() ? help : QStringLiteral("%1 (%2)").arg(help, keys));
        action->setStatusTip(QString());
    }
    for (const auto& [menu, text] : m_menus)
        menu->setTitle(app::words(text));
}

} // namespace partitura::ui
