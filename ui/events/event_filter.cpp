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
    return (m_kind < 0 || static_cast<int>(event.kind) == m_kind) &&
           (s.topic.isEmpty() || s.topic == QString::fromStdString(event.topic)) &&
           (s.partition == PartitionIndex() || s.partition == event.partition) &&
           (s.broker == BrokerId() || s.broker == event.broker) &&
           (s.group.isEmpty() || s.group == QString::fromStdString(event.group)) &&
           (!s.times || (event.timeMs >= s.times->fromMs && event.timeMs <= s.times->toMs));
}

} // namespace partitura::ui
