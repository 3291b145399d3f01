#include "ui/tables/list_table.h"

#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/tables/cell_delegate.h"

#include <QApplication>
#include <QClipboard>
#include <QFontMetrics>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace partitura::ui {

int tableRowHeight(const QFont& font) {
    const int needed = QFontMetrics(font).height() + gridStep;
    return (needed + gridStep - 1) / gridStep * gridStep;
}

namespace {

/// Says the sort order in the header's words: the style's arrow would lie over right-aligned ones.
class SortHeader : public QHeaderView {
public:
    using QHeaderView::QHeaderView;

protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override {
        QHeaderView::initStyleOptionForIndex(option, section);
        if (option->sortIndicator == QStyleOptionHeader::None)
            return;
        // As Qt draws it: the arrow points down for ascending order.
        const QChar arrow(option->sortIndicator == QStyleOptionHeader::SortDown ? 0x2191 : 0x2193);
        option->sortIndicator = QStyleOptionHeader::None;
        const QString mark = QStringLiteral("%1").arg(arrow);
        const QString pattern =
            option->textAlignment & Qt::AlignRight ? QStringLiteral("%2 %1") : QStringLiteral("%1 %2");
        option->text = pattern.arg(option->text, mark);
    }
};

} // namespace

ListTable::ListTable(QWidget* parent)
    : QTableView(parent) {
    setHorizontalHeader(new SortHeader(Qt::Horizontal, this));
    horizontalHeader()->setSectionsClickable(true);
    setItemDelegate(new CellDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false); // Tab leaves the table
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setFrameShape(NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    fitRows();
}

void ListTable::setEmptyText(const QString& text) {
    m_emptyText = text;
    viewport()->update();
}

void ListTable::setColumns(std::vector<ColumnSpec> columns, int stretch) {
    m_columns = new ColumnFit(this, horizontalHeader(), std::move(columns), stretch);
}

void ListTable::refitColumns() {
    if (m_columns)
        m_columns->refit();
}

QVariant ListTable::saveColumns() const {
    return m_columns ? m_columns->save() : QVariant();
}

void ListTable::restoreColumns(const QVariant& state) {
    if (m_columns)
        m_columns->restore(state);
}

void ListTable::copySelectedRows() const {
    if (!model() || !selectionModel())
        return;
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    auto line = [&](auto&& cell) {
        QStringList cells;
        for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
            const int column = horizontalHeader()->logicalIndex(visual);
            if (!isColumnHidden(column))
                cells << cell(column);
        }
        lines << cells.join(QLatin1Char('\t'));
    };
    line([&](int column) { return model()->headerData(column, Qt::Horizontal).toString(); });
    for (const QModelIndex& row : rows)
        line([&](int column) { return row.siblingAtColumn(column).data().toString(); });
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void ListTable::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copySelectedRows();
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

void ListTable::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    if (m_emptyText.isEmpty() || (model() && model()->rowCount(rootIndex()) > 0))
        return;
    QPainter painter(viewport());
    painter.setFont(textFont());
    painter.setPen(theme().inkSoft);
    const QRect area = viewport()->rect().adjusted(padding, padding, -padding, -padding);
    painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

void ListTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitRows();
}

void ListTable::fitRows() {
    verticalHeader()->setMinimumSectionSize(tableRowHeight(font()));
    verticalHeader()->setDefaultSectionSize(tableRowHeight(font()));
}

} // namespace partitura::ui
