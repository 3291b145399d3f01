#include "ui/topics/topic_filter.h"

#include "ui/topics/topic_model.h"

#include <algorithm>

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

void TopicFilter::setBroker(BrokerId broker) {
    if (broker == m_broker)
        return;
    m_broker = broker;
    invalidateFilter();
}

bool TopicFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex index = sourceModel()->index(row, TopicModel::name, parent);
    if (!m_showInternal && index.data(TopicModel::internalRole).toBool())
        return false;
    if (m_broker != BrokerId()) {
        const auto topic = static_cast<const TopicModel*>(sourceModel())->topicAt(row);
        const auto here = [this](const observe::PartitionSnapshot& partition) {
            return std::ranges::count(partition.replicas, m_broker) > 0;
        };
        if (!topic || std::ranges::none_of(topic->partitions, here))
            return false;
    }
    return m_text.isEmpty() || index.data().toString().contains(m_text, Qt::CaseInsensitive);
}

} // namespace partitura::ui
