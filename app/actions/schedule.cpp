#include "app/actions/schedule.h"

#include <algorithm>

namespace partitura::app {

Result<int> Schedule::add(ActionCall call, std::optional<ActionCall> undo, const Timing& timing) {
    const auto bad = [](const char* why) { return Error{ErrorCode::INVALID_REQUEST, why}; };
    if (timing.lasts && !undo)
        return bad("nothing takes this back, so it cannot last for a while");
    if (timing.repeats && (*timing.repeats <= Duration::zero() || timing.times < 1))
        return bad("say how often, and how long from one to the next");
    if (timing.repeats && timing.lasts && *timing.repeats <= *timing.lasts)
        return bad("it must end before it begins again");
    Entry entry{++m_lastId,
                std::move(call),
                std::move(undo),
                timing,
                m_now + timing.startsIn,
                {},
                timing.repeats ? timing.times : 1};
    m_entries.push_back(std::move(entry));
    advance(m_now);
    emit changed();
    return m_lastId;
}

void Schedule::cancel(int id) {
    const auto at = std::ranges::find(m_entries, id, &Entry::id);
    if (at == m_entries.end())
        return;
    const auto entry = *at;
    m_entries.erase(at);
    if (entry.end && entry.undo)
        emit due(*entry.undo);
    emit changed();
}

void Schedule::cancelAll() {
    while (!m_entries.empty())
        cancel(m_entries.front().id);
}

void Schedule::clear() {
    m_entries.clear();
    emit changed();
}

void Schedule::advance(Instant now) {
    m_now = now;
    bool isChanged = false;
    for (;;) {
        // The next that is due, of all.
        const auto when = [](const Entry& entry) {
            return entry.end ? *entry.end : entry.nextStart.value_or(Instant::max());
        };
        const auto next = std::ranges::min_element(m_entries, {}, when);
        if (next == m_entries.end() || when(*next) > now)
            break;
        isChanged = true;
        // A copy: who hears of it may plan more.
        const bool ends = next->end.has_value();
        const auto call = ends ? next->undo : std::optional(next->call);
        if (!step(*next))
            m_entries.erase(next);
        if (call)
            emit due(*call);
    }
    if (isChanged)
        emit changed();
}

bool Schedule::step(Entry& entry) {
    if (entry.end) {
        entry.end.reset();
        return entry.nextStart.has_value();
    }
    const Instant began = *entry.nextStart;
    entry.nextStart =
        --entry.left > 0 ? std::optional(began + *entry.timing.repeats) : std::optional<Instant>();
    if (entry.timing.lasts)
        entry.end = began + *entry.timing.lasts;
    return entry.nextStart || entry.end;
}

} // namespace partitura::app
