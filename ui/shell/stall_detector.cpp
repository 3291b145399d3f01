#include "ui/shell/stall_detector.h"

#include <QAbstractEventDispatcher>
#include <QThread>

#include <algorithm>

namespace partitura::ui {

namespace {

double milliseconds(std::chrono::nanoseconds time) { return std::chrono::duration<double, std::milli>(time).count(); }

} // namespace

StallDetector::StallDetector(QObject* parent) : QObject(parent) {
    auto* dispatcher = QAbstractEventDispatcher::instance(thread());
    connect(dispatcher, &QAbstractEventDispatcher::awake, this, [this] {
        // A nested loop (a menu, a dialog) wakes up inside a turn: the turn before it has been long enough.
        endTurn();
        m_turn.start();
    });
    connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, &StallDetector::endTurn);
    reset();
}

void StallDetector::reset() {
    m_report = {};
    m_turn.invalidate();
    m_watched.start();
}

void StallDetector::endTurn() {
    if (!m_turn.isValid())
        return;
    const std::chrono::nanoseconds took(m_turn.nsecsElapsed());
    m_turn.invalidate();
    ++m_report.turns;
    m_report.busy += took;
    m_report.longest = std::max(m_report.longest, took);
    m_report.stalls += took > limit;
}

StallDetector::Report StallDetector::report() const {
    Report report = m_report;
    report.watched = std::chrono::nanoseconds(m_watched.nsecsElapsed());
    return report;
}

QString StallDetector::reportLine() const {
    const Report r = report();
    return QStringLiteral("stalls: longest %1 ms, %2 over %3 ms in %4 turns, %5 % busy over %6 s")
        .arg(milliseconds(r.longest), 0, 'f', 1)
        .arg(r.stalls)
        .arg(limit.count())
        .arg(r.turns)
        .arg(100 * milliseconds(r.busy) / std::max(1.0, milliseconds(r.watched)), 0, 'f', 1)
        .arg(milliseconds(r.watched) / 1000, 0, 'f', 1);
}

} // namespace partitura::ui
