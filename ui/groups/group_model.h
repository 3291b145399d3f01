// Consumer groups as rows.
#pragma once

#include "app/metrics/group_pace.h"
#include "broker/observe/snapshot.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace partitura::ui {

/// A row a group, sharing the snapshot's own. Updates by difference. Thread: the user interface's.
class GroupModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        id,
        state,
        protocol,
        members,
        coordinator,
        generation,
        lag,
        behind,
        drain,
        trend,
        columnCountValue
    };
    static constexpr int sortRole = Qt::UserRole;
    static constexpr int markRole = Qt::UserRole + 1;  ///< StateMark as int
    static constexpr int trendRole = Qt::UserRole + 2; ///< QVariantList of numbers, oldest first

    /// `pace` outlives the model.
    explicit GroupModel(const app::GroupPace* pace, QObject* parent = nullptr);

    void show(const observe::ClusterSnapshot& snapshot);
    [[nodiscard]] std::shared_ptr<const observe::GroupSnapshot> groupAt(int row) const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const app::GroupPace* m_pace;
    std::vector<std::shared_ptr<const observe::GroupSnapshot>> m_rows; ///< by id
};

/// Kafka's word for a state, in the user's language.
[[nodiscard]] QString groupStateText(observe::GroupState state);

} // namespace partitura::ui
