#include "ui/timebar/time_bar.h"

#include "app/recording/recording.h"
#include "ui/shell/frame_clock.h"
#include "ui/style/icons.h"
#include "ui/style/number_text.h"
#include "ui/style/spacing.h"
#include "ui/style/theme.h"
#include "ui/timebar/moment_text.h"
#include "ui/timebar/time_strip.h"

#include <QComboBox>
#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace partitura::ui {

namespace {

constexpr int dotSide = 8;
constexpr int speeds[] = {1, 2, 5, 10, 30, 60};

} // namespace

TimeBar::TimeBar(FrameClock& clock, QWidget* parent)
    : QFrame(parent)
    , m_clock(clock)
    , m_state(new QLabel(this))
    , m_strip(new TimeStrip(this))
    , m_play(new QToolButton(this))
    , m_speed(new QComboBox(this))
    , m_toEnd(new QToolButton(this)) {
    setObjectName(QStringLiteral("timeBar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_state->setObjectName(QStringLiteral("timeState"));
    m_state->setFont(textFont(TypeSize::body, true));
    m_play->setObjectName(QStringLiteral("timePlay"));
    m_speed->setObjectName(QStringLiteral("timeSpeed"));
    for (const int speed : speeds)
        m_speed->addItem(QStringLiteral("×%1").arg(speed), speed);
    m_toEnd->setObjectName(QStringLiteral("timeToEnd"));
    m_toEnd->setToolButtonStyle(Qt::ToolButtonTextOnly);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(padding, 0, padding, 0);
    row->setSpacing(paddingSmall);
    row->addWidget(m_state);
    row->addWidget(m_strip, 1);
    row->addWidget(m_play);
    row->addWidget(m_speed);
    row->addWidget(m_toEnd);

    connect(m_strip, &TimeStrip::scrubbed, &m_clock, &FrameClock::showAt);
    connect(m_strip, &TimeStrip::stepped, &m_clock, &FrameClock::step);
    connect(m_strip, &TimeStrip::endWanted, &m_clock, &FrameClock::showEnd);
    connect(m_strip, &TimeStrip::playWanted, this, &TimeBar::togglePlaying);
    connect(m_strip, &TimeStrip::spanChosen, this, [this](const std::optional<TimeStrip::Span>& span) {
        if (!span)
            return emit timesChosen(std::nullopt);
        const auto& overview = *m_recording->overview();
        emit timesChosen(TimeRange{overview.wallAt(span->from), overview.wallAt(span->to)});
    });
    connect(m_toEnd, &QToolButton::clicked, &m_clock, &FrameClock::showEnd);
    connect(m_play, &QToolButton::clicked, this, &TimeBar::togglePlaying);
    connect(m_speed, &QComboBox::activated, this, [this] {
        if (m_clock.isPlaying())
            m_clock.play(m_speed->currentData().toInt());
    });
    connect(&m_clock, &FrameClock::timeChanged, this, &TimeBar::refresh);
    retranslate();
}

void TimeBar::setRecording(app::Recording* recording) {
    if (m_recording)
        m_recording->disconnect(this);
    m_recording = recording;
    m_strip->setChosen(std::nullopt);
    if (recording) {
        const auto take = [this] {
            m_strip->showOverview(m_recording->overview());
            // A session is seen whole at first.
            if (!m_recording->isGrowing())
                m_strip->setVisibleSpan(m_recording->overview()->last - m_recording->overview()->first);
        };
        connect(recording, &app::Recording::overviewChanged, this, take);
        take();
    }
    retranslate();
}

void TimeBar::showTimes(const std::optional<TimeRange>& times) {
    if (!times)
        m_strip->setChosen(std::nullopt);
}

void TimeBar::togglePlaying() {
    m_clock.play(m_clock.isPlaying() ? 0 : m_speed->currentData().toInt());
}

void TimeBar::refresh() {
    const bool live = m_clock.isLive();
    m_strip->showAt(m_clock.wantedAt());
    m_state->setText(live ? tr("LIVE") : asOfText(m_clock.shownWallMs()));
    // Room for the longer of both: the strip keeps its place.
    m_state->setMinimumWidth(
        m_state->fontMetrics().horizontalAdvance(asOfText(QDateTime::currentMSecsSinceEpoch())));
    m_play->setIcon(icon(m_clock.isPlaying() ? u"pause" : u"play"));
    m_play->setToolTip(m_clock.isPlaying() ? tr("Stop (Space)") : tr("Play what was recorded (Space)"));
    m_play->setAccessibleName(m_clock.isPlaying() ? tr("Stop") : tr("Play"));
    m_play->setEnabled(!live);
    m_speed->setEnabled(!live);
    m_toEnd->setEnabled(!live);
    m_state->setContentsMargins(live ? 2 * dotSide : 0, 0, 0, 0);
    update();
}

void TimeBar::retranslate() {
    const bool growing = !m_recording || m_recording->isGrowing();
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setToolTip(tr("How fast the recording plays"));
    m_toEnd->setText(growing ? tr("Back to live") : tr("To the end"));
    m_toEnd->setToolTip(tr("End or L, while the bar has the focus"));
    setAccessibleName(tr("Time bar"));
    m_strip->retranslate();
    refresh();
}

void TimeBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        refresh();
    QFrame::changeEvent(event);
}

void TimeBar::paintEvent(QPaintEvent* /*event*/) {
    // The past is another colour of paper: nobody takes it for now.
    QPainter painter(this);
    const Theme& t = theme();
    painter.fillRect(rect(), m_clock.isLive() ? t.window : mixed(t.window, t.warning, 0.16));
    painter.fillRect(QRect(0, 0, width(), m_clock.isLive() ? 1 : 2), m_clock.isLive() ? t.line : t.warning);
    if (!m_clock.isLive())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.good);
    painter.drawEllipse(
        QRectF(m_state->x(), m_state->geometry().center().y() - dotSide / 2.0 + 1, dotSide, dotSide));
}

} // namespace partitura::ui
