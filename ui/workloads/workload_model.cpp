#include "ui/workloads/workload_model.h"

#include "ui/style/number_text.h"
#include "ui/style/theme.h"
#include "ui/tables/mark_delegate.h"
#include "ui/workloads/workload_words.h"

namespace partitura::ui {
namespace {

using app::WorkloadState;
using app::WorkloadStatus;

StateMark markOf(WorkloadState state) {
    switch (state) {
    case WorkloadState::running:
        return StateMark::on;
    case WorkloadState::paused:
        return StateMark::half;
    case WorkloadState::stopping:
    case WorkloadState::crashing:
        return StateMark::changing;
    case WorkloadState::stopped:
        return StateMark::off;
    case WorkloadState::crashed:
    case WorkloadState::failed:
        break;
    }
    return StateMark::broken;
}

bool isNumber(int column) {
    return column == WorkloadModel::rate || column == WorkloadModel::records ||
           column == WorkloadModel::errors || column == WorkloadModel::latency;
}

const QString none = QStringLiteral("–");

QString text(const WorkloadStatus& workload, int column) {
    switch (column) {
    case WorkloadModel::name:
        return QString::fromStdString(workload.spec->name);
    case WorkloadModel::kind:
        return workloadKindText(*workload.spec);
    case WorkloadModel::target:
        return workloadTargetText(*workload.spec);
    case WorkloadModel::state:
        return workloadStateText(workload.state);
    case WorkloadModel::rate:
        return workload.clientsRunning > 0 ? recordRateText(workload.recordsPerSecond) : none;
    case WorkloadModel::records:
        return countText(workload.records);
    case WorkloadModel::errors:
        return countText(workload.errors);
    case WorkloadModel::latency:
        return workload.latency ? durationText(workload.latency->p99) : none;
    default:
        return {};
    }
}

QVariant sortValue(const WorkloadStatus& workload, int column) {
    switch (column) {
    case WorkloadModel::state:
        return int(workload.state);
    case WorkloadModel::rate:
    case WorkloadModel::trend:
        return workload.recordsPerSecond;
    case WorkloadModel::records:
        return qulonglong(workload.records);
    case WorkloadModel::errors:
        return qulonglong(workload.errors);
    case WorkloadModel::latency:
        return workload.latency ? qlonglong(workload.latency->p99.count()) : -1;
    default:
        return text(workload, column);
    }
}

} // namespace

void WorkloadModel::show(const app::WorkloadsSnapshot& snapshot) {
    for (int row = int(m_rows.size()) - 1; row >= 0; --row)
        if (!snapshot.find(m_rows[std::size_t(row)]->id)) {
            beginRemoveRows({}, row, row);
            m_rows.erase(m_rows.begin() + row);
            endRemoveRows();
        }
    // What is left stands in the same order; what is new comes after it.
    const auto before = m_rows.size();
    std::copy_n(snapshot.workloads.begin(), before, m_rows.begin());
    if (before > 0)
        emit dataChanged(index(0, 0), index(int(before) - 1, columnCountValue - 1));
    if (snapshot.workloads.size() > before) {
        beginInsertRows({}, int(before), int(snapshot.workloads.size()) - 1);
        m_rows = snapshot.workloads;
        endInsertRows();
    }
}

std::shared_ptr<const WorkloadStatus> WorkloadModel::workloadAt(int row) const {
    return row >= 0 && row < int(m_rows.size()) ? m_rows[std::size_t(row)] : nullptr;
}

int WorkloadModel::rowOf(app::WorkloadId id) const {
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        if (m_rows[row]->id == id)
            return int(row);
    return -1;
}

void WorkloadModel::retranslate() {
    emit headerDataChanged(Qt::Horizontal, 0, columnCountValue - 1);
}

int WorkloadModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int WorkloadModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnCountValue;
}

QVariant WorkloadModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& workload = *m_rows[std::size_t(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(workload, column);
    case sortRole:
        return sortValue(workload, column);
    case markRole:
        return int(markOf(workload.state));
    case trendRole: {
        QVariantList values;
        for (const double value : workload.history)
            values << value;
        return column == trend ? QVariant(values) : QVariant();
    }
    case Qt::TextAlignmentRole:
        return int((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (column == errors && workload.errors > 0)
            return theme().danger;
        if (column == kind || column == target)
            return theme().inkSoft;
        return {};
    case Qt::ToolTipRole:
        if (column == errors || column == state)
            return QString::fromStdString(workload.lastError);
        return column == trend ? QVariant() : QVariant(text(workload, column));
    default:
        return {};
    }
}

QVariant WorkloadModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == records)
        return tr("Acknowledged to producers, processed by consumers, since the last start");
    if (role == Qt::ToolTipRole && section == latency)
        return tr("99 of 100 records were acknowledged within this time after they were sent");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case name:
        return tr("Workload");
    case kind:
        return tr("Clients");
    case target:
        return tr("Works on");
    case state:
        return tr("State");
    case rate:
        return tr("Rate");
    case trend:
        return tr("Last 2 min");
    case records:
        return tr("Records");
    case errors:
        return tr("Errors");
    case latency:
        return tr("Latency p99");
    default:
        return {};
    }
}

} // namespace partitura::ui
