#include "ui/score/score_camera.h"

#include "ui/score/visible_offsets.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace partitura::ui {
namespace {

constexpr double settleSeconds = 0.12;
constexpr double hurryPixels = 24;  // so far away it goes twice as fast: what flows fast is not left behind
constexpr double revealPixels = 20; // px an offset takes at least when a record is shown
constexpr double startSpanMs = 20'000; // an axis of time begins with so much of it
constexpr double quietShare = 0.6;     // of the span that stays empty after the newest record

/// What part of a way of `pixels` is gone in `seconds`.
double easing(double seconds, double pixels) {
    return 1 - std::exp(-seconds * (1 + pixels / hurryPixels) / settleSeconds);
}

} // namespace

void ScoreCamera::setWidth(double width) {
    const double right = m_axis.width();
    m_axis.setWidth(width);
    m_axis.scroll(right - m_axis.width()); // what is at the right end stays there
}

void ScoreCamera::reset(ScoreScale scale) {
    m_scale = scale;
    const auto width = m_axis.width();
    m_origins.clear();
    m_axis = m_scale == ScoreScale::time ? ScoreAxis(AxisKind::time, 0, width / startSpanMs, width)
                                         : ScoreAxis(AxisKind::offset, 0, startPixels, width);
    m_look = score_layout::lookFor(startPixels);
    m_isFollowing = true;
    if (scale == ScoreScale::fromEnd)
        m_axis.place(0, 0, width - edgeRoom);
}

ScoreCamera::Extent ScoreCamera::extent(const Scene& scene) const {
    std::optional<Extent> all;
    for (const auto& partition : scene.topic.partitions) {
        const auto bounds = boundsOf(partition);
        Extent one{bounds.logStart.value(), bounds.logEnd.value()};
        if (m_scale == ScoreScale::fromEnd) {
            const auto origin = m_origins.find(partition.index);
            const auto zero = origin == m_origins.end() ? one.to : origin->second.whole;
            one = {one.from - zero, one.to - zero};
        } else if (m_scale == ScoreScale::time) {
            const auto oldest = scene.cache.timeAt(partition.index, bounds.logStart);
            const auto newest = scene.cache.newest(partition.index);
            if (newest == noTimestamp)
                continue;
            one = {oldest && *oldest >= 0 ? std::min(*oldest, newest) : newest, newest};
        }
        if (m_scale == ScoreScale::offset && one.from == one.to)
            continue;
        all = all ? Extent{std::min(all->from, one.from), std::max(all->to, one.to)} : one;
    }
    if (!all)
        return m_scale == ScoreScale::time ? Extent{scene.nowMs - 1000, scene.nowMs} : Extent{0, 1};
    all->to = std::max(all->to, all->from + 1);
    return *all;
}

std::int64_t ScoreCamera::liveEdge(const Scene& scene) const {
    if (m_scale == ScoreScale::fromEnd)
        return 0;
    const auto end = extent(scene).to;
    if (m_scale == ScoreScale::offset)
        return end;
    // Time goes on when nothing is written; a topic that has been quiet for long keeps its last notes in
    // view.
    return std::min(scene.nowMs, end + static_cast<std::int64_t>(m_axis.span() * quietShare));
}

bool ScoreCamera::moveOrigins(double seconds, const Scene& scene) {
    if (m_scale != ScoreScale::fromEnd)
        return !std::exchange(m_origins, {}).empty();
    bool moved = false;
    for (const auto& partition : scene.topic.partitions) {
        const auto end = boundsOf(partition).logEnd.value();
        const auto [origin, isNew] = m_origins.try_emplace(partition.index, ScoreOrigin{end, 0});
        moved |= isNew;
        if (isNew || !m_isFollowing || (origin->second.whole == end && origin->second.fraction == 0))
            continue;
        auto& [whole, fraction] = origin->second;
        const double away = static_cast<double>(end - whole) - fraction;
        const double pixels = std::abs(away) * m_axis.pixelsPerUnit();
        if (pixels < 0.3 || pixels > 3 * m_axis.width()) {
            origin->second = {end, 0};
        } else {
            const double to = fraction + away * easing(seconds, pixels);
            whole += static_cast<std::int64_t>(std::floor(to));
            fraction = to - std::floor(to);
        }
        moved = true;
    }
    return moved;
}

bool ScoreCamera::follow(double seconds, const Scene& scene) {
    if (!m_isFollowing)
        return false;
    const double away = m_axis.x(liveEdge(scene)) - (m_axis.width() - edgeRoom);
    if (std::abs(away) < 0.05)
        return false;
    if (std::abs(away) > 3 * m_axis.width())
        m_axis.place(liveEdge(scene), 0, m_axis.width() - edgeRoom);
    else
        m_axis.scroll(std::abs(away) < 0.5 ? away : away * easing(seconds, std::abs(away)));
    return true;
}

double ScoreCamera::pixelsPerNote(const Scene& scene) const {
    if (m_axis.kind() == AxisKind::offset)
        return m_axis.pixelsPerUnit();
    std::int64_t most = 1;
    for (const auto& partition : scene.topic.partitions)
        if (const auto visible = visibleOffsets(partition, m_axis, scene.cache, scene.nowMs);
            visible && showsNotes(*visible, m_axis))
            most = std::max(most, visible->size());
    return m_axis.width() / static_cast<double>(most);
}

