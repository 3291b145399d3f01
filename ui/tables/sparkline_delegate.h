// A series as a small line in a cell.
#pragma once

#include <QStyledItemDelegate>

namespace partitura::ui {

/// The numbers of a role (a QVariantList, oldest first) as a line from zero up, ending in a dot. The cell is
/// as wide as `span` numbers; fewer leave its left empty. Thread: the user interface's.
class SparklineDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    SparklineDelegate(int role, std::size_t span, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    int m_role;
    std::size_t m_span;
};

} // namespace partitura::ui
