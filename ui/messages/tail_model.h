// The newest records as they come in.
#pragma once

#include "ui/messages/record_row.h"

#include <QAbstractTableModel>

#include <deque>

namespace partitura::ui {

/// Rows in order of arrival, the oldest dropped beyond a bound. Thread: the user interface's.
class TailModel : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr std::size_t mostRows = 5000;

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    /// Appends rows that came together, ordered among themselves by time.
    void append(std::vector<RecordRow> rows);
    [[nodiscard]] const RecordRow& recordAt(int row) const { return m_rows[std::size_t(row)]; }
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::deque<RecordRow> m_rows;
};

} // namespace partitura::ui
