#include "ui/events/events_model.h"

#include "ui/events/event_text.h"
#include "ui/style/number_text.h"
#include "ui/style/theme.h"

namespace partitura::ui {

using observe::EventKind;

EventsModel::EventsModel(std::size_t capacity, QObject* parent)
    : QAbstractTableModel(parent)
    , m_capacity(capacity) {}

void EventsModel::append(std::vector<observe::Event> events) {
    if (events.empty())
        return;
    if (events.size() > m_capacity)
        events.erase(events.begin(), events.end() - static_cast<std::ptrdiff_t>(m_capacity));
    const std::size_t total = m_events.size() + events.size();
    if (total > m_capacity) {
        const std::size_t keep = m_capacity - events.size();
        beginRemoveRows({}, static_cast<int>(keep), static_cast<int>(m_events.size()) - 1);
        m_events.resize(keep);
        endRemoveRows();
    }
    beginInsertRows({}, 0, static_cast<int>(events.size()) - 1);
    for (auto& event : events)
        m_events.push_front(std::move(event));
    endInsertRows();
}

void EventsModel::clear() {
    beginResetModel();
    m_events.clear();
    endResetModel();
}

void EventsModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, columnCount_ - 1);
    if (!m_events.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount_ - 1));
}

QString EventsModel::kindText(EventKind kind) {
    switch (kind) {
    case EventKind::brokerStarted:
        return tr("Broker started");
    case EventKind::brokerStopped:
        return tr("Broker stopped");
    case EventKind::controllerElected:
        return tr("Controller elected");
    case EventKind::topicCreated:
        return tr("Topic created");
    case EventKind::topicDeleted:
        return tr("Topic deleted");
    case EventKind::partitionsAdded:
        return tr("Partitions added");
    case EventKind::leaderChanged:
        return tr("Leader changed");
    case EventKind::isrShrunk:
        return tr("ISR shrunk");
    case EventKind::isrExpanded:
        return tr("ISR expanded");
    case EventKind::groupRebalancing:
        return tr("Group rebalancing");
    case EventKind::groupStable:
        return tr("Group stable");
    case EventKind::groupEmpty:
        return tr("Group empty");
    case EventKind::connectionRefused:
        return tr("Connection refused");
    case EventKind::logDirectoryFailed:
        return tr("Log directory failed");
    case EventKind::logDirectoryBack:
        return tr("Log directory back");
    case EventKind::logCompacted:
        return tr("Log compacted");
    case EventKind::logUncleanable:
        return tr("Log not compacted any more");
    case EventKind::brokerCrashed:
        return tr("Broker crashed");
    case EventKind::brokerPaused:
        return tr("Broker paused");
    case EventKind::brokerResumed:
        return tr("Broker resumed");
    case EventKind::brokerAdded:
        return tr("Broker added");
    case EventKind::brokerRemoved:
        return tr("Broker removed");
    case EventKind::faultSet:
        return tr("Fault set");
    case EventKind::faultsUndone:
        return tr("Faults undone");
    case EventKind::quorumLeaderChanged:
        return tr("Quorum leader changed");
    case EventKind::brokerFenced:
        return tr("Broker fenced");
    case EventKind::brokerUnfenced:
        return tr("Broker unfenced");
    case EventKind::reassignmentBegun:
        return tr("Reassignment begun");
    case EventKind::reassignmentCompleted:
        return tr("Reassignment completed");
    case EventKind::reassignmentCancelled:
        return tr("Reassignment cancelled");
    case EventKind::preferredLeaderElected:
        return tr("Preferred leader elected");
    case EventKind::uncleanLeaderElected:
        return tr("Unclean leader elected");
    case EventKind::replicaTruncated:
        return tr("Replica truncated");
    case EventKind::elrChanged:
        return tr("ELR changed");
    case EventKind::configChanged:
        return tr("Config changed");
    }
    return {};
}

int EventsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int EventsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnCount_;
}

QVariant EventsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const observe::Event& event = m_events[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case timeColumn:
            return timeOfDayText(event.timeMs);
        case kindColumn:
            return kindText(event.kind);
        case brokerColumn:
            return event.broker == BrokerId() ? QString() : QString::number(event.broker.value());
        case subjectColumn:
            if (!event.group.empty())
                return QString::fromStdString(event.group);
            if (!event.topic.empty() && event.partition != PartitionIndex())
                return QStringLiteral("%1-%2")
                    .arg(QString::fromStdString(event.topic))
                    .arg(event.partition.value());
            return QString::fromStdString(event.topic);
        case detailColumn:
            return eventText(event);
        default:
            return {};
        }
    case Qt::ToolTipRole:
        if (index.column() == timeColumn)
            return timestampText(event.timeMs);
        return eventText(event);
    case Qt::TextAlignmentRole:
        return index.column() == brokerColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                              : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (index.column() == timeColumn || index.column() == detailColumn)
            return theme().inkSoft;
        if (index.column() == kindColumn &&
            (event.kind == EventKind::brokerStopped || event.kind == EventKind::brokerCrashed ||
             event.kind == EventKind::isrShrunk || event.kind == EventKind::faultSet ||
             event.kind == EventKind::connectionRefused || event.kind == EventKind::logDirectoryFailed ||
             event.kind == EventKind::logUncleanable || event.kind == EventKind::brokerFenced ||
             event.kind == EventKind::uncleanLeaderElected || event.kind == EventKind::replicaTruncated))
            return theme().danger;
        return theme().ink;
    default:
        return {};
    }
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == brokerColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                       : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case timeColumn:
        return tr("Time");
    case kindColumn:
        return tr("Event");
    case brokerColumn:
        return tr("Broker");
    case subjectColumn:
        return tr("Topic or group");
    case detailColumn:
        return tr("What happened");
    default:
        return {};
    }
}

} // namespace partitura::ui
