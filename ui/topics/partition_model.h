// The partitions of one topic as rows.
#pragma once

#include "app/metrics/rates.h"
#include "broker/observe/snapshot.h"

#include <QAbstractTableModel>

#include <memory>

namespace partitura::ui {

/// A row a partition; every row shares the one topic snapshot. Another topic resets, another state of the
/// same topic only changes. Thread: the user interface's.
class PartitionModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        partition,
        leader,
        epoch,
        replicas,
        logStart,
        lastStable,
        highWatermark,
        logEnd,
        size,
        rateIn,
        rateOut,
        lag,
        columnCountValue
    };
    static constexpr int sortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    /// nullptr: none.
    void show(std::shared_ptr<const observe::TopicSnapshot> topic, std::shared_ptr<const app::Rates> rates,
              TimestampMs nowMs);
    /// The partition of a row, while the topic shown stays.
    [[nodiscard]] const observe::PartitionSnapshot& partitionAt(int row) const;
    /// Wall time of the snapshot shown: replica states are judged against it.
    [[nodiscard]] TimestampMs nowMs() const { return m_nowMs; }
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant sortValue(const observe::PartitionSnapshot& partition, int column) const;
    QString describeReplicas(const observe::PartitionSnapshot& partition) const;

    std::shared_ptr<const observe::TopicSnapshot> m_topic;
    std::shared_ptr<const app::Rates> m_rates;
    TimestampMs m_nowMs = noTimestamp;
};

} // namespace partitura::ui
