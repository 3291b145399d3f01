#include "ui/events/event_filter.h"

#include "ui/events/events_model.h"

namespace partitura::ui {

void EventFilter::setKind(int kind) {
    if (kind == m_kind)
        return;
    m_kind = kind;
    invalidateFilter();
}

void EventFilter::setSelection(const Selection& selection) {
    m_selection = selection;
    invalidateFilter();
}

bool EventFilter::filterAcceptsRow(int row, const QModelIndex& /*parent*/) const {
    const observe::Event& event = static_cast<const EventsModel*>(sourceModel())->eventAt(row);
    const Selection& s = m_selection;
    if (m_kind >= 0 && static_cast<int>(event.kind) != m_kind)
        return false;
    if (s.times && (event.timeMs < s.times->fromMs || event.timeMs > s.times->toMs))
        return false;
    // Hardly an event speaks of a topic and of a group: it must speak of something selected, not of all.
    bool isAboutSome = false, isOfOther = false;
    const auto compare = [&](bool isSaid, bool isSame) {
        isAboutSome |= isSaid && isSame;
        isOfOther |= isSaid && !isSame;
    };
    if (!s.topic.isEmpty())
        compare(!event.topic.empty(),
                s.topic == QString::fromStdString(event.topic) &&
                    (s.partition == PartitionIndex() || s.partition == event.partition));
    if (s.broker != BrokerId())
        compare(event.broker != BrokerId(), s.broker == event.broker);
    if (!s.group.isEmpty())
        compare(!event.group.empty(), s.group == QString::fromStdString(event.group));
    const bool isAnySelected = !s.topic.isEmpty() || s.broker != BrokerId() || !s.group.isEmpty();
    return !isOfOther && (isAboutSome || !isAnySelected);
}

} // namespace partitura::ui
