#include "ui/messages/record_table.h"

#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/tables/cell_delegate.h"
#include "ui/tables/list_table.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace partitura::ui {

RecordTable::RecordTable(QWidget* parent)
    : QAbstractItemView(parent)
    , m_header(new QHeaderView(Qt::Horizontal, this)) {
    setFrameShape(NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    m_header->setSectionsMovable(true);
    m_header->setStretchLastSection(true);
    m_header->setHighlightSections(false);
    connect(m_header, &QHeaderView::sectionResized, this, [this] {
        updateGeometries();
        viewport()->update();
    });
    connect(m_header, &QHeaderView::sectionMoved, viewport(), qOverload<>(&QWidget::update));
}

void RecordTable::setColumns(std::vector<ColumnSpec> columns, int stretch) {
    m_columns = new ColumnFit(this, m_header, std::move(columns), stretch);
}

void RecordTable::refitColumns() {
    if (m_columns)
        m_columns->refit();
}

QVariant RecordTable::saveColumns() const {
    return m_columns ? m_columns->save() : QVariant();
}

void RecordTable::restoreColumns(const QVariant& state) {
    if (m_columns)
        m_columns->restore(state);
}

void RecordTable::setEmptyText(const QString& text) {
    m_emptyText = text;
    viewport()->update();
}

void RecordTable::setModel(QAbstractItemModel* newModel) {
    if (model())
        disconnect(model(), &QAbstractItemModel::rowsRemoved, this, &RecordTable::rowsGone);
    // Widths and order belong to the reader, not to the model.
    const QByteArray columns = m_header->count() > 0 ? m_header->saveState() : QByteArray();
    auto* oldSelection = selectionModel();
    auto* oldHeaderSelection = m_header->selectionModel();
    QAbstractItemView::setModel(newModel);
    m_header->setModel(newModel);
    delete oldSelection; // Qt leaves them to whoever sets another model
    delete oldHeaderSelection;
    if (!columns.isEmpty())
        m_header->restoreState(columns);
    if (newModel)
        connect(newModel, &QAbstractItemModel::rowsRemoved, this, &RecordTable::rowsGone);
    updateGeometries();
}

int RecordTable::rows() const {
    return model() ? model()->rowCount(rootIndex()) : 0;
}

int RecordTable::rowHeight() const {
    return tableRowHeight(font());
}

int RecordTable::visibleRows() const {
    return std::max(1, viewport()->height() / rowHeight());
}

int RecordTable::topRow() const {
    return verticalScrollBar()->value();
}

QRect RecordTable::rowRect(int row) const {
    const qint64 y = (qint64(row) - topRow()) * rowHeight();
    if (y < -rowHeight() || y > viewport()->height())
        return {};
    return {-horizontalOffset(), int(y), m_header->length(), rowHeight()};
}

QRect RecordTable::visualRect(const QModelIndex& index) const {
    const QRect row = index.isValid() ? rowRect(index.row()) : QRect();
    if (row.isNull())
        return {};
    return {m_header->sectionViewportPosition(index.column()), row.top(),
            m_header->sectionSize(index.column()), row.height()};
}

void RecordTable::scrollTo(const QModelIndex& index, ScrollHint hint) {
    if (!index.isValid())
        return;
    const int row = index.row();
    const int top = topRow();
    if (hint == PositionAtTop)
        verticalScrollBar()->setValue(row);
    else if (hint == PositionAtCenter)
        verticalScrollBar()->setValue(row - visibleRows() / 2);
    else if (hint == PositionAtBottom || row >= top + visibleRows())
        verticalScrollBar()->setValue(row - visibleRows() + 1);
    else if (row < top)
        verticalScrollBar()->setValue(row);
    viewport()->update();
}

QModelIndex RecordTable::indexAt(const QPoint& point) const {
    const qint64 row = qint64(topRow()) + point.y() / rowHeight();
    const int column = m_header->logicalIndexAt(point.x());
    if (point.y() < 0 || row >= rows() || column < 0)
        return {};
    return model()->index(int(row), column, rootIndex());
}

void RecordTable::reset() {
    QAbstractItemView::reset();
    updateGeometries();
}

void RecordTable::rowsInserted(const QModelIndex& parent, int start, int end) {
    const QScrollBar* bar = verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum();
    const int count = end - start + 1;
    const int top = topRow();
    QAbstractItemView::rowsInserted(parent, start, end);
    updateGeometries();
    if (m_stickToEnd && atEnd)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    else if (start < top || (start == top && top > 0))
        verticalScrollBar()->setValue(top + count);
    viewport()->update();
}

void RecordTable::rowsGone(const QModelIndex& /*parent*/, int first, int last) {
    const int top = topRow();
    const bool atEnd = m_stickToEnd && top >= verticalScrollBar()->maximum();
    updateGeometries();
    if (atEnd)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    else if (first < top)
        verticalScrollBar()->setValue(top - std::min(top - first, last - first + 1));
    viewport()->update();
}

void RecordTable::updateGeometries() {
    const int headerHeight = m_header->sizeHint().height();
    setViewportMargins(0, headerHeight, 0, 0);
    const QRect area = viewport()->geometry();
    m_header->setGeometry(area.left(), area.top() - headerHeight, area.width(), headerHeight);
    m_header->setOffset(horizontalScrollBar()->value());
    verticalScrollBar()->setSingleStep(1);
    verticalScrollBar()->setPageStep(visibleRows());
    verticalScrollBar()->setRange(0, std::max(0, rows() - visibleRows()));
    horizontalScrollBar()->setSingleStep(rowHeight());
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, std::max(0, m_header->length() - viewport()->width()));
    QAbstractItemView::updateGeometries();
}

