#include "ui/palette/palette_model.h"

#include "ui/palette/fuzzy_match.h"

#include <QRegularExpression>

#include <algorithm>
#include <functional>

namespace partitura::ui {

namespace {

constexpr int recentBonus = 8;   ///< of the latest; one less for each before it
constexpr int otherTextCost = 4; ///< a match in what is not shown first is worth less

QVariantList listOf(const std::vector<int>& numbers) {
    QVariantList list;
    for (const int number : numbers)
        list << number;
    return list;
}

} // namespace

void PaletteModel::setEntries(std::vector<PaletteEntry> entries, const QStringList& recent) {
    m_entries = std::move(entries);
    m_recent = recent;
    refresh();
}

void PaletteModel::setQuery(const QString& query) {
    m_query = query;
    refresh();
}

const PaletteEntry* PaletteModel::entry(const QModelIndex& index) const {
    return index.isValid() ? &m_entries[m_rows[static_cast<std::size_t>(index.row())].entry] : nullptr;
}

int PaletteModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const PaletteEntry& entry = m_entries[row.entry];
    switch (role) {
    case Qt::DisplayRole:
        return entry.text;
    case Qt::DecorationRole:
        return entry.icon;
    case Qt::AccessibleTextRole:
        return QStringList{entry.text, entry.kind, entry.keys, entry.problem}
            .filter(QRegularExpression(QStringLiteral(".")))
            .join(QStringLiteral(", "));
    case positionsRole:
        return listOf(row.positions);
    case englishRole:
        return row.englishPositions.empty() ? QString() : entry.english;
    case englishPositionsRole:
        return listOf(row.englishPositions);
    case kindRole:
        return entry.kind;
    case keysRole:
        return entry.keys;
    case problemRole:
        return entry.problem;
    default:
        return {};
    }
}

void PaletteModel::refresh() {
    beginResetModel();
    m_rows.clear();
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const PaletteEntry& entry = m_entries[i];
        const auto own = fuzzyMatch(m_query, entry.text);
        const auto english = entry.english.isEmpty() ? std::nullopt : fuzzyMatch(m_query, entry.english);
        const auto kind = fuzzyMatch(m_query, entry.kind + QLatin1Char(' ') + entry.text);
        if (!own && !english && !kind)
            continue;
        Row row{i, 0, {}, {}};
        const int ownScore = own ? own->score : -1;
        const int englishScore = english ? english->score - otherTextCost : -1;
        if (english && englishScore > ownScore) {
            row.score = englishScore;
            row.englishPositions = english->positions;
        } else if (own) {
            row.score = ownScore;
            row.positions = own->positions;
        } else {
            // "topic ord": part of the kind, part of the name; only what stands in the name can be marked.
            row.score = kind->score - otherTextCost;
            for (const int at : kind->positions)
                if (at > entry.kind.size())
                    row.positions.push_back(at - static_cast<int>(entry.kind.size()) - 1);
        }
        const auto used = m_recent.indexOf(entry.id);
        if (used >= 0)
            row.score += m_query.isEmpty() ? 1000 - static_cast<int>(used)
                                           : std::max(0, recentBonus - static_cast<int>(used));
        m_rows.push_back(std::move(row));
    }
    std::ranges::stable_sort(m_rows, std::greater(), &Row::score);
    endResetModel();
}

} // namespace partitura::ui
