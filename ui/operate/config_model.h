// The configs of a topic, to be changed.
#pragma once

#include "app/source.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <map>
#include <vector>

namespace partitura::ui {

/// Name, value, default; a value that was edited stands out, and an emptied one goes back to its default.
/// Thread: the user interface's.
class ConfigModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { name, value, defaultValue, columns };

    using QAbstractTableModel::QAbstractTableModel;

    void show(std::vector<app::ConfigEntry> entries);
    /// Takes the row back to its default.
    void reset(int row);
    [[nodiscard]] const app::ConfigEntry& entry(int row) const {
        return m_entries[static_cast<std::size_t>(row)];
    }
    /// What has been edited to be something else than it is: NAME=VALUE.
    [[nodiscard]] std::vector<std::string> set() const;
    /// What is set now and shall not be any more.
    [[nodiscard]] std::vector<std::string> unset() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& data, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void edited();

private:
    /// The value as it would be; nullopt: back to the default.
    [[nodiscard]] std::optional<std::string> wanted(int row) const;
    [[nodiscard]] bool isChanged(int row) const;

    std::vector<app::ConfigEntry> m_entries;
    std::map<int, std::string> m_edits; ///< by row; empty: back to the default
};

} // namespace partitura::ui
