// What every view is: a widget that shows frames of one source.
#pragma once

#include "app/actions/action_call.h"
#include "app/source.h"
#include "ui/selection.h"

#include <QVariantMap>
#include <QWidget>

#include <memory>
#include <vector>

namespace partitura::app {
class Rates;
struct Past;
} // namespace partitura::app

namespace partitura::ui {

class Operator;

/// All a view needs to draw one frame. Parts are immutable and shared by every view of the frame.
struct Frame {
    std::shared_ptr<const observe::ClusterSnapshot> snapshot; ///< never null
    std::shared_ptr<const app::Rates> rates;                  ///< never null
    /// What led to it, in a frame of the past (app/recording/moment.h); nullptr: this is now.
    std::shared_ptr<const app::Past> past;
    /// The cluster as it is meanwhile, in a frame of its past, for those that keep a history of it; nullptr
    /// while live, and where there is nothing but a recording.
    std::shared_ptr<const Frame> now;

    [[nodiscard]] bool isLive() const { return !past; }
};

/// A key of a view and what it does there, in the user's language, for the sheet of keys.
struct KeyHint {
    QString keys; ///< as printed on keyboards: "Ctrl+F"
    QString does;
};

/// A view in a dock. The window gives it a source, then frames; it asks the source for nothing but records
/// and commands. Thread: the user interface's.
class View : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Key of its dock in saved layouts; stable, never translated.
    [[nodiscard]] virtual QString key() const = 0;
    /// Name in the user's language, for the dock's title and the menu.
    [[nodiscard]] virtual QString title() const = 0;
    /// The source shown from now on; nullptr before it is destroyed.
    virtual void setSource(app::Source* source) = 0;
    /// Who carries out actions on the cluster, for views that plan them; before the first frame.
    virtual void setOperator(Operator* /*who*/) {}
    /// Draws this frame. Called by the frame clock, only while the view is visible.
    virtual void showFrame(const Frame& frame) = 0;
    /// Called instead while it is not, for what it keeps a history of.
    virtual void keep(const Frame& /*frame*/) {}
    /// Sets every text again; called once after construction and whenever the language changes.
    virtual void retranslate() = 0;
    /// The keys that work while this view has the focus.
    [[nodiscard]] virtual std::vector<KeyHint> keys() const { return {}; }
    /// What the workspace keeps for this view and source (filters, columns, choices).
    [[nodiscard]] virtual QVariantMap saveState() const { return {}; }
    virtual void restoreState(const QVariantMap& /*state*/) {}

    /// What is chosen, as far as this view goes along with it.
    [[nodiscard]] const Selection& selection() const { return m_selection; }
    /// A pinned view keeps its selection whatever is chosen elsewhere, and what is chosen in it stays in it.
    [[nodiscard]] bool isPinned() const { return m_pinned; }
    void setPinned(bool pinned);

signals:
    /// Something worth a status-bar line happened ("Topic orders created.").
    void notice(const QString& text);
    /// An action of the window is wanted, by its key in ui/shell/actions.h ("create-topic",
    /// "produce-record").
    void actionRequested(const QString& action);
    /// Something is to be done to the cluster; what the call does not say is asked for first.
    void callRequested(const partitura::app::ActionCall& known);
    /// The user chose something here that the other views are to show too.
    void chosen(const partitura::ui::Selection& selection);
    void pinnedChanged(bool pinned);
    /// The window is to show the cluster as it was then.
    void momentWanted(TimestampMs wallMs);

public slots:
    /// The window's selection. A pinned view takes it once it is no longer pinned.
    void select(const partitura::ui::Selection& selection);

protected:
    /// The user chose something here.
    void choose(const Selection& selection);
    /// selection() is another one than before: show it.
    virtual void showSelection() {}

private:
    Selection m_selection;
    Selection m_elsewhere; ///< what the window has
    bool m_pinned = false;
};

} // namespace partitura::ui
