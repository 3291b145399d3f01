#include "ui/operate/change_model.h"

#include "ui/style/number_text.h"
#include "ui/style/theme.h"

#include <algorithm>

namespace partitura::ui {

namespace {

/// Digits are grouped, as everywhere; other texts stay as they are.
QString grouped(const QString& text) {
    bool isNumber = false;
    const auto number = text.toLongLong(&isNumber);
    return isNumber ? countText(std::int64_t(number)) : text;
}

} // namespace

void ChangeModel::show(std::vector<app::Change> changes) {
    // The cluster's own topics are many partitions, and not what one looks for.
    std::ranges::stable_partition(changes, [](const app::Change& c) { return !c.what.startsWith(u"__"); });
    if (changes == m_changes)
        return;
    beginResetModel();
    m_changes = std::move(changes);
    endResetModel();
}

int ChangeModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_changes.size());
}

int ChangeModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant ChangeModel::data(const QModelIndex& index, int role) const {
    const auto& change = m_changes[static_cast<std::size_t>(index.row())];
    const QString texts[] = {change.what, grouped(change.before), grouped(change.after), change.note};
    const QString& text = texts[index.column()];
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text;
    if (role == Qt::ForegroundRole && change.loses && index.column() >= after)
        return theme().danger;
    if (role == Qt::TextAlignmentRole) {
        const bool isFigure = index.column() == before || index.column() == after;
        return QVariant::fromValue(Qt::Alignment(isFigure ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    }
    return {};
}

QVariant ChangeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(section == before || section == after ? Qt::AlignRight : Qt::AlignLeft) |
            Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case what:
        return tr("What changes");
    case before:
        return tr("Before");
    case after:
        return tr("After");
    default:
        return {};
    }
}

} // namespace partitura::ui
