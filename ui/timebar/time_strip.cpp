#include "ui/timebar/time_strip.h"

#include "ui/events/event_text.h"
#include "ui/events/events_model.h"
#include "ui/style/number_text.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace partitura::ui {

namespace {

using app::RecordedMs;

constexpr std::int64_t secondMs = 1000, minuteMs = 60'000, hourMs = 3'600'000;
constexpr std::int64_t visibleMin = minuteMs, visibleFirst = 2 * minuteMs, visibleFits = 10 * minuteMs;
constexpr int timesHeight = 14, marksHeight = 6, handleWidth = 8, hoverNear = 4, eventsOnHover = 6;

bool isTrouble(observe::EventKind kind) {
    using enum observe::EventKind;
    return kind == brokerCrashed || kind == brokerFenced || kind == isrShrunk || kind == faultSet ||
           kind == uncleanLeaderElected || kind == logDirectoryFailed || kind == brokerStopped ||
           kind == replicaTruncated;
}

/// A round step of time that leaves labels room.
std::int64_t tickStep(std::int64_t spanMs, int widthPx, int labelPx) {
    constexpr std::array<std::int64_t, 17> steps{1,   2,    5,    10,   15,    30,    60,    120,   300,
                                                 600, 1800, 3600, 7200, 21600, 43200, 86400, 604800};
    for (const auto step : steps)
        if (static_cast<double>(step * secondMs) / static_cast<double>(spanMs) * widthPx >= labelPx)
            return step * secondMs;
    return steps.back() * secondMs;
}

} // namespace

