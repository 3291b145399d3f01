// The window: docks around the views, a source bar above, a status bar below. It knows views only as views.
#pragma once

#include "app/source.h"
#include "ui/toasts/toast.h"
#include "ui/view.h"

#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <vector>

class QDockWidget;

namespace partitura::app {
class JobList;
}

namespace partitura::ui {

class Actions;
class Appearance;
class ClusterStatus;
class CommandPalette;
class ContextHelp;
class FrameClock;
class GlossaryDialog;
class JobButton;
class KeyOverlay;
class Language;
class LayoutMenu;
class Layouts;
class LayoutStore;
class Operator;
class SelectionStrip;
class SourceBar;
class TimeBar;
class ToastStack;
class ViewAlone;
class WelcomePage;
class WindowMemory;

/// Takes the views (it becomes their parent) and gives each a dock. Language and store outlive it.
/// Thread: the user interface's.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(std::vector<View*> views, Language& language, LayoutStore& store, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Shows this source in every view, with the layout kept for it; nullptr before the source is destroyed.
    void setSource(app::Source* source);
    /// The jobs its status bar tells of; nullptr before they are destroyed.
    void setJobs(app::JobList* jobs);
    /// For the composition root to add to: actions by key (ui/shell/actions.h).
    [[nodiscard]] Actions& actions() { return *m_actions; }
    /// For the composition root to fill with the sources there are.
    [[nodiscard]] SourceBar& sourceBar() { return *m_sourceBar; }
    [[nodiscard]] Appearance& appearance() { return *m_appearance; }
    [[nodiscard]] Layouts& layouts() { return *m_layouts; }
    [[nodiscard]] LayoutMenu& layoutMenu() { return *m_layoutMenu; }
    [[nodiscard]] Language& language() { return m_language; }
    [[nodiscard]] CommandPalette& palette() { return *m_palette; }
    [[nodiscard]] const std::vector<View*>& views() const { return m_views; }
    [[nodiscard]] View* view(const QString& key) const;
    [[nodiscard]] const app::Source* source() const { return m_source; }
    [[nodiscard]] const Selection& selection() const { return m_selection; }
    /// The view that has the keyboard, else the one under the mouse; nullptr if there is none.
    [[nodiscard]] View* viewInHand() const;
    /// Which time is shown.
    [[nodiscard]] FrameClock& clock() { return *m_clock; }

    /// Brings a view to the front and gives it the keyboard.
    void goTo(const QString& viewKey);
    /// Gives a view the whole window, until the view-alone action ends it.
    void showAlone(const QString& viewKey);
    /// All views that are not pinned show this.
    void select(const Selection& selection);
    void chooseLanguage(const QString& code);

signals:
    /// The create-topic action was triggered and the source can do it.
    void createTopicRequested();
    /// Likewise; `topic` is the selected one, or empty.
    void produceRequested(const QString& topic);
    void startDemoRequested();
    void clusterSettingsRequested();

public slots:
    /// A toast that goes by itself.
    void showNotice(const QString& text);
    /// Likewise, and what it tells of can be taken back while it is there.
    void showToast(const QString& text, const std::function<void()>& undo);
    /// A toast that stays until it is closed, and can be copied.
    void showError(const QString& text);
    void showWelcome();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void makeDocks();
    void connectActions();
    void fillLanguageMenu();
    void retranslate();
    void nameDocks();
    void refreshAppearance();
    void refreshCapabilities();
    /// Views get the frame one after another, each in a turn of the event loop of its own: input and painting
    /// need not wait for all of them.
    void showFrame(const Frame& frame);
    void showToNextView();
    void pinFocusedView();
    /// Begins an action on the cluster with what is selected.
    void operate(const QString& key);
    void addTimeBar();
    void showKeys();
    void about();

    std::vector<View*> m_views;
    std::vector<QDockWidget*> m_docks; ///< as m_views
    Language& m_language;
    LayoutStore& m_store;
    QPointer<app::Source> m_source;
    Selection m_selection;
    bool m_selectedTopicSeen = false;
    Appearance* m_appearance;
    Actions* m_actions;
    FrameClock* m_clock;
    Frame m_frame;
    QTimer m_turns; ///< of no interval; runs until all views have the frame
    QTimer m_fitSoon;
    std::size_t m_turn = 0;
    Operator* m_operator;
    SourceBar* m_sourceBar;
    SelectionStrip* m_selectionStrip;
    ClusterStatus* m_status;
    TimeBar* m_timeBar;
    JobButton* m_jobs;
    Layouts* m_layouts;
    LayoutMenu* m_layoutMenu;
    ViewAlone* m_alone;
    WindowMemory* m_memory;
    ToastStack* m_toasts;
    CommandPalette* m_palette;
    KeyOverlay* m_keys;
    ContextHelp* m_help;
    GlossaryDialog* m_glossary = nullptr; ///< made when first asked for
    WelcomePage* m_welcome = nullptr;     ///< likewise
    bool m_shownOnce = false;
};

} // namespace partitura::ui
