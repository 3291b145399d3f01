#include "ui/shell/actions.h"

#include "app/actions/action.h"
#include "ui/operate/action_text.h"
#include "ui/style/icons.h"

#include <QMenu>
#include <QMenuBar>

namespace partitura::ui {

namespace {

constexpr const char* menuTexts[] = {"&File", "&Cluster", "&View", "&Help"};
constexpr const char* clusterMenu = menuTexts[1];
constexpr const char* viewMenuText = menuTexts[2];
constexpr const char* layoutMenuText = "La&yout"; ///< in that of the view
constexpr const char* languageMenuText = QT_TRANSLATE_NOOP("Actions", "&Language");

/// Subjects with a menu of their own in that of the cluster, in order.
constexpr app::Subject subjects[] = {app::Subject::topic,   app::Subject::partition, app::Subject::group,
                                     app::Subject::broker,  app::Subject::disk,      app::Subject::clock,
                                     app::Subject::request, app::Subject::link,      app::Subject::workload};

/// The rows that are actions of the window, in order.
std::vector<const app::Action*> rows() {
    std::vector<const app::Action*> all;
    for (const auto& row : app::actions())
        if (row.subject != app::Subject::look)
            all.push_back(&row);
    return all;
}

} // namespace

Actions::Actions(QWidget* window)
    : QObject(window) {
    for (const auto* row : rows()) {
        auto* action = new QAction(icon(QString::fromLatin1(row->icon)), QString(), this);
        const QString key = QString::fromLatin1(row->key);
        action->setObjectName(QStringLiteral("action-") + key);
        action->setShortcut(QKeySequence(QString::fromLatin1(row->keys)));
        action->setCheckable(row->isCheckable);
        // For who searches in English whatever the language.
        action->setProperty("english", app::withoutMnemonic(QString::fromUtf8(row->text)));
        if (row->isOfCluster())
            connect(action, &QAction::triggered, this, [this, key] { emit operationTriggered(key); });
        window->addAction(action);
        m_all.push_back(action);
        m_byKey[key] = action;
    }
}

QAction* Actions::find(const QString& key) const {
    const auto at = m_byKey.find(key);
    return at != m_byKey.end() ? at->second : nullptr;
}

QString Actions::menuText(const QAction* action) const {
    const auto at = m_menuOf.find(action);
    return at != m_menuOf.end() ? app::withoutMnemonic(at->second->title()) : QString();
}

void Actions::build(QMenuBar& bar) {
    std::map<std::string_view, QMenu*> menus;
    for (const char* text : menuTexts) {
        QMenu* menu = bar.addMenu(QString());
        menus[text] = menu;
        m_menus.emplace_back(menu, text);
    }
    m_viewMenu = menus[viewMenuText];
    m_layoutMenu = menus[layoutMenuText] = new QMenu(m_viewMenu);
    m_layoutMenu->setIcon(icon(u"layout"));
    m_menus.emplace_back(m_layoutMenu, layoutMenuText);
    std::map<app::Subject, QMenu*> bySubject;
    for (const auto subject : subjects) {
        bySubject[subject] = new QMenu(menus[clusterMenu]);
        m_subjectMenus.emplace_back(bySubject[subject], subject);
    }
    std::size_t at = 0;
    for (const auto* row : rows()) {
        const auto own = bySubject.find(row->subject);
        QMenu* menu = own != bySubject.end() ? own->second : menus[*row->menu ? row->menu : clusterMenu];
        m_menuOf[m_all[at]] = menu;
        if (row->lineBefore)
            menu->addSeparator();
        menu->addAction(m_all[at++]);
    }
    menus[clusterMenu]->addSeparator();
    for (const auto subject : subjects)
        menus[clusterMenu]->addMenu(bySubject[subject]);
    m_languageMenu = new QMenu(m_viewMenu);
    m_languageMenu->setIcon(icon(u"language"));
    m_menus.emplace_back(m_languageMenu, languageMenuText);
    m_viewMenu->addSeparator();
    m_viewMenu->addMenu(m_layoutMenu);
    m_viewMenu->addMenu(m_languageMenu);
    retranslate();
}

void Actions::retranslate() {
    std::size_t at = 0;
    for (const auto* row : rows()) {
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
    for (const auto& [menu, subject] : m_subjectMenus)
        menu->setTitle(subjectText(subject));
}

} // namespace partitura::ui
