#include "ui/tables/column_fit.h"

#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>

#include <algorithm>
#include <numeric>

namespace partitura::ui {

namespace {

constexpr int growEveryMs = 250;
constexpr int rowsMeasured = 64; ///< more are not in sight
constexpr int slack = 2;         ///< advances are rounded; text a fraction wider than its cell would be cut

int digitWidth() {
    return QFontMetrics(textFont()).horizontalAdvance(QLatin1Char('0'));
}

QString titleOf(const QHeaderView& header, int column) {
    return header.model() ? header.model()->headerData(column, Qt::Horizontal).toString() : QString();
}

} // namespace

ColumnFit::ColumnFit(QAbstractItemView* view, QHeaderView* header, std::vector<ColumnSpec> columns,
                     int stretch)
    : QObject(header)
    , m_view(view)
    , m_header(header)
    , m_columns(std::move(columns))
    , m_stretch(stretch)
    , m_needed(m_columns.size())
    , m_dragged(m_columns.size()) {
    m_header->setStretchLastSection(false);
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    m_growSoon.setSingleShot(true);
    m_growSoon.setInterval(growEveryMs);
    m_view->viewport()->installEventFilter(this);
    connect(&m_growSoon, &QTimer::timeout, this, &ColumnFit::grow);
    connect(m_header, &QHeaderView::customContextMenuRequested, this, &ColumnFit::showMenu);
    connect(m_header, &QHeaderView::sortIndicatorChanged, this, &ColumnFit::fit);
    connect(m_header, &QHeaderView::sectionResized, this, [this](int column, int /*before*/, int width) {
        const bool byHand = !m_fitting && width > 0 && QGuiApplication::mouseButtons() != Qt::NoButton &&
                            m_header->underMouse();
        if (byHand && column < static_cast<int>(m_dragged.size()))
            m_dragged[static_cast<std::size_t>(column)] = width;
    });
    refit();
}

void ColumnFit::refit() {
    std::ranges::fill(m_needed, 0);
    grow();
}

int ColumnFit::titleWidth(int column) const {
    const QFontMetrics metrics(m_header->font());
    const bool sorted = m_header->isSortIndicatorShown() && m_header->sortIndicatorSection() == column;
    const QString mark = sorted ? QStringLiteral(" \u2191") : QString();
    return metrics.horizontalAdvance(titleOf(*m_header, column) + mark) + 2 * cellInset + slack;
}

int ColumnFit::widthOf(int column) const {
    const auto at = static_cast<std::size_t>(column);
    if (m_dragged[at] > 0)
        return m_dragged[at];
    const int specified = m_columns[at].chars * digitWidth() + 2 * cellInset;
    return std::max({specified, titleWidth(column), column == m_stretch ? 0 : m_needed[at]});
}

bool ColumnFit::wanted(int column) const {
    const auto at = static_cast<std::size_t>(column);
    return m_chosen ? (*m_chosen)[at] : m_columns[at].rank == 0;
}

void ColumnFit::grow() {
    const QAbstractItemModel* model = m_view->model();
    if (!model)
        return;
    const QFontMetrics metrics(textFont());
    const QModelIndex top = m_view->indexAt(QPoint(0, 0));
    const QModelIndex bottom = m_view->indexAt(QPoint(0, m_view->viewport()->height() - 1));
    const int first = top.isValid() ? top.row() : 0;
    const int last = std::min(bottom.isValid() ? bottom.row() + 1 : model->rowCount(), first + rowsMeasured);
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        if (static_cast<int>(column) == m_stretch || m_header->isSectionHidden(static_cast<int>(column)))
            continue;
        for (int row = first; row < last; ++row) {
            const QString text = model->index(row, static_cast<int>(column)).data().toString();
            m_needed[column] =
                std::max(m_needed[column], metrics.horizontalAdvance(text) + 2 * cellInset + slack);
        }
    }
    fit();
}

