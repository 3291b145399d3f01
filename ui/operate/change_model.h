// What an action would change, as rows.
#pragma once

#include "app/actions/preview.h"

#include <QAbstractTableModel>

namespace partitura::ui {

/// Thread: the user interface's.
class ChangeModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { what, before, after, note, columns };

    using QAbstractTableModel::QAbstractTableModel;

    void show(std::vector<app::Change> changes);
    [[nodiscard]] const std::vector<app::Change>& changes() const { return m_changes; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<app::Change> m_changes;
};

} // namespace partitura::ui
