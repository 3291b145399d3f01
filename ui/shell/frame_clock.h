// The one beat everything that moves follows.
#pragma once

#include "app/metrics/rates.h"
#include "app/recording/moment.h"
#include "ui/view.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <optional>

namespace partitura::app {
class Recording;
}

namespace partitura::ui {

/// Thirty times a second, while running, emits a frame: live, of the source's newest snapshot and its rates;
/// looking back, of the moment that was asked for. A moment comes from the recording's thread: until it does,
/// the nearest one known is shown. Thread: the user interface's.
class FrameClock : public QObject {
    Q_OBJECT

public:
    explicit FrameClock(QObject* parent = nullptr);

    /// nullptr stops the frames. Rates start anew. What only is a recording is shown at its end.
    void setSource(app::Source* source);
    /// Off while there is no window: no timer, no work.
    void setRunning(bool running);
    /// While nobody can look a slower beat serves those who keep a history.
    void setIdle(bool idle);
    [[nodiscard]] bool isRunning() const { return m_timer.isActive(); }
    /// One frame at once, outside the beat.
    void beat();

    /// Whether frames are of now.
    [[nodiscard]] bool isLive() const { return !m_wanted; }
    /// The moment asked for; nullopt while live.
    [[nodiscard]] std::optional<app::RecordedMs> wantedAt() const { return m_wanted; }
    /// The wall clock of the moment that is shown; noTimestamp while live and before the first moment.
    [[nodiscard]] TimestampMs shownWallMs() const;
    [[nodiscard]] bool isPlaying() const { return m_speed > 0; }

public slots:
    /// Shows the recorded moment at this time. Without a recording nothing happens.
    void showAt(app::RecordedMs at);
    /// Shows what followed upon this time of the wall clock.
    void showWall(TimestampMs wallMs);
    /// By one recorded frame, forwards or backwards; beyond the last one is live.
    void step(int direction);
    /// Live, where there is life; else the last moment.
    void showEnd();
    /// Goes on from the shown moment, `speed` times as fast as it was; 0 stops. From the end it begins anew.
    void play(int speed);

signals:
    void frame(const partitura::ui::Frame& frame);
    /// Another moment is asked for or shown, or playing began or ended.
    void timeChanged();

private:
    void take(const std::shared_ptr<const app::Moment>& moment);
    void goOn();
    void emitMoment();
    [[nodiscard]] Frame frameOfNow();

    QTimer m_timer;
    QPointer<app::Source> m_source;
    QPointer<app::Recording> m_recording;
    app::RateMeter m_meter;
    std::optional<app::RecordedMs> m_wanted;
    std::shared_ptr<const app::Moment> m_moment; ///< what is shown when not live
    int m_speed = 0;
    QElapsedTimer m_sincePlayed;
};

} // namespace partitura::ui
