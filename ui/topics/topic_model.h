// The topics of a snapshot as rows.
#pragma once

#include "app/metrics/rates.h"
#include "broker/observe/snapshot.h"
#include "ui/topics/topic_totals.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace partitura::ui {

/// A row a topic, sharing the snapshot's own topic. Updates by difference: rows come, go and change, nothing
/// is reset, so selection and scroll stay. Thread: the user interface's.
class TopicModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        name,
        partitions,
        replicas,
        inSync,
        size,
        records,
        rateIn,
        rateOut,
        maxLag,
        columnCountValue
    };
    /// The bare value of a cell, for sorting.
    static constexpr int sortRole = Qt::UserRole;
    /// True for Kafka's own topics.
    static constexpr int internalRole = Qt::UserRole + 1;

    using QAbstractTableModel::QAbstractTableModel;

    void show(const observe::ClusterSnapshot& snapshot, std::shared_ptr<const app::Rates> rates);
    [[nodiscard]] std::shared_ptr<const observe::TopicSnapshot> topicAt(int row) const;
    /// -1 if there is none.
    [[nodiscard]] int rowOf(const QString& name) const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        std::shared_ptr<const observe::TopicSnapshot> topic;
        TopicTotals totals;
        app::PartitionRates rates;
        std::optional<std::int64_t> maxLag; ///< nullopt: no group reads it
    };

    QVariant sortValue(const Row& row, int column) const;

    std::vector<Row> m_rows; ///< by name
};

} // namespace partitura::ui