QModelIndex RecordTable::moveCursor(CursorAction action, Qt::KeyboardModifiers /*modifiers*/) {
    if (rows() == 0)
        return {};
    const QModelIndex current = currentIndex();
    const qint64 row = current.isValid() ? current.row() : topRow();
    const int column = current.isValid() ? current.column() : m_header->logicalIndex(0);
    qint64 next = row;
    switch (action) {
    case MoveUp:
    case MovePrevious:
        next = row - 1;
        break;
    case MoveDown:
    case MoveNext:
        next = row + 1;
        break;
    case MovePageUp:
        next = row - visibleRows();
        break;
    case MovePageDown:
        next = row + visibleRows();
        break;
    case MoveHome:
        next = 0;
        break;
    case MoveEnd:
        next = rows() - 1;
        break;
    case MoveLeft:
        horizontalScrollBar()->triggerAction(QScrollBar::SliderSingleStepSub);
        break;
    case MoveRight:
        horizontalScrollBar()->triggerAction(QScrollBar::SliderSingleStepAdd);
        break;
    }
    return model()->index(int(std::clamp<qint64>(next, 0, rows() - 1)), column, rootIndex());
}

int RecordTable::horizontalOffset() const {
    return horizontalScrollBar()->value();
}

int RecordTable::verticalOffset() const {
    return 0; // the scroll bar counts rows, and visualRect subtracts them
}

bool RecordTable::isIndexHidden(const QModelIndex& /*index*/) const {
    return false;
}

void RecordTable::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags) {
    if (const QModelIndex index = indexAt(QPoint(std::max(0, rect.left()), rect.top())); index.isValid())
        selectionModel()->select(index, flags | QItemSelectionModel::Rows);
}

QRegion RecordTable::visualRegionForSelection(const QItemSelection& selection) const {
    QRegion region;
    for (const QItemSelectionRange& range : selection) {
        const int first = std::max(range.top(), topRow());
        const int last = std::min(range.bottom(), topRow() + visibleRows() + 1);
        if (first <= last)
            region += rowRect(first).united(rowRect(last));
    }
    return region;
}

void RecordTable::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme().surface);
    if (rows() == 0) {
        painter.setFont(textFont());
        painter.setPen(theme().inkSoft);
        painter.drawText(viewport()->rect().adjusted(padding, padding, -padding, -padding),
                         Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    const int current = currentIndex().isValid() ? currentIndex().row() : -1;
    const int last = std::min(rows() - 1, topRow() + viewport()->height() / rowHeight() + 1);
    for (int row = topRow(); row <= last; ++row) {
        const QRect line = rowRect(row);
        if (line.isNull())
            continue;
        if (row == current)
            painter.fillRect(QRect(0, line.top(), viewport()->width(), line.height()), selectedRowColour());
        for (int visual = 0; visual < m_header->count(); ++visual) {
            const int column = m_header->logicalIndex(visual);
            if (m_header->isSectionHidden(column))
                continue;
            const QRect cell(m_header->sectionViewportPosition(column), line.top(),
                             m_header->sectionSize(column), line.height());
            if (cell.right() >= 0 && cell.left() <= viewport()->width())
                paintCellText(painter, cell, model()->index(row, column, rootIndex()));
        }
    }
}

void RecordTable::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copySelectedRow();
        event->accept();
        return;
    }
    QAbstractItemView::keyPressEvent(event);
}

void RecordTable::copySelectedRow() const {
    const QModelIndex current = currentIndex();
    if (!current.isValid())
        return;
    QStringList cells;
    for (int visual = 0; visual < m_header->count(); ++visual)
        cells << current.siblingAtColumn(m_header->logicalIndex(visual)).data().toString();
    QApplication::clipboard()->setText(cells.join(QLatin1Char('\t')));
}

void RecordTable::scrollContentsBy(int dx, int /*dy*/) {
    if (dx != 0)
        m_header->setOffset(horizontalScrollBar()->value());
    viewport()->update();
}

} // namespace partitura::ui
