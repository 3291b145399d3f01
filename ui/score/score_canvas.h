// The widget on which the score is drawn and moved.
#pragma once

#include "ui/score/score_camera.h"
#include "ui/score/score_painter.h"
#include "ui/score/score_reader.h"

#include <QAbstractScrollArea>

namespace partitura::ui {

/// Shows one topic of a source. Each frame it takes the newest snapshot, asks for what it lacks, and paints
/// one picture. Wheel, pinch and keys zoom, dragging pans, a click selects a record. Thread: the user
/// interface's.
class ScoreCanvas : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit ScoreCanvas(QWidget* parent = nullptr);

    /// Another source or topic; empty: none.
    void show(app::Source* source, const QString& topic);
    /// The newest of the topic, the groups to show, and how long ago the last frame was.
    void showFrame(std::shared_ptr<const observe::TopicSnapshot> topic, std::vector<GroupMarks> groups,
                   TimestampMs nowMs, double seconds);

    [[nodiscard]] const ScoreCamera& camera() const { return m_camera; }
    [[nodiscard]] const ScorePicture& picture() const { return m_picture; }
    [[nodiscard]] const std::optional<NotePlace>& selected() const { return m_selected; }
    [[nodiscard]] bool isReading() const { return m_reader.isReading(); }
    /// A click there would select it; nullptr where no note is. `at` is in the viewport.
    [[nodiscard]] const ScorePicture::Note* noteAt(QPointF at) const;
    /// The facts under the cursor, for the tooltip.
    [[nodiscard]] QString factsAt(QPointF at) const;
    /// Where a record's note is drawn, in the viewport.
    [[nodiscard]] std::optional<QPointF> placeOf(const NotePlace& note) const;

    void setScale(ScoreScale scale);
    void setFollowing(bool isFollowing);
    void zoomBy(double factor);
    void showAll();
    /// Selects a record and brings it into view; nobody is told.
    void select(const std::optional<NotePlace>& note);

signals:
    /// A record was chosen here.
    void noteChosen(const NotePlace& note);
    /// Zoom, place, following or what is seen changed.
    void moved();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    [[nodiscard]] std::optional<ScoreCamera::Scene> scene() const;
    void rebuild();
    void read();
    void revealSelected();
    void refreshScrollBar();
    void hover(QPointF at);
    void choose(const NotePlace& note);
    void stepNote(int step);
    void stepStave(int step);
    void revealStave(PartitionIndex partition);
    [[nodiscard]] QStringList groupNames() const;
    /// px of the widget for one of the picture's: where type is larger, notes are.
    [[nodiscard]] double magnification() const;
    /// To the widget's size at that scale.
    void fit();
    [[nodiscard]] QPointF onStaves(QPointF at) const {
        return at / magnification() - QPointF(scoreGutter, scoreRuler);
    }

    ScoreCache m_cache;
    ScoreReader m_reader;
    ScoreCamera m_camera;
    ScoreQuestion m_question;
    ScorePicture m_picture;
    std::optional<NotePlace> m_selected, m_hovered;
    PartitionIndex m_current{0};
    bool m_isStale = true;     ///< the picture no longer says what the cache holds
    bool m_mustReveal = false; ///< the selected record, once it was read
    std::optional<QPointF> m_pressed, m_dragged;
    bool m_isDragging = false;
};

} // namespace partitura::ui
