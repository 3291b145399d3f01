// A table as every view shows one: rows, no grid, numbers that line up, copying as text.
#pragma once

#include "ui/tables/column_fit.h"

#include <QTableView>

namespace partitura::ui {

/// QTableView with the application's defaults: whole rows are selected, sections move and resize, one line a
/// row, the selection survives updates, Ctrl+C copies the selected rows as tab-separated text with a header.
/// Models give Qt::TextAlignmentRole; headers follow it. Thread: the user interface's.
class ListTable : public QTableView {
    Q_OBJECT

public:
    explicit ListTable(QWidget* parent = nullptr);

    /// Said in place of rows while there are none.
    void setEmptyText(const QString& text);
    /// Says which columns matter and how wide they are, in logical order; `stretch` takes the rest. Once,
    /// with a model set.
    void setColumns(std::vector<ColumnSpec> columns, int stretch);
    /// Titles have changed.
    void refitColumns();
    [[nodiscard]] QVariant saveColumns() const;
    void restoreColumns(const QVariant& state);

public slots:
    void copySelectedRows() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitRows();

    QString m_emptyText;
    ColumnFit* m_columns = nullptr;
};

/// Height of a table row for a font: its line and the padding around it, on the grid.
[[nodiscard]] int tableRowHeight(const QFont& font);

} // namespace partitura::ui
