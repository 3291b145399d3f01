#include "ui/shell/frame_clock.h"

#include "app/recording/recording.h"

#include <algorithm>

namespace partitura::ui {

namespace {

constexpr int framePeriodMs = 33, idlePeriodMs = 250;

/// How far a moment is from the one that shows `at`.
std::int64_t distance(const app::Moment& moment, app::RecordedMs at) {
    if (at == moment.at || (at > moment.at && at < moment.nextAt))
        return 0;
    return std::abs(moment.at - at) + 1;
}

} // namespace

FrameClock::FrameClock(QObject* parent)
    : QObject(parent) {
    m_timer.setInterval(framePeriodMs);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &FrameClock::beat);
}

void FrameClock::setSource(app::Source* source) {
    if (m_recording)
        m_recording->disconnect(this);
    m_source = source;
    m_recording = source ? source->recording() : nullptr;
    m_meter = app::RateMeter();
    m_wanted.reset();
    m_moment.reset();
    m_speed = 0;
    if (m_recording) {
        connect(m_recording, &app::Recording::loaded, this, &FrameClock::take);
        if (!m_recording->isGrowing())
            showEnd();
    }
    emit timeChanged();
}

void FrameClock::setRunning(bool running) {
    if (running == m_timer.isActive())
        return;
    if (running)
        m_timer.start();
    else
        m_timer.stop();
}

void FrameClock::setIdle(bool idle) {
    m_timer.setInterval(idle ? idlePeriodMs : framePeriodMs);
}

void FrameClock::beat() {
    if (!m_source)
        return;
    if (!isLive()) {
        goOn();
        emitMoment();
    }
    if (!isLive())
        return;
    emit frame(frameOfNow());
}

Frame FrameClock::frameOfNow() {
    Frame now;
    now.snapshot = m_source->snapshot();
    now.rates = m_meter.update(now.snapshot);
    return now;
}

void FrameClock::emitMoment() {
    if (!m_moment || isLive())
        return;
    emit frame({m_moment->snapshot, m_moment->rates, m_moment->past,
                m_recording->isGrowing() ? std::make_shared<const Frame>(frameOfNow()) : nullptr});
}

TimestampMs FrameClock::shownWallMs() const {
    return m_moment && !isLive() ? m_moment->snapshot->takenAtMs : noTimestamp;
}

void FrameClock::showAt(app::RecordedMs at) {
    if (!m_recording || m_recording->overview()->isEmpty())
        return;
    const auto overview = m_recording->overview();
    m_wanted = std::clamp(at, overview->first, overview->last);
    if (const auto near = m_recording->nearest(*m_wanted))
        take(near);
    m_recording->load(*m_wanted);
    emit timeChanged();
}

void FrameClock::showWall(TimestampMs wallMs) {
    if (m_recording)
        showAt(m_recording->overview()->secondOf(wallMs));
}

void FrameClock::take(const std::shared_ptr<const app::Moment>& moment) {
    if (isLive() || moment == m_moment)
        return;
    if (m_moment && distance(*m_moment, *m_wanted) <= distance(*moment, *m_wanted))
        return;
    m_moment = moment;
    emit timeChanged();
    emitMoment();
}

void FrameClock::step(int direction) {
    if (!m_recording)
        return;
    m_speed = 0;
    if (isLive()) {
        if (direction < 0)
            showAt(m_recording->overview()->last);
        return;
    }
    if (!m_moment)
        return;
    if (direction < 0)
        showAt(m_moment->at - 1);
    else if (m_moment->at >= m_recording->overview()->last)
        showEnd();
    else // of what was the last frame when it was loaded the next is not known: a second on, as it is
         // recorded
        showAt(m_moment->nextAt > m_moment->at ? m_moment->nextAt : m_moment->at + 1000);
}

void FrameClock::showEnd() {
    m_speed = 0;
    if (m_recording && !m_recording->isGrowing())
        return showAt(m_recording->overview()->last);
    m_wanted.reset();
    m_moment.reset();
    emit timeChanged();
    beat();
}

void FrameClock::play(int speed) {
    if (speed > 0 && (!m_recording || isLive()))
        return; // now goes on by itself
    m_speed = speed;
    m_sincePlayed.start();
    if (speed > 0 && m_wanted && *m_wanted >= m_recording->overview()->last)
        showAt(m_recording->overview()->first);
    emit timeChanged();
}

void FrameClock::goOn() {
    if (m_speed == 0 || !m_moment)
        return;
    const app::RecordedMs next = *m_wanted + m_sincePlayed.restart() * m_speed;
    if (next >= m_recording->overview()->last)
        return showEnd();
    m_wanted = next;
    if (distance(*m_moment, next) > 0)
        m_recording->load(next);
    emit timeChanged();
}

} // namespace partitura::ui