void ColumnFit::fit() {
    if (m_fitting || m_header->count() < static_cast<int>(m_columns.size()))
        return;
    m_fitting = true;
    const int room = m_view->viewport()->width();
    std::vector<bool> shown(m_columns.size());
    int used = 0;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        shown[i] = wanted(static_cast<int>(i));
        used += shown[i] ? widthOf(static_cast<int>(i)) : 0;
    }
    if (!m_chosen) {
        std::vector<std::size_t> byRank(m_columns.size());
        std::iota(byRank.begin(), byRank.end(), 0);
        std::ranges::stable_sort(byRank, {}, [&](std::size_t i) { return m_columns[i].rank; });
        for (const std::size_t i : byRank) {
            if (shown[i])
                continue;
            if (used + widthOf(static_cast<int>(i)) > room)
                break; // what matters less does not come in its stead
            shown[i] = true;
            used += widthOf(static_cast<int>(i));
        }
    }
    const int left = room - used;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const int column = static_cast<int>(i);
        m_header->setSectionHidden(column, !shown[i]);
        if (!shown[i])
            continue;
        const bool takesRest = column == m_stretch && m_dragged[i] == 0;
        m_header->resizeSection(column, widthOf(column) + (takesRest ? std::max(0, left) : 0));
    }
    m_fitting = false;
    // Decided here and not by the view "as needed": a bar that comes takes height, which can bring the other
    // bar, which takes width, which makes columns fit and the first bar go, and so on for ever.
    const auto bar = left < 0 ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff;
    if (m_view->horizontalScrollBarPolicy() != bar)
        m_view->setHorizontalScrollBarPolicy(bar);
}

bool ColumnFit::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize)
        fit();
    else if (event->type() == QEvent::Paint && !m_growSoon.isActive())
        m_growSoon.start(); // painted means changed, or scrolled to something else
    return QObject::eventFilter(watched, event);
}

void ColumnFit::showMenu(const QPoint& at) {
    auto* menu = new QMenu(m_header);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        QAction* action = menu->addAction(titleOf(*m_header, column));
        action->setCheckable(true);
        action->setChecked(!m_header->isSectionHidden(column));
        action->setEnabled(column != m_stretch);
        connect(action, &QAction::toggled, this, [this, column](bool on) {
            if (!m_chosen) {
                m_chosen.emplace(m_columns.size());
                for (std::size_t i = 0; i < m_columns.size(); ++i)
                    (*m_chosen)[i] = !m_header->isSectionHidden(static_cast<int>(i));
            }
            (*m_chosen)[static_cast<std::size_t>(column)] = on;
            fit();
            grow();
        });
    }
    menu->popup(m_header->viewport()->mapToGlobal(at));
}

QVariant ColumnFit::save() const {
    QVariantList dragged;
    for (const int width : m_dragged)
        dragged << width;
    QVariantMap state{{QStringLiteral("header"), m_header->saveState()}, {QStringLiteral("widths"), dragged}};
    if (m_chosen) {
        QVariantList chosen;
        for (const bool on : *m_chosen)
            chosen << on;
        state.insert(QStringLiteral("shown"), chosen);
    }
    return state;
}

void ColumnFit::restore(const QVariant& saved) {
    const QVariantMap state = saved.toMap();
    const QVariantList widths = state.value(QStringLiteral("widths")).toList();
    if (widths.size() != static_cast<qsizetype>(m_columns.size()))
        return; // another version's columns
    m_fitting = true;
    m_header->restoreState(state.value(QStringLiteral("header")).toByteArray());
    m_fitting = false;
    for (qsizetype i = 0; i < widths.size(); ++i)
        m_dragged[static_cast<std::size_t>(i)] = widths[i].toInt();
    const QVariantList shown = state.value(QStringLiteral("shown")).toList();
    m_chosen.reset();
    if (shown.size() == widths.size()) {
        m_chosen.emplace();
        for (const QVariant& on : shown)
            m_chosen->push_back(on.toBool());
        (*m_chosen)[static_cast<std::size_t>(m_stretch)] = true;
    }
    refit();
}

} // namespace partitura::ui
