#include "ui/topics/topic_filter.h"

#include "ui/topics/topic_model.h"

namespace partitura::ui {

TopicFilter::TopicFilter(QObject* parent)
    : QSortFilterProxyModel(parent) {
    setSortRole(TopicModel::sortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void TopicFilter::setText(const QString& text) {
    m_text = text.trimmed();
    invalidateFilter();
}

void TopicFilter::setShowInternal(bool show) {
    m_showInternal = show;
    invalidateFilter();
}

bool TopicFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex index = sourceModel()->index(row, TopicModel::name, parent);
    if (!m_showInternal && index.data(TopicModel::internalRole).toBool())
        return false;
    return m_text.isEmpty() || index.data().toString().contains(m_text, Qt::CaseInsensitive);
}

} // namespace partitura::ui
