// A list that does not care how long it is.
#pragma once

#include "ui/tables/column_fit.h"

#include <QAbstractItemView>

class QHeaderView;

namespace partitura::ui {

/// Shows a table model with rows of one height. QTableView keeps an entry for each row, which for ten million
/// rows costs seconds and hundreds of megabytes; this keeps none: the scroll bar counts rows, and only rows
/// in sight are asked for. Rows that come or go above do not move what is being looked at; at the end of the
/// list, with stickToEnd, it stays at the end. Single selection of whole rows.
/// Thread: the user interface's.
class RecordTable : public QAbstractItemView {
    Q_OBJECT

public:
    explicit RecordTable(QWidget* parent = nullptr);

    [[nodiscard]] QHeaderView* header() const { return m_header; }
    /// See ListTable::setColumns.
    void setColumns(std::vector<ColumnSpec> columns, int stretch);
    void refitColumns();
    [[nodiscard]] QVariant saveColumns() const;
    void restoreColumns(const QVariant& state);
    void setEmptyText(const QString& text);
    /// While on and scrolled to the end, new rows scroll into sight.
    void setStickToEnd(bool stick) { m_stickToEnd = stick; }
    /// Rows that fit whole.
    [[nodiscard]] int visibleRows() const;
    [[nodiscard]] int topRow() const;

    void setModel(QAbstractItemModel* model) override;
    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint& point) const override;
    void reset() override;
    /// Typing does not search: that would read the whole log.
    void keyboardSearch(const QString& /*search*/) override {}

public slots:
    void copySelectedRow() const;

protected:
    void rowsInserted(const QModelIndex& parent, int start, int end) override;
    void updateGeometries() override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override;
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex& index) const override;
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void rowsGone(const QModelIndex& parent, int first, int last);
    [[nodiscard]] int rows() const;
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] QRect rowRect(int row) const;

    QHeaderView* m_header;
    ColumnFit* m_columns = nullptr;
    QString m_emptyText;
    bool m_stickToEnd = false;
};

} // namespace partitura::ui
