#include "ui/shell/actions.h"

#include "ui/style/icons.h"

#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>

namespace partitura::ui {

namespace {

constexpr const char* context = "partitura::ui::Actions";

struct Row {
    const char* key;
    const char* menu;
    const char* icon;
    const char* keys;
    const char* text;
    const char* tip;
    bool checkable = false;
    bool lineBefore = false;
};

constexpr const char* fileMenu = QT_TRANSLATE_NOOP("partitura::ui::Actions", "&File");
constexpr const char* clusterMenu = QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Cluster");
constexpr const char* viewMenuText = QT_TRANSLATE_NOOP("partitura::ui::Actions", "&View");
constexpr const char* helpMenu = QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Help");
constexpr const char* layoutMenuText = QT_TRANSLATE_NOOP("partitura::ui::Actions", "La&yout");
constexpr const char* languageMenuText = QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Language");

const Row rows[] = {
    {"open-session", fileMenu, "open", "Ctrl+O",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Open session…"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Watch a recorded session")},
    {"save-session", fileMenu, "save", "Ctrl+S",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Save session…"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions",
                       "Save what was recorded, or the chosen span of it, as a file of its own")},
    {"close-session", fileMenu, "close", "", QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Close session"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Return to the cluster")},
    {"export-view", fileMenu, "download", "Ctrl+E",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Export &view…"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions",
                       "Save the view that has the focus as a picture (PNG or SVG)"),
     false, true},
    {"export-metrics", fileMenu, "download", "",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Export &metrics…"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Save throughput and consumer lag as tables (CSV)")},
    {"quit", fileMenu, "quit", "Ctrl+Q", QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Quit"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Close the window; the embedded cluster shuts down cleanly"),
     false, true},
    {"create-topic", clusterMenu, "plus", "Ctrl+T",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Create &topic…"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Create a topic: name, partitions, replicas, configs")},
    {"produce-record", clusterMenu, "send", "Ctrl+P",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Produce record…"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Send one record to a topic")},
    {"copy-bootstrap", clusterMenu, "copy", "Ctrl+Shift+C",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Copy bootstrap servers"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Copy the address clients connect to"), false, true},
    {"start-demo", clusterMenu, "play", "", QT_TRANSLATE_NOOP("partitura::ui::Actions", "Start the &demo"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions",
                       "Start real clients that write to two topics and read them in two groups"),
     false, true},
    {"cluster-settings", clusterMenu, "settings", "Ctrl+,",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Cluster &settings…"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions",
                       "How many brokers, where they listen, where their data lies")},
    {"command-palette", viewMenuText, "search", "Ctrl+K",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Command palette…"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Find and do anything by typing a part of its name")},
    {"system-theme", viewMenuText, "theme", "",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Theme as the &system"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Light or dark, as the desktop is now"), true, true},
    {"dark-theme", viewMenuText, "theme", "Ctrl+Shift+D",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Dark theme"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Switch between light and dark"), true},
    {"projector-mode", viewMenuText, "projector", "Ctrl+Shift+B",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Projector mode"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions",
                       "Large type and strong contrast, to be read from the last row"),
     true},
    {"reduced-motion", viewMenuText, "motion", "",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Reduced motion"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "States without the way between them: nothing moves"), true},
    {"clear-selection", viewMenuText, "filter", "Ctrl+Backspace",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Show &all again"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "No longer narrow the views to what was chosen"), false,
     true},
    {"pin-view", viewMenuText, "pin", "Ctrl+Shift+P",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Pin view"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions",
                       "The view one works in keeps what it shows, whatever is chosen elsewhere")},
    {"time-live", viewMenuText, "live", "Ctrl+L",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Back to &live"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Show the present again"), false, true},
    {"time-back", viewMenuText, "step-back", "Alt+Left",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Step &back in time"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Show the recorded second before")},
    {"time-forward", viewMenuText, "step-forward", "Alt+Right",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Step &forward in time"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Show the recorded second after")},
    {"save-layout-as", layoutMenuText, "save", "",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Save layout as…"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Keep the docks as they are now, under a name")},
    {"update-layout", layoutMenuText, "save", "",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Update this layout"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions",
                       "Keep the docks as they are now in the layout that is chosen")},
    {"rename-layout", layoutMenuText, "edit", "",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Re&name this layout…"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Give the chosen layout another name")},
    {"delete-layout", layoutMenuText, "delete", "",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Delete this layout"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Forget the chosen layout; the docks stay as they are")},
    {"reset-layout", layoutMenuText, "refresh", "",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Reset layout"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "Put every view back where the chosen layout has it"), false,
     true},
    {"welcome", helpMenu, "score", "", QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Welcome…"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "First steps: a demo, a topic, a client of your own")},
    {"key-overlay", helpMenu, "keyboard", "?", QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Keys"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "The keys of the view in hand and of the window")},
    {"explain-term", helpMenu, "help", "F1", QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Explain term"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "The glossary, at the term under the mouse or in hand")},
    {"what-is-this", helpMenu, "help", "Shift+F1",
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "What is &this?"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions",
                       "Then click on a header or a caption to learn what it means")},
    {"show-jobs", helpMenu, "job", "Ctrl+J", QT_TRANSLATE_NOOP("partitura::ui::Actions", "&Jobs"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "What takes long: progress, and how to stop it")},
    {"about", helpMenu, "about", "", QT_TRANSLATE_NOOP("partitura::ui::Actions", "&About Partitura"),
     QT_TRANSLATE_NOOP("partitura::ui::Actions", "What this is, and its licence")},
};

QString words(const char* text) {
    return QCoreApplication::translate(context, text);
}

/// For buttons, which have no mnemonic: "Create &topic…" without the mark, "创建主题(&T)…" without the
/// letter.
QString withoutMnemonic(QString text) {
    text.remove(QRegularExpression(QStringLiteral("\\(&\\w\\)")));
    return text.remove(QLatin1Char('&'));
}

} // namespace

