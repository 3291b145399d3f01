#include "app/recording/recorder.h"

namespace partitura::app {

Recorder::Recorder(Source& source, Recording& recording, QObject* parent)
    : QObject(parent)
    , m_source(source)
    , m_recording(recording) {
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Recorder::step);
    m_timer.start(std::chrono::seconds(1));
}

void Recorder::step() {
    auto events = m_source.events(m_lastEvent);
    if (!events.empty())
        m_lastEvent = events.back().sequence;
    m_recording.record(m_source.snapshot(), std::move(events));
}

} // namespace partitura::app
