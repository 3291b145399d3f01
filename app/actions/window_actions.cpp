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
constexpr const char* layoutMenu = QT_TRANSLATE_NOOP("Actions", "La&yout");
constexpr const char* helpMenu = QT_TRANSLATE_NOOP("Actions", "&Help");

constexpr Row rows[] = {
    {"open-session", fileMenu, "open", "Ctrl+O", QT_TRANSLATE_NOOP("Actions", "&Open session…"),
     QT_TRANSLATE_NOOP("Actions", "Watch a recorded session")},
    {"save-session", fileMenu, "save", "Ctrl+S", QT_TRANSLATE_NOOP("Actions", "&Save session…"),
     QT_TRANSLATE_NOOP("Actions", "Save what was recorded, or the chosen span of it, as a file of its own")},
    {"close-session", fileMenu, "close", "", QT_TRANSLATE_NOOP("Actions", "&Close session"),
     QT_TRANSLATE_NOOP("Actions", "Return to the cluster")},
    {"export-view", fileMenu, "download", "Ctrl+E", QT_TRANSLATE_NOOP("Actions", "Export &view…"),
     QT_TRANSLATE_NOOP("Actions", "Save the view that has the focus as a picture (PNG or SVG)"), false, true},
    {"export-metrics", fileMenu, "download", "", QT_TRANSLATE_NOOP("Actions", "Export &metrics…"),
     QT_TRANSLATE_NOOP("Actions", "Save throughput and consumer lag as tables (CSV)")},
    {"quit", fileMenu, "quit", "Ctrl+Q", QT_TRANSLATE_NOOP("Actions", "&Quit"),
     QT_TRANSLATE_NOOP("Actions", "Close the window; the embedded cluster shuts down cleanly"), false, true},
    {"produce-record", clusterMenu, "send", "Ctrl+P", QT_TRANSLATE_NOOP("Actions", "&Produce record…"),
     QT_TRANSLATE_NOOP("Actions", "Send one record to a topic")},
    {"undo-last", clusterMenu, "undo", "Ctrl+Z", QT_TRANSLATE_NOOP("Actions", "&Undo last action"),
     QT_TRANSLATE_NOOP("Actions", "Take back what was done to the cluster last, where that can be")},
    {"copy-bootstrap", clusterMenu, "copy", "Ctrl+Shift+C",
     QT_TRANSLATE_NOOP("Actions", "&Copy bootstrap servers"),
     QT_TRANSLATE_NOOP("Actions", "Copy the address clients connect to"), false, true},
    {"start-demo", clusterMenu, "play", "", QT_TRANSLATE_NOOP("Actions", "Start the &demo"),
     QT_TRANSLATE_NOOP("Actions", "Start real clients that write to two topics and read them in two groups"),
     false, true},
    {"cluster-settings", clusterMenu, "settings", "Ctrl+,",
     QT_TRANSLATE_NOOP("Actions", "Cluster &settings…"),
     QT_TRANSLATE_NOOP("Actions", "How many brokers, where they listen, where their data lies")},
    {"command-palette", viewMenu, "search", "Ctrl+K", QT_TRANSLATE_NOOP("Actions", "&Command palette…"),
     QT_TRANSLATE_NOOP("Actions", "Find and do anything by typing a part of its name")},
    {"system-theme", viewMenu, "theme", "", QT_TRANSLATE_NOOP("Actions", "Theme as the &system"),
     QT_TRANSLATE_NOOP("Actions", "Light or dark, as the desktop is now"), true, true},
    {"dark-theme", viewMenu, "theme", "Ctrl+Shift+D", QT_TRANSLATE_NOOP("Actions", "&Dark theme"),
     QT_TRANSLATE_NOOP("Actions", "Switch between light and dark"), true},
    {"projector-mode", viewMenu, "projector", "Ctrl+Shift+B", QT_TRANSLATE_NOOP("Actions", "&Projector mode"),
     QT_TRANSLATE_NOOP("Actions", "Large type and strong contrast, to be read from the last row"), true},
    {"reduced-motion", viewMenu, "motion", "", QT_TRANSLATE_NOOP("Actions", "&Reduced motion"),
     QT_TRANSLATE_NOOP("Actions", "States without the way between them: nothing moves"), true},
    {"clear-selection", viewMenu, "filter", "Ctrl+Backspace", QT_TRANSLATE_NOOP("Actions", "Show &all again"),
     QT_TRANSLATE_NOOP("Actions", "No longer narrow the views to what was chosen"), false, true},
    {"pin-view", viewMenu, "pin", "Ctrl+Shift+P", QT_TRANSLATE_NOOP("Actions", "&Pin view"),
     QT_TRANSLATE_NOOP("Actions", "The view one works in keeps what it shows, whatever is chosen elsewhere")},
    {"view-alone", viewMenu, "full", "F11", QT_TRANSLATE_NOOP("Actions", "View a&lone"),
     QT_TRANSLATE_NOOP("Actions", "The view one works in has the whole window, until this is chosen again"),
     true},
    {"time-live", viewMenu, "live", "Ctrl+L", QT_TRANSLATE_NOOP("Actions", "Back to &live"),
     QT_TRANSLATE_NOOP("Actions", "Show the present again"), false, true},
    {"time-back", viewMenu, "step-back", "Alt+Left", QT_TRANSLATE_NOOP("Actions", "Step &back in time"),
     QT_TRANSLATE_NOOP("Actions", "Show the recorded second before")},
    {"time-forward", viewMenu, "step-forward", "Alt+Right",
     QT_TRANSLATE_NOOP("Actions", "Step &forward in time"),
     QT_TRANSLATE_NOOP("Actions", "Show the recorded second after")},
    {"save-layout-as", layoutMenu, "save", "", QT_TRANSLATE_NOOP("Actions", "&Save layout as…"),
     QT_TRANSLATE_NOOP("Actions", "Keep the docks as they are now, under a name")},
    {"update-layout", layoutMenu, "save", "", QT_TRANSLATE_NOOP("Actions", "&Update this layout"),
     QT_TRANSLATE_NOOP("Actions", "Keep the docks as they are now in the layout that is chosen")},
    {"rename-layout", layoutMenu, "edit", "", QT_TRANSLATE_NOOP("Actions", "Re&name this layout…"),
     QT_TRANSLATE_NOOP("Actions", "Give the chosen layout another name")},
    {"delete-layout", layoutMenu, "delete", "", QT_TRANSLATE_NOOP("Actions", "&Delete this layout"),
     QT_TRANSLATE_NOOP("Actions", "Forget the chosen layout; the docks stay as they are")},
    {"reset-layout", layoutMenu, "refresh", "", QT_TRANSLATE_NOOP("Actions", "&Reset layout"),
     QT_TRANSLATE_NOOP("Actions", "Put every view back where the chosen layout has it"), false, true},
    {"welcome", helpMenu, "score", "", QT_TRANSLATE_NOOP("Actions", "&Welcome…"),
     QT_TRANSLATE_NOOP("Actions", "First steps: a demo, a topic, a client of your own")},
    {"key-overlay", helpMenu, "keyboard", "?", QT_TRANSLATE_NOOP("Actions", "&Keys"),
     QT_TRANSLATE_NOOP("Actions", "The keys of the view in hand and of the window")},
    {"explain-term", helpMenu, "help", "F1", QT_TRANSLATE_NOOP("Actions", "&Explain term"),
     QT_TRANSLATE_NOOP("Actions", "The glossary, at the term under the mouse or in hand")},
    {"what-is-this", helpMenu, "help", "Shift+F1", QT_TRANSLATE_NOOP("Actions", "What is &this?"),
     QT_TRANSLATE_NOOP("Actions", "Then click on a header or a caption to learn what it means")},
    {"show-jobs", helpMenu, "job", "Ctrl+J", QT_TRANSLATE_NOOP("Actions", "&Jobs"),
     QT_TRANSLATE_NOOP("Actions", "What takes long: progress, and how to stop it")},
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
