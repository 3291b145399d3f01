// The bar at the bottom: which time the window shows, and the way through what was recorded.
#pragma once

#include "ui/selection.h"

#include <QFrame>
#include <QPointer>

class QComboBox;
class QLabel;
class QToolButton;

namespace partitura::app {
class Recording;
}

namespace partitura::ui {

class FrameClock;
class TimeStrip;

/// Shows what a frame clock does and tells it what the user wants. The clock outlives it. Thread: the user
/// interface's.
class TimeBar : public QFrame {
    Q_OBJECT

public:
    explicit TimeBar(FrameClock& clock, QWidget* parent = nullptr);

    /// What there is to look back at; nullptr: nothing.
    void setRecording(app::Recording* recording);
    /// The span that the window has chosen.
    void showTimes(const std::optional<TimeRange>& times);
    void retranslate();

public slots:
    /// Goes on from the shown moment, or stops.
    void togglePlaying();

signals:
    /// A span of wall time was chosen on the strip; nullopt: none any more.
    void timesChosen(const std::optional<partitura::ui::TimeRange>& times);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    FrameClock& m_clock;
    QPointer<app::Recording> m_recording;
    QLabel* m_state;
    TimeStrip* m_strip;
    QToolButton* m_play;
    QComboBox* m_speed;
    QToolButton* m_toEnd;
};

} // namespace partitura::ui
