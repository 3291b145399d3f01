#include "ui/shell/stall_detector.h"

#include <algorithm>

namespace partitura::ui {

namespace {

double milliseconds(std::chrono::nanoseconds time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

} // namespace

StallDetector::StallDetector(QObject* parent)
    : QObject(parent) {
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(beat);
    connect(&m_timer, &QTimer::timeout, this, &StallDetector::tick);
    m_watched.start();
    m_sinceTick.start();
    m_timer.start();
}

void StallDetector::tick() {
    const std::chrono::nanoseconds late = std::chrono::nanoseconds(m_sinceTick.nsecsElapsed()) - beat;
    m_sinceTick.start();
    m_report.longest = std::max(m_report.longest, late);
    m_report.stalls += late > limit;
}

StallDetector::Report StallDetector::report() const {
    Report report = m_report;
    report.watched = std::chrono::nanoseconds(m_watched.nsecsElapsed());
    return report;
}

QString StallDetector::reportLine() const {
    const Report r = report();
    return QStringLiteral("event loop: longest stall %1 ms, %2 over %3 ms, in %4 s")
        .arg(milliseconds(r.longest), 0, 'f', 1)
        .arg(r.stalls)
        .arg(limit.count())
        .arg(milliseconds(r.watched) / 1000, 0, 'f', 1);
}

} // namespace partitura::ui
