#include "ui/score/score_canvas.h"

#include "ui/score/score_words.h"

#include <QApplication>
#include <QDateTime>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace partitura::ui {
namespace {

constexpr double wheelZoom = 1.0015; // for each eighth of a degree
constexpr double keyZoom = 1.5;
constexpr double keyPan = 0.12; // of the width
constexpr double reach = 8;     // px from a note that still hits it

/// Several lines as a tooltip takes them: payloads may look like markup and are none.
QString tooltipText(const QString& text) {
    QStringList lines;
    for (const auto& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        lines << line.toHtmlEscaped();
    return lines.isEmpty()
               ? QString()
               : QStringLiteral("<p style='white-space:pre'>%1</p>").arg(lines.join(QStringLiteral("<br>")));
}

} // namespace

ScoreCanvas::ScoreCanvas(QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_reader(m_cache) {
    setObjectName(QStringLiteral("scoreCanvas"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setCursor(Qt::ArrowCursor);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    verticalScrollBar()->setSingleStep(24);
    connect(&m_reader, &ScoreReader::changed, this, [this] {
        m_isStale = true; // many answers, one picture
        read();
        viewport()->update();
    });
}

void ScoreCanvas::show(app::Source* source, const QString& topic) {
    m_reader.show(source, topic.toStdString());
    m_question = {};
    m_selected.reset();
    m_hovered.reset();
    m_mustReveal = false;
    m_current = PartitionIndex(0);
    m_camera.reset(m_camera.scale());
    verticalScrollBar()->setValue(0);
    rebuild();
}

std::optional<ScoreCamera::Scene> ScoreCanvas::scene() const {
    if (!m_question.topic)
        return std::nullopt;
    return ScoreCamera::Scene{*m_question.topic, m_cache, m_question.nowMs};
}

void ScoreCanvas::showFrame(std::shared_ptr<const observe::TopicSnapshot> topic,
                            std::vector<GroupMarks> groups, TimestampMs nowMs, double seconds) {
    // A topic made anew under the same name has nothing to do with what was read.
    if (m_question.topic && topic && m_question.topic->id != topic->id)
        show(m_reader.source(), QString::fromStdString(topic->name));
    m_isStale |= m_question.topic != topic || m_question.groups != groups ||
                 (m_camera.scale() == ScoreScale::time && m_question.nowMs != nowMs);
    m_question.topic = std::move(topic);
    m_question.groups = std::move(groups);
    m_question.nowMs = nowMs;
    if (const auto at = scene())
        m_isStale |= m_camera.advance(seconds, *at);
    read();
    if (m_isStale)
        rebuild();
}

void ScoreCanvas::read() {
    if (!m_question.topic)
        return;
    if (m_mustReveal)
        revealSelected();
    std::vector<PartitionIndex> shown;
    for (const auto& stave : m_picture.staves)
        if (static_cast<std::size_t>(stave.partition.value()) < m_question.topic->partitions.size())
            shown.push_back(stave.partition);
    m_reader.read(*m_question.topic, shown, m_camera.axis(), m_camera.origins(), m_question.nowMs);
}

/// On an axis of time a record's place is known once a read has told when it was written.
void ScoreCanvas::revealSelected() {
    if (!m_picture.topic || m_picture.topic->id != m_question.topic->id)
        return; // how high staves are is not known yet
    const auto at = scene();
    const auto [partition, offset] = *m_selected;
    const auto time = m_cache.timeAt(partition, offset);
    if (m_camera.scale() == ScoreScale::time && !time)
        return m_reader.locate(partition, offset);
    m_mustReveal = false;
    m_camera.reveal(partition, offset, time.value_or(noTimestamp), *at);
    revealStave(partition);
    emit moved();
}

void ScoreCanvas::rebuild() {
    m_question.axis = m_camera.axis();
    m_question.origins = m_camera.origins();
    m_question.look = m_camera.look();
    m_question.top = verticalScrollBar()->value();
    m_question.height = std::max(1.0, viewport()->height() - scoreRuler);
    m_question.errors = m_reader.errors();
    m_question.utcOffsetMs = QDateTime::currentDateTime().offsetFromUtc() * 1000LL;
    const bool staveCountChanged = m_picture.contentHeight == 0;
    m_picture = scorePicture(m_question, m_cache);
    refreshScrollBar();
    if (staveCountChanged)
        read();
    m_isStale = false;
    viewport()->update();
}

void ScoreCanvas::refreshScrollBar() {
    auto* bar = verticalScrollBar();
    const auto visible = static_cast<int>(m_question.height);
    bar->setPageStep(visible);
    bar->setRange(0, std::max(0, static_cast<int>(std::ceil(m_picture.contentHeight)) - visible));
}

void ScoreCanvas::paintEvent(QPaintEvent* /*event*/) {
    if (m_isStale)
        rebuild();
    QPainter painter(viewport());
    QStringList groups;
    for (const auto& group : m_question.groups)
        groups << group.id;
    ScorePainter(painter, m_picture, {groups, m_selected, m_hovered, m_current, hasFocus()})
        .paint(viewport()->rect());
}

void ScoreCanvas::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    m_camera.setWidth(viewport()->width() - scoreGutter);
    rebuild();
}

void ScoreCanvas::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
    QAbstractScrollArea::changeEvent(event);
}

void ScoreCanvas::scrollContentsBy(int /*dx*/, int /*dy*/) {
    rebuild();
}

// ---- what is where

const ScorePicture::Stave* ScoreCanvas::staveAt(double y) const {
    for (const auto& stave : m_picture.staves)
        if (y >= stave.top && y < stave.bottom + score_layout::gap)
            return &stave;
    return nullptr;
}

const ScorePicture::Note* ScoreCanvas::noteAt(QPointF at) const {
    const auto p = onStaves(at);
    const auto* stave = staveAt(p.y());
    if (!stave || p.x() < 0 || p.y() < 0 || p.y() > stave->labels + 32 * m_picture.look.labels)
        return nullptr;
    const ScorePicture::Note* best = nullptr;
    double nearest = reach + m_picture.look.headRadius;
    for (const auto& note : stave->notes) {
        // From beam to label a note is as wide as its head; within its head the nearer one wins.
        const bool inLabel =
            p.y() >= stave->labels && p.x() >= note.x - reach && p.x() <= note.x + note.labelWidth;
        const bool inColumn = p.y() >= stave->line + score_layout::beamY - 4 && p.y() <= stave->labels;
        if (!inLabel && !inColumn)
            continue;
        const double away = inLabel ? 0 : std::abs(p.x() - note.x) + 0.05 * std::abs(p.y() - note.y);
        if (away < nearest) {
            nearest = away;
            best = &note;
        }
    }
    return best;
}

QString ScoreCanvas::factsAt(QPointF at) const {
    const auto p = onStaves(at);
    const auto* stave = p.y() >= 0 ? staveAt(p.y()) : nullptr;
    if (!stave)
        return {};
    if (p.x() < 0)
        return score_words::about(*stave);
    for (const auto& flag : stave->flags)
        if (std::abs(p.y() - flag.y) <= score_layout::lane / 2 && p.x() <= std::max(flag.x + 160, flag.to))
            return score_words::about(*stave, flag, m_question.groups[flag.group].id);
    for (const auto& line : stave->replicaLines)
        if (std::abs(p.y() - line.y) <= score_layout::replica / 2)
            return score_words::about(*stave, line);
    for (const auto& bar : stave->bars)
        if (std::abs(p.x() - bar.x) <= 4 && std::abs(p.y() - stave->line) <= 24)
            return score_words::about(*stave, bar);
    for (const auto& marker : stave->markers)
        if (std::abs(p.x() - marker.x) <= 6 && std::abs(p.y() - stave->line) <= 10)
            return score_words::about(*stave, marker);
    if (const auto* note = noteAt(at))
        return score_words::about(*stave, *note);
    for (const auto& rest : stave->rests)
        if (p.x() >= rest.from && p.x() <= rest.to && std::abs(p.y() - stave->line) <= 24)
            return score_words::about(*stave, rest);
    for (const auto& slur : stave->slurs)
        if (p.x() >= slur.from && p.x() <= slur.to && p.y() < stave->line - 14 && p.y() > stave->line - 50)
            return score_words::about(*stave, slur);
    for (const auto& cell : stave->cells)
        if (p.x() >= cell.from && p.x() <= cell.to && std::abs(p.y() - stave->line) <= 24)
            return score_words::about(*stave, cell);
    return {};
}

std::optional<QPointF> ScoreCanvas::placeOf(const NotePlace& place) const {
    for (const auto& stave : m_picture.staves)
        for (const auto& note : stave.notes)
            if (stave.partition == place.partition && note.facts.offset == place.offset)
                return QPointF(note.x + scoreGutter, note.y + scoreRuler);
    return std::nullopt;
}

// ---- commands

void ScoreCanvas::setScale(ScoreScale scale) {
    if (const auto at = scene()) {
        m_camera.setScale(scale, *at);
        m_mustReveal = m_selected && !m_camera.isFollowing();
    } else {
        m_camera.reset(scale);
    }
    read();
    rebuild();
    emit moved();
}

void ScoreCanvas::setFollowing(bool isFollowing) {
    m_camera.setFollowing(isFollowing);
    emit moved();
}

void ScoreCanvas::zoomBy(double factor) {
    const auto at = scene();
    if (!at)
        return;
    double x = m_camera.axis().width() / 2;
    if (m_selected)
        if (const auto place = placeOf(*m_selected))
            x = onStaves(*place).x();
    m_camera.zoom(factor, x, *at);
    read();
    rebuild();
    emit moved();
}

void ScoreCanvas::showAll() {
    if (const auto at = scene())
        m_camera.showAll(*at);
    read();
    rebuild();
    emit moved();
}

void ScoreCanvas::select(const std::optional<NotePlace>& note) {
    if (m_selected == note)
        return;
    m_selected = note;
    m_mustReveal = note && !placeOf(*note);
    if (note)
        m_current = note->partition;
    read();
    rebuild();
}

void ScoreCanvas::choose(const NotePlace& note) {
    m_selected = note;
    m_current = note.partition;
    // What is looked at does not run away.
    if (m_camera.isFollowing())
        setFollowing(false);
    viewport()->update();
    emit noteChosen(note);
}

void ScoreCanvas::revealStave(PartitionIndex partition) {
    if (!m_question.topic)
        return;
    const auto index = static_cast<std::size_t>(partition.value());
    const auto groups = m_question.groups.size();
    const double top = score_layout::staveTop(*m_question.topic, index, groups, m_camera.look());
    const double bottom = score_layout::staveTop(*m_question.topic, index + 1, groups, m_camera.look());
    auto* bar = verticalScrollBar();
    if (top < bar->value())
        bar->setValue(static_cast<int>(top - score_layout::above));
    else if (bottom > bar->value() + m_question.height)
        bar->setValue(static_cast<int>(std::ceil(bottom - m_question.height)));
}

void ScoreCanvas::stepStave(int step) {
    if (!m_question.topic || m_question.topic->partitions.empty())
        return;
    const auto last = static_cast<std::int32_t>(m_question.topic->partitions.size()) - 1;
    m_current = PartitionIndex(std::clamp(m_current.value() + step, 0, last));
    revealStave(m_current);
    viewport()->update();
}

/// To the next note of the current stave; without a selected one, to the one nearest to the middle.
void ScoreCanvas::stepNote(int step) {
    const auto at = scene();
    const auto stave = std::ranges::find(m_picture.staves, m_current, &ScorePicture::Stave::partition);
    if (!at || stave == m_picture.staves.end() || stave->notes.empty())
        return;
    const auto& notes = stave->notes;
    std::optional<NotePlace> next;
    if (m_selected && m_selected->partition == m_current) {
        const auto offset = m_selected->offset;
        const auto offsetOf = [](const ScorePicture::Note& note) { return note.facts.offset; };
        const auto found = step > 0 ? std::ranges::upper_bound(notes, offset, {}, offsetOf)
                                    : std::ranges::lower_bound(notes, offset, {}, offsetOf);
        if (step > 0 && found != notes.end())
            next = NotePlace{m_current, found->facts.offset};
        else if (step < 0 && found != notes.begin())
            next = NotePlace{m_current, std::prev(found)->facts.offset};
    } else {
        const double middle = m_camera.axis().width() / 2;
        const auto nearest =
            std::ranges::min_element(notes, {}, [&](const auto& note) { return std::abs(note.x - middle); });
        next = NotePlace{m_current, nearest->facts.offset};
    }
    if (!next)
        return;
    choose(*next);
    if (const auto* note = m_cache.note(next->partition, next->offset))
        m_camera.reveal(next->partition, next->offset, note->timestampMs, *at);
    read();
    rebuild();
}

// ---- input

void ScoreCanvas::keyPressEvent(QKeyEvent* event) {
    const auto at = scene();
    if (!at)
        return QAbstractScrollArea::keyPressEvent(event);
    const double step = m_camera.axis().width() * keyPan * (event->modifiers() & Qt::ShiftModifier ? 5 : 1);
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomBy(keyZoom);
    case Qt::Key_Minus:
        return zoomBy(1 / keyZoom);
    case Qt::Key_0:
        return showAll();
    case Qt::Key_F:
        return setFollowing(!m_camera.isFollowing());
    case Qt::Key_Home:
        m_camera.showStart(*at);
        break;
    case Qt::Key_End:
        m_camera.showEnd(*at);
        break;
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const bool right = event->key() == Qt::Key_Right;
        if (m_selected || event->modifiers() & Qt::ControlModifier)
            return stepNote(right ? 1 : -1);
        m_camera.pan(right ? step : -step, *at);
        break;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (!m_selected)
            stepNote(1);
        else
            emit noteChosen(*m_selected);
        return;
    case Qt::Key_Escape:
        if (!m_selected)
            return QAbstractScrollArea::keyPressEvent(event);
        m_selected.reset();
        m_mustReveal = false;
        break;
    case Qt::Key_Up:
        return stepStave(-1);
    case Qt::Key_Down:
        return stepStave(1);
    default:
        return QAbstractScrollArea::keyPressEvent(event);
    }
    read();
    rebuild();
    emit moved();
}

bool ScoreCanvas::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const QString text = tooltipText(factsAt(help->pos()));
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, viewport());
        return true;
    }
    if (event->type() == QEvent::NativeGesture) {
        auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (const auto at = scene(); at && gesture->gestureType() == Qt::ZoomNativeGesture) {
            m_camera.zoom(1 + gesture->value(), onStaves(gesture->position()).x(), *at);
            read();
            rebuild();
            emit moved();
            return true;
        }
    }
    if (event->type() == QEvent::Leave)
        hover({-1, -1});
    return QAbstractScrollArea::viewportEvent(event);
}

