#include "ui/palette/fuzzy_match.h"

#include <algorithm>
#include <limits>

namespace partitura::ui {

namespace {

constexpr int letterScore = 10, wordStartBonus = 12, adjacentBonus = 22, textStartBonus = 4;
constexpr int gapCost = 1, gapCostMax = 8, leadCostMax = 4;
constexpr qsizetype longestText = 400; ///< what comes later in a text is not looked at
constexpr int never = std::numeric_limits<int>::min() / 2;

bool beginsWord(QStringView text, qsizetype at) {
    if (at == 0)
        return true;
    const QChar before = text[at - 1], here = text[at];
    return !before.isLetterOrNumber() || (before.isLower() && here.isUpper()) ||
           here.script() == QChar::Script_Han;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(QStringView query, QStringView text) {
    QString letters;
    for (const QChar c : query)
        if (!c.isSpace())
            letters += c.toCaseFolded();
    if (letters.isEmpty())
        return FuzzyMatch{};
    const auto length = static_cast<std::size_t>(std::min(text.size(), longestText));
    const auto count = static_cast<std::size_t>(letters.size());
    if (count > length)
        return std::nullopt;
    // best[i][j]: the first i + 1 letters, the last of them at j; from[i][j]: where the one before it stands.
    std::vector<std::vector<int>> best(count, std::vector<int>(length, never));
    std::vector<std::vector<int>> from(count, std::vector<int>(length, -1));
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = i; j < length; ++j) {
            const auto at = static_cast<qsizetype>(j);
            if (text[at].toCaseFolded() != letters[static_cast<qsizetype>(i)])
                continue;
            const int own = letterScore + (beginsWord(text, at) ? wordStartBonus : 0);
            if (i == 0) {
                best[i][j] = own + (j == 0 ? textStartBonus : -std::min(static_cast<int>(j), leadCostMax));
                continue;
            }
            for (std::size_t k = i - 1; k < j; ++k) {
                if (best[i - 1][k] == never)
                    continue;
                const int gap = static_cast<int>(j - k - 1);
                const int score =
                    best[i - 1][k] + own + (gap == 0 ? adjacentBonus : -std::min(gap * gapCost, gapCostMax));
                if (score > best[i][j]) {
                    best[i][j] = score;
                    from[i][j] = static_cast<int>(k);
                }
            }
        }
    }
    const auto last = std::ranges::max_element(best.back());
    if (*last == never)
        return std::nullopt;
    FuzzyMatch match;
    match.score = *last;
    auto at = static_cast<int>(last - best.back().begin());
    for (std::size_t i = count; i-- > 0;) {
        match.positions.insert(match.positions.begin(), at);
        at = from[i][static_cast<std::size_t>(at)];
    }
    return match;
}

} // namespace partitura::ui
