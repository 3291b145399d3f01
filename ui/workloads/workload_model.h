// Workloads as rows.
#pragma once

#include "app/workload/workloads.h"

#include <QAbstractTableModel>

namespace partitura::ui {

/// A row a workload, in the order they were added, sharing the snapshot's own. Updates by difference. Thread:
/// the user interface's.
class WorkloadModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { name, kind, target, state, rate, trend, records, errors, latency, columnCountValue };
    static constexpr int sortRole = Qt::UserRole;
    static constexpr int markRole = Qt::UserRole + 1;  ///< StateMark as int
    static constexpr int trendRole = Qt::UserRole + 2; ///< QVariantList of numbers, oldest first

    using QAbstractTableModel::QAbstractTableModel;

    void show(const app::WorkloadsSnapshot& snapshot);
    /// nullptr for a row that is not there.
    [[nodiscard]] std::shared_ptr<const app::WorkloadStatus> workloadAt(int row) const;
    [[nodiscard]] int rowOf(app::WorkloadId id) const; ///< -1: none
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<std::shared_ptr<const app::WorkloadStatus>> m_rows;
};

} // namespace partitura::ui
