#include "ui/messages/tail_model.h"

#include <algorithm>
#include <tuple>

namespace partitura::ui {

void TailModel::clear() {
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void TailModel::append(std::vector<RecordRow> rows) {
    if (rows.empty())
        return;
    std::stable_sort(rows.begin(), rows.end(), [](const RecordRow& a, const RecordRow& b) {
        return std::tie(a.timestampMs, a.partition, a.offset) <
               std::tie(b.timestampMs, b.partition, b.offset);
    });
    if (rows.size() > mostRows)
        rows.erase(rows.begin(), rows.end() - std::ptrdiff_t(mostRows));
    const int first = int(m_rows.size());
    beginInsertRows({}, first, first + int(rows.size()) - 1);
    std::move(rows.begin(), rows.end(), std::back_inserter(m_rows));
    endInsertRows();
    if (m_rows.size() > mostRows) {
        const auto surplus = m_rows.size() - mostRows;
        beginRemoveRows({}, 0, int(surplus) - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + std::ptrdiff_t(surplus));
        endRemoveRows();
    }
}

void TailModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, RecordColumns::count - 1);
}

int TailModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int TailModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : RecordColumns::count;
}

QVariant TailModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    return RecordColumns::data(m_rows[std::size_t(index.row())], index.column(), role);
}

QVariant TailModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(RecordColumns::alignment(section));
    return role == Qt::DisplayRole ? QVariant(RecordColumns::title(section)) : QVariant();
}

} // namespace partitura::ui
