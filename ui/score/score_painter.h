// Paints a picture of the score.
#pragma once

#include "ui/score/score_picture.h"

#include <QStringList>

#include <optional>

class QPainter;
class QRectF;

namespace partitura::ui {

/// A record, by where it is.
struct NotePlace {
    PartitionIndex partition;
    Offset offset;
    bool operator==(const NotePlace&) const = default;
};

/// px of the picture the canvas keeps free of staves: names of partitions to the left, the axis's figures
/// above.
inline constexpr double scoreGutter = 92;
inline constexpr double scoreRuler = 28;

/// Paints one picture in its own px, which `Theme::typeScale` does not concern: who enlarges scales the
/// painter. Holds no state of its own. Thread: the user interface's.
class ScorePainter {
public:
    struct Marks {
        QStringList groups; ///< names, in the order of the question's
        std::optional<NotePlace> selected;
        std::optional<NotePlace> hovered;
        std::optional<PartitionIndex> current; ///< the stave the keys act on
        bool hasFocus = false;
    };

    ScorePainter(QPainter& painter, const ScorePicture& picture, const Marks& marks);

    /// Fills `rect`, whose top left is the widget's.
    void paint(const QRectF& rect);

private:
    using Stave = ScorePicture::Stave;

    void paintRuler(const QRectF& rect);
    void paintAggregation(double bottom);
    void paintName(const Stave& stave);
    void paintStave(const Stave& stave);
    void paintUnread(const Stave& stave);
    void paintCells(const Stave& stave);
    void paintLine(const Stave& stave);
    void paintReplicas(const Stave& stave);
    void paintNotes(const Stave& stave);
    void paintLabels(const Stave& stave);
    void paintRests(const Stave& stave);
    void paintTransactions(const Stave& stave);
    void paintBars(const Stave& stave);
    void paintBarNames(const Stave& stave);
    void paintFlags(const Stave& stave);
    void paintFigures(const Stave& stave);
    /// Text of `size` in a box; elided.
    void text(const QRectF& box, int alignment, const QString& text, const QColor& colour);

    QPainter& m_painter;
    const ScorePicture& m_picture;
    const Marks& m_marks;
    double m_width; ///< of the staves
    /// Bars that have their name already, as one of several and by themselves.
    std::vector<std::pair<ScorePicture::BarKind, bool>> m_named;
};

} // namespace partitura::ui
