#include "ui/groups/group_model.h"

#include "ui/groups/pace_text.h"
#include "ui/style/number_text.h"
#include "ui/style/theme.h"
#include "ui/tables/mark_delegate.h"

#include <QCoreApplication>

namespace partitura::ui {
namespace {

StateMark markOf(observe::GroupState state) {
    switch (state) {
    case observe::GroupState::stable:
        return StateMark::on;
    case observe::GroupState::completingRebalance:
        return StateMark::half;
    case observe::GroupState::preparingRebalance:
        return StateMark::changing;
    case observe::GroupState::empty:
        return StateMark::off;
    case observe::GroupState::dead:
        break;
    }
    return StateMark::broken;
}

} // namespace

QString groupStateText(observe::GroupState state) {
    switch (state) {
    case observe::GroupState::empty:
        return GroupModel::tr("Empty");
    case observe::GroupState::preparingRebalance:
        return GroupModel::tr("Preparing rebalance");
    case observe::GroupState::completingRebalance:
        return GroupModel::tr("Completing rebalance");
    case observe::GroupState::stable:
        return GroupModel::tr("Stable");
    case observe::GroupState::dead:
        return GroupModel::tr("Dead");
    }
    return {};
}

namespace {

QVariantList trendValues(const std::deque<app::GroupMoment>& moments) {
    QVariantList values;
    for (const auto& moment : moments)
        if (moment.lag)
            values << double(*moment.lag);
    return values;
}

bool isNumber(int column) {
    return column == GroupModel::members || column == GroupModel::coordinator ||
           column == GroupModel::generation || column == GroupModel::lag || column == GroupModel::behind ||
           column == GroupModel::drain;
}

} // namespace

GroupModel::GroupModel(const app::GroupPace* pace, QObject* parent)
    : QAbstractTableModel(parent)
    , m_pace(pace) {}

void GroupModel::show(const observe::ClusterSnapshot& snapshot) {
    const auto& groups = snapshot.groups;
    std::size_t i = 0;
    std::size_t k = 0;
    while (i < m_rows.size() || k < groups.size()) {
        if (k == groups.size() || (i < m_rows.size() && m_rows[i]->id < groups[k]->id)) {
            beginRemoveRows({}, int(i), int(i));
            m_rows.erase(m_rows.begin() + std::ptrdiff_t(i));
            endRemoveRows();
            continue;
        }
        if (i == m_rows.size() || groups[k]->id < m_rows[i]->id) {
            beginInsertRows({}, int(i), int(i));
            m_rows.insert(m_rows.begin() + std::ptrdiff_t(i), groups[k]);
            endInsertRows();
        }
        m_rows[i] = groups[k];
        ++i;
        ++k;
    }
    // The trend moves even where the group stands still.
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(int(m_rows.size()) - 1, columnCountValue - 1));
}

std::shared_ptr<const observe::GroupSnapshot> GroupModel::groupAt(int row) const {
    return row >= 0 && row < int(m_rows.size()) ? m_rows[std::size_t(row)] : nullptr;
}

void GroupModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, columnCountValue - 1);
}

int GroupModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int GroupModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnCountValue;
}

QVariant GroupModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& group = *m_rows[std::size_t(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::TextAlignmentRole:
        return int((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case markRole:
        return int(markOf(group.state));
    case trendRole:
        return column == trend ? QVariant(trendValues(m_pace->moments(group.id))) : QVariant();
    case Qt::ForegroundRole:
        if (column == protocol || column == coordinator || column == generation)
            return theme().inkSoft;
        return {};
    case Qt::ToolTipRole:
        if (column == behind || column == drain)
            return paceTip(m_pace->of(group.id));
        return column == id ? QVariant(QString::fromStdString(group.id)) : QVariant();
    case sortRole:
        switch (column) {
        case state:
            return int(group.state);
        case members:
            return int(group.members.size());
        case coordinator:
            return group.coordinator.value();
        case generation:
            return group.generation;
        case lag:
        case trend:
            return qlonglong(app::totalLag(group).value_or(-1));
        case behind:
            return behindSortValue(m_pace->of(group.id));
        case drain:
            return drainSortValue(m_pace->of(group.id));
        default:
            break;
        }
        [[fallthrough]];
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (column) {
    case id:
        return QString::fromStdString(group.id);
    case state:
        return groupStateText(group.state);
    case protocol:
        if (group.protocol.empty())
            return group.protocolType.empty() ? QStringLiteral("\u2013")
                                              : QString::fromStdString(group.protocolType);
        return QString::fromStdString(group.protocolType + " \u00b7 " + group.protocol);
    case members:
        return countText(int(group.members.size()));
    case coordinator:
        return group.coordinator == BrokerId() ? QStringLiteral("\u2013")
                                               : countText(group.coordinator.value());
    case generation:
        return countText(group.generation);
    case lag: {
        const auto total = app::totalLag(group);
        return total ? recordsText(double(*total)) : QStringLiteral("\u2013");
    }
    case behind:
        return behindText(m_pace->of(group.id));
    case drain:
        return drainText(m_pace->of(group.id));
    default:
        return {};
    }
}

QVariant GroupModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case id:
        return tr("Group");
    case state:
        return tr("State");
    case protocol:
        return tr("Protocol \u00b7 assignor");
    case members:
        return tr("Members");
    case coordinator:
        return tr("Coordinator");
    case generation:
        return tr("Generation");
    case lag:
        return tr("Total lag");
    case behind:
        return tr("Behind");
    case drain:
        return tr("Drained in");
    case trend:
        return tr("Last 2 min");
    default:
        return {};
    }
}

} // namespace partitura::ui
