// How a cell of any table looks: its text stands exactly below its header's.
#pragma once

#include <QStyledItemDelegate>

namespace partitura::ui {

/// Selection and hover behind a cell; for delegates that draw the rest themselves.
void paintCellBackground(QPainter& painter, const QStyleOptionViewItem& option);
/// The cell's text by its display, font, colour and alignment roles, elided, inset like header sections are;
/// before it a dot where the decoration role has a colour.
void paintCellText(QPainter& painter, const QRect& cell, const QModelIndex& index);
/// What is behind a selected row.
[[nodiscard]] QColor selectedRowColour();

/// Text cells. The style's own delegate insets text further than the header does. Thread: the user
/// interface's.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

} // namespace partitura::ui
