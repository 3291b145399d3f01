#include "ui/groups/group_filter.h"

#include "ui/groups/group_model.h"

#include <algorithm>

namespace partitura::ui {

GroupFilter::GroupFilter(QObject* parent)
    : QSortFilterProxyModel(parent) {
    setSortRole(GroupModel::sortRole);
}

void GroupFilter::setTopic(const QString& topic) {
    if (topic.toStdString() == m_topic)
        return;
    m_topic = topic.toStdString();
    invalidateFilter();
}

bool GroupFilter::filterAcceptsRow(int row, const QModelIndex& /*parent*/) const {
    const auto group = static_cast<const GroupModel*>(sourceModel())->groupAt(row);
    if (m_topic.empty() || !group)
        return true;
    const auto reads = [this](const observe::GroupMemberSnapshot& member) {
        return std::ranges::any_of(member.assignment, [this](const auto& a) { return a.first == m_topic; });
    };
    return std::ranges::any_of(group->members, reads) ||
           std::ranges::count(group->offsets, m_topic, &observe::CommittedOffsetSnapshot::topic) > 0;
}

} // namespace partitura::ui
