// A state as a shape and a colour before its name.
#pragma once

#include <QStyledItemDelegate>

namespace partitura::ui {

/// What states of things that live have in common.
enum class StateMark {
    on,       ///< a full disc
    half,     ///< a disc half full
    changing, ///< a dotted ring
    off,      ///< a ring
    broken,   ///< a cross
};

/// The text of a cell behind the StateMark (as int) of a role. Thread: the user interface's.
class MarkDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    MarkDelegate(int role, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    int m_role;
};

} // namespace partitura::ui
