// What the score says in words: labels on it, and the exact facts under the cursor.
#pragma once

#include "ui/score/score_picture.h"

namespace partitura::ui::score_words {

// Thread: the user interface's.

[[nodiscard]] QString broker(BrokerId id);
[[nodiscard]] QString noLeader();
[[nodiscard]] QString noRecords(const ScorePicture::Stave& stave);
[[nodiscard]] QString endsBefore(const ScorePicture::Stave& stave);
[[nodiscard]] QString beginsAfter(const ScorePicture::Stave& stave);
[[nodiscard]] QString barName(ScorePicture::BarKind kind);
[[nodiscard]] QString total(const ScorePicture::Total& total);
[[nodiscard]] QString flag(const QString& group, const ScorePicture::Flag& flag);
[[nodiscard]] QString keyText(const NoteFacts& note);
[[nodiscard]] QString valueText(const NoteFacts& note);
/// "1 cell = 1 024 offsets"; empty while there are no heat strips.
[[nodiscard]] QString aggregation(const ScorePicture& picture);

// Facts, one a line; plain text.
[[nodiscard]] QString about(const ScorePicture::Stave& stave, const ScorePicture::Note& note);
[[nodiscard]] QString about(const ScorePicture::Stave& stave, const ScorePicture::Rest& rest);
[[nodiscard]] QString about(const ScorePicture::Stave& stave, const ScorePicture::Cell& cell);
[[nodiscard]] QString about(const ScorePicture::Stave& stave, const ScorePicture::Marker& marker);
[[nodiscard]] QString about(const ScorePicture::Stave& stave, const ScorePicture::Slur& slur);
[[nodiscard]] QString about(const ScorePicture::Stave& stave, const ScorePicture::Bar& bar);
[[nodiscard]] QString about(const ScorePicture::Stave& stave, const ScorePicture::ReplicaLine& line);
[[nodiscard]] QString about(const ScorePicture::Stave& stave, const ScorePicture::Flag& flag,
                            const QString& group);
[[nodiscard]] QString about(const ScorePicture::Stave& stave);

} // namespace partitura::ui::score_words