bool ScoreCamera::advance(double seconds, const Scene& scene) {
    bool moved = moveOrigins(seconds, scene);
    moved |= follow(seconds, scene);
    const double share = easing(seconds, 0);
    const auto wanted = score_layout::lookFor(pixelsPerNote(scene));
    if (m_look != wanted) {
        const bool isNear = std::abs(m_look.headRadius - wanted.headRadius) < 0.02 &&
                            std::abs(m_look.labels - wanted.labels) < 0.01;
        m_look = isNear ? wanted
                        : ScoreLook{m_look.headRadius + (wanted.headRadius - m_look.headRadius) * share,
                                    m_look.labels + (wanted.labels - m_look.labels) * share};
        moved = true;
    }
    return moved;
}

/// The farthest out shows all with some room, and something is always in view.
void ScoreCamera::keepInside(const Scene& scene) {
    const auto all = extent(scene);
    const double units = std::max(1.0, static_cast<double>(all.to) - static_cast<double>(all.from));
    const double least = std::min(m_axis.width() * 0.5 / units, 8.0);
    if (m_axis.pixelsPerUnit() < least)
        m_axis.setPixelsPerUnit(least, m_axis.width() / 2);
    const double left = m_axis.x(all.from), right = m_axis.x(all.to);
    const double room = std::min(m_axis.width() * 0.8, 160.0);
    if (right < room)
        m_axis.place(all.to, 0, room);
    else if (left > m_axis.width() - room)
        m_axis.place(all.from, 0, m_axis.width() - room);
}

void ScoreCamera::zoom(double factor, double x, const Scene& scene) {
    m_axis.zoom(factor, m_isFollowing ? m_axis.width() - edgeRoom : x);
    keepInside(scene);
}

void ScoreCamera::pan(double pixels, const Scene& scene) {
    m_isFollowing = false;
    m_axis.scroll(pixels);
    keepInside(scene);
}

void ScoreCamera::showAll(const Scene& scene) {
    m_isFollowing = false;
    const auto all = extent(scene);
    const double room = m_axis.width() - 2 * edgeRoom;
    m_axis = ScoreAxis::between(m_axis.kind(), all.from, all.to, std::max(room, 1.0));
    m_axis.setWidth(room + 2 * edgeRoom);
    m_axis.scroll(-edgeRoom);
}

void ScoreCamera::showStart(const Scene& scene) {
    m_isFollowing = false;
    m_axis.place(extent(scene).from, 0, edgeRoom);
}

void ScoreCamera::showEnd(const Scene& scene) {
    m_isFollowing = true;
    m_axis.place(liveEdge(scene), 0, m_axis.width() - edgeRoom);
}

void ScoreCamera::reveal(PartitionIndex partition, Offset offset, TimestampMs timeMs, const Scene& scene) {
    m_isFollowing = false;
    std::int64_t position = offset.value();
    if (m_scale == ScoreScale::time)
        position = timeMs;
    else if (const auto origin = m_origins.find(partition); origin != m_origins.end())
        position -= origin->second.whole;
    if (m_scale == ScoreScale::time && timeMs == noTimestamp)
        return;
    const double x = m_axis.x(position);
    if (m_axis.kind() == AxisKind::offset && m_axis.pixelsPerUnit() < revealPixels)
        m_axis.setPixelsPerUnit(revealPixels, x);
    if (x < edgeRoom || x > m_axis.width() - edgeRoom)
        m_axis.place(position, 0, m_axis.width() / 2);
    keepInside(scene);
}

void ScoreCamera::setScale(ScoreScale scale, const Scene& scene) {
    if (scale == m_scale)
        return;
    // What of the first partition that has anything in view is seen now.
    OffsetRange seen;
    PartitionIndex partition;
    for (const auto& one : scene.topic.partitions) {
        const auto visible =
            visibleOffsets(one, axisOf(m_axis, m_origins, one.index), scene.cache, scene.nowMs);
        if (visible && !visible->isEmpty()) {
            seen = *visible;
            partition = one.index;
            break;
        }
    }
    const double width = m_axis.width();
    m_scale = scale;
    m_origins.clear();
    moveOrigins(1, scene);
    if (scale == ScoreScale::time) {
        const auto from = scene.cache.timeAt(partition, seen.from),
                   to = scene.cache.timeAt(partition, seen.to - 1);
        m_axis = !seen.isEmpty() && from && to && 0 <= *from && *from < *to
                     ? ScoreAxis::between(AxisKind::time, *from, *to, width)
                     : ScoreAxis(AxisKind::time, scene.nowMs - static_cast<std::int64_t>(startSpanMs),
                                 width / startSpanMs, width);
    } else {
        const auto zero = scale == ScoreScale::fromEnd ? m_origins[partition].whole : 0;
        m_axis = seen.isEmpty() ? ScoreAxis(AxisKind::offset, 0, startPixels, width)
                                : ScoreAxis::between(AxisKind::offset, seen.from.value() - zero,
                                                     seen.to.value() - zero, width);
    }
    if (m_isFollowing)
        showEnd(scene);
}

} // namespace partitura::ui
