// What the groups' tables draw besides text: states as shapes, lag as a small line.
#pragma once

#include <QStyledItemDelegate>

namespace partitura::ui {

/// A shape and a colour before the state's name. Thread: the user interface's.
class GroupStateDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

/// The numbers of GroupModel::trendRole as a line from zero up, ending in a dot. Thread: the user
/// interface's.
class SparklineDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

} // namespace partitura::ui
