// The entries of the palette that match what is typed, best first.
#pragma once

#include "ui/palette/palette_entry.h"

#include <QAbstractListModel>
#include <QStringList>

namespace partitura::ui {

/// Rows are matches. Without a query what was used lately comes first, then everything in its order.
/// Thread: the user interface's.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        positionsRole = Qt::UserRole, ///< QVariantList of int: letters to mark in DisplayRole
        englishRole,                  ///< set when the English text is what matched
        englishPositionsRole,
        kindRole,
        keysRole,
        problemRole,
    };

    using QAbstractListModel::QAbstractListModel;

    /// `recent`: ids, the latest first.
    void setEntries(std::vector<PaletteEntry> entries, const QStringList& recent);
    void setQuery(const QString& query);
    [[nodiscard]] const PaletteEntry* entry(const QModelIndex& index) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Row {
        std::size_t entry = 0;
        int score = 0;
        std::vector<int> positions;
        std::vector<int> englishPositions; ///< when not empty, the English text matched better
    };

    void refresh();

    std::vector<PaletteEntry> m_entries;
    QStringList m_recent;
    QString m_query;
    std::vector<Row> m_rows;
};

} // namespace partitura::ui
