#include "app/actions/action_rows.h"

#include <QtGlobal>

namespace partitura::app {
namespace {

struct Row {
    const char* key;
    const char* menu;
    const char* icon;
    const char* keys;
    const char* text;
    const char* help;
    bool isCheckable = false;
    bool lineBefore = false;
};

constexpr const char* fileMenu = QT_TRANSLATE_NOOP("Actions", "&File");
constexpr const char* clusterMenu = QT_TRANSLATE_NOOP("Actions", "&Cluster");
constexpr const char* viewMenu = QT_TRANSLATE_NOOP("Actions", "&View");
constexpr const char* helpMenu = QT_TRANSLATE_NOOP("Actions", "&Help");

constexpr Row rows[] = {
    {"quit", fileMenu, "quit", "Ctrl+Q", QT_TRANSLATE_NOOP("Actions", "&Quit"),
     QT_TRANSLATE_NOOP("Actions", "Close the window; the embedded cluster shuts down cleanly")},
    {"produce-record", clusterMenu, "send", "Ctrl+P", QT_TRANSLATE_NOOP("Actions", "&Produce record…"),
     QT_TRANSLATE_NOOP("Actions", "Send one record to a topic")},
    {"undo-last", clusterMenu, "undo", "Ctrl+Z", QT_TRANSLATE_NOOP("Actions", "&Undo last action"),
     QT_TRANSLATE_NOOP("Actions", "Take back what was done to the cluster last, where that can be")},
    {"copy-bootstrap", clusterMenu, "copy", "Ctrl+Shift+C",
     QT_TRANSLATE_NOOP("Actions", "&Copy bootstrap servers"),
     QT_TRANSLATE_NOOP("Actions", "Copy the address clients connect to"), false, true},
    {"dark-theme", viewMenu, "theme", "Ctrl+Shift+D", QT_TRANSLATE_NOOP("Actions", "&Dark theme"),
     QT_TRANSLATE_NOOP("Actions", "Switch between light and dark"), true},
    {"clear-selection", viewMenu, "filter", "Ctrl+Backspace", QT_TRANSLATE_NOOP("Actions", "Show &all again"),
     QT_TRANSLATE_NOOP("Actions", "No longer narrow the views to what was chosen"), false, true},
    {"pin-view", viewMenu, "pin", "Ctrl+Shift+P", QT_TRANSLATE_NOOP("Actions", "&Pin view"),
     QT_TRANSLATE_NOOP("Actions", "The view one works in keeps what it shows, whatever is chosen elsewhere")},
    {"reset-layout", viewMenu, "layout", "", QT_TRANSLATE_NOOP("Actions", "&Reset layout"),
     QT_TRANSLATE_NOOP("Actions", "Put every view back where it was at first")},
    {"about", helpMenu, "about", "", QT_TRANSLATE_NOOP("Actions", "&About Partitura"),
     QT_TRANSLATE_NOOP("Actions", "What this is, and its licence")},
};

} // namespace

std::vector<Action> windowActions() {
    std::vector<Action> actions;
    for (const Row& row : rows) {
        Action& action = actions.emplace_back();
        action.key = row.key;
        action.subject = Subject::window;
        action.text = row.text;
        action.help = row.help;
        action.icon = row.icon;
        action.keys = row.keys;
        action.menu = row.menu;
        action.isCheckable = row.isCheckable;
        action.lineBefore = row.lineBefore;
    }
    return actions;
}

} // namespace partitura::app
