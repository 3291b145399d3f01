// The window: docks around the views, a source bar above, a status bar below. It knows views only as views.
#pragma once

#include "app/source.h"
#include "ui/view.h"

#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <vector>

class QDockWidget;

namespace partitura::ui {

class Actions;
class ClusterStatus;
class FrameClock;
class Language;
class LayoutStore;
class SelectionStrip;
class SourceBar;
class TimeBar;

/// Takes the views (it becomes their parent) and gives each a dock. Language and store outlive it.
/// Thread: the user interface's.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(std::vector<View*> views, Language& language, LayoutStore& store, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Shows this source in every view, with the layout kept for it; nullptr before the source is destroyed.
    void setSource(app::Source* source);
    /// For the composition root to add to: actions by key (ui/shell/actions.h).
    [[nodiscard]] Actions& actions() { return *m_actions; }
    [[nodiscard]] View* view(const QString& key) const;
    [[nodiscard]] const Selection& selection() const { return m_selection; }
    /// The view that has the keyboard; nullptr if none has.
    [[nodiscard]] View* focusedView() const;
    /// Which time is shown.
    [[nodiscard]] FrameClock& clock() { return *m_clock; }

signals:
    /// The create-topic action was triggered and the source can do it.
    void createTopicRequested();
    /// Likewise; `topic` is the selected one, or empty.
    void produceRequested(const QString& topic);

public slots:
    /// A line in the status bar, for a while.
    void showNotice(const QString& text);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void connectActions();
    void fillLanguageMenu();
    void placeDocks();
    void saveLayout();
    void restoreLayout();
    void retranslate();
    void nameDocks();
    void refreshCapabilities();
    /// Views get the frame one after another, each in a turn of the event loop of its own: input and painting
    /// need not wait for all of them.
    void showFrame(const Frame& frame);
    void showToNextView();
    /// All views that are not pinned show this.
    void select(const Selection& selection);
    void pinFocusedView();
    void addTimeBar();
    void setDark(bool dark);
    void about();

    std::vector<View*> m_views;
    std::vector<QDockWidget*> m_docks; ///< as m_views
    Language& m_language;
    LayoutStore& m_store;
    QPointer<app::Source> m_source;
    Selection m_selection;
    bool m_selectedTopicSeen = false;
    Actions* m_actions;
    FrameClock* m_clock;
    Frame m_frame;
    QTimer m_turns; ///< of no interval; runs until all views have the frame
    std::size_t m_turn = 0;
    SourceBar* m_sourceBar;
    SelectionStrip* m_selectionStrip;
    ClusterStatus* m_status;
    TimeBar* m_timeBar;
    bool m_shownOnce = false;
};

} // namespace partitura::ui
