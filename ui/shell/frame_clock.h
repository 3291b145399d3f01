// The one beat everything that moves follows.
#pragma once

#include "app/metrics/rates.h"
#include "ui/view.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace partitura::ui {

/// Thirty times a second, while running: takes the source's newest snapshot, updates the rates, emits a
/// frame. Thread: the user interface's.
class FrameClock : public QObject {
    Q_OBJECT

public:
    explicit FrameClock(QObject* parent = nullptr);

    /// nullptr stops the frames. Rates start anew.
    void setSource(app::Source* source);
    /// Off while nobody looks: no timer, no work.
    void setRunning(bool running);
    [[nodiscard]] bool isRunning() const { return m_timer.isActive(); }
    /// One frame at once, outside the beat.
    void beat();

signals:
    void frame(const partitura::ui::Frame& frame);

private:
    QTimer m_timer;
    QPointer<app::Source> m_source;
    app::RateMeter m_meter;
};

} // namespace partitura::ui
