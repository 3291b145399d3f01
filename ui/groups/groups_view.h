// The Groups view: consumer groups, their members, and how far each has read.
#pragma once

#include "app/metrics/group_pace.h"
#include "ui/view.h"

#include <QPointer>

class QLabel;
class QSortFilterProxyModel;
class QSplitter;
class QStackedLayout;
class QTabWidget;

namespace partitura::ui {

class EmptyState;
class GroupFilter;
class GroupModel;
class LagChart;
class ListTable;
class MemberModel;
class OffsetModel;

/// Entry point of the folder. Reads only. Thread: the user interface's.
class GroupsView : public View {
    Q_OBJECT

public:
    explicit GroupsView(QWidget* parent = nullptr);

    [[nodiscard]] QString key() const override;
    [[nodiscard]] QString title() const override;
    void setSource(app::Source* source) override;
    void keep(const Frame& frame) override { sample(frame); }
    void showFrame(const Frame& frame) override;
    void retranslate() override;
    [[nodiscard]] std::vector<KeyHint> keys() const override;
    [[nodiscard]] QVariantMap saveState() const override;
    void restoreState(const QVariantMap& state) override;

protected:
    void showSelection() override;
    void changeEvent(QEvent* event) override;

private:
    /// True if a second has passed.
    bool sample(const Frame& frame);
    void refreshSelected();
    void groupChosen();
    void offsetChosen(const QModelIndex& index);
    void restoreSelection();

    QPointer<app::Source> m_source;
    app::GroupPace m_pace;      ///< of what is shown
    app::GroupPace m_meanwhile; ///< of the cluster as it is, while its past is shown
    qint64 m_lastNumbersMs = 0;
    std::shared_ptr<const observe::ClusterSnapshot>
        m_pastShown; ///< the moment that is shown; nullptr while live
    QString m_wantedGroup;

    GroupModel* m_groups;
    GroupFilter* m_order;
    ListTable* m_groupTable;
    QLabel* m_groupTitle;
    OffsetModel* m_offsets;
    QSortFilterProxyModel* m_offsetOrder;
    ListTable* m_offsetTable;
    MemberModel* m_members;
    ListTable* m_memberTable;
    LagChart* m_chart;
    QTabWidget* m_tabs;
    QSplitter* m_splitter;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
};

} // namespace partitura::ui
