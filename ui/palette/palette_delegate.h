// Draws one entry of the palette.
#pragma once

#include <QStyledItemDelegate>

namespace partitura::ui {

/// Icon, text with the matched letters strong, what it is or why it cannot be done, and its keys at the
/// right. Thread: the user interface's.
class PaletteDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace partitura::ui
