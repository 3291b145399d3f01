// Does what was typed stand in a text, letter by letter, and how well?
#pragma once

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace partitura::ui {

struct FuzzyMatch {
    int score = 0;              ///< more is better; comparable between texts for one query
    std::vector<int> positions; ///< of the letters matched in the text, rising
};

/// The best way to find the letters of `query` in `text` in their order, whatever their case; blanks in the
/// query are skipped. Letters that begin a word or follow each other count more, letters far in less. An
/// empty query matches anything with score 0. Only the first 400 letters of a text are looked at. Thread:
/// any.
std::optional<FuzzyMatch> fuzzyMatch(QStringView query, QStringView text);

} // namespace partitura::ui