TimeStrip::TimeStrip(QWidget* parent)
    : QWidget(parent)
    , m_overview(std::make_shared<app::Overview>())
    , m_visibleMs(visibleFirst) {
    setObjectName(QStringLiteral("timeStrip"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    retranslate();
}

void TimeStrip::retranslate() {
    setAccessibleName(tr("Recorded time"));
    setAccessibleDescription(
        tr("Left and right arrows go through what was recorded; End returns to its end."));
}

void TimeStrip::showOverview(std::shared_ptr<const app::Overview> overview) {
    m_overview = std::move(overview);
    if (m_fits && !m_at) // a recording that has just begun fills the strip; later its last minutes do
        m_visibleMs = std::clamp(m_overview->last - m_overview->first, visibleFirst, visibleFits);
    place();
    update();
}

void TimeStrip::showAt(std::optional<RecordedMs> at) {
    if (at == m_at)
        return;
    m_at = at;
    place();
    update();
}

void TimeStrip::setChosen(std::optional<Span> span) {
    m_chosen = span;
    update();
}

void TimeStrip::setVisibleSpan(std::int64_t ms) {
    m_fits = false;
    const std::int64_t all = std::max(visibleMin, m_overview->last - m_overview->first);
    m_visibleMs = std::clamp(ms, visibleMin, all + all / 50);
    place();
    update();
}

void TimeStrip::place() {
    // The end stands at the right and time moves past it; looking back, what is seen stays where it is,
    // unless the moment shown is outside.
    const RecordedMs end = m_overview->last;
    if (!m_at || m_visible.to == 0 || m_visible.to - m_visible.from != m_visibleMs) {
        RecordedMs to = end;
        if (m_at && *m_at < end - m_visibleMs)
            to = *m_at + m_visibleMs / 2;
        m_visible = {to - m_visibleMs, to};
    }
    if (m_at && *m_at < m_visible.from)
        m_visible = {*m_at - m_visibleMs / 10, *m_at - m_visibleMs / 10 + m_visibleMs};
    if (m_at && *m_at > m_visible.to)
        m_visible = {*m_at + m_visibleMs / 10 - m_visibleMs, *m_at + m_visibleMs / 10};
}

QRectF TimeStrip::flowRect() const {
    return QRectF(rect()).adjusted(handleWidth / 2.0, gridStep, -handleWidth / 2.0, -timesHeight);
}

double TimeStrip::xOf(RecordedMs at) const {
    const QRectF box = flowRect();
    return box.left() + box.width() * static_cast<double>(at - m_visible.from) /
                            static_cast<double>(std::max<std::int64_t>(1, m_visible.to - m_visible.from));
}

RecordedMs TimeStrip::timeAt(double x) const {
    const QRectF box = flowRect();
    const double share = std::clamp((x - box.left()) / std::max(1.0, box.width()), 0.0, 1.0);
    const auto at = m_visible.from + std::llround(share * static_cast<double>(m_visible.to - m_visible.from));
    return std::clamp<RecordedMs>(at, m_overview->first, m_overview->last);
}

void TimeStrip::drawFlow(QPainter& painter) const {
    const QRectF box = flowRect().adjusted(0, marksHeight, 0, 0);
    const Theme& t = theme();
    const auto& samples = m_overview->samples;
    const auto begin = std::ranges::lower_bound(samples, m_visible.from, {}, &app::Overview::Sample::at);
    double top = 1;
    for (auto s = begin; s != samples.end() && s->at - s->spanMs <= m_visible.to; ++s)
        top = std::max(top, s->bytesPerSecond);
    painter.setPen(Qt::NoPen);
    painter.setRenderHint(QPainter::Antialiasing, false);
    // One column a pixel, as high as its highest sample: nothing short is lost. Where nobody recorded there
    // is not even a line.
    auto s = begin;
    for (int x = static_cast<int>(box.left()); x < static_cast<int>(box.right()); ++x) {
        const double width = box.width();
        const auto timeOf = [&](double px) {
            return m_visible.from +
                   static_cast<RecordedMs>((px - box.left()) / width * static_cast<double>(m_visibleMs));
        };
        const RecordedMs from = timeOf(x), to = timeOf(x + 1);
        while (s != samples.end() && s->at <= from)
            ++s;
        double highest = -1;
        for (auto one = s; one != samples.end() && one->at - one->spanMs < to; ++one)
            highest = std::max(highest, one->bytesPerSecond);
        if (highest < 0)
            continue;
        const double height = std::max(1.0, std::round(highest / top * box.height()));
        const bool isAfter = m_at && from > *m_at;
        painter.setBrush(isAfter ? mixed(t.window, t.accent, 0.15) : mixed(t.window, t.accent, 0.45));
        painter.drawRect(QRectF(x, box.bottom() - height, 1, height));
    }
}

void TimeStrip::drawMarks(QPainter& painter) const {
    const QRectF box = flowRect();
    const auto& marks = *m_overview->marks;
    auto mark = std::ranges::lower_bound(marks, m_visible.from, {}, &app::Overview::Mark::at);
    int lastX = -1;
    bool lastTrouble = false;
    for (; mark != marks.end() && mark->at <= m_visible.to; ++mark) {
        const int x = static_cast<int>(xOf(mark->at));
        const bool trouble = isTrouble(mark->event.kind);
        if (x == lastX && (lastTrouble || !trouble))
            continue;
        lastX = x;
        lastTrouble = trouble;
        // Trouble reaches down, the rest are ticks: told apart without colour too.
        const QColor colour = trouble ? theme().danger : theme().inkSoft;
        painter.fillRect(QRectF(x, box.top(), trouble ? 2 : 1, trouble ? box.height() : marksHeight), colour);
    }
}

void TimeStrip::drawTimes(QPainter& painter) const {
    painter.setFont(textFont(TypeSize::small));
    const QFontMetrics metrics = painter.fontMetrics();
    const bool days = m_visibleMs > 20 * hourMs;
    const QString format = days                       ? QStringLiteral("MM-dd HH:mm")
                           : m_visibleMs > 4 * hourMs ? QStringLiteral("HH:mm")
                                                      : QStringLiteral("HH:mm:ss");
    const int label = metrics.horizontalAdvance(QDateTime::currentDateTime().toString(format)) + 5 * gridStep;
    const std::int64_t step = tickStep(m_visibleMs, width(), label);
    const QRectF box = flowRect();
    for (RecordedMs at = (m_visible.from / step + 1) * step; at <= m_visible.to; at += step) {
        if (at < m_overview->first - step)
            continue;
        const double x = xOf(at);
        painter.setPen(theme().line);
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x, box.bottom() + 3));
        const QString text = QDateTime::fromMSecsSinceEpoch(m_overview->wallAt(at) + 500).toString(format);
        const double half = metrics.horizontalAdvance(text) / 2.0;
        if (x - half < 0 || x + half > width())
            continue;
        painter.setPen(theme().inkSoft);
        painter.drawText(QPointF(x - half, height() - metrics.descent()), text);
    }
}

void TimeStrip::drawHandle(QPainter& painter) const {
    const RecordedMs at = m_at.value_or(m_overview->last);
    const double x = xOf(at);
    const QRectF box = flowRect();
    const QColor colour = m_at ? theme().warning : theme().good;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 2));
    painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()));
    QPainterPath grip;
    grip.moveTo(x - handleWidth / 2.0, box.top() - gridStep);
    grip.lineTo(x + handleWidth / 2.0, box.top() - gridStep);
    grip.lineTo(x + handleWidth / 2.0, box.top() + 2);
    grip.lineTo(x, box.top() + 7);
    grip.lineTo(x - handleWidth / 2.0, box.top() + 2);
    grip.closeSubpath();
    painter.fillPath(grip, colour);
}

