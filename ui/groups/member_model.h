// The members of one group as rows.
#pragma once

#include "broker/observe/snapshot.h"

#include <QAbstractTableModel>

#include <memory>

namespace partitura::ui {

/// A row a member. Another group resets; members who stay keep their rows. Thread: the user interface's.
class MemberModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { clientId, host, memberId, partitions, assignment, columnCountValue };

    using QAbstractTableModel::QAbstractTableModel;

    void show(std::shared_ptr<const observe::GroupSnapshot> group);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const observe::GroupSnapshot> m_group;
};

/// "orders 0–3, 7": partitions by topic, runs drawn together.
[[nodiscard]] QString assignmentText(const observe::GroupMemberSnapshot& member);

} // namespace partitura::ui
