// Making and changing a workload.
#pragma once

#include "app/workload/workloads.h"
#include "ui/dialogs/command_dialog.h"

#include <optional>

class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace partitura::ui {

class WorkloadForm;

/// All of a spec, checked while it is typed; for producers with the first records it makes. Thread: the user
/// interface's.
class WorkloadEditor : public CommandDialog {
    Q_OBJECT

public:
    /// Adds a workload like `spec`, or changes `id`.
    WorkloadEditor(app::Source* source, app::Workloads& workloads, const app::WorkloadSpec& spec,
                   std::optional<app::WorkloadId> id, QWidget* parent);

signals:
    /// It was added.
    void added(partitura::app::WorkloadId id);

protected:
    void send() override;

private:
    [[nodiscard]] app::WorkloadSpec spec() const;
    void check();

    app::Workloads& m_workloads; ///< live while the source does
    const app::WorkloadSpec m_before;
    const std::optional<app::WorkloadId> m_id;
    QLineEdit* m_name;
    QSpinBox* m_clients;
    QLineEdit* m_seed;
    WorkloadForm* m_form;
    QPlainTextEdit* m_preview;
    QLabel* m_hint;
};

} // namespace partitura::ui
