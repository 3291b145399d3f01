// The signs a score is written in. Each draws one, in the theme's inks; none knows what it stands for more
// than its name says.
#pragma once

#include <QColor>
#include <QPointF>

class QPainter;

namespace partitura::ui {

enum class SlurStyle { committed, aborted, open };

/// Thread of all: the user interface's. The painter's pen and brush are theirs to change.
namespace score_glyphs {
/// A head, slanted as engraved; hollow ones are tombstones. `radius` px is half its width.
void head(QPainter& painter, QPointF centre, double radius, const QColor& colour, bool hollow);
/// From the right of a head up to a beam at `top`.
void stem(QPainter& painter, QPointF head, double radius, double top, const QColor& colour);
/// Joins stems; as thick as notes are large.
void beam(QPainter& painter, double from, double to, double y, double radius, const QColor& colour);
/// One place without a note: a block that hangs from the line; several: a bar between uprights.
void rest(QPainter& painter, double from, double to, double line, bool several, const QColor& colour);
/// An arc over the notes, from foot to foot.
void slur(QPainter& painter, double from, double to, double y, SlurStyle style, const QColor& colour);
/// Where a transaction ends on the line.
void commitMark(QPainter& painter, QPointF centre, const QColor& colour);
void abortMark(QPainter& painter, QPointF centre, const QColor& colour);
void controlMark(QPainter& painter, QPointF centre, const QColor& colour);
/// A pole from `top` to `foot` with its pennant, which points to the right.
void flag(QPainter& painter, double x, double top, double foot, const QColor& colour);
/// Thick then thin: the beginning. Thin then thick: the end. Both lie to that side of x where the log is not.
void beginBar(QPainter& painter, double x, double line, const QColor& colour);
void endBar(QPainter& painter, double x, double line, const QColor& colour);
/// One thin line: between measures.
void measureBar(QPainter& painter, double x, double line, const QColor& colour);
/// A taller line, dashed or not: a mark within the log.
void markBar(QPainter& painter, double x, double line, bool dashed, const QColor& colour);
/// Points to where something lies beyond the edge.
void pointer(QPainter& painter, QPointF tip, bool left, const QColor& colour);
} // namespace score_glyphs

} // namespace partitura::ui
