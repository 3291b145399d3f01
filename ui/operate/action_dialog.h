// An action, asked for, shown before it is done, and done.
#pragma once

#include "app/actions/action.h"
#include "app/actions/offset_changes.h"
#include "ui/dialogs/command_dialog.h"

class QLineEdit;
class QToolButton;

namespace partitura::ui {

class ActionForm;
class ChangeModel;
class ConfigModel;
class ListTable;

/// The form of an action with what it would change, before and after, and its command line to copy. To delete
/// a topic its name must be typed. Thread: the user interface's.
class ActionDialog : public CommandDialog {
    Q_OBJECT

public:
    /// `action` outlives it, as the table does. Values of `known` are filled in.
    ActionDialog(app::Source* source, const app::Action& action, const app::ActionCall& known,
                 QWidget* parent = nullptr);

    /// As it would be sent.
    [[nodiscard]] app::ActionCall call() const;
    /// What "Copy as command" copies.
    [[nodiscard]] QString commandLine() const;

signals:
    /// It was done; `undo` takes it back, nullopt if nothing does.
    void executed(const app::ActionCall& call, const std::optional<app::ActionCall>& undo);

protected:
    void send() override;

private:
    void addConfigs();
    void addPreview();
    void addTypedName();
    void addCopyButton();
    void check();
    /// Asks leaders for the offsets at a time that the preview needs; true while they are not there.
    bool lookUpOffsets(const app::ActionCall& call);
    void loadConfigs(const std::string& topic);

    const app::Action& m_action;
    std::shared_ptr<const observe::ClusterSnapshot> m_snapshot;
    ActionForm* m_fields;
    ConfigModel* m_configs = nullptr; ///< of the action that changes them
    std::string m_configsOf;
    ChangeModel* m_changes;
    ListTable* m_preview;
    QLabel* m_note;
    QToolButton* m_copy;
    QLineEdit* m_typed = nullptr; ///< of what is confirmed by its name
    std::optional<app::OffsetsWanted> m_lookedUp;
    app::OffsetsByTime m_byTime;
};

} // namespace partitura::ui
