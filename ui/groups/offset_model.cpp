#include "ui/groups/offset_model.h"

#include "ui/groups/group_model.h"
#include "ui/groups/pace_text.h"
#include "ui/style/number_text.h"
#include "ui/style/theme.h"

#include <algorithm>

namespace partitura::ui {
namespace {

bool isNumber(int column) {
    return column == OffsetModel::partition || column == OffsetModel::currentOffset ||
           column == OffsetModel::logEndOffset || column == OffsetModel::lag ||
           column == OffsetModel::behind || column == OffsetModel::drain;
}

QVariantList trendValues(const app::GroupPace::Looks& looks) {
    QVariantList values;
    for (const auto& look : looks)
        values << double(look.lag());
    return values;
}

} // namespace

OffsetModel::OffsetModel(const app::GroupPace* pace, QObject* parent)
    : QAbstractTableModel(parent)
    , m_pace(pace) {}

void OffsetModel::show(std::shared_ptr<const observe::GroupSnapshot> group) {
    if (!group && !m_group)
        return;
    const auto sameRows = [](const observe::GroupSnapshot& a, const observe::GroupSnapshot& b) {
        return std::equal(
            a.offsets.begin(), a.offsets.end(), b.offsets.begin(), b.offsets.end(),
            [](const auto& x, const auto& y) { return x.partition == y.partition && x.topic == y.topic; });
    };
    const bool same = group && m_group && group->id == m_group->id && sameRows(*group, *m_group);
    if (!same)
        beginResetModel();
    m_group = std::move(group);
    if (!same)
        endResetModel();
    else if (rowCount() > 0) // also when nothing but the trend moved
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCountValue - 1));
}

void OffsetModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, columnCountValue - 1);
}

int OffsetModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_group ? 0 : int(m_group->offsets.size());
}

int OffsetModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnCountValue;
}

QString OffsetModel::ownerOf(const observe::CommittedOffsetSnapshot& offset) const {
    for (const auto& member : m_group->members) {
        for (const auto& [name, assigned] : member.assignment) {
            if (name == offset.topic &&
                std::find(assigned.begin(), assigned.end(), offset.partition) != assigned.end())
                return QString::fromStdString(member.clientId);
        }
    }
    return {};
}

QVariant OffsetModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& offset = m_group->offsets[std::size_t(index.row())];
    const int column = index.column();
    const auto lagNow = offset.lag();
    const auto pace = [&] { return m_pace->of(m_group->id, offset.topic, offset.partition); };
    switch (role) {
    case Qt::TextAlignmentRole:
        return int((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (column == lag && !lagNow)
            return theme().danger;
        if (column == committedAt || column == owner)
            return theme().inkSoft;
        return {};
    case Qt::ToolTipRole:
        if ((column == lag || column == logEndOffset) && !lagNow)
            return tr("The partition no longer exists");
        if (column == currentOffset && !offset.metadata.empty())
            return tr("Metadata: %1").arg(QString::fromStdString(offset.metadata));
        if (column == behind || column == drain)
            return paceTip(pace());
        return {};
    case GroupModel::trendRole:
        if (column == trend)
            return trendValues(m_pace->looks(m_group->id, offset.topic, offset.partition));
        return {};
    case sortRole:
        switch (column) {
        case partition:
            return offset.partition.value();
        case currentOffset:
            return qlonglong(offset.offset.value());
        case logEndOffset:
            return qlonglong(offset.logEnd ? offset.logEnd->value() : -1);
        case lag:
        case trend:
            return qlonglong(lagNow.value_or(-1));
        case behind:
            return behindSortValue(pace());
        case drain:
            return drainSortValue(pace());
        case committedAt:
            return qlonglong(offset.committedAtMs);
        // Partitions stay in order below their topic.
        case topic:
            return QStringLiteral("%1 %2")
                .arg(QString::fromStdString(offset.topic))
                .arg(index.row(), 10, 10, QLatin1Char('0'));
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
    case topic:
        return QString::fromStdString(offset.topic);
    case partition:
        return countText(offset.partition.value());
    case currentOffset:
        return countText(offset.offset.value());
    case logEndOffset:
        return offset.logEnd ? countText(offset.logEnd->value()) : tr("gone");
    case lag:
        return lagNow ? recordsText(double(*lagNow)) : tr("gone");
    case behind:
        return behindText(pace());
    case drain:
        return drainText(pace());
    case owner: {
        const QString client = ownerOf(offset);
        return client.isEmpty() ? QStringLiteral("\u2013") : client;
    }
    case committedAt:
        return timestampText(offset.committedAtMs);
    default:
        return {};
    }
}

QVariant OffsetModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case topic:
        return tr("Topic");
    case partition:
        return tr("Partition");
    // Kafka's own column names: what people search for.
    case currentOffset:
        return QStringLiteral("CURRENT-OFFSET");
    case logEndOffset:
        return QStringLiteral("LOG-END-OFFSET");
    case lag:
        return QStringLiteral("LAG");
    case behind:
        return tr("Behind");
    case drain:
        return tr("Drained in");
    case trend:
        return tr("Last 2 min");
    case owner:
        return tr("Owner");
    case committedAt:
        return tr("Committed at");
    default:
        return {};
    }
}

} // namespace partitura::ui
