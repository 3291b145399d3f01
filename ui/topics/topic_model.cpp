#include "ui/topics/topic_model.h"

#include "ui/style/number_text.h"
#include "ui/style/theme.h"

#include <algorithm>
#include <unordered_map>

namespace partitura::ui {
namespace {

bool sameRates(const app::PartitionRates& a, const app::PartitionRates& b) {
    return a.producedBytes == b.producedBytes && a.consumedBytes == b.consumedBytes;
}

/// Largest lag of any group, by topic: one walk over all groups a frame.
std::unordered_map<std::string_view, std::int64_t> lagByTopic(const observe::ClusterSnapshot& snapshot) {
    std::unordered_map<std::string_view, std::int64_t> lags;
    for (const auto& group : snapshot.groups) {
        std::unordered_map<std::string_view, std::int64_t> ofGroup;
        for (const auto& offset : group->offsets) {
            if (const auto lag = offset.lag())
                ofGroup[offset.topic] += *lag;
        }
        for (const auto& [topic, lag] : ofGroup) {
            const auto [it, isNew] = lags.try_emplace(topic, lag);
            if (!isNew)
                it->second = std::max(it->second, lag);
        }
    }
    return lags;
}

} // namespace

void TopicModel::show(const observe::ClusterSnapshot& snapshot, std::shared_ptr<const app::Rates> rates) {
    const auto& topics = snapshot.topics;
    // Both lists are sorted by name: one pass finds what went and what came.
    std::size_t i = 0;
    std::size_t k = 0;
    while (i < m_rows.size() || k < topics.size()) {
        if (k == topics.size() || (i < m_rows.size() && m_rows[i].topic->name < topics[k]->name)) {
            beginRemoveRows({}, int(i), int(i));
            m_rows.erase(m_rows.begin() + std::ptrdiff_t(i));
            endRemoveRows();
        } else if (i == m_rows.size() || topics[k]->name < m_rows[i].topic->name) {
            beginInsertRows({}, int(i), int(i));
            m_rows.insert(m_rows.begin() + std::ptrdiff_t(i), Row{topics[k], totalsOf(*topics[k]), {}, {}});
            endInsertRows();
            ++i;
            ++k;
        } else {
            ++i;
            ++k;
        }
    }

    const auto lags = lagByTopic(snapshot);
    int first = -1;
    int last = -1;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        Row& shown = m_rows[row];
        const auto now = rates->topic(shown.topic->name);
        std::optional<std::int64_t> lag;
        if (const auto it = lags.find(topics[row]->name); it != lags.end())
            lag = it->second;
        if (shown.topic == topics[row] && sameRates(shown.rates, now) && shown.maxLag == lag)
            continue;
        if (shown.topic != topics[row])
            shown.totals = totalsOf(*topics[row]);
        shown.topic = topics[row];
        shown.rates = now;
        shown.maxLag = lag;
        first = first < 0 ? int(row) : first;
        last = int(row);
    }
    if (first >= 0)
        emit dataChanged(index(first, 0), index(last, columnCountValue - 1));
}

std::shared_ptr<const observe::TopicSnapshot> TopicModel::topicAt(int row) const {
    return row >= 0 && row < int(m_rows.size()) ? m_rows[std::size_t(row)].topic : nullptr;
}

int TopicModel::rowOf(const QString& name) const {
    const std::string wanted = name.toStdString();
    const auto it =
        std::lower_bound(m_rows.begin(), m_rows.end(), wanted,
                         [](const Row& row, const std::string& n) { return row.topic->name < n; });
    return it != m_rows.end() && it->topic->name == wanted ? int(it - m_rows.begin()) : -1;
}

void TopicModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, columnCountValue - 1);
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(int(m_rows.size()) - 1, columnCountValue - 1));
}

int TopicModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int TopicModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnCountValue;
}

QVariant TopicModel::sortValue(const Row& row, int column) const {
    switch (column) {
    case name:
        return QString::fromStdString(row.topic->name);
    case partitions:
        return row.totals.partitions;
    case replicas:
        return row.totals.replicas;
    case inSync:
        return row.totals.assigned == 0 ? 1.0 : double(row.totals.inSync) / row.totals.assigned;
    case size:
        return qulonglong(row.totals.sizeBytes);
    case records:
        return qlonglong(row.totals.records);
    case rateIn:
        return row.rates.producedBytes;
    case rateOut:
        return row.rates.consumedBytes;
    case maxLag:
        return qlonglong(row.maxLag.value_or(-1));
    default:
        return {};
    }
}

QVariant TopicModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows[std::size_t(index.row())];
    const TopicTotals& totals = row.totals;
    switch (role) {
    case sortRole:
        return sortValue(row, index.column());
    case internalRole:
        return row.topic->isInternal;
    case Qt::TextAlignmentRole:
        return int((index.column() == name || index.column() == inSync ? Qt::AlignLeft : Qt::AlignRight) |
                   Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (index.column() == inSync && totals.offline > 0)
            return theme().danger;
        if (index.column() == inSync && totals.underReplicated > 0)
            return theme().outOfSync;
        if (row.topic->isInternal)
            return theme().inkSoft;
        if ((index.column() == rateIn && row.rates.producedBytes == 0) ||
            (index.column() == rateOut && row.rates.consumedBytes == 0))
            return theme().inkFaint;
        return {};
    case Qt::ToolTipRole:
        if (index.column() == size)
            return tr("%1 bytes, held by all replicas together").arg(countText(totals.sizeBytes));
        if (index.column() == records)
            return tr("Offsets from log start to high watermark; compaction may have removed some records");
        if (index.column() == maxLag && !row.maxLag)
            return tr("No group has committed offsets here");
        return index.column() == name ? QVariant(QString::fromStdString(row.topic->name)) : QVariant();
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case name:
        return QString::fromStdString(row.topic->name);
    case partitions:
        return countText(totals.partitions);
    case replicas:
        return countText(totals.replicas);
    case inSync:
        // The sign goes with the words: shape and colour both say it.
        if (totals.offline > 0)
            return tr("\u2715 %1 offline").arg(countText(totals.offline));
        if (totals.underReplicated > 0)
            return tr("\u25d1 %1 of %2").arg(countText(totals.inSync), countText(totals.assigned));
        return tr("\u25cf all %1").arg(countText(totals.assigned));
    case size:
        return bytesText(double(totals.sizeBytes));
    case records:
        return countText(totals.records);
    case rateIn:
        return byteRateText(row.rates.producedBytes);
    case rateOut:
        return byteRateText(row.rates.consumedBytes);
    case maxLag:
        return row.maxLag ? recordsText(double(*row.maxLag)) : QStringLiteral("\u2013");
    default:
        return {};
    }
}

QVariant TopicModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == name || section == inSync ? Qt::AlignLeft : Qt::AlignRight) |
                   Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == maxLag)
        return tr("The largest lag of any group, summed over the topic's partitions");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case name:
        return tr("Topic");
    case partitions:
        return tr("Partitions");
    case replicas:
        return tr("Replicas");
    case inSync:
        return tr("In sync");
    case size:
        return tr("Size");
    case records:
        return tr("Records");
    case rateIn:
        return tr("Rate in");
    case rateOut:
        return tr("Rate out");
    case maxLag:
        return tr("Max lag");
    default:
        return {};
    }
}

} // namespace partitura::ui