void ScoreCanvas::wheelEvent(QWheelEvent* event) {
    const auto at = scene();
    const auto position = onStaves(event->position());
    // Over the names the wheel goes from partition to partition.
    if (!at || position.x() < 0)
        return QAbstractScrollArea::wheelEvent(event);
    const auto delta = event->angleDelta();
    const bool pans = event->modifiers() & Qt::ShiftModifier || std::abs(delta.x()) > std::abs(delta.y());
    if (pans) {
        const int along = delta.x() != 0 ? delta.x() : delta.y();
        m_camera.pan(-along * 0.8, *at);
    } else {
        m_camera.zoom(std::pow(wheelZoom, delta.y()), position.x(), *at);
    }
    event->accept();
    read();
    rebuild();
    emit moved();
}

void ScoreCanvas::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        m_pressed = m_dragged = event->position();
        m_isDragging = false;
    }
}

void ScoreCanvas::mouseMoveEvent(QMouseEvent* event) {
    const auto at = scene();
    if (!m_pressed || !at)
        return hover(event->position());
    const bool isFar =
        (event->position() - *m_pressed).manhattanLength() >= QApplication::startDragDistance();
    if (!m_isDragging && !isFar)
        return;
    m_isDragging = true;
    viewport()->setCursor(Qt::ClosedHandCursor);
    const auto moved = event->position() - *m_dragged;
    m_dragged = event->position();
    if (moved.x() != 0)
        m_camera.pan(-moved.x(), *at);
    verticalScrollBar()->setValue(verticalScrollBar()->value() - static_cast<int>(std::round(moved.y())));
    read();
    rebuild();
    emit this->moved();
}

void ScoreCanvas::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_pressed)
        return;
    const bool wasDragging = std::exchange(m_isDragging, false);
    m_pressed.reset();
    hover(event->position());
    if (wasDragging)
        return;
    const auto* stave = staveAt(onStaves(event->position()).y());
    if (const auto* note = noteAt(event->position()); note && stave)
        choose({stave->partition, note->facts.offset});
    else if (stave) {
        m_current = stave->partition;
        viewport()->update();
    }
}

void ScoreCanvas::hover(QPointF at) {
    std::optional<NotePlace> hovered;
    const auto* stave = staveAt(onStaves(at).y());
    if (const auto* note = noteAt(at); note && stave)
        hovered = NotePlace{stave->partition, note->facts.offset};
    viewport()->setCursor(hovered ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (hovered == m_hovered)
        return;
    m_hovered = hovered;
    viewport()->update();
}

void ScoreCanvas::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void ScoreCanvas::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace partitura::ui
