#include "ui/operate/operator.h"

#include "app/actions/action.h"
#include "app/actions/preview.h"
#include "app/actions/undo.h"
#include "ui/dialogs/error_note.h"
#include "ui/operate/action_dialog.h"
#include "ui/operate/action_text.h"

#include <QWidget>

#include <utility>

namespace partitura::ui {

bool needsDialog(const app::ActionCall& known, const observe::ClusterSnapshot& snapshot) {
    const auto* action = app::findAction(known.action);
    if (!action || action->destroys || !app::resolve(known))
        return true;
    // "…" promises a dialog: there are values worth a look although none is missing.
    if (QString::fromUtf8(action->text).endsWith(QStringLiteral("…")))
        return true;
    // A fault is one click: it is undone by another.
    if (action->kind == app::Action::Kind::fault)
        return false;
    const auto changes = app::previewOf(known, snapshot);
    return changes && !changes->empty();
}

Operator::Operator(QWidget* window)
    : QObject(window)
    , m_window(window) {
    connect(&m_schedule, &app::Schedule::due, this, &Operator::run);
}

void Operator::setSource(app::Source* source) {
    m_source = source;
    m_schedule.clear();
    m_lastUndo.reset();
    emit undoChanged();
}

void Operator::showSnapshot(const observe::ClusterSnapshot& snapshot) {
    m_schedule.advance(snapshot.takenAt);
}

void Operator::start(const app::ActionCall& known) {
    const auto* action = app::findAction(known.action);
    if (!m_source || !action)
        return;
    if (!needsDialog(known, *m_source->snapshot()))
        return run(known);
    auto* dialog = new ActionDialog(m_source, *action, known, m_window);
    connect(dialog, &ActionDialog::executed, this, &Operator::finish);
    dialog->open();
}

void Operator::run(const app::ActionCall& call) {
    if (!m_source)
        return;
    const auto wanted = app::keepingOtherDiskFaults(call, *m_source->snapshot());
    m_source->execute(wanted, [self = QPointer<Operator>(this), wanted,
                               undo = app::undoOf(wanted, *m_source)](const Result<void>& result) {
        if (!self)
            return;
        if (result)
            self->finish(wanted, undo);
        else
            emit self->failed(errorText(result.error()));
    });
}

void Operator::finish(const app::ActionCall& call, const std::optional<app::ActionCall>& undo) {
    if (call.action == "fault-undo")
        m_schedule.clear();
    m_lastUndo = undo;
    emit undoChanged();
    emit done(sentence(callText(call)), m_lastUndo.value_or(app::ActionCall()));
}

void Operator::undoLast() {
    if (const auto undo = std::exchange(m_lastUndo, std::nullopt))
        run(*undo);
    emit undoChanged();
}

} // namespace partitura::ui
