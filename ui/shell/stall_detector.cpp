#include "ui/shell/stall_detector.h"

#include <algorithm>
#include <numeric>

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
    const auto bin = static_cast<std::size_t>(std::max<std::int64_t>(0, late / binWidth));
    ++m_late[std::min(bin, m_late.size() - 1)];
}

StallDetector::Report StallDetector::report() const {
    Report report = m_report;
    const auto ticks = std::accumulate(m_late.begin(), m_late.end(), std::uint64_t{0});
    std::uint64_t seen = 0;
    for (std::size_t bin = 0; bin < m_late.size() && seen * 100 < ticks * 99; ++bin) {
        seen += m_late[bin];
        report.usual = binWidth * static_cast<int>(bin + 1);
    }
    report.watched = std::chrono::nanoseconds(m_watched.nsecsElapsed());
    return report;
}

QString StallDetector::reportLine() const {
    const Report r = report();
    return QStringLiteral("event loop: longest stall %1 ms, 99 % within %2 ms, %3 over %4 ms, in %5 s")
        .arg(milliseconds(r.longest), 0, 'f', 1)
        .arg(milliseconds(r.usual), 0, 'f', 2)
        .arg(r.stalls)
        .arg(limit.count())
        .arg(milliseconds(r.watched) / 1000, 0, 'f', 1);
}

} // namespace partitura::ui