void TimeStrip::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    const QRectF box = flowRect();
    painter.setPen(theme().line);
    painter.drawLine(box.bottomLeft(), box.bottomRight());
    if (m_overview->isEmpty()) {
        painter.setPen(theme().inkFaint);
        painter.setFont(textFont(TypeSize::small));
        painter.drawText(rect(), Qt::AlignCenter, tr("Nothing is recorded yet"));
        return;
    }
    drawFlow(painter);
    if (m_chosen) {
        const QRectF span(QPointF(xOf(m_chosen->from), box.top()), QPointF(xOf(m_chosen->to), box.bottom()));
        QColor veil = theme().accent;
        veil.setAlphaF(0.2F);
        painter.fillRect(span.intersected(box), veil);
        painter.setPen(theme().accent);
        painter.drawLine(span.topLeft(), span.bottomLeft());
        painter.drawLine(span.topRight(), span.bottomRight());
    }
    drawMarks(painter);
    drawTimes(painter);
    drawHandle(painter);
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(theme().accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void TimeStrip::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_overview->isEmpty())
        return;
    const RecordedMs at = timeAt(event->position().x());
    if (event->modifiers() & Qt::ShiftModifier) {
        m_choosingFrom = at;
        return;
    }
    emit scrubbed(at);
}

void TimeStrip::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton) || m_overview->isEmpty())
        return;
    const RecordedMs at = timeAt(event->position().x());
    if (m_choosingFrom)
        setChosen(Span{std::min(at, *m_choosingFrom), std::max(at, *m_choosingFrom)});
    else
        emit scrubbed(at);
}

void TimeStrip::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_choosingFrom)
        return;
    const RecordedMs at = timeAt(event->position().x());
    const Span span{std::min(at, *m_choosingFrom), std::max(at, *m_choosingFrom)};
    m_choosingFrom.reset();
    // A click chooses nothing.
    const bool isSpan = std::abs(xOf(span.to) - xOf(span.from)) >= hoverNear;
    setChosen(isSpan ? std::optional(span) : std::nullopt);
    emit spanChosen(m_chosen);
}

void TimeStrip::keyPressEvent(QKeyEvent* event) {
    const RecordedMs at = m_at.value_or(m_overview->last);
    const bool far = event->modifiers() & Qt::ShiftModifier;
    const auto go = [&](std::int64_t ms) {
        emit scrubbed(std::clamp<RecordedMs>(at + ms, m_overview->first, m_overview->last));
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return far ? go(-minuteMs) : emit stepped(-1);
    case Qt::Key_Right:
        return far ? go(minuteMs) : emit stepped(1);
    case Qt::Key_PageUp:
        return go(-minuteMs);
    case Qt::Key_PageDown:
        return go(minuteMs);
    case Qt::Key_Home:
        return emit scrubbed(m_overview->first);
    case Qt::Key_End:
    case Qt::Key_L:
        return emit endWanted();
    case Qt::Key_Space:
        return emit playWanted();
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return setVisibleSpan(m_visibleMs / 2);
    case Qt::Key_Minus:
        return setVisibleSpan(m_visibleMs * 2);
    case Qt::Key_Escape:
        if (m_chosen) {
            setChosen(std::nullopt);
            return emit spanChosen(m_chosen);
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void TimeStrip::wheelEvent(QWheelEvent* event) {
    const double turns = event->angleDelta().y() / 120.0;
    if (turns == 0)
        return event->ignore();
    const RecordedMs under = timeAt(event->position().x());
    const double share = (event->position().x() - flowRect().left()) / std::max(1.0, flowRect().width());
    setVisibleSpan(std::llround(static_cast<double>(m_visibleMs) * std::pow(0.8, turns)));
    if (m_at) { // what is under the pointer stays there
        const auto from = under - std::llround(share * static_cast<double>(m_visibleMs));
        m_visible = {from, from + m_visibleMs};
        place();
    }
    event->accept();
}

void TimeStrip::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
}

QString TimeStrip::hoverText(double x) const {
    if (m_overview->isEmpty())
        return {};
    const RecordedMs at = timeAt(x);
    QStringList lines{timestampText(m_overview->wallAt(at))};
    const auto sample = std::ranges::lower_bound(m_overview->samples, at, {}, &app::Overview::Sample::at);
    if (sample != m_overview->samples.end() && sample->at - sample->spanMs <= at)
        lines << tr("Producers: %1").arg(byteRateText(sample->bytesPerSecond));
    const auto& marks = *m_overview->marks;
    int more = 0;
    for (auto mark = std::ranges::lower_bound(marks, timeAt(x - hoverNear), {}, &app::Overview::Mark::at);
         mark != marks.end() && mark->at <= timeAt(x + hoverNear); ++mark) {
        if (lines.size() > eventsOnHover + 1) {
            ++more;
            continue;
        }
        lines << QStringLiteral("%1  %2: %3")
                     .arg(timeOfDayText(mark->event.timeMs), EventsModel::kindText(mark->event.kind),
                          eventText(mark->event));
    }
    if (more > 0)
        lines << tr("and %n more", nullptr, more);
    return lines.join(QLatin1Char('\n'));
}

bool TimeStrip::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), hoverText(help->pos().x()), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace partitura::ui
