// What of a picture is under a point.
#pragma once

#include "ui/score/score_picture.h"

#include <QPointF>
#include <QStringList>

namespace partitura::ui::score_hit {

// Points are relative to the staves' top left, as the picture's are. Thread: the user interface's.

/// nullptr where no stave is.
[[nodiscard]] const ScorePicture::Stave* staveAt(const ScorePicture& picture, QPointF point);
/// The note a click there means; nullptr where none is.
[[nodiscard]] const ScorePicture::Note* noteAt(const ScorePicture& picture, QPointF point);
/// The facts about what is there, one a line, in the user's language; to the left of the staves those of the
/// partition. `groups`: names of the question's groups.
[[nodiscard]] QString factsAt(const ScorePicture& picture, const QStringList& groups, QPointF point);

} // namespace partitura::ui::score_hit
