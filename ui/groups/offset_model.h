// The committed offsets of one group as rows.
#pragma once

#include "app/metrics/group_pace.h"
#include "broker/observe/snapshot.h"

#include <QAbstractTableModel>

#include <memory>

namespace partitura::ui {

/// A row a partition the group has committed for, named as kafka-consumer-groups.sh names its columns.
/// Thread: the user interface's.
class OffsetModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        topic,
        partition,
        currentOffset,
        logEndOffset,
        lag,
        behind,
        drain,
        trend,
        owner,
        committedAt,
        columnCountValue
    };
    static constexpr int sortRole = Qt::UserRole;

    /// `pace` outlives the model.
    explicit OffsetModel(const app::GroupPace* pace, QObject* parent = nullptr);

    void show(std::shared_ptr<const observe::GroupSnapshot> group);
    [[nodiscard]] const observe::CommittedOffsetSnapshot& offsetAt(int row) const {
        return m_group->offsets[static_cast<std::size_t>(row)];
    }
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString ownerOf(const observe::CommittedOffsetSnapshot& offset) const;

    const app::GroupPace* m_pace;
    std::shared_ptr<const observe::GroupSnapshot> m_group;
};

} // namespace partitura::ui
