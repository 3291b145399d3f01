#include "ui/score/score_canvas.h"

#include "ui/score/score_hit.h"
#include "ui/style/theme.h"

#include <QDateTime>
#include <QEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace partitura::ui {
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
    m_question.height = std::max(1.0, viewport()->height() / magnification() - scoreRuler);
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
    painter.scale(magnification(), magnification());
    ScorePainter(painter, m_picture, {groupNames(), m_selected, m_hovered, m_current, hasFocus()})
        .paint(QRectF(QPointF(), QSizeF(viewport()->size()) / magnification()));
}

void ScoreCanvas::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    fit();
}

void ScoreCanvas::fit() {
    m_camera.setWidth(viewport()->width() / magnification() - scoreGutter);
    rebuild();
}

double ScoreCanvas::magnification() const {
    return theme().typeScale;
}

void ScoreCanvas::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        fit();
    QAbstractScrollArea::changeEvent(event);
}

void ScoreCanvas::scrollContentsBy(int /*dx*/, int /*dy*/) {
    rebuild();
}

const ScorePicture::Note* ScoreCanvas::noteAt(QPointF at) const {
    return score_hit::noteAt(m_picture, onStaves(at));
}

QString ScoreCanvas::factsAt(QPointF at) const {
    return score_hit::factsAt(m_picture, groupNames(), onStaves(at));
}

QStringList ScoreCanvas::groupNames() const {
    QStringList names;
    for (const auto& group : m_question.groups)
        names << group.id;
    return names;
}

std::optional<QPointF> ScoreCanvas::placeOf(const NotePlace& place) const {
    for (const auto& stave : m_picture.staves)
        for (const auto& note : stave.notes)
            if (stave.partition == place.partition && note.facts.offset == place.offset)
                return QPointF(note.x + scoreGutter, note.y + scoreRuler) * magnification();
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

} // namespace partitura::ui
