#include "ui/throughput/event_marks.h"

#include "ui/events/event_text.h"
#include "ui/events/events_model.h"
#include "ui/style/number_text.h"
#include "ui/style/theme.h"

#include <QMouseEvent>
#include <QToolTip>

#include <cmath>

namespace partitura::ui {

namespace {

constexpr TimestampMs togetherMs = 1000;
constexpr qreal reachPx = 5;
constexpr std::size_t linesShown = 8;

/// What moves the curves; the everyday life of groups and connections would only be noise on them.
bool isMarked(observe::EventKind kind) {
    using Kind = observe::EventKind;
    switch (kind) {
    case Kind::groupRebalancing:
    case Kind::groupStable:
    case Kind::groupEmpty:
    case Kind::connectionRefused:
    case Kind::logCompacted:
    case Kind::elrChanged:
        return false;
    default:
        return true;
    }
}

} // namespace

EventMarks::EventMarks(QCustomPlot* plot)
    : QObject(plot)
    , m_plot(plot) {
    plot->setMouseTracking(true);
    plot->installEventFilter(this);
}

void EventMarks::add(std::vector<observe::Event> events) {
    for (auto& event : events)
        m_events.push_back(std::move(event));
    while (m_events.size() > capacity)
        m_events.pop_front();
    m_marks.clear(); // they point into the events
}

void EventMarks::clear() {
    m_marks.clear();
    m_events.clear();
    for (auto* line : m_lines)
        line->setVisible(false);
}

void EventMarks::place(TimestampMs nowMs) {
    m_marks.clear();
    const double from = m_plot->xAxis->range().lower;
    for (const auto& event : m_events) {
        const double seconds = static_cast<double>(event.timeMs - nowMs) / 1000;
        if (seconds < from || seconds > 0 || !isMarked(event.kind))
            continue;
        if (m_marks.empty() || event.timeMs - m_marks.back().atMs > togetherMs)
            m_marks.push_back({event.timeMs, {}, nullptr});
        m_marks.back().events.push_back(&event);
    }
    while (m_lines.size() < m_marks.size()) {
        auto* line = new QCPItemStraightLine(m_plot);
        line->setPen(QPen(theme().inkFaint, 1));
        m_lines.push_back(line);
    }
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        m_lines[i]->setVisible(i < m_marks.size());
        if (i >= m_marks.size())
            continue;
        m_marks[i].line = m_lines[i];
        const double at = static_cast<double>(m_marks[i].atMs - nowMs) / 1000;
        m_lines[i]->point1->setCoords(at, 0);
        m_lines[i]->point2->setCoords(at, 1);
    }
}

QString EventMarks::textAt(const QPointF& pixel) const {
    for (const Mark& mark : m_marks) {
        if (!mark.line || std::abs(mark.line->point1->pixelPosition().x() - pixel.x()) > reachPx)
            continue;
        QStringList lines{timestampText(mark.atMs)};
        for (std::size_t i = 0; i < mark.events.size() && i < linesShown; ++i)
            lines << EventsModel::kindText(mark.events[i]->kind) + QStringLiteral(": ") +
                         eventText(*mark.events[i]);
        if (mark.events.size() > linesShown)
            lines << tr("and %1 more")
                         .arg(countText(static_cast<std::int64_t>(mark.events.size() - linesShown)));
        return lines.join(QLatin1Char('\n'));
    }
    return {};
}

void EventMarks::refreshTheme() {
    for (auto* line : m_lines)
        line->setPen(QPen(theme().inkFaint, 1));
}

bool EventMarks::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_plot && event->type() == QEvent::MouseMove) {
        const auto* move = static_cast<QMouseEvent*>(event);
        const QString text = textAt(move->position());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(move->globalPosition().toPoint(), text, m_plot);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace partitura::ui
