// The Workloads view: real clients to start, stop, slow down and crash.
#pragma once

#include "app/actions/action.h"
#include "app/workload/workloads.h"
#include "ui/view.h"

#include <QPointer>

#include <optional>

class QAction;
class QMenu;
class QSortFilterProxyModel;
class QSplitter;
class QStackedLayout;
class QToolButton;

namespace partitura::ui {

class ListTable;
class PresetCards;
class WorkloadDetail;
class WorkloadModel;

/// Entry point of the folder. All workloads are always listed, whatever topic is chosen elsewhere: what runs
/// is not hidden. Thread: the user interface's.
class WorkloadsView : public View {
    Q_OBJECT

public:
    explicit WorkloadsView(QWidget* parent = nullptr);

    [[nodiscard]] QString key() const override;
    [[nodiscard]] QString title() const override;
    void setSource(app::Source* source) override;
    void showFrame(const Frame& frame) override;
    void retranslate() override;
    [[nodiscard]] std::vector<KeyHint> keys() const override;
    [[nodiscard]] QVariantMap saveState() const override;
    void restoreState(const QVariantMap& state) override;

private:
    void buildActions();
    QAction* makeAction(const char* name, const char* iconName, void (WorkloadsView::*slot)());
    QAction* makeCommand(const char* name, const char* key);
    QWidget* buildBar();
    void refresh();
    void refreshActions();
    void refreshPresets();
    void rowChosen();
    void selectRowOf(app::WorkloadId id);
    [[nodiscard]] std::shared_ptr<const app::WorkloadStatus> current() const;

    void newProducer();
    void newConsumers();
    void startPreset(const QString& key);
    void openEditor(const app::WorkloadSpec& spec, std::optional<app::WorkloadId> id);
    void editCurrent();
    void duplicateCurrent();

    QPointer<app::Source> m_source;
    app::Workloads* m_workloads = nullptr; ///< of the source; null if it cannot have any
    std::uint64_t m_shownVersion = 0;
    QAction *m_newProducer, *m_newConsumers;
    /// Those that are rows of the table of actions, on the current workload.
    std::vector<std::pair<QAction*, const app::Action*>> m_commands;
    QAction *m_start, *m_pause, *m_stop, *m_crash, *m_crashBeforeCommit, *m_edit, *m_duplicate, *m_remove;
    std::optional<app::WorkloadId> m_newerThan; ///< a preset begins: the next newer one gets selected
    QToolButton* m_new;
    QToolButton* m_preset;
    QToolButton* m_crashButton;
    WorkloadModel* m_model;
    QSortFilterProxyModel* m_order;
    ListTable* m_table;
    WorkloadDetail* m_detail;
    QSplitter* m_splitter;
    PresetCards* m_empty;
    QStackedLayout* m_stack;
};

} // namespace partitura::ui
