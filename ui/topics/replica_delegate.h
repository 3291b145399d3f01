// Draws a partition's replicas: a shape and the broker's id for each, and how far it is behind.
#pragma once

#include <QStyledItemDelegate>

namespace partitura::ui {

/// For the replicas column of a view over a PartitionModel, perhaps through a proxy.
/// Thread: the user interface's.
class ReplicaDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

} // namespace partitura::ui