Actions::Actions(QWidget* window)
    : QObject(window) {
    for (const Row& row : rows) {
        auto* action = new QAction(icon(QString::fromLatin1(row.icon)), QString(), this);
        action->setObjectName(QStringLiteral("action-") + QLatin1String(row.key));
        action->setShortcut(QKeySequence(QString::fromLatin1(row.keys)));
        action->setCheckable(row.checkable);
        // For who searches in English whatever the language.
        action->setProperty("english", withoutMnemonic(QString::fromUtf8(row.text)));
        window->addAction(action);
        m_all.push_back(action);
        m_byKey[QString::fromLatin1(row.key)] = action;
    }
}

QAction* Actions::find(const QString& key) const {
    const auto at = m_byKey.find(key);
    return at != m_byKey.end() ? at->second : nullptr;
}

QString Actions::menuText(const QAction* action) const {
    const auto at = m_menuOf.find(action);
    return at != m_menuOf.end() ? withoutMnemonic(at->second->title()) : QString();
}

void Actions::build(QMenuBar& bar) {
    std::map<const char*, QMenu*> menus;
    for (const char* text : {fileMenu, clusterMenu, viewMenuText, helpMenu}) {
        QMenu* menu = bar.addMenu(QString());
        menus[text] = menu;
        m_menus.emplace_back(menu, text);
    }
    m_viewMenu = menus[viewMenuText];
    m_layoutMenu = menus[layoutMenuText] = new QMenu(m_viewMenu);
    m_layoutMenu->setIcon(icon(u"layout"));
    m_menus.emplace_back(m_layoutMenu, layoutMenuText);
    std::size_t at = 0;
    for (const Row& row : rows) {
        m_menuOf[m_all[at]] = menus[row.menu];
        if (row.lineBefore)
            menus[row.menu]->addSeparator();
        menus[row.menu]->addAction(m_all[at++]);
    }
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
    for (const Row& row : rows) {
        QAction* action = m_all[at++];
        action->setText(words(row.text));
        action->setIconText(withoutMnemonic(action->text()));
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        action->setToolTip(keys.isEmpty() ? words(row.tip)
                                          : QStringLiteral("%1 (%2)").arg(words(row.tip), keys));
        action->setStatusTip(QString());
    }
    for (const auto& [menu, text] : m_menus)
        menu->setTitle(words(text));
}

} // namespace partitura::ui
