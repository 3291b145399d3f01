// Which columns a table shows, and how wide: what matters most, as far as it goes without scrolling sideways.
#pragma once

#include <QObject>
#include <QTimer>
#include <QVariant>

#include <optional>
#include <vector>

class QAbstractItemView;
class QHeaderView;

namespace partitura::ui {

/// How much room a column wants, and how much it matters.
struct ColumnSpec {
    int chars = 8; ///< in digits of the body font, without the cell's insets; a column is never narrower than
                   ///< its title
    int rank = 0;  ///< 0: always shown; otherwise shown while there is room, the lowest first
};

/// Fits a header's columns to the width of its view. One column takes what the others leave; where even the
/// columns of rank 0 do not fit, the view scrolls. A column whose numbers outgrow it widens. Widths dragged
/// by hand stay; the header's context menu chooses columns, and from then on the choice is the reader's.
/// Owned by the header. Thread: the user interface's.
class ColumnFit : public QObject {
    Q_OBJECT

public:
    /// `stretch` is the column that takes the rest; its `chars` are the least it gets.
    ColumnFit(QAbstractItemView* view, QHeaderView* header, std::vector<ColumnSpec> columns, int stretch);

    /// Measures titles and contents anew: after a change of language or font.
    void refit();
    /// Order, widths and choice of columns, for the workspace.
    [[nodiscard]] QVariant save() const;
    void restore(const QVariant& state);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] int titleWidth(int column) const;
    [[nodiscard]] int widthOf(int column) const;
    [[nodiscard]] bool wanted(int column) const;
    void grow();
    void fit();
    void showMenu(const QPoint& at);

    QAbstractItemView* m_view;
    QHeaderView* m_header;
    std::vector<ColumnSpec> m_columns;
    int m_stretch;
    std::vector<int> m_needed;                 ///< widest content met
    std::vector<int> m_dragged;                ///< widths set by hand; 0: none
    std::optional<std::vector<bool>> m_chosen; ///< columns chosen by hand
    QTimer m_growSoon;
    bool m_fitting = false;
};

} // namespace partitura::ui
