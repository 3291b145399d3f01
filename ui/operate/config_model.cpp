#include "ui/operate/config_model.h"

#include "ui/style/theme.h"

namespace partitura::ui {

void ConfigModel::show(std::vector<app::ConfigEntry> entries) {
    beginResetModel();
    m_entries = std::move(entries);
    m_edits.clear();
    endResetModel();
}

void ConfigModel::reset(int row) {
    setData(index(row, value), QString(), Qt::EditRole);
}

std::optional<std::string> ConfigModel::wanted(int row) const {
    const auto& entry = m_entries[static_cast<std::size_t>(row)];
    const auto edit = m_edits.find(row);
    if (edit == m_edits.end())
        return entry.isSet ? std::optional(entry.value) : std::nullopt;
    return edit->second.empty() ? std::nullopt : std::optional(edit->second);
}

bool ConfigModel::isChanged(int row) const {
    const auto& entry = m_entries[static_cast<std::size_t>(row)];
    const auto next = wanted(row);
    return entry.isSet ? next != entry.value : next && *next != entry.value;
}

std::vector<std::string> ConfigModel::set() const {
    std::vector<std::string> texts;
    for (int row = 0; row < rowCount(); ++row)
        if (const auto next = wanted(row); next && isChanged(row))
            texts.push_back(entry(row).name + "=" + *next);
    return texts;
}

std::vector<std::string> ConfigModel::unset() const {
    std::vector<std::string> names;
    for (int row = 0; row < rowCount(); ++row)
        if (!wanted(row) && isChanged(row))
            names.push_back(entry(row).name);
    return names;
}

int ConfigModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int ConfigModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant ConfigModel::data(const QModelIndex& index, int role) const {
    const auto& entry = m_entries[static_cast<std::size_t>(index.row())];
    const auto next = wanted(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        if (index.column() == name)
            return QString::fromStdString(entry.name);
        if (index.column() == defaultValue)
            return QString::fromStdString(entry.defaultValue);
        return QString::fromStdString(next.value_or(entry.defaultValue));
    case Qt::ToolTipRole:
        return QString::fromStdString(entry.documentation);
    case Qt::FontRole:
        return textFont(TypeSize::body, index.column() == value && isChanged(index.row()));
    case Qt::ForegroundRole:
        if (index.column() == value && isChanged(index.row()))
            return theme().accent;
        return index.column() == defaultValue || (index.column() == value && !next) ? theme().inkSoft
                                                                                    : theme().ink;
    default:
        return {};
    }
}

bool ConfigModel::setData(const QModelIndex& index, const QVariant& data, int role) {
    if (role != Qt::EditRole || index.column() != value)
        return false;
    m_edits[index.row()] = data.toString().trimmed().toStdString();
    emit dataChanged(this->index(index.row(), 0), this->index(index.row(), columns - 1));
    emit edited();
    return true;
}

Qt::ItemFlags ConfigModel::flags(const QModelIndex& index) const {
    const auto base = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == value ? base | Qt::ItemIsEditable : base;
}

QVariant ConfigModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case name:
        return tr("Config");
    case value:
        return tr("Value");
    case defaultValue:
        return tr("Default");
    default:
        return {};
    }
}

} // namespace partitura::ui
