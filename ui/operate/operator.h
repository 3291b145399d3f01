// Where the window's actions on the cluster are carried out.
#pragma once

#include "app/actions/action_call.h"
#include "app/actions/schedule.h"
#include "app/source.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace partitura::ui {

/// Asks for what a call does not say, shows what it would change, does it, and knows what takes it back.
/// Owned by the window. Thread: the user interface's.
class Operator : public QObject {
    Q_OBJECT

public:
    /// Dialogs stand over `window`.
    explicit Operator(QWidget* window);

    void setSource(app::Source* source);
    /// Lets what is scheduled begin and end. Once a frame.
    void showSnapshot(const observe::ClusterSnapshot& snapshot);
    /// What was done last, to be taken back; nullopt if nothing does.
    [[nodiscard]] const std::optional<app::ActionCall>& lastUndo() const { return m_lastUndo; }
    [[nodiscard]] app::Schedule& schedule() { return m_schedule; }

public slots:
    /// Does it at once where nothing is missing and nothing needs to be seen before, else opens its dialog.
    void start(const partitura::app::ActionCall& known);
    /// Does it at once.
    void run(const partitura::app::ActionCall& call);
    void undoLast();

signals:
    /// It was done; `undo` takes it back, its action is empty if nothing does.
    void done(const QString& text, const partitura::app::ActionCall& undo);
    void failed(const QString& text);
    /// Whether there is something to take back has changed.
    void undoChanged();

private:
    void finish(const app::ActionCall& call, const std::optional<app::ActionCall>& undo);

    QWidget* m_window;
    QPointer<app::Source> m_source;
    app::Schedule m_schedule;
    std::optional<app::ActionCall> m_lastUndo;
};

/// Whether a dialog comes first: something is asked for, something is lost, or an operation changes what can
/// be shown before.
[[nodiscard]] bool needsDialog(const app::ActionCall& known, const observe::ClusterSnapshot& snapshot);

} // namespace partitura::ui
