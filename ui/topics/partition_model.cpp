#include "ui/topics/partition_model.h"

#include "ui/style/number_text.h"
#include "ui/style/replica_shape.h"
#include "ui/style/theme.h"
#include "ui/topics/topic_totals.h"

namespace partitura::ui {
namespace {

std::uint64_t leaderSize(const observe::PartitionSnapshot& partition) {
    for (const auto& replica : partition.replicaStates) {
        if (replica.isLeader)
            return replica.sizeBytes;
    }
    return partition.replicaStates.empty() ? 0 : partition.replicaStates.front().sizeBytes;
}

bool leftAligned(int column) {
    return column == PartitionModel::replicas;
}

} // namespace

void PartitionModel::show(std::shared_ptr<const observe::TopicSnapshot> topic,
                          std::shared_ptr<const app::Rates> rates, TimestampMs nowMs) {
    m_nowMs = nowMs;
    const bool same = topic && m_topic && topic->name == m_topic->name && topic->id == m_topic->id &&
                      topic->partitions.size() >= m_topic->partitions.size();
    if (!same) {
        if (!topic && !m_topic)
            return;
        beginResetModel();
        m_topic = std::move(topic);
        m_rates = std::move(rates);
        endResetModel();
        return;
    }
    if (topic == m_topic && rates == m_rates)
        return;
    const int before = int(m_topic->partitions.size());
    const int after = int(topic->partitions.size());
    if (after > before)
        beginInsertRows({}, before, after - 1);
    m_topic = std::move(topic);
    m_rates = std::move(rates);
    if (after > before)
        endInsertRows();
    if (before > 0)
        emit dataChanged(index(0, 0), index(before - 1, columnCountValue - 1));
}

const observe::PartitionSnapshot& PartitionModel::partitionAt(int row) const {
    return m_topic->partitions[std::size_t(row)];
}

void PartitionModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, columnCountValue - 1);
}

int PartitionModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_topic ? 0 : int(m_topic->partitions.size());
}

int PartitionModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnCountValue;
}

QVariant PartitionModel::sortValue(const observe::PartitionSnapshot& p, int column) const {
    switch (column) {
    case partition:
        return p.index.value();
    case leader:
        return p.leader.value();
    case epoch:
        return p.leaderEpoch.value();
    case replicas:
        return int(p.isr.size()) - int(p.replicas.size());
    case logStart:
        return qlonglong(p.logStart.value());
    case lastStable:
        return qlonglong(p.lastStable.value());
    case highWatermark:
        return qlonglong(p.highWatermark.value());
    case logEnd:
        return qlonglong(p.logEnd.value());
    case size:
        return qulonglong(leaderSize(p));
    case rateIn:
        return m_rates->partition(m_topic->name, p.index).producedBytes;
    case rateOut:
        return m_rates->partition(m_topic->name, p.index).consumedBytes;
    case lag:
        return qlonglong(worstReplicaLag(p));
    default:
        return {};
    }
}

QString PartitionModel::describeReplicas(const observe::PartitionSnapshot& p) const {
    QStringList lines;
    for (const auto& replica : p.replicaStates) {
        const auto state = replicaState(p, replica, m_nowMs);
        const QString broker = countText(replica.broker.value());
        const QString behind = recordsText(double(replicaLag(p, replica)));
        switch (state) {
        case ReplicaState::inSync:
            lines << (replica.isLeader ? tr("Broker %1: leader").arg(broker)
                                       : tr("Broker %1: in sync").arg(broker));
            break;
        case ReplicaState::lagging:
            lines << tr("Broker %1: in sync, %2 behind").arg(broker, behind);
            break;
        case ReplicaState::outOfSync:
            lines << tr("Broker %1: out of sync, %2 behind").arg(broker, behind);
            break;
        case ReplicaState::offline:
            lines << tr("Broker %1: offline").arg(broker);
            break;
        case ReplicaState::electing:
            lines << tr("Broker %1: waiting for a leader").arg(broker);
            break;
        }
    }
    return lines.join(QLatin1Char('\n'));
}

QVariant PartitionModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& p = m_topic->partitions[std::size_t(index.row())];
    const bool headless = p.leader == BrokerId();
    switch (role) {
    case sortRole:
        return sortValue(p, index.column());
    case Qt::TextAlignmentRole:
        return int((leftAligned(index.column()) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (index.column() == leader && headless)
            return theme().danger;
        if (index.column() == lag && worstReplicaLag(p) > 0)
            return p.isr.size() < p.replicas.size() ? theme().outOfSync : theme().lagging;
        if (index.column() == rateIn || index.column() == rateOut)
            return sortValue(p, index.column()).toDouble() == 0 ? QVariant(theme().inkFaint) : QVariant();
        if (index.column() == lag || index.column() == epoch)
            return theme().inkSoft;
        return {};
    case Qt::ToolTipRole:
        if (index.column() == replicas || index.column() == lag)
            return describeReplicas(p);
        if (index.column() == size)
            return tr("%1 bytes in the leader's log").arg(countText(leaderSize(p)));
        return {};
    case Qt::AccessibleTextRole:
        if (index.column() == replicas)
            return describeReplicas(p);
        [[fallthrough]];
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case partition:
        return countText(p.index.value());
    case leader:
        return headless ? tr("none") : countText(p.leader.value());
    case epoch:
        return countText(p.leaderEpoch.value());
    case replicas: {
        // Painted by the delegate; this is what is copied.
        QStringList ids;
        for (const BrokerId id : p.replicas)
            ids << QString::number(id.value());
        return ids.join(QStringLiteral(", "));
    }
    case logStart:
        return countText(p.logStart.value());
    case lastStable:
        return countText(p.lastStable.value());
    case highWatermark:
        return countText(p.highWatermark.value());
    case logEnd:
        return countText(p.logEnd.value());
    case size:
        return bytesText(double(leaderSize(p)));
    case rateIn:
        return byteRateText(m_rates->partition(m_topic->name, p.index).producedBytes);
    case rateOut:
        return byteRateText(m_rates->partition(m_topic->name, p.index).consumedBytes);
    case lag:
        return recordsText(double(worstReplicaLag(p)));
    default:
        return {};
    }
}

QVariant PartitionModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((leftAligned(section) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == lag)
        return tr("Records the furthest replica is behind the leader's log end");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case partition:
        return tr("Partition");
    case leader:
        return tr("Leader");
    case epoch:
        return tr("Epoch");
    case replicas:
        return tr("Replicas");
    case logStart:
        return tr("Log start");
    case lastStable:
        return tr("Last stable");
    case highWatermark:
        return tr("High watermark");
    case logEnd:
        return tr("Log end");
    case size:
        return tr("Size");
    case rateIn:
        return tr("Rate in");
    case rateOut:
        return tr("Rate out");
    case lag:
        return tr("Replica lag");
    default:
        return {};
    }
}

} // namespace partitura::ui
