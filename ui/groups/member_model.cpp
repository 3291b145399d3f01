#include "ui/groups/member_model.h"

#include "ui/style/number_text.h"
#include "ui/style/theme.h"

#include <algorithm>

namespace partitura::ui {

QString assignmentText(const observe::GroupMemberSnapshot& member) {
    QStringList topics;
    for (const auto& [topic, assigned] : member.assignment) {
        std::vector<PartitionIndex> sorted = assigned;
        std::sort(sorted.begin(), sorted.end());
        QStringList runs;
        for (std::size_t i = 0; i < sorted.size();) {
            std::size_t end = i;
            while (end + 1 < sorted.size() && sorted[end + 1] - sorted[end] == 1)
                ++end;
            const QString first = QString::number(sorted[i].value());
            if (end == i)
                runs << first;
            else
                runs << first + (end == i + 1 ? QStringLiteral(", ") : QStringLiteral("\u2013")) +
                            QString::number(sorted[end].value());
            i = end + 1;
        }
        if (!runs.isEmpty())
            topics << QString::fromStdString(topic) + QLatin1Char(' ') + runs.join(QStringLiteral(", "));
    }
    return topics.join(QStringLiteral("; "));
}

namespace {

int assignedPartitions(const observe::GroupMemberSnapshot& member) {
    std::size_t count = 0;
    for (const auto& [topic, assigned] : member.assignment)
        count += assigned.size();
    return int(count);
}

} // namespace

void MemberModel::show(std::shared_ptr<const observe::GroupSnapshot> group) {
    if (group == m_group)
        return;
    const auto ids = [](const observe::GroupSnapshot& g) {
        std::vector<std::string_view> all;
        for (const auto& member : g.members)
            all.emplace_back(member.memberId);
        return all;
    };
    const bool same = group && m_group && group->id == m_group->id && ids(*group) == ids(*m_group);
    if (!same)
        beginResetModel();
    m_group = std::move(group);
    if (!same)
        endResetModel();
    else if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCountValue - 1));
}

void MemberModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, columnCountValue - 1);
}

int MemberModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_group ? 0 : int(m_group->members.size());
}

int MemberModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnCountValue;
}

QVariant MemberModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& member = m_group->members[std::size_t(index.row())];
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return int((column == partitions ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::FontRole && column == memberId)
        return monoFont(TypeSize::small);
    if (role == Qt::ForegroundRole && (column == memberId || column == host))
        return theme().inkSoft;
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (column) {
    case clientId:
        return QString::fromStdString(member.clientId);
    case host:
        return QString::fromStdString(member.clientHost);
    case memberId:
        if (role == Qt::ToolTipRole && !member.groupInstanceId.empty())
            return tr("Static member %1").arg(QString::fromStdString(member.groupInstanceId));
        return QString::fromStdString(member.memberId) +
               (member.memberId == m_group->leaderMemberId ? tr(" (group leader)") : QString());
    case partitions:
        return countText(assignedPartitions(member));
    case assignment: {
        const QString text = assignmentText(member);
        return text.isEmpty() ? tr("nothing assigned") : text;
    }
    default:
        return {};
    }
}

QVariant MemberModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == partitions ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case clientId:
        return tr("Client id");
    case host:
        return tr("Host");
    case memberId:
        return tr("Member id");
    case partitions:
        return tr("Partitions");
    case assignment:
        return tr("Assignment");
    default:
        return {};
    }
}

} // namespace partitura::ui
