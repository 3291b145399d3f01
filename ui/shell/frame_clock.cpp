#include "ui/shell/frame_clock.h"

namespace partitura::ui {

namespace {
constexpr int framePeriodMs = 33;
}

FrameClock::FrameClock(QObject* parent)
    : QObject(parent) {
    m_timer.setInterval(framePeriodMs);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &FrameClock::beat);
}

void FrameClock::setSource(app::Source* source) {
    m_source = source;
    m_meter = app::RateMeter();
}

void FrameClock::setRunning(bool running) {
    if (running == m_timer.isActive())
        return;
    if (running)
        m_timer.start();
    else
        m_timer.stop();
}

void FrameClock::beat() {
    if (!m_source)
        return;
    Frame next;
    next.snapshot = m_source->snapshot();
    next.rates = m_meter.update(next.snapshot);
    emit frame(next);
}

} // namespace partitura::ui
